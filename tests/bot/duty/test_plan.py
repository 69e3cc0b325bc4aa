"""Planned shifts: over midnight and on nights of changed clocks, of teams, after swaps, and what nobody covers."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.duty import plan as duty_plan
from bot.duty.plan import Rule, Shift, Swap, SwapState
from bot.register.people import Member

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
MEMBERS = {
    1002: Member(1, 1002, "老王", team_id=5),
    1003: Member(1, 1003, "小李", team_id=5),
    1004: Member(1, 1004, "小张"),
}


def a_rule(**changed: Any) -> Rule:
    """A night shift of 老王, every day."""
    told: dict[str, Any] = {"days": duty_plan.WEEKDAYS, "begins": "20:00", "ends": "08:00", "user_id": 1002}
    return Rule(1, **{**told, **changed})


def expand(*rules: Rule, days: list[date], zone: ZoneInfo = SHANGHAI, swaps: tuple[Swap, ...] = ()) -> list[Shift]:
    """The shifts of these days."""
    return duty_plan.expand(rules, swaps, MEMBERS, days, zone)


# --- hours


@pytest.mark.parametrize(
    ("zone", "day", "hours", "ends"),
    [
        (BERLIN, date(2026, 3, 28), 11, datetime(2026, 3, 29, 6, tzinfo=UTC)),
        (BERLIN, date(2026, 10, 24), 13, datetime(2026, 10, 25, 7, tzinfo=UTC)),
        (BERLIN, date(2026, 6, 1), 12, datetime(2026, 6, 2, 6, tzinfo=UTC)),
        (SHANGHAI, date(2026, 2, 28), 12, datetime(2026, 3, 1, 0, tzinfo=UTC)),
    ],
    ids=["spring", "autumn", "summer", "no change"],
)
def test_a_night_shift_ends_at_eight_on_the_wall(zone: ZoneInfo, day: date, hours: int, ends: datetime) -> None:
    """Over midnight, and on the nights on which the clock is set it is an hour shorter or longer."""
    [shift] = expand(a_rule(), days=[day], zone=zone)
    assert (shift.day, shift.ends_at) == (day, ends)
    assert shift.ends_at - shift.begins_at == timedelta(hours=hours)


def test_hours_that_the_clock_leaves_out_or_doubles() -> None:
    """Half past two in spring is half past three; in autumn it is the first one; shifts that meet leave no gap."""
    assert duty_plan.instant(date(2026, 3, 29), "02:30", BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert duty_plan.instant(date(2026, 10, 25), "02:30", BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for day in (date(2026, 3, 28), date(2026, 10, 24)):
        night, morning = a_rule(ends="02:30"), a_rule(begins="02:30", ends="20:00")
        shifts = expand(night, morning, days=[day + timedelta(days=n) for n in range(2)], zone=BERLIN)
        begin = duty_plan.instant(day, "20:00", BERLIN)
        assert duty_plan.uncovered(shifts, begin, begin + timedelta(hours=22)) == []


def test_a_whole_day_and_the_end_of_the_day() -> None:
    """08:00 to 08:00 is a day; 24:00 is midnight."""
    day = date(2026, 3, 2)
    [whole] = expand(a_rule(begins="08:00"), days=[day])
    assert whole.ends_at - whole.begins_at == timedelta(hours=24)
    [late] = expand(a_rule(begins="16:00", ends="24:00"), days=[day])
    assert late.ends_at == duty_plan.instant(day + timedelta(days=1), "00:00", SHANGHAI)


@given(
    begins=st.integers(0, 95), ends=st.integers(0, 95), day=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"]),
)  # fmt: skip
def test_every_shift_takes_time(begins: int, ends: int, day: date, zone: str) -> None:
    """At most a day and an hour; one that the change of the clock swallows is none."""
    clocks = [f"{n // 4:02d}:{n % 4 * 15:02d}" for n in (begins, ends)]
    for shift in expand(a_rule(begins=clocks[0], ends=clocks[1]), days=[day], zone=ZoneInfo(zone)):
        assert timedelta() < shift.ends_at - shift.begins_at <= timedelta(hours=25)


# --- days, teams, swaps


def test_days_within_their_bounds() -> None:
    """Weekdays from the first to the last day, dates besides; a team's rule is of all its members."""
    days = [date(2026, 3, 2) + timedelta(days=n) for n in range(14)]
    rule = a_rule(days=("mon", "2026-03-05"), first="2026-03-04", last="2026-03-10")
    assert [s.day.isoformat() for s in expand(rule, days=days)] == ["2026-03-05", "2026-03-09"]
    assert [s.user_id for s in expand(a_rule(user_id=None, team_id=5), days=days[:1])] == [1002, 1003]


def test_a_confirmed_swap_moves_the_shift() -> None:
    """And may be swapped on; one that is only agreed moves nothing."""
    day = date(2026, 3, 2)
    [shift] = expand(a_rule(), days=[day])

    def swap(own: int, user_id: int, to_id: int, state: SwapState) -> Swap:
        return Swap(1, user_id, to_id, shift.begins_at, shift.ends_at, NOW, state, id=own)

    agreed = swap(1, 1002, 1003, SwapState.AGREED)
    assert [s.user_id for s in expand(a_rule(), days=[day], swaps=(agreed,))] == [1002]
    both = (swap(1, 1002, 1003, SwapState.CONFIRMED), swap(2, 1003, 1004, SwapState.CONFIRMED))
    assert [s.user_id for s in expand(a_rule(), days=[day], swaps=both)] == [1004]


def test_duty_ends_with_the_shifts_that_follow_each_other() -> None:
    """Two hours before it is early; three hours before it is something else."""
    day = date(2026, 3, 2)
    shifts = expand(a_rule(begins="08:00", ends="12:00"), a_rule(begins="12:00", ends="16:00"), days=[day])
    begin, early = shifts[0].begins_at, timedelta(hours=2)
    assert duty_plan.end_at(shifts, 1002, begin - timedelta(hours=1), early) == begin + timedelta(hours=8)
    assert duty_plan.end_at(shifts, 1002, begin - timedelta(hours=3), early) is None
    assert duty_plan.end_at(shifts, 1002, begin + timedelta(hours=8), early) is None
    assert duty_plan.end_at(shifts, 1003, begin, early) is None


def test_of_two_rules_that_begin_together_the_longer_is_one_shift() -> None:
    """Nobody is planned twice at once; who is captain by one of them is captain."""
    day = date(2026, 3, 2)
    [shift] = expand(a_rule(ends="22:00", captain=True), a_rule(ends="23:00"), days=[day])
    assert (shift.captain, shift.ends_at - shift.begins_at) == (True, timedelta(hours=3))


def test_what_nobody_covers_is_told_in_stretches() -> None:
    """Before, between and after the shifts, and never beyond the time that is asked about."""
    day = date(2026, 3, 2)
    shifts = expand(a_rule(begins="08:00", ends="10:00"), a_rule(begins="12:00", ends="14:00"), days=[day])

    def at(hour: int) -> datetime:
        return duty_plan.instant(day, f"{hour:02d}:00", SHANGHAI)

    assert duty_plan.uncovered(shifts, at(7), at(15)) == [(at(7), at(8)), (at(10), at(12)), (at(14), at(15))]
    assert duty_plan.uncovered(shifts, at(9), at(11)) == [(at(10), at(11))]
    assert duty_plan.uncovered(shifts, at(8), at(10)) == []
    assert duty_plan.uncovered([], at(8), at(10)) == [(at(8), at(10))]
