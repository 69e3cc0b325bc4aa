"""The ground of a district's screens: the registered places, which change seldom, and what is near to which point."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.places import register as places_register
from bot.places.register import PLACES, Near, Place
from bot.register.districts import District
from bot.values.geo import Point
from bot.work.ports import Tx

GROUND_KEPT = timedelta(seconds=30)
"""The ground (area, places) changes seldom and is read again after this time."""


@dataclass
class Ground:
    """What seldom changes: the registered places, and the nearest of them to points that were asked for."""

    read_at: datetime
    places: Sequence[Place]
    _near: dict[Point, Near | None] = field(default_factory=dict)

    def near(self, point: Point) -> Near | None:
        """The nearest registered place; worked out once for each point."""
        if point not in self._near:
            self._near[point] = places_register.nearest_place(point, self.places)
        return self._near[point]

    def keep_only(self, points: Iterable[Point]) -> None:
        """Forget what was worked out for any other point: nobody asks for a case that has ended."""
        self._near = {point: self._near[point] for point in set(points) if point in self._near}

    @property
    def known(self) -> int:
        """For how many points it is worked out."""
        return len(self._near)


Grounds = dict[int, Ground]
"""What is kept of the ground, by district id."""


async def read_ground(tx: Tx, district: District, now: datetime, before: Ground | None) -> Ground:
    """The ground, read anew when it is old; what was worked out for the same places is kept."""
    if before is not None and now - before.read_at < GROUND_KEPT:
        return before
    found = await tx[PLACES].all(district.id)
    if before is not None and list(before.places) == found:
        before.read_at = now
        return before
    return Ground(now, found)
