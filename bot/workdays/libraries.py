"""What well-kept libraries know of a country's working days, as plain values; they read tables of their own, no files.

China's shifted workdays 调休 are in ``chinesecalendar``, for the years whose notice the State Council has published.
``holidays`` has the holidays by law of most countries, for years to come too, but no workdays that are not published.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Protocol

from bot.register import countries


class Source(StrEnum):
    """Where what is known of a year comes from."""

    NOTICES = "notices"
    """The notices of the country's government, with shifted workdays."""

    LAW = "law"
    """The holidays that the country's law fixes."""

    WEEKENDS = "weekends"
    """Nobody knows more than Saturday and Sunday."""


@dataclass(frozen=True)
class Year:
    """One year of a country: *off* are all days that are not worked, weekends too. *announced*: it stays like this."""

    off: frozenset[date]
    announced: bool
    source: Source


class Library(Protocol):
    """What is known of countries (ISO 3166 codes; empty: nobody told which)."""

    def year(self, country: str, year: int) -> Year:
        """What is known of a year; never raises."""
        ...

    def last_year(self, country: str) -> int:
        """The last year that is announced; 0 where none is."""
        ...


class Installed:
    """The libraries that this program is installed with."""

    def year(self, country: str, year: int) -> Year:
        """The first of them that knows the year, else its weekends."""
        return _year(country, year)

    def last_year(self, country: str) -> int:
        """The last announced year."""
        return _last_year(country)


INSTALLED: Library = Installed()

LOOKED_FROM = 2025
"""Years are looked through from here on for the last one that is announced."""


@cache
def _year(country: str, year: int) -> Year:
    noticed = _noticed(year) if country == countries.CHINA else None
    return noticed or _by_law(country, year) or _weekends(year)


@cache
def _last_year(country: str) -> int:
    if country == countries.CHINA:
        from chinese_calendar import constants

        return int(max(constants.holidays).year)
    last = 0
    for year in range(LOOKED_FROM, date.max.year):
        if not _year(country, year).announced:
            break
        last = year
    return last


def _noticed(year: int) -> Year | None:
    """A year of China by its notice; None where none is known."""
    from chinese_calendar import constants, is_workday

    if not min(constants.holidays).year <= year <= max(constants.holidays).year:
        return None
    return Year(_off(year, is_workday), announced=True, source=Source.NOTICES)


def _by_law(country: str, year: int) -> Year | None:
    """A year by the law of a country; None for a country or a year that the library does not have.

    It is announced where no holiday in it waits for somebody who sees the moon, or for a notice that shifts workdays.
    """
    import holidays
    from holidays.registry import EntityLoader

    if country not in EntityLoader.get_country_codes(include_aliases=False):
        return None
    known = holidays.country_holidays(country, years=year, language="en_US")
    if not known.start_year <= year <= known.end_year:
        return None
    is_estimated = any("estimated" in name for name in known.values())
    is_fixed = not is_estimated and country != countries.CHINA
    return Year(_off(year, known.is_working_day), announced=is_fixed, source=Source.LAW)


def _weekends(year: int) -> Year:
    return Year(_off(year, lambda day: day.weekday() < 5), announced=False, source=Source.WEEKENDS)


def _off(year: int, is_workday: Callable[[date], bool]) -> frozenset[date]:
    return frozenset(day for day in _days_of(year) if not is_workday(day))


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        if day == date.max:
            return
        day += timedelta(days=1)
