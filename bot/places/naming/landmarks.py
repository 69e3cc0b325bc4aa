"""Where something is by the nearest registered place, as everybody may read it, and as who reads it alone does."""

from dataclasses import dataclass
from typing import Any

from bot.places import register
from bot.places.naming import public
from bot.places.naming.called import Called
from bot.places.register import AT_M, BY_NAME_M, NEAR_M, PLACES, Near
from bot.register.districts import District
from bot.values import formats
from bot.values.geo import Point
from bot.work.ports import Tx


@dataclass(frozen=True)
class Landmark:
    """The nearest place: its *name* as everybody may read it, how far it is, and the direction from there.

    *own* is what it is called: for an order in private, or a signed-in page, never for a group, a wall or a program.
    """

    code: str
    name: str
    metres: float
    compass: str
    own: str

    @classmethod
    def of(cls, district: District, near: Near) -> "Landmark":
        """A place nearby as everybody may know it, and its own name."""
        return cls(near.place.code, public.name(district, near.place), near.metres, near.compass, near.place.name)

    @property
    def is_near(self) -> bool:
        """Whether it says where the point is."""
        return self.metres <= NEAR_M

    @property
    def key(self) -> str:
        """The key of the words that say it: at the place itself, or so far in a direction of it."""
        return "place-at" if self.metres < AT_M else "place-near"

    @property
    def word(self) -> dict[str, Any]:
        """The same as a fact of the words, with distance and direction."""
        direction = {"word": f"compass-{self.compass}"}
        return {
            "word": self.key,
            "place": self.name,
            "metres": formats.metres_word(self.metres),
            "direction": direction,
        }


async def nearest(tx: Tx, district: District, point: Point | None, within_m: float = NEAR_M) -> Landmark | None:
    """The nearest registered place to *point* (None: to nothing), at most so far away; None where there is none."""
    found = await tx[PLACES].near(district.id, point, within_m, 1) if point is not None else []
    return Landmark.of(district, found[0]) if found else None


def said(point: Point, near: Landmark | None, *, alone: bool = False) -> dict[str, Any]:
    """Where a point is, as a fact of the words: by the place that is near it, else by its coordinates. Pure.

    *alone*: called as one who reads it alone may know it, with what everybody may read.
    """
    if near is None or not near.is_near:
        return register.point_word(point)
    return near.word | {"place": Called(near.own, near.name)} if alone else near.word


async def nearest_name(tx: Tx, district: District, point: Point | None) -> str | None:
    """What the nearest one within 500 m is called; None where none is near."""
    found = await nearest(tx, district, point, BY_NAME_M)
    return found.name if found else None
