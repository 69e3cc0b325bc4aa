"""Sheets of an XLSX file as texts, read as a stream.

A small file may unpack to a great deal: nothing of it is kept but its cells, and these are counted while they come.
"""

import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from bot.values.files.budget import MOST_CELL, MOST_COLUMNS, MOST_ROWS, USUAL, Budget, Limits
from bot.values.refused import Refused

MOST_TAG = 2**20
"""Bytes of one tag with its attributes, or of one comment."""
MOST_MISTAKES = 1000
"""So many cells that hold nothing that could be read are named."""

PIECE = 65_536
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Starts = Callable[[str, Mapping[str, str]], None]
Ends = Callable[[str, str], None]
Field = tuple[int, int, int, int]
"""First row and column, last row and column, from 1."""


@dataclass
class Sheet:
    """The cells of one sheet by row, from 1; merged fields; formulas (row, cell) that were never worked out."""

    title: str
    rows: dict[int, list[str]] = field(default_factory=dict)
    merged: list[Field] = field(default_factory=list)
    unworked: list[tuple[int, str]] = field(default_factory=list)


def sheets(data: bytes, name: str, as_text: Callable[[Any], str], limits: Limits = USUAL) -> Iterator[Sheet]:
    """Each sheet that holds cells, hidden ones too; *as_text* says what a value is called. Refused as for a table."""
    try:
        yield from _sheets(data, name, as_text, limits)
    except Refused:
        raise
    except Exception as wrong:  # a damaged part raises whatever the reader of that part raises
        raise Refused("file-not-xlsx", file=name) from wrong


def _sheets(data: bytes, name: str, as_text: Callable[[Any], str], limits: Limits) -> Iterator[Sheet]:
    book = Book(data, Budget(name, limits))
    found = book.sheets()
    read = book.reader(as_text)
    for title, part in found:
        sheet = read(Sheet(title))
        book.walk(part, sheet.starts, sheet.ends, {"v", "t"})
        yield sheet.sheet


