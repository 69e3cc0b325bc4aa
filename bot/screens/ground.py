"""The ground of a district's screens: its registered places as far as screens show them, and what is near to what.

With it stands what else is kept from look to look: the cases of the day that are over.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.places.kinds import kinds
from bot.places.naming import landmarks, public
from bot.places.naming.called import Called
from bot.places.naming.landmarks import Landmark
from bot.places.register import PLACES, Place
from bot.places.standing.colours import COLOURS
from bot.register.districts import District
from bot.screens.ended import Ended
from bot.values.geo import Point
from bot.work.ports import Tx

MOST_SHOWN = 300
"""A register of more places comes to screens by what they look at, not whole."""


@dataclass
class Ground:
    """What seldom changes: places, and the nearest of them to points that were asked for.

    *mark* is another one when the register changes, or what of it may be read by everybody; *colours* is another one
    when a place has another colour.
    """

    mark: Hashable
    places: Sequence[Place]
    colours: int = 0
    ended: Ended = field(default_factory=Ended)
    _near: dict[Point, Landmark | None] = field(default_factory=dict)

    async def learn(self, tx: Tx, district: District, points: Iterable[Point]) -> None:
        """What is nearest to each of *points*, worked out once; what is near to any other is forgotten."""
        before = self._near
        self._near = {}
        for point in points:
            if point not in self._near:
                known = point in before
                self._near[point] = before[point] if known else await landmarks.nearest(tx, district, point)

    def near(self, point: Point) -> Landmark | None:
        """The nearest registered place within 2 km; None also where nobody asked for it before."""
        return self._near.get(point)

    def shown(self, district: District) -> list[dict[str, Any]]:
        """The places of the map; on a wall they are called as everybody may read it."""
        return [
            {
                "name": Called(one.name, public.name(district, one)),
                "kind": one.kind,
                "point": (one.point.lat, one.point.lon),
            }
            for one in self.places
            if one.point is not None
        ]

    @property
    def known(self) -> int:
        """For how many points it is worked out."""
        return len(self._near)


Grounds = dict[int, Ground]
"""What is kept of the ground, by district id."""


async def read_ground(tx: Tx, district: District, before: Ground | None) -> Ground:
    """The ground, read anew when the register has changed."""
    own = tuple(sorted(kinds.own_of(district).items()))
    mark = (await tx[PLACES].mark(district.id), district.language, own)
    colours = await tx[COLOURS].mark(district.id)
    if before is not None and before.mark == mark:
        before.colours = colours
        return before
    some = await tx[PLACES].stretch(district.id, "", MOST_SHOWN + 1)
    places = [one for one in some if one.is_there] if len(some) <= MOST_SHOWN else []
    return Ground(mark, places, colours, before.ended if before is not None else Ended())
