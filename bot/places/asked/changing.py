"""Places registered and corrected by programs and pages, each time over the version that was seen."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.places import edits, keys, limits
from bot.places.asked import views
from bot.places.kinds import kinds
from bot.places.naming import public
from bot.places.register import PAST, PLACES, Place, Sort, State
from bot.places.talk import doubles
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

MOST_ASIDE = 20
"""Places of one number that a new one is held against."""

NOWHERE = Place("", "", "")
"""What a new one is until somebody says more."""


@action(Right.MEMBER, "places.api_add")
async def add(work: Work, *, wish: Mapping[str, Any], sure: bool = False) -> Answer:
    """Register a place, as a person does on a page."""
    place = await register(work, wish, sure=sure)
    return answer("place-api-added", code=place.code, name=place.name)


@action(Right.MEMBER, "places.api_change")
async def change(work: Work, *, code: str, version: int, wish: Mapping[str, Any], sure: bool = False) -> Answer:
    """Change fields of a place, as a person does on a page."""
    place = await correct(work, code, version, wish, sure=sure)
    return answer("place-api-changed", code=place.code, name=place.name, version=place.version)


async def register(work: Work, wish: Mapping[str, Any], *, sure: bool) -> Place:
    """A new place from plain fields; Refused where one is there already, or it lies outside, unless they are *sure*."""
    place = replace(NOWHERE, **_checked(work, wish))
    if not place.name:
        raise Refused("place-needs-name")
    _may_be_gone(work, place.state)
    if not sure:
        _inside(work, place.point)
        await _alone(work, place)
    return await edits.add(work, place)


async def correct(work: Work, code: str, version: int, wish: Mapping[str, Any], *, sure: bool) -> Place:
    """A place with other fields."""
    wanted = _checked(work, wish)
    before = await edits.get(work, code)
    if "name" in wanted and not wanted["name"]:
        raise Refused("place-needs-name")
    _may_be_gone(work, wanted.get("state", before.state) if before.is_there else None)
    if not sure and wanted.get("point", before.point) != before.point:
        _inside(work, wanted["point"])
    return await edits.edit(work, code, version, wanted)


def _checked(work: Work, wish: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as the register keeps them, a kind that there is, a state."""
    found = {name: limits.kept(name, value) for name, value in wish.items()}
    if "state" in found:
        found["state"] = State(found["state"])
    if said := found.get("kind"):
        kind = kinds.named(work.district, said)
        if kind is None:
            raise Refused("place-no-such-kind", kind=texts.cut(said, 40))
        found["kind"] = kind.code
    return found


def _may_be_gone(work: Work, state: State | None) -> None:
    """That a place is gone captains say."""
    if state is State.GONE and not work.who.is_captain:
        raise Refused("place-gone-by-captains")


def _inside(work: Work, point: Point | None) -> None:
    if point is not None and not work.district.may_hold(point):
        raise Refused("place-outside", asks="sure")


async def _alone(work: Work, place: Place) -> None:
    """Refused where the same place seems to be there: by its number, or by its name around."""
    numbers = {keys.fold(one) for one in (place.licence, place.credit) if one}
    found = await work.tx[PLACES].keyed(work.district.id, Sort.NUMBER, numbers, MOST_ASIDE)
    found += await doubles.alike(work, place.point, place.name)
    if there := next((one for one in found if one.is_there), None):
        raise Refused("place-there", code=there.code, name=public.name(work.district, there), asks="sure")


async def conflicts(
    work: Work, *, code: str, version: int, wish: Mapping[str, Any]
) -> tuple[int, list[dict[str, Any]]]:
    """The newest version, and what others changed since *version* of what *wish* changes: theirs and yours."""
    by = await views.eyes(work)
    place = await edits.get(work, code)
    lines = await work.tx[PAST].since(work.district.id, place.code, version)
    changed = {name for line in lines for name in line.facts}
    wanted = _checked(work, wish)
    return place.version, [
        {
            "field": name,
            "theirs": views.value(work.district, name, edits.plain(getattr(place, name)), by),
            "yours": views.value(work.district, name, edits.plain(wanted[name]), by),
        }
        for name in wanted
        if name in changed and wanted[name] != getattr(place, name)
    ]
