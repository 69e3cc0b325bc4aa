"""The register of places: finding one in a text, and the nearest one to a point."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from bot.values import geo, texts
from bot.values.geo import Point
from bot.values.port import Port
from bot.values.refused import Refused
from bot.work.work import Work

SURE = 85.0
"""From this score (of 100) on, a name that was not written exactly is taken as meant."""


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


def find_in(text: str, places: Sequence[Place]) -> tuple[Place, str] | None:
    """The place that *text* names, and the rest of the text; None where no name fits or two fit equally well.

    A name inside the text wins, the longest first; else a code as a word; else the first words, if they are very alike.
    """
    exact = [p for p in places if p.name in text or p.name.lower() in text.lower()]
    if exact:
        place = max(exact, key=lambda p: len(p.name))
        start = text.lower().index(place.name.lower())
        return place, (text[:start] + " " + text[start + len(place.name) :]).strip()
    words = text.split()
    for place in places:
        if place.code in words:
            return place, " ".join(w for w in words if w != place.code)
    return _alike(text, words, places)


def _alike(text: str, words: list[str], places: Sequence[Place]) -> tuple[Place, str] | None:
    if not words:
        return None
    head = words[0] if len(words) > 1 else text
    scored = sorted(((_score(head, p.name), p) for p in places), key=lambda row: -row[0])
    if not scored or scored[0][0] < SURE or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return scored[0][1], " ".join(words[1:])


def _score(said: str, name: str) -> float:
    """How alike: the whole of the shorter one inside the longer, for names of at least three letters."""
    if min(len(said), len(name)) < 3:
        return 0.0
    return fuzz.partial_ratio(said.lower(), name.lower())


def read_csv(text: str) -> list[Place]:
    """Places from CSV with the columns code, name, kind, lat, lon, address; Refused names the line of a mistake."""
    rows, seen = [], set()
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            point = Point.read(float(row["lat"]), float(row["lon"]))
        except (KeyError, TypeError, ValueError):
            point = None
        if point is None:
            raise Refused("places-wrong-point", line=line)
        if not row.get("code") or not row.get("name") or row["code"] in seen:
            raise Refused("places-wrong-code", line=line)
        seen.add(row["code"])
        rows.append(_place(row, point))
    return rows


def _place(row: dict[str, str], point: Point) -> Place:
    kind, address = (texts.line(row.get(name) or "") for name in ("kind", "address"))
    return Place(row["code"], texts.name(row["name"]), kind, point, address)


class Places(Protocol):
    """The register of places."""

    async def all(self, district_id: int) -> list[Place]: ...
    async def replace(self, district_id: int, places: Sequence[Place], *, prune: bool) -> None:
        """Insert or update by code; with *prune* remove those not named."""


PLACES: Port[Places] = Port("places")


async def nearest_place_name(work: Work, point: Point | None) -> str | None:
    """The nearest registered place within 500 m, by name; None where none is near."""
    if point is None:
        return None
    near = nearest_place(point, await work.tx[PLACES].all(work.district.id))
    return near.place.name if near is not None and near.metres <= 500 else None
