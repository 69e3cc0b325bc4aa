"""Rows of cells from CSV or XLSX, as office programs write them.

CSV with commas, semicolons, tabs or strokes: the one that yields the most known heads. XLSX with merged cells (each
cell of a merged field holds what is written in it), hours to the minute, formulas that were never worked out.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from bot.values.files import text as file_text
from bot.values.files import xlsx, xlsx_rows
from bot.values.files.budget import MANY, MOST_CELL, MOST_ROWS, USUAL
from bot.values.files.xlsx_cells import Sheet
from bot.values.refused import Refused

Knows = Callable[[str], object]
SEPARATORS = ",;\t|"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""One after the other: a text as a file would be a copy of it with four bytes for each sign."""
_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # cells have no zone
"""Day 0 of spreadsheets, by which hours beyond 24 are shown."""


@dataclass(frozen=True)
class Row:
    """One row: its number as the office program shows it, and its cells as texts, none at the end empty."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows of a file, or of one sheet of it, that hold anything.

    *sheet* is its name (empty: the file has none); *mistakes* are cells that hold nothing that could be read.
    """

    rows: tuple[Row, ...]
    sheet: str = ""
    notes: tuple[tuple[str, dict[str, object]], ...] = ()
    mistakes: tuple[Refused, ...] = ()


def read(path: Path, heads: Collection[str] = ()) -> Table:
    """The table in a file: the first sheet that has most of *heads*. Refused where there is none."""
    known = {head.lower() for head in heads}
    found = sheets(path, known)
    best = max(found, key=lambda table: (most_heads(table.rows[:30], known), -found.index(table)))
    others = ", ".join(table.sheet for table in found if table is not best)
    notes = (("file-other-sheets", {"sheet": best.sheet, "others": others}),) if others else ()
    return replace(best, notes=(*best.notes, *notes))


@dataclass(frozen=True)
class Flow:
    """The rows of the best sheet one after the other, each read when it is asked for.

    *mistakes* as of a table: those are there once the last row is read.
    """

    rows: Iterator[Row]
    notes: tuple[tuple[str, dict[str, object]], ...] = ()
    mistakes: list[Refused] = field(default_factory=list)
    separator: str = ""
    """What stands between the cells of CSV; empty for a workbook."""


def flow(path: Path, knows: Knows, most_bytes: int, most_cells: int) -> Flow:
    """The same as :func:`read` for files with very many rows, of which not all stand in the memory at once.

    *knows* says of the name of a column whether it is known.
    """
    data = file_text.data_of(path, most_bytes)
    if file_text.kind_of(data) == "xlsx":
        return _flow_of_sheets(data, path.name, knows, most_cells)
    if data[:2] == b"PK" and path.suffix.lower() == ".xlsx":
        raise Refused("file-not-xlsx", file=path.name)
    told = file_text.decoded(data, path.name, "table")
    tried = {sign: _known_in(told.text, sign, knows) for sign in SEPARATORS}
    separator = max(SEPARATORS, key=lambda sign: (tried[sign], -SEPARATORS.index(sign)))
    return Flow(_split(told.text, separator, most_cells), told.notes, separator=separator)


def _flow_of_sheets(data: bytes, name: str, knows: Knows, most_cells: int) -> Flow:
    every = xlsx_rows.sheets(data, name, cell_text, replace(MANY, cells=most_cells))
    found = [one for one in every if one.head] or every[:1]
    best = max(found, key=lambda one: (_most_known(list(_told(one.head)), knows), -found.index(one)))
    others = ", ".join(one.title for one in found if one is not best)
    notes: tuple[tuple[str, dict[str, object]], ...] = ()
    if others:
        notes = (("file-other-sheets", {"sheet": best.title, "others": others}),)
    mistakes: list[Refused] = []

    def rows() -> Iterator[Row]:
        yield from _told(best.all())
        mistakes.extend(_unworked(best.title, best.unworked))

    return Flow(rows(), notes, mistakes)


def _told(cells: Iterable[xlsx_rows.Cells]) -> Iterator[Row]:
    """Those that hold anything."""
    return (Row(number, trimmed) for number, each in cells if (trimmed := _trimmed(each)))


def _most_known(rows: Sequence[Row], knows: Knows) -> int:
    return max((sum(bool(knows(cell)) for cell in row.cells) for row in rows), default=0)


def _known_in(text: str, separator: str, knows: Knows) -> int:
    try:
        return _most_known(list(islice(_split(text[:20_000], separator), 30)), knows)
    except Refused:
        return 0


