"""Working days are counted by what is known, and each answer says whether it may still change."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.workdays import days
from bot.workdays.days import Calendar, Day, Workday
from bot.workdays.libraries import INSTALLED, Source, Year
from bot.workdays.own import OwnYear

CHINA, IRELAND = Calendar("CN"), Calendar("IE")
BEFORE = date(2027, 2, 5)
"""A Friday, the eve of the Spring Festival of 2027, whose shifted workdays nobody has announced."""


def feb(*numbers: int) -> frozenset[date]:
    """Days of February 2027."""
    return frozenset(date(2027, 2, number) for number in numbers)


OFF = feb(6, 7, 8, 9, 10, 11, 12)


@pytest.mark.parametrize(
    ("own", "third"),
    [
        ({}, Day(date(2027, 2, 15), provisional=True)),
        ({2027: OwnYear(OFF)}, Day(date(2027, 2, 17), provisional=False)),
        ({2027: OwnYear(OFF, feb(13, 14))}, Day(date(2027, 2, 15), provisional=False)),
        ({2027: OwnYear(OFF, feb(14))}, Day(date(2027, 2, 16), provisional=False)),
        ({2027: OwnYear(OFF, feb(14), complete=False)}, Day(date(2027, 2, 16), provisional=True)),
    ],
    ids=["nobody knows", "days off", "both shifted", "Sunday shifted", "only single days"],
)
def test_three_days_over_the_spring_festival(own: dict[int, OwnYear], third: Day) -> None:
    """By the festival's law alone it is provisional; the district's own list is the last word, shifted days count."""
    assert Calendar("CN", own).plus(BEFORE, 3) == third


def test_the_festival_by_law_is_off_before_it_is_announced() -> None:
    """The days of 6 to 8 February are the festival's whatever the notice says; a plain day after it is worked."""
    assert [CHINA.is_workday(date(2027, 2, day)).working for day in (4, 5, 6, 7, 8, 15)] == [
        True, False, False, False, False, True,
    ]  # fmt: skip
    assert CHINA.is_workday(date(2027, 8, 4)) == Workday(working=True, provisional=True)


def test_shifted_workdays_of_an_announced_year() -> None:
    """Of 2026: Sunday 4 January and Saturday 14 February are worked, 16 to 20 February are not."""
    assert CHINA.is_workday(date(2026, 1, 4)) == Workday(working=True, provisional=False)
    assert CHINA.plus(date(2026, 2, 13), 2) == Day(date(2026, 2, 24), provisional=False)


def test_over_the_end_of_the_last_announced_year() -> None:
    """The last working day of 2026 is sure; the first of 2027 is not, in China; in Ireland it is."""
    assert CHINA.plus(date(2026, 12, 30), 1) == Day(date(2026, 12, 31), provisional=False)
    assert CHINA.plus(date(2026, 12, 31), 1) == Day(date(2027, 1, 4), provisional=True)
    assert IRELAND.plus(date(2026, 12, 31), 1) == Day(date(2027, 1, 4), provisional=False)


def test_a_holiday_of_another_country() -> None:
    """Monday 1 February 2027 is Saint Brigid's Day; the district may close on a day of its own, and open on another."""
    assert IRELAND.plus(date(2027, 1, 29), 1) == Day(date(2027, 2, 2), provisional=False)
    closed = Calendar("IE", {2027: OwnYear(feb(2), frozenset({date(2027, 2, 1)}))})
    assert closed.plus(date(2027, 1, 29), 2) == Day(date(2027, 2, 3), provisional=False)


def test_weekends_of_the_country() -> None:
    """Friday and Saturday in Egypt, and what waits for the moon is provisional."""
    assert [Calendar("EG").is_workday(date(2027, 8, day)).working for day in (5, 6, 7, 8)] == [True, False, False, True]
    assert Calendar("EG").is_workday(date(2027, 8, 5)).provisional


@pytest.mark.parametrize("calendar", [CHINA, IRELAND, Calendar(""), Calendar("AQ")], ids=lambda one: one.country)
def test_a_year_that_no_library_knows(calendar: Calendar) -> None:
    """Saturday and Sunday are all that is known, and it may change: 1 January 2150 is a Thursday."""
    assert calendar.plus(date(2150, 1, 1), 2) == Day(date(2150, 1, 5), provisional=True)
    assert calendar.source(2150) is Source.WEEKENDS


def test_the_last_year_that_is_known() -> None:
    """The library's, and those after it that the district's list completes, without a gap."""
    last = INSTALLED.last_year("CN")
    assert last >= 2026
    assert CHINA.last_year() == last
    assert Calendar("CN", {last + 1: OwnYear(OFF), last + 3: OwnYear()}).last_year() == last + 1
    assert Calendar("CN", {last + 1: OwnYear(OFF, complete=False)}).last_year() == last
    assert Calendar("").last_year() == 0
    assert Calendar("", {2027: OwnYear(), 2028: OwnYear()}).last_year() == 2028
    assert IRELAND.last_year() == 2100


def test_what_a_newer_library_knows_is_counted() -> None:
    """Nothing of the calendar is tied to one library."""

    class Newer:
        def year(self, country: str, year: int) -> Year:
            return Year(OFF | feb(20, 21), announced=True, source=Source.NOTICES)

        def last_year(self, country: str) -> int:
            return 2027

    assert Calendar("CN", library=Newer()).plus(BEFORE, 1) == Day(date(2027, 2, 13), provisional=False)


def test_no_day_is_the_day_itself() -> None:
    """Whoever wants none or fewer is told so."""
    with pytest.raises(ValueError, match="none"):
        CHINA.plus(BEFORE, 0)


def test_the_end_of_a_day_is_the_district_s() -> None:
    """Its last second there, also on the day on which the clocks go forward."""
    assert days.end_of(date(2027, 2, 15), ZoneInfo("Asia/Shanghai")) == datetime(2027, 2, 15, 15, 59, 59, tzinfo=UTC)
    assert days.end_of(date(2027, 3, 28), ZoneInfo("Europe/Dublin")) == datetime(2027, 3, 28, 22, 59, 59, tzinfo=UTC)
