"""Where a text speaks of somebody by their name, and where the same signs are a part of another's. Pure.

What is taken out of others' sentences never comes back, so that in doubt a name stays: it is of the one who goes where
nothing beside it can belong to a longer name. A copy that stays in somebody else's sentence says little; a stranger's
name that lost a sign, or a road that did, is wrong for ever.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from bot.values import whole_names

SHORTEST = 2
"""A name of fewer letters is found as a whole text only: 王 stands in everything that is called 王."""

_BESIDE = SHORTEST
"""A Chinese name of so many signs may be the given name of another (小明 of 王小明), or the beginning (王伟 of 王伟强).

Longer ones are whole names: there a surname goes before."""

_BEFORE = frozenset("找问让给对和跟与被把由是叫请向同及或在说的了替为派")
"""Signs that stand before a name and are hardly ever a part of it, nor of what a road is called."""

_AFTER = frozenset("说的在是和跟与也都就已没不了被把给对报问让叫将会能要")
"""The same behind it."""

_NARROW = r"[^\W\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
"""A letter or digit of a writing that puts spaces between words."""

_ANOTHER_BEFORE = re.compile(r"[A-Z\u00c0-\u00de][\w'’-]+ $")
_ANOTHER_BEHIND = re.compile(r" [A-Z\u00c0-\u00de][\w'’-]+")
"""Somebody's other name beside a single word."""


def without(said: str, name: str, put: str, longer: Collection[str] = ()) -> str:
    """*said* with *put* where it speaks of who is called *name*; *longer* are names of others in which it stands."""
    if name not in said or sum(one.isalpha() for one in name) < SHORTEST:
        return said
    return _found(name).sub(lambda at: put if _is_theirs(said, at.start(), name, longer) else name, said)


@lru_cache(maxsize=100)
def _found(name: str) -> re.Pattern[str]:
    """Beside writing that puts spaces between words a name has a border, Chinese has none to see."""
    begins = f"(?<!{_NARROW})" if _is_narrow(name[0]) else ""
    ends = f"(?!{_NARROW})" if _is_narrow(name[-1]) else ""
    return re.compile(begins + re.escape(name) + ends)


def _is_narrow(letter: str) -> bool:
    return letter.isalnum() and not whole_names.is_wide(letter)


def _is_theirs(said: str, at: int, name: str, longer: Collection[str]) -> bool:
    before, behind = said[:at], said[at + len(name) :]
    if any(_stands_around(said, at, name, one) for one in longer):
        return False
    if all(whole_names.is_wide(one) for one in name) and len(name) <= _BESIDE:
        return _is_apart(before[-1:], _BEFORE) and _is_apart(behind[:1], _AFTER)
    if _is_narrow(name[0]) and " " not in name:
        return not (_ANOTHER_BEFORE.search(before) or _ANOTHER_BEHIND.match(behind))
    return True


def _is_apart(sign: str, known: Collection[str]) -> bool:
    return not sign or not whole_names.is_wide(sign) or sign in known


def _stands_around(said: str, at: int, name: str, longer: str) -> bool:
    """Whether it is within *longer* that *name* stands there."""
    within = longer.find(name)
    while within >= 0:
        if at >= within and said.startswith(longer, at - within):
            return True
        within = longer.find(name, within + 1)
    return False
