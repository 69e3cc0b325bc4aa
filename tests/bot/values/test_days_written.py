"""Days as each country writes them, and where its week begins."""

from datetime import date

import pytest

from bot.register import countries
from bot.values import calendar
from bot.values.calendar import Calendar, Read

ABROAD = Calendar(day_first=True)


@pytest.mark.parametrize("text", ["2026-03-02", "2026/3/2", "2026.03.02", "2026年3月2日", "2 March 2026", "Mar 2 2026"])
@pytest.mark.parametrize("here", [Calendar(), ABROAD])
def test_a_day_with_its_year_or_a_word_is_the_same_everywhere(here: Calendar, text: str) -> None:
    """No country reads it otherwise."""
    assert here.read(text) == Read(2026, 3, 2)


@pytest.mark.parametrize("text", ["3月2日", "3月2号", "2 Mar", "2nd March", "Mar 2", "march 2nd", "2 mar."])
@pytest.mark.parametrize("here", [Calendar(), ABROAD])
def test_a_month_that_is_a_word_is_no_question(here: Calendar, text: str) -> None:
    """In either order."""
    assert here.read(text) == Read(None, 3, 2)


@pytest.mark.parametrize("text", ["03-02", "3/2", "3.2", "3. 2."])
def test_of_two_numbers_the_country_says_which_is_the_month(text: str) -> None:
    """2 March in China, 3 February in Ireland."""
    assert Calendar().read(text) == Read(None, 3, 2)
    assert ABROAD.read(text) == Read(None, 2, 3)
    assert ABROAD.read("3/2/2026") == Read(2026, 2, 3)
    assert Calendar().read("3/2/2026") == Read(2026, 3, 2)


@pytest.mark.parametrize("text", ["", "week", "20:00", "2026-03", "8:00-20:00", "May", "老王", "Marta 2026-11-28"])
def test_what_is_no_day_is_none(text: str) -> None:
    """Words, hours, months, names."""
    assert ABROAD.read(text) is None


def test_a_day_that_no_calendar_has_is_none() -> None:
    """28 November the other way round is refused, not guessed: else 3/2 and 13/2 of one table lay in two months."""
    assert (found := ABROAD.read("11-28")) is not None
    assert found.of(2026) is None
    assert Read(None, 2, 29).of(2024) == date(2024, 2, 29)


def test_names_stay_as_they_are() -> None:
    """Only a month with its day is put in another form."""
    assert calendar.plain("track May 2026-11-28") == "track May 2026-11-28"
    assert calendar.plain("swap 2 Mar 20:00 Marta 3") == "swap 3月2日 20:00 Marta 3"
    assert calendar.plain("t1 mar 2") == "t1 3月2日"


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("CN", Calendar(0, day_first=False)),
        ("IE", Calendar(0, day_first=True)),
        ("GB", Calendar(0, day_first=True)),
        ("US", Calendar(6, day_first=False)),
        ("SE", Calendar(0, day_first=False)),
        ("EG", Calendar(5, day_first=True)),
        ("AQ", Calendar()),
        ("", Calendar()),
    ],
)
def test_a_country_decides(code: str, wanted: Calendar) -> None:
    """As CLDR has it; where nobody has told the country, as ISO 8601 has it."""
    assert countries.of(code).calendar == wanted


def test_every_country_has_a_calendar() -> None:
    """None is a reason to fail."""
    assert all(0 <= countries.of(code).calendar.first_weekday < 7 for code in countries.codes())


def test_a_week_begins_where_the_country_says() -> None:
    """29 November 2026 is a Sunday: the last day of a week, or its first."""
    sunday = date(2026, 11, 29)
    assert Calendar(0).begin_of_week(sunday) == date(2026, 11, 23)
    assert Calendar(6).begin_of_week(sunday) == sunday
    assert Calendar(5).begin_of_week(sunday) == date(2026, 11, 28)
