"""Finding places: what a text names, what somebody looks for, what is near. Always over a few candidates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.places import in_texts, keys
from bot.places.in_texts import Named
from bot.places.register import PLACES, Near, Place, Sort
from bot.values.geo import Point
from bot.work.ports import Tx

MOST_LETTERS = 200
"""Letters of a text in which a name is looked for."""

MOST_NAMED = 500
"""Places of one name, the shops of a chain, that are looked at."""

MOST_ALIKE = 200
"""Places that are held against what somebody wrote."""

KEYS_AT_ONCE = 2000
"""Pieces of a text that are asked for in one statement."""

FOUND = 50
"""So many are found at most; who wants another says more of it."""

ENOUGH = 60.0
"""From this score (of 100) on a name is alike."""


async def named(tx: Tx, district_id: int, text: str) -> Named | None:
    """The place that *text* names, and the rest of the text; see :func:`bot.places.in_texts.find_in`.

    Of a long text the first 200 letters are looked at; places that are gone are named by nobody.
    """
    pieces = keys.in_text(text, MOST_LETTERS)
    exact: list[Place] = []
    for n in range(0, len(pieces), KEYS_AT_ONCE):
        exact += await tx[PLACES].keyed(district_id, Sort.NAME, pieces[n : n + KEYS_AT_ONCE], MOST_NAMED)
    exact += await tx[PLACES].keyed(district_id, Sort.CODE, text[:MOST_LETTERS].split(), MOST_NAMED)
    if found := in_texts.find_in(text, _there(exact)):
        return found
    first = keys.fold(text[: keys.LONGEST])
    return in_texts.find_in(text, _there(await tx[PLACES].alike(district_id, keys.pairs(first), MOST_ALIKE)))


def _there(found: Iterable[Place]) -> list[Place]:
    """Each once, by code, without those that are gone."""
    each = {place.code: place for place in found if place.is_there}
    return [each[code] for code in sorted(each)]


@dataclass(frozen=True)
class Found:
    """A place that somebody may look for: how well it fits (0 to 100), and how far it is where that is known."""

    place: Place
    score: float
    near: Near | None = None


async def search(tx: Tx, district_id: int, words: str, here: Point | None = None) -> list[Found]:
    """The places that *words* may mean, the best first, of equal ones the nearest to *here*; at most 50.

    By code, licence or credit code; by a name or alias, whole, in part or with a mistake; by pinyin and initials.
    """
    said = keys.fold(words)[: keys.LONGEST]
    if not said:
        return []
    register = tx[PLACES]
    found = await register.keyed(district_id, Sort.CODE, {words.strip(), words.strip().lower()}, FOUND)
    found += await register.keyed(district_id, Sort.NUMBER, {said}, FOUND)
    sure = {place.code for place in found}
    found += await register.beginning(district_id, Sort.NAME, said, MOST_ALIKE)
    found += await register.alike(district_id, keys.pairs(said)[:-1] or [said], MOST_ALIKE)
    if said.isascii():
        for sort, longest in ((Sort.PINYIN, keys.PINYIN), (Sort.INITIALS, keys.INITIALS)):
            found += await register.beginning(district_id, sort, said[:longest], MOST_ALIKE)
    each = {place.code: place for place in found}
    rated = [
        Found(place, 100.0 if code in sure else score(said, place), Near.of(place, here) if here else None)
        for code, place in each.items()
    ]
    return sorted((one for one in rated if one.score >= ENOUGH), key=_order)[:FOUND]


def _order(found: Found) -> tuple[bool, float, float, str]:
    metres = found.near.metres if found.near else 0.0
    return not found.place.is_there, -found.score, metres, found.place.code


def score(said: str, place: Place) -> float:
    """How well a place fits folded words (0 to 100): its best name counts."""
    return max((_score(said, keys.fold(name)) for name in (place.name, *place.aliases)), default=0.0)


def _score(said: str, name: str) -> float:
    if said == name:
        return 100.0
    if name.startswith(said):
        return 95.0
    if said in name:
        return 90.0
    if said.isascii() and not name.isascii():
        return max(_by_sound(said, keys.pinyin(name)), fuzz.ratio(said, name))
    return min(89.0, float(fuzz.partial_ratio(said, name) if len(said) < len(name) else fuzz.ratio(said, name)))


def _by_sound(said: str, syllables: Sequence[str]) -> float:
    """Initials or pinyin from some character on."""
    initials, sounds = "".join(one[0] for one in syllables), "".join(syllables)
    if said in {initials, sounds}:
        return 95.0
    if initials.startswith(said) or sounds.startswith(said):
        return 88.0
    within = said in initials or any("".join(syllables[n:]).startswith(said) for n in range(len(syllables)))
    return 80.0 if within else 0.0
