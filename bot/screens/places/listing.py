"""Places in a table: sorted, filtered, searched, counted; of each what a row shows, and of people nothing."""

from collections.abc import Sequence
from typing import Any

from bot.places import finding
from bot.places.kinds import kinds as place_kinds
from bot.places.register import Place
from bot.screens.places import standing
from bot.screens.places.shown import SHOWN, Counted, Key, Sorted, Which
from bot.work.at_door import Colour
from bot.work.work import Work

Part = dict[str, Any]


def row(place: Place) -> Part:
    """A place as a line of a table shows it."""
    return {
        "code": place.code,
        "name": place.name,
        "kind": place.kind,
        "state": place.state.value,
        "firm": place.firm,
        "address": place.address,
        "community": place.community,
        "point": (place.point.lat, place.point.lon) if place.point else None,
        "changed_at": place.changed_at,
    }


async def page(
    work: Work, *, which: Which, sorting: Sorted, after: Key | None, most: int
) -> tuple[list[Part], Key | None]:
    """At most *most* places of one stretch; and where the next look goes on."""
    found = await work.tx[SHOWN].listed(work.district.id, which, sorting, after, most)
    return await _rows(work, found.places), found.after


async def _rows(work: Work, places: Sequence[Place]) -> list[Part]:
    colours = await standing.colours(work, [place.code for place in places])
    return [row(place) | {"colour": colours.get(place.code)} for place in places]


async def count(work: Work, *, which: Which, after: Key | None, most: int) -> Counted:
    """How many places of one stretch fit, *most* at most."""
    return await work.tx[SHOWN].counted(work.district.id, which, after, most)


async def search(work: Work, *, words: str, which: Which) -> list[Part]:
    """What *words* may mean, the best first; those that are gone last."""
    found = await finding.search(work.tx, work.district.id, words)
    fitting = await _rows(work, [one.place for one in found if _fits(one.place, which)])
    return [one for one in fitting if which.colour in {None, one["colour"] or Colour.GREEN}]


def _fits(place: Place, which: Which) -> bool:
    if which.kind is not None and place.kind != which.kind:
        return False
    if which.nowhere and place.point is not None:
        return False
    return which.state is None or place.state is which.state


async def kinds(work: Work) -> list[Part]:
    """Every kind of the district, and what its places have besides; *used*: whether a place has it."""
    used = set(await work.tx[SHOWN].kinds(work.district.id))
    listed = place_kinds.all_of(work.district)
    others = [place_kinds.kind_of(work.district, code) for code in sorted(used - {one.code for one in listed})]
    return [
        {"code": one.code, "name_zh": one.zh, "name_en": one.en, "used": one.code in used} for one in (*listed, *others)
    ]
