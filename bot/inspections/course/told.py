"""What people of bodies are told of a visit: in private only, the newest message with the next step."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.bodies import officers
from bot.inspections import parts as inspections_parts
from bot.inspections import show
from bot.inspections.table import Visit
from bot.outbox.letters import Button, Letter, LetterKind, Posting, Priority, Rows
from bot.register.people import Member
from bot.work import telling
from bot.work.work import Work

STEP, FORMER = "visit-step", "visit-former"
"""The purpose of the message with the next step, and what it becomes when a newer one has come below it."""

NOTICE = "visit-notice"
"""The purpose of the text that is forwarded to the place."""

ASK = "visit-ask"
"""The purpose of a question to an approver."""


async def people(work: Work, ids: Iterable[int]) -> list[Member]:
    """Those of *ids* who belong to the district, each once."""
    found = [await work.tx.people.member(work.district.id, one) for one in dict.fromkeys(ids)]
    return [one for one in found if one is not None and one.left_at is None]


async def unreachable(work: Work, ids: Iterable[int]) -> list[str]:
    """The names of those who have opened no private chat: nothing reaches them."""
    return [one.name for one in await people(work, ids) if not one.private_open]


async def step(work: Work, visit: Visit, ids: Iterable[int], key: str, **facts: Any) -> None:
    """Tell each of *ids* in private what has become of *visit*, with what they may do next; older buttons go."""
    everybody = await officers.of(work)
    for member in await people(work, ids):
        if not member.private_open:
            continue
        theirs = inspections_parts.of_person(visit, [one for one in everybody if one.user_id == member.user_id])
        for stands in await standing(work, visit, member.user_id):
            await clear(work, stands)
        told = await show.facts(work, visit) | facts
        await work.post(letter(work, visit.id, member, key, show.buttons(work, visit, theirs, member.user_id), **told))


async def clear(work: Work, stands: Posting) -> None:
    """A message of ours keeps its words and loses its buttons."""
    await telling.rebutton(work, stands, (), purpose=FORMER)


async def settle(work: Work, stands: Posting, key: str, **facts: Any) -> None:
    """A question of ours becomes what was decided, by whom and when; it has no buttons any more."""
    reader = await work.tx.people.member(work.district.id, stands.user_id) if stands.user_id else None
    language = reader.language if reader else None
    await telling.amend(work, replace(stands, purpose=FORMER), key, language=language, **facts)


def of_wish(wish_id: int) -> str:
    """The purpose of the question to an approver about one wish, by which it is found again."""
    return f"{ASK}:{wish_id}"


async def standing(work: Work, visit: Visit, user_id: int) -> list[Posting]:
    """Their messages of *visit* that still have buttons, oldest first."""
    found = [one for one in await work.tx.outbox.postings(visit.id, STEP) if not one.gone and one.user_id == user_id]
    return sorted(found, key=lambda one: one.message_id)


def letter(
    work: Work, case_id: int | None, member: Member, key: str, buttons: Rows = (), purpose: str = STEP, **facts: Any
) -> Letter:
    """A note in private to somebody of a body."""
    return Letter(
        district_id=None,
        chat_id=member.user_id,
        user_id=member.user_id,
        kind=LetterKind.VISIT,
        priority=Priority.ORDER,
        created_at=work.now,
        case_id=case_id,
        key=key,
        facts=facts,
        buttons=buttons,
        language=member.language or work.district.language,
        collapse=f"{purpose}:{case_id}:{member.user_id}" if case_id else None,
        purpose=purpose,
    )


async def undelivered(work: Work, lost: Letter, member: Member) -> None:
    """It did not reach them: whoever asked for the visit hears it, never the group."""
    if lost.key == "visit-told-unreached" or lost.case_id is None:
        return
    from_them = await work.tx.outbox.postings(lost.case_id, STEP)
    ids = [one.user_id for one in from_them if one.user_id and one.user_id != member.user_id]
    for other in await people(work, ids):
        if other.private_open:
            told = {"name": member.name, "number": lost.facts.get("number", 0)}
            await work.post(letter(work, None, other, "visit-told-unreached", purpose="note", **told))


def wish_button(work: Work, wish_id: int, key: str, move: str, choice: str = "", **facts: Any) -> Button:
    """A button that decides about a wish: ``wish:<district>.<id>:<move>[:<choice>]``."""
    data = f"wish:{work.district.id}.{wish_id}:{move}"
    return Button(key, f"{data}:{choice}" if choice else data, facts)
