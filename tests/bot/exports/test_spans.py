"""What somebody wrote after ``/export``: in any order, in either language, and never a crash."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exports import spans
from bot.exports.port import Format, What
from bot.exports.spans import MOST_DAYS, Span
from bot.values.calendar import ISO, Calendar
from bot.values.refused import Refused

TODAY = date(2026, 11, 29)
"""A Sunday."""


def span(first: str, last: str) -> Span:
    """From one day to the other."""
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("2026-11-28", ("2026-11-28", "2026-11-28")),
        ("2026/11/28", ("2026-11-28", "2026-11-28")),
        ("2026年11月28日", ("2026-11-28", "2026-11-28")),
        ("11-28", ("2026-11-28", "2026-11-28")),
        ("11月28日", ("2026-11-28", "2026-11-28")),
        ("12-24", ("2025-12-24", "2025-12-24")),
        ("2026-10", ("2026-10-01", "2026-10-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2026年10月", ("2026-10-01", "2026-10-31")),
        ("2026-11", ("2026-11-01", "2026-11-29")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2026-10-01..2026-10-31", ("2026-10-01", "2026-10-31")),
        ("2026-10-31 .. 2026-10-01", ("2026-10-01", "2026-10-31")),
        ("2026-10-01 2026-10-07", ("2026-10-01", "2026-10-07")),
        ("2026-10-01至2026-10-07", ("2026-10-01", "2026-10-07")),
        ("2026-10-01 to 2026-10-07", ("2026-10-01", "2026-10-07")),
        ("2026-10-01～2026-10-07", ("2026-10-01", "2026-10-07")),
        ("２０２６－１０－０１", ("2026-10-01", "2026-10-01")),
        ("today", ("2026-11-29", "2026-11-29")),
        ("昨天", ("2026-11-28", "2026-11-28")),
        ("week", ("2026-11-23", "2026-11-29")),
        ("本周", ("2026-11-23", "2026-11-29")),
        ("last week", ("2026-11-16", "2026-11-22")),
        ("month", ("2026-11-01", "2026-11-29")),
        ("this month", ("2026-11-01", "2026-11-29")),
        ("Last Month", ("2026-10-01", "2026-10-31")),
        ("上月", ("2026-10-01", "2026-10-31")),
        ("今年", ("2026-01-01", "2026-11-29")),
    ],
)
def test_days_as_people_write_them(words: str, wanted: tuple[str, str]) -> None:
    """Both ends are in it; days to come are left out."""
    assert spans.read(words, TODAY, ISO).span == span(*wanted)


@pytest.mark.parametrize(
    ("here", "words", "wanted"),
    [
        (Calendar(day_first=True), "1/11", ("2026-11-01", "2026-11-01")),
        (Calendar(day_first=True), "01.11.2026", ("2026-11-01", "2026-11-01")),
        (Calendar(day_first=True), "1/11..7/11 csv", ("2026-11-01", "2026-11-07")),
        (Calendar(day_first=True), "28 Nov", ("2026-11-28", "2026-11-28")),
        (Calendar(day_first=True), "1 November to 7 November 2026", ("2026-11-01", "2026-11-07")),
        (Calendar(6), "1/11", ("2026-01-11", "2026-01-11")),
        (Calendar(6), "Nov 28", ("2026-11-28", "2026-11-28")),
        (Calendar(6), "this week", ("2026-11-29", "2026-11-29")),
        (Calendar(6), "last week", ("2026-11-22", "2026-11-28")),
        (Calendar(5), "last week", ("2026-11-21", "2026-11-27")),
    ],
)
def test_a_country_says_which_number_is_the_month_and_where_a_week_begins(
    here: Calendar, words: str, wanted: tuple[str, str]
) -> None:
    """The first of November in Ireland is the eleventh of January in the United States."""
    assert spans.read(words, TODAY, here).span == span(*wanted)


def test_the_order_makes_no_difference() -> None:
    """What is no day and no format is a name."""
    first = spans.read("cases 2026-10 csv", TODAY, ISO)
    assert (first.what, first.format, first.rest) == (What.CASES, Format.CSV, "")
    assert spans.read("CSV 2026-10 案件", TODAY, ISO) == first
    track = spans.read("轨迹 老王 2026-11-28", TODAY, ISO)
    assert (track.what, track.rest, track.format) == (What.TRACK, "老王", None)
    assert spans.read("", TODAY, ISO) == spans.Wish()


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("2026-02-30", "export-no-day"),
        ("2026-13", "export-no-day"),
        ("2026-0", "export-no-day"),
        ("13-41", "export-no-day"),
        ("2026-11-0", "export-no-day"),
        ("0001-01-01", "export-no-day"),
        ("2026-10-01..3", "export-no-day"),
        ("2027", "export-future"),
        ("2026-11-30", "export-future"),
        ("2016..2026", "export-too-long"),
        ("2020-01-01 today", "export-too-long"),
    ],
)
def test_days_that_cannot_be(words: str, key: str) -> None:
    """Each has its sentence."""
    with pytest.raises(Refused) as refused:
        spans.read(words, TODAY, ISO)
    assert refused.value.key == key


@settings(max_examples=300)
@given(st.one_of(st.text(), st.text("0123456789-/.年月日至 ~.", max_size=24)))
def test_whatever_is_written_is_understood_or_refused(words: str) -> None:
    """Never anything else, and never more days than may be."""
    try:
        found = spans.read(words, TODAY, ISO)
    except Refused as refused:
        assert refused.key.startswith("export-")
    else:
        assert found.span is None or (0 < found.span.days <= MOST_DAYS and found.span.last <= TODAY)


@given(st.dates(date(2000, 1, 1), TODAY), st.integers(0, MOST_DAYS - 1))
def test_a_button_gives_back_its_days(first: date, more: int) -> None:
    """As it was written on it."""
    named = Span(first, min(first + timedelta(days=more), TODAY))
    assert spans.of_code(named.code) == named


@pytest.mark.parametrize("code", ["", "x", "20261131-20261201", "20261102-20261101", "1-2", "20261101", "²-²"])
def test_a_button_that_never_was_is_stale(code: str) -> None:
    """Whatever somebody sends as its data."""
    with pytest.raises(Refused, match="stale-button"):
        spans.of_code(code)
