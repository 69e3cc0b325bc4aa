"""What somebody wrote after ``/export``: of what, from which days, as what kind of file. Pure."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bot.exports.port import Format, What
from bot.values import calendar, texts
from bot.values.calendar import Calendar
from bot.values.refused import Refused

MOST_DAYS = 366
"""A year, also a leap one."""

MOST_SHOWN = 40
"""Letters of what is no day, as it is told."""

FIRST_YEAR = 2000
"""No patrol of ours is older, and calendars have no zone for times long ago."""

_BETWEEN = re.compile(r"\s?(?:\.{2,}|\u2026+|~|\u301c|\u2013|\u2014|至|到|\bto\b|\s-\s)\s?")
"""In words with single gaps: a leading ``\\s*`` would read a long one anew from each of its places."""

_APART = re.compile(r"[\s,;，；、]+")
_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|年?)")
_DAYS = {
    "today": ("today", "今天", "今日"),
    "yesterday": ("yesterday", "昨天", "昨日"),
    "week": ("week", "一周", "近一周", "七天"),
    "this-week": ("thisweek", "本周", "这周", "这个星期"),
    "last-week": ("lastweek", "上周", "上个星期"),
    "month": ("month", "thismonth", "本月", "这个月"),
    "last-month": ("lastmonth", "上月", "上个月"),
    "year": ("year", "thisyear", "今年"),
}
_WHATS = {
    What.CASES: ("cases", "case", "事件", "案件"),
    What.TRACK: ("track", "tracks", "轨迹"),
    What.PLACES: ("places", "place", "场所", "地点"),
}
_KINDS = {
    Format.CSV: ("csv",),
    Format.XLSX: ("xlsx", "xls", "excel", "表格"),
    Format.GEOJSON: ("geojson", "json", "map", "地图"),
    Format.GPX: ("gpx",),
    Format.YAML: ("yaml", "yml"),
}
_NAMED = {word: name for name, words in _DAYS.items() for word in words}
_WHAT = {word: what for what, words in _WHATS.items() for word in words}
_FORMATS = {word: form for form, words in _KINDS.items() for word in words}
_TWO_WORDS = re.compile(r"\b(?:(this)\s+(week|month|year)|(last)\s+(week|month))\b", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Local days from *first* to *last*, both in it."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    @property
    def code(self) -> str:
        """As buttons name it: ``20261101-20261130``."""
        return f"{self.first:%Y%m%d}-{self.last:%Y%m%d}"


@dataclass(frozen=True)
class Wish:
    """What was understood; None for what was not named. *rest* is the name of a person or a team, if anything."""

    what: What | None = None
    format: Format | None = None
    span: Span | None = None
    rest: str = ""


def read(words: str, today: date, here: Calendar) -> Wish:
    """What *words* ask for, in any order, with days as they are written *here*.

    Raises Refused for days that are none, are to come, or are too many.
    """
    narrow = " ".join(calendar.plain(unicodedata.normalize("NFKC", words)).split())
    plain = _TWO_WORDS.sub(lambda m: "".join(filter(None, m.groups())).lower(), narrow)
    what: What | None = None
    form: Format | None = None
    spans: list[Span] = []
    rest: list[str] = []
    for token in filter(None, _APART.split(_BETWEEN.sub("..", plain))):
        low = token.lower()
        if low in _WHAT and what is None:
            what = _WHAT[low]
        elif low in _FORMATS and form is None:
            form = _FORMATS[low]
        elif (span := _span(low, token, today, here)) is not None:
            spans.append(span)
        else:
            rest.append(token)
    return Wish(what, form, _whole(spans, today) if spans else None, " ".join(rest))


def _whole(spans: list[Span], today: date) -> Span:
    """From the earliest to the latest day of all that was named."""
    return checked(Span(min(s.first for s in spans), max(s.last for s in spans)), today)


def checked(span: Span, today: date) -> Span:
    """*span* up to today; Refused where all of it is to come, or it has too many days."""
    if span.first > today:
        raise Refused("export-future", day=span.first.isoformat())
    if span.days > MOST_DAYS:
        raise Refused("export-too-long", days=MOST_DAYS)
    return Span(span.first, min(span.last, today))


def _span(low: str, token: str, today: date, here: Calendar) -> Span | None:
    if ".." in low:
        parts = low.split("..")
        ends = [_span(part, token, today, here) for part in parts] if len(parts) == 2 else [None]
        if None in ends:
            return None if not any(map(str.isdigit, low)) else _no_day(token)
        found = [one for one in ends if one is not None]
        return Span(min(s.first for s in found), max(s.last for s in found))
    if low in _NAMED:
        return named(_NAMED[low], today, here)
    if (month := _MONTH.fullmatch(low)) is not None:
        return _of_month(token, int(month[1]), month[2])
    return _of_day(token, read_day, today) if (read_day := here.read(low)) is not None else None


def _of_day(token: str, told: calendar.Read, today: date) -> Span:
    """A day, without its year the last such one; Refused for one that no calendar has."""
    found = told.of(today.year)
    if told.year is None and (found is None or found > today):
        found = told.of(today.year - 1)
    return Span(found, found) if found and found.year >= FIRST_YEAR else _no_day(token)


def _of_month(token: str, year: int, month: str | None) -> Span:
    """A month, or a whole year; Refused for one that no calendar has."""
    first, last = (1, 12) if month is None else (int(month), int(month))
    if year < FIRST_YEAR or not 1 <= first <= last <= 12:
        return _no_day(token)
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _no_day(token: str) -> Span:
    raise Refused("export-no-day", said=texts.cut(token, MOST_SHOWN))


def named(name: str, today: date, here: Calendar) -> Span:
    """The days that a word means: *week* are the last seven, *this-week* and *month* the calendar's up to today."""
    begins_week, begins_month = here.begin_of_week(today), today.replace(day=1)
    before = begins_month - timedelta(days=1)
    return {
        "today": Span(today, today),
        "yesterday": Span(today - timedelta(days=1), today - timedelta(days=1)),
        "week": Span(today - timedelta(days=6), today),
        "this-week": Span(begins_week, today),
        "last-week": Span(begins_week - timedelta(days=7), begins_week - timedelta(days=1)),
        "month": Span(begins_month, today),
        "last-month": Span(before.replace(day=1), before),
        "year": Span(today.replace(month=1, day=1), today),
    }[name]


def of_code(code: str) -> Span:
    """The span that a button names; Refused for data that no button of ours ever held."""
    try:
        first, last = (date(int(part[:4]), int(part[4:6]), int(part[6:])) for part in code.split("-"))
    except ValueError:
        raise Refused("stale-button") from None
    if first.year < FIRST_YEAR or first > last:
        raise Refused("stale-button")
    return Span(first, last)
