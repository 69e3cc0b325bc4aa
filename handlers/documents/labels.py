"""How labels lie on paper: pure arithmetic, in millimetres from the upper left corner. Whoever paints asks only this.

24 labels on A4, four beside each other, each with its QR picture above, its number, its name and the host; or one large
one with the district's name and its own line.
"""

import itertools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import segno

from bot.places.labels.sheets import Head, Label

WIDE, HIGH = 210.0, 297.0
COLUMNS, ROWS = 4, 6
EACH = COLUMNS * ROWS
"""Labels of one sheet."""

MARGIN = 6.0
INSET = 2.5
QR, LARGE_QR = 30.0, 120.0
QUIET = 4
"""Modules without ink around a QR picture, without which readers do not find it."""

MARK = "\u25a1"
"""Stands for letters that no font of ours has: emoji, scripts written from the right."""

MORE = "\u2026"
LATIN, CHINESE = "latin", "chinese"

Letter = tuple[str, str]
"""A font, and what is drawn in it."""

UNKNOWN: Letter = (CHINESE, MARK)

ALIKE = {"\u0141": "L", "\u0142": "l", "\u0110": "D", "\u0111": "d", "\u0131": "i", "\u0126": "H", "\u0127": "h"}
"""Letters whose stroke is no accent that could go."""

MOST_LETTERS = 200
"""Letters of a name that are looked at: no more of them ever have room."""


@dataclass(frozen=True)
class Ink:
    """A black rectangle."""

    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True)
class Run:
    """A piece of a line in one font: *x* is where it begins, *y* its base line, *size* its height in millimetres."""

    x: float
    y: float
    text: str
    font: str
    size: float
    grey: bool = False


Shape = Ink | Run
Width = Callable[[str, str, float], float]
"""How wide a text is in a font of a size."""


def sheets(labels: Sequence[Label], width: Width) -> Iterator[Iterator[list[Shape]]]:
    """For each sheet of small labels: the marks to cut along, then each label, worked out when it is asked for."""
    wide, high = (WIDE - 2 * MARGIN) / COLUMNS, (HIGH - 2 * MARGIN) / ROWS
    for first in range(0, len(labels), EACH):
        yield _sheet(labels[first : first + EACH], wide, high, width)


def _sheet(labels: Sequence[Label], wide: float, high: float, width: Width) -> Iterator[list[Shape]]:
    yield list(_cutting(wide, high))
    for n, label in enumerate(labels):
        down, across = divmod(n, COLUMNS)
        yield list(_small(label, MARGIN + across * wide, MARGIN + down * high, wide, width))


def _small(label: Label, x: float, y: float, wide: float, width: Width) -> Iterator[Shape]:
    middle, room = x + wide / 2, wide - 2 * INSET
    yield from code(label.content, middle - QR / 2, y + 1.0, QR)
    yield from _line(label.code, middle, y + 34.0, room, (4.2, 3.2, 2.4), width)
    size, lines = _fitted(label.name, room, ((3.2, 1), (2.8, 2), (2.4, 2)), width)
    for n, text in enumerate(lines):
        yield from _line(text, middle, y + 37.8 + n * size * 1.15, room, (size,), width)
    yield from _line(label.host, middle, y + 45.6, room, (2.2, 1.8, 1.5), width, grey=True)


def large(label: Label, head: Head, how: str, width: Width) -> list[Shape]:
    """One label on a sheet; *how* tells what to do with it."""
    middle, room = WIDE / 2, WIDE - 40.0
    shapes: list[Shape] = list(_line(head.district, middle, 32.0, room, (11.0, 8.0, 6.0), width))
    if head.words:
        shapes += _line(head.words, middle, 46.0, room, (7.0, 5.5, 4.5), width)
    shapes += code(label.content, middle - LARGE_QR / 2, 56.0, LARGE_QR)
    shapes += _line(how, middle, 188.0, room, (6.0, 5.0, 4.0), width)
    shapes += _line(label.code, middle, 212.0, room, (16.0, 11.0, 7.0), width)
    size, lines = _fitted(label.name, room, ((11.0, 1), (9.0, 2), (7.0, 3)), width)
    for n, text in enumerate(lines):
        shapes += _line(text, middle, 230.0 + n * size * 1.2, room, (size,), width)
    shapes += _line(label.host, middle, 274.0, room, (6.0, 5.0, 4.0), width, grey=True)
    return shapes


def code(content: str, x: float, y: float, side: float) -> Iterator[Ink]:
    """A QR picture, its quiet margin included in *side*; dark modules of a row that touch are one rectangle."""
    rows = [bytes(row) for row in segno.make(content, error="m", micro=False).matrix]
    module = side / (len(rows) + 2 * QUIET)
    for down, row in enumerate(rows):
        begin: int | None = None
        for across in range(len(row) + 1):
            is_dark = across < len(row) and bool(row[across])
            if is_dark and begin is None:
                begin = across
            elif not is_dark and begin is not None:
                left, top = x + (begin + QUIET) * module, y + (down + QUIET) * module
                yield Ink(left, top, (across - begin) * module, module)
                begin = None


