"""Rows become CSV or XLSX in which no text of people is a formula; whatever they wrote can be read back from it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Protocol

from bot.values import texts
from bot.values.files import formulas

Plain = str | int | float | None
"""What a cell holds."""

MOST_CELL = 32_767
"""UTF-16 units that a cell takes; programs refuse a file, or lose the rest, where there are more."""

MOST_WIDE, WIDER = 80, 1.15
"""How wide a column is at most, and how much wider than its letters are counted, since some are."""

_BREAKS = re.compile("\r\n?")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and so no XLSX."""


class Rows(Protocol):
    """A file that takes rows as they come."""

    def add(self, rows: Iterable[Sequence[Plain]]) -> None:
        """The next ones."""

    def end(self) -> None:
        """There are no more."""

    def leave(self) -> None:
        """It will not be whole: nothing of it stays anywhere."""


def written(text: str) -> str:
    """*text* as a cell can hold it: no controls but tabs and ends of lines, and not too long."""
    return texts.cut(_UNWRITABLE.sub("", _BREAKS.sub("\n", text)), MOST_CELL - 1)


class CsvRows:
    """RFC 4180 in UTF-8, with the mark by which spreadsheet programs know the encoding."""

    def __init__(self, out: BinaryIO, head: Sequence[str]) -> None:
        self._out = out
        out.write(b"\xef\xbb\xbf")
        self.add([head])

    def add(self, rows: Iterable[Sequence[Plain]]) -> None:
        """The next ones; every text in quotes, so that no program splits it at signs of its own."""
        told = io.StringIO()
        writer = csv.writer(told, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        writer.writerows([_in_csv(cell) for cell in row] for row in rows)
        self._out.write(told.getvalue().encode())

    def end(self) -> None:
        """Nothing follows."""

    def leave(self) -> None:
        """Nothing lies elsewhere."""


def _in_csv(cell: Plain) -> Any:
    return formulas.guarded(written(cell)) if isinstance(cell, str) else "" if cell is None else cell


class XlsxRows:
    """One sheet, its head in bold and in sight; every text is a text, whatever it begins with."""

    def __init__(self, out: BinaryIO, head: Sequence[str], title: str) -> None:
        from openpyxl import Workbook

        self._out = out
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(_title(title))
        self._sheet.freeze_panes = "B2"
        self._sheet.append([_in_xlsx(self._sheet, name, bold=True) for name in head])

    def add(self, rows: Iterable[Sequence[Plain]]) -> None:
        """The next ones."""
        for row in rows:
            self._sheet.append([_in_xlsx(self._sheet, cell) for cell in row])

    def end(self) -> None:
        """Write the book."""
        self._book.save(self._out)

    def leave(self) -> None:
        """The library keeps rows in a file of its own until the book is written."""
        self._sheet.close()
        self._sheet._writer.cleanup()  # noqa: SLF001  # what deletes it has no other name


def workbook(out: BinaryIO, sheets: Mapping[str, Sequence[Sequence[Plain]]]) -> None:
    """Write several sheets by their names, each with its head first; for as many rows as lie in the memory anyhow."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for title, (head, *rows) in sheets.items():
        sheet = book.create_sheet(_title(title))
        sheet.freeze_panes = "A2"
        for n, wide in enumerate(_widths(head, rows), 1):
            sheet.column_dimensions[get_column_letter(n)].width = wide
        sheet.append([_in_xlsx(sheet, name, bold=True) for name in head])
        for row in rows:
            sheet.append([_in_xlsx(sheet, cell) for cell in row])
    book.save(out)


def _widths(head: Sequence[Plain], rows: Sequence[Sequence[Plain]]) -> Iterator[float]:
    """How wide each column is, in letters of a program's own font: its longest text has room, up to a bound."""
    for n in range(len(head)):
        column = (str(row[n]) for row in (head, *rows) if n < len(row) and row[n] is not None)
        longest = max((sum(2 if letter > "\u2e7f" else 1 for letter in text[:MOST_WIDE]) for text in column), default=0)
        yield min(MOST_WIDE, longest * WIDER + 2)


def _title(title: str) -> str:
    """What a sheet may be called."""
    return re.sub(r"[\\/?*\[\]:]", " ", title)[:31] or "1"


def _in_xlsx(sheet: Any, value: Plain, *, bold: bool = False) -> Any:
    """A cell of *sheet*; every text is a text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if not isinstance(value, str):
        return value
    if not (text := written(value)):
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = formulas.guarded(text) != text
    if bold:
        cell.font = Font(bold=True)
    return cell
