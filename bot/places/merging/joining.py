"""What becomes of two registered places that are one, and of them when that is taken back. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.places.register import Line, Place, State

MERGED, PARTED = "merged", "parted"
"""The moves of the lines that say what a merge added, and what of it went when that was taken back."""


def merged(place: Place, into: Place) -> tuple[Place, Place]:
    """The one that leads to the other, and the other with its names and numbers, and its point where it had none."""
    gone = replace(place, state=State.GONE, into=into.code)
    known = {into.name, *into.aliases}
    aliases = (name for name in dict.fromkeys((place.name, *place.aliases)) if name not in known)
    outside = dict(into.outside)
    for system, number in place.outside.items():
        outside.setdefault(_key(outside, system, number, place.code), number)
    joined = replace(into, aliases=(*into.aliases, *aliases), outside=outside)
    return gone, joined if into.point is not None else replace(joined, point=place.point)


def _key(outside: Mapping[str, str], system: str, number: str, code: str) -> str:
    """Under which a number of a merged place stands: its system, with the code where another one stands there."""
    return system if outside.get(system, number) == number else f"{system} ({code})"


@dataclass(frozen=True)
class Added:
    """What merges added to a place: other names, and numbers by system."""

    aliases: frozenset[str]
    outside: frozenset[tuple[str, str]]


def _added(lines: Iterable[Line]) -> Added:
    aliases, outside = set[str](), set[tuple[str, str]]()
    for line in lines:
        before, after = line.facts.get("aliases", ((), ()))
        aliases |= set(after) - set(before)
        was, now = (dict(one) for one in line.facts.get("outside", ({}, {})))
        outside |= now.items() - was.items()
    return Added(frozenset(aliases), frozenset(outside))


def parted(into: Place, place: Place, lines: Sequence[Line], others: Sequence[Place]) -> Place:
    """*into* without what the merge of *place* brought, by the *lines* of its history; what *others* brought stays.

    A point that it was lent goes, too: then it lies where another one does that was merged into it.
    """
    merges = [one for one in lines if one.move == MERGED]
    ever, own = _added(merges), _added(one for one in merges if one.facts[MERGED][1] == place.code)
    names, numbers = _said(place), set(place.outside.values())
    kept_names = set[str]().union(*map(_said, others))
    kept_numbers = {number for one in others for number in one.outside.values()}
    aliases = (own.aliases | (ever.aliases & names)) - kept_names
    outside = own.outside | {one for one in ever.outside if one[1] in numbers}
    left: dict[str, Any] = {
        system: number
        for system, number in into.outside.items()
        if (system, number) not in outside or number in kept_numbers
    }
    lent = next((one.facts["point"][1] is not None for one in lines if "point" in one.facts), False)
    point = into.point
    if lent and into.point == place.point:
        point = next((one.point for one in others if one.point is not None), None)
    names_left = tuple(name for name in into.aliases if name not in aliases)
    return replace(into, aliases=names_left, outside=left, point=point)


def _said(place: Place) -> set[str]:
    return {place.name, *place.aliases}
