"""The source of a report that came from outside, as it stands at the end of ``/report``."""

import pytest

from bot.incidents.reporting.form import outside_source


@pytest.mark.parametrize(
    ("text", "source", "number"),
    [
        ("smoke from 12345 A-77", "12345", "A-77"),
        ("smoke from the hotline 22-7", "hotline", "22-7"),
        ("smoke From council 2026-118", "council", "2026-118"),
        ("smoke from council C-77", "council", "C-77"),
        ("smoke from 12345", "12345", None),
        ("smoke from 110 77", "110", "77"),
        ("smoke 来自 12345 A-77", "12345", "A-77"),
        ("smoke 来自12345热线 A-77", "12345热线", "A-77"),
        ("smoke 来源：信访", "信访", None),
    ],
)
def test_a_source_with_its_number_is_kept_apart(text: str, source: str, number: str | None) -> None:
    """A source that is known, or one with a number of its own; the words are what stands before it."""
    assert outside_source(text) == ("smoke", source, number)


@pytest.mark.parametrize(
    "text",
    [
        "Byrne Tyres smoke from the yard",
        "smoke from Lane 3",
        "smoke from room 1203",
        "smoke from 120",
        "smoke from 12345 urgent",
        "two vans from the council",
        "smoke from block C-77",
        "smoke from the police station",
        "two boys from the school threw stones",
        "油烟 来自 隔壁 院子",
        "不明 来源物",
    ],
)
def test_words_of_where_something_comes_from_stay_whole(text: str) -> None:
    """Smoke from a yard has no outside source."""
    assert outside_source(text) == (text, None, None)
