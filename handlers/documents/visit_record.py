"""The record of a visit as PDF: every item with its answer and photos, the signatures, and what the paper is not.

Chinese letters go into the file where the machine has a font for them (:mod:`handlers.documents.letters`).
The file says of itself what it is and which number it has; no name of a person stands in its properties.
"""

import html
import io
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PIL import Image as Pictures
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Table,
)

from bot.inspections.papers.record.sheet import ItemLine, Row, Sheet, Signed
from bot.values import texts
from handlers.documents import labels, labels_pdf, letters

LATIN = labels_pdf.FONTS[labels.LATIN]
BOLD = "Helvetica-Bold"

INK, SOFT, LINE, GROUND, ALARM = (HexColor(one) for one in ("#1f2328", "#57606a", "#c6ced6", "#eef2f7", "#a40e26"))
MARGIN, FOOT = 16 * mm, 20 * mm
WIDE = A4[0] - 2 * MARGIN
THUMB_WIDE, THUMB_HIGH = 38 * mm, 30 * mm
SIGN_WIDE, SIGN_HIGH = 52 * mm, 20 * mm
ROOM = 35 * mm
"""Below a heading there is so much room at least, else it stands on the next page."""

PER_LINE = 3
"""So many photos stand beside each other."""

MOST_LETTERS, MOST_LINES = 1500, 40
"""Letters and lines of one text that are drawn: a page has room for them."""

Say = Callable[[Any], str]
"""A fact of the words in the language of the paper."""


def _style(size: float, colour: Any = INK, *, above: float = 0.0, below: float = 0.0) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}-{colour.hexval()}-{above}-{below}",
        fontName=LATIN,
        fontSize=size,
        leading=size * 1.42,
        textColor=colour,
        wordWrap="CJK",
        spaceBefore=above,
        spaceAfter=below,
    )


TITLE, HEAD = _style(17, below=4), _style(11.5, HexColor("#1f3a5f"), above=9, below=3)
TEXT, SMALL, LABEL = _style(9.5), _style(8.5, SOFT), _style(8.5, SOFT)
WARN = _style(10, ALARM, below=4)
RESULT, FAILED = _style(9.5), _style(9.5, ALARM)


def made(sheet: Sheet, say: Say, pictures: Mapping[int, bytes]) -> bytes:
    """The file; slow, for a thread. *pictures* are JPEG files by the ids of evidence; those that lack are named so."""
    out = io.BytesIO()
    title = say({"word": "visit-paper-file-title", "number": sheet.number})
    page = BaseDocTemplate(
        out, pagesize=A4, title=title, author="Patrolbot", creator="Patrolbot", producer="Patrolbot", invariant=1
    )
    frame = Frame(MARGIN, FOOT, WIDE, A4[1] - FOOT - 14 * mm, 0, 0, 0, 0)
    page.addPageTemplates([PageTemplate(frames=[frame])])
    page.build(list(_story(sheet, say, pictures)), canvasmaker=_canvas(sheet, say))
    return out.getvalue()


def _story(sheet: Sheet, say: Say, pictures: Mapping[int, bytes]) -> Iterable[Flowable]:
    yield _text(say({"word": "visit-paper-title", "number": sheet.number}), TITLE, bold=True)
    if sheet.drafted:
        yield _text(say({"word": "visit-paper-draft"}), WARN)
    if sheet.rows:
        yield _rows(sheet.rows, say)
    if sheet.items:
        yield CondPageBreak(ROOM)
        yield _text(say({"word": "visit-paper-items"}), HEAD, bold=True)
        yield _items(sheet.items, say, pictures)
    if sheet.omitted:
        yield _text(say({"word": "visit-paper-omitted", "count": sheet.omitted}), SMALL)
    for key, lines in (("visit-paper-disputes", sheet.disputes), ("visit-paper-hazards", sheet.hazards)):
        if lines:
            yield CondPageBreak(ROOM)
            yield _text(say({"word": key}), HEAD, bold=True)
            yield from (_text(say(line), TEXT) for line in lines)
    head = _text(say({"word": "visit-paper-signatures"}), HEAD, bold=True)
    unsigned = _text(say({"word": "visit-paper-unsigned"}), TEXT)
    yield KeepTogether([head, _signatures(sheet.signed, say, pictures) if sheet.signed else unsigned])


def _rows(rows: Sequence[Row], say: Say) -> Table:
    """Names of facts at the left, facts at the right; a field that waits for somebody has a line to write on."""
    told = [[_text(say(one.label), LABEL), _text("" if one.blank else say(one.value), TEXT)] for one in rows]
    lines = [("LINEBELOW", (1, n), (1, n), 0.8, INK) for n, one in enumerate(rows) if one.blank]
    look = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE), *_tight(2.2), *lines]
    return Table(told, [34 * mm, WIDE - 34 * mm], style=look)


def _tight(padding: float) -> list[tuple[Any, ...]]:
    both, whole = ("TOPPADDING", "BOTTOMPADDING"), ((0, 0), (-1, -1))
    return [*((one, *whole, padding) for one in both), ("LEFTPADDING", *whole, 3), ("RIGHTPADDING", *whole, 3)]


