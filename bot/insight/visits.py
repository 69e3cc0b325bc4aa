"""Figures of visits and hazards over a time: pure, over plain values; each opens down to the numbers of its cases.

Nobody is counted by name, and nobody is ranked: a figure is of kinds, of bodies, or of all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

FEW = 10
"""Of fewer cases no share is told: the cases themselves say more."""

Z = 1.96
"""Of 95 in a hundred."""


@dataclass(frozen=True)
class Made:
    """A visit at which somebody stood. *bodies*: the first leads, the others joined it."""

    number: int
    kind: str
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Wished:
    """What became of one body's wish, with the number of the visit that serves it, or on whose result it was advised.

    *whole* says whether every item that it planned was decided there; None where that visit is not over.
    """

    number: int
    body: str
    avoided: bool
    whole: bool | None


@dataclass(frozen=True)
class Found:
    """A hazard. *in_time*: put right by its limit and closed by the end of its re-check; None while that may still be.

    *first_time*: it passed when it was looked at again first; None where nobody has looked again. *on_spot*: it was put
    right while somebody stood there, and never had a limit. *place* is the code of where, *item* that of a list (empty:
    of none), *called* what it is called, in letters that can be compared.
    """

    number: int
    in_time: bool | None
    first_time: bool | None
    on_spot: bool = False
    place: str = ""
    item: str = ""
    called: str = ""


@dataclass(frozen=True)
class Share:
    """*good* of *good* and *bad*, numbers of cases. *rate* lies between *low* and *high*, all None for too few."""

    good: tuple[int, ...]
    bad: tuple[int, ...]
    rate: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def count(self) -> int:
        """How many were decided."""
        return len(self.good) + len(self.bad)


@dataclass(frozen=True)
class Figures:
    """All of them. The visits of *by_kind* are those of *made*, each once; of *by_body* each once for each body.

    *joined* are pairs: the visit, and the body that joined it; *avoided*: the visit on whose result a wish rests.
    *again*: by place, the hazards of what was found there more than once, most first.
    """

    made: tuple[int, ...]
    by_kind: dict[str, tuple[int, ...]]
    by_body: dict[str, tuple[int, ...]]
    joined: tuple[tuple[int, str], ...]
    avoided: tuple[tuple[int, str], ...]
    whole: Share
    hazards: tuple[int, ...]
    on_spot: tuple[int, ...]
    in_time: Share
    waiting: tuple[int, ...]
    first_time: Share
    again: dict[str, tuple[int, ...]]


def figures(made: Sequence[Made], wished: Sequence[Wished], found: Sequence[Found]) -> Figures:
    """The figures of what is given."""
    kinds, bodies = dict[str, list[int]](), dict[str, list[int]]()
    for one in made:
        kinds.setdefault(one.kind, []).append(one.number)
        for body in one.bodies:
            bodies.setdefault(body, []).append(one.number)
    return Figures(
        made=tuple(one.number for one in made),
        by_kind={name: tuple(kinds[name]) for name in sorted(kinds)},
        by_body={name: tuple(bodies[name]) for name in sorted(bodies)},
        joined=tuple((one.number, body) for one in made for body in one.bodies[1:]),
        avoided=tuple((one.number, one.body) for one in wished if one.avoided),
        whole=share((one.number, one.whole) for one in wished),
        hazards=tuple(one.number for one in found),
        on_spot=tuple(one.number for one in found if one.on_spot),
        in_time=share((one.number, one.in_time) for one in found if not one.on_spot),
        waiting=tuple(one.number for one in found if not one.on_spot and one.in_time is None),
        first_time=share((one.number, one.first_time) for one in found),
        again=_again(found),
    )


def _again(found: Sequence[Found]) -> dict[str, tuple[int, ...]]:
    """What came again at each place: the same item of a list, or the same by what it is called."""
    items = {(one.place, one.called): one.item for one in found if one.item}
    same: dict[tuple[str, str], list[int]] = {}
    for one in found:
        what = one.item or items.get((one.place, one.called)) or one.called
        same.setdefault((one.place, what), []).append(one.number)
    places: dict[str, list[int]] = {}
    for (place, what), numbers in same.items():
        if place and what and len(numbers) > 1:
            places.setdefault(place, []).extend(numbers)
    return {place: tuple(sorted(places[place])) for place in sorted(places, key=lambda one: -len(places[one]))}


def share(decided: Iterable[tuple[int, bool | None]]) -> Share:
    """How many were good, of those that are decided."""
    known = [(number, good) for number, good in decided if good is not None]
    good, bad = (tuple(number for number, is_good in known if is_good is side) for side in (True, False))
    if len(known) < FEW:
        return Share(good, bad)
    low, high = wilson(len(good), len(known))
    return Share(good, bad, len(good) / len(known), low, high)


def wilson(good: int, count: int) -> tuple[float, float]:
    """Between what a share lies, 95 times of a hundred (Wilson's score interval); *count* is not 0."""
    rate, square = good / count, Z * Z
    middle = (rate + square / (2 * count)) / (1 + square / count)
    half = Z * sqrt(rate * (1 - rate) / count + square / (4 * count * count)) / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)
