"""Cells of an export in the words of one language, or as codes for programs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.exports.columns import Cell, Coded
from bot.values import formats
from bot.words import Words
from handlers.documents.spreadsheets import Plain


class Cells:
    """Says cells in *language*; what was said once is kept, since thousands of rows say the same."""

    def __init__(self, words: Words, language: str) -> None:
        self._words = words
        self._language = language
        self._said: dict[str, str] = {}

    def head(self, names: Iterable[str]) -> list[str]:
        """The names of columns as people read them."""
        return [self._words.say(self._language, f"export-column-{formats.dashed(name)}") for name in names]

    def rows(self, rows: Iterable[Mapping[str, Cell]]) -> list[list[Plain]]:
        """Rows for a spreadsheet."""
        return [[self._plain(cell) for cell in row.values()] for row in rows]

    def _plain(self, cell: Cell) -> Plain:
        if isinstance(cell, bool):
            return self._fact({"word": "export-yes" if cell else "export-no"})
        return self._fact(cell.said) if isinstance(cell, Coded) else cell

    def _fact(self, fact: Mapping[str, Any]) -> str:
        key = repr(fact)
        if key not in self._said:
            self._said[key] = self._words.fact(self._language, fact)
        return self._said[key]


def codes(rows: Iterable[Mapping[str, Cell]], *, named: Sequence[str], cells: Cells) -> list[dict[str, Any]]:
    """Rows for a program: codes as they are, but for the columns *named*, which are names for people."""
    return [
        {name: _code(cell) if name not in named else cells.rows([{name: cell}])[0][0] for name, cell in row.items()}
        for row in rows
    ]


def _code(cell: Cell) -> Any:
    return cell.code if isinstance(cell, Coded) else cell
