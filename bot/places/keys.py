"""By what a place is found: its names folded, their pairs of letters, pinyin and initials, its code and numbers. Pure.

Trigrams find nothing in a name of two characters, so names are cut into pairs: each letter with the one behind it, the
last with a mark. A single character is found as the beginning of a pair.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bot.places.register import Place, Sort
from bot.values import whole_names

LONGEST = 24
"""Letters of a folded name that are compared; what is longer is found by its beginning."""

END = "$"
"""Stands behind the last letter."""

PINYIN, INITIALS = 12, 6
"""Letters of the pinyin, and of the initials, from each character of a name on."""

MOST_PAIRS = 48
"""Pairs of a name that are kept."""

Key = tuple[Sort, str]


def fold(text: str) -> str:
    """*text* without what people write differently: small letters and digits alone."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).lower() if letter.isalnum())


def of(place: Place) -> list[Key]:
    """Every key of a place, each once."""
    found = dict.fromkeys(_of(place))
    return list(found)


def _of(place: Place) -> Iterator[Key]:
    yield Sort.CODE, place.code
    if (small := place.code.lower()) != place.code:
        yield Sort.CODE, small
    for number in (place.licence, place.credit, *place.outside.values()):
        if folded := fold(number):
            yield Sort.NUMBER, folded[:64]
    for name in (place.name, *place.aliases):
        yield from _of_name(name)
    if place.chain:
        yield Sort.NAME, fold(place.chain)[:LONGEST]


def _of_name(name: str) -> Iterator[Key]:
    folded = fold(name)
    if not folded:
        return
    yield Sort.NAME, folded[:LONGEST]
    yield from ((Sort.GRAM, pair) for pair in pairs(folded))
    syllables = pinyin(folded)
    if any(whole_names.is_wide(letter) for letter in folded):
        for n in range(min(len(syllables), LONGEST)):
            yield Sort.PINYIN, "".join(syllables[n:])[:PINYIN]
            yield Sort.INITIALS, "".join(one[0] for one in syllables[n:])[:INITIALS]


def pairs(folded: str) -> list[str]:
    """Each letter of a folded text with the one behind it, the last with a mark; each pair once."""
    marked = folded[:MOST_PAIRS] + END
    return list(dict.fromkeys(marked[n : n + 2] for n in range(len(marked) - 1)))


@lru_cache(maxsize=4096)
def pinyin(folded: str) -> tuple[str, ...]:
    """A syllable for each Chinese character, without tones; any other letter stands for itself."""
    from pypinyin import lazy_pinyin  # tens of thousands of characters, which no start needs

    found = [one for one in lazy_pinyin(folded, errors=_each, v_to_u=False) if one]
    return tuple(part.replace("ü", "v") for part in found)


def _each(letters: str) -> Any:
    """What is no Chinese, letter by letter."""
    return list(letters)


def in_text(text: str, most: int) -> list[str]:
    """The folded pieces of the first *most* letters of *text* that a name may be: from where a word can begin."""
    letters = [(small, _starts(text, n)) for n, letter in enumerate(text[:most]) for small in fold(letter)]
    folded, starts = "".join(letter for letter, _ in letters), [n for n, (_, begins) in enumerate(letters) if begins]
    found = (folded[n : n + length] for n in starts for length in range(1, min(LONGEST, len(folded) - n) + 1))
    return list(dict.fromkeys(found))


def _starts(text: str, n: int) -> bool:
    """Whether a word can begin at *n*: anywhere in Chinese, else behind what is no letter."""
    before = text[n - 1 : n]
    return whole_names.is_wide(text[n]) or not before.isalnum() or whole_names.is_wide(before)
