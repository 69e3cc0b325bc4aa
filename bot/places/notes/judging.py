"""Facts for safety, and nothing else: words that judge somebody are found, so that what happened is said instead."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from bot.places.notes.notes import MOST_GROUND, MOST_TEXT
from bot.values import texts
from bot.values.refused import Refused

DATA = Path(__file__).parent / "judgements.yaml"

LEAST = 2
"""Letters below which a text says nothing."""


@cache
def _words() -> re.Pattern[str]:
    """All of them; what only sounds like one stands before it, and is no group."""
    found = yaml.safe_load(DATA.read_text(encoding="utf8"))
    zh, plain_zh, en, plain_en = (_either(found[name]) for name in ("zh", "plain_zh", "en", "plain_en"))
    return re.compile(rf"{plain_zh}|\b{plain_en}s?\b|({zh}|\b{en}s?\b)", re.IGNORECASE)


def _either(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def judgement(text: str) -> str:
    """The first words in *text* that judge somebody; empty where there are none."""
    return next((one[1] for one in _words().finditer(text) if one[1]), "")


def fact(text: str) -> str:
    """What a note says, on one line; Refused for what is none, too long, or judges somebody."""
    return _taken(text, MOST_TEXT, "text")


def ground(text: str) -> str:
    """What it rests on, likewise."""
    return _taken(text, MOST_GROUND, "ground")


def _taken(text: str, most: int, what: str) -> str:
    said = texts.line(text).strip()
    if len(said) < LEAST:
        raise Refused(f"place-note-wants-{what}")
    if len(said) > most:
        raise Refused("place-note-too-long", most=most, letters=len(said))
    if words := judgement(said):
        raise Refused("place-note-judges", words=words)
    return said