def _items(items: Sequence[ItemLine], say: Say, pictures: Mapping[int, bytes]) -> Table:
    widths = [10 * mm, WIDE - 42 * mm, 32 * mm]
    rows: list[list[Any]] = [
        [_text(say({"word": f"visit-paper-head-{one}"}), LABEL) for one in ("n", "item", "answer")]
    ]
    look: list[tuple[Any, ...]] = [("BACKGROUND", (0, 0), (-1, 0), GROUND)]
    for section, lines in itertools.groupby(items, key=lambda one: say(one.section)):
        look += [("SPAN", (0, len(rows)), (-1, len(rows))), ("BACKGROUND", (0, len(rows)), (-1, len(rows)), GROUND)]
        look.append(("NOSPLIT", (0, len(rows)), (-1, len(rows) + 1)))
        rows.append([_text(section, TEXT, bold=True), "", ""])
        for line in lines:
            rows.append([_text(str(line.number), TEXT), _text(say(line.text), TEXT), _answer(line, say)])
            begins, together = len(rows) - 1, len(line.said[:1]) + len(line.photos[:1])
            for n, below in enumerate(_below(line, say, pictures)):
                look.append(("SPAN", (1, len(rows)), (2, len(rows))))
                if n + 1 == together:
                    look.append(("NOSPLIT", (0, begins), (-1, len(rows))))
                rows.append([_text(str(line.number), SMALL) if n >= together else "", below, ""])
            look.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.3, LINE))
    look += [("VALIGN", (0, 0), (-1, -1), "TOP"), *_tight(2.2)]
    return Table(rows, widths, style=look, repeatRows=1)


def _answer(line: ItemLine, say: Say) -> Flowable:
    return _text(say(line.answer), FAILED if line.failed else RESULT, bold=line.failed)


def _below(line: ItemLine, say: Say, pictures: Mapping[int, bytes]) -> list[Any]:
    """What stands below an item, each part a row of its own, which a page has room for."""
    found: list[Any] = [[_text(say(one), SMALL) for one in line.said]] if line.said else []
    shown: list[Any] = [_picture(pictures.get(photo), THUMB_WIDE, THUMB_HIGH, say) for photo in line.photos]
    for n in range(0, len(shown), PER_LINE):
        row = [*shown[n : n + PER_LINE], *[""] * PER_LINE][:PER_LINE]
        found.append(Table([row], [THUMB_WIDE + 4 * mm] * PER_LINE, style=_tight(2), hAlign="LEFT"))
    return found


def _picture(data: bytes | None, wide: float, high: float, say: Say) -> Flowable:
    """A picture no larger than that; what says so where it cannot be had."""
    if data is None:
        return _text(say({"word": "visit-paper-no-picture"}), SMALL)
    with Pictures.open(io.BytesIO(data)) as opened:
        size = min(wide / opened.width, high / opened.height)
        image = Image(io.BytesIO(data), opened.width * size, opened.height * size)
    image.hAlign = "LEFT"
    return image


def _signatures(signed: Sequence[Signed], say: Say, pictures: Mapping[int, bytes]) -> Table:
    rows = []
    for one in signed:
        shown: list[Flowable] = [_text(say(one.how), TEXT)]
        if one.photo is not None:
            shown.append(_picture(pictures.get(one.photo), SIGN_WIDE, SIGN_HIGH, say))
        rows.append([_text(say(one.who), TEXT), shown, _text(one.at, SMALL)])
    look = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE), *_tight(3)]
    return Table(rows, [58 * mm, WIDE - 92 * mm, 34 * mm], style=look)


def _text(text: str, style: ParagraphStyle, *, bold: bool = False) -> Paragraph:
    return Paragraph(marked(text, bold=bold), style)


def marked(text: str, *, bold: bool = False) -> str:
    """A text as the library reads it: each letter in a font that has it, its own signs harmless, lines kept. Pure."""
    lines = texts.cut(text, MOST_LETTERS).splitlines()[:MOST_LINES]
    return "<br/>".join(_line(line, bold=bold) for line in lines)


def _line(line: str, *, bold: bool) -> str:
    drawn = [one for one in map(labels.drawn, line) if one is not None]
    parts = []
    for font, each in itertools.groupby(drawn, key=lambda one: one[0]):
        said = html.escape("".join(one for _, one in each), quote=False)
        name = letters.chinese() if font == labels.CHINESE else BOLD if bold else LATIN
        parts.append(f'<font name="{name}">{said}</font>')
    return "".join(parts)


def _canvas(sheet: Sheet, say: Say) -> type[Canvas]:
    """Each page gets its foot once it is known how many there are."""

    class WithFoot(Canvas):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  # as the library calls it
            """Keep what the page holds, until it is known how many there are."""
            self._kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # the library declares none of it

        def save(self) -> None:
            """Write each page with its foot."""
            for n, kept in enumerate(self._kept, 1):
                self.__dict__.update(kept)
                self._foot(n, len(self._kept))
                super().showPage()
            super().save()

        def _foot(self, page: int, pages: int) -> None:
            self.setStrokeColor(LINE)
            self.line(MARGIN, FOOT - 3 * mm, A4[0] - MARGIN, FOOT - 3 * mm)
            counted = {"word": "visit-paper-page", "number": sheet.number, "page": page, "pages": pages}
            below = _text(f"{say(counted)} · {say({'word': 'visit-paper-made', 'at': sheet.made_at})}", SMALL)
            for said, high in ((_text(say({"word": "visit-paper-foot"}), SMALL), FOOT - 3.5 * mm), (below, 11 * mm)):
                _, needs = said.wrap(WIDE, FOOT)
                said.drawOn(self, MARGIN, high - needs)

    return WithFoot
