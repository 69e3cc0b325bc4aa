"""A file of places read: what each row says of a place, every mistake with its row and column, nothing written."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.places.files import columns, fields, rows
from bot.places.files.fields import Wrong
from bot.places.files.rows import Raw, Source
from bot.places.register import Contact, Place
from bot.register.districts import FAR_M
from bot.values import geo, texts
from bot.values.files.tree import Collected
from bot.values.geo import Point
from bot.values.refused import Refused

NEAR_M = 50_000.0
"""A point that lies so near once its two numbers are exchanged was most likely the wrong way round."""

MOST_MISTAKES = 2000
"""So many are kept; how many there are is counted."""


@dataclass(frozen=True)
class How:
    """How a file is read: the coordinate *system* of points whose row names none; *swapped*: longitude comes first.

    *centre* is the district's, where that is known.
    """

    system: str = "wgs84"
    swapped: bool = False
    centre: Point | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says: the *names* of fields of a place with their *values*; nothing of what it leaves empty.

    *contact* is somebody whose name or number stands in columns of their own. *raw* is the point as it was given in
    another system.
    """

    number: int
    names: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    contact: Contact | None = None
    raw: Mapping[str, Any] | None = None
    as_of: date | datetime | None = None

    def get(self, name: str, default: Any = None) -> Any:
        """One field."""
        return self.values[self.names.index(name)] if name in self.names else default

    def saying(self, name: str, value: Any) -> "Row":
        """The same with another value of a field that it has."""
        return replace(self, values=tuple(value if k == name else v for k, v in self.said))

    @property
    def said(self) -> Iterator[tuple[str, Any]]:
        """Every field with its value."""
        return zip(self.names, self.values, strict=True)

    @property
    def code(self) -> str:
        """Empty where it names none."""
        return str(self.get("code", ""))

    @property
    def name(self) -> str:
        """Empty where it names none."""
        return str(self.get("name", ""))

    @property
    def kind(self) -> str:
        """Empty where it names none."""
        return str(self.get("kind", ""))

    @property
    def address(self) -> str:
        """Empty where it names none."""
        return str(self.get("address", ""))

    @property
    def point(self) -> Point | None:
        """None where it names none."""
        found = self.get("point")
        return found if isinstance(found, Point) else None

    def as_place(self, changed_at: datetime | None = None) -> Place:
        """A new place; ValueError where it has no name."""
        if not self.name:
            raise ValueError(self.number)
        told = dict(self.said)
        told.setdefault("kind", "")
        told.setdefault("code", "")
        if self.contact is not None:
            told["contacts"] = (*told.get("contacts", ()), self.contact)
        return Place(**told, raw=self.raw, changed_at=changed_at)


@dataclass
class Read:
    """What a file says. *mistaken* are the codes of rows with mistakes; *wrong* counts all mistakes.

    *heads*: what the columns are called in it, where a row has them.
    """

    rows: list[Row] = field(default_factory=list)
    mistakes: list[Refused] = field(default_factory=list)
    wrong: int = 0
    mistaken: set[str] = field(default_factory=set)
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    swapped: int = 0
    at: Mapping[str, int] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    file: str = ""

    def add(self, mistake: Refused) -> None:
        """One more mistake."""
        self.wrong += 1
        self.swapped += mistake.key == "places-swapped"
        if len(self.mistakes) < MOST_MISTAKES:
            self.mistakes.append(mistake)

    def raise_them(self) -> None:
        """Raises Refused for one mistake, Mistakes for several."""
        wrong = Collected()
        wrong.all += self.mistakes
        wrong.raise_them()


def read(path: Path, how: How | None = None) -> Read:
    """Read a file of places; Refused where it is none at all."""
    source = rows.source(path)
    how = how or How()
    if source.system:
        how = replace(how, system=_system(source.system, how))
    return _Reader(how, source).whole(path.name)


def _system(said: str, how: How) -> str:
    system = said.lower().replace("-", "").replace(" ", "")
    if system not in geo.SYSTEMS:
        raise Refused("places-wrong-system", line=1, value=texts.cut(said, 40), allowed=", ".join(geo.SYSTEMS))
    return system or how.system


