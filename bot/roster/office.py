"""Rosters as offices keep them: lists with titles above and sums beside, and people by days with a code in each cell.

Nothing is guessed: a code whose hours nobody has said is asked for, what is left aside is named, and what stands in the
way is told by its cell.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.register.districts import District
from bot.values import calendar, texts
from bot.values.calendar import ISO, Calendar, Read
from bot.values.files.table import Row, Table, cell_name
from bot.values.refused import Refused

CALLED: dict[str, tuple[str, ...]] = {
    "who": ("人员", "姓名", "名字", "值班人员", "name", "person"),
    "team": ("小队", "队伍", "班组"),
    "role": ("身份", "职务"),
    "days": ("日期", "date", "day", "值班日期"),
    "from": ("开始", "从", "开始时间", "start"),
    "to": ("结束", "到", "结束时间", "end"),
    "first": ("起", "起始日"),
    "last": ("止", "截止日"),
}
"""The fields of a line, each with what a column of it may be called besides."""
SPANS = ("时间", "时段", "值班时间", "班次时间", "hours", "time")
"""Heads of a column that holds both hours, as ``08:00-20:00``."""
HEADS = {head: name for name, others in CALLED.items() for head in (name, *others)} | dict.fromkeys(SPANS, "span")
NEEDED_HEADS = ("人员/who", "日期/days", "时间/hours")

KEPT = "shifts"
"""The district's setting that holds the hours of its shift codes, as ``08:00-16:00``; empty: a day off."""

OFF = frozenset({"", "休", "休息", "公休", "off", "-", "/", "—", "x"})
"""Cells of a day off."""
MOST_DATE = 100
"""Letters of a date with what stands beside it; more is a remark."""
LEAST_DAYS = 3
"""So many days in one row make it the head of a table of people by days."""

_HOUR = r"(\d{1,2}[:\uff1a.]\d{2})(?:[:\uff1a]00)?"
_SPAN = re.compile(rf"{_HOUR}\s*(?:[-\u2013\u2014~\uff5e\u81f3\u5230]|to)+\s*(?:(?:次日|next day)\s*)?{_HOUR}")
_LEGEND = re.compile(
    rf"([^\s\d:\uff1a=\uff08(,\uff0c;\uff1b\u3001]{{1,6}}?)班?\s*(?:[:\uff1a=\uff08(]\s*)?(?={_SPAN.pattern})"
)
_MIDNIGHT = re.compile(r"(?<=\S)\s+00:00$")
_MONTH = re.compile(r"(?:(\d{4})\s*[-/.\u5e74]\s*)?(\d{1,2})\s*\u6708(?!\s*\d)|(\d{4})[-/](\d{1,2})(?![-/.\d])")
_MONTH_NAMED = re.compile(rf"\b{calendar.MONTH}(?:\s+(\d{{4}})\b|\s*$)", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})\s*[\u65e5\u53f7]?")
_ASIDE = re.compile(
    r"[(\uff08].*?[)\uff09]|(?:\u5468|\u661f\u671f)[一二三四五六日天]|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[.,]?",
    re.IGNORECASE,
)
_SUMS = frozenset({"合计", "总计", "小计", "备注", "说明", "总工时", "天数", "total", "sum", "notes", "note", "hours"})
_SERIAL = (40_000, 60_000)
"""Days since 1899 that office programs show as dates: 2009 to 2064."""

Place = dict[str, Any]


@dataclass(frozen=True)
class When:
    """What dates are read with: *today*, which gives the year to those without one, and how they are written *here*."""

    today: date
    here: Calendar = ISO

    def nearest(self, read_day: Read) -> date | None:
        """The day, of the year that lies nearest to today where none was written."""
        near = [read_day.of(self.today.year + more) for more in (-1, 0, 1)]
        return min(filter(None, near), key=lambda one: abs((one - self.today).days), default=None)


def kept(district: District) -> dict[str, str]:
    """The hours of each shift code that the district was asked for before."""
    return dict(district.settings.get(KEPT, {}))


@dataclass
class Found:
    """What one table says: rows as (place, fields), mistakes, notes, and hours by shift code (None: not said)."""

    rows: list[tuple[Place, dict[str, str]]] = field(default_factory=list)
    mistakes: list[Refused] = field(default_factory=list)
    notes: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    codes: dict[str, str | None] = field(default_factory=dict)
    covers: frozenset[str] = frozenset()
    """The days of a table by days, as dates: what it says of them is all, what it does not name it leaves alone."""


def read(table: Table, when: When, legend: Mapping[str, str]) -> Found | None:
    """The roster in one table, a list or people by days; None where it holds neither."""
    for at, row in enumerate(table.rows):
        named = {HEADS[cell.lower()] for cell in row.cells if cell.lower() in HEADS}
        if named & {"who", "team"} and len(named) > 1:
            return _list(table, at, when)
    by_days = _by_days(table, when)
    return _matrix(table, *by_days, legend) if by_days else None


