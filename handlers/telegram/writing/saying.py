"""Saying: words of one language for what is written as HTML, with every fact escaped once."""

from collections.abc import Iterable
from typing import Any

from bot.places.naming.landmarks import Landmark
from bot.values import formats
from bot.words import Words
from handlers.telegram.writing import notes


class Say:
    """Words of one language, with every fact escaped once."""

    def __init__(self, words: Words, language: str) -> None:
        self.words = words
        self.language = language

    def __call__(self, key: str, **facts: Any) -> "Raw":
        """The sentence *key*."""
        return Raw(self.words.say(self.language, key, **{k: _safe(v) for k, v in facts.items()}))

    def listed(self, names: Iterable[str]) -> "Raw":
        """Several words one after the other, with the comma of the language; they are escaped already."""
        return Raw(("、" if self.language == "zh" else ", ").join(names))

    def itemised(self, names: Iterable[str]) -> "Raw":
        """The same of names that may have a comma in themselves."""
        return Raw(("；" if self.language == "zh" else "; ").join(names))


class Raw(str):
    """Words that were escaped already."""

    __slots__ = ()


def _safe(value: Any) -> Any:
    return value if isinstance(value, Raw) or not isinstance(value, str) else notes.escape(value)


def near_words(say: Say, near: Landmark, *, alone: bool) -> str:
    """Where something is by the nearest registered place: at it, or how far in which direction of it.

    *alone*: nobody but the one to whom it goes reads it, so that the place has its own name.
    """
    direction, metres = say(f"compass-{near.compass}"), formats.metres(say.language, near.metres)
    return say(near.key, place=near.own if alone else near.name, metres=metres, direction=direction)
