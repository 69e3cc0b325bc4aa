"""Until when a hazard is to be put right, and until when somebody else looks whether it is. All pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.register import districts

RECHECK_DAYS, EARLY_DAYS = 3, 1
"""So many working days after it was put right it is looked at again; at the firm's wish, after it was wished for."""

LONGEST_DAYS = 365
CHOICES = (24, 72, 168, 360)
"""Limits in hours that are offered to be tapped."""

_SAID = re.compile(
    r"(?<![\w#])(?:限|within\s+)?(\d{1,4})\s*(hours?|hrs?|h|个?小时|days?|d|日|天|weeks?|w|周|星期)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_HOURS = {"h": 1, "个": 1, "小": 1, "d": 24, "日": 24, "天": 24, "w": 168, "周": 168, "星": 168}


class Counted(Protocol):
    """A day that was counted to."""

    @property
    def date(self) -> date:
        """The day."""

    @property
    def provisional(self) -> bool:
        """It rests on days that nobody has announced."""


class Calendar(Protocol):
    """Working days, as ``bot/workdays`` counts them."""

    def plus(self, day: date, n: int, /) -> Counted:
        """The *n*-th working day after *day*."""
        ...


@dataclass(frozen=True)
class Until:
    """An end, as an instant in UTC. *provisional*: it is worked out anew once the days are announced."""

    at: datetime
    provisional: bool = False


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last second of a day as the clock shows it in *zone*."""
    return districts.begin_of(day + timedelta(days=1), zone) - timedelta(seconds=1)


def limit_at(hours: int, at: datetime, zone: ZoneInfo) -> datetime:
    """The end of a limit that is set at *at*: of whole days the end of the last of them, where the district is.

    None at all (0 hours: *at once*) ends with the day itself.
    """
    if hours % 24:
        return at + timedelta(hours=hours)
    return end_of(at.astimezone(zone).date() + timedelta(days=hours // 24), zone)


def recheck_at(calendar: Calendar, at: datetime, zone: ZoneInfo, *, early: bool = False) -> Until:
    """Until when it is looked at again that was put right, or that was wished for (*early*), at *at*."""
    day = calendar.plus(at.astimezone(zone).date(), EARLY_DAYS if early else RECHECK_DAYS)
    return Until(end_of(day.date, zone), day.provisional)


def anew(
    calendar: Calendar, zone: ZoneInfo, known: Until, *, fixed_at: datetime, hastened_at: datetime | None
) -> Until:
    """The end of the time for a re-check on other working days than it was *known* by.

    What was wished for sooner (*hastened_at*) is never put off by that: it comes as early as it would have, or earlier.
    """
    usual = recheck_at(calendar, fixed_at, zone)
    if hastened_at is None:
        return usual
    sooner = recheck_at(calendar, max(fixed_at, hastened_at), zone, early=True)
    first = min(usual, sooner, key=lambda one: one.at)
    return first if first.at < known.at else Until(known.at, known.provisional and first.provisional)


def hours_in(text: str) -> tuple[int | None, str]:
    """A limit that is written in *text* as ``3d``, ``3日`` or ``12h``, in hours, and the rest; None: there is none."""
    found = _SAID.search(text)
    if found is None:
        return None, text.strip()
    hours = int(found[1]) * _HOURS[found[2][0].lower()]
    if not 0 < hours <= LONGEST_DAYS * 24:
        return None, text.strip()
    return hours, " ".join((text[: found.start()] + " " + text[found.end() :]).split())
