"""Documents drawn as an office draws them: every page, every text that has to be there, nothing blank."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.checklists import starter
from bot.handbook import file as handbook_file
from bot.inspections.papers.record.sheet import ItemLine, Sheet, Signed, official_row, row
from bot.register.districts import District
from bot.words import Words
from handlers.documents import forms, handbook, letters, visit_record
from tests import rendering
from tests.handlers.documents.test_printed_handbook import NOW

WORDS = Words(strict=True)
SHOP = starter.lists()[0]
FAILS = {3: "fail_fixed", 7: "fail_limit", 11: "fail_transfer"}
LONG = "线路老化，接头裸露。The cable behind the counter is worn, and its joints are bare beside a heater. " * 6
BOTH = pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.long)])
OTHER = pytest.mark.parametrize("language", [pytest.param("zh", marks=pytest.mark.long), "en"])
"""Each format once in the suite, in the other language with the long tests."""

INK = 0.002
"""A page with less of it shows nothing that anybody would print."""


def bare(text: str) -> str:
    """A text without blanks, as it is compared."""
    return "".join(text.split())


def a_photo(colour: str) -> bytes:
    """One photo."""
    made = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(made, "JPEG")
    return made.getvalue()


def a_sheet(photos: int = 5, **more: Any) -> Sheet:
    """The record of a visit with a whole list, three fails and photos, signed by two and refused by one."""
    items = []
    for n, item in enumerate(SHOP.items, 1):
        result = FAILS.get(n, "pass")
        answer = {"word": f"visit-paper-answer-{result.replace('_', '-')}"}
        said = (LONG, {"word": "visit-paper-limit", "hours": 72}) if n == 7 else ()
        shown = tuple(range(1, photos + 1)) if n == 7 else ()
        items.append(ItemLine(n, item.named, SHOP.section(item.section).named, result, answer, said, shown))
    signed = (
        Signed(
            {"word": "visit-paper-signs-officer", "name": "陈队"}, {"word": "visit-paper-how-tap"}, "2026-03-02 09:00"
        ),
        Signed({"word": "visit-paper-signs-place", "name": "王老板"}, {"word": "visit-paper-how-drawn"}, "-", 1),
    )
    rows = (row("place", "通盛路便利店 & Söhne <b>"), row("rests-on", LONG), official_row("official", ""))
    given: dict[str, Any] = {"items": tuple(items), "signed": signed, "made_at": "2026-03-02 09:05", **more}
    return Sheet(42, False, rows, **given)


def a_record(language: str, sheet: Sheet) -> bytes:
    """The file; of its photos the last cannot be had."""
    photos = [one for item in sheet.items for one in item.photos]
    pictures = {n: a_photo("steelblue") for n in photos[:-1]}
    return visit_record.made(sheet, lambda fact: WORDS.fact(language, fact), pictures)


@pytest.mark.renders("pdftoppm")
@BOTH
def test_the_record_of_a_visit(language: str) -> None:
    """Every item with its answer, the long words whole, the foot on each page, photos as pictures, no page blank."""
    sheet = a_sheet()
    pdf = a_record(language, sheet)
    said, shown = rendering.words(pdf), rendering.pages(pdf)
    assert len(said) == len(shown) == 2
    foot = bare(WORDS.say(language, "visit-paper-foot"))
    assert all(foot in page for page in said)
    counted = bare(WORDS.say(language, "visit-paper-page", number=42, page=2, pages=len(shown)))
    assert counted in said[1]
    whole = "".join(said)
    wanted = [WORDS.fact(language, one) for item in sheet.items for one in (item.text, item.section)]
    wanted += ["通盛路便利店&Söhne<b>", "王老板", WORDS.say(language, "visit-paper-no-picture")]
    wanted.append(WORDS.say(language, "visit-paper-answer-fail-transfer"))
    assert [one for one in wanted if bare(one) not in whole] == []
    assert all(rendering.ink(page) > INK for page in shown[:-1])
    assert max(rendering.ink(page) for page in shown) > 0.05, "photos are drawn"


def test_a_font_of_the_machine_goes_into_the_record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who opens it brings no letters; a file that is no font is passed over, and without any readers bring theirs."""
    import reportlab

    font = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    broken = tmp_path / "a.ttf"
    broken.write_bytes(b"no font")
    embedded = {}
    for name, paths in (("none", ()), ("broken", (broken,)), ("one", (broken, font))):
        monkeypatch.setattr(letters, "PATHS", tuple(map(str, paths)))
        letters.chinese.cache_clear()
        embedded[name] = b"/FontFile2" in a_record("zh", a_sheet(0))
    letters.chinese.cache_clear()
    assert embedded == {"none": False, "broken": False, "one": True}


@pytest.mark.renders("pdftoppm")
def test_a_record_of_many_photos_and_of_nothing() -> None:
    """Photos go on over pages; an unsigned record without items is one page that says it is a draft."""
    assert len(rendering.pages(a_record("en", a_sheet(60)))) == 4
    empty = visit_record.made(Sheet(7, True, (), (), made_at="-"), lambda fact: WORDS.fact("en", fact), {})
    [page] = rendering.words(empty)
    assert bare(WORDS.say("en", "visit-paper-draft")) in page
    assert bare(WORDS.say("en", "visit-paper-unsigned")) in page


@pytest.mark.renders("pdftoppm")
@pytest.mark.parametrize("before", [24, 25, 28, 31])
def test_what_belongs_together_stands_on_one_page(before: int) -> None:
    """The signatures with their head, and an item with its first photos, wherever a page ends."""
    of_item, passed = replace(a_sheet(2).items[6], said=("Bare joints", "3 days")), a_sheet(0).items[0]
    items = (*(replace(passed, number=n) for n in range(1, before)), replace(of_item, number=before))
    pages = rendering.words(a_record("en", a_sheet(items=items)))
    say = lambda key, **facts: bare(WORDS.say("en", key, **facts))  # noqa: E731
    head, last = say("visit-paper-signatures"), say("visit-paper-signs-place", name="王老板")
    assert [head in page for page in pages] == [last in page for page in pages]
    no_photo, words = say("visit-paper-no-picture"), bare("Bare joints")
    assert [no_photo in page for page in pages] == [words in page for page in pages]


@pytest.mark.renders("pdftoppm", "soffice")
def test_a_checklist_as_a_form(tmp_path: Path) -> None:
    """Every text of every item has room in its column, in both languages."""
    pdf = rendering.office(forms.xlsform(SHOP, starter.departments()), "xlsx", tmp_path)
    whole = "".join(rendering.words(pdf))
    texts = [one for item in SHOP.items for one in (item.text_zh, item.text_en)]
    assert [one for one in texts if bare(one) not in whole] == []
    assert all(rendering.ink(page) > 0.0 for page in rendering.pages(pdf))


@pytest.mark.renders("pdftoppm", "soffice")
@OTHER
def test_the_handbook_as_a_document(language: str, tmp_path: Path) -> None:
    """Every item's name stands in it, on pages that are not blank."""
    book, held = handbook_file.starter(), io.BytesIO()
    district = District(-100, "九堡", language, "Asia/Shanghai", {})
    handbook.made(book, WORDS, language, NOW, district, [].append).save(held)
    pdf = rendering.office(held.getvalue(), "docx", tmp_path)
    said, shown = rendering.words(pdf), rendering.pages(pdf)
    assert len(said) == len(shown) > 20
    whole = "".join(said)
    names = [one for item in book.own for one in (item.name_zh, item.name_en)]
    assert [one for one in names if bare(one) not in whole] == []
    assert all(rendering.ink(page) > 0.0 for page in shown)
