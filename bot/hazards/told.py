"""Who hears what of a hazard: in private only, after each move."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.bodies import officers
from bot.cases.buttons import case_button
from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.hazards import facts, parts
from bot.hazards.free import others as free
from bot.hazards.table import CLUE, FOUND, OWNERS, RECTIFIED, Hazard
from bot.outbox.letters import Button, Letter, LetterKind, Priority, Rows
from bot.places.standing import colours
from bot.register.people import Member
from bot.values import formats
from bot.work import mustering, telling
from bot.work.answer import Answer, answer
from bot.work.work import Work

PURPOSE, FORMER = "hazard", "hazard-former"
"""The purpose of what people are told of a hazard, and what it becomes once it has gone on."""

QUIET_FROM, QUIET_UNTIL = 22, 7
"""Between these hours of the district a reminder makes no sound."""


async def tell(
    work: Work,
    hazard: Hazard,
    people: Iterable[Member],
    key: str,
    *,
    buttons: Sequence[Button] = (),
    alarm: bool = False,
    **more: Any,
) -> None:
    """A note to those of *people* who have a private chat; nothing of it is ever said in the group.

    Whoever speaks reads the answer instead. An *alarm* is for them too, and sounds at night.
    """
    given = {**await facts.of(work, hazard), **more}
    for member in {one.user_id: one for one in people}.values():
        if alarm or member.user_id != work.who.user_id:
            silent = not alarm and _is_night(work)
            if buttons:
                await _older(work, hazard, member)
            await _post(work, member, key, given, about=hazard, buttons=_rows(buttons), silent=silent, alarm=alarm)


async def _older(work: Work, hazard: Hazard, member: Member) -> None:
    """What they were told of it before keeps its words and loses its buttons: the newest message has the next step."""
    for posting in await work.tx.outbox.postings(hazard.id, PURPOSE):
        if posting.user_id == member.user_id and not posting.gone:
            await telling.rebutton(work, posting, (), purpose=FORMER)


async def _post(
    work: Work,
    member: Member,
    key: str,
    given: dict[str, Any],
    *,
    about: Hazard | None = None,
    buttons: Rows = (),
    silent: bool = False,
    alarm: bool = False,
) -> None:
    if not member.private_open:
        return
    await work.post(
        Letter(
            district_id=None,
            chat_id=member.user_id,
            user_id=member.user_id,
            kind=LetterKind.HAZARD,
            priority=Priority.ORDER if alarm else Priority.ANSWER,
            created_at=work.now,
            case_id=about.id if about is not None else None,
            key=key,
            facts=given,
            buttons=buttons,
            language=member.language or work.district.language,
            purpose=PURPOSE,
            silent=silent,
        )
    )


async def notice(work: Work, member: Member, key: str, **more: Any) -> None:
    """Something about several hazards at once, to one person in private."""
    await _post(work, member, key, more, silent=_is_night(work))


def in_private(work: Work, hazard: Hazard, said: Answer) -> Answer:
    """*said*, where it comes into their private chat; where others read along only that there is more to read there."""
    member = work.who.member
    if work.who.in_private or work.who.channel != "group" or (member is not None and member.private_open):
        return said
    link = ((Button("button-open-private", url=work.link()),),)
    return answer("hazard-in-private", link, number=hazard.number, state=formats.state_word(hazard.state, hazard.kind))


async def undelivered(work: Work, letter: Letter, member: Member) -> None:
    """It did not reach them: it comes to no group, and captains see it in their own."""


def _rows(buttons: Sequence[Button]) -> Rows:
    each = list(buttons)
    return tuple(tuple(each[n : n + 2]) for n in range(0, len(each), 2))


def _is_night(work: Work) -> bool:
    hour = work.now.astimezone(work.district.zone).hour
    return not QUIET_UNTIL <= hour < QUIET_FROM


def button(work: Work, hazard: Hazard, move: str, choice: str = "") -> Button:
    """One that makes, or asks for, a move."""
    return case_button(hazard, work.district, move, choice, key=f"button-hazard-{move.replace('_', '-')}")


def looks(work: Work, hazard: Hazard) -> tuple[Button, ...]:
    """What somebody may do who is asked to look again."""
    return tuple(button(work, hazard, move) for move in LOOKS)


LOOKS = ("pass", "send_back", "cannot", "show")


# --- after a move


async def follow(work: Work, change: Change[Hazard], given: Facts) -> None:
    """The place may have another colour; whoever has to go on with it hears."""
    hazard = change.case
    colours.stir(work, hazard.place)
    if hazard.state != change.before.state:
        await _over(work, hazard)
    if tells := _AFTER.get(change.move):
        await tells(work, hazard, given)


async def _over(work: Work, hazard: Hazard) -> None:
    """What was asked before is settled: its messages keep their words and lose their buttons."""
    await work.tx.outbox.cancel(hazard.id, (PURPOSE,), work.now)
    for posting in await work.tx.outbox.postings(hazard.id, PURPOSE):
        if not posting.gone:
            await telling.rebutton(work, posting, (), purpose=FORMER)


async def _clue(work: Work, hazard: Hazard, given: Facts) -> None:
    """Officers of its body are asked with one tap whether it is a hazard."""
    await ask_officers(work, hazard)


async def ask_officers(work: Work, hazard: Hazard) -> None:
    """A clue: is it a hazard? A hazard without a limit: until when?"""
    people = await parts.members(work, [one.user_id for one in await parts.able(work, hazard)])
    people = people or await mustering.captains(work)
    if hazard.state == CLUE:
        asked = [button(work, hazard, "confirm_clue"), button(work, hazard, "dismiss"), button(work, hazard, "show")]
        await tell(work, hazard, people, "hazard-clue-asked", buttons=asked, finder=await name(work, hazard.finder_id))
    elif hazard.state == FOUND:
        asked = [button(work, hazard, "limits"), button(work, hazard, "show")]
        await tell(work, hazard, people, "hazard-limit-asked", buttons=asked, finder=await name(work, hazard.finder_id))


async def handed(work: Work, hazard: Hazard, given: Facts) -> None:
    """Another body has it from now on: its officers hear at once, and whom to ask; captains where it has none."""
    if hazard.state == CLUE:
        await ask_officers(work, hazard)
        return
    people = await parts.members(work, [one.user_id for one in await parts.of_body(work, hazard.body, hazard.item)])
    people = people or await mustering.captains(work)
    buttons = [button(work, hazard, "limits")] if hazard.state == FOUND else []
    asks = {"word": "hazard-hears-handed-limit"} if hazard.state == FOUND else ""
    who = await name(work, work.who.user_id)
    buttons.append(button(work, hazard, "show"))
    await tell(work, hazard, people, "hazard-hears-handed", buttons=buttons, who=who, asks=asks)


async def name(work: Work, user_id: int | None) -> Any:
    """Who somebody is, as the register has it; the place itself where nobody is meant."""
    member = await work.tx.people.member(work.district.id, user_id) if user_id is not None else None
    return member.name if member is not None else {"word": "hazard-somebody"}


async def _confirmed(work: Work, hazard: Hazard, given: Facts) -> None:
    await tell(work, hazard, await parts.members(work, [hazard.finder_id]), "hazard-hears-confirmed")


async def _limited(work: Work, hazard: Hazard, given: Facts) -> None:
    await tell(work, hazard, await parts.members(work, [hazard.finder_id]), "hazard-hears-limit")


async def _rectified(work: Work, hazard: Hazard, given: Facts) -> None:
    """Who may look at it again is asked to; where nobody may, the approver and the captains hear that nobody does."""
    may = await parts.may_look_again(work, hazard)
    by = {"word": "hazard-place-itself"} if hazard.by_place else await name(work, hazard.fixer_id)
    people, asked = await parts.members(work, [one.user_id for one in may]), looks(work, hazard)
    await tell(work, hazard, people, "hazard-recheck-asked", buttons=asked, by=by, **facts.pair(hazard))
    if not may:
        await tell(work, hazard, await approvers(work, hazard), "hazard-recheck-nobody", by=by)


async def approvers(work: Work, hazard: Hazard) -> list[Member]:
    """Who approves for its body, and for the one that it went up to; captains where nobody does."""
    theirs = [one for one in dict.fromkeys((hazard.body, hazard.escalated_to)) if one and one != OWNERS]
    found = [one.user_id for body in theirs for one in await officers.approvers(work, body)]
    return await parts.members(work, found) or await mustering.captains(work)


async def _sent_back(work: Work, hazard: Hazard, given: Facts) -> None:
    people = await parts.followers(work, hazard, all_of_body=True)
    await tell(work, hazard, people, "hazard-hears-sent-back", reason=str(given.given["reason"]))


async def _allowed(work: Work, hazard: Hazard, given: Facts) -> None:
    asked = (button(work, hazard, "pass"), button(work, hazard, "send_back"))
    people = await parts.members(work, [hazard.allowed])
    await tell(work, hazard, people, "hazard-hears-allowed", buttons=asked, reason=str(given.given["reason"]))
    await _none_free(work, hazard, given)


async def _none_free(work: Work, hazard: Hazard, given: Facts) -> None:
    """Of whom nobody knew whether they are free, they hear that somebody said so for them, and may still come."""
    people = await parts.members(work, given.given.get("unsaid", ()))
    whom = await name(work, hazard.allowed)
    buttons, reason = looks(work, hazard), str(given.given["reason"])
    await tell(work, hazard, people, "hazard-hears-none-free", buttons=buttons, whom=whom, reason=reason)


async def _cannot(work: Work, hazard: Hazard, given: Facts) -> None:
    """Where nobody is left who might be free, the approver is asked to allow one of those who found or fixed it."""
    left = await free.of(work, hazard)
    if hazard.allowed is None and not (left.free or left.unsaid):
        asked = (button(work, hazard, "allow"), button(work, hazard, "show"))
        await tell(work, hazard, await approvers(work, hazard), "hazard-none-free", buttons=asked)


async def _hastened(work: Work, hazard: Hazard, given: Facts) -> None:
    may = await parts.members(work, [one.user_id for one in await parts.may_look_again(work, hazard)])
    asked = looks(work, hazard) if hazard.state == RECTIFIED else (button(work, hazard, "show"),)
    await tell(work, hazard, may, "hazard-hears-hastened", buttons=asked)


async def _escalated(work: Work, hazard: Hazard, given: Facts) -> None:
    """Departments, owners and captains hear."""
    reason = given.given.get("reason") or ""
    people = [
        *await approvers(work, hazard),
        *await mustering.owners(work),
        *await mustering.captains(work),
        *await parts.members(work, [one.user_id for one in await parts.of_body(work, hazard.escalated_to)]),
    ]
    each = {one.user_id: one for one in people}.values()
    why = {"word": "because", "reason": reason} if reason else ""
    whom = escalated_to(hazard)
    await tell(
        work, hazard, each, "hazard-hears-escalated", whom=whom, why=why, buttons=(button(work, hazard, "show"),)
    )


def escalated_to(hazard: Hazard) -> Any:
    """To whom it went, as it is called."""
    return {"word": "hazard-owners"} if hazard.escalated_to == OWNERS else facts.body(hazard.escalated_to)


async def _order(work: Work, hazard: Hazard, key: str) -> None:
    people = [*await parts.followers(work, hazard, all_of_body=True), *await mustering.captains(work)]
    each = {one.user_id: one for one in people}.values()
    told = {"order": hazard.order, "authority": facts.body(hazard.authority), "day": hazard.order_day}
    await tell(work, hazard, each, key, **told)


async def _forbidden(work: Work, hazard: Hazard, given: Facts) -> None:
    await _order(work, hazard, "hazard-hears-forbidden")


async def _lifted(work: Work, hazard: Hazard, given: Facts) -> None:
    await _order(work, hazard, "hazard-hears-lifted")


async def _ended(work: Work, hazard: Hazard, given: Facts) -> None:
    people = await parts.members(work, [hazard.finder_id, hazard.fixer_id])
    await tell(work, hazard, people, "hazard-hears-ended")


_AFTER = {
    "doubt": _clue,
    "confirm_clue": _confirmed,
    "hand_to": handed,
    "set_limit": _limited,
    "rectify": _rectified,
    "send_back": _sent_back,
    "allow": _allowed,
    "cannot": _cannot,
    "hasten": _hastened,
    "escalate": _escalated,
    "forbid": _forbidden,
    "lift": _lifted,
    "pass": _ended,
    "dismiss": _ended,
}
