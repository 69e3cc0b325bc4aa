"""Labels on paper: every QR picture of every page is read again, every text stays in its label."""

import itertools
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.places.labels import leading
from bot.places.labels.sheets import Head, Label
from handlers.documents import labels, labels_pdf
from handlers.documents.labels_pdf import LabelSheets
from tests.handlers.documents import printed

HOST = "patrol.example.org"
ODD = {
    "latin": "Moore Street Newsagent & Sons, wholly unlimited company of shopkeepers and their heirs",
    "chinese": "通盛路农贸市场（九堡分店）二楼东侧第三间铺位对面的便利店与早餐店",
    "emoji": "👨‍👩‍👧 表情小吃 🍜🍜🍜 店",
    "from the right": "مطعم الشام للمأكولات",
    "endless": "极" * 5000,
    "one word": "W" * 5000,
    "accents": "Café Łódź, naïve Ő",
    "traditional": "東籬繁體商店",
    "nothing": "",
    "marks": "A" + "\u0301" * 400,
    "controls": "a\u202eb\u0000c",
}


def label(n: int, name: str = "通盛路便利店", code: str = "") -> Label:
    """One of many."""
    code = code or f"K{n:05d}"
    return Label(code, name, f"https://{HOST}/p/{code}", HOST)


def made(each: list[Label], *, large: bool = False) -> bytes:
    """The file of these."""
    sheets = LabelSheets(Head("九堡街道", "扫一扫 · Scan me"), "Labels", "扫码看场所 · Scan", large=large)
    sheets.rest = lambda _: None
    for n in range(0, len(each), 10):
        sheets.add(each[n : n + 10])
    return sheets.end()


def test_every_code_of_a_sheet_is_read_again_in_its_place() -> None:
    """60 labels are three sheets: 24, 24 and 12, in their order."""
    each = [label(n, name) for n, name in enumerate(list(ODD.values()) * 6)][:60]
    pages = printed.pages(made(each))
    assert len(pages) == 3
    assert [printed.decoded(page) for page in pages] == [
        [one.content for one in each[:24]],
        [one.content for one in each[24:48]],
        [one.content for one in each[48:]],
    ]


def test_it_is_a4_and_needs_no_font_file() -> None:
    """Two fonts that every reader has; nothing else is in the file."""
    [page] = printed.pages(made([label(1, name) for name in ODD.values()]))
    assert [round(float(one) / printed.MM) for one in page.mediabox[2:]] == [210, 297]
    assert {str(font["/BaseFont"]) for font in page["/Resources"]["/Font"].get_object().values()} <= {
        "/Helvetica",
        "/STSong-Light-UniGB-UCS2-H",
        "/STSong-Light",
    }


def test_number_name_and_host_stand_on_each() -> None:
    """As text that can be looked for in the file."""
    [page] = printed.pages(made([label(7)]))
    said = page.extract_text()
    for part in ("K00007", "通盛路便利店", HOST):
        assert part in said


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_no_text_leaves_its_label(name: str, large: bool) -> None:
    """Whatever a place is called, and however long its number is."""
    one = label(1, name, code="通盛-" + "W" * 59)
    shapes = labels.large(one, Head(name, name), name, labels_pdf.width) if large else _of_sheet(one)
    wide = labels.WIDE if large else labels.MARGIN + (labels.WIDE - 2 * labels.MARGIN) / labels.COLUMNS
    high = labels.HIGH if large else labels.MARGIN + (labels.HIGH - 2 * labels.MARGIN) / labels.ROWS
    runs = [shape for shape in shapes if isinstance(shape, labels.Run)]
    assert runs
    for run in runs:
        assert run.x >= labels.MARGIN
        assert run.x + labels_pdf.width(run.text, run.font, run.size) <= wide + 0.01
        assert run.y <= high


def test_names_do_not_run_into_the_host_or_the_picture() -> None:
    """Lines stand below each other with room between."""
    for name in ODD.values():
        runs = [shape for shape in _of_sheet(label(1, name)) if isinstance(shape, labels.Run)]
        lines = sorted({(run.y, run.size) for run in runs})
        for (upper, _), (lower, size) in itertools.pairwise(lines):
            assert lower - size * 0.8 >= upper + 0.1
        picture = max(shape.y + shape.high for shape in labels.code("x", 0, labels.MARGIN + 1, labels.QR))
        assert lines[0][0] - lines[0][1] * 0.8 > picture


def _of_sheet(one: Label) -> list[labels.Shape]:
    [sheet] = labels.sheets([one], labels_pdf.width)
    return [shape for group in sheet for shape in group]


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("👨‍👩‍👧 表情小吃 🍜🍜", "□ 表情小吃 □"),
        ("مطعم", "□"),
        ("Łódź", "Lódz"),
        ("Café", "Café"),
        ("Cafe\u0301", "Café"),
        ("a\u202eb", "ab"),
        ("東籬", "東籬"),
    ],
)
def test_what_no_font_has_is_a_mark(name: str, drawn: str) -> None:
    """One for a whole word; an accent goes rather than its letter."""
    lines, is_whole = labels.broken(name, 100, 3, 1, labels_pdf.width)
    assert (lines, is_whole) == ([drawn], True)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60), st.text(alphabet=string.printable + "通盛🍜é-_%/", min_size=1, max_size=64))
def test_any_name_and_number_is_printed_and_read(name: str, code: str) -> None:
    """Of everything that a register may hold."""
    content = leading.leads("https://patrol.example.org", "patrol_bot", code).content
    [page] = printed.pages(made([Label(code, name, content, HOST)]))
    assert printed.decoded(page) == [content]


def test_a_large_one_is_a_sheet_of_its_own() -> None:
    """With the district's name and its own line."""
    pages = printed.pages(made([label(1), label(2)], large=True))
    assert [printed.decoded(page) for page in pages] == [[label(1).content], [label(2).content]]
    for part in ("九堡街道", "Scan me", "K00001", "通盛路便利店", HOST):
        assert part in pages[0].extract_text()


def test_nothing_asked_for_is_no_page() -> None:
    """An empty file has a page only because a file has to have one."""
    assert len(printed.pages(made([]))) <= 1
