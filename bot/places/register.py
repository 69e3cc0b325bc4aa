"""The register of places: what is known of each, and how the memory finds them."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol

from bot.values import geo
from bot.values.geo import Point
from bot.values.port import Port

AT_M = 10
"""Nearer than this something is at a place: a direction would say nothing."""

NEAR_M = 2000
"""A registered place farther away than this says nothing about where something is."""

BY_NAME_M = 500
"""A place no farther away gives its name to where something is."""

_BRANCH = re.compile(r"\s*[(（\[【·•]|\s+[-–—]\s*|[–—]")


class State(StrEnum):
    """Whether a place is at work. *unknown*: nobody has said so yet."""

    UNKNOWN = "unknown"
    OPEN = "open"
    CLOSED = "closed"
    """For now."""
    RESUMING = "resuming"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody of a place who can be reached: name, number, and what they are there. Shown masked."""

    name: str = ""
    phone: str = ""
    role: str = ""

    @property
    def plain(self) -> dict[str, str]:
        """Its fields by name, as they are kept and sent."""
        return {"name": self.name, "phone": self.phone, "role": self.role}


@dataclass(frozen=True, slots=True)
class Place:
    """A registered place. An empty text, None and *unknown* are what nobody has said yet.

    *code* is given once and never again. *firm*: legal persons, bodies and individual shops. *outside*: its numbers in
    other systems, by system. *into*: the code of the place that it was merged into. *raw*: the point as it was given,
    where that was in another coordinate system: ``system``, ``lat``, ``lon``. *version* counts its changes from 1. One
    without a point is nowhere on a map, and near to nothing.
    """

    code: str
    name: str
    kind: str
    point: Point | None = None
    address: str = ""
    aliases: tuple[str, ...] = ()
    community: str = ""
    responsible: str = ""
    contacts: tuple[Contact, ...] = ()
    licence: str = ""
    credit: str = ""
    firm: bool | None = None
    outside: Mapping[str, str] = field(default_factory=dict)
    state: State = State.UNKNOWN
    into: str = ""
    raw: Mapping[str, Any] | None = None
    version: int = 1
    changed_at: datetime | None = None

    @property
    def chain(self) -> str:
        """Its name without the branch, in brackets or behind a stroke or dot; nothing where it names no branch."""
        return chain(self.name)

    @property
    def is_there(self) -> bool:
        """Not gone."""
        return self.state is not State.GONE


KEPT_BY_THE_HOUSE = frozenset({"version", "changed_at"})
"""Fields that nobody writes: they say how often, and when, the others changed."""


@lru_cache(maxsize=20_000)
def chain(name: str) -> str:
    """*name* without the branch; nothing where it names none."""
    found = _BRANCH.split(name, maxsplit=1)[0].strip()
    return "" if found == name else found


@dataclass(frozen=True)
class Near:
    """A place with its distance in metres, and the direction from the place to the point (eight keys)."""

    place: Place
    metres: float
    compass: str

    @classmethod
    def known(cls, place: Place, point: Point) -> "Near | None":
        """How *place* lies to *point*; None where nobody knows where it lies."""
        return cls.of(place, point) if place.point is not None else None

    @classmethod
    def of(cls, place: Place, point: Point) -> "Near":
        """How *place* lies to *point*; ValueError where nobody knows where it lies."""
        if place.point is None:
            raise ValueError(place.code)
        return cls(place, geo.metres(point, place.point), geo.compass(place.point, point))

    @property
    def is_near(self) -> bool:
        """Whether it says where the point is."""
        return self.metres <= NEAR_M

    @property
    def key(self) -> str:
        """The key of the words that say it: at the place itself, or so far in a direction of it."""
        return "place-at" if self.metres < AT_M else "place-near"


def point_word(point: Point) -> dict[str, str]:
    """A point as a fact of the words, to about a metre."""
    return {"word": "point", "lat": f"{point.lat:.5f}", "lon": f"{point.lon:.5f}"}


@dataclass(frozen=True)
class Box:
    """What lies between two parallels and two meridians, in degrees."""

    south: float
    west: float
    north: float
    east: float


class Sort(StrEnum):
    """By what a place is found: see :mod:`bot.places.keys`."""

    NAME = "n"
    CODE = "c"
    NUMBER = "l"
    GRAM = "g"
    PINYIN = "p"
    INITIALS = "i"


