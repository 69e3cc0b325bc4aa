"""Days as people write and count them: which number is the month, and on which day a week begins. Pure.

A country decides both (``bot/register/countries.py``); a date that begins with its year is the same everywhere, and
so is one whose month is a word.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR_OF_MONTHS = "january february march april may june july august september october november december"
_MONTHS = tuple(_YEAR_OF_MONTHS.split())
MONTH = rf"({'|'.join(f'{m[:3]}(?:{m[3:]})?' for m in _MONTHS)}|sept)(?![a-z])\.?"
"""A month as an English word, whole or cut; no name such as Marta."""

_NUMBER = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(\d{4})(?![-\d/.:]))?"
_END = r"(?![\w:])"
_DAY_MONTH = re.compile(rf"(?<![\w:./-]){_NUMBER}\s+{MONTH}{_END}{_YEAR}", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"(?<!\w){MONTH}\s+{_NUMBER}{_END}{_YEAR}", re.IGNORECASE)

_SIGN = r"\s*[-/.]\s*"
_FULL = re.compile(r"(\d{4})\s*[-/.\u5e74]\s*(\d{1,2})\s*[-/.\u6708]\s*(\d{1,2})\s*[\u65e5\u53f7]?")
_SPELT = re.compile(r"(\d{1,2})\s*\u6708\s*(\d{1,2})\s*[\u65e5\u53f7]?")
_BARE = re.compile(rf"(\d{{1,2}}){_SIGN}(\d{{1,2}})(?:{_SIGN}(\d{{4}}))?\.?")


@dataclass(frozen=True)
class Read:
    """A day as it was written: no *year* where none was."""

    year: int | None
    month: int
    day: int

    def of(self, year: int) -> date | None:
        """The day, of that year where none was written; None for one that no calendar has."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True)
class Calendar:
    """What a country decides of days. *first_weekday* counts from Monday, which is 0; *day_first*: 2/3 is in March."""

    first_weekday: int = 0
    day_first: bool = False

    def begin_of_week(self, day: date) -> date:
        """The first day of the week in which *day* lies."""
        return day - timedelta(days=(day.weekday() - self.first_weekday) % 7)

    def read(self, text: str) -> Read | None:
        """What *text*, the whole of it, names as a day; None where it has no form of one."""
        told = plain(text).strip()
        if found := _FULL.fullmatch(told):
            return Read(*(int(part) for part in found.groups()))
        if found := _SPELT.fullmatch(told):
            return Read(None, int(found[1]), int(found[2]))
        if found := _BARE.fullmatch(told):
            one, other = int(found[1]), int(found[2])
            month, day = (other, one) if self.day_first else (one, other)
            return Read(int(found[3]) if found[3] else None, month, day)
        return None


ISO = Calendar()
"""As ISO 8601 has it, and China: where nobody knows the country."""


def plain(text: str) -> str:
    """*text* with each month that is an English word, and its day, in the form that has no blank: ``3月2日``."""
    text = _DAY_MONTH.sub(lambda m: _spelt(m[3], m[2], m[1]), text)
    return _MONTH_DAY.sub(lambda m: _spelt(m[3], m[1], m[2]), text)


def _spelt(year: str | None, month: str, day: str) -> str:
    return (f"{year}\u5e74" if year else "") + f"{number_of(month)}\u6708{int(day)}\u65e5"


def number_of(month: str) -> int:
    """Which month a word that MONTH matches is."""
    return next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == month[:3].lower())
