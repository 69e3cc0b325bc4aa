"""The printed handbook: all of it is there, in both languages, and what is not confirmed never looks like a fact."""

import io
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from bot.handbook import abroad
from bot.handbook import file as handbook_file
from bot.handbook.book import Handbook
from bot.handbook.model import Authority, Basis, Both, CommonRule, Item, Law, Papers, Recheck, Reserved, Step
from bot.register.districts import District
from bot.words import Words
from handlers.documents import handbook as document

WORDS = Words(strict=True)
NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
STARTER = handbook_file.starter()


def printed(book: Handbook, language: str = "zh", told: list[int] | None = None) -> Any:
    """The document of a district, saved and opened again."""
    district = District(-100, "九堡", language, "Asia/Shanghai", {})
    held = io.BytesIO()
    document.made(book, WORDS, language, NOW, district, (told if told is not None else []).append).save(held)
    held.seek(0)
    return docx.Document(held)


def lines(found: Any) -> list[str]:
    """Every paragraph from the first to the last, those in tables too."""
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in found.element.body.iter(qn("w:p"))]


def rows(found: Any) -> list[list[str]]:
    """Every row of every table."""
    return [[cell.text for cell in row.cells] for table in found.tables for row in table.rows]


@pytest.fixture(scope="module", params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """The district's."""
    return str(request.param)


@pytest.fixture(scope="module")
def starter(language: str) -> Any:
    """The starter, printed."""
    return printed(STARTER, language)


def cited(articles: str, language: str) -> str:
    """Articles as they are cited in a language."""
    return abroad.articles(articles)[f"name_{language}"]


def test_every_item_is_there_with_all_that_it_says(starter: Any, language: str) -> None:
    """Names, steps, evidence, criterion, law, powers, in both languages where there are two."""

    def own(zh: str) -> str:
        return STARTER.papers.both(zh)[f"name_{language}"]

    said = "\n".join(lines(starter))
    for item in STARTER.own:
        texts = [
            item.id,
            item.code,
            item.name_zh,
            item.name_en,
            own(item.penalty_reference_zh),
            own(item.escalate_when_zh),
        ]
        texts += [text for step in item.steps for text in (step.zh, step.en)]
        texts += [text for shot in item.evidence.photos for text in (shot.zh, shot.en)]
        texts += map(own, (*item.evidence.documents, *item.evidence.statements))
        texts += [
            text for one in item.legal_basis for text in (cited(one.articles, language), one.says_zh, one.says_en)
        ]
        powers = item.authority
        texts += map(own, (*powers.can_order_correction, *powers.can_punish, powers.note_zh))
        texts += [item.closure.zh, item.closure.en] if item.closure else []
        assert [text for text in texts if text not in said] == []


def test_what_cannot_be_closed_as_fixed_says_so_and_what_instead(starter: Any, language: str) -> None:
    """Once for each such item."""
    said = [line for line in lines(starter) if WORDS.say(language, "document-not-on-site") in line]
    assert len(said) == sum(not item.can_close_on_site for item in STARTER.own)
    assert WORDS.say(language, "outcome-fixed").lower() in said[0].lower()


@pytest.mark.parametrize("mark", ["text", "secondary", "unverified", None])
def test_penalty_and_recheck_are_printed_with_their_marks(language: str, mark: str | None) -> None:
    """In the same cell; what is not confirmed begins so. A suggestion needs none."""
    law = {"required": True, "within_hours": 72, "basis": "某规定第九条", "verification": mark}
    item = STARTER.own[0].model_copy(
        update={
            "penalty_reference_zh": "50元以下", "penalty_verification": mark, "recheck": Recheck.model_validate(law),
        }
    )  # fmt: skip
    other = "en" if language == "zh" else "zh"
    key = "document-not-confirmed" if mark in {"unverified", None} else f"document-mark-{mark}"
    told = f"{WORDS.say(language, key)} {WORDS.say(other, key)}"
    found = rows(printed(Handbook([item], STARTER.papers), language))
    for legal in ("50元以下", "某规定第九条"):
        [cell] = [row[-1] for row in found if legal in row[-1]]
        assert cell.split("\n")[0 if mark in {"unverified", None} else -1] == told
    suggested = item.model_copy(update={"recheck": Recheck(required=True, within_hours=72, basis="suggestion")})
    said = WORDS.say(language, "document-recheck-needed", hours=72, basis=WORDS.say(language, "document-suggestion"))
    assert said in [row[1] for row in rows(printed(Handbook([suggested], STARTER.papers), language)) if len(row) > 1]


def test_every_law_is_listed_with_its_version_and_its_mark_in_words(starter: Any, language: str) -> None:
    """Never by its code."""
    other = "en" if language == "zh" else "zh"
    listed = {row[0]: row for row in rows(starter) if row[0] in STARTER.papers.laws}
    assert list(listed) == list(STARTER.papers.laws)
    for code, law in STARTER.papers.laws.items():
        mark = "\n".join(WORDS.say(one, f"document-mark-{law.verification}") for one in (language, other))
        names = (law.name_zh, law.name_en) if language == "zh" else (law.name_en, law.name_zh)
        assert listed[code] == [code, "\n".join(names), STARTER.papers.both(law.version)[f"name_{language}"], mark]
    assert {"text", "secondary", "unverified"}.isdisjoint(cell for row in rows(starter) for cell in row)


def test_every_common_rule_is_listed(starter: Any, language: str) -> None:
    """With what it rests on."""
    found = [row for row in rows(starter) if row[0].isdigit() and len(row) == 4]
    assert [row[2] for row in found] == [
        STARTER.papers.both(rule.basis)[f"name_{language}"] for rule in STARTER.papers.common_rules
    ]


def test_the_title_page_says_what_it_is_and_warns(starter: Any, language: str) -> None:
    """District, jurisdiction, state of the law, version, the day on the district's clock, the warning in both."""
    begin = lines(starter)[:20]
    meta = STARTER.papers.meta
    told = [str(meta[key]) for key in ("title_zh", "title_en", "warning_zh", "warning_en")]
    told += [str(meta[f"{key}_zh" if language == "zh" else key]) for key in ("jurisdiction", "as_of")]
    told += ["九堡", "2026-03-02", WORDS.say(language, "document-version-starter", edition=1)]
    assert [text for text in told if text not in begin] == []


def test_headings_make_the_contents(starter: Any, language: str) -> None:
    """A real field; filled in with every heading, each leading to it; one section for each category."""
    body = starter.element.body
    codes = [one.text.strip() for one in body.iter(qn("w:instrText"))]
    assert codes[0] == 'TOC \\o "1-2" \\h \\z \\u'
    kinds = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(codes)
    headings = [p for p in starter.paragraphs if p.style.name in {"Heading 1", "Heading 2"}]
    entries = [p for p in starter.paragraphs if p.style.name in {"toc 1", "toc 2"}]
    shown = [p._p.find(qn("w:hyperlink")).find(qn("w:r")).find(qn("w:t")).text for p in entries]
    assert shown == [p.text for p in headings]
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert {p._p.find(qn("w:hyperlink")).get(qn("w:anchor")) for p in entries} == marks
    groups = [p.text for p in headings if p.style.name == "Heading 1"]
    for both in STARTER.papers.categories.values():
        assert (f"{both.zh} {both.en}" if language == "zh" else f"{both.en} {both.zh}") in groups
    assert len([p for p in headings if p.style.name == "Heading 2"]) == len(STARTER.own)


def test_chinese_letters_have_a_font_of_their_own(starter: Any) -> None:
    """Every style that is used names one, and what to take where it is missing; no run has another."""
    used = {p.get(qn("w:val")) for p in starter.element.body.iter(qn("w:pStyle"))}
    fonts = {
        style.style_id: style.element.rPr.rFonts.get(qn("w:eastAsia"))
        for style in starter.styles
        if style.style_id in used
    }
    assert len(fonts) == len(used)
    assert set(fonts.values()) == {"SimSun", "SimHei"}
    normal = starter.styles["Normal"].element.rPr.rFonts
    assert normal.get(qn("w:eastAsia")) == "SimSun"
    assert list(starter.element.body.iter(qn("w:rFonts"))) == []
    table = next(p for p in starter.part.package.iter_parts() if str(p.partname) == "/word/fontTable.xml")
    assert b'w:name="SimSun"' in table.blob
    assert b'w:altName w:val="Noto Serif CJK SC"' in table.blob


def test_it_can_be_read_on_paper(starter: Any) -> None:
    """A4; pages are numbered; heads of tables stand on each page; no row is torn; an entry begins on a new page."""
    section = starter.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert section.different_first_page_header_footer
    codes = [one.text.strip() for one in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert section.first_page_footer.paragraphs[0].text == ""
    for table in starter.tables:
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        is_headed = table.rows[0].cells[0].paragraphs[0].style.name == "Cell head" and len(table.columns) > 2
        assert (table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None) >= is_headed
    entries = [p for p in starter.paragraphs if p.style.name.startswith("Heading")]
    for before, heading in pairwise(entries):
        is_below = before.style.name == "Heading 1" and heading.style.name == "Heading 2"
        assert bool(heading.paragraph_format.page_break_before) is not is_below


def a_book(**more: Any) -> Handbook:
    """One item on a law that nobody confirmed, and one that is retired."""
    basis = Basis(law="ZAF", articles="第五条", says_zh="罚款一千元", says_en="A fine of 1,000", verification="text")
    item = Item(
        code="kites", name_zh="放风筝", name_en="Kites", category="sky", category_zh="天空", severity="low",
        legal_basis=[basis], authority=Authority(mode="joint"), reserved=Reserved(moves={"resolve": "certified"}),
        steps=[Step(n=1, zh="收走", en="Take it away", by="two_certified"), Step(n=2, zh="拍照", en="Photograph")],
    )  # fmt: skip
    gone = item.model_copy(update={"code": "stilts", "name_zh": "踩高跷", "name_en": "Stilts", "retired": True})
    law = Law(name_zh="某法", name_en="Some law", version="1", verification="unverified")
    rule = CommonRule(key="rule", zh="规则", en="Rule", basis="某法", verification="unverified")
    papers = Papers(laws={"ZAF": law}, categories={"street": Both(zh="街", en="Street")}, common_rules=[rule])
    return Handbook([item, gone], papers, **more)


def test_what_is_not_confirmed_never_looks_like_a_fact(language: str) -> None:
    """What an item says of a law is no surer than the law's own text: the words say so before and beside it."""
    found = printed(a_book(version=3), language)
    other = "en" if language == "zh" else "zh"
    warning = f"{WORDS.say(language, 'document-not-confirmed')} {WORDS.say(other, 'document-not-confirmed')}"
    mark = WORDS.say(language, "document-mark-unverified")
    [row] = [row for row in rows(found) if len(row) == 3 and "罚款一千元" in row[1]]
    assert row[1].startswith(warning)
    assert row[2].startswith(mark)
    table = next(
        t for t in found.tables if any("罚款一千元" in row.cells[1].text for row in t.rows if len(t.columns) == 3)
    )
    assert table.rows[1].cells[2].paragraphs[0].style.name == "Cell warning"


def test_steps_say_for_whom_they_are_reserved(language: str) -> None:
    """And outcomes and moves too; what is for anyone is not made much of."""
    found = printed(a_book(version=3), language)
    steps = {row[0]: row[2] for row in rows(found) if len(row) == 3 and row[0] in {"1", "2"}}
    assert steps["1"].startswith(WORDS.say(language, "document-officers-two-certified"))
    assert steps["2"] == WORDS.say(language, "document-officers-anyone")
    told = "\n".join(lines(found))
    for key, who in (("move-resolve", "certified"), ("outcome-penalty", "two-certified")):
        what, officers = WORDS.say(language, key), WORDS.say(language, f"document-officers-{who}")
        assert WORDS.say(language, "document-reserved-line", what=what, who=officers) in told


def test_a_retired_item_is_named_at_the_end_only(language: str) -> None:
    """It has no entry; a category that the list of categories lacks has one all the same; progress is told."""
    told: list[int] = []
    found = printed(a_book(version=3), language, told)
    headings = [p.text for p in found.paragraphs if p.style.name.startswith("Heading")]
    assert not any("踩高跷" in text or "Stilts" in text for text in headings)
    assert any("天空" in text for text in headings)
    assert [row[0] for row in rows(found)][-1] == "stilts"
    assert told == [1]
    assert WORDS.say(language, "document-version-n", version=3) in lines(found)
    assert WORDS.say(language, "document-warning") in lines(found)


def test_any_letters_can_be_printed() -> None:
    """Signs of XML, pictures, right-to-left letters, several lines."""
    strange = "<&>\"' 🚲 שלום \u202e 一\n二\tc \u2028"
    item = Item(code="kites", name_zh=strange, name_en=strange, category="sky", severity="low")
    assert any("🚲" in line for line in lines(printed(Handbook([item], Papers(meta={"title_zh": strange})))))


def test_an_empty_handbook_is_a_document_too() -> None:
    """Title, warning, how to read it."""
    assert WORDS.say("zh", "document-handbook") in lines(printed(Handbook([])))
