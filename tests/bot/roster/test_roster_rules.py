"""The roster: what a file means, and every mistake at once."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from bot.duty import plan as duty_plan
from bot.duty.plan import Rule
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
    file = roster_table.read(path, NOW.date())
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
        rules_of(roster_table.read(write(tmp_path, WRONG), NOW.date()))
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
    assert rules_of(roster_table.read(path, NOW.date())) == rules_of(
        roster_table.read(write(tmp_path, RIGHT), NOW.date())
    )


def test_mistakes_in_a_table_name_the_row(tmp_path: Path) -> None:
    """As the spreadsheet program counts them, the head included."""
    head = ["who", "days", "from", "to", "colour"]
    path = a_table(tmp_path / "r.xlsx", head, [1002, "mon", "8", "20:00"], [], [1, "mon", "08:00", "20:00"])
    with pytest.raises(Mistakes) as raised:
        rules_of(roster_table.read(path, NOW.date()))
    told = [WORDS.say("en", one.key, **one.facts) for one in raised.value.all]
    assert [one.split(":")[0] for one in told] == ["Row 2", "Row 4"]


def test_what_is_no_table_is_said_so(tmp_path: Path) -> None:
    """A text file with the wrong ending, and one that is not there."""
    path = tmp_path / "r.xlsx"
    path.write_text("hello")
    with pytest.raises(Refused, match="roster-no-table"):
        roster_table.read(path, NOW.date())
    with pytest.raises(Refused, match="file-unreadable"):
        roster_table.read(tmp_path / "none.xlsx", NOW.date())
