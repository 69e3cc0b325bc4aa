"""Places that a new one may be already: at the same door, close by under a similar name, or nobody knows where."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.places import finding, keys
from bot.places.register import PLACES, Near, Place, Sort
from bot.values.geo import Point
from bot.work.work import Work

DOOR_M = 15.0
"""No farther apart two places have one door."""

AROUND_M = 200.0
"""So far around a similar name is perhaps the same place."""

ALIKE = 80.0
"""From this score (of 100) on a name is similar."""

LOOKED_AT, MOST = 200, 6
"""Places around that are compared, and such that are offered."""


@dataclass(frozen=True)
class Double:
    """A place that the new one may be. *near*: how far it is, None where that of one of the two is not known."""

    place: Place
    near: Near | None = None


async def of(work: Work, point: Point | None, name: str, but: Collection[str] = ()) -> list[Double]:
    """Those that it may be, similar names first, then the nearest; without the codes *but*.

    Where it lies nobody knows, or where one lies of the same name, that name alone makes them perhaps one.
    """
    found = []
    for is_alike, near in await _around(work, point, name) if point is not None else ():
        if near.place.code not in but and (is_alike or near.metres <= DOOR_M):
            found.append((not is_alike, near.metres, near.place.code, near))
    around = [Double(near.place, near) for *_, near in sorted(found, key=lambda one: one[:3])]
    named = [Double(one) for one in await _of_name(work, name, anywhere=point is None) if one.code not in but]
    return [*around, *named][:MOST]


async def alike(work: Work, point: Point | None, name: str) -> list[Place]:
    """Those around under a similar name, the nearest first, and those of that name that lie nobody knows where.

    What a program is asked about, which sees no list.
    """
    around = await _around(work, point, name) if point is not None else ()
    named = await _of_name(work, name, anywhere=point is None)
    return [*(near.place for is_alike, near in around if is_alike), *named]


async def _of_name(work: Work, name: str, *, anywhere: bool) -> list[Place]:
    """Those called so; *anywhere*: also such whose point is known."""
    said = keys.fold(name)[: keys.LONGEST]
    found = await work.tx[PLACES].keyed(work.district.id, Sort.NAME, [said], LOOKED_AT) if said else []
    return [one for one in found if one.is_there and (anywhere or one.point is None)]


async def _around(work: Work, point: Point, name: str) -> list[tuple[bool, Near]]:
    """Each place around, the nearest first, and whether its name is similar."""
    said = keys.fold(name)[: keys.LONGEST]
    near = await work.tx[PLACES].near(work.district.id, point, AROUND_M, LOOKED_AT)
    return [(bool(said) and finding.likeness(said, one.place) >= ALIKE, one) for one in near]
