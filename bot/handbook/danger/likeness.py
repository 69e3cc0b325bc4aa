"""How much a text reads like examples of danger: the log odds of its stretches of letters, added up.

Naive Bayes with add-one counts, each stretch once a text; classes of words (a person, a weapon, water) are
stretches too, so that what is said of one person counts for others. A score above 0 reads like danger, below like
everyday matters. It is learned in a fraction of a second and tells by which words.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable

from bot.handbook.danger import rules as danger_rules

_BARE = re.compile(r"[\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
LONGEST_HAN = 3
"""Chinese is taken in stretches of up to so many letters; English in words and pairs of them."""

SMOOTH = 1.0

STEM = 4
"""Longer English words count by so many first letters too: *bleeds* as *bleeding*."""


def stretches(plain: str) -> set[str]:
    """What a plain text is compared by."""
    bare = _BARE.sub(" ", plain)
    found: set[str] = set()
    for run in _HAN.findall(bare):
        for size in range(1, LONGEST_HAN + 1):
            found.update(run[at : at + size] for at in range(len(run) - size + 1))
    words = _HAN.sub(" ", bare).split()
    found.update(words)
    found.update(f"{word[:STEM]}~" for word in words if len(word) > STEM)
    found |= danger_rules.marks(plain)
    found.update(f"{one} {other}" for one, other in itertools.pairwise(words))
    return found


class Likeness:
    """Learned from examples of danger and of everyday matters, plain."""

    def __init__(self, grave: Iterable[str], harmless: Iterable[str]) -> None:
        for_it, against = _counted(grave), _counted(harmless)
        all_for, all_against = sum(for_it.values()) or 1, sum(against.values()) or 1
        self._odds = {
            one: math.log((for_it[one] + SMOOTH) / all_for) - math.log((against[one] + SMOOTH) / all_against)
            for one in for_it.keys() | against.keys()
        }

    def score(self, plain: str) -> float:
        """The log odds of a text by the root of how many stretches it has; 0 where nothing of it is known."""
        found = stretches(plain)
        return sum(self._odds.get(one, 0.0) for one in found) / math.sqrt(len(found) or 1)

    def words(self, plain: str, most: int = 3) -> tuple[str, ...]:
        """The stretches that speak most for danger."""
        found: list[str] = []
        ranked = sorted(
            ((self._odds.get(one, 0.0), len(one), one) for one in stretches(plain) if one in plain), reverse=True
        )
        for odds, _, one in ranked:
            if odds > 0 and len(found) < most and not any(one in other or other in one for other in found):
                found.append(one)
        return tuple(found)


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(one for text in texts for one in stretches(text))
