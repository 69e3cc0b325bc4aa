"""The register of places: finding one in a text, and the nearest one to a point."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz

from bot.values import geo, whole_names
from bot.values.geo import Point
from bot.values.port import Port
from bot.work.work import Work

SURE = 85.0
"""From this score (of 100) on, a name that was not written exactly is taken as meant."""


LEAST = 3
"""Letters below which a name has to be written exactly."""

_BRANCH = re.compile(r"\s*[(（\[【·•]|\s+[-–—]\s*|[–—]")

AT_M = 10
"""Nearer than this something is at a place: a direction would say nothing."""

NEAR_M = 2000
"""A registered place farther away than this says nothing about where something is."""


@dataclass(frozen=True)
class Place:
    """A registered place: code, name, kind, point, address."""

    code: str
    name: str
    kind: str
    point: Point
    address: str = ""

    @property
    def chain(self) -> str:
        """Its name without the branch, in brackets or behind a stroke or dot; nothing where it names no branch."""
        return _chain(self.name)


@lru_cache(maxsize=20_000)
def _chain(name: str) -> str:
    chain = _BRANCH.split(name, maxsplit=1)[0].strip()
    return "" if chain == name else chain


@dataclass(frozen=True)
class Near:
    """A place with its distance in metres, and the direction from the place to the point (eight keys)."""

    place: Place
    metres: float
    compass: str

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


def nearest_place(point: Point, places: Sequence[Place]) -> Near | None:
    """The nearest registered place to *point*; None where none is registered."""
    if not places:
        return None
    x, y, z = geo.earth_centred(point)

    def chord(place: Place) -> float:
        px, py, pz = geo.earth_centred(place.point)
        return (px - x) ** 2 + (py - y) ** 2 + (pz - z) ** 2

    best = min(places, key=chord)
    return Near(best, geo.metres(point, best.point), geo.compass(best.point, point))


@dataclass(frozen=True)
class Named:
    """The places that a text may name, and what else it says. One: it is that one; several have the name alike."""

    places: tuple[Place, ...]
    rest: str


def find_in(text: str, places: Sequence[Place]) -> Named | None:
    """The place that *text* names, and the rest of the text; None where no name fits.

    A name that stands in the text as a whole word wins, the longest first, a whole one before that of a chain; else a
    code as a word; else the first words, if they are very alike. Several where they fit equally well, as the shops of a
    chain do.
    """
    exact = [(p.name, p) for p in places if whole_names.at(p.name, text) is not None]
    branches = [(p.chain, p) for p in places if whole_names.at(p.chain, text) is not None]
    if exact or branches:
        longest = max(len(name) for name, _ in (*exact, *branches))
        hits = [hit for hit in exact if len(hit[0]) == longest] or [hit for hit in branches if len(hit[0]) == longest]
        return Named(tuple(place for _, place in hits), _without(text, {name for name, _ in hits}))
    words = text.split()
    for place in places:
        if place.code in words:
            return Named((place,), " ".join(w for w in words if w != place.code))
    return _alike(words, places)


def _without(text: str, names: Collection[str]) -> str:
    """*text* without the name that it was found by; where it holds several names they all say something."""
    if len({whole_names.small(name) for name in names}) > 1:
        return text.strip()
    name = next(iter(names))
    start = whole_names.at(name, text) or 0
    return (text[:start] + " " + text[start + len(name) :]).strip()


def _alike(words: list[str], places: Sequence[Place]) -> Named | None:
    """A name with a typing mistake, or a good part of one."""
    scored = [(*_score(words, place.name), place) for place in places] if words else []
    best = max((score for score, _, _ in scored), default=0.0)
    if best < SURE:
        return None
    found = [(taken, place) for score, taken, place in scored if score == best]
    return Named(tuple(place for _, place in found), " ".join(words[max(taken for taken, _ in found) :]))


def _score(words: list[str], name: str) -> tuple[float, int]:
    """How alike (0 to 100) a name is to how many of the first words; nothing is looked for inside other words."""
    taken = min(len(name.split()), len(words))
    said, called = (whole_names.small(one) for one in (" ".join(words[:taken]), name))
    if min(len(said), len(called)) < LEAST:
        return 0.0, taken
    is_part = len(said) > LEAST and 2 * len(said) >= len(called) and called.startswith(said)
    if is_part and (whole_names.is_wide(called) or (taken > 1 and called[len(said) : len(said) + 1] in {"", " "})):
        return SURE, taken
    within = whole_names.is_wide(called) and len(said) > len(called)
    if not (_numbers(called) <= _numbers(said) if within else _numbers(called) == _numbers(said)):
        return 0.0, taken
    return (fuzz.partial_ratio if within else fuzz.ratio)(said, called), taken


def _numbers(text: str) -> set[str]:
    """The numbers in a name: in those nobody's mistake is guessed."""
    return set(re.findall(r"\d+", text))


def by_address(text: str, places: Sequence[Place]) -> Place | None:
    """The one of several places whose address *text* says, or whose street; None where that is none or several."""
    for part in (_whole_address, _street):
        said = [p for p in places if (words := part(p.address)) and whole_names.at(words, text) is not None]
        if len(said) == 1:
            return said[0]
    return None


def _whole_address(address: str) -> str:
    return address.strip()


def _street(address: str) -> str:
    """An address without the number of the house; nothing where less than a name is left."""
    found = max(re.split(r"\d+\w?[\s,，]+|\d+|[,，;；(（]", address), key=len, default="").strip()
    return found if len(found) > 1 else ""


class Places(Protocol):
    """The register of places."""

    async def all(self, district_id: int) -> list[Place]: ...


PLACES: Port[Places] = Port("places")


async def nearest_place_name(work: Work, point: Point | None) -> str | None:
    """The nearest registered place within 500 m, by name; None where none is near."""
    if point is None:
        return None
    near = nearest_place(point, await work.tx[PLACES].all(work.district.id))
    return near.place.name if near is not None and near.metres <= 500 else None
