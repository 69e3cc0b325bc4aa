"""The cells of one sheet of an XLSX file: where each stands, and what it holds."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.values.files.budget import MOST_COLUMNS, MOST_ROWS, Budget
from bot.values.refused import Refused

MOST_MISTAKES = 1000
"""So many cells that hold nothing that could be read are named."""

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Field = tuple[int, int, int, int]
"""First row and column, last row and column, from 1."""


@dataclass
class Sheet:
    """The cells of one sheet by row, from 1; merged fields; formulas (row, cell) that were never worked out."""

    title: str
    rows: dict[int, list[str]] = field(default_factory=dict)
    merged: list[Field] = field(default_factory=list)
    unworked: list[tuple[int, str]] = field(default_factory=list)


class SheetReader:
    """Rows and cells of a sheet as they come; *row* is the one that is being read."""

    def __init__(
        self,
        sheet: Sheet,
        budget: Budget,
        texts: Sequence[str],
        value: Callable[[str, str, int], Any],
        as_text: Callable[[Any], str],
    ) -> None:
        self.sheet = sheet
        self._budget, self._texts, self._value, self._as_text = budget, texts, value, as_text
        self.row = self._column = self._aside = 0
        self._about: Mapping[str, str] = {}
        self._written: str | None = None
        self._inline: list[str] = []
        self._is_formula = False

    def starts(self, tag: str, about: Mapping[str, str]) -> None:
        """A row, a cell, or something in a cell."""
        if tag == "c":
            self._about, self._written, self._is_formula = about, None, False
            self._inline.clear()
            self._column = _place(about["r"])[1] if "r" in about else self._column + 1
        elif tag == "row":
            self.row = int(about["r"]) if "r" in about else self.row + 1
            self._column = 0
        elif tag == "f":
            self._is_formula = True
        elif tag == "rPh":
            self._aside += 1
        elif tag == "mergeCell":
            self._merge(about["ref"])

    def ends(self, tag: str, text: str) -> None:
        """The end of it, with the text that stood in it."""
        if tag == "v":
            self._written = text
        elif tag == "t" and not self._aside:
            self._inline.append(text)
        elif tag == "rPh":
            self._aside -= 1
        elif tag == "c":
            self._cell()

    def _cell(self) -> None:
        kind = self._about.get("t", "n")
        if self._is_formula and not self._written and kind != "str":
            if len(self.sheet.unworked) < MOST_MISTAKES:
                self.sheet.unworked.append((self.row, self._about.get("r", "")))
            return
        told = self._told(kind)
        if not told:
            return
        if not 0 < self.row <= MOST_ROWS or self._column > MOST_COLUMNS:
            raise Refused("file-too-many-rows", most=MOST_ROWS)
        row = self.sheet.rows.setdefault(self.row, [])
        if len(row) < self._column:
            self._budget.spend(cells=self._column - len(row))
            row += [""] * (self._column - len(row))
        row[self._column - 1] = told

    def _told(self, kind: str) -> str:
        if kind == "s" and self._written:
            return self._texts[int(self._written)]
        if kind == "inlineStr":
            told = unescaped("".join(self._inline)).strip()
        elif self._written is None:
            return ""
        else:
            told = self._as_text(self._value(kind, self._written, int(self._about.get("s", 0))))
        self._budget.spend(signs=len(told))
        return told

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        (top, left), (bottom, right) = _place(first), _place(last or first)
        if top > bottom or left > right:  # no office program writes it, and its area would be less than nothing
            return
        area = (bottom - top + 1) * (right - left + 1)
        if area > MOST_ROWS or bottom > MOST_ROWS or right > MOST_COLUMNS:
            return
        self._budget.spend(cells=area)
        self.sheet.merged.append((top, left, bottom, right))


def _place(ref: str) -> tuple[int, int]:
    """Row and column of ``B7``, from 1."""
    found = _CELL.fullmatch(ref)
    if found is None:
        raise ValueError(ref)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def value(kind: str, written: str, style: int, *, dates: Mapping[int, bool], epoch: int) -> Any:
    """What a cell holds: a text, a number, a truth, a date, an hour or a length of time."""
    match kind:
        case "n":
            number = float(written) if re.search("[.eE]", written) else int(written)
            return _date(number, epoch, is_length=dates[style]) if style in dates else number
        case "b":
            return bool(int(written))
        case "d":
            return datetime.fromisoformat(written)
        case _:
            return unescaped(written)


def _date(number: float, epoch: int, *, is_length: bool) -> Any:
    from openpyxl.utils import datetime as dated  # half a second, which no other command needs

    begin = dated.MAC_EPOCH if epoch == 1904 else dated.WINDOWS_EPOCH
    try:
        return dated.from_excel(number, begin, timedelta=is_length)
    except (OverflowError, ValueError):
        return "#VALUE!"


def unescaped(text: str) -> str:
    """Signs that XML cannot hold are written as ``_x000D_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
