"""Buttons under messages about places: ``place:DISTRICT.0:VERB:CHOICE``, whatever letters a code has. Pure."""

from collections.abc import Iterable
from functools import cache
from typing import Any
from unicodedata import east_asian_width

from bot.outbox.letters import Button, Rows
from bot.places import codes
from bot.words import Words
from bot.work.work import Work

MOST = 64
"""Bytes that a button may hold; what is longer has none, and is reached by ``/place CODE``."""

THREE = 12
"""So wide is the label of a button, in Latin letters, that has two others beside it and is read whole."""

packed, unpacked = codes.packed, codes.unpacked


def button(work: Work, key: str, verb: str, choice: str = "", **facts: Any) -> Button:
    """One that sends *verb* and *choice* back."""
    data = f"place:{work.district.id}.0:{verb}"
    return Button(key, f"{data}:{choice}" if choice else data, facts)


def fitting(rows: Iterable[Iterable[Button]]) -> Rows:
    """Rows without buttons that are too long, and without empty rows."""
    kept = (tuple(one for one in row if one.data.isascii() and len(one.data) <= MOST) for row in rows)
    return tuple(row for row in kept if row)


def as_wide(work: Work, buttons: Iterable[Button]) -> list[tuple[Button, ...]]:
    """As many beside each other as a phone shows whole, in the words of whoever reads them: three, else two."""
    each, language = list(buttons), work.who.language or work.district.language
    return in_rows(each, across([_words().say(language, one.key, **one.facts) for one in each]))


def across(labels: Iterable[str]) -> int:
    """How many buttons stand beside each other so that the widest is read whole; a Chinese letter is as wide as two."""
    wide = max((sum(2 if east_asian_width(letter) in "WF" else 1 for letter in label) for label in labels), default=0)
    return 3 if wide <= THREE else 2


def says(text: str, key: str, **facts: Any) -> bool:
    """Whether somebody wrote what stands on a key below the chat, in either language."""
    return text.strip() in {_words().say(language, key, **facts) for language in _words().languages}


@cache
def _words() -> Words:
    return Words()


def in_rows(buttons: Iterable[Button], wide: int) -> list[tuple[Button, ...]]:
    """So many beside each other."""
    each = list(buttons)
    return [tuple(each[n : n + wide]) for n in range(0, len(each), wide)]
