"""A document for an office: A4, fonts for Chinese and Latin letters, headings with a table of contents, tables."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from handlers.documents import xml

BODY, HEAD = ("Times New Roman", "SimSun"), ("Arial", "SimHei")
"""Fonts of texts and of headings: for Latin letters, and for Chinese ones."""
INSTEAD = {"SimSun": "Noto Serif CJK SC", "SimHei": "Noto Sans CJK SC"}
"""What a machine without a font is to take."""
INK, DIM, BLUE, RED, LINES = "1F2328", "57606A", "1F3A5F", "A40E26", "AEB8C4"
GROUND, WARN_GROUND = "EEF2F7", "FDECEE"
WIDTH_CM = 17.0
"""Between the margins of an A4 page."""


class Said(NamedTuple):
    """A text in a cell, in one of the styles below; *beside* it, smaller, the same in the other language."""

    text: str
    style: str = "Cell"
    beside: str = ""


Cell = str | Sequence[Said]
STYLES: dict[str, tuple[tuple[str, str], float, str, bool, float]] = {
    #          fonts, points, colour, bold, space after in points
    "Cell": (BODY, 10, INK, False, 0),
    "Cell head": (HEAD, 9, BLUE, True, 0),
    "Cell dim": (BODY, 8.5, DIM, False, 0),
    "Cell warning": (HEAD, 9, RED, True, 0),
    "Other name": (BODY, 10, DIM, False, 5),
    "Part": (HEAD, 10, BLUE, True, 2),
    "Warning": (HEAD, 10.5, RED, False, 6),
    "Contents head": (HEAD, 16, BLUE, True, 8),
    "toc 1": (HEAD, 10.5, INK, True, 2),
    "toc 2": (BODY, 10, INK, False, 0),
    "Fact": (BODY, 12, INK, False, 4),
}
BESIDE = "Beside"
"""The style of letters beside others."""
LEADING = 1.24
"""Height of a line as a multiple of its letters, exact: fonts of different makers give the same pages."""


class Paper:
    """A document that is written from top to bottom; *title* stands in its footer too."""

    def __init__(self, title: str, author: str, language: str, now: datetime) -> None:
        self.document = docx.Document()
        self.headings: list[tuple[int, str, str]] = []
        """Level, text and bookmark of each heading."""
        self._contents: Any = None
        core = self.document.core_properties
        core.title, core.author, core.language, core.comments = title, author, language, ""
        core.created = core.modified = now.replace(tzinfo=None)
        core.last_modified_by = author
        _page(self.document)
        _styles(self.document)
        _spare_fonts(self.document)
        self._ids = {name: self.document.styles[name].style_id for name in (*STYLES, BESIDE)}

    # --- texts

    def line(self, text: str, style: str = "Normal", *, with_next: bool = False) -> Any:
        """A paragraph."""
        made = self.document.add_paragraph(text, style=style)
        made.paragraph_format.keep_with_next = True if with_next else None
        return made

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """A heading that the table of contents names."""
        made = self.document.add_heading(text, level)
        made.paragraph_format.page_break_before = True if new_page else None
        name = f"_Toc{len(self.headings) + 1:08d}"
        xml.bookmark(made._p, len(self.headings) + 1, name)  # noqa: SLF001
        self.headings.append((level, text, name))

    def part(self, text: str) -> None:
        """The head of a part of an entry; it stands with what follows."""
        self.line(text, "Part", with_next=True)

    # --- tables

    def table(
        self,
        widths: Sequence[float],
        head: Sequence[Said],
        rows: Sequence[Sequence[Cell]],
        *,
        together: bool = False,
        labels: bool = False,
    ) -> None:
        """A table; *widths* in centimetres. *head*, where there is one, stands again on each page.

        *together*: on one page where it fits. *labels*: every other column names what stands beside it.
        """
        table = self.document.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.autofit = False
        xml.bordered(table, LINES)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        if head:
            row = table.add_row()
            xml.repeated(row)
            self._fill(row, widths, [[one] for one in head], with_next=True, ground={*range(9)})
        ground = {*range(0, len(widths), 2)} if labels else set[int]()
        for i, cells in enumerate(rows):
            self._fill(table.add_row(), widths, cells, with_next=together and i < len(rows) - 1, ground=ground)
        self.gap()

    def _fill(
        self, row: Any, widths: Sequence[float], cells: Sequence[Cell], *, with_next: bool, ground: set[int]
    ) -> None:
        xml.whole(row)
        for i, (place, width, cell) in enumerate(zip(row.cells, widths, cells, strict=True)):
            place.width = Cm(width)
            if i in ground:
                xml.shaded(place, GROUND)
            said = [Said(cell)] if isinstance(cell, str) else [one for one in cell if one.text] or [Said("")]
            for n, one in enumerate(said):
                made = place.paragraphs[0] if n == 0 else place.add_paragraph()
                made._p.style = self._ids[one.style]  # noqa: SLF001  # by name each costs a look at every style
                made.add_run(one.text)
                if one.beside:
                    made.add_run(f" {one.beside}")._r.style = self._ids[BESIDE]  # noqa: SLF001
                made.paragraph_format.keep_with_next = True if with_next else None

    def boxed(self, texts: Sequence[Said], ground: str = GROUND) -> None:
        """A text on a ground of its own."""
        table = self.document.add_table(rows=0, cols=1, style="Table Grid")
        xml.bordered(table, LINES)
        row = table.add_row()
        self._fill(row, [WIDTH_CM], [texts], with_next=False, ground=set())
        xml.shaded(row.cells[0], ground)
        self.gap()

    def gap(self) -> None:
        """A little room after a table."""
        made = self.document.add_paragraph()
        made.paragraph_format.space_after = Pt(0)
        made.paragraph_format.line_spacing = Pt(5)

    # --- contents and footer

    def contents(self, head: str) -> None:
        """Here stands the table of contents; it is filled in by :meth:`finished`."""
        made = self.line(head, "Contents head")
        made.paragraph_format.page_break_before = True
        self._contents = made._p  # noqa: SLF001

    def footer(self, text: str, page: tuple[str, str, str]) -> None:
        """*text* at the left, at the right the page; *page* is what stands before, between and after its numbers."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        line = section.footer.paragraphs[0]
        line.style = self.document.styles["Footer"]
        line.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
        before, between, after = page
        line.add_run(f"{text}\t{before}")
        xml.field(line._p, "PAGE", "1")  # noqa: SLF001
        line.add_run(between)
        xml.field(line._p, "NUMPAGES", "1")  # noqa: SLF001
        line.add_run(after)

    def finished(self) -> Any:
        """The document, its table of contents filled in: a field that Word keeps up to date."""
        if self._contents is not None:
            above = self._contents
            for i, (level, text, name) in enumerate(self.headings):
                entry = _entry(level, text, name)
                if i == 0:
                    begin = [xml.mark("begin", dirty="true"), xml.instruction('TOC \\o "1-2" \\h \\z \\u')]
                    for at, run in enumerate([*begin, xml.mark("separate")], 1):
                        entry.insert(at, run)
                if i == len(self.headings) - 1:
                    entry.append(xml.mark("end"))
                above.addnext(entry)
                above = entry
        return self.document