# --- a list: one shift a row


def _list(table: Table, at: int, when: When) -> Found:
    found = Found()
    heads, aside = _heads(table.rows[at])
    if at:
        found.notes.append(("roster-rows-above", {"count": at}))
    if aside:
        found.notes.append(("file-columns-unused", {"file": table.sheet or "-", "columns": ", ".join(aside)}))
    for row in table.rows[at + 1 :]:
        told = {heads[n]: cell for n, cell in enumerate(row.cells) if cell and n in heads}
        if not told or row.cells[0].rstrip(":\uff1a").lower() in _SUMS:
            continue
        if set(told) in ({"who"}, {"team"}):  # a remark below the table
            found.notes.append(("roster-row-aside", {"line": row.number, "value": texts.cut(row.cells[0], 40)}))
            continue
        place = {"word": "file-row", "line": row.number}
        found.rows.append((place, _in_one_form(_with_hours(told, place, found), when)))
    return found


def _heads(row: Row) -> tuple[dict[int, str], list[str]]:
    """The field of each column, the first one of each, and the columns that are none of a roster."""
    heads: dict[int, str] = {}
    aside = []
    for n, cell in enumerate(row.cells):
        name = HEADS.get(cell.lower())
        if name and name not in heads.values():
            heads[n] = name
        elif cell:
            aside.append(cell)
    return heads, aside


def _in_one_form(fields: dict[str, str], when: When) -> dict[str, str]:
    """The fields with their dates as ``2026-03-02``; what is no date stays as it is, and is told of later."""
    if "days" in fields:
        fields["days"] = _dates_in(fields["days"], when)
    for name in ("first", "last"):
        if name in fields and (day := day_of(fields[name], when)):
            fields[name] = day.isoformat()
    return fields


def _with_hours(told: dict[str, str], place: Place, found: Found) -> dict[str, str]:
    """Both hours from one cell where they stand in one, and without the date that a cell may hold beside."""
    fields = {name: cell for name, cell in told.items() if name != "span"}
    whole = told.get("span") or (told.get("from", "") if "to" not in told else "")
    if whole:
        hours = span_of(whole)
        if hours is None:
            value = texts.cut(whole, 40)
            found.mistakes.append(Refused("roster-wants-span", place=place, value=value))
            hours = ("00:00", "24:00")  # told already; not a second time as missing
        fields["from"], fields["to"] = hours
    for name in ("from", "to"):
        if name in fields and re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", fields[name]):
            fields[name] = fields[name][-5:]
    return fields


def span_of(text: str) -> tuple[str, str] | None:
    """Two hours from one text, ``08:00-20:00`` or ``8:00至次日8:00``; None where they are not both there."""
    found = _SPAN.fullmatch(text.strip())
    return (_clock(found[1]), _clock(found[2])) if found else None


def _clock(text: str) -> str:
    hour, minute = re.split(r"[:\uff1a.]", text)
    return f"{int(hour):02d}:{minute}"


def _dates_in(text: str, when: When) -> str:
    """*days* with each date in one form; what is no date stays as it is."""
    if day := day_of(text, when):
        return day.isoformat()
    pieces = re.split(r"([,;\uff0c\uff1b\u3001\s]+)", calendar.plain(text))
    return "".join(day.isoformat() if (day := day_of(piece, when)) else piece for piece in pieces)


def day_of(text: str, when: When) -> date | None:
    """A date: ``2026-03-02``, ``2026年3月2日``, ``3月2日``, ``2 Mar``, ``3/2``, or the number of a day in a sheet.

    Without a year it is the one that lies nearest to today; of two numbers the country says which is the month.
    """
    if len(text) > MOST_DATE:
        return None
    told = _MIDNIGHT.sub("", _ASIDE.sub("", text).strip())
    if found := when.here.read(told):
        return when.nearest(found)
    if told.isdecimal() and len(told) == 5 and _SERIAL[0] < int(told) < _SERIAL[1]:
        return date(1899, 12, 30) + timedelta(days=int(told))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- people by days: a code in each cell


def _by_days(table: Table, when: When) -> tuple[int, dict[int, date]] | None:
    """The row whose cells are days, and the day of each column; None where there is none."""
    month = _month_in(table.sheet, when=when)
    for at, row in enumerate(table.rows[:30]):
        whole = {n: day for n, cell in enumerate(row.cells) if n and (day := day_of(cell, when))}
        if len(whole) >= LEAST_DAYS:
            return at, whole
        numbers = {n: int(m[1]) for n, cell in enumerate(row.cells) if n and (m := _DAY_OF_MONTH.fullmatch(cell))}
        if month and len(numbers) >= LEAST_DAYS and _are_days(list(numbers.values())):
            days = {n: _date(*month, number) for n, number in numbers.items()}
            return at, {n: day for n, day in days.items() if day}
        month = _month_in(*row.cells, when=when) or month
    return None