def _cutting(wide: float, high: float) -> Iterator[Shape]:
    """Small marks where sheets are cut."""
    for across in range(COLUMNS + 1):
        for down in range(ROWS + 1):
            x, y = MARGIN + across * wide, MARGIN + down * high
            yield Ink(x - 1.0, y - 0.05, 2.0, 0.1)
            yield Ink(x - 0.05, y - 1.0, 0.1, 2.0)


def _line(
    text: str, middle: float, y: float, room: float, sizes: Sequence[float], width: Width, *, grey: bool = False
) -> Iterator[Run]:
    """A line in the middle, in the largest of *sizes* in which it has room; else cut off in the smallest."""
    letters = _letters(text)
    size = next((one for one in sizes if _wide(letters, one, width) <= room), sizes[-1])
    letters = _cut(letters, room, size, width)
    x = middle - _wide(letters, size, width) / 2
    for font, part in _runs(letters):
        yield Run(x, y, part, font, size, grey)
        x += width(part, font, size)


def _fitted(text: str, room: float, tries: Sequence[tuple[float, int]], width: Width) -> tuple[float, list[str]]:
    """The largest size in which *text* fits into its number of lines, and the lines; cut off in the last of *tries*."""
    for size, most in tries:
        lines, is_whole = broken(text, room, size, most, width)
        if is_whole:
            break
    return size, lines


def broken(text: str, room: float, size: float, most: int, width: Width) -> tuple[list[str], bool]:
    """*text* in at most *most* lines, broken at blanks where there are some, and whether nothing was cut off."""
    rest = _letters(text)
    lines: list[str] = []
    while rest and len(lines) < most - 1 and _wide(rest, size, width) > room:
        end = max(1, _first(rest, room, size, width))
        blank = max((n for n in range(end + 1) if rest[n : n + 1] == [(LATIN, " ")]), default=0)
        end = blank if blank > end // 2 else end
        lines.append(_text(rest[:end]).rstrip())
        rest = rest[end:]
        while rest and rest[0] == (LATIN, " "):
            rest = rest[1:]
    last = _cut(rest, room, size, width)
    return [*lines, *([_text(last)] if last else [])], last == rest and len(text) <= MOST_LETTERS


def _cut(letters: list[Letter], room: float, size: float, width: Width) -> list[Letter]:
    """As many of *letters* as have room, with an ellipsis where some were cut off."""
    if _wide(letters, size, width) <= room:
        return letters
    more = (LATIN, MORE)
    kept = letters[: _first(letters, room - width(MORE, LATIN, size), size, width)]
    while kept and kept[-1] == (LATIN, " "):
        kept = kept[:-1]
    return [*kept, more]


def _first(letters: Sequence[Letter], room: float, size: float, width: Width) -> int:
    """How many of the first *letters* have room."""
    for n, (font, drawn) in enumerate(letters):
        room -= width(drawn, font, size)
        if room < 0:
            return n
    return len(letters)


def _wide(letters: Sequence[Letter], size: float, width: Width) -> float:
    return sum(width(drawn, font, size) for font, drawn in letters)


def _text(letters: Sequence[Letter]) -> str:
    return "".join(drawn for _, drawn in letters)


def _runs(letters: Sequence[Letter]) -> list[Letter]:
    """Letters of one font that stand beside each other as one."""
    return [(font, _text(list(each))) for font, each in itertools.groupby(letters, key=lambda one: one[0])]


def _letters(text: str) -> list[Letter]:
    """The first 200 letters of *text*, each in a font that has it: an accent that none has goes, else a mark stands."""
    found: list[Letter] = []
    for letter in unicodedata.normalize("NFC", text[:MOST_LETTERS]):
        one = drawn(letter)
        if one is not None and not (one == UNKNOWN and found[-1:] == [UNKNOWN]):  # one mark for a whole word
            found.append(one)
    return [*found, (LATIN, MORE)] if len(text) > MOST_LETTERS else found


@lru_cache(maxsize=10_000)
def drawn(letter: str) -> Letter | None:
    """In which font a letter is drawn, and as what; None for what nobody sees."""
    if unicodedata.category(letter) in {"Mn", "Me", "Cf", "Cc", "Cs"}:
        return None
    if _fits(letter, "cp1252"):
        return LATIN, letter
    if letter <= "\uffff" and _fits(letter, "gbk"):
        return CHINESE, letter
    plain = [one for one in unicodedata.normalize("NFKD", ALIKE.get(letter, letter)) if _fits(one, "cp1252")]
    return (LATIN, "".join(plain)) if plain else UNKNOWN


def _fits(letter: str, coding: str) -> bool:
    try:
        letter.encode(coding)
    except UnicodeEncodeError:
        return False
    return True