def _entry(level: int, text: str, name: str) -> Any:
    """One line of the table of contents, which leads to its heading."""
    paragraph, properties = xml.element("p"), xml.element("pPr")
    properties.append(xml.element("pStyle", val=f"TOC{level}"))
    paragraph.append(properties)
    link = xml.element("hyperlink", anchor=name, history=1)
    for run in (xml.text(text), xml.tab(), *xml.field_runs(f"PAGEREF {name} \\h", "–")):
        link.append(run)
    paragraph.append(link)
    return paragraph


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.6), Cm(1.8)
    section.footer_distance = Cm(0.9)


def _styles(document: Any) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    for name, (family, points, colour, bold, after) in STYLES.items():
        is_contents = name.startswith("toc ")
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=is_contents)
        if is_contents:
            style.element.set(qn("w:styleId"), f"TOC{name[-1]}")
        style.base_style = styles["Normal"]
        _dress(style, family, points, colour, bold=bold, before=0, after=after)
        if is_contents:
            room = style.paragraph_format
            room.left_indent = Cm(0.6 * (int(name[-1]) - 1))
            room.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    styles["toc 1"].paragraph_format.space_before = Pt(4)
    beside = styles.add_style(BESIDE, WD_STYLE_TYPE.CHARACTER)
    xml.fonts(beside, *HEAD)
    beside.font.size, beside.font.bold, beside.font.color.rgb = Pt(8), False, RGBColor.from_string(DIM)
    styles["Footer"].element.pPr.remove(styles["Footer"].element.pPr.find(qn("w:tabs")))
    _dress(styles["Normal"], BODY, 10.5, INK, before=0, after=4)
    _dress(styles["Title"], HEAD, 30, BLUE, bold=True, before=150, after=6)
    _dress(styles["Subtitle"], HEAD, 15, DIM, before=0, after=60)
    _dress(styles["Footer"], BODY, 9, DIM, before=0, after=0)
    _dress(styles["Heading 1"], HEAD, 16, BLUE, bold=True, before=0, after=6)
    _dress(styles["Heading 2"], HEAD, 14, BLUE, bold=True, before=0, after=0)
    for name in ("Title", "Subtitle"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        border = styles[name].element.pPr.find(qn("w:pBdr"))
        if border is not None:
            styles[name].element.pPr.remove(border)


def _dress(
    style: Any, family: tuple[str, str], points: float, colour: str, *, before: float, after: float, bold: bool = False
) -> None:
    xml.fonts(style, *family)
    style.font.size, style.font.color.rgb = Pt(points), RGBColor.from_string(colour)
    style.font.bold, style.font.italic = bold, False
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = Pt(round(points * LEADING * 2) / 2)


def _spare_fonts(document: Any) -> None:
    """Tells the reader's program what to take where a font is not there."""
    part = next(one for one in document.part.package.iter_parts() if str(one.partname) == "/word/fontTable.xml")
    table = parse_xml(part.blob)
    for name, instead in INSTEAD.items():
        for known in table.findall(qn("w:font")):
            if known.get(qn("w:name")) == name:
                table.remove(known)
        font = xml.element("font", name=name)
        font.append(xml.element("altName", val=instead))
        font.append(xml.element("charset", val="86"))
        table.append(font)
    part._blob = serialize_part_xml(table)  # noqa: SLF001
