"""A place in full, as a page shows it: what is known and what is not, how it stands and why, and what became of it.

People of a place are masked, in what is known as in what it was before; who may only look does not see them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.places import door, edits
from bot.places.kinds import kinds
from bot.places.merging import merging
from bot.places.notes import contacts
from bot.places.photos import photos
from bot.places.register import PAST, Line, Place
from bot.places.talk.show import OF_PEOPLE
from bot.screens.places import standing
from bot.values import formats, geo
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.work import Work

Part = dict[str, Any]

IN_FORM = (
    "name",
    "kind",
    "state",
    "point",
    "address",
    "aliases",
    "community",
    "responsible",
    "contacts",
    "licence",
    "credit",
    "outside",
    "firm",
)
"""What the page's form corrects, in its order."""

SHOWN = frozenset({*edits.FIELDS, "into", "merged"})
"""Fields of which a line of history says what they were and became."""

SAME_M = 2.0
"""Two points no farther apart are one."""

LINES = 20
"""Lines of history of one page."""


async def whole(work: Work, *, code: str) -> Part:
    """Everything about a place; Refused where there is none."""
    place = await edits.get(work, code)
    memory = await door.memory(work, await merging.leads_to(work, place))
    lines, before = await history(work, place.code, None)
    reasons = memory.reasons
    return {
        "code": place.code,
        "version": place.version,
        "name": place.name,
        "kind": place.kind,
        "state": place.state.value,
        "into": place.into,
        "firm": place.firm,
        "is_firm": kinds.is_firm(work.district, place),
        "point": (place.point.lat, place.point.lon) if place.point else None,
        "raw": _given(place),
        "address": place.address,
        "aliases": list(place.aliases),
        "community": place.community,
        **_people(work, place),
        "licence": place.licence,
        "credit": place.credit,
        "outside": dict(place.outside),
        "changed_at": place.changed_at,
        "colour": memory.colour.value,
        "look": memory.look.value,
        "marks": [
            {
                "word": one.word,
                "source": one.source,
                "at": one.at,
                "colour": one.colour.value if one.colour else None,
                "reason": one in reasons,
            }
            for one in memory.marks
        ],
        "cases": await standing.cases(work, place.code),
        "photos": [{"id": one.id, "taken_at": one.taken_at} for one in await photos.of_place(work, place)],
        "may": may(work, place),
        "may_open": await _may_open(work, place),
        "may_report": work.who.may_act and place.is_there,
        "history": lines,
        "before": before,
    }


def _given(place: Place) -> Part | None:
    """The point as a file gave it in another system; None once somebody has said that the place is elsewhere.

    It stays with the place all the same, so that the same file again changes nothing.
    """
    if not place.raw or place.point is None:
        return None
    turn, given = geo.SYSTEMS.get(str(place.raw["system"])), Point(place.raw["lat"], place.raw["lon"])
    is_it = turn is not None and geo.metres(turn(given), place.point) < SAME_M
    return dict(place.raw) if is_it else None


def _people(work: Work, place: Place) -> Part:
    """Who answers for it and who is reached there, masked; None and nobody for who may only look, as on its card."""
    if not work.who.may_act:
        return {"responsible": None, "contacts": []}
    people = [contacts.masked(one).plain for one in place.contacts]
    return {"responsible": contacts.masked_name(place.responsible), "contacts": people}


def may(work: Work, place: Place) -> list[str]:
    """The fields that who looks may correct."""
    if not work.who.may_act or (not place.is_there and not work.who.is_captain):
        return []
    return [name for name in IN_FORM if work.who.is_captain or name in edits.ON_THE_SPOT]


async def _may_open(work: Work, place: Place) -> bool:
    """Whether who looks may read the contacts whole; that is a look of its own."""
    try:
        await contacts.may_open(work, place)
    except Refused:
        return False
    return any(one.name or one.phone for one in place.contacts)


async def history(work: Work, code: str, before: int | None) -> tuple[list[Part], int | None]:
    """The newest lines of changes behind the line *before*, and from where on there are older ones."""
    lines = await work.tx[PAST].of(work.district.id, code, LINES + 1, before)
    names = await _names(work, lines[:LINES])
    older = lines[LINES - 1].id if len(lines) > LINES else None
    return [_line(one, names) for one in lines[:LINES]], older


async def older(work: Work, *, code: str, before: int) -> Part:
    """One more page of a place's history; Refused where there is no such place."""
    place = await edits.get(work, code)
    lines, more = await history(work, place.code, before)
    return {"history": lines, "before": more}


async def _names(work: Work, lines: Sequence[Line]) -> dict[int, str]:
    found = {}
    for user_id in {one.by_id for one in lines if one.by_id}:
        member = await work.tx.people.member(work.district.id, user_id)
        found[user_id] = member.name if member else str(user_id)
    return found


def _line(line: Line, names: Mapping[int, str]) -> Part:
    changes = [_change(name, values) for name, values in line.facts.items() if name in SHOWN]
    return {
        "at": line.at,
        "version": line.version,
        "move": formats.dashed(line.move),
        "by": names.get(line.by_id) if line.by_id else None,
        "channel": line.channel,
        "changes": changes,
    }


def _change(name: str, values: Sequence[Any]) -> Part:
    """What a field was and became; of people only that it changed."""
    hidden = name in OF_PEOPLE or name == "raw"
    before, after = (None, None) if hidden or len(values) != 2 else values
    return {"field": name, "hidden": hidden, "before": before, "after": after}
