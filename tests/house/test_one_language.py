"""What people read is in their own language: swept over words, pages, handbook entries, printed papers and samples.

Readers of English see no Chinese character, readers of Chinese no Latin word but those of ``latin.txt``; what has no
translation is folded under one line of theirs. What is said in chat: ``tests/stories/test_one_language.py``.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from secrets import token_urlsafe
from typing import Any

import docx
import pytest
import yaml
from docx.oxml.ns import qn
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.handbook import abroad, versions, written
from bot.handbook import file as handbook_file
from bot.handbook.book import Handbook
from bot.handbook.model import Basis, Item
from bot.handbook.reading import entries, pages
from bot.register.districts import District
from bot.words import Words, scripts
from handlers.documents import handbook as document
from tests.house.tree import ROOT

WORDS = Words(strict=True)
LATIN = {line.split(" ", 1)[0] for line in (ROOT / "tests/house/latin.txt").read_text(encoding="utf8").splitlines()}
"""Latin words that stand in Chinese: commands' options, units, formats, codes, names of products."""
WORD = re.compile(r"(?<![A-Za-z0-9_$])[A-Za-z][A-Za-z'’.-]*[A-Za-z]")
DRAWN = re.compile(r"https?://\S+|(?:tg|mailto):\S+|whsec_[\w+/]+=*|\d+:[\w-]{32,}|[\w-]{32,}", re.ASCII)
"""Addresses with all that stands in them, secrets of webhooks, tokens of bots, and every other key, code and hash.

They are drawn by chance, in 32 characters or more, so anything may stand in them, a name too.
"""
BESIDE = re.compile(
    r"</?[a-z]+[^>]*>|/[a-z_]+|#\S+|@\w+|[A-Z]{2}-\d+|\b[a-z]+(?:_[a-z]+)+\b|[\w./-]+\.(?:yaml|csv|docx|xlsx)"
)
"""Markup, commands, numbers of cases and of entries, codes of items, and names of files."""
COUNTRIES, LANGUAGES = ("CN", "IE", ""), ("zh", "en")


def without_secrets(text: str) -> str:
    """What of *text* people read: that which was drawn by chance is no word, whatever it looks like."""
    return DRAWN.sub(" ", text)


