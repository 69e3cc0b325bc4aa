"""A report in words that comes twice is one; one that only looks alike is its own."""

from datetime import timedelta

import pytest

from bot.incidents.reporting import form
from tests.bot.builders import an_incident


@pytest.mark.parametrize(
    ("text", "seconds", "is_again"),
    [
        ("占道经营，垃圾堆放", 3, True),
        (" 占道经营，垃圾堆放", 3, True),
        ("垃圾堆放", 3, False),
        ("占道经营，垃圾堆放", 60, False),
    ],
    ids=["sent twice", "with a blank", "a part of it", "a minute later"],
)
def test_only_the_very_same_words_a_moment_later_are_the_report_before(
    text: str, seconds: int, *, is_again: bool
) -> None:
    """Nobody's second report is swallowed because the first one spoke of the same."""
    before = an_incident(words="占道经营，垃圾堆放")
    assert form.is_said_again(before, text, before.reported_at + timedelta(seconds=seconds)) is is_again
