"""What may be meant, to choose from: what the words speak for, before what is likely here anyway. Pure.

Words that leave no doubt are recognised (:func:`bot.handbook.search.recognise`) and nothing is asked.
"""

from collections.abc import Mapping, Sequence

from bot.handbook import index, search
from bot.handbook.book import Handbook
from bot.handbook.index import Evidence
from bot.handbook.model import Item
from bot.values import texts

MOST = 8
"""So many are offered where the words leave it open."""

ENOUGH = 9.0
"""By how much more the words speak for the first than for none, where one or two guesses are enough."""

NEARLY = 0.6
"""Of what speaks for the first."""

AHEAD = {1: 0.35, 2: 0.2}
"""How far ahead of the next so many guesses are, of all that the words could speak for one, to stand alone."""


def offered(book: Handbook, words: str, counts: Mapping[str, int]) -> tuple[Item, ...]:
    """The items to choose from, likeliest first: one or two where *words* strongly suggest them.

    Else at most :data:`MOST`, those that the words speak for before the ones reported most often by *counts*.
    """
    kept = index.of(book)
    evidence = kept.evidence(texts.compared(words[: search.MOST]))
    ranked = candidates(evidence)
    guesses = [kept.items[n] for n, _ in ranked if not kept.items[n].retired]
    few = _few(evidence, [spoken for _, spoken in ranked])
    if few:
        return tuple(guesses[:few])
    theirs = {item.code for item in guesses}
    rest = [item for item in book.likeliest(counts, MOST + len(theirs)) if item.code not in theirs]
    return (*guesses[:MOST], *rest)[:MOST]


def candidates(evidence: Evidence) -> list[tuple[int, float]]:
    """Items, by their number, that the words speak for nearly as much as for the first, and more than for none."""
    least = max(evidence.nothing, NEARLY * max(evidence.items.values(), default=0.0))
    return sorted(((n, s) for n, s in evidence.items.items() if s > least), key=lambda one: (-one[1], one[0]))


def _few(evidence: Evidence, spoken: Sequence[float]) -> int:
    """How many guesses are enough; 0 where the words leave it open."""
    if not spoken or spoken[0] - evidence.nothing < ENOUGH:
        return 0
    for few in (2, 1):
        following = spoken[few] if len(spoken) > few else 0.0
        if len(spoken) >= few and spoken[few - 1] - following >= AHEAD[few] * evidence.most:
            return few
    return 0
