"""The roster: what a file means, every mistake at once, and shifts over midnight and on nights of changed clocks."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.duty import plan as duty_plan
from bot.duty.plan import Rule, Shift, Swap, SwapState
from bot.register.districts import District
from bot.register.people import Member, RoleHeld, RoleName
from bot.register.teams import Team
from bot.roster import importing
from bot.roster import table as roster_table
from bot.values.refused import Mistakes, Refused
from bot.words import Words

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
WORDS = Words(strict=True)
DISTRICT = District(-1, "d", "en", "Asia/Shanghai", {}, id=1)
MEMBERS = {
    1001: Member(1, 1001, "钱队", roles=(RoleHeld(RoleName.CAPTAIN, NOW - timedelta(days=1)),)),
    1002: Member(1, 1002, "老王", team_id=5, roles=(RoleHeld(RoleName.MEMBER, NOW),)),
    1003: Member(1, 1003, "小李", team_id=5, roles=(RoleHeld(RoleName.MEMBER, NOW),)),
    1004: Member(1, 1004, "小李", roles=(RoleHeld(RoleName.MEMBER, NOW),)),
}
TEAMS = [Team(1, "一队", id=5, key="t1")]


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


# --- the file


RIGHT = """
chat_id: -100
roster:
  - {who: 1002, days: mon-fri, from: 08:00, to: 20:00}
  - {who: 钱队, role: captain, days: daily, from: 20:00, to: 8:00, first: 2026-03-02}
  - {team: t1, days: [2026-03-07, 2026-03-08..2026-03-09, 周三], from: "16:00", to: 24:00}
"""


def write(tmp_path: Path, text: str) -> Path:
    """A file."""
    file = tmp_path / "roster.yaml"
    file.write_text(text, encoding="utf8")
    return file


def rules_of(file: roster_table.RosterFile) -> list[Rule]:
    """The rules of a file; every mistake raised."""
    reader = importing._Reader(DISTRICT, list(MEMBERS.values()), TEAMS, NOW)
    found = reader.rules(file.rows)
    if file.mistakes or reader.mistakes:
        raise Mistakes([*file.mistakes, *reader.mistakes])
    return found


def test_a_file_is_read(tmp_path: Path) -> None:
    """People by id or name, teams by key; hours as written, also where YAML reads them as numbers."""
    path = write(tmp_path, RIGHT)
    assert roster_table.is_roster(path)
    file = roster_table.read(path)
    assert file.chat_id == -100
    first, second, third = rules_of(file)
    assert first == Rule(1, ("mon", "tue", "wed", "thu", "fri"), "08:00", "20:00", user_id=1002)
    assert second == Rule(1, duty_plan.WEEKDAYS, "20:00", "08:00", user_id=1001, captain=True, first="2026-03-02")
    days = ("wed", "2026-03-07", "2026-03-08", "2026-03-09")
    assert third == Rule(1, days, "16:00", "24:00", team_id=5)


WRONG = """
roster:
  - {who: 1002, days: mon, from: "25:00", to: "20:00"}
  - {who: 9, days: someday, from: "8", to: "20:00"}
  - {who: 小李, days: mon, from: "08:00", to: "20:00"}
  - {days: mon, from: "08:00", to: "20:00"}
  - {team: t9, role: chief, days: mon, from: "08:00", to: "20:00"}
  - {who: 1002, role: captain, days: mon, from: "08:00", to: "20:00", frm: 1}
  - {who: 1002, days: mon, from: "08:00", to: "20:00", first: 2026-03-05, last: 2026-03-01}
  - just words
  - {who: 1002, days: 2026-03-09..2026-03-02, from: "24:00"}
  - {who: 1003, days: tue, from: "08:00", to: "20:00"}
  - {who: 1003, days: tue, from: "8:00", to: "20:00"}
"""


def test_all_mistakes_are_found_at_once(tmp_path: Path) -> None:
    """Each with its line, and a sentence in both languages."""
    with pytest.raises(Mistakes) as raised:
        rules_of(roster_table.read(write(tmp_path, WRONG)))
    told = sorted((one.facts["place"]["line"], one.key) for one in raised.value.all)  # type: ignore[index]
    assert told == [
        (3, "roster-wants-hour"),
        (4, "roster-unknown-who"),
        (4, "roster-wants-days"),
        (4, "roster-wants-hour"),
        (5, "roster-two-of-name"),
        (6, "roster-who-or-team"),
        (7, "roster-unknown-team"),
        (7, "roster-wants-one-of"),
        (8, "roster-not-captain"),
        (8, "roster-unknown-field"),
        (9, "roster-last-before-first"),
        (10, "roster-wants-rows"),
        (11, "roster-missing"),
        (11, "roster-wants-days"),
        (11, "roster-wants-hour"),
        (13, "roster-twice"),
    ]
    for language in WORDS.languages:
        for one in raised.value.all:
            assert str(one.facts["place"]["line"]) in WORDS.say(language, one.key, **one.facts)  # type: ignore[index]


def a_table(path: Path, *lines: list[Any]) -> Path:
    """An XLSX file."""
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


def test_a_table_says_the_same(tmp_path: Path) -> None:
    """With heads in either language, hours and dates as cells of their kind."""
    path = a_table(
        tmp_path / "roster.xlsx",
        [], ["人员", "team", "role", "日期", "from", "结束", "first"],
        [1002, None, None, "mon-fri", time(8), time(20), None],
        ["钱队", None, "值班长", "每天", "20:00", "8:00", date(2026, 3, 2)],
        [None, "一队", None, "2026-03-07，2026-03-08..2026-03-09，周三", time(16), timedelta(hours=24), None],
    )  # fmt: skip
    assert roster_table.is_roster(path)
    assert rules_of(roster_table.read(path)) == rules_of(roster_table.read(write(tmp_path, RIGHT)))


def test_mistakes_in_a_table_name_the_row(tmp_path: Path) -> None:
    """As the spreadsheet program counts them, the head included."""
    head = ["who", "days", "from", "to", "colour"]
    path = a_table(tmp_path / "r.xlsx", head, [1002, "mon", "8", "20:00"], [], [1, "mon", "08:00", "20:00"])
    with pytest.raises(Mistakes) as raised:
        rules_of(roster_table.read(path))
    told = [WORDS.say("en", one.key, **one.facts) for one in raised.value.all]
    assert [one.split(":")[0] for one in told] == ["Row 1", "Row 2", "Row 4"]


def test_what_is_no_table_is_said_so(tmp_path: Path) -> None:
    """A text file with the wrong ending, and one that is not there."""
    path = tmp_path / "r.xlsx"
    path.write_text("hello")
    with pytest.raises(Refused, match="file-not-xlsx"):
        roster_table.read(path)
    with pytest.raises(Refused, match="file-unreadable"):
        roster_table.read(tmp_path / "none.xlsx")
