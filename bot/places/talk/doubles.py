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
    said = keys.fold(name)[: keys.LONGEST]
    found = []
    for near in await work.tx[PLACES].near(work.district.id, point, AROUND_M, LOOKED_AT):
        is_alike = bool(said) and finding.likeness(said, near.place) >= ALIKE
        if near.place.code not in but and (is_alike or near.metres <= DOOR_M):
            found.append((not is_alike, near.metres, near.place.code, near))
    return [near for *_, near in sorted(found, key=lambda one: one[:3])[:MOST]]
