"""Texts of people in tables of office programs: none of them is calculated, and each can be read back. Pure."""

import unicodedata

from bot.values import texts

FORMULAS = frozenset("=+-@|%")
"""What a cell begins with that a program calculates, or hands to another one; also as wide or small signs."""

_MARKS = frozenset("'\t\n")


def guarded(text: str) -> str:
    """*text* with an apostrophe before it, where a program would calculate it; after an apostrophe comes a second.

    Blanks and letters that nobody sees do not count: programs leave some of them out. Taking one apostrophe off from
    whatever begins with one gives back what was written.
    """
    begin = unicodedata.normalize("NFKC", texts.plain(text).lstrip()[:1])
    return f"'{text}" if begin in FORMULAS or text[:1] in _MARKS else text


def bare(text: str) -> str:
    """*text* without the apostrophe that :func:`guarded` put before it, if it did."""
    return text[1:] if text[:1] == "'" and guarded(text[1:]) == text else text