def sheets(path: Path, heads: Collection[str] = ()) -> tuple[Table, ...]:
    """Every sheet of a file; of CSV the one that it is. *heads* are names of columns, in small letters."""
    data = file_text.data_of(path)
    if file_text.kind_of(data) == "xlsx":
        return _sheets(data, path.name)
    if data[:2] == b"PK" and path.suffix.lower() == ".xlsx":
        raise Refused("file-not-xlsx", file=path.name)
    found = file_text.decoded(data, path.name, "table")
    return (Table(_rows(found.text, heads), notes=found.notes),)


def most_heads(rows: Sequence[Row], heads: Collection[str]) -> int:
    """How many of *heads* one of the rows names."""
    return max((sum(cell.lower() in heads for cell in row.cells) for row in rows), default=0)


# --- CSV


def _rows(text: str, heads: Collection[str]) -> tuple[Row, ...]:
    separator = max(SEPARATORS, key=lambda sign: (_known_heads(text, sign, heads), -SEPARATORS.index(sign)))
    return tuple(_split(text, separator))


def _known_heads(text: str, separator: str, heads: Collection[str]) -> int:
    """How many known heads one of the first rows has with this separator."""
    try:
        return most_heads(list(islice(_split(text[:20_000], separator), 30)), heads)
    except Refused:
        return 0


def _split(text: str, separator: str, most_cells: int = USUAL.cells) -> Iterator[Row]:
    reader = csv.reader(_lines(text, separator, most_cells), delimiter=separator)
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:  # a cell over the limit of the module, which is MOST_CELL
            raise Refused("file-cell-too-long", line=number, most=MOST_CELL) from wrong
        if trimmed := _trimmed(cells):
            yield Row(number, trimmed)
        number = reader.line_num + 1
        if number > MOST_ROWS:
            raise Refused("file-too-many-rows", most=MOST_ROWS)


def _lines(text: str, separator: str, most_cells: int) -> Iterator[str]:
    """Line by line; Refused before one that may bring more cells than there may be: a row is read whole."""
    cells = 0
    for found in _LINE.finditer(text):
        cells += found[0].count(separator) + 1
        if cells > most_cells:
            raise Refused("file-too-many-rows", most=MOST_ROWS)
        yield found[0]


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells without blanks around them, and without the empty ones at the end."""
    told = [cell.strip() for cell in cells]
    while told and not told[-1]:
        told.pop()
    return tuple(told)


# --- XLSX


def _sheets(data: bytes, name: str) -> tuple[Table, ...]:
    """Every sheet of a workbook that holds cells, hidden ones too."""
    found = [_table(sheet) for sheet in xlsx.sheets(data, name, cell_text)]
    return tuple(table for table in found if table.rows or table.mistakes) or (found[0],)


def _table(sheet: Sheet) -> Table:
    """The rows of a sheet, each cell of a merged field with what is written in its first one."""
    for top, left, bottom, right in sheet.merged:
        if told := (sheet.rows.get(top) or ())[left - 1 : left]:
            for number in range(top, bottom + 1):
                row = sheet.rows.setdefault(number, [])
                row += [""] * (right - len(row))
                row[left - 1 : right] = [*told] * (right - left + 1)
    rows = ((number, _trimmed(sheet.rows.pop(number))) for number in sorted(sheet.rows))
    return Table(
        tuple(Row(*row) for row in rows if row[1]), sheet.title, mistakes=_unworked(sheet.title, sheet.unworked)
    )


def _unworked(title: str, cells: Sequence[tuple[int, str]]) -> tuple[Refused, ...]:
    """Formulas that were never worked out."""
    return tuple(Refused("file-formula-without-value", sheet=title, cell=cell, line=number) for number, cell in cells)


def cell_text(value: Any) -> str:
    """A cell as text: hours to the nearest minute as ``08:00``, dates as ``2026-03-02``, numbers short."""
    if isinstance(value, datetime):
        value = _to_the_minute(value)
        if value.year < 1901:
            return cell_text(value - _ZERO)
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return cell_text(
            timedelta(hours=value.hour, minutes=value.minute, seconds=value.second + value.microsecond / 1e6)
        )
    if isinstance(value, timedelta):
        hours, minutes = divmod(round(value.total_seconds() / 60), 60)
        return f"{hours:02d}:{minutes:02d}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _to_the_minute(moment: datetime) -> datetime:
    """Cells that were filled by dragging hold 09:59:59.99 for 10:00."""
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0) if moment.year < 9999 else moment


def cell_name(row: int, column: int) -> str:
    """A cell as office programs name it; *column* counts from 0: ``(7, 3)`` is D7."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