class _Reader:
    """Reads one file on after each mistake."""

    def __init__(self, how: How, source: Source) -> None:
        self.how = how
        self.source = source
        self.read = Read()
        self.first: dict[str, int] = {}
        self.kept: dict[Any, Any] = {}
        """Texts and names of columns that come again and again, once."""

    def whole(self, name: str) -> Read:
        """Every row."""
        found = self.read
        heads: Mapping[str, str] = {}
        for raw in self.source.rows:
            mistakes = len(found.mistakes), found.wrong
            if raw.heads is not heads:
                heads = raw.heads
                found.heads = {**found.heads, **heads}
            row = self._row(raw)
            if found.wrong > mistakes[1]:
                found.mistaken.add(texts.line(str(raw.cells.get("code", ""))))
            elif row is not None:
                found.rows.append(row)
        for mistake in self.source.mistakes:
            found.add(mistake)
        found.at, found.file = self.source.at, name
        found.notes = list(self.source.notes)
        if self.source.unused:
            told = [texts.cut(texts.line(head), 40) for head in self.source.unused]
            found.notes.append(("file-columns-unused", {"file": name, "columns": ", ".join(told[:30])}))
        if not found.rows and not found.wrong:
            raise Refused("places-no-rows", file=name, missing=", ".join(columns.NEEDED))
        return found

    def _row(self, raw: Raw) -> Row | None:
        told: dict[str, Any] = {}
        more: dict[str, Any] = {}
        for column, cell in raw.cells.items():
            try:
                if column in _MORE:
                    more[column] = fields.READ[column](cell)
                elif column.startswith("outside:"):
                    told["outside"] = told.get("outside", {}) | fields.of_system(column[8:], cell)
                elif column == "outside":
                    told["outside"] = fields.READ[column](cell) | told.get("outside", {})
                elif (read := fields.READ.get(column)) and (value := read(cell)) not in ("", (), None):
                    told[column] = value
            except Wrong as wrong:
                self.read.add(wrong.at(raw.number, raw.heads.get(column, column), cell))
        point, plain = self._point(raw)
        if point is not None:
            told["point"] = point
        if not told.get("code") and not told.get("name"):
            self.read.add(Refused("places-missing", line=raw.number, column=raw.heads.get("name", "name"), value="-"))
            return None
        return self._once(raw, told, more, plain)

    def _once(self, raw: Raw, told: dict[str, Any], more: Mapping[str, Any], plain: Any) -> Row | None:
        """The row, unless another one before it has its code."""
        code = told.get("code", "")
        first = self.first.setdefault(code, raw.number) if code else raw.number
        if first != raw.number:
            column = raw.heads.get("code", "code")
            self.read.add(Refused("places-twice", line=raw.number, column=column, value=code, first=first))
            return None
        contact = (
            Contact(more.get("contact", ""), more.get("phone", "")) if more.keys() & {"contact", "phone"} else None
        )
        names = self.kept.setdefault(tuple(told), tuple(told))
        values = tuple(self.kept.setdefault(v, v) if k in _OFTEN else v for k, v in told.items())
        return Row(raw.number, names, values, contact, plain, more.get("as_of"))

    def _point(self, raw: Raw) -> tuple[Point | None, Mapping[str, Any] | None]:
        """The point of a row in WGS-84, and as it was given where that was another system."""
        cells = raw.cells
        lat, lon = cells.get("lat", ""), cells.get("lon", "")
        both = fields.pair(cells["point"]) if "point" in cells and not (lat or lon) else None
        lat, lon = both or (lat, lon)
        if "point" in cells and both is None and not (lat or lon):
            return self._wrong_point(raw, cells["point"])
        if lat in ("", None) and lon in ("", None):
            return None, None
        point, turned = fields.point_of(lat, lon), fields.point_of(lon, lat)
        if turned is not None and self._is_turned(point, turned):
            if not self.how.swapped:
                self.read.add(self._at_point("places-swapped", raw, lat, lon))
                return None, None
            point = turned
        if point is None:
            return self._wrong_point(raw, f"{lat} {lon}")
        system = self._system(raw)
        if system is None:
            return None, None
        found = geo.SYSTEMS[system](point)
        if self.how.centre is not None and (far := _metres(found, self.how.centre)) > FAR_M:
            self.read.add(self._at_point("places-far", raw, lat, lon, metres=far))
            return None, None
        plain = None if system == "wgs84" else {"system": system, "lat": point.lat, "lon": point.lon}
        return found, plain

    def _is_turned(self, point: Point | None, turned: Point) -> bool:
        """Whether a point makes sense only, or far more, with its two numbers exchanged."""
        centre = self.how.centre
        if point is None:
            return True
        return centre is not None and _metres(point, centre) > FAR_M and _metres(turned, centre) < NEAR_M

    def _wrong_point(self, raw: Raw, said: object) -> tuple[None, None]:
        self.read.add(self._at_point("places-wrong-point", raw, said, ""))
        return None, None

    def _at_point(self, key: str, raw: Raw, lat: object, lon: object, **facts: object) -> Refused:
        column = raw.heads.get("lat") or raw.heads.get("point") or raw.heads.get("lon") or "lat"
        return Refused(key, line=raw.number, column=column, value=fields.shown(f"{lat} {lon}"), **facts)

    def _system(self, raw: Raw) -> str | None:
        said = str(raw.cells.get("coordinates") or self.how.system)
        system = said.lower().replace("-", "").replace(" ", "")
        if system in geo.SYSTEMS:
            return system
        column = raw.heads.get("coordinates", "coordinates")
        allowed = ", ".join(geo.SYSTEMS)
        facts = {"column": column, "value": texts.cut(said, 40), "allowed": allowed}
        self.read.add(Refused("places-wrong-system", line=raw.number, **facts))
        return None


_MORE = frozenset({"contact", "phone", "as_of"})
_OFTEN = frozenset({"kind", "community", "state"})


def _metres(a: Point, b: Point) -> float:
    """A straight line through the earth: near enough to tell a street from the sea."""
    return math.dist(geo.earth_centred(a), geo.earth_centred(b))


def of_places(places: Sequence[Place]) -> list[Row]:
    """Places as the rows of a file that says all that is known of each."""
    return [_of_place(n, one) for n, one in enumerate(places, 1)]


def _of_place(number: int, place: Place) -> Row:
    told = {name: getattr(place, name) for name in _ALL}
    told = {name: value for name, value in told.items() if value or (name in {"point", "firm"} and value is not None)}
    if not place.state or place.state == "unknown":
        told.pop("state", None)
    return Row(number, tuple(told), tuple(told.values()), raw=place.raw)


_ALL = (
    *("code", "name", "kind", "point", "address", "aliases", "community", "responsible", "contacts"),
    *("licence", "credit", "firm", "outside", "state"),
)
