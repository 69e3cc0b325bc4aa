"""The working days of a district as a file has them, read with every mistake at once.

Written as ``2027: {off: [2027-02-06..2027-02-12], work: [2027-02-14], complete: yes}``, in a file of its own or below
``workdays`` of a district file.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

import yaml

from bot.values import calendar, texts
from bot.values.files import text as file_text
from bot.values.files import tree
from bot.values.files.tree import Collected, Field
from bot.values.refused import Refused
from bot.workdays.own import KEPT, Own, OwnYear

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_BYTES = 2**16
"""Of ten years each day on a line of its own."""
MOST_VALUE = 40

_BETWEEN = re.compile(r"\s*(?:\.\.+|[~\uff5e\u2013\u2014\u81f3\u5230]|\bto\b)\s*")


def of_data(data: bytes, name: str) -> Own:
    """What a file by itself says; Refused for one mistake, Mistakes for several, each with its line."""
    if len(data) > MOST_BYTES:
        raise Refused("workdays-file-large", file=name, most=MOST_BYTES // 1024)
    composed = tree.of_text(file_text.decoded(data, name, "yaml"))
    if composed.root is None:
        raise Refused("file-empty", file=name)
    wrong = Collected()
    found = read(_below(Field(composed.root, name)), wrong)
    wrong.raise_them()
    return found


def _below(top: Field) -> Field:
    """The years, whether they stand alone or below ``workdays``."""
    if isinstance(top.node, yaml.MappingNode) and len(top.node.value) == 1:
        [(key, value)] = top.node.value
        if key.value == KEPT:
            return Field(value, KEPT)
    return top


def read(row: Field | None, wrong: Collected) -> Own:
    """The years below *row*; what is wrong with one goes to *wrong*, with its line and what is allowed."""
    found: dict[int, OwnYear] = {}
    if row is None:
        return found
    with wrong.each():
        if not isinstance(row.node, yaml.MappingNode):
            raise row.fail("file-wants-mapping")
        lines: dict[int, int] = {}
        for key, value in row.node.value:
            with wrong.each():
                year = _year(Field(key, row.name))
                if year in lines:
                    raise Field(key, str(year)).fail("file-field-twice", first=lines[year])
                lines[year] = key.start_mark.line + 1
                found[year] = _own_year(Field(value, str(year)), year, wrong)
    return found


def _year(key: Field) -> int:
    said = texts.line(key.written())
    number = texts.whole_number(said, digits=4)
    if number is None or not FIRST_YEAR <= number <= LAST_YEAR:
        raise key.fail("workdays-wants-year", value=texts.cut(said, MOST_VALUE), least=FIRST_YEAR, most=LAST_YEAR)
    return number


def _own_year(row: Field, year: int, wrong: Collected) -> OwnYear:
    fields = row.fields({"off", "work", "complete"}, wrong)
    places: dict[date, str] = {}
    off, work = (_days(fields.get(name), year, places, wrong) for name in ("off", "work"))
    complete = wrong.or_else(True, fields["complete"].truth) if "complete" in fields else True
    if not {"off", "work"} & fields.keys():
        raise row.fail("workdays-nothing")
    return OwnYear(off, work, complete)


def _days(row: Field | None, year: int, places: dict[date, str], wrong: Collected) -> frozenset[date]:
    """The days of one list; *places* says in which list a day of this year stands already."""
    found: set[date] = set()
    each = [] if row is None else [row] if isinstance(row.node, yaml.ScalarNode) else wrong.or_else([row], row.rows)
    for one in each:
        with wrong.each():
            days = _stretch(one, year)
            for day in days:
                if places.setdefault(day, one.name) != one.name:
                    raise one.fail("workdays-both", value=day.isoformat(), other=places[day])
            found.update(days)
    return frozenset(found)


def _stretch(row: Field, year: int) -> list[date]:
    """One day, or several as ``first..last``."""
    said = texts.line(row.written())
    fail = _failing(row, said)
    begin, *rest = _BETWEEN.split(said, maxsplit=1)
    first, last = _day(begin), _day(rest[0] if rest else begin)
    if first is None or last is None:
        raise fail("workdays-wants-day", year=year)
    if (first.year, last.year) != (year, year):
        raise fail("workdays-other-year", year=year)
    if last < first:
        raise fail("workdays-backwards")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _failing(row: Field, said: str) -> Callable[..., Refused]:
    def fail(key: str, **facts: object) -> Refused:
        return row.fail(key, value=texts.cut(said, MOST_VALUE), **facts)

    return fail


def _day(text: str) -> date | None:
    """A day with its year first, ``2027-02-06`` or ``2027年2月6日``, which nobody reads otherwise."""
    found = calendar.ISO.read(text) if re.match(r"\d{4}\D", text) else None
    return found.of(found.year or 0) if found else None


def differences(before: Own, after: Own) -> Mapping[str, int]:
    """How many years are new or other (*changed*), and how many are *gone*."""
    changed = sum(before.get(year) != one for year, one in after.items())
    return {"changed": changed, "gone": len(before.keys() - after.keys())}
