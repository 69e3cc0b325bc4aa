"""Who asks for a paper of a visit: its record as a file, what is copied into the official system. In private only.

What was sent stays in the chat for a day, as other exports do; then the bot takes it away again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.inspections import at_place
from bot.inspections import parts as inspections_parts
from bot.inspections.papers import official
from bot.inspections.papers.official import Shot
from bot.inspections.papers.record import people, recording
from bot.inspections.papers.record.sheet import Sheet
from bot.inspections.table import AHEAD, CANCELLED, NO_ACCESS, VISITS, Visit
from bot.inspections.visiting import record
from bot.outbox.letters import Button, Letter, LetterKind, Posting, Priority
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.history import Part
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

PURPOSE = "visit-paper"
RECORD, PHOTOS, AWAY = "record", "photos", "away"
"""What a letter with a paper brings: the record, the photos by item; or it takes one away."""

KEPT = timedelta(hours=24)
"""So long a paper stays in the chat."""

DUE = "paper_ends"


@action(Right.DISTRICT, "inspections.record")
async def ask_record(work: Work, *, number: int) -> Answer:
    """The record of a visit as PDF, for its officers, approvers of its bodies and captains."""
    visit = await _visit(work, number)
    await _may_read(work, visit)
    await _in_private(work)
    await post(work, visit, RECORD)
    return QUIET


@action(Right.OFFICER, "inspections.official")
async def ask_official(work: Work, *, number: int) -> Answer:
    """What is copied into the official system, and the photos by item; for officers of the visit alone."""
    visit = await _visit(work, number)
    if work.who.user_id not in visit.officers:
        raise Refused("visiting-not-yours", number=number)
    if visit.state in AHEAD | {CANCELLED, NO_ACCESS}:
        raise Refused("visit-paper-not-begun", number=number)
    await _in_private(work)
    whole, zone = await record.whole(work, visit), work.district.zone
    hazards = await recording.found_in(work, visit)
    lines = official.failed(whole, hazards, zone)
    head = official.head(visit, await at_place.of(work, visit), await people.officers(work, visit), zone)
    first, rest = lines[: official.OF_ONE], lines[official.OF_ONE :]
    asked = {"number": visit.number, "items": first or {"word": "visit-official-none"}}
    await tell(work, visit, "visit-official", **head, **asked)
    for n in range(0, len(rest), official.OF_ONE):
        await tell(work, visit, "visit-official-more", number=visit.number, items=rest[n : n + official.OF_ONE])
    if official.shots(whole):
        await post(work, visit, PHOTOS)
    return QUIET


async def _visit(work: Work, number: int) -> Visit:
    found = await work.tx[VISITS].by_number(work.district.id, number)
    if found is None:
        raise Refused("visiting-none", number=number)
    return found


async def _may_read(work: Work, visit: Visit) -> None:
    """Refused for who is nothing to the visit."""
    theirs = await inspections_parts.parts(work, visit)
    if not theirs & {Part.OFFICER, Part.APPROVER, Part.CAPTAIN}:
        raise Refused("visiting-not-yours", number=visit.number)


async def _in_private(work: Work) -> None:
    """Refused where nothing can be said to them in private."""
    person = await work.tx.people.get(work.who.user_id)
    if not (work.who.in_private or (person and person.private_open)):
        raise Refused("link-only-in-private", link=work.link())


def button(district_id: int, visit: Visit, what: str) -> Button:
    """A button that asks for the record, or for what is copied (``official``)."""
    return Button(f"button-visit-{what}", f"inspection:{district_id}.{visit.number}:{what}", {"number": visit.number})


# --- sent, and taken away


async def tell(work: Work, visit: Visit, key: str, **facts: Any) -> None:
    """A paper that is a message, to whoever speaks."""
    await work.post(_letter(work, visit, work.who.user_id, LetterKind.VISIT, key, facts))
    await _plan(work, visit)


async def record_of(work: Work, visit: Visit) -> None:
    """``Feature.paper``: the record, to whoever speaks."""
    await post(work, visit, RECORD)


async def post(work: Work, visit: Visit, what: str) -> None:
    """A paper that is a file, made when it is sent to whoever speaks."""
    told = {"what": what, "number": visit.number}
    await work.post(_letter(work, visit, work.who.user_id, LetterKind.VISIT_PAPER, f"visit-paper-{what}", told))
    await _plan(work, visit)


def _letter(work: Work, visit: Visit, user_id: int, kind: LetterKind, key: str, facts: dict[str, Any]) -> Letter:
    return Letter(
        district_id=None,
        chat_id=user_id,
        user_id=user_id,
        kind=kind,
        priority=Priority.ANSWER,
        created_at=work.now,
        case_id=visit.id,
        key=key,
        facts=facts,
        language=work.who.language or work.district.language,
        purpose=PURPOSE,
    )


async def _standing(work: Work, case_id: int) -> list[Posting]:
    return [one for one in await work.tx.outbox.postings(case_id, PURPOSE) if not one.gone]


async def _plan(work: Work, visit: Visit) -> None:
    """When the oldest paper that stands is to go; what is only being sent goes a day from now."""
    ends_at = [one.posted_at + KEPT for one in await _standing(work, visit.id)]
    await _sync(work, f"{PURPOSE}:{visit.id}/", min([one for one in ends_at if one > work.now] + [work.now + KEPT]))


async def _sync(work: Work, subject: str, at: datetime) -> None:
    due = Due(subject, DUE, at, int(at.timestamp()))
    await work.tx.occasions.sync(work.district.id, None, subject, [due])


@action(Right.HOUSE, "inspections.paper_ends")
async def ends(work: Work, *, occasion: Occasion) -> None:
    """Papers that are a day old go; the others have their own time. Those that went before were due before."""
    await work.tx.occasions.decide(occasion.id, work.now, "done")
    case_id = int(occasion.subject.partition(":")[2].rstrip("/"))
    visit = await work.tx[VISITS].get(case_id)
    if visit is None:
        return
    stand = await _standing(work, visit.id)
    for one in (one for one in stand if occasion.due_at <= one.posted_at + KEPT <= work.now):
        gone = {"what": AWAY, "edits": one.message_id}
        await work.post(_letter(work, visit, one.chat_id, LetterKind.VISIT_PAPER, "visit-paper-away", gone))
    if left := [one.posted_at + KEPT for one in stand if one.posted_at + KEPT > work.now]:
        await _sync(work, occasion.subject, min(left))


# --- what whoever makes the files asks


async def sheet(work: Work, *, number: int) -> Sheet:
    """The record for who may read it now; Refused for everybody else."""
    visit = await _visit(work, number)
    await _may_read(work, visit)
    return await recording.of(work, visit)


@dataclass(frozen=True)
class Album:
    """The photos of a visit by item."""

    number: int
    shots: tuple[Shot, ...]


async def album(work: Work, *, number: int) -> Album:
    """The same for the photos, for its officers alone."""
    visit = await _visit(work, number)
    if work.who.user_id not in visit.officers:
        raise Refused("visiting-not-yours", number=number)
    return Album(visit.number, tuple(official.shots(await record.whole(work, visit))))
