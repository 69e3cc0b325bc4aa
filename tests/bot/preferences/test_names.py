"""What captains write in /limits, in either language."""

import pytest

from bot.incidents import limits as incidents_limits
from bot.preferences import names
from bot.words import Words

WORDS = Words(strict=True)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("accept", "accept"),
        ("Arrival", "arrive"),
        ("办结", "close"),
        ("晨报", "report"),
        ("remind_every", "remind_every"),
    ],
)
def test_a_limit_is_named_in_either_language(word: str, code: str) -> None:
    """By its code, its name, and what else people call it."""
    assert names.name(word) == code


@pytest.mark.parametrize("language", WORDS.languages)
@pytest.mark.parametrize("code", [*incidents_limits.NAMES, *names.SETTINGS])
def test_every_name_that_is_shown_is_understood(language: str, code: str) -> None:
    """What stands in a list may be copied from it, and no other word means it too."""
    shown = WORDS.say(language, f"limit-name-{names.dashed(code)}")
    also = WORDS.say(language, f"limit-also-{names.dashed(code)}").split(",")
    assert {names.name(word.strip()) for word in (shown, *also)} == {code}


def test_a_word_that_is_no_name() -> None:
    """Values are not names."""
    assert [names.name(word) for word in ("default", "weather", "")] == [None, None, None]


@pytest.mark.parametrize(
    ("word", "code"), [("默认", "default"), ("English", "en"), ("三选一", "suggest"), ("关", "off"), ("5MIN", "5min")]
)
def test_a_value_is_a_word_or_stays_as_written(word: str, code: str) -> None:
    """In small letters."""
    assert names.value(word) == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("接单5分钟 到场10分钟", ["接单", "5分钟", "到场", "10分钟"]),
        ("accept 5min", ["accept", "5min"]),
        ("item7 5min", ["item7", "5min"]),
        ("5min", ["5min"]),
    ],
)
def test_a_length_right_behind_a_name(text: str, words: list[str]) -> None:
    """As Chinese is written; a code with a figure in it stays whole."""
    assert names.parted(text) == words


@pytest.mark.parametrize(
    ("words", "before"),
    [
        (["accpt", "5", "minutes"], "accpt"),
        (["of", "accpt", "default"], "accpt"),
        (["accpt", "默认"], "accpt"),
        (["5min"], None),
        (["accpt", "soon"], None),
        ([], None),
    ],
)
def test_a_name_with_a_slip_is_found_by_its_value(words: list[str], before: str | None) -> None:
    """So that it can be named to whoever wrote it."""
    assert names.before_a_value(words) == before


def test_a_severity_is_named_in_either_language() -> None:
    """As on the card."""
    for language in WORDS.languages:
        assert names.severity(WORDS.say(language, "severity-high")) == "high"
    assert names.severity("dreadful") is None
