"""Finding places: what a text names, what somebody looks for, what is near. Always over a few candidates."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz import fuzz

from bot.places import in_texts, keys
from bot.places import register as places_register
from bot.places.in_texts import Named
from bot.places.register import PLACES, Asked, Near, Place, Sort
from bot.values import geo
from bot.values.geo import Point
from bot.work.ports import Tx

MOST_LETTERS = 200
"""Letters of a text in which a name is looked for."""

MOST_ALIKE_LETTERS = 48
"""Letters of a text in which a name with a mistake is looked for."""

MOST_NAMED = 20
"""Places of one name, the shops of a chain, that are looked at: those whose street is named, then the nearest."""

MOST_ALIKE = 100
"""Places that are held against what somebody wrote, from each way of looking."""

AROUND_M, MOST_AROUND = 500.0, 30
"""How far around who looks, and how many there, are looked at first."""

CODE = 64
"""Letters of the longest code."""

FOUND = 50
"""So many are found at most; who wants another says more of it."""

EXACT, BEGINNING, WORD, PART, SOUND, MISTAKE = 100.0, 95.0, 92.0, 90.0, 84.0, 80.0
"""How well a name fits that is the same, begins so, has a word that does, holds it, sounds so; and the most that one
with a mistake does."""

ENOUGH = 53.0
"""From this score (of 100) on a name is alike."""


# --- what a text names


async def named(tx: Tx, district_id: int, text: str, here: Point | None = None) -> Named | None:
    """The place that *text* names, and the rest of the text; see :func:`bot.places.in_texts.find_in`.

    Of a long text the first 200 letters are looked at. Of the many shops of a chain those come along whose street is
    named, and the nearest to *here*. A place that was merged leads to the one that it is now; others that are gone are
    named by nobody.
    """
    register, asked = tx[PLACES], Asked(here, text[:MOST_LETTERS])
    pieces = await register.known(district_id, Sort.NAME, keys.in_text(text, MOST_LETTERS))
    whole = await register.keyed(district_id, Sort.NAME, pieces, MOST_NAMED, asked) if pieces else []
    whole += await register.of(district_id, _codes(text[:MOST_LETTERS]))
    found = in_texts.find_in(text, _leading(whole))
    if found is None:
        pairs = keys.pairs(keys.fold(text[:MOST_ALIKE_LETTERS]))
        found = in_texts.find_in(text, _leading(await register.alike(district_id, pairs, MOST_ALIKE, asked)))
    return await _meant(tx, district_id, found) if found else None


async def nowhere(tx: Tx, district_id: int, text: str) -> Place | None:
    """The place that *text* names by its whole name, where it lies nobody knows where and no other is called so."""
    register = tx[PLACES]
    pieces = await register.known(district_id, Sort.NAME, keys.in_text(text, MOST_LETTERS))
    if not pieces:
        return None
    there = [one for one in await register.keyed(district_id, Sort.NAME, pieces, MOST_NAMED) if one.is_there]
    found = in_texts.find_in(text, there) if any(one.point is None for one in there) else None
    return found.places[0] if found and len(found.places) == 1 and found.places[0].point is None else None


def _codes(text: str) -> set[str]:
    """The words of a text that may be a code, in capitals too: people write those in small letters."""
    said = {word for word in in_texts.codes(text) if len(word) <= CODE and word.isprintable()}
    return said | {word.upper() for word in said if in_texts.is_no_word(word)}


def _leading(found: Iterable[Place]) -> list[Place]:
    """Each once, by code, without those that are gone and lead nowhere."""
    each = {place.code: place for place in found if place.is_there or place.into}
    return [each[code] for code in sorted(each)]


async def _meant(tx: Tx, district_id: int, found: Named) -> Named | None:
    """What is there now, for those that were merged; None where that is nothing."""
    there = {}
    for place in found.places:
        now = await places_register.today(tx, district_id, place)
        if now.is_there:
            there[now.code] = now
    return Named(tuple(there.values()), found.rest) if there else None


# --- what somebody looks for


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
    said = keys.fold(words[:MOST_LETTERS])[: keys.LONGEST]
    if not said:
        return []
    sure = await _by_number(tx, district_id, words[:MOST_LETTERS])
    heard = await _by_sound(tx, district_id, said, Asked(here)) if said.isascii() else []
    each = {one.code: one for one in (*sure, *heard, *await _by_name(tx, district_id, said, Asked(here)))}
    exact, sound = {one.code for one in sure}, {one.code for one in heard}
    rated = [
        (EXACT if code in exact else score(said, place, heard=code in sound), place) for code, place in each.items()
    ]
    best = sorted((one for one in rated if one[0] >= ENOUGH), key=lambda one: _order(one[0], one[1], here))
    return [Found(place, score, Near.known(place, here) if here else None) for score, place in best[:FOUND]]


async def _by_number(tx: Tx, district_id: int, words: str) -> list[Place]:
    """By code, licence or credit code, or its number in another system."""
    code, register = words.strip(), tx[PLACES]
    found: list[Place] = []
    if len(code) <= CODE and code.isprintable():
        found += await register.of(district_id, {code, code.upper()})
        found += await register.keyed(district_id, Sort.CODE, [code.lower()], FOUND)
    number = keys.fold(words)[:CODE]
    if any(letter.isdigit() for letter in number):
        found += await register.keyed(district_id, Sort.NUMBER, [number], FOUND)
    return found


async def _by_name(tx: Tx, district_id: int, said: str, asked: Asked) -> list[Place]:
    """By a name that begins so, holds it, or is alike; those around who looks among them."""
    register = tx[PLACES]
    found = await register.beginning(district_id, Sort.NAME, said, MOST_ALIKE, asked)
    if asked.here is not None:
        found += [one.place for one in await register.near(district_id, asked.here, AROUND_M, MOST_AROUND)]
    if len(said) == 1:
        return found + await register.beginning(district_id, Sort.GRAM, said, MOST_ALIKE, asked)
    return found + await register.alike(district_id, _within(said), MOST_ALIKE, asked)


def _within(said: str) -> Collection[str]:
    """The pairs of a name's part: what ends here may go on there."""
    return [pair for pair in keys.pairs(said) if not pair.endswith(keys.END)]


