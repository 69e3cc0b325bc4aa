"""What a program of another system reports: a case as everybody's, but that nobody is there to be asked about it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.cases import kinds
from bot.cases import perform as cases_perform
from bot.cases.rulebook import Facts
from bot.handbook.model import Item
from bot.handbook.versions import BOOK
from bot.incidents import find, phrases
from bot.incidents.reporting import reports, which_place
from bot.incidents.store import INCIDENTS
from bot.incidents.table import MOST_WORDS, MOVES, Incident
from bot.places import finding
from bot.places.in_texts import Named
from bot.places.naming import heard
from bot.places.register import PLACES, Place
from bot.privacy.port import PRIVACY
from bot.programs import keys
from bot.register.programs import PROGRAMS, Program, Request
from bot.values import formats, texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.at_hand import Notes
from bot.work.work import Work

KEPT = timedelta(hours=48)
"""So long the same request gets the same answer again."""

FORGOTTEN = 50
"""So many old requests are forgotten with each new one."""

EARLIEST, AHEAD = timedelta(hours=24), timedelta(minutes=1)
"""How long ago it may have happened, and how far the other system's clock may be ahead of ours."""

MOST_SOURCE = 64
"""UTF-16 units of where a report comes from, and of its number there."""


@dataclass(frozen=True)
class Wish:
    """What is reported: a *point*, or a *place* by its code or name, with a *point* where the register has none of it.

    *happened_at* is None for now.

    *name* is what the program calls this very request (None: nothing), *body_hash* of all that it holds.
    """

    point: Point | None = None
    place: str = ""
    words: str = ""
    item: str = ""
    source: str = ""
    source_ref: str = ""
    happened_at: datetime | None = None
    name: str | None = None
    body_hash: str = ""


@dataclass
class Receipt:
    """What was reported in this work, to be written down as it stands at its end."""

    kept: list[tuple[Incident, Request]] = field(default_factory=list)


RECEIPT: Notes[Receipt] = Notes("program-receipt", Receipt)


@action(Right.PROGRAM, "programs.report")
async def report(work: Work, *, wish: Wish) -> Answer:
    """A case, by the same way as everybody's report; the same request again gets the answer that it got."""
    program = await keys.of_this_work(work)
    if again := await same_again(work, program, wish.name, wish.body_hash):
        return answer("program-reported", **again.answer, again=True)
    ref = texts.cut(texts.line(wish.source_ref), MOST_SOURCE)
    if ref and (other := await work.tx[INCIDENTS].of_program(program.id, ref)):
        raise Refused("already-reported", number=other.number, ref=ref)
    item = _item(work, wish.item)
    place, asks, rest = await _place(work, wish)
    _at_its_hour(work, wish.happened_at)
    said = " ".join(filter(None, (rest, texts.plain(wish.words).strip())))
    incident = await reports.open_case(
        work,
        point=(place.point if place else None) or wish.point,
        words=said,
        item=item,
        place=place,
        source=texts.cut(texts.line(wish.source), MOST_SOURCE) or program.name,
        source_ref=ref or None,
        asks=asks,
    )
    await _count(work, program)
    is_cut = texts.utf16(said) > MOST_WORDS
    if wish.name is not None:
        told = {"cut": is_cut}
        request = Request(program.id, wish.name, wish.body_hash, work.now, told)
        work.at_hand.notes(RECEIPT).kept.append((incident, request))
        await work.tx[PROGRAMS].forget_requests(work.now - KEPT, FORGOTTEN)
    return answer("program-reported", number=incident.number, cut=is_cut, again=False)


async def same_again(work: Work, program: Program, name: str | None, body_hash: str) -> Request | None:
    """The request that had this name within two days; Refused where it asked for something else."""
    known = await work.tx[PROGRAMS].request(program.id, name) if name is not None else None
    if known is None or known.at <= work.now - KEPT:
        return None
    if known.body_hash != body_hash:
        raise Refused("other-body")
    return known


