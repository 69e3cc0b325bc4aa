"""A case is linked to the place that it is at: by its code, by its name, else the nearest door. One tap changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cases import changes, kinds
from bot.cases.case import Case
from bot.cases.kinds import KINDS
from bot.places import edits, finding, in_texts
from bot.places.naming import public
from bot.places.register import BY_NAME_M, PLACES, Near, Place
from bot.places.standing import colours, links
from bot.places.standing.links import BY_PERSON, LINKS, How, Link
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.at_hand import Notes
from bot.work.history import Part, Record
from bot.work.work import Work

AT_M = 30.0
"""A case so near to a place is at it."""

BESIDE_M = 6.0
"""Doors that lie so much farther than the nearest one may be meant as well: a fix is no more exact."""

AROUND_M = 100.0
"""Doors so near may be named by words, and are offered instead of the one that a case is linked to.

Captains alone link it to one farther away.
"""

MOST = 6
"""So many places at a point are looked at."""

MOST_NAMED = 40
"""So many around it, where words may name one of them."""

MAY = frozenset({Part.REPORTER, Part.LEAD, Part.SUPPORT, Part.CAPTAIN})
"""Who says at which place a case is, as long as it is live; later captains do."""

RELINKED: Notes[dict[int, str]] = Notes("cases-relinked", dict)
"""By the ids of the cases whose place changed in this work the code of the one before: who goes there is told."""

FOUND: Notes[list[int]] = Notes("cases-found", list)
"""Ids of the cases that lay nobody knew where and are linked in this work to a place that lies somewhere."""

BESIDE: Notes[dict[int, Sequence[Place]]] = Notes("doors-beside", dict)
"""By the id of a case that this work began: doors right beside its own, which may be meant as well."""


@dataclass(frozen=True)
class Spot:
    """What is known of where a case is: *name* tells people where, *place* is the one that it is at (None: at none).

    *others* are doors right beside that one, which may be meant as well.
    """

    name: str | None = None
    place: Place | None = None
    how: How = How.NEAR
    others: tuple[Place, ...] = ()

    @property
    def code(self) -> str:
        """The code of its place; empty for none."""
        return self.place.code if self.place else ""


def pick(near: Sequence[Near], words: str = "") -> Spot:
    """Which of the places about a point is meant, the nearest first: one around that *words* name, else the nearest.

    Pure. A name counts farther than a door that nobody named: a pin is seldom sent from the threshold.
    """
    around = [one.place for one in near if one.metres <= AROUND_M]
    named = in_texts.find_in(words, around) if words.strip() else None
    for place in around:
        if named is not None and place in named.places:
            return Spot(place.name, place, How.NAME)
    at = [one for one in near if one.metres <= AT_M]
    if not at:
        return Spot()
    beside = [one.place for one in at[1:] if one.metres - at[0].metres <= BESIDE_M]
    return Spot(at[0].place.name, at[0].place, How.NEAR, tuple(beside))


async def look(work: Work, point: Point | None, words: str = "") -> Spot:
    """What stands at a point, or is named around it; where nothing is, the nearest place says where it is."""
    if point is None:
        return Spot()
    most = MOST_NAMED if words.strip() else MOST
    near = await work.tx[PLACES].near(work.district.id, point, BY_NAME_M, most)
    spot = await _named(work, pick(near, words), words)
    if spot.place is not None:
        return replace(spot, name=called(work, spot.place))
    return Spot(called(work, near[0].place) if near else None)


async def _named(work: Work, spot: Spot, words: str) -> Spot:
    """Where the words name none around, the one that they name and that lies nobody knows where."""
    if spot.how is How.NAME or not words.strip():
        return spot
    place = await finding.nowhere(work.tx, work.district.id, words)
    return by_name(place) if place is not None else spot


def called(work: Work, place: Place | None) -> str | None:
    """What a place is called where everybody reads it."""
    return public.name(work.district, place) if place else None


async def begin(work: Work, case: Case, spot: Spot) -> None:
    """A new case is at the place of *spot*."""
    if spot.place is not None:
        await work.tx[LINKS].put(Link(case.id, case.district_id, spot.place.code, spot.how, work.now))
        work.at_hand.notes(BESIDE)[case.id] = spot.others


async def follow(work: Work, case: Case, *, was: Point | None, words: str = "", code: str = "") -> None:
    """The case was moved from *was*: it is at the place that stands there, or that its *words* name around.

    *code* says it now. What a person said at another spot counts no longer.
    """
    link = await work.tx[LINKS].of_case(case.id)
    if code:
        found = Spot(None, await work.tx[PLACES].get(case.district_id, code), How.CHOSEN)
    elif link is not None and await _stays(work, case, link, was):
        return
    else:
        found = await look(work, case.point, words)
    await _link(work, case, link, found.place, found.how)


async def _stays(work: Work, case: Case, link: Link, was: Point | None) -> bool:
    """Whether what is known of a case's place is as true at its new point, whichever door is nearer now.

    What was scanned or named while that is as near as ever; what a person chose while it is still around, or as far
    as it was when they did; that it is at none while the case is where they said so. Of a place that lies nobody knows
    where all that was said stays.
    """
    if link.how is How.NEAR or case.point is None:
        return False
    is_here_still = was is not None and geo.metres(was, case.point) < AT_M
    if link.how is How.UNLINKED or (link.how is How.CHOSEN and is_here_still):
        return is_here_still
    place = await links.standing_for(work.tx, link.district_id, link.code)
    reach = AROUND_M if link.how is How.CHOSEN else AT_M
    if place is None or not place.is_there:
        return False
    return place.point is None or geo.metres(place.point, case.point) <= reach


async def named(work: Work, case: Case, words: str, *, corrected: bool = False) -> None:
    """Words that came after the point: they may name another of the places around than the nearest door.

    *corrected*: they stand in the place of others, which may have named one.
    """
    if case.point is None:
        return
    near = await work.tx[PLACES].near(work.district.id, case.point, AROUND_M, MOST_NAMED)
    spot = await _named(work, pick(near, words), words)
    if spot.how is not How.NAME:
        return
    link = await work.tx[LINKS].of_case(case.id)
    if link is None or link.how is How.NEAR or (corrected and link.how is How.NAME):
        await _link(work, case, link, spot.place, spot.how)


async def found_late(work: Work, case: Case, words: str) -> None:
    """A place was registered about a case that is at none as far as anybody knows: it may be at that one."""
    link = await work.tx[LINKS].of_case(case.id)
    if link is None or (link.how is How.NEAR and not link.code):
        found = await look(work, case.point, words)
        await _link(work, case, link, found.place, found.how)


async def offered(work: Work, code: str) -> Place:
    """The place of a code, to which a case may be linked; Refused where there is none any more."""
    place = await edits.get(work, code)
    edits.must_be_there(work, place)
    return place


async def say(work: Work, number: int, place: Place | None) -> None:
    """Somebody says at which place a case is; None: at none. Refused for who may not."""
    case: Case | None = await kinds.by_number(work, number)
    if case is None:
        raise Refused("no-such-case", number=number)
    parts = (await kinds.actor(work, case)).parts
    is_live = case.state in work.at_hand[KINDS].of(case).table.live
    if not parts & (MAY if is_live else {Part.CAPTAIN}):
        raise Refused("door-not-yours" if is_live else "door-case-over", number=number)
    if place is not None and Part.CAPTAIN not in parts and not _is_around(case, place):
        raise Refused("door-too-far", number=number, name=called(work, place), most=round(AROUND_M))
    await _link(work, case, await work.tx[LINKS].of_case(case.id), place, How.CHOSEN if place else How.UNLINKED)


def _is_around(case: Case, place: Place) -> bool:
    """Also where nobody knows where the place lies, or the case: who says so stands there, or knows it."""
    return place.point is None or case.point is None or geo.metres(place.point, case.point) <= AROUND_M


async def _link(work: Work, case: Case, link: Link | None, place: Place | None, how: How) -> None:
    """Store it, and say so in the history where the place is another one."""
    before, code = link.code if link else "", place.code if place else ""
    if link is None and not code and how is not How.UNLINKED:
        return
    if link is not None and (link.code, link.how) == (code, how):
        return
    await work.tx[LINKS].put(Link(case.id, case.district_id, code, how, work.now))
    if before == code and (code or how is not How.UNLINKED):
        return
    await _write_down(work, case, before, place, how)
    if link is not None and link.counts_at is not None:
        colours.stir(work, before, code)
    changes.note(work, case)
    if case.point is None and place is not None and place.point is not None:
        work.at_hand.notes(FOUND).append(case.id)
    work.at_hand.notes(RELINKED).setdefault(case.id, before)


async def _write_down(work: Work, case: Case, before: str, place: Place | None, how: How) -> None:
    was = await work.tx[PLACES].get(case.district_id, before) if before else None
    facts: dict[str, object] = {"code": place.code if place else "", "was_code": before}
    facts |= {"place": called(work, place)} if place else {}
    facts |= {"was_place": called(work, was)} if was else {}
    by_person = how in BY_PERSON
    record = Record(
        "link_place" if place else "unlink_place",
        case.state,
        case.state,
        work.now,
        work.who.user_id or None,
        _part(work, case),
        work.who.channel,
        automatic=not by_person,
        facts=facts,
    )
    await work.tx.history.add(case.district_id, case.id, record, work.now)


def _part(work: Work, case: Case) -> Part:
    """As what somebody speaks, as history keeps it."""
    if not work.who.user_id:
        return Part.CLOCK
    if work.who.user_id == case.reporter_id:
        return Part.REPORTER
    return Part.CAPTAIN if work.who.is_captain else Part.LEAD


# --- what else asks for it


async def moved(work: Work, old: str, new: str) -> None:
    """The place *old* became part of *new*: its cases are those of *new* from now on, and are its own once it is back.

    Nothing is written: a link keeps the code that it was made with, and who reads it goes on to where that leads.
    """
    colours.stir(work, old, new)
    work.at_hand.notes(edits.RENAMED).update(dict.fromkeys((old, new), True))


back = moved
"""The same the other way round."""


async def place_of(work: Work, case_id: int) -> Place | None:
    """The place that a case is at now; None where it is at none."""
    link = await work.tx[LINKS].of_case(case_id)
    return await links.standing_for(work.tx, link.district_id, link.code) if link is not None else None


async def codes(work: Work, case_id: int) -> Sequence[str]:
    """The code of the place that a case is at now."""
    place = await place_of(work, case_id)
    return (place.code,) if place is not None else ()


def by_code(place: Place) -> Spot:
    """A case at the place whose code was scanned, or which was open."""
    return Spot(place.name, place, How.CODE)


def by_name(place: Place) -> Spot:
    """A case at the place that its text names."""
    return replace(by_code(place), how=How.NAME)
