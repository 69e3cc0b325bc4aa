"""Finding items of the handbook by what people say: codes, names, everyday words, categories, laws."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.handbook import alike, index
from bot.handbook.book import Handbook
from bot.handbook.index import Evidence, Index
from bot.handbook.model import Item
from bot.values import texts

MOST = 400
"""Letters of a question to the handbook that are read; more is a tale, and takes time."""

CLEAR = 12.0
"""So far ahead of the second, the first is meant."""

NEAR = 80.0
"""From this likeness (0 to 100) on a whole text is a wording with typing mistakes."""

ENOUGH = 9.0
"""What scores less was not meant."""

BORNE_OUT = 0.8
"""What speaks for the item of a wording, of what speaks for the first, where the wording may decide."""

LIKE, WORDED = 80.0, 10.0
"""What is given for all that was said speaking for an item, and on top for everyday wordings that make up all of it."""

BESIDE = 0.8
"""What speaks for an item no more than this much of what speaks for none of them is beside the point."""

SHARE, LEAD = 0.4, 0.05
"""What speaks for an item, of all that could, and how far before the next one, where it is meant without doubt."""

MUCH, DOUBT = 18.0, 0.6
"""By how much more speaks for it than for none, and how much may speak for none beside it."""

EXACT, SURELY = 90.0, 60.0
"""Where something is just what was said, what scores less than the second is left out."""

LEAST_OF_A_LAW = 3
"""Letters of a law's name below which it is not looked for inside others."""


class Why(StrEnum):
    """By what an item was found."""

    CODE = "code"
    NAME = "name"
    WORDS = "words"
    TYPING = "typing"
    LIKE = "like"
    CATEGORY = "category"
    LAW = "law"


@dataclass(frozen=True)
class Found:
    """One item that fits, how well (0 to 100), and by what."""

    item: Item
    score: float
    why: Why


def search(book: Handbook, text: str, limit: int = 10) -> list[Found]:
    """The items that *text* may mean, best first, at most *limit*; none where nothing fits.

    A retired item is found by its code alone.
    """
    kept = index.of(book)
    text = text[:MOST]
    by_code = kept.codes.get(index.short(text))
    if by_code is not None:
        return [Found(by_code, 100.0, Why.CODE)][:limit]
    said = texts.compared(text)
    if not said:
        return []
    best: dict[int, tuple[float, Why]] = {}
    for n, score, why in (*_called(kept, said), *_worded(kept, said)):
        if score >= ENOUGH and score > best.get(n, (0.0, why))[0]:
            best[n] = (score, why)
    least = SURELY if max((score for score, _ in best.values()), default=0.0) >= EXACT else 0.0
    ranked = sorted(best.items(), key=lambda one: (-one[1][0], one[0]))
    return [Found(kept.items[n], score, why) for n, (score, why) in ranked[:limit] if score >= least]


def clear(found: Sequence[Found]) -> Item | None:
    """The item that is meant without doubt, where one is."""
    if not found or (len(found) > 1 and found[0].score - found[1].score < CLEAR):
        return None
    return found[0].item


def recognise(book: Handbook, text: str) -> Item | None:
    """The item that *text* speaks of; None in doubt.

    That is the one that all of it together speaks for, where that is much, and more than for any other or for none;
    else the one that the longest wording in it belongs to, where the rest bears that out. Of several that fit alike a
    critical one wins, the first of them: somebody may be in danger.
    """
    kept, said = index.of(book), texts.compared(text)
    evidence = kept.evidence(said)
    ranked = sorted(((spoken, n) for n, spoken in evidence.items.items()), reverse=True)
    contained = list(kept.contained(said))
    longest = max((len(wording) for wording, _ in contained), default=0)
    alike = {n for wording, items in contained if len(wording) == longest for n in items}
    gravest = [n for n in sorted(alike) if kept.items[n].severity == "critical"]
    if gravest:
        return kept.items[gravest[0]]
    if ranked and _is_meant(ranked, evidence):
        return kept.items[ranked[0][1]]
    said_so = [n for n in alike if evidence.items.get(n, 0.0) >= BORNE_OUT * ranked[0][0]]
    return kept.items[said_so[0]] if len(alike) == len(said_so) == 1 else None


def _is_meant(ranked: Sequence[tuple[float, int]], evidence: Evidence) -> bool:
    """Whether the evidence is clearly for the first of *ranked*."""
    spoken, _ = ranked[0]
    lead = spoken - (ranked[1][0] if len(ranked) > 1 else 0.0)
    for_it = spoken >= SHARE * evidence.most and lead >= LEAD * evidence.most
    for_something = spoken - evidence.nothing >= MUCH and evidence.nothing <= DOUBT * spoken
    return for_it and for_something


def named(book: Handbook, text: str) -> Item | None:
    """An item that a new case can be about, by code, exact name, or words."""
    kept = index.of(book)
    found = kept.codes.get(index.short(text))
    if found is None:
        called = kept.names.get(texts.compared(text), [])
        return kept.items[called[0]] if len(called) == 1 else recognise(book, text)
    return None if found.retired else found


def exactly(book: Handbook, text: str) -> Item | None:
    """The item whose code, name or everyday wording *text* is as a whole, where it is one item's alone."""
    kept, said = index.of(book), texts.compared(text)
    by_code = kept.codes.get(index.short(text))
    meant = kept.names.get(said) or kept.wordings.get(said) or []
    return by_code or (kept.items[meant[0]] if len(meant) == 1 else None)


def _called(kept: Index, said: str) -> Iterable[tuple[int, float, Why]]:
    """Items whose name, category or law *said* is."""
    yield from ((n, 98.0, Why.NAME) for n in kept.names.get(said, []))
    yield from ((n, 90.0, Why.CATEGORY) for n in kept.categories.get(said, []))
    for law, items in kept.laws.items():
        if law == said:
            yield from ((n, 92.0, Why.LAW) for n in items)
        elif _is_of_a_law(law, said):
            yield from ((n, 60.0, Why.LAW) for n in items)


def _is_of_a_law(law: str, said: str) -> bool:
    """A law's name with its article, or a good part of it: 消防法第十六条, Fire Protection."""
    if len(law) < LEAST_OF_A_LAW or len(said) < LEAST_OF_A_LAW:
        return False
    if law.isascii():
        return f" {law} " in f" {said} " or (" " in said and f" {said} " in f" {law} ")
    return law in said or (len(said) > LEAST_OF_A_LAW and said in law)


def _worded(kept: Index, said: str) -> Iterable[tuple[int, float, Why]]:
    """Items by everyday words: the same, contained, with typing mistakes, alike."""
    yield from ((n, 94.0, Why.WORDS) for n in kept.wordings.get(said, []))
    evidence = kept.evidence(said)
    like = {n: one for n, one in evidence.likeness.items() if evidence.items[n] > BESIDE * evidence.nothing}
    covered: dict[int, set[int]] = defaultdict(set)
    stemmed = alike.stems(said)
    for wording, items in kept.contained(said):
        within = stemmed if wording.isascii() else said
        at = within.find(wording)
        for n in items:
            covered[n] |= set(range(at, at + len(wording)))
    for n, letters in covered.items():
        yield n, LIKE * like.get(n, 0.0) + WORDED * len(letters) / len(said), Why.WORDS
    for likeness, items in kept.near(said, NEAR):
        yield from ((n, 0.9 * likeness, Why.TYPING) for n in items)
    yield from ((n, LIKE * share, Why.LIKE) for n, share in like.items())
