"""The handbook as a document: title page with the legal warning, contents, categories, common rules, list of laws."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.handbook.book import BUILT_IN, Handbook
from bot.handbook.model import Item
from bot.register import countries
from bot.register.districts import District
from bot.words import Words
from handlers.documents.handbook_entry import Entry
from handlers.documents.paper import WARN_GROUND, WIDTH_CM, Cell, Paper, Said
from handlers.documents.spoken import MARKS, OFFICERS, Spoken


def made(
    book: Handbook,
    words: Words,
    language: str,
    now: datetime,
    district: District | None,
    told: Callable[[int], None] = lambda _: None,
) -> Any:
    """The document, to be saved; *told* hears how many items are done."""
    is_alone = district is not None and district.country != countries.CHINA
    spoken = Spoken(words, language, book.papers, alone=is_alone)
    title = spoken.meta(book.papers.meta, "title") or spoken.say("document-handbook")
    zone = ZoneInfo(district.timezone if district else "UTC")
    whose = district.name if district else ""
    paper = Paper(title, whose, "zh-CN" if language == "zh" else "en", now)
    _title_page(paper, spoken, book, title, whose, now.astimezone(zone))
    paper.contents(spoken.both("document-contents"))
    _how_to_read(paper, spoken, book)
    done = 0
    for group, items in _groups(book).items():
        _category(paper, spoken, book, group, items[0])
        for item in items:
            Entry(paper, spoken, item, book.laws_of(item), is_first=item is items[0]).write()
            done += 1
            told(done)
    _common_rules(paper, spoken, book)
    _laws(paper, spoken, book)
    _retired(paper, spoken, book)
    before, between, after = spoken.say("document-page", page="\t", pages="\t").split("\t")
    paper.footer(
        " · ".join(filter(None, (whose, title, spoken.version(book.version or book.edition)))), (before, between, after)
    )
    return paper.finished()


def _groups(book: Handbook) -> dict[str, list[Item]]:
    """The items that hold, by category, in the handbook's order."""
    found: dict[str, list[Item]] = {code: [] for code in book.papers.categories}
    for item in book.own:
        if not item.retired:
            found.setdefault(item.category, []).append(item)
    return {group: items for group, items in found.items() if items}


def _title_page(paper: Paper, spoken: Spoken, book: Handbook, title: str, whose: str, now: datetime) -> None:
    meta = book.papers.meta
    paper.line(title, "Title")
    if also := spoken.meta(meta, "title", other=True) or spoken.say_other("document-handbook"):
        paper.line(also, "Subtitle")
    facts = {
        "document-district": whose,
        "document-jurisdiction": spoken.meta(meta, "jurisdiction"),
        "document-as-of": spoken.meta(meta, "as_of"),
        "document-version": spoken.version(book.version or book.edition),
        "document-printed": f"{now:%Y-%m-%d}",
    }
    rows = [[spoken.label(key), [Said(fact, "Fact")]] for key, fact in facts.items() if fact]
    paper.table((5.5, WIDTH_CM - 5.5), (), rows, labels=True)
    paper.gap()
    warning = [Said(spoken.both("document-warning-head"), "Part")]
    for is_other in (False,) if spoken.alone else (False, True):
        told = spoken.meta(meta, "warning", other=is_other)
        warning.append(Said(told or spoken.say_in("document-warning", other=is_other), "Warning"))
    paper.boxed(warning, WARN_GROUND)


def _how_to_read(paper: Paper, spoken: Spoken, book: Handbook) -> None:
    paper.heading(spoken.both("document-how-to-read"), 1, new_page=True)
    paper.part(spoken.both("document-verification"))
    rows = [[spoken.mark(code), spoken.pair(f"document-meaning-{code}")] for code in MARKS]
    paper.table((5.5, WIDTH_CM - 5.5), spoken.heads("document-mark", "document-meaning"), rows, together=True)
    if any(_is_reserved(item) for item in book.items):
        paper.part(spoken.both("document-reserved-for"))
        rows = [[spoken.officers(code), spoken.pair(f"document-officers-meaning-{code}")] for code in OFFICERS]
        paper.table((5.5, WIDTH_CM - 5.5), spoken.heads("document-mark", "document-meaning"), rows, together=True)
    for key in ("document-minutes-note", "document-recheck-note"):
        paper.line(spoken.say(key))
        if not spoken.alone:
            paper.line(spoken.say_other(key), "Other name")
    names = (spoken.named(item.name_zh, item.name_en) for item in BUILT_IN)
    paper.line(spoken.say("document-built-in", names=spoken.say("document-comma").join(names)))


def _is_reserved(item: Item) -> bool:
    """Whether anything of it is not for everyone."""
    held = (*item.reserved.moves.values(), *item.reserved.outcomes.values(), *(step.by for step in item.steps))
    return any(who != "anyone" for who in held)


def _category(paper: Paper, spoken: Spoken, book: Handbook, group: str, item: Item) -> None:
    """The head of a category; its name stands in the list of categories, else at its items."""
    both = book.papers.categories.get(group)
    names = (both.zh, both.en) if both else (item.category_zh or group, item.category_en or group)
    told = spoken.sorted(*names)
    paper.heading(" ".join(dict.fromkeys(told[:1] if spoken.alone else told)), 1, new_page=True)


def _common_rules(paper: Paper, spoken: Spoken, book: Handbook) -> None:
    rules = book.papers.common_rules
    if not rules:
        return
    paper.heading(spoken.both("document-common-rules"), 1, new_page=True)
    rows: list[list[Cell]] = [
        [str(n), spoken.two(rule.zh, rule.en), spoken.own(rule.basis), spoken.mark(rule.verification)]
        for n, rule in enumerate(rules, 1)
    ]
    heads = spoken.heads("document-number", "document-rule", "document-basis", "document-mark")
    paper.table((1.4, 8.4, 4.1, 3.1), heads, rows)


def _laws(paper: Paper, spoken: Spoken, book: Handbook) -> None:
    laws = book.papers.laws
    if not laws:
        return
    paper.heading(spoken.both("document-laws"), 1, new_page=True)
    rows: list[list[Cell]] = [
        [code, spoken.two(law.name_zh, law.name_en), spoken.own(law.version), spoken.mark(law.verification)]
        for code, law in laws.items()
    ]
    heads = spoken.heads("document-code", "document-law", "document-law-version", "document-mark")
    paper.table((2.4, 7.4, 4.1, 3.1), heads, rows)


def _retired(paper: Paper, spoken: Spoken, book: Handbook) -> None:
    """Items that hold no longer, by name only."""
    gone = [item for item in book.own if item.retired]
    if not gone:
        return
    paper.heading(spoken.both("document-retired"), 1)
    rows: list[list[Cell]] = [[item.id or item.code, spoken.two(item.name_zh, item.name_en)] for item in gone]
    paper.table((5.5, WIDTH_CM - 5.5), spoken.heads("document-code", "document-name"), rows)
