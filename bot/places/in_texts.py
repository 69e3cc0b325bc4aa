"""Places that a text names: whole names first, then codes, then what is very alike. Pure, over candidates."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.places import codes as given_codes
from bot.places.register import Place, chain
from bot.values import whole_names

_CODE = re.compile(r"[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*")

SURE = 85.0
"""From this score (of 100) on, a name that was not written exactly is taken as meant."""

LEAST_WITHIN = 5
"""Letters and digits below which a code has to stand by itself."""

LEAST = 3
"""Letters below which a name has to be written exactly."""


@dataclass(frozen=True)
class Named:
    """The places that a text may name, and what else it says. One: it is that one; several have the name alike."""

    places: tuple[Place, ...]
    rest: str


def find_in(text: str, places: Sequence[Place]) -> Named | None:
    """The place that *text* names, and the rest of the text; None where no name fits.

    A name, or alias, that stands in the text as a whole word wins, the longest first, a whole one before that of a
    chain; else a code as a word; else the first words, if they are very alike. Several where they fit equally well, as
    the shops of a chain do.
    """
    exact = [(name, p) for p in places for name in names(p) if whole_names.at(name, text) is not None]
    branches = [(name, p) for p in places for name in chains(p) if whole_names.at(name, text) is not None]
    if exact or branches:
        longest = max(len(name) for name, _ in (*exact, *branches))
        hits = [hit for hit in exact if len(hit[0]) == longest] or [hit for hit in branches if len(hit[0]) == longest]
        return Named(_each(place for _, place in hits), _without(text, {name for name, _ in hits}))
    said = codes(text)
    folded = {one.casefold() for one in said if is_no_word(one)}
    there = [place for place in places if whole_names.at(place.code, text) is not None]
    for place in (*(p for p in there if p.code in said), *(p for p in there if p.code.casefold() in folded)):
        return Named((place,), _without(text, {place.code}))
    return _alike(text.split(), places)


def codes(text: str) -> set[str]:
    """What in *text* may be a code: each word; of what stands in Chinese without spaces only what can be nothing else.

    Else the number of a house, or a floor, would be the code of a place somewhere.
    """
    runs = (one for one in _CODE.findall(text) if len(one) >= LEAST_WITHIN)
    return {*text.split(), *(one for one in runs if is_no_word(one) and not one.isdigit())}


def is_no_word(word: str) -> bool:
    """Whether it may be a code in small letters: with a digit, or made of the letters that codes are given from."""
    given = len(word) == given_codes.LENGTH and set(word.upper()) <= set(given_codes.LETTERS)
    return given or any(letter.isdigit() for letter in word)


def names(place: Place) -> tuple[str, ...]:
    """What a place is called."""
    return (place.name, *place.aliases)


def chains(place: Place) -> Iterator[str]:
    """What it is called without its branch."""
    return filter(None, map(chain, names(place)))


def _each(found: Iterable[Place]) -> tuple[Place, ...]:
    """Each once, where several of its names were found."""
    return tuple({place.code: place for place in found}.values())


def _without(text: str, names: Collection[str]) -> str:
    """*text* without the name that it was found by; where it holds several names they all say something."""
    if len({whole_names.small(name) for name in names}) > 1:
        return text.strip()
    name = next(iter(names))
    start = whole_names.at(name, text) or 0
    return (text[:start] + " " + text[start + len(name) :]).strip()


def _alike(words: list[str], places: Sequence[Place]) -> Named | None:
    """A name with a typing mistake, or a good part of one."""
    scored = [(*_score(words, name), place) for place in places for name in names(place)] if words else []
    best = max((score for score, _, _ in scored), default=0.0)
    if best < SURE:
        return None
    found = [(taken, place) for score, taken, place in scored if score == best]
    return Named(_each(place for _, place in found), " ".join(words[max(taken for taken, _ in found) :]))


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
