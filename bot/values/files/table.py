"""Rows of cells from CSV or XLSX, as office programs write them.

CSV with commas, semicolons, tabs or strokes: the one that yields the most known heads. XLSX with merged cells (each
cell of a merged field holds what is written in it), hours to the minute, formulas that were never worked out.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.values.files import text as file_text
from bot.values.refused import Refused

SEPARATORS = ",;\t|"
MOST_CELL = 131_072
"""Characters of one cell; a quote that is never closed swallows the rest of the file."""
MOST_ROWS, MOST_COLUMNS = 200_000, 400
MOST_UNZIPPED = 128 * 2**20
"""What an XLSX file may hold unpacked; read from its own list, before it is opened."""
_ZERO = datetime(1899, 12, 30)
"""Day 0 of spreadsheets, by which hours beyond 24 are shown."""


@dataclass(frozen=True)
class Row:
    """One row: its number as the office program shows it, and its cells as texts, none at the end empty."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows of a file that hold anything; *is_sheet* says whether cells have names like B4."""

    rows: tuple[Row, ...]
    is_sheet: bool = False
    notes: tuple[tuple[str, dict[str, object]], ...] = ()
    mistakes: tuple[Refused, ...] = ()


def read(path: Path, heads: Collection[str] = ()) -> Table:
    """The table in a file; *heads* are the names of columns that are looked for. Refused where it is none."""
    data = file_text.data_of(path)
    if file_text.kind_of(data) == "xlsx":
        return _sheet(data, path.name)
    if data[:2] == b"PK" and path.suffix.lower() == ".xlsx":
        raise Refused("file-not-xlsx", file=path.name)
    found = file_text.decoded(data, path.name, "table")
    return Table(_rows(found.text, {head.lower() for head in heads}), notes=found.notes)


# --- CSV


def _rows(text: str, heads: Collection[str]) -> tuple[Row, ...]:
    separator = max(SEPARATORS, key=lambda sign: (_known_heads(text, sign, heads), -SEPARATORS.index(sign)))
    return tuple(_split(text, separator))


def _known_heads(text: str, separator: str, heads: Collection[str]) -> int:
    """How many known heads the first rows have with this separator."""
    best = 0
    try:
        for row in _split(text[:20_000], separator):
            best = max(best, sum(cell.lower() in heads for cell in row.cells))
            if row.number > 10:
                break
    except Refused:
        pass
    return best


def _split(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
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


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells without blanks around them, and without the empty ones at the end."""
    told = [cell.strip() for cell in cells]
    while told and not told[-1]:
        told.pop()
    return tuple(told)


# --- XLSX


def _sheet(data: bytes, name: str) -> Table:
    """The first sheet that holds cells."""
    sizes = sum(one.file_size for one in zipfile.ZipFile(io.BytesIO(data)).infolist())
    if sizes > MOST_UNZIPPED:
        raise Refused("file-too-large", file=name, most=MOST_UNZIPPED // 2**20)
    shown, written = _book(data, name, data_only=True), _book(data, name, data_only=False)
    if not shown.worksheets:
        raise Refused("file-only-charts", file=name)
    sheet, formulas = shown.worksheets[0], written.worksheets[0]
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise Refused("file-too-many-rows", most=MOST_ROWS)
    merged = _merged(sheet)
    rows, mistakes = [], []
    for number, (cells, raw) in enumerate(zip(sheet.iter_rows(), formulas.iter_rows(), strict=False), 1):
        told = [cell_text(merged.get((c.row, c.column), c.value)) for c in cells]
        mistakes += [
            Refused("file-formula-without-value", cell=one.coordinate)
            for one, was in zip(cells, raw, strict=False)
            if one.value is None and isinstance(was.value, str) and was.value.startswith("=")
        ]
        if trimmed := _trimmed(told):
            rows.append(Row(number, trimmed))
    others = [one.title for one in shown.worksheets[1:] if one.max_row > 1 or one.max_column > 1]
    notes = (("file-other-sheets", {"sheet": sheet.title, "others": ", ".join(others)}),) if others else ()
    return Table(tuple(rows), True, notes, tuple(mistakes))


def _book(data: bytes, name: str, *, data_only: bool) -> Any:
    from openpyxl import load_workbook  # half a second, which no other command needs

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that it does not keep, such as styles
            return load_workbook(io.BytesIO(data), data_only=data_only)
    except Exception as wrong:  # a damaged part raises whatever the reader of that part raises
        raise Refused("file-not-xlsx", file=name) from wrong


def _merged(sheet: Any) -> dict[tuple[int, int], Any]:
    """What stands in each cell of a merged field."""
    found: dict[tuple[int, int], Any] = {}
    for field in sheet.merged_cells.ranges:
        if field.max_row - field.min_row > MOST_ROWS or field.max_col - field.min_col > MOST_COLUMNS:
            continue
        value = sheet.cell(field.min_row, field.min_col).value
        cells = field.cells if value is not None else ()
        found.update(dict.fromkeys(cells, value))
    return found


def cell_text(value: Any) -> str:
    """A cell as text: hours to the nearest minute as ``08:00``, dates as ``2026-03-02``, numbers as short as they go."""
    if isinstance(value, datetime):
        value = _to_the_minute(value)
        if value.year < 1901:
            return cell_text(value - _ZERO)
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return cell_text(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second + value.microsecond / 1e6))
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
