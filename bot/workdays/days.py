"""Counting in working days: is this day worked, which is the third one after it, and may that still change."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.register import districts
from bot.register.districts import District
from bot.work.work import Work
from bot.workdays import own
from bot.workdays.libraries import INSTALLED, Library, Source
from bot.workdays.own import Own, OwnYear


@dataclass(frozen=True)
class Workday:
    """Whether a day is worked. *provisional*: its year is not announced, so that it may still become the other."""

    working: bool
    provisional: bool


@dataclass(frozen=True)
class Day:
    """A day that was counted to. *provisional*: it, or one that was passed over, is; it has to be counted anew."""

    date: date
    provisional: bool


@dataclass(frozen=True)
class Calendar:
    """The working days of one district: its own first, then those of its *country*, then weekends. Days are local."""

    country: str
    own: Own = field(default_factory=dict)
    library: Library = INSTALLED

    def is_workday(self, day: date) -> Workday:
        """Whether *day* is worked."""
        said = self.own.get(day.year, OwnYear(complete=False))
        if day in said.off or day in said.work:
            return Workday(day in said.work, provisional=False)
        year = self.library.year(self.country, day.year)
        return Workday(day not in year.off, provisional=not (year.announced or said.complete))

    def plus(self, day: date, n: int) -> Day:
        """The *n*-th working day after *day*, which is not counted itself; ValueError for *n* below one."""
        if n < 1:
            raise ValueError(f"the {n}-th working day after a day is none")
        provisional = False
        while n:
            day += timedelta(days=1)
            found = self.is_workday(day)
            provisional = provisional or found.provisional
            n -= found.working
        return Day(day, provisional)

    def last_year(self) -> int:
        """The last year up to which every day is known, by the library or by the district; 0 where none is."""
        last = self.library.last_year(self.country)
        begin = last or min((year for year, one in self.own.items() if one.complete), default=0) - 1
        while (one := self.own.get(begin + 1)) is not None and one.complete:
            begin += 1
        return max(begin, 0)

    def source(self, year: int) -> Source:
        """Where the days of *year* that the district does not name come from."""
        return self.library.year(self.country, year).source


async def of(work: Work) -> Calendar:
    """The working days of the district of *work*, which its own days came along with: nothing is read anew."""
    return of_district(work.district)


def of_district(district: District) -> Calendar:
    """The same of a district that is at hand."""
    return Calendar(district.country, own.of(district))


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The end of a day as an instant in UTC: its last second, 23:59:59 as the clock shows it in *zone*."""
    return districts.begin_of(day + timedelta(days=1), zone) - timedelta(seconds=1)
