"""The few pieces of WordprocessingML that python-docx has no words for: fields, bookmarks, fonts, repeated rows."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

FONTS = ("w:ascii", "w:hAnsi", "w:cs")


def element(name: str, /, **attributes: object) -> Any:
    """``<w:name w:key="value"/>``."""
    made: Any = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def fonts(style: Any, latin: str, chinese: str) -> None:
    """The fonts of a style: *latin* for Latin letters, *chinese* (``w:eastAsia``) for Chinese ones."""
    held = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(held.attrib):
        del held.attrib[name]
    for name in FONTS:
        held.set(qn(name), latin)
    held.set(qn("w:eastAsia"), chinese)


def field(paragraph: Any, code: str, shown: str) -> None:
    """A field that the reader's program works out; *shown* stands there until it does."""
    for run in field_runs(code, shown):
        paragraph.append(run)


def field_runs(code: str, shown: str) -> list[Any]:
    """The runs of a field: begin, code, what is shown, end."""
    return [mark("begin", dirty="true"), instruction(code), mark("separate"), text(shown), mark("end")]


def mark(kind: str, **more: object) -> Any:
    """A run that begins, parts or ends a field."""
    return _run(element("fldChar", fldCharType=kind, **more))


def instruction(code: str) -> Any:
    """A run with the code of a field."""
    inner = element("instrText")
    inner.set(qn("xml:space"), "preserve")
    inner.text = f" {code} "
    return _run(inner)


def text(shown: str) -> Any:
    """A run with text."""
    inner = element("t")
    inner.set(qn("xml:space"), "preserve")
    inner.text = shown
    return _run(inner)


def tab() -> Any:
    """A run with a tab."""
    return _run(element("tab"))


def _run(inner: Any) -> Any:
    run = element("r")
    run.append(inner)
    return run


def bookmark(paragraph: Any, n: int, name: str) -> None:
    """Lets a field or a link point at *paragraph*."""
    paragraph.insert(1 if paragraph.pPr is not None else 0, element("bookmarkStart", id=n, name=name))
    paragraph.append(element("bookmarkEnd", id=n))


def repeated(row: Any) -> None:
    """The row stands again at the top of each page that its table goes on to."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))  # noqa: SLF001  # python-docx has no word for it


def whole(row: Any) -> None:
    """No page ends inside the row."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001


def shaded(cell: Any, colour: str) -> None:
    """A cell with a ground of its own, as six hexadecimal digits."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))  # noqa: SLF001


def bordered(table: Any, colour: str) -> None:
    """A table with thin lines of one colour."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz=4, space=0, color=colour))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")  # noqa: SLF001
