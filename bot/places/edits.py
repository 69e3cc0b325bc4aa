"""Changing the register: a place is added, and what is known of it corrected, each time over the version that was seen.

Members correct what they see on the spot; captains change everything.
"""

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from typing import Any

from bot.places import codes
from bot.places.naming import heard
from bot.places.register import KEPT_BY_THE_HOUSE, PAST, PLACES, Contact, Line, Place, State
from bot.values.refused import Refused
from bot.work import rights as work_rights
from bot.work.at_hand import Notes
from bot.work.work import Work

ON_THE_SPOT = frozenset({"name", "point", "state"})
"""What any member may correct, who stands before it."""

NEVER = KEPT_BY_THE_HOUSE | {"code", "into"}
"""What no edit changes."""

FIELDS = tuple(one.name for one in fields(Place) if one.name not in NEVER)
"""What an edit may change."""

ADDED: Notes[list[Place]] = Notes("places-added", list)
"""Places that were registered in this work: what is about them may be at one of them."""

LOCATED: Notes[list[Place]] = Notes("places-located", list)
"""Places of which it is known since this work where they lie: what is at them and lay nowhere lies there too."""

RENAMED: Notes[dict[str, bool]] = Notes("places-renamed", dict)
"""Codes of places that are called otherwise since this work, or lead elsewhere: what is there is, too."""

CALLED_BY = frozenset({"name", "kind", "address", "community", "responsible", "contacts"})
"""What the name that everybody may read is made of."""

BROUGHT: Notes[list[str]] = Notes("places-brought", list)
"""Files that were brought into the register since the work before."""


async def get(work: Work, code: str) -> Place:
    """The place of a code as somebody writes it; Refused where there is none."""
    said = code.strip()
    found = {one.code: one for one in await work.tx[PLACES].of(work.district.id, {said, said.upper()})}
    place = found.get(said) or found.get(said.upper())
    if place is None:
        raise Refused("place-unknown-code", code=said[:64])
    return place


async def add(work: Work, place: Place) -> Place:
    """Register a new one. Without a code it is given one; Refused for a code that no address can have."""
    may_write(work)
    if not place.code:
        place = replace(place, code=await codes.new(work.tx))
    if not codes.is_address(place.code):
        raise Refused("place-no-such-code", code=place.code[:64])
    new = await work.tx[PLACES].add(work.district.id, place, work.now)
    await note(work, new, "new", {})
    work.at_hand.notes(ADDED).append(new)
    return new


async def edit(work: Work, code: str, version: int, wanted: Mapping[str, Any], move: str = "edit") -> Place:
    """Change fields of a place over the *version* that whoever wants it has seen; nothing where nothing differs.

    What others changed since stays; Refused where they changed one of the same fields, which names both values.
    """
    place = await get(work, code)
    may(work, wanted, place)
    wanted = {name: value for name, value in wanted.items() if getattr(place, name) != value}
    if not wanted:
        return place
    await _meet(work, place, version, wanted)
    before = {name: [plain(getattr(place, name)), plain(value)] for name, value in wanted.items()}
    new = await work.tx[PLACES].save(work.district.id, replace(place, **wanted), work.now)
    await note(work, new, move, before)
    if place.point is None and new.point is not None:
        work.at_hand.notes(LOCATED).append(new)
    if not CALLED_BY.isdisjoint(wanted):
        work.at_hand.notes(RENAMED)[place.code] = True
    return new


def may(work: Work, wanted: Collection[str], place: Place) -> None:
    """Raises Refused for who may not change these fields, and for what is nobody's to change."""
    may_write(work)
    if unknown := sorted(set(wanted) - set(FIELDS)):
        raise Refused("place-no-such-field", field=unknown[0][:40])
    if not work.who.is_captain:
        must_be_there(work, place)
    if place.into and "state" in wanted:
        raise Refused("place-merged-already", code=place.code, name=heard.name(work, place), into=place.into)
    if not set(wanted) <= ON_THE_SPOT and not _is_program(work):
        work_rights.captains_only(work)


def must_be_there(work: Work, place: Place) -> None:
    """Raises Refused for what is done only with a place that is there; captains read how to take it back."""
    if not place.is_there:
        key = "place-gone-undo" if work.who.is_captain else "place-is-gone"
        raise Refused(key, code=place.code, name=heard.name(work, place))


def may_write(work: Work) -> None:
    """Raises Refused for who may change nothing. What a program may do its own action has asked already."""
    if not _is_program(work):
        work_rights.may_report(work)


def _is_program(work: Work) -> bool:
    return work.who.program_id is not None


async def _meet(work: Work, place: Place, version: int, wanted: Mapping[str, Any]) -> None:
    """Raises Refused where somebody changed one of the same fields after *version*."""
    if version > place.version or version < 1:
        raise Refused("place-no-such-version", code=place.code, version=version, newest=place.version)
    if version == place.version:
        return
    for line in await work.tx[PAST].since(work.district.id, place.code, version):
        for name in wanted:
            if name in line.facts:
                raise Refused(
                    "place-conflict",
                    code=place.code,
                    name=heard.name(work, place),
                    field={"word": f"place-field-{name}"},
                    theirs=shown(getattr(place, name)),
                    yours=shown(wanted[name]),
                )


async def note(work: Work, place: Place, move: str, facts: Mapping[str, list[Any]]) -> None:
    """A line of its history, made by who speaks."""
    who = work.who
    line = Line(place.code, place.version, work.now, who.user_id or None, str(who.channel), move, facts)
    await work.tx[PAST].add(work.district.id, [line])


def plain(value: Any) -> Any:
    """A field as history keeps it."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Contact):
        return value.plain
    return value.value if isinstance(value, State) else value


def shown(value: Any) -> Any:
    """A field as a sentence says it; contacts are never said."""
    if isinstance(value, State):
        return {"word": f"place-state-{value}"}
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value if isinstance(one, str)) or {"word": "unknown"}
    if isinstance(value, Mapping):
        return ", ".join(f"{system} {number}" for system, number in value.items()) or {"word": "unknown"}
    if hasattr(value, "lat"):
        return f"{value.lat:.5f}, {value.lon:.5f}"
    return str(value) if value not in {None, ""} else {"word": "unknown"}
