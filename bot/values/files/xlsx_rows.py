"""The rows of an XLSX file one after the other: of any number of them only a few stand in the memory at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from bot.values.files.budget import Budget, Limits
from bot.values.files.xlsx import Book
from bot.values.files.xlsx_cells import Field, Sheet, SheetReader
from bot.values.refused import Refused

Cells = tuple[int, list[str]]
"""The number of a row, and its cells as texts; those of a merged field all hold what is written in it."""

HEAD = 30
"""So many rows show what a sheet is about."""

MERGED = b"mergeCell"


class Rows:
    """One sheet: its name, its first rows, and all of them; *unworked* are formulas without a value, read so far."""

    def __init__(self, book: Book, part: str, title: str, reader: Callable[[Sheet], SheetReader]) -> None:
        self._book, self._part, self._reader = book, part, reader
        self.title = title
        self.unworked: list[tuple[int, str]] = []
        self.head = list(islice(self._rows(Sheet(title)), HEAD))

    def all(self) -> Iterator[Cells]:
        """Every row; Refused where the file holds more than it may, or is damaged."""
        sheet = Sheet(self.title)
        self.unworked = sheet.unworked
        return _refusing(self._book.budget.name, lambda: _filled(self._rows(sheet), self._merged()))

    def _rows(self, sheet: Sheet) -> Iterator[Cells]:
        read = self._reader(sheet)
        for _ in self._book.pieces(self._part, read.starts, read.ends, {"v", "t"}):
            for number in [one for one in sheet.rows if one != read.row]:
                yield number, sheet.rows.pop(number)
        yield from sheet.rows.items()

    def _merged(self) -> list[Field]:
        """Its merged fields, which stand behind its rows: these are gone through only where there are some."""
        if not self._book.holds(self._part, MERGED):
            return []
        sheet = Sheet(self.title)
        read = self._reader(sheet)

        def starts(tag: str, about: Mapping[str, str]) -> None:
            if tag == "mergeCell":
                read.starts(tag, about)

        self._book.walk(self._part, starts, lambda _tag, _text: None, ())
        return sheet.merged


def sheets(data: bytes, name: str, as_text: Callable[[Any], str], limits: Limits) -> list[Rows]:
    """Each sheet with cells, hidden ones too; Refused as by :func:`bot.values.files.xlsx.sheets`."""

    def found() -> Iterator[Rows]:
        book = Book(data, Budget(name, limits))
        listed = book.sheets()
        reader = book.reader(as_text)
        return (Rows(book, part, title, reader) for title, part in listed)

    return list(_refusing(name, found))


def _refusing(name: str, found: Callable[[], Iterable[Any]]) -> Iterator[Any]:
    """What is found, one after the other; a damaged part raises whatever the reader of that part raises."""
    try:
        yield from found()
    except Refused:
        raise
    except Exception as wrong:
        raise Refused("file-not-xlsx", file=name) from wrong


def _filled(rows: Iterator[Cells], merged: Sequence[Field]) -> Iterator[Cells]:
    """Each cell of a merged field with what is written in its first one."""
    coming = sorted(merged, reverse=True)
    told: list[tuple[Field, str]] = []
    for number, cells in rows:
        while coming and coming[-1][0] <= number:
            top, left, bottom, right = coming.pop()
            if top == number and (said := cells[left - 1 : left]) and said[0]:
                told.append(((top, left, bottom, right), said[0]))
        told = [one for one in told if one[0][2] >= number]
        for (_, left, _, right), text in told:
            cells.extend([""] * (right - len(cells)))
            cells[left - 1 : right] = [text] * (right - left + 1)
        yield number, cells
