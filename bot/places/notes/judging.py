"""Facts for safety, and nothing else: words that judge somebody are found, so that what happened is said instead."""

import re
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
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    found = yaml.safe_load(DATA.read_text(encoding="utf8"))
    wide = "|".join(map(re.escape, sorted(found["zh"], key=len, reverse=True)))
    latin = "|".join(map(re.escape, sorted(found["en"], key=len, reverse=True)))
    return re.compile(wide), re.compile(rf"\b(?:{latin})s?\b", re.IGNORECASE)


def judgement(text: str) -> str:
    """The first words in *text* that judge somebody; empty where there are none."""
    found = [one for one in (words.search(text) for words in _words()) if one is not None]
    return min(found, key=lambda one: one.start())[0] if found else ""


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
