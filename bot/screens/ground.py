"""The ground of a district's screens: its registered places as far as screens show them, and what is near to what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.places import register as places_register
from bot.places.register import PLACES, Near, Place
from bot.register.districts import District
from bot.values.geo import Point
from bot.work.ports import Tx

MOST_SHOWN = 300
"""A register of more places comes to screens by what they look at, not whole."""


@dataclass
class Ground:
    """What seldom changes: places, and the nearest of them to points that were asked for. *mark* is the register's."""

    mark: int
    places: Sequence[Place]
    _near: dict[Point, Near | None] = field(default_factory=dict)

    async def learn(self, tx: Tx, district_id: int, points: Iterable[Point]) -> None:
        """What is nearest to each of *points*, worked out once; what is near to any other is forgotten."""
        before = self._near
        self._near = {}
        for point in points:
            if point not in self._near:
                known = point in before
                self._near[point] = before[point] if known else await places_register.nearest(tx, district_id, point)

    def near(self, point: Point) -> Near | None:
        """The nearest registered place within 2 km; None also where nobody asked for it before."""
        return self._near.get(point)

    @property
    def known(self) -> int:
        """For how many points it is worked out."""
        return len(self._near)


Grounds = dict[int, Ground]
"""What is kept of the ground, by district id."""


async def read_ground(tx: Tx, district: District, before: Ground | None) -> Ground:
    """The ground, read anew when the register has changed."""
    mark = await tx[PLACES].mark(district.id)
    if before is not None and before.mark == mark:
        return before
    some = await tx[PLACES].stretch(district.id, "", MOST_SHOWN + 1)
    return Ground(mark, [one for one in some if one.is_there] if len(some) <= MOST_SHOWN else [])