class Book:
    """The parts of a workbook that say where its sheets lie, and what their cells mean."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.packed = zipfile.ZipFile(io.BytesIO(data))  # in the memory: nothing is left open
        self.budget = budget
        if sum(one.file_size for one in self.packed.infolist()) > (most := budget.limits.unzipped):
            raise Refused("file-too-large", file=budget.name, most=most // 2**20)
        self.names = {one.lower(): one for one in self.packed.namelist()}
        self.epoch = 1900

    def walk(self, part: str, starts: Starts, ends: Ends, told: Collection[str]) -> None:
        """Read *part*; names come without their prefix, and texts only of the tags that are *told*."""
        for _ in self.pieces(part, starts, ends, told):
            pass

    def pieces(self, part: str, starts: Starts, ends: Ends, told: Collection[str]) -> Iterator[None]:
        """The same piece by piece."""
        return _Walk(self.budget, starts, ends, told).through(self.packed, self.names[part.lower()])

    def reader(self, as_text: Callable[[Any], str]) -> "Callable[[Sheet], SheetReader]":
        """What reads the cells of a sheet, with the texts and styles of the book; they are read once."""
        texts, value = self.shared(), partial(_value, dates=self.dates(), epoch=self.epoch)
        return lambda sheet: SheetReader(sheet, self.budget, texts, value, as_text)

    def holds(self, part: str, said: bytes) -> bool:
        """Whether *said* stands anywhere in *part*; True also for a part whose letters have two bytes."""
        with self.packed.open(self.names[part.lower()]) as read:
            before = read.read(2)
            if before in {b"\xff\xfe", b"\xfe\xff"}:
                return True
            while piece := read.read(PIECE):
                if said in before + piece:
                    return True
                before = piece[1 - len(said) :]
        return False

    def sheets(self) -> list[tuple[str, str]]:
        """Names and parts of all sheets with cells; Refused where there are only charts."""
        start = self._related("_rels/.rels", "")
        home = next((part for kind, part in start.values() if kind == "officeDocument"), "xl/workbook.xml")
        listed: list[tuple[str, str]] = []

        def starts(tag: str, about: Mapping[str, str]) -> None:
            if tag == "sheet":
                self.budget.spend(cells=1)
                listed.append((about.get("name", ""), about.get("id", "")))
            elif tag == "workbookPr" and about.get("date1904") in {"1", "true"}:
                self.epoch = 1904

        self.walk(home, starts, _nothing, ())
        folder = PurePosixPath(home).parent
        self._parts = self._related(str(folder / "_rels" / f"{PurePosixPath(home).name}.rels"), str(folder))
        found = [(title, self._parts[key]) for title, key in listed if key in self._parts]
        cells = [(title, part) for title, (kind, part) in found if kind == "worksheet"]
        if not cells:
            raise Refused("file-only-charts" if found else "file-not-xlsx", file=self.budget.name)
        return cells

    def _related(self, part: str, folder: str) -> dict[str, tuple[str, str]]:
        """Kinds and places of the parts that *part* names, by their key."""
        found: dict[str, tuple[str, str]] = {}

        def starts(tag: str, about: Mapping[str, str]) -> None:
            if tag == "Relationship" and about.get("TargetMode") != "External":
                self.budget.spend(cells=1)
                place = about["Target"]
                place = place[1:] if place.startswith("/") else str(PurePosixPath(folder) / place)
                found[about["Id"]] = (about.get("Type", "").rpartition("/")[2], place.removeprefix("./"))

        if part.lower() in self.names:
            self.walk(part, starts, _nothing, ())
        return found

    def _of_kind(self, kind: str) -> str | None:
        found = next((part for has, part in self._parts.values() if has == kind), None)
        return found if found is not None and found.lower() in self.names else None

    def shared(self) -> list[str]:
        """The texts that cells name by their number."""
        found: list[str] = []
        pieces: list[str] = []
        aside = 0

        def starts(tag: str, _about: Mapping[str, str]) -> None:
            nonlocal aside
            aside += tag == "rPh"

        def ends(tag: str, text: str) -> None:
            nonlocal aside
            aside -= tag == "rPh"
            if tag == "t" and not aside:
                pieces.append(text)
            elif tag == "si":
                whole = _unescaped("".join(pieces)).strip()
                pieces.clear()
                self.budget.spend(cells=1, signs=len(whole))
                found.append(whole)

        if part := self._of_kind("sharedStrings"):
            self.walk(part, starts, ends, {"t"})
        return found

    def dates(self) -> dict[int, bool]:
        """Styles of cells that hold a date or an hour, by number; True: a length of time."""
        from openpyxl.styles import numbers

        formats: dict[int, str] = dict(numbers.BUILTIN_FORMATS)
        styles: list[int] = []
        is_in = False

        def starts(tag: str, about: Mapping[str, str]) -> None:
            nonlocal is_in
            is_in = is_in or tag == "cellXfs"
            if tag == "numFmt":
                self.budget.spend(cells=1, signs=len(about["formatCode"]))
                formats[int(about["numFmtId"])] = about["formatCode"]
            elif tag == "xf" and is_in:
                self.budget.spend(cells=1)
                styles.append(int(about.get("numFmtId", 0)))

        def ends(tag: str, _text: str) -> None:
            nonlocal is_in
            is_in = is_in and tag != "cellXfs"

        if part := self._of_kind("styles"):
            self.walk(part, starts, ends, ())
        which = {n: formats.get(n) for n in set(styles)}
        dated = {n: bool(numbers.is_timedelta_format(f)) for n, f in which.items() if numbers.is_date_format(f)}
        return {at: dated[n] for at, n in enumerate(styles) if n in dated}


def _nothing(_tag: str, _text: str) -> None:
    """What ends is not asked for."""


class _Walk:
    """One part, tag by tag; declarations of a document's own entities are refused."""

    def __init__(self, budget: Budget, starts: Starts, ends: Ends, told: Collection[str]) -> None:
        self._budget, self._starts, self._ends, self._told = budget, starts, ends, told
        self._held: list[str] | None = None
        self._size = self._tags = 0
        self._local: dict[str, str] = {}

    def through(self, packed: zipfile.ZipFile, part: str) -> Iterator[None]:
        """To its end, piece by piece."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._declared
        fed = 0
        with packed.open(part) as read:
            while piece := read.read(PIECE):
                parser.Parse(piece, False)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > MOST_TAG:  # it keeps what has not come to its end
                    raise ValueError("a tag without end")
                self._budget.spend(tags=self._tags)
                self._tags = 0
                yield
        parser.Parse(b"", True)

    def _name(self, tag: str) -> str:
        """Without its prefix; each is cut once, for there are as many tags as cells."""
        found = self._local.get(tag)
        if found is None:
            found = self._local[tag] = tag.rpartition(":")[2]
        return found

    def _start(self, tag: str, about: Mapping[str, str]) -> None:
        self._tags += 1
        name = self._name(tag)
        if name in self._told:
            self._held, self._size = [], 0
        self._starts(name, {self._name(key): value for key, value in about.items()} if about else about)

    def _end(self, tag: str) -> None:
        held, self._held = self._held, None
        self._ends(self._name(tag), "".join(held or ()))

    def _text(self, text: str) -> None:
        if self._held is not None:
            self._held.append(text)
            self._size += len(text)
            if self._size > MOST_CELL:
                raise Refused("file-cell-too-long", line=1, most=MOST_CELL)

    def _declared(self, *_about: object) -> None:
        raise ValueError("a document type")


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
            told = _unescaped("".join(self._inline)).strip()
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


def _value(kind: str, written: str, style: int, *, dates: Mapping[int, bool], epoch: int) -> Any:
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
            return _unescaped(written)


def _date(number: float, epoch: int, *, is_length: bool) -> Any:
    from openpyxl.utils import datetime as dated  # half a second, which no other command needs

    begin = dated.MAC_EPOCH if epoch == 1904 else dated.WINDOWS_EPOCH
    try:
        return dated.from_excel(number, begin, timedelta=is_length)
    except (OverflowError, ValueError):
        return "#VALUE!"


def _unescaped(text: str) -> str:
    """Signs that XML cannot hold are written as ``_x000D_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
