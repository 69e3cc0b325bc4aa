"""The register of places as a file: CSV and XLSX for people, GeoJSON and YAML for programs; rows as they come."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import yaml

from bot.places.files import giving
from bot.places.register import Place
from bot.values import formats
from bot.words import Words
from handlers.documents.features import Features
from handlers.documents.spreadsheets import CsvRows, Rows, XlsxRows

KINDS = ("csv", "xlsx", "geojson", "yaml")
"""How the names of such files end."""


class PlaceFile:
    """Takes places, and writes them in the way that was asked for; *personal*: with people and their numbers."""

    def __init__(self, out: BinaryIO, kind: str, words: Words, language: str, *, personal: bool) -> None:
        self._out = out
        self._personal = personal
        self._table: Rows | None = None
        self._features: Features | None = None
        self._is_whole = False
        names = giving.columns(personal=personal)
        head = [words.say(language, f"places-column-{formats.dashed(name)}") for name in names]
        match kind:
            case "csv":
                self._table = CsvRows(out, head)
            case "xlsx":
                self._table = XlsxRows(out, head, words.say(language, "places-sheet-places"))
            case "geojson":
                self._features = Features(out)

    def add(self, places: Iterable[Place]) -> None:
        """The next ones."""
        rows = [giving.row(one, personal=self._personal) for one in places]
        if self._table is not None:
            self._table.add([list(row.values()) for row in rows])
        elif self._features is not None:
            self._features.add([_said(row) for row in rows])
        elif rows:
            told = [_said(row) for row in rows]
            self._out.write(yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000).encode("utf8"))

    def end(self) -> None:
        """There are no more."""
        for one in (self._table, self._features):
            if one is not None:
                one.end()
        self._is_whole = True

    def leave(self) -> None:
        """Nothing of one that is not whole stays anywhere."""
        if self._table is not None and not self._is_whole:
            self._table.leave()


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without what nobody has said."""
    return {name: value for name, value in row.items() if value is not None}


def mistakes(
    out: BinaryIO, title: str, head: Sequence[str], rows: Iterable[Sequence[Any]], marks: Mapping[tuple[int, int], str]
) -> None:
    """A sheet of rows that hold mistakes; each wrong cell (row, column, from 0) is red and says what is wrong."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    from handlers.documents import spreadsheets

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "B2"
    red = PatternFill("solid", fgColor="FFC7CE")

    def cell(value: Any, mark: str = "", *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet, spreadsheets.written(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"
        if bold:
            made.font = Font(bold=True)
        if mark:
            made.fill = red
            made.comment = Comment(mark, "Patrolbot", height=120, width=320)
        return made

    sheet.append([cell(name, bold=True) for name in head])
    for number, row in enumerate(rows):
        sheet.append([cell(value, marks.get((number, n), "")) for n, value in enumerate(row)])
    book.save(out)
