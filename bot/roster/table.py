"""A roster as a file: a ``roster:`` list in YAML, or a table in XLSX, read into rows of texts.

Fields of a row: *who* (user id or name) or *team* (key or name), *role*, *days*, *from*, *to*, *first*, *last*. Hours
are those of the district's own clock.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.values.files import tree
from bot.values.refused import Refused

CALLED = {
    "who": ("人员", "姓名"),
    "team": ("小队", "队伍"),
    "role": ("身份",),
    "days": ("日期",),
    "from": ("开始", "从"),
    "to": ("结束", "到"),
    "first": ("起", "起始日"),
    "last": ("止", "截止日"),
}
"""The fields of a line, each with what a column of it may be called besides."""

FIELDS = tuple(CALLED)
HEADS = {head: field for field, others in CALLED.items() for head in (field, *others)}
"""The heads of columns, and the fields that they mean."""


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file. *place* is the fact that names its line; *fields* are texts by field."""

    place: dict[str, Any]
    fields: dict[str, str]


@dataclass
class RosterFile:
    """What a roster says, not yet held against the register; *chat_id* is the district that it names, if it does."""

    rows: list[Row] = field(default_factory=list)
    mistakes: list[Refused] = field(default_factory=list)
    chat_id: int | None = None


# --- reading


def is_roster(path: Path) -> bool:
    """Whether *path* is a roster by itself, not a whole district: a table, or YAML with a roster and no district."""
    if path.suffix.lower() == ".xlsx":
        return True
    names = tree.top_names(path)
    return "roster" in names and "district" not in names


def read(path: Path) -> RosterFile:
    """Read a roster file; Refused where it is none, its other mistakes are kept until all are known."""
    if path.suffix.lower() == ".xlsx":
        return _from_table(path)
    root = yaml.compose(path.read_text(encoding="utf8"), Loader=yaml.SafeLoader)
    top = {key.value: (key, value) for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}
    found = from_yaml(top["roster"][1])
    for name, (key, value) in top.items():
        if name == "chat_id" and re.fullmatch(r"-?\d{1,18}", str(value.value)):
            found.chat_id = int(value.value)
        elif name != "roster":
            allowed = "roster, chat_id"
            found.mistakes.append(Refused("roster-unknown-field", place=_line(key), field=name, allowed=allowed))
    return found


def _line(node: yaml.Node) -> dict[str, Any]:
    return {"word": "file-line", "line": node.start_mark.line + 1}


def from_yaml(node: yaml.Node) -> RosterFile:
    """The rows of a ``roster:`` list."""
    found = RosterFile()
    if not isinstance(node, yaml.SequenceNode):
        found.mistakes.append(Refused("roster-wants-rows", place=_line(node)))
        return found
    for entry in node.value:
        if not isinstance(entry, yaml.MappingNode):
            found.mistakes.append(Refused("roster-wants-rows", place=_line(entry)))
            continue
        fields: dict[str, str] = {}
        for key, value in entry.value:
            told = _written(value)
            if key.value not in FIELDS:
                allowed = ", ".join(FIELDS)
                wrong = Refused("roster-unknown-field", place=_line(key), field=str(key.value), allowed=allowed)
                found.mistakes.append(wrong)
            elif told is None:
                found.mistakes.append(Refused("roster-wants-text", place=_line(value), field=key.value))
            else:
                fields[key.value] = told
        found.rows.append(Row(_line(entry), fields))
    return found


def _written(node: yaml.Node) -> str | None:
    """A value as it was written: YAML itself would read 20:00 as a number."""
    if isinstance(node, yaml.SequenceNode) and all(isinstance(n, yaml.ScalarNode) for n in node.value):
        return ",".join(str(n.value) for n in node.value)
    return str(node.value) if isinstance(node, yaml.ScalarNode) else None


def _from_table(path: Path) -> RosterFile:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as wrong:
        raise Refused("file-unreadable", file=str(path)) from wrong
    except (BadZipFile, KeyError, ValueError) as wrong:
        raise Refused("file-not-xlsx", file=path.name) from wrong
    try:
        sheet = book.worksheets[0]
        lines = [[_cell(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
    finally:
        book.close()
    return _of_lines(lines)


def _cell(value: Any) -> str:
    """A cell as text: hours as ``08:00``, dates as ``2026-03-02``."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        hours, rest = divmod(int(value.total_seconds()), 3600)
        return f"{hours:02d}:{rest // 60:02d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _of_lines(lines: Sequence[Sequence[str]]) -> RosterFile:
    found = RosterFile()
    heads: dict[int, str] = {}
    for number, line in enumerate(lines, 1):
        place = {"word": "file-row", "line": number}
        if not any(line):
            continue
        if heads:
            told = {heads[n]: value for n, value in enumerate(line) if value and n in heads}
            found.rows.append(Row(place, told))
            continue
        for n, head in enumerate(line):
            if head.lower() in HEADS:
                heads[n] = HEADS[head.lower()]
            elif head:
                allowed = ", ".join(FIELDS)
                found.mistakes.append(Refused("roster-unknown-field", place=place, field=head, allowed=allowed))
        heads = heads or {-1: ""}
    return found