def _item(work: Work, code: str) -> Item | None:
    if not code:
        return None
    item = work.at_hand[BOOK].item(texts.cut(texts.line(code), MOST_SOURCE))
    if item.retired:
        raise Refused("item-retired", item=item.named)
    return item


async def _place(work: Work, wish: Wish) -> tuple[Place | None, tuple[str, ...], str]:
    """The registered place that is named, what is asked about it, and what else its name says.

    Nobody is there to be asked where it lies: where nobody knows that, the report says it beside the place.
    """
    said = texts.line(wish.place)
    if not said and wish.point is not None:
        return None, (), ""
    if not said:
        raise Refused("no-place")
    coded = await work.tx[PLACES].get(work.district.id, said)
    named = Named((coded,), "") if coded else await finding.named(work.tx, work.district.id, said)
    if named is None:
        raise Refused("no-such-place" if wish.point is None else "no-place", place=texts.cut(said, MOST_SOURCE))
    place, asks = await which_place.choose(work, named, said)
    if (place.point is None) is (wish.point is None):
        raise Refused("place-nowhere" if wish.point is None else "no-place", place=heard.name(work, place))
    return place, asks, named.rest


async def lies_nowhere(work: Work, *, code: str) -> bool:
    """Whether a code is that of a place of which nobody knows where it lies."""
    place = await work.tx[PLACES].get(work.district.id, texts.line(code))
    return place is not None and place.point is None


def _at_its_hour(work: Work, happened_at: datetime | None) -> None:
    """It was said then; Refused for what is to come, and for what is too long ago to send somebody for it."""
    if happened_at is None:
        return
    if not work.now - EARLIEST <= happened_at <= work.now + AHEAD:
        raise Refused("happened-when", hours=int(EARLIEST.total_seconds() // 3600))
    work.who = replace(work.who, said_at=happened_at)


async def _count(work: Work, program: Program) -> None:
    today = keys.today(work)
    counted = program.counted + 1 if program.counted_on == today else 1
    await work.tx[PROGRAMS].save(replace(program, used_at=work.now, counted_on=today, counted=counted))


async def settled(work: Work) -> None:
    """What the program is told about its report is kept as the case stands at the end of this work."""
    for incident, request in work.at_hand.notes(RECEIPT).kept:
        now = await work.tx[INCIDENTS].get(incident.id) or incident
        told = {**request.answer, "number": now.number, "state": str(now.state), "version": now.version}
        await work.tx[PROGRAMS].put_request(replace(request, answer=told))


async def told(work: Work, *, number: int, name: str | None) -> tuple[str, int]:
    """State and version of a case that a program just reported: as it was told under this *name*, else as now."""
    known = await work.tx[PROGRAMS].request(work.who.program_id or 0, name) if name is not None else None
    if known is not None:
        return known.answer["state"], known.answer["version"]
    incident = await find.find(work, number)
    return incident.state, incident.version


@action(Right.PROGRAM, "programs.withdraw")
async def withdraw(work: Work, *, number: int, move: str, reason: str) -> Answer:
    """A program takes back what it reported itself, until a team is there; it moves nothing else."""
    await keys.of_this_work(work)
    if move != "cancel":
        raise Refused("program-may-not" if move in MOVES else "no-such-move", name=texts.cut(texts.line(move), 40))
    incident = await find.find(work, number)
    actor = await kinds.actor(work, incident)
    why = texts.cut(texts.plain(reason).strip(), MOST_WORDS)
    given = {"reason": why} if why else {}
    after = await cases_perform.perform(work, incident, "cancel", actor=actor, facts=Facts(given=given), text=why)
    named = phrases.named(work, after)
    return answer("done-cancel", number=number, case=named, state=formats.state_word(after.state), freed="", count=0)


@action(Right.PROGRAM, "programs.look")
async def look(work: Work, *, what: str, case_id: int | None) -> Answer:
    """Write down that a program looked at a case, and which."""
    program = await keys.of_this_work(work)
    await work.tx[PRIVACY].looked(work.district.id, 0, what, case_id, work.now, about=program.name)
    return QUIET
