"""Everything that rests on Chinese law says so as data, and stands in one committed list."""

from collections.abc import Iterable, Iterator

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.checklists import abroad as lists_abroad
from bot.checklists import starter as lists_starter
from bot.checklists.model import Checklist
from bot.handbook import abroad
from bot.handbook import file as handbook_file
from bot.handbook.book import Handbook
from bot.register import countries
from tests.house.tree import ROOT

LISTED = ROOT / "tests" / "house" / "chinese_law.txt"
MARK = "country: CN"


def _of_handbook(book: Handbook) -> Iterator[str]:
    """Laws, rules, items, steps and photos that bear China."""
    if book.papers.meta.get("country") == countries.CHINA:
        yield "meta"
    parts = {"law": book.papers.laws.items(), "rule": [(rule.key, rule) for rule in book.papers.common_rules]}
    for kind, named in parts.items():
        yield from (f"{kind} {name}" for name, part in named if part.country == countries.CHINA)
    for item in book.own:
        if item.country == countries.CHINA:
            yield f"item {item.code}"
        yield from (f"step {item.code} {step.n}" for step in item.steps if step.country)
        yield from (f"photo {item.code} {shot.key}" for shot in item.evidence.photos if shot.country)


def _of_lists(lists: Iterable[Checklist]) -> Iterator[str]:
    """Checklists that bear China."""
    yield from (f"checklist {one.code}" for one in lists if one.country == countries.CHINA)


def sentences(language: str) -> dict[str, str]:
    """The sentences that bear China, with their text, by key."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "bot" / "words" / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf8")).body:
            if isinstance(entry, ftl.Message) and entry.comment and MARK in (entry.comment.content or ""):
                elements = entry.value.elements if entry.value else []
                found[entry.id.name] = "".join(e.value for e in elements if isinstance(e, ftl.TextElement))
    return found


def _all() -> list[str]:
    rules = [name for name in ("shifted", "law") if getattr(countries.of(countries.CHINA), name)]
    told = [f"sentence {key}" for key in sentences("zh")]
    brought = (*_of_handbook(handbook_file.starter()), *_of_lists(lists_starter.lists()))
    return sorted([*brought, *told, *(f"rule of the program {name}" for name in rules)])


def test_what_rests_on_chinese_law_is_listed() -> None:
    """A new law, rule, item, step, photo or sentence is named; what is gone leaves the list."""
    assert _all() == sorted(LISTED.read_text(encoding="utf8").split("\n")[:-1])


def test_a_sentence_bears_its_country_in_every_language() -> None:
    """The same ones."""
    assert set(sentences("zh")) == set(sentences("en"))


def test_every_law_and_rule_that_comes_along_is_chinas() -> None:
    """None is forgotten: what an item says of law is that of its country."""
    book = handbook_file.starter()
    assert {law.country for law in book.papers.laws.values()} == {"CN"}
    assert {rule.country for rule in book.papers.common_rules} == {"CN"}
    assert [item.code for item in book.own if item.legal_basis and item.country != "CN"] == []
    assert {one.country for one in lists_starter.lists()} == {"CN"}


@pytest.mark.parametrize("country", ["IE", ""])
def test_nothing_of_it_is_left_elsewhere(country: str) -> None:
    """Nor where nobody has told the country; and the items are all there."""
    book = handbook_file.starter()
    found = abroad.seen(book, country)
    assert list(_of_handbook(found)) == []
    assert [item.code for item in found.items] == [item.code for item in book.items]
    for item in found.items:
        assert not (
            item.legal_basis or item.penalty_reference_zh or item.authority.can_punish or item.reserved.outcomes
        )
        assert not (item.evidence.documents or item.evidence.statements or item.responsible_party_zh)
        assert [step.n for step in item.steps] == list(range(1, len(item.steps) + 1))


@pytest.mark.parametrize("country", ["IE", ""])
def test_checklists_ask_the_same_without_the_law(country: str) -> None:
    """What is asked stays; on what it rests, what was noted of it and who must be certified go."""
    for brought in lists_starter.lists():
        found = lists_abroad.seen(brought, country)
        assert [item.text_en for item in found.items] == [item.text_en for item in brought.items]
        assert not any(item.basis or item.basis_verification or item.certified for item in found.items)
        assert not (found.country or found.note_zh or found.note_en)


def test_two_officers_are_chinas() -> None:
    """Also of what is built in, and of an item that says nothing of it."""
    book = handbook_file.starter()
    assert book.item("fight").reserved.officers("penalty") == "two_certified"
    assert abroad.seen(book, "IE").item("fight").reserved.officers("penalty") == "anyone"
