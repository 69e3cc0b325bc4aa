"""Which place of the register a row without a code means: surely, perhaps, or none. Pure."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

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

MOST_BESIDE = 50
"""With so many others of its name and address, the nearest to the south, a row is compared; a market has thousands."""

MOST_NOWHERE = 50
"""So many places of one name that lie nobody knows where are held against the rows of that name."""

_CELL = 0.002
"""Degrees of a cell in which rows lie."""

_DEGREE_M = 111_195
_BUCKETS, _ADDRESSES = 64, 4096
_NONE, _ANY = -1, -2
"""Of names without a number, and of all others together."""


def metres(a: Point, b: Point) -> float:
    """Between two points of one street: the earth is flat there."""
    north = (a.lat - b.lat) * _DEGREE_M
    return math.hypot(north, (a.lon - b.lon) * _DEGREE_M * math.cos(math.radians(a.lat)))


class Sure:
    """Rows without a code, by what tells surely which place they mean: a number, or name, address and point.

    *twins* say the same as a row before them, whose number stands beside; they are taken out.
    """

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
        self.twins = [(self._rows.pop(number), first) for number, first in sorted(self._twins().items())]

    def _twins(self) -> dict[int, int]:
        """Rows of one name and address no farther apart than :data:`AT_M`, each with the first of them."""
        found: dict[int, int] = {}
        for numbers in (each for each in self._by_name.values() if len(each) > 1):
            lying = sorted(
                (row.point.lat, row.number, row) for n in self._first(numbers, found) if (row := self._rows[n]).point
            )
            for at, (lat, number, row) in enumerate(lying):
                for south in range(at - 1, max(-1, at - 1 - MOST_BESIDE), -1):
                    if (lat - lying[south][0]) * _DEGREE_M > AT_M:
                        break
                    if _are_one(row, lying[south][2]):
                        last = max(number, lying[south][1])
                        found[last] = min(found.get(last, last), number, lying[south][1])
        return found

    def _first(self, numbers: Iterable[int], found: dict[int, int]) -> list[int]:
        """Those of *numbers* whose row says what none before it said; the others are *found*, however many they are."""
        known: dict[Hashable, int] = {}
        for number in numbers:
            row = self._rows[number]
            said = (_folded(row), row.point, frozenset(row.get("outside", {}).items()))
            if row.point is not None and (first := known.setdefault(said, number)) != number:
                found[number] = first
        return [*known.values()]

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
        by_number = (n for pair in place.outside.items() for n in self._by_number.get(pair, ()))
        by_name = (n for n in self._by_name.get(_named(place), ()) if self._is_at(n, place))
        return next((n for n in chain(by_number, by_name) if n in self._rows), None)

    def _is_at(self, number: int, place: Place) -> bool:
        row = self._rows.get(number)
        if row is None or _others(row, place) or _folded(row) != _folded(place):
            return False
        if row.point is None or place.point is None:
            return bool(place.address)
        return metres(row.point, place.point) <= AT_M or _is_raw(row, place)


def _is_raw(row: Row, place: Place) -> bool:
    """Whether the file says the point that it said before; somebody may have corrected it since."""
    return row.raw is not None and row.raw == place.raw


def _are_one(row: Row, other: Row) -> bool:
    """Whether two rows say the same of what stands at one point."""
    if row.point is None or other.point is None or _differ(row.get("outside", {}), other.get("outside", {})):
        return False
    return metres(row.point, other.point) <= AT_M and _folded(row) == _folded(other)


def _others(row: Row, place: Place) -> bool:
    """Whether a number says that they are two."""
    return _differ(row.get("outside", {}), place.outside)


def _differ(numbers: Mapping[str, str], others: Mapping[str, str]) -> bool:
    """Whether the same system has another number for each."""
    return any(others.get(system, number) != number for system, number in numbers.items())


def _named(of: Row | Place) -> int:
    """A number for name and address: of a hundred thousand rows the texts themselves would be as many again."""
    return hash(_folded(of))


def _folded(of: Row | Place) -> tuple[str, str]:
    return keys.fold(of.name), keys.fold(of.address)


@dataclass(frozen=True)
class Candidate:
    """A place that a row may mean: its code and name, how far away, and whether at the same door.

    *metres*: None where nobody knows where it lies. *met*: another row of the file means it already.
    """

    code: str
    name: str
    metres: float | None
    door: bool
    met: bool = False

    @property
    def far(self) -> float:
        """By what candidates are sorted: what lies nobody knows where comes last."""
        return math.inf if self.metres is None else self.metres


class Perhaps:
    """Rows that mean no place surely, by where they lie: what of the register may be the same.

    However many lie around, a place is held against few of them: a name that is alike shares one of its rarest letters,
    so rows are known by theirs. Both are numbers in the order of the cells, of which a place asks for some stretches.
    A place that lies nobody knows where is held against those of the same name; so is every
    place against rows of that sort.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.found: dict[int, list[Candidate]] = {}
        rows = list(rows)
        self._nowhere_rows: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.point is None and row.name:
                self._nowhere_rows[keys.fold(row.name)].append(row)
        lying = sorted((_cell(row.point), row.number, row) for row in rows if row.point is not None)
        self._cells = array("q", (cell for cell, _, _ in lying))
        self._rows = [row for *_, row in lying]
        self._names = [keys.fold(row.name) for row in self._rows]
        self._often = Counter(letter for name in self._names for letter in name)
        self._by_letter: dict[tuple[int, str], array[int]] = defaultdict(lambda: array("i"))
        self._by_address: dict[int, array[int]] = defaultdict(lambda: array("i"))
        for at, (row, name) in enumerate(zip(self._rows, self._names, strict=True)):
            number = _number(name)
            for letter in self._rare(name):
                for bucket in (_bucket(number), _ANY) if number else (_NONE,):
                    self._by_letter[bucket, letter].append(at)
            if address := keys.fold(row.address):
                self._by_address[_hashed(address)].append(at)
        called = sorted((hash(name), at) for at, name in enumerate(self._names) if name)
        self._called = array("q", (name for name, _ in called))
        self._of_called = array("i", (at for _, at in called))
        self._nowhere = Counter[int]()

    def _rare(self, folded: str) -> set[str]:
        """The rarest letters of a name: one that is alike has two thirds of it, and so at least one of these."""
        least = -(-2 * len(folded) // 3)
        return set(sorted(folded, key=lambda letter: (self._often[letter], letter))[: len(folded) - least + 1])

    def hold(self, place: Place, *, is_met: bool = False, is_named: bool = False) -> None:
        """Look whether *place* may be meant by any of them.

        *is_met*: another row means it; *is_named*: by its code, so that rows with another code mean others.
        """
        if not place.is_there:
            return
        if self._nowhere_rows:
            self._hold_nowhere_rows(place, is_met=is_met, is_named=is_named)
        if place.point is None:
            self._hold_by_name(place, is_met=is_met, is_named=is_named)
            return
        stretches = self._stretches(place.point)
        if not stretches:
            return
        alike = {at for name in (place.name, *place.aliases) for at in self._alike(keys.fold(name), stretches)}
        address = keys.fold(place.address)
        doors = {at for at in self._at(address, stretches) if keys.fold(self._rows[at].address) == address}
        for at in alike | doors:
            row = self._rows[at]
            if not (is_named and row.code):
                self._one(row, place, at in alike, at in doors, is_met)

    def _hold_by_name(self, place: Place, *, is_met: bool, is_named: bool) -> None:
        """Of a name that many such places have only some are held: no row names more of them than :data:`MOST`."""
        for name in {keys.fold(one) for one in (place.name, *place.aliases)}:
            said = hash(name)
            self._nowhere[said] += 1
            if self._nowhere[said] > MOST_NOWHERE:
                continue
            for n in range(bisect_left(self._called, said), bisect_right(self._called, said)):
                row = self._rows[self._of_called[n]]
                if self._names[self._of_called[n]] == name and not (is_named and row.code):
                    self._put(row, Candidate(place.code, place.name, None, _is_one_door(row, place), is_met), place)

    def _hold_nowhere_rows(self, place: Place, *, is_met: bool, is_named: bool) -> None:
        for name in {keys.fold(one) for one in (place.name, *place.aliases)}:
            for row in self._nowhere_rows.get(name, ()):
                if not (is_named and row.code):
                    self._put(row, Candidate(place.code, place.name, None, _is_one_door(row, place), is_met), place)

    def _stretches(self, point: Point) -> list[tuple[int, int]]:
        """From where to where the rows of the cells around lie."""
        lat, lon = math.floor(point.lat / _CELL), math.floor(point.lon / _CELL)
        reach = NAME_M / _DEGREE_M / _CELL
        north, east = math.ceil(reach), math.ceil(reach / max(math.cos(math.radians(point.lat)), 0.01))
        found = []
        for row in range(lat - north, lat + north + 1):
            first = bisect_left(self._cells, _numbered(row, lon - east))
            last = bisect_right(self._cells, _numbered(row, lon + east), first)
            if first < last:
                found.append((first, last))
        return found

    def _alike(self, name: str, stretches: Sequence[tuple[int, int]]) -> list[int]:
        number = _number(name)
        buckets = (_NONE, _bucket(number)) if number else (_NONE, _ANY)
        near: set[int] = set()
        for letter in self._rare(name):
            for bucket in buckets:
                if (posted := self._by_letter.get((bucket, letter))) is not None:
                    for stretch in stretches:
                        near.update(_within(posted, stretch))
        if not near:
            return []
        lying = list(near)
        scored = process.extract(
            name, [self._names[at] for at in lying], scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
        )
        return [lying[n] for other, _, n in scored if not number or _number(other) in {"", number}]

    def _at(self, address: str, stretches: Sequence[tuple[int, int]]) -> Iterable[int]:
        posted = self._by_address.get(_hashed(address)) if address else None
        return () if posted is None else (at for stretch in stretches for at in _within(posted, stretch))

    def _one(self, row: Row, place: Place, is_alike: bool, is_door: bool, is_met: bool) -> None:  # noqa: FBT001
        if row.point is None or place.point is None:
            return
        far = metres(row.point, place.point)
        if (is_alike and far <= NAME_M) or (is_door and far <= DOOR_M):
            self._put(row, Candidate(place.code, place.name, far, is_door, is_met), place)

    def _put(self, row: Row, candidate: Candidate, place: Place) -> None:
        if _others(row, place):
            return
        found = self.found.setdefault(row.number, [])
        if len(found) < MOST or candidate.far < found[-1].far:
            found.append(candidate)
            found.sort(key=lambda one: one.far)
            del found[MOST:]


def _is_one_door(row: Row, place: Place) -> bool:
    return bool(place.address) and keys.fold(row.address) == keys.fold(place.address)


def _cell(point: Point) -> int:
    return _numbered(math.floor(point.lat / _CELL), math.floor(point.lon / _CELL))


def _numbered(lat: int, lon: int) -> int:
    """A cell as a number: those of one row stand side by side."""
    return (lat << 32) + lon


def _within(posted: "array[int]", stretch: tuple[int, int]) -> "array[int]":
    first, last = stretch
    begin = bisect_left(posted, first)
    return posted[begin : bisect_left(posted, last, begin)]


def _number(folded: str) -> str:
    """The digits of a name: two names with other numbers name two places, such as the houses of a street."""
    return "".join(letter for letter in folded if letter.isdigit())


def _bucket(number: str) -> int:
    return hash(number) % _BUCKETS


def _hashed(address: str) -> int:
    return hash(address) % _ADDRESSES
