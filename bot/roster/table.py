"""A roster as a file: a ``roster:`` list in YAML, or a table in XLSX or CSV, read into rows of texts.

Fields of a row: *who* (user ids or names) or *team* (key or name), *role*, *days*, *from*, *to*, *first*, *last*. Hours
are those of the district's own clock. A table is a list with a shift in each row, or people by days with a code in each
cell (:mod:`bot.roster.office`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.roster import office
from bot.values.calendar import ISO, Calendar
from bot.values.files import table, tree
from bot.values.refused import Refused

FIELDS = tuple(office.CALLED)


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file. *place* is the fact that names its line; *fields* are texts by field."""

    place: dict[str, Any]
    fields: dict[str, str]


@dataclass
class RosterFile:
    """What a roster says, not yet held against the register; *chat_id* is the district that it names, if it does.

    *codes* are the hours of each shift code that its table uses, None where neither the table nor the reader's own
    legend says them: they are to be asked for before it is brought in.
    """

    rows: list[Row] = field(default_factory=list)
    mistakes: list[Refused] = field(default_factory=list)
    chat_id: int | None = None
    notes: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    codes: dict[str, str | None] = field(default_factory=dict)
    covers: frozenset[str] = frozenset()
    """The days of tables by days; empty: it is the whole plan of those whom it names."""

    @property
    def unknown_codes(self) -> list[str]:
        """The shift codes whose hours nobody has said yet."""
        return [code for code, hours in self.codes.items() if hours is None]


# --- reading


def is_roster(path: Path) -> bool:
    """Whether *path* is a roster by itself, not a whole district: a table, or YAML with a roster and no district."""
    if path.suffix.lower() in {".xlsx", ".xls", ".csv", ".tsv"}:
        return True
    names = tree.top_names(path)
    return "roster" in names and "district" not in names


def read(path: Path, today: date, legend: Mapping[str, str] | None = None, here: Calendar = ISO) -> RosterFile:
    """Read a roster file; Refused where it is none, its other mistakes are kept until all are known.

    *today* gives the year to dates that are written without one, *here* is how they are written in the district's
    country; *legend* are hours by shift code that are known already, as ``08:00-16:00`` (empty: a day off).
    """
    if path.suffix.lower() in {".yaml", ".yml"}:
        return _from_yaml_file(path)
    return _from_table(path, office.When(today, here), legend or {})


def _from_yaml_file(path: Path) -> RosterFile:
    composed = tree.compose(path)
    found = RosterFile(notes=list(composed.notes))
    if not isinstance(composed.root, yaml.MappingNode):
        raise Refused("file-empty", file=path.name)
    seen: dict[str, int] = {}
    for key, value in composed.root.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in seen:
            found.mistakes.append(Refused("roster-field-twice", place=_line(key), field=name, first=seen[name]))
        elif name == "roster":
            listed = from_yaml(value)
            found.rows, found.mistakes = listed.rows, [*found.mistakes, *listed.mistakes]
        elif name == "chat_id" and re.fullmatch(r"-?\d{1,18}", str(value.value)):
            found.chat_id = int(value.value)
        else:
            allowed = "roster, chat_id"
            found.mistakes.append(Refused("roster-unknown-field", place=_line(key), field=name, allowed=allowed))
        seen.setdefault(name, line)
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
            name, told = str(key.value), _written(value)
            if name not in FIELDS:
                allowed = ", ".join(FIELDS)
                found.mistakes.append(Refused("roster-unknown-field", place=_line(key), field=name, allowed=allowed))
            elif name in fields:
                first = entry.start_mark.line + 1
                found.mistakes.append(Refused("roster-field-twice", place=_line(key), field=name, first=first))
            elif told is None:
                found.mistakes.append(Refused("roster-wants-text", place=_line(value), field=name))
            else:
                fields[name] = told
        found.rows.append(Row(_line(entry), fields))
    return found


def _written(node: yaml.Node) -> str | None:
    """A value as it was written: YAML itself would read 20:00 as a number."""
    if isinstance(node, yaml.SequenceNode) and all(isinstance(n, yaml.ScalarNode) for n in node.value):
        return ",".join(str(n.value) for n in node.value)
    return str(node.value) if isinstance(node, yaml.ScalarNode) else None


def _from_table(path: Path, when: office.When, legend: Mapping[str, str]) -> RosterFile:
    """Every sheet in which a roster stands; the others are named."""
    found = RosterFile()
    sheets = table.sheets(path, office.HEADS)
    others: list[str] = []
    for sheet in sheets:
        read_one = office.read(sheet, when, legend)
        if read_one is None:
            others.append(sheet.sheet)
            continue
        found.rows += [Row(place, fields) for place, fields in read_one.rows]
        found.mistakes += [*sheet.mistakes, *read_one.mistakes]
        found.notes += [*sheet.notes, *read_one.notes]
        found.codes |= read_one.codes
        found.covers |= read_one.covers
    if len(others) == len(sheets):
        raise Refused("roster-no-table", file=path.name, heads=", ".join(office.NEEDED_HEADS))
    if others:
        found.notes.append(("roster-sheets-aside", {"sheets": ", ".join(others)}))
    return found