async def _by_sound(tx: Tx, district_id: int, said: str, asked: Asked) -> list[Place]:
    """By pinyin and by initials, from any character on."""
    found: list[Place] = []
    for sort, longest in ((Sort.PINYIN, keys.PINYIN), (Sort.INITIALS, keys.INITIALS)):
        found += await tx[PLACES].beginning(district_id, sort, said[:longest], MOST_ALIKE, asked)
    return found


def _order(score: float, place: Place, here: Point | None) -> tuple[bool, float, float, str]:
    """The best first; of equal ones the nearest, or, where nobody knows, the one whose name says least else."""
    away = math.inf if place.point is None or here is None else geo.chord(place.point, here)
    beside = away if here else float(len(place.name))
    return not place.is_there, -score, beside, place.code


def score(said: str, place: Place, *, heard: bool = False) -> float:
    """How well a place fits folded words (0 to 100): its best name counts; *heard*: one of them sounds so somewhere."""
    return max((_of_name(said, name, heard=heard) for name in in_texts.names(place)), default=0.0)


def _of_name(said: str, name: str, *, heard: bool) -> float:
    found = _score(said, keys.fold(name), heard=heard)
    begins = found == PART and any(keys.fold(word).startswith(said) for word in name.split())
    return WORD if begins else found


def likeness(said: str, place: Place) -> float:
    """How alike folded words and the best of a place's names are as written (0 to 100); a part is very alike."""
    return max((_likeness(said, keys.fold(name)) for name in in_texts.names(place)), default=0.0)


def _likeness(said: str, name: str) -> float:
    is_part = min(len(said), len(name)) > 1 and (said in name or name in said)
    return PART if is_part and said != name else float(fuzz.ratio(said, name))


def _score(said: str, name: str, *, heard: bool) -> float:
    if said == name:
        return EXACT
    if name.startswith(said):
        return BEGINNING
    if said in name:
        return PART
    if said.isascii() and not name.isascii():
        return max(_sounds(said, [keys.syllable(letter) for letter in name]), SOUND if heard else 0.0)
    within = fuzz.partial_ratio(said, name) if len(said) < len(name) else 0.0
    return MISTAKE / 100 * max(within, fuzz.ratio(said, name))


def _sounds(said: str, syllables: Sequence[str]) -> float:
    """By pinyin or initials: all of the name, its beginning, from some character on; whole syllables before parts."""
    for sounds in (syllables, [one[0] for one in syllables]):
        begun = list(accumulate(sounds))
        if begun and begun[-1] == said:
            return SOUND + 4
        if said in begun:
            return SOUND + 3
        if begun and begun[-1].startswith(said):
            return SOUND + 2
    within = (accumulate(syllables[n:]) for n in range(1, len(syllables)))
    return SOUND + 1 if any(said in begun for begun in within) else 0.0
