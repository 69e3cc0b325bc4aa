"""Places that a new one may be already: at the same door, or close by under a similar name."""

from collections.abc import Collection

from bot.places import finding, keys
from bot.places.register import PLACES, Near
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


async def of(work: Work, point: Point, name: str, but: Collection[str] = ()) -> list[Near]:
    """Those that it may be, similar names first, then the nearest; without the codes *but*."""
    found = []
    for is_alike, near in await _around(work, point, name):
        if near.place.code not in but and (is_alike or near.metres <= DOOR_M):
            found.append((not is_alike, near.metres, near.place.code, near))
    return [near for *_, near in sorted(found, key=lambda one: one[:3])[:MOST]]


async def alike(work: Work, point: Point, name: str) -> list[Near]:
    """Those around under a similar name, the nearest first: what a program is asked about, which sees no list."""
    return [near for is_alike, near in await _around(work, point, name) if is_alike]


async def _around(work: Work, point: Point, name: str) -> list[tuple[bool, Near]]:
    """Each place around, the nearest first, and whether its name is similar."""
    said = keys.fold(name)[: keys.LONGEST]
    near = await work.tx[PLACES].near(work.district.id, point, AROUND_M, LOOKED_AT)
    return [(bool(said) and finding.likeness(said, one.place) >= ALIKE, one) for one in near]
