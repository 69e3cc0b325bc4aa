"""Sheets of an XLSX file as texts, read as a stream.

A small file may unpack to a great deal: nothing of it is kept but its cells, and these are counted while they come.
"""

import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from bot.values.files import xlsx_cells
from bot.values.files.budget import MOST_CELL, USUAL, Budget, Limits
from bot.values.files.xlsx_cells import Sheet, SheetReader
from bot.values.refused import Refused

MOST_TAG = 2**20
"""Bytes of one tag with its attributes, or of one comment."""

PIECE = 65_536

Starts = Callable[[str, Mapping[str, str]], None]
Ends = Callable[[str, str], None]


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

    def reader(self, as_text: Callable[[Any], str]) -> Callable[[Sheet], SheetReader]:
        """What reads the cells of a sheet, with the texts and styles of the book; they are read once."""
        texts, value = self.shared(), partial(xlsx_cells.value, dates=self.dates(), epoch=self.epoch)
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
                whole = xlsx_cells.unescaped("".join(pieces)).strip()
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
