"""The register as pages show it, stretch by stretch: a look costs the same however many places a district has.

A stretch is so many places in some order, whether they fit or not; who wants more looks again from where it ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.places import keys
from bot.places.register import Box, Place, State
from bot.values.geo import Point
from bot.values.port import Port
from bot.work.at_door import Colour

STRETCH = 20_000
"""So many places are counted or drawn at once; listed a tenth of them."""

LISTED_STRETCH = 2_000

FEW = 1_000
"""Where no more places have a colour, or lie nobody knows where, these are looked up, in one stretch however large the
register is."""

MOST_KINDS = 100
"""Kinds of a register that can be chosen."""


class Order(StrEnum):
    """By what a table is sorted."""

    CODE = "code"
    NAME = "name"
    KIND = "kind"


@dataclass(frozen=True)
class Which:
    """Which places are shown; None shows all. Those that are gone are shown only where that is asked for.

    *nowhere*: only those of which nobody knows where they lie.
    """

    kind: str | None = None
    state: State | None = None
    colour: Colour | None = None
    nowhere: bool = False


class Sorted(NamedTuple):
    """How a table is sorted; *down*: the other way round."""

    order: Order = Order.CODE
    down: bool = False


class Spot(NamedTuple):
    """A place as a map draws it."""

    code: str
    name: str
    kind: str
    state: str
    point: Point


@dataclass(frozen=True)
class Cluster:
    """So many places that a map draws as one, and the middle of them."""

    count: int
    point: Point


Key = tuple[str, str]
"""Where a page of a table ends: by what it is sorted, and a code or number that tells apart what is the same."""


class Listed(NamedTuple):
    """Places of one stretch; *after* is where the next look goes on, None where nothing is behind it."""

    places: Sequence[Place]
    after: Key | None


@dataclass(frozen=True)
class Counted:
    """How many fit in one stretch; *after* as in :class:`Listed`."""

    count: int
    after: Key | None


class Shown(Protocol):
    """Part of a transaction."""

    async def stretch(self, district_id: int, box: Box, which: Which, after: int) -> int | None:
        """The last cell of the next stretch behind the cell *after*; None where it is the last stretch of *box*."""

    async def spots(
        self, district_id: int, box: Box, which: Which, cells: tuple[int, int | None], most: int
    ) -> list[Spot]:
        """At most *most* places in *box* behind the first of *cells*, up to the second."""

    async def clusters(
        self, district_id: int, box: Box, which: Which, cells: tuple[int, int | None], side: int
    ) -> dict[tuple[int, int], Cluster]:
        """Those places counted, by squares of *side* cells."""

    async def listed(self, district_id: int, which: Which, sorting: Sorted, after: Key | None, most: int) -> Listed:
        """At most *most* places of the next stretch, in their order."""

    async def counted(self, district_id: int, which: Which, after: Key | None, most: int) -> Counted:
        """How many of the next stretch fit, *most* at most."""

    async def kinds(self, district_id: int) -> list[str]:
        """The kinds that places of the register have, in order."""


def name_key(place: Place) -> str:
    """By what a place is sorted where the order is by name."""
    return keys.fold(place.name)[: keys.LONGEST]


SHOWN: Port[Shown] = Port("places_shown")
