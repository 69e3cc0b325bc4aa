"""Words that mean much the same: who says *moped* and who says 小电驴 speak of one kind of thing.

So what was learned with one of them holds for the others, in both languages. The words are in ``alike.yaml``. Where one
stands in another, the longer one counts: who meets at the car park speaks of no car.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import yaml

Expressions = dict[str, list[tuple[Sequence[str], set[str]]]]
"""Rows of letters or words and the kinds that each means, by what they begin with, the longest first."""


def kinds(text: str) -> set[str]:
    """The kinds of things that plain *text* names."""
    chinese, english = _words()
    found = _named(english, stems(text).split())
    return found if text.isascii() else found | _named(chinese, text)


def _named(known: Expressions, row: Sequence[str]) -> set[str]:
    """The kinds of the expressions in *row*, none within another."""
    found: set[str] = set()
    past = 0
    for at, begin in enumerate(row):
        if at >= past and begin in known:
            for one, kinds in known[begin]:
                if row[at : at + len(one)] == one:
                    found |= kinds
                    past = at + len(one)
                    break
    return found


@cache
def _words() -> tuple[Expressions, Expressions]:
    """Chinese expressions, and English ones without their endings."""
    chinese: dict[str, set[str]] = defaultdict(set)
    english: dict[str, set[str]] = defaultdict(set)
    everything = yaml.safe_load(Path(__file__).with_name("alike.yaml").read_text(encoding="utf8"))
    for kind, words in everything.items():
        for word in words["zh"]:
            chinese[word].add(kind)
        for word in words["en"]:
            english[stems(word.replace("-", " "))].add(kind)
    return _by_begin(list(chinese.items())), _by_begin([(one.split(), kinds) for one, kinds in english.items()])


def _by_begin(every: Sequence[tuple[Sequence[str], set[str]]]) -> Expressions:
    found: Expressions = defaultdict(list)
    for one, kinds in sorted(every, key=lambda each: -len(each[0])):
        found[one[0]].append((one, kinds))
    return dict(found)


# --- English words without their endings, so that *parked* and *parking* are one

_ENDINGS = ("ing", "ied", "ie", "ed", "e", "y")


@lru_cache(10_000)
def stem(word: str) -> str:
    """An English word without its ending, roughly: ``parked`` and ``parking`` are one, so are one moped and many."""
    if len(word) > 3 and word[-1] == "s" != word[-2]:
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word


def stems(text: str) -> str:
    """Plain *text* with its English words without their endings."""
    return " ".join(stem(word) for word in text.split())
