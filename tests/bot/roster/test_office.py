"""Rosters as offices keep them: eight odd tables that go in, or say which cell stands in the way."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bot.duty import plan as duty_plan
from bot.register.districts import District
from bot.register.people import Member, RoleHeld, RoleName
from bot.register.teams import Team
from bot.roster import importing, office
from bot.roster import table as roster_table
from bot.roster.table import RosterFile
from bot.values.calendar import Calendar
from bot.values.refused import Mistakes, Refused
from bot.words import Words

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TODAY = NOW.date()
WORDS = Words(strict=True)
DISTRICT = District(-1, "d", "en", "Asia/Shanghai", {}, id=1)
NAMES = {1001: "钱队", 1002: "老王", 1003: "小李", 1004: "Ann Lee"}
MEMBERS = [Member(1, user, name, roles=(RoleHeld(RoleName.MEMBER, NOW),)) for user, name in NAMES.items()]
TEAMS = [Team(1, "一队", id=5, key="t1"), Team(1, "二队", id=6, key="t2")]

Short = set[tuple[int | None, tuple[str, ...], str, str]]


def book(path: Path, sheets: dict[str, list[list[Any]]], merged: tuple[str, ...] = ()) -> Path:
    """An XLSX file of these sheets; *merged* are fields of the first."""
    made = Workbook()
    assert made.active is not None
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for field in merged:
        made.worksheets[0].merge_cells(field)
    made.save(path)
    return path


def shifts(file: RosterFile) -> Short:
    """Who is planned on which days from when to when; every mistake raised."""
    reader = importing._Reader(DISTRICT, MEMBERS, TEAMS, NOW)
    found = reader.rules(file.rows)
    if file.mistakes or reader.mistakes:
        raise Mistakes([*file.mistakes, *reader.mistakes])
    return {(rule.user_id or rule.team_id, rule.days, rule.begins, rule.ends) for rule in found}


def one(tmp_path: Path, *rows: list[Any], merged: tuple[str, ...] = (), legend: dict[str, str] | None = None) -> Short:
    """The shifts of a file of one sheet."""
    path = book(tmp_path / "r.xlsx", {"Sheet1": list(rows)}, merged)
    return shifts(roster_table.read(path, TODAY, legend))


def test_a_list_with_a_title_sums_and_notes(tmp_path: Path) -> None:
    """Title rows above, a column of remarks beside, a sum and a note below: none of them is a shift."""
    path = book(
        tmp_path / "r.xlsx",
        {
            "Sheet1": [
                ["九堡街道巡防值班表"], ["2026年3月", None, "制表：办公室"], [],
                ["姓名", "日期", "时间", "备注"],
                ["老王", "2026-03-02", "08:00-20:00", "主班"],
                ["小李", "2026/3/3", "20:00至次日8:00"],
                ["合计", None, "24"],
                ["注：请提前十分钟到岗"],
            ]
        },
    )  # fmt: skip
    file = roster_table.read(path, TODAY)
    assert shifts(file) == {
        (1002, ("2026-03-02",), "08:00", "20:00"), (1003, ("2026-03-03",), "20:00", "08:00"),
    }  # fmt: skip
    assert [key for key, _ in file.notes] == ["roster-rows-above", "file-columns-unused", "roster-row-aside"]


def test_merged_names_and_days(tmp_path: Path) -> None:
    """A name over two rows, a day over two."""
    head = ["姓名", "日期", "开始", "结束"]
    rows = [["老王", date(2026, 3, 2), time(8), time(12)], [None, None, time(14), time(18)]]
    assert one(tmp_path, head, *rows, merged=("A2:A3", "B2:B3")) == {
        (1002, ("2026-03-02",), "08:00", "12:00"), (1002, ("2026-03-02",), "14:00", "18:00"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "cell", ["老王、小李", "老王，小李", "老王/小李", "老王\n小李", "老王 小李", "老王和小李", "1002; 1003"]
)
def test_several_people_in_a_cell(tmp_path: Path, cell: str) -> None:
    """Each is planned; a blank divides only where both halves are somebody."""
    assert {who for who, *_ in one(tmp_path, ["人员", "日期", "时间"], [cell, "每天", "08:00-20:00"])} == {1002, 1003}
    assert {who for who, *_ in one(tmp_path, ["人员", "日期", "时间"], ["Ann Lee", "每天", "08:00-20:00"])} == {1004}


@pytest.mark.parametrize(
    "written",
    ["2026-03-02", "2026/3/2", "2026.03.02", "2026年3月2日", "3月2日", "3/2", "3月2日(周一)", "46083", 46083],
)
def test_dates_in_any_form(tmp_path: Path, written: object) -> None:
    """As text in three forms and more, and as the number behind a cell that lost its form."""
    assert one(tmp_path, ["who", "days", "hours"], ["老王", written, "08:00-20:00"]) == {
        (1002, ("2026-03-02",), "08:00", "20:00")
    }


def test_a_date_without_its_year_is_the_nearest(tmp_path: Path) -> None:
    """In December, 1/3 is of the year to come."""
    assert office.day_of("1/3", office.When(date(2026, 12, 20))) == date(2027, 1, 3)
    assert office.day_of("12月30日", office.When(date(2027, 1, 2))) == date(2026, 12, 30)
    assert office.day_of("13/13", office.When(TODAY)) is None
    assert office.day_of("2月30日", office.When(TODAY)) is None


@pytest.mark.parametrize("written", ["2/3", "02.03.2026", "Mon 2/3", "2 Mar", "Monday, 2 March", "2026-03-02"])
def test_dates_as_an_irish_office_writes_them(written: str) -> None:
    """The day first; a month as a word is one anywhere."""
    assert office.day_of(written, office.When(TODAY, Calendar(day_first=True))) == date(2026, 3, 2)


def test_people_by_days_as_an_irish_office_has_them(tmp_path: Path) -> None:
    """The title names the month; heads are days of it, or dates with the day first."""
    for head, title in ((["Name", "1", "2", "3"], "Roster March 2026"), (["Name", "1/3", "2/3", "3/3"], "Roster")):
        rows = [[title], head, ["老王", "08:00-20:00", "", "off"]]
        path = book(tmp_path / "r.xlsx", {"Sheet1": rows})
        file = roster_table.read(path, TODAY, here=Calendar(day_first=True))
        assert file.covers == {"2026-03-01", "2026-03-02", "2026-03-03"}
        assert [row.fields["days"] for row in file.rows] == ["2026-03-01"]


def test_hours_that_were_filled_by_dragging(tmp_path: Path) -> None:
    """09:59:59.99 is 10:00; midnight at the end is 24:00."""
    begins = datetime.combine(TODAY, time(9, 59, 59, 990000))
    rows = [["老王", "mon", begins, timedelta(hours=24)], ["小李", "tue", "2026-03-02 08:00", time(20)]]
    assert one(tmp_path, ["who", "days", "from", "to"], *rows) == {
        (1002, ("mon",), "10:00", "24:00"), (1003, ("tue",), "08:00", "20:00"),
    }  # fmt: skip


MONTH: list[list[Any]] = [
    ["2026年3月 排班表"],
    ["姓名", 1, 2, 3, 4, "工时"],
    [None, "日", "一", "二", "三"],
    ["老王", "早", "早", "休", "夜", 24],
    ["小李", "夜", None, "中班", "休", 16],
    ["一队", "-", "早", "早", "早", 24],
    ["合计", 2, 2, 2, 2],
    ["早班：8:00-16:00；中班 16:00—24:00，夜 00:00-08:00"],
]


def test_people_by_days_with_codes(tmp_path: Path) -> None:
    """Numbers of days with the month in the title, weekdays below them, a sum beside, the legend at the foot."""
    early = ("2026-03-01", "2026-03-02")
    assert one(tmp_path, *MONTH) == {
        (1002, early, "08:00", "16:00"), (1002, ("2026-03-04",), "00:00", "08:00"),
        (1003, ("2026-03-01",), "00:00", "08:00"), (1003, ("2026-03-03",), "16:00", "24:00"),
        (5, ("2026-03-02", "2026-03-03", "2026-03-04"), "08:00", "16:00"),
    }  # fmt: skip


def test_a_legend_that_is_missing_is_asked_for(tmp_path: Path) -> None:
    """Once; what was answered is used, and before that the reader learns the cell."""
    path = book(tmp_path / "r.xlsx", {"3月": MONTH[1:-1]})
    file = roster_table.read(path, TODAY)
    assert file.unknown_codes == ["早", "夜", "中班"]
    with pytest.raises(Mistakes) as raised:
        shifts(file)
    told = [WORDS.say("en", wrong.key, **wrong.facts) for wrong in raised.value.all]
    assert told[0].startswith("Cell B3: nobody has said which hours")
    said = {"早": "08:00-16:00", "夜": "", "中": "16:00-24:00"}
    known = roster_table.read(path, TODAY, said)
    assert known.unknown_codes == []
    assert {begin for _, _, begin, _ in shifts(known)} == {"08:00", "16:00"}


def test_a_code_may_be_its_own_hours(tmp_path: Path) -> None:
    """A cell of a day holds the span itself; dates as cells of their kind."""
    days = [datetime.combine(date(2026, 3, day), time()) for day in (2, 3, 4)]
    assert one(tmp_path, ["name", *days], ["老王", "08:00-20:00", "off", "20:00-08:00"]) == {
        (1002, ("2026-03-02",), "08:00", "20:00"), (1002, ("2026-03-04",), "20:00", "08:00"),
    }  # fmt: skip


def test_every_sheet_with_a_roster_is_read(tmp_path: Path) -> None:
    """March and April; the sheet of telephone numbers is named as not read."""
    sheets = {
        "三月": [["姓名", "日期", "时间"], ["老王", "3/2", "8:00-16:00"]],
        "电话": [["姓名", "电话"], ["老王", "138"]],
        "四月": [["姓名", "日期", "时间"], ["老王", "4/2", "8:00-16:00"]],
    }
    file = roster_table.read(book(tmp_path / "r.xlsx", sheets), TODAY)
    assert {days for _, days, _, _ in shifts(file)} == {("2026-03-02",), ("2026-04-02",)}
    assert file.notes == [("roster-sheets-aside", {"sheets": "电话"})]


def test_what_stands_in_the_way_is_named_by_its_cell_or_row(tmp_path: Path) -> None:
    """A formula without its result, a span that is none, a name of nobody: all at once."""
    rows = [
        ["姓名", "日期", "时间"],
        ["老王", "=A1", "8:00-16:00"],
        ["老王", "3/2", "上午"],
        ["谁", "3/2", "8:00-16:00"],
    ]
    with pytest.raises(Mistakes) as raised:
        shifts(roster_table.read(book(tmp_path / "r.xlsx", {"Sheet1": rows}), TODAY))
    told = [WORDS.say("en", wrong.key, **wrong.facts).split(":")[0] for wrong in raised.value.all]
    assert told == ["Sheet Sheet1, cell B2", "Row 3", "Row 2", "Row 4"]


def test_a_table_of_something_else_says_what_is_needed(tmp_path: Path) -> None:
    """Also an old Excel file, and CSV in the encoding of Chinese Windows is read."""
    with pytest.raises(Refused, match="roster-no-table"):
        roster_table.read(book(tmp_path / "r.xlsx", {"a": [["x", "y"], [1, 2]]}), TODAY)
    (tmp_path / "r.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(Refused, match="file-of-other-kind"):
        roster_table.read(tmp_path / "r.xls", TODAY)
    (tmp_path / "r.csv").write_bytes("姓名,日期,时间\n老王,3月2日,8:00-16:00\n".encode("gb18030"))
    file = roster_table.read(tmp_path / "r.csv", TODAY)
    assert shifts(file) == {(1002, ("2026-03-02",), "08:00", "16:00")}
    assert [key for key, _ in file.notes] == ["file-read-as"]


def test_a_months_table_leaves_other_months_alone() -> None:
    """What it does not hold of the days that somebody is planned on stays; rules by weekday are replaced."""
    rule = duty_plan.Rule(1, ("2026-03-30", "2026-04-01", "2026-04-02"), "08:00", "16:00", user_id=1002)
    file = RosterFile(covers=frozenset({"2026-04-01", "2026-04-02"}))
    named = {(1002, None)}
    kept = importing._beyond(rule, file, named)
    assert kept is not None
    assert kept.days == ("2026-03-30",)
    assert importing._beyond(rule, file, set()) is None
    assert importing._beyond(rule, RosterFile(), named) is None
    weekly = duty_plan.Rule(1, ("mon",), "08:00", "16:00", user_id=1002)
    assert importing._beyond(weekly, file, named) is None
