"""Which place of the register a row without a code means: surely, perhaps, or none. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.places import keys
from bot.places.files.reading import Row
from bot.places.register import Place
from bot.values.geo import Point

AT_M = 15.0
"""The same name and address no farther apart are the same place."""

DOOR_M = 60.0
"""The same address no farther apart is the same door."""

NAME_M = 200.0
"""A similar name no farther away may be the same place."""

ALIKE = 80.0
"""From this score (of 100) on two names are similar."""

MOST = 5
"""So many places that a row may mean are named."""

_CELL = 0.004
"""Degrees; no place that counts lies farther away than in the next cell."""


def metres(a: Point, b: Point) -> float:
    """Between two points of one street: the earth is flat there."""
    north = (a.lat - b.lat) * 111_195
    return math.hypot(north, (a.lon - b.lon) * 111_195 * math.cos(math.radians(a.lat)))


class Sure:
    """Rows without a code, by what tells surely which place they mean: a number, or name, address and point."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[int, Row] = {}
        self._by_number: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_name: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            self._rows[row.number] = row
            for pair in row.get("outside", {}).items():
                self._by_number[pair].append(row.number)
            if row.name:
                self._by_name[_named(row)].append(row.number)

    def rows(self) -> list[Row]:
        """Those that mean no place so far."""
        return list(self._rows.values())

    def clear(self) -> None:
        """Nothing is asked of it any more."""
        self._rows.clear()
        self._by_number.clear()
        self._by_name.clear()

    def take(self, place: Place) -> Row | None:
        """The row that means *place*, which is taken out; None where there is none."""
        found = self._meaning(place)
        return None if found is None else self._rows.pop(found)

    def means(self, place: Place) -> bool:
        """Whether there is one."""
        return self._meaning(place) is not None

    def _meaning(self, place: Place) -> int | None:
        numbers = [n for pair in place.outside.items() for n in self._by_number.get(pair, ())]
        numbers += [n for n in self._by_name.get(_named(place), ()) if self._is_at(n, place)]
        return next((n for n in numbers if n in self._rows), None)

    def _is_at(self, number: int, place: Place) -> bool:
        row = self._rows.get(number)
        if row is None or _others(row, place) or _folded(row) != _folded(place):
            return False
        return (
            bool(place.address) if row.point is None else metres(row.point, place.point) <= AT_M or _is_raw(row, place)
        )


def _is_raw(row: Row, place: Place) -> bool:
    """Whether the file says the point that it said before; somebody may have corrected it since."""
    return row.raw is not None and row.raw == place.raw


def _others(row: Row, place: Place) -> bool:
    """Whether a number says that they are two: the same system has another number for each."""
    outside = row.get("outside", {})
    return any(place.outside.get(system, number) != number for system, number in outside.items())


def _named(of: Row | Place) -> int:
    """A number for name and address: of a hundred thousand rows the texts themselves would be as many again."""
    return hash(_folded(of))


def _folded(of: Row | Place) -> tuple[str, str]:
    return keys.fold(of.name), keys.fold(of.address)


@dataclass(frozen=True)
class Candidate:
    """A place that a row may mean: its code and name, how far away, and whether at the same door."""

    code: str
    name: str
    metres: float
    door: bool


class Perhaps:
    """Rows that mean no place surely, by where they lie: what of the register may be the same."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[str, str, Row]]] = defaultdict(list)
        self.found: dict[int, list[Candidate]] = {}
        for row in rows:
            if row.point is not None:
                self._cells[_cell(row.point)].append((keys.fold(row.name), keys.fold(row.address), row))

    def hold(self, place: Place) -> None:
        """Look whether *place* may be meant by any of them."""
        near = [one for cell in _around(place.point) for one in self._cells.get(cell, ())]
        if not near or not place.is_there:
            return
        address = keys.fold(place.address)
        names = [one[0] for one in near]
        alike: set[int] = set()
        for name in (place.name, *place.aliases):
            scored = process.extract(keys.fold(name), names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
            alike |= {index for _, _, index in scored}
        for index, (_, at, row) in enumerate(near):
            if index not in alike and not (address and at == address):
                continue
            self._one(index in alike, bool(address) and at == address, place, row)

    def _one(self, is_alike: bool, is_door: bool, place: Place, row: Row) -> None:  # noqa: FBT001
        if row.point is None or _others(row, place):
            return
        far = metres(row.point, place.point)
        if (is_alike and far <= NAME_M) or (is_door and far <= DOOR_M):
            found = self.found.setdefault(row.number, [])
            found.append(Candidate(place.code, place.name, far, is_door))
            found.sort(key=lambda one: one.metres)
            del found[MOST:]


def _cell(point: Point) -> tuple[int, int]:
    return math.floor(point.lat / _CELL), math.floor(point.lon / _CELL)


def _around(point: Point) -> Iterator[tuple[int, int]]:
    lat, lon = _cell(point)
    return ((lat + n, lon + m) for n in (-1, 0, 1) for m in (-1, 0, 1))
