"""Words that mean much the same: who says *moped* and who says 小电驴 speak of one kind of thing.

So what was learned with one of them holds for the others, in both languages. The words are in ``alike.yaml``.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

import yaml

from bot.handbook.stems import stems

LONGEST = 3
"""Words of an English expression at most."""


def kinds(text: str) -> set[str]:
    """The kinds of things that plain *text* names."""
    chinese, english = _words()
    words = stems(text).split()
    said = (" ".join(words[at : at + size]) for size in range(1, LONGEST + 1) for at in range(len(words) - size + 1))
    found = [english[one] for one in said if one in english]
    found += [] if text.isascii() else [of for word, of in chinese.items() if word in text]
    return {kind for of in found for kind in of}


@cache
def _words() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The kinds by Chinese words, and by English ones without their endings."""
    chinese: dict[str, set[str]] = defaultdict(set)
    english: dict[str, set[str]] = defaultdict(set)
    everything = yaml.safe_load(Path(__file__).with_name("alike.yaml").read_text(encoding="utf8"))
    for kind, words in everything.items():
        for word in words["zh"]:
            chinese[word].add(kind)
        for word in words["en"]:
            english[stems(word.replace("-", " "))].add(kind)
    return chinese, english
