"""Places as a table, CSV or XLSX: columns named in either language, points in the systems of Chinese maps too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.places.register import Place
from bot.values import geo, texts
from bot.values.files import table
from bot.values.files.tree import Collected
from bot.values.geo import Point
from bot.values.refused import Refused

CALLED = {
    "code": ("编号", "编码", "场所编号", "id"),
    "name": ("名称", "名字", "场所名称", "场所"),
    "kind": ("类型", "类别", "种类", "type"),
    "lat": ("纬度", "latitude"),
    "lon": ("经度", "longitude", "lng"),
    "address": ("地址", "详细地址"),
    "coordinates": ("坐标系", "coordinate system"),
}
"""The columns, each with what it may be called besides."""
HEADS = {head: column for column, others in CALLED.items() for head in (column, *others)}
_NUMBER = re.compile(r"[-+]?\d{1,9}(\.\d{1,20})?")
NEEDED = ("code", "name", "lat", "lon")


@dataclass(frozen=True)
class PlacesFile:
    """What a file of places says, and what its reader should be told."""

    places: tuple[Place, ...]
    notes: tuple[tuple[str, dict[str, object]], ...] = ()


def read(path: Path, system: str = "wgs84") -> PlacesFile:
    """Read a file of places; *system* is that of points whose row names none. Mistakes holds all that is wrong."""
    found = table.read(path, HEADS)
    wrong = Collected()
    wrong.all += found.mistakes
    heads: dict[int, str] = {}
    unused: list[str] = []
    places: dict[str, tuple[int, Place]] = {}
    for row in found.rows:
        if not heads:
            heads = {n: HEADS[cell.lower()] for n, cell in enumerate(row.cells) if cell.lower() in HEADS}
            if not set(NEEDED) <= set(heads.values()):
                missing = ", ".join(name for name in NEEDED if name not in heads.values())
                raise Refused("places-missing-columns", file=path.name, missing=missing)
            unused = [cell for n, cell in enumerate(row.cells) if cell and n not in heads]
            continue
        with wrong.each():
            place = _place({heads[n]: cell for n, cell in enumerate(row.cells) if n in heads}, row.number, system)
            if place.code in places:
                first = places[place.code][0]
                raise Refused("places-twice", line=row.number, value=place.code, first=first)
            places[place.code] = (row.number, place)
    wrong.raise_them()
    notes = (("file-columns-unused", {"file": path.name, "columns": ", ".join(unused)}),) if unused else ()
    return PlacesFile(tuple(place for _, place in places.values()), (*found.notes, *notes))


def _place(row: Mapping[str, str], line: int, system: str) -> Place:
    for column in ("code", "name"):
        if not row.get(column):
            raise Refused("places-missing", line=line, column=column)
    system = row.get("coordinates", "").lower().replace("-", "") or system
    if system not in geo.SYSTEMS:
        allowed = ", ".join(geo.SYSTEMS)
        raise Refused("places-wrong-system", line=line, value=texts.cut(system, 40), allowed=allowed)
    point = geo.SYSTEMS[system](_point(row, line))
    kind, address = (texts.line(row.get(name) or "") for name in ("kind", "address"))
    return Place(texts.line(row["code"]), texts.name(row["name"]), kind, point, address)


def _point(row: Mapping[str, str], line: int) -> Point:
    """The point of a row; Refused says what stands there, and whether the two are the wrong way round."""
    lat, lon = (number(row.get(name, "")) for name in ("lat", "lon"))
    point = Point.read(lat, lon)
    if point is None:
        turned = Point.read(lon, lat) is not None
        value = texts.cut(f"{row.get('lat', '')} {row.get('lon', '')}".strip(), 60) or "-"
        raise Refused("places-swapped" if turned else "places-wrong-point", line=line, value=value)
    return point


def number(text: str) -> float | None:
    """A number with a point or with a comma before its decimals; None where it is none."""
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    return float(text) if _NUMBER.fullmatch(text) else None
