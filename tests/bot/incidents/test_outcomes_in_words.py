"""Outcomes as people write them: the codes, the labels that the bot shows, and everyday words."""

import pytest

from bot.incidents.table import OUTCOMES
from bot.values import plain_words
from bot.words import Words

SHOWN = [(code, Words().say(language, f"outcome-{code}")) for code in OUTCOMES for language in ("zh", "en")]


@pytest.mark.parametrize(("code", "label"), [*SHOWN, *((code, code) for code in OUTCOMES)])
def test_what_is_shown_is_understood(code: str, label: str) -> None:
    """Every label in both languages, alone and with a note behind it."""
    assert plain_words.outcome(label) == (code, "")
    assert plain_words.outcome(f"{label} 车已拖走") == (code, "车已拖走")


@pytest.mark.parametrize("note", ["", "胡说", "fixedly", "已拖走", "no outcome at all"])
def test_other_words_are_a_note(note: str) -> None:
    """And stay as they were."""
    assert plain_words.outcome(note) == (None, note)
