"""Limits and re-checks: hours to the minute, days to the end of the day where the district is, then working days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.hazards import limits
from bot.workdays import days
from bot.workdays.own import OwnYear

SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")
LATE = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
"""23:30 on the second of March in Shanghai, the afternoon in London."""


@pytest.mark.parametrize(
    ("hours", "zone", "ends"),
    [
        (12, SHANGHAI, datetime(2026, 3, 3, 3, 30, tzinfo=UTC)),
        (24, SHANGHAI, datetime(2026, 3, 3, 15, 59, 59, tzinfo=UTC)),
        (24, LONDON, datetime(2026, 3, 3, 23, 59, 59, tzinfo=UTC)),
        (72, SHANGHAI, datetime(2026, 3, 5, 15, 59, 59, tzinfo=UTC)),
        (0, SHANGHAI, datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC)),
        (24 * 27, LONDON, datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC)),
    ],
    ids=["hours", "a day late at night", "a day in London", "three days", "at once", "the night of summer time"],
)
def test_where_a_limit_ends(hours: int, zone: ZoneInfo, ends: datetime) -> None:
    """Whole days end with the last of them, however late it was when they began."""
    assert limits.limit_at(hours, LATE, zone) == ends


@dataclass(frozen=True)
class Case:
    """Put right at noon on a day in Shanghai."""

    day: date
    ends: date
    early: date
    provisional: bool


@pytest.mark.parametrize(
    "case",
    [
        Case(date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 3), provisional=False),
        Case(date(2026, 2, 13), date(2026, 2, 25), date(2026, 2, 14), provisional=False),
        Case(date(2026, 12, 29), date(2027, 1, 4), date(2026, 12, 30), provisional=True),
    ],
    ids=["an ordinary week", "over the Spring Festival", "into a year that is not announced"],
)
def test_three_working_days(case: Case) -> None:
    """Weekends and holidays are passed over, a shifted workday counts; what nobody announced is provisional."""
    calendar, noon = days.Calendar("CN"), datetime(case.day.year, case.day.month, case.day.day, 4, tzinfo=UTC)
    until = limits.recheck_at(calendar, noon, SHANGHAI)
    assert (until.at, until.provisional) == (limits.end_of(case.ends, SHANGHAI), case.provisional)
    assert limits.recheck_at(calendar, noon, SHANGHAI, early=True).at == limits.end_of(case.early, SHANGHAI)


def test_the_districts_own_days_make_it_certain() -> None:
    """Around 6 February 2027: provisional by the law, certain once the district has said which days it works."""
    fixed = datetime(2027, 2, 4, 4, tzinfo=UTC)
    by_law = limits.recheck_at(days.Calendar("CN"), fixed, SHANGHAI)
    assert (by_law.at, by_law.provisional) == (limits.end_of(date(2027, 2, 15), SHANGHAI), True)
    off = frozenset(date(2027, 2, 6) + timedelta(days=n) for n in range(8))
    said = {2027: OwnYear(off=off, work=frozenset({date(2027, 2, 14)}))}
    known = limits.recheck_at(days.Calendar("CN", said), fixed, SHANGHAI)
    assert (known.at, known.provisional) == (limits.end_of(date(2027, 2, 16), SHANGHAI), False)


@pytest.mark.parametrize(
    ("text", "hours", "rest"),
    [
        ("灭火器过期 3日", 72, "灭火器过期"),
        ("3日 线路还裸露", 72, "线路还裸露"),
        ("worn wiring 12h", 12, "worn wiring"),
        ("1 week wiring", 168, "wiring"),
        ("2周", 336, ""),
        ("36个小时", 36, ""),
        ("3dogs", None, "3dogs"),
        ("0日", None, "0日"),
        ("999日", None, "999日"),
    ],
)
def test_a_limit_as_people_write_it(text: str, hours: int | None, rest: str) -> None:
    """In both languages, anywhere among the words; a year at most."""
    assert limits.hours_in(text) == (hours, rest)


FIXED, WISHED = datetime(2027, 2, 4, 4, tzinfo=UTC), datetime(2027, 2, 5, 4, tzinfo=UTC)
OFF = frozenset(date(2027, 2, 6) + timedelta(days=n) for n in range(8))
HOLIDAYS = days.Calendar("CN", {2027: OwnYear(off=OFF, work=frozenset({date(2027, 2, 14)}))})
NONE = days.Calendar("CN", {2027: OwnYear(off=frozenset({date(2027, 1, 1)}), work=frozenset({date(2027, 2, 7)}))})


def test_what_was_wished_for_sooner_is_never_put_off() -> None:
    """The days of 2027 are announced: what is due by law moves, what the firm wished for comes earlier or as it was."""
    known = limits.Until(limits.end_of(date(2027, 2, 8), SHANGHAI), provisional=True)
    usual = limits.anew(HOLIDAYS, SHANGHAI, known, fixed_at=FIXED, hastened_at=None)
    assert usual == limits.Until(limits.end_of(date(2027, 2, 16), SHANGHAI))
    wished = limits.anew(HOLIDAYS, SHANGHAI, known, fixed_at=FIXED, hastened_at=WISHED)
    assert wished == limits.Until(known.at, provisional=False)
    sooner = limits.anew(NONE, SHANGHAI, known, fixed_at=FIXED, hastened_at=WISHED)
    assert sooner == limits.Until(limits.end_of(date(2027, 2, 7), SHANGHAI))


def test_a_wish_from_before_it_was_put_right_counts_from_then() -> None:
    """Nobody can look again at what is not put right yet."""
    known = limits.Until(limits.end_of(date(2027, 2, 28), SHANGHAI), provisional=True)
    before = datetime(2027, 1, 20, 4, tzinfo=UTC)
    found = limits.anew(HOLIDAYS, SHANGHAI, known, fixed_at=FIXED, hastened_at=before)
    assert found.at == limits.end_of(date(2027, 2, 14), SHANGHAI)
