"""Finding items of the handbook by what people say: codes, names, everyday words, categories, laws."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.handbook import index
from bot.handbook.index import Index
from bot.handbook.model import Handbook, Item

CLEAR = 12.0
"""So far ahead of the second, the first is meant."""

NEAR = 76.0
"""From this likeness (0 to 100) on a whole text is a wording with typing mistakes."""

ENOUGH = 9.0
"""What scores less was not meant."""

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
    by_code = kept.codes.get(index.short(text))
    if by_code is not None:
        return [Found(by_code, 100.0, Why.CODE)][:limit]
    said = index.plain(text)
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
    """The item that *text* speaks of: the longest wording in it wins; None where none or two fit alike.

    Of several that fit alike a critical one wins, the first of them: somebody may be in danger.
    """
    kept, said = index.of(book), index.plain(text)
    contained = list(kept.contained(said))
    longest = max((len(wording) for wording, _ in contained), default=0)
    alike = {n for wording, items in contained if len(wording) == longest for n in items}
    gravest = [n for n in sorted(alike) if kept.items[n].severity == "critical"]
    only = gravest[:1] if gravest else sorted(alike) if len(alike) == 1 else []
    return kept.items[only[0]] if only else None


def named(book: Handbook, text: str) -> Item | None:
    """An item that a new case can be about, by code, exact name, or words."""
    kept = index.of(book)
    found = kept.codes.get(index.short(text))
    if found is None:
        called = kept.names.get(index.plain(text), [])
        return kept.items[called[0]] if len(called) == 1 else recognise(book, text)
    return None if found.retired else found


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
    like = kept.likeness(said)
    covered: dict[int, set[int]] = defaultdict(set)
    stemmed = index.stems(said)
    for wording, items in kept.contained(said):
        within = stemmed if wording.isascii() else said
        at = within.find(wording)
        for n in items:
            covered[n] |= set(range(at, at + len(wording)))
    for n, letters in covered.items():
        yield n, 40.0 + 20.0 * len(letters) / len(said) + 30.0 * like.get(n, 0.0), Why.WORDS
    for likeness, items in kept.near(said, NEAR):
        yield from ((n, 0.9 * likeness, Why.TYPING) for n in items)
    yield from ((n, 80.0 * share, Why.LIKE) for n, share in like.items())
