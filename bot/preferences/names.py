"""What captains write in ``/limits``: every name and value by its code and by the words of each language."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from bot.handbook.model import SEVERITIES
from bot.incidents import at_door
from bot.incidents import limits as incidents_limits
from bot.outbox import quiet
from bot.values import spoken_time
from bot.words import Words
from bot.work.answer import listed

DEFAULT = "default"
"""The word that takes a setting away."""

WAYS = ("send", "suggest")
"""The nearest team is sent, or a captain taps one of three."""

SETTINGS = ("dispatch", "language", "report", "quiet", "wall", "label", *at_door.BOUNDS)
"""What a captain may set besides limits."""

VALUES = (DEFAULT, *WAYS, *quiet.CHOICES, "zh", "en")
"""Values that are words."""


def dashed(name: str) -> str:
    """A name as the keys of the words have it."""
    return name.replace("_", "-")


@cache
def _written(beginnings: tuple[str, ...], codes: tuple[str, ...]) -> dict[str, str]:
    """Codes by what may be written for them: the words of these keys in every language, which commas part."""
    words, found = Words(), {code: code for code in codes}
    for language in words.languages:
        for code in codes:
            said = [words.say(language, f"{begin}-{dashed(code)}") for begin in beginnings]
            found |= {one.strip().lower(): code for text in said for one in text.split(",")}
    return found


def name(word: str) -> str | None:
    """The limit or setting that *word* names in either language; None where there is none of that name."""
    named = _written(("limit-name", "limit-also"), (*incidents_limits.NAMES, *SETTINGS))
    return named.get(word.lower())


def value(word: str) -> str:
    """The code of a value that is a word, such as ``default``; anything else as it was written, in small letters."""
    return _written(("limit-value",), VALUES).get(word.lower(), word.lower())


def severity(word: str) -> str | None:
    """The severity that *word* names in either language."""
    return _written(("severity",), SEVERITIES).get(word.lower())


def parted(text: str) -> list[str]:
    """The words of *text*; a name with its length right behind it, as Chinese is written, counts as two."""
    words: list[str] = []
    for word in text.split():
        at = next((i for i, letter in enumerate(word) if letter.isdecimal()), 0)
        words += [word[:at], word[at:]] if at and name(word[:at]) else [word]
    return words


def before_a_value(words: Sequence[str]) -> str | None:
    """The word that stands where a limit's name is wanted, before a length or ``default``; None without either."""
    for at in range(1, len(words)):
        length, rest = spoken_time.duration(" ".join(words[at:]))
        if (length is not None and not rest) or value(words[at]) == DEFAULT:
            return words[at - 1]
    return None


def known() -> Any:
    """All names as they are written, as a fact of the words."""
    return listed({"word": f"limit-name-{dashed(one)}"} for one in (*incidents_limits.NAMES, *SETTINGS))