def _are_days(numbers: Sequence[int]) -> bool:
    """Whether they run on from day to day of one month."""
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] >= 1 and numbers[-1] <= 31


def _month_in(*titles: str, when: When) -> tuple[int, int] | None:
    """The year and month that a title or a sheet's name says, such as ``2026年3月值班表`` or ``Roster March 2026``."""
    for text in titles:
        if named := _MONTH_NAMED.search(text):
            month = calendar.number_of(named[1])
            day = when.nearest(Read(int(named[2]) if named[2] else None, month, 15))
            return (day.year, day.month) if day else None
        for found in _MONTH.finditer(text):
            month = int(found[2] or found[4])
            year = found[1] or found[3]
            if not 1 <= month <= 12:
                continue
            if year:
                return int(year), month
            if day := when.nearest(Read(None, month, 15)):
                return day.year, month
    return None


def _matrix(table: Table, at: int, days: Mapping[int, date], legend: Mapping[str, str]) -> Found:
    """The shifts of each person, those of one code together; the table's own legend goes before the known one."""
    found = Found(covers=frozenset(day.isoformat() for day in days.values()))
    if at:
        found.notes.append(("roster-rows-above", {"count": at}))
    own = dict(_legend_in(table, at, days))
    names = _names_column(table.rows[at], min(days))
    shifts: dict[tuple[str, str], list[tuple[date, int, int]]] = defaultdict(list)
    for row in table.rows[at + 1 :]:
        name = row.cells[names] if names < len(row.cells) else ""
        if not _is_person(name, row, days):
            continue
        for column, day in days.items():
            code = row.cells[column] if column < len(row.cells) else ""
            if code.lower() not in OFF:
                shifts[name, code].append((day, row.number, column))
    for (name, code), when in shifts.items():
        hours = _hours_of(code, own, legend)
        found.codes[code] = hours
        if hours == "":
            continue
        begin, end = span_of(hours) or ("", "") if hours else ("", "")
        place = {"word": "roster-cell", "cell": cell_name(when[0][1], when[0][2]), "line": when[0][1]}
        fields = {"who": name, "days": ",".join(day.isoformat() for day, _, _ in when), "from": begin, "to": end}
        found.rows.append((place, fields if begin else {**fields, "code": code}))
    return found


def _names_column(head: Row, first_day: int) -> int:
    """The column of names before the days: the one called so, else the one next to the days that has no sum's name."""
    for n, cell in enumerate(head.cells[:first_day]):
        if HEADS.get(cell.lower()) in {"who", "team"}:
            return n
    return 0 if first_day == 1 else min(1 if head.cells[0].lower() in {"序号", "no", "no.", "#"} else 0, first_day - 1)


def _is_person(name: str, row: Row, days: Mapping[int, date]) -> bool:
    """Whether a row below the head is somebody's: it has a name that is none of a sum, and something on a day."""
    if not name or name.rstrip(":\uff1a").lower() in _SUMS or _LEGEND.search(name) or len(name) > texts.MOST_NAME:
        return False
    told = [row.cells[n] for n in days if n < len(row.cells) and row.cells[n]]
    weekdays = all(re.fullmatch(r"(?:周|星期)?[一二三四五六日天]|mon|tue|wed|thu|fri|sat|sun", t.lower()) for t in told)
    is_one_field = set(told) == {name}  # a remark in merged cells across the whole width
    return bool(told) and not weekdays and not is_one_field


def _legend_in(table: Table, at: int, days: Mapping[int, date]) -> Iterator[tuple[str, str]]:
    """Hours by code as remarks around the table say them: ``早班 08:00-16:00；夜：20:00-8:00``."""
    for n, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            if n > at and column in days and _SPAN.fullmatch(cell):
                continue
            for one in _LEGEND.finditer(cell):
                hours = _SPAN.match(cell, one.end())
                if hours:
                    yield one[1].strip(), f"{_clock(hours[1])}-{_clock(hours[2])}"
            if column + 1 < len(row.cells) and column not in days and span_of(row.cells[column + 1]):
                begin, end = span_of(row.cells[column + 1]) or ("", "")
                yield cell.removesuffix("班"), f"{begin}-{end}"


def _hours_of(code: str, *legends: Mapping[str, str]) -> str | None:
    """The hours of a code: what it says itself, else what the legends say of it; None where nobody says."""
    if hours := span_of(code):
        return "-".join(hours)
    for legend in legends:
        for name in (code, code.removesuffix("班"), f"{code}班"):
            if name in legend:
                return legend[name]
    return None