def foreign(language: str, text: str, names: Iterable[str] = ()) -> list[str]:
    """What of *text* readers of *language* cannot read; *names* stand as they are written everywhere."""
    text = without_secrets(text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    if language == "en":
        return scripts.HAN.findall(text)
    return [one for one in WORD.findall(BESIDE.sub(" ", text)) if one not in LATIN]


class _Texts(Visitor):  # type: ignore[misc]  # the library has no types
    """The pieces of text of a sentence, in all its forms."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_TextElement(self, node: ftl.TextElement) -> None:  # the library's name
        """A piece of text."""
        self.found.append(node.value)

    def visit_StringLiteral(self, node: ftl.StringLiteral) -> None:
        """A text in quotes."""
        self.found.append(node.value)


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """Every sentence's texts by its key; numbers of forms such as ``one`` are no text."""
    for path in sorted((ROOT / "bot" / "words" / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf8")).body:
            if isinstance(entry, ftl.Message) and entry.value:
                texts = _Texts()
                texts.visit(entry.value)
                yield entry.id.name, "\n".join(texts.found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words(language: str) -> None:
    """Messages, menus and what pages show: every sentence."""
    assert {key: found for key, text in sentences(language) if (found := foreign(language, text))} == {}


def test_every_latin_word_of_the_list_is_needed() -> None:
    """One whose sentence is gone goes too."""
    said = " ".join(text for _, text in sentences("zh")) + " ".join(_handbook("zh", "CN"))
    assert sorted(word for word in LATIN if not re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", said)) == []


def _entry(book: Handbook, item: Item, language: str) -> list[str]:
    """The lines of an entry as they are shown, but for what is folded."""
    lines = pages._pages(entries.told(book, item), language)
    return [WORDS.fact(language, line) for page in lines for line in page if line["word"] != "entry-quoted"]


def _handbook(language: str, country: str) -> list[str]:
    """Names, entries and rules of the handbook that comes along, as they are read in a country."""
    book = abroad.seen(handbook_file.starter(), country)
    rules = [book.papers.both(rule.basis)[f"name_{language}"] for rule in book.papers.common_rules]
    rules += [rule.zh if language == "zh" else rule.en for rule in book.papers.common_rules]
    names = [one[f"name_{language}"] for item in book.items for one in (item.named, item.short)]
    names += [item.category_zh if language == "zh" else item.category_en for item in book.items]
    return [*rules, *names, *(line for item in book.items for line in _entry(book, item, language))]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_handbook_entries(language: str, country: str) -> None:
    """All of every entry; what comes along has an English for everything."""
    assert [(line, found) for line in _handbook(language, country) if (found := foreign(language, line))] == []


def test_what_has_no_translation_is_folded_and_found() -> None:
    """A law that a district wrote in Chinese alone is under one line of the reader's; nothing is lost."""
    book, basis = handbook_file.starter(), Basis(
        law="X", law_zh="本地规定", articles="第七条", says_zh="不得晾晒", says_en="No drying", verification="text"
    )  # fmt: skip
    item = book.item("dog_leash").model_copy(update={"legal_basis": [basis], "responsible_party_zh": "晾晒人"})
    lines = pages._pages(entries.told(book, item), "en")[0]
    quoted = [line for line in lines if line["word"] == "entry-quoted"]
    assert [len(one["lines"]) for one in quoted] == [1, 1]
    assert "<blockquote expandable>" in WORDS.fact("en", quoted[0])
    assert all(not foreign("en", WORDS.fact("en", line)) for line in lines if line not in quoted)


def _printed(book: Handbook, language: str, country: str) -> list[str]:
    held = io.BytesIO()
    district = District(-1, "D", language, "Asia/Shanghai", {}, country=country)
    document.made(book, WORDS, language, datetime(2026, 3, 2, tzinfo=UTC), district).save(held)
    held.seek(0)
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in docx.Document(held).element.body.iter(qn("w:p"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_printed_handbooks_abroad(language: str) -> None:
    """In one language, that of the district; codes of items stand beside their names."""
    book = abroad.seen(handbook_file.starter(), "IE")
    codes = {item.code for item in book.items} | set(book.papers.categories)
    lines = [line for line in _printed(book, language, "IE") if line not in codes]
    assert [(line, found) for line in lines if (found := foreign(language, line, codes))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_planted_word_is_found_in_printed_and_exported_handbooks(language: str) -> None:
    """In a step, the place where most is read."""
    book, word = abroad.seen(handbook_file.starter(), "IE"), {"zh": "confirm", "en": "确认"}[language]
    item = book.item("dog_leash")
    step = item.steps[0].model_copy(update={language: f"1 {word}"})
    planted = Handbook((item.model_copy(update={"steps": [step]}),), book.papers)
    found = foreign(language, "\n".join(_printed(planted, language, "IE")), {item.code, *planted.papers.categories})
    assert "".join(found) == word
    assert [word for _, words in _exported(planted, language) for word in words] == found


def _exported(book: Handbook, language: str) -> list[tuple[str, list[str]]]:
    """What is foreign in the file that an export writes, by field; what people say stands as they say it."""
    data = yaml.safe_load("".join(written.pieces(book, None)))
    other = "zh" if language == "en" else "en"
    ours = [(name, text) for name, text in _values(data) if not re.search(rf"[._]{other}$|\.(?:said|words)\.", name)]
    ours = [(name, text) for name, text in ours if language == "en" or re.search(r"[._]zh$", name)]
    return [(name, found) for name, text in ours if (found := foreign(language, text))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_exported_handbooks_abroad(language: str) -> None:
    """Every field but those of the other language; a field of Chinese holds Chinese in China too."""
    assert _exported(abroad.seen(handbook_file.starter(), "IE"), language) == []
    assert language == "en" or _exported(handbook_file.starter(), language) == []


def _values(data: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a file with the name that it stands under."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _values(value, f"{name}.{key}")
    elif isinstance(data, list):
        for value in data:
            yield from _values(value, name)
    else:
        yield name, str(data)


def test_the_irish_town_is_written_in_english() -> None:
    """Chinese only where the field says so: every text of a handbook stands in both languages."""
    folder = ROOT / "samples" / "dunmorrow"
    found: list[tuple[str, str]] = []
    for path in sorted(folder.rglob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf8"))
        found += [(path.name, text) for name, text in _values(data) if foreign("en", text) and "zh" not in name]
    for path in (folder / "places.csv", folder / "area.geojson"):
        found += [(path.name, line) for line in path.read_text(encoding="utf8").splitlines() if foreign("en", line)]
    assert found == []


def test_the_chinese_district_and_its_drills_are_written_in_chinese() -> None:
    """Latin only in words of the list, and in what a field says is English."""
    found: list[tuple[str, str]] = []
    for path in sorted((ROOT / "samples" / "yunhe").rglob("*.yaml")):
        values = _values(yaml.safe_load(path.read_text(encoding="utf8")))
        texts = [(name, text) for name, text in values if scripts.HAN.search(text) or name.endswith(".zh")]
        found += [(path.name, text) for name, text in texts if not name.endswith(".en") and foreign("zh", text)]
    assert found == []


def test_the_irish_town_changes_its_handbook_without_chinese_law() -> None:
    """Its own entries have Ireland's numbers, and none of China's."""
    file = handbook_file.read(ROOT / "samples" / "dunmorrow" / "handbook.yaml")
    before = abroad.seen(handbook_file.starter(), "IE")
    versions.plan(before, file, "IE", prune=False)
    said = "\n".join(step.en for item in file.items for step in item.steps)
    assert "112 / 999" in said and not re.search(r"\b(110|119|120|12345)\b", said)
    assert not any(item.legal_basis or item.country for item in file.items)


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_and_pages_hold_no_sentence_of_their_own(language: str) -> None:
    """What they show comes from the words: none of them holds Chinese at all."""
    kinds = ("*.js", "*.html")
    paths = [path for kind in kinds for path in (ROOT / "handlers").rglob(kind)]
    assert len(paths) > 20
    assert [p.name for p in paths if language == "en" and scripts.HAN.search(p.read_text(encoding="utf8"))] == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Order from 老王", ["老", "王"]),
        ("zh", "请 confirm 一下 #12 /duty 112 / 999", ["confirm"]),
        ("zh", "<b>导航</b> https://example.org/a samples.yaml GeoJSON", []),
    ],
)
def test_a_planted_word_is_found(language: str, text: str, found: list[str]) -> None:
    """The sweep sees what it is for."""
    assert foreign(language, text) == found
    assert foreign(language, text, ["老王", "confirm"]) == []


def _drawn() -> list[str]:
    """Keys as they are made, of every length, that begin with letters and with signs and hold words, names and laws."""
    keys = []
    for begins in ("BRFLz", "ENab", "Az", "-q", "_q", "--", "9z", "-EN-110-"):
        long = f"{begins}-EN15_confirm-EN-119-{'confirm' * 6}"
        keys += [long[: len(one)] for one in (token_urlsafe(32), token_urlsafe(24))]
    return [*keys, "abcdefab" * 4, "1:" + "AAHdq-EN15_fooBarEN" * 2, "whsec_a+EN15/confirm" + "+ab/confirmEN" * 2 + "="]


@pytest.mark.parametrize(
    "said",
    [
        "设备号：{}", "设备号：\u2068{}\u2069", "设备号{}别给别人", "密钥 {}。", "“{}”",
        "<code>{}</code>", "/start {}", "{}\n{}",
        "OwnTracks：\u2068https://patrol.example.org/positions\u2069?id=\u2068{}\u2069",
        "地址：\u2068https://patrol.example.org/calendar/{}.ics\u2069\n订阅", "tg://resolve?domain=p&start={}",
    ],
)  # fmt: skip
def test_nothing_is_read_in_what_is_drawn_by_chance(said: str) -> None:
    """Wherever a key stands and however it begins, no word of it is one; a word beside it still is."""
    names = {"EN", "15", "老王"}
    read = {key: found for key in _drawn() if (found := foreign("zh", said.replace("{}", key), names))}
    assert read == {}
    for key in _drawn():
        for planted in (f"confirm {said}", f"{said} confirm", f"{said}\n确认confirm老王"):
            assert foreign("zh", planted.replace("{}", key), names) == ["confirm"]