@dataclass(frozen=True)
class Asked:
    """By whom places are looked for, and in which words: of many that fit alike the nearest to *here* come first.

    Before these come those whose address, or its street, stands in *text*.
    """

    here: Point | None = None
    text: str = ""


NOBODY = Asked()


class Places(Protocol):
    """The register as it is read now. Nothing here reads all of it; *most* bounds every answer."""

    async def get(self, district_id: int, code: str) -> Place | None:
        """The place of a code, gone ones too."""

    async def of(self, district_id: int, codes: Collection[str]) -> list[Place]:
        """Those of some codes, by code."""

    async def known(self, district_id: int, sort: Sort, keys: Collection[str]) -> Mapping[str, int]:
        """Which of *keys* there are, and how many places have each, counted up to a few thousand."""

    async def keyed(
        self, district_id: int, sort: Sort, keys: Collection[str], most: int, asked: Asked = NOBODY
    ) -> list[Place]:
        """Places that have one of *keys* exactly, up to *most* of each; those that are not gone first."""

    async def beginning(self, district_id: int, sort: Sort, key: str, most: int, asked: Asked = NOBODY) -> list[Place]:
        """Places of which a key begins with *key*; those of which it is one first."""

    async def alike(self, district_id: int, pairs: Collection[str], most: int, asked: Asked = NOBODY) -> list[Place]:
        """Places whose names share the most of *pairs* of letters, over the rarest of these."""

    async def near(self, district_id: int, point: Point, within_m: float, most: int) -> list[Near]:
        """Those that are not gone, the nearest first, no farther than *within_m* (up to 2 km)."""

    async def within(self, district_id: int, box: Box, most: int) -> list[Place]:
        """Those in a box, gone ones too, in no order."""

    async def stretch(self, district_id: int, after: str, most: int) -> list[Place]:
        """The next ones behind the code *after*, by code."""

    async def anywhere(self, code: str, most: int, first: Collection[int] = ()) -> list[tuple[int, Place]]:
        """Those of a code in any district, with the district's id: *first* those of these, then by district."""

    async def shared(self, codes: Collection[str]) -> set[str]:
        """Which of these codes places of several districts have."""

    async def given(self, code: str) -> bool:
        """Whether any district's register has, had, or is just being given this code."""

    async def mark(self, district_id: int) -> int:
        """A number that is another one after every change."""

    async def count(self, district_id: int) -> int:
        """How many the register holds, gone ones too."""

    async def add(self, district_id: int, place: Place, now: datetime) -> Place:
        """Store a new one; Refused where its code was ever given here."""

    async def save(self, district_id: int, place: Place, now: datetime) -> Place:
        """Store *place* over the version that it says, as the next one; Stale where that is not the newest."""


PLACES: Port[Places] = Port("places")


@dataclass(frozen=True)
class Line:
    """One line of a place's history: what was done, by whom, and of each changed field what it was and became.

    *version* is the one that the change made; lines of notes and photos make none. *id* is 0 until it is stored.
    """

    code: str
    version: int
    at: datetime
    by_id: int | None
    channel: str
    move: str
    facts: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    id: int = 0


class Past(Protocol):
    """The histories of places, append-only."""

    async def add(self, district_id: int, lines: Sequence[Line]) -> None:
        """Append lines."""

    async def of(
        self, district_id: int, code: str, most: int, before: int | None = None, moves: Collection[str] = ()
    ) -> list[Line]:
        """The newest lines of a place first; those behind the line whose id is *before*; only of *moves*, if any."""

    async def since(self, district_id: int, code: str, version: int) -> list[Line]:
        """What changed after *version*, oldest first (the newest hundred)."""


PAST: Port[Past] = Port("place_past")

MOST_MERGES = 50
"""Places that became part of one another, one after the other; no district has a longer row."""


async def today(tx: Any, district_id: int, place: Place) -> Place:
    """What *place* is today: itself, or the one that it became part of, and that one of another."""
    for _ in range(MOST_MERGES):
        after: Place | None = await tx[PLACES].get(district_id, place.into) if place.into else None
        if after is None:
            return place
        place = after
    return place
