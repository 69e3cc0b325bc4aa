"""Checklists as values: what comes along, which suit a place, which item somebody means."""

import pytest

from bot.checklists import finding, model, starter
from bot.checklists.model import Checklist, Severity
from bot.handbook import file as handbook_file
from bot.places.kinds import kinds

LISTS = starter.lists()
SHOP = LISTS[0]


def test_what_comes_along_holds_together() -> None:
    """What a list names is there: section, department, limit, item of the handbook, kind of place; codes differ."""
    book = {item.code for item in handbook_file.starter().own}
    items = [item for one in LISTS for item in one.items]
    assert (len(LISTS), len(items), len({item.code for item in items})) == (6, 85, 85)
    for one in LISTS:
        assert set(one.place_kinds) <= set(kinds.brought())
        assert list(dict.fromkeys(item.section for item in one.items)) == [section.code for section in one.sections]
        assert [item.number for item in one.items] == list(range(1, len(one.items) + 1))
    assert {item.department for item in items} <= set(starter.departments())
    assert {item.handbook for item in items if item.handbook} <= book
    assert all(starter.limit(item.limit) and item.basis_verification in model.VERIFICATIONS for item in items)
    assert all(model.CODE.fullmatch(one.code) for one in LISTS) and all(
        model.ITEM_CODE.fullmatch(i.code) for i in items
    )


def test_items_of_a_section_stand_together() -> None:
    """A section is passed as a group, so it is one stretch of the list."""
    for one in LISTS:
        stretches = [
            item.section for n, item in enumerate(one.items) if n == 0 or one.items[n - 1].section != item.section
        ]
        assert len(stretches) == len(set(stretches))


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.code)
def test_a_list_is_read_back_as_it_was_kept(one: Checklist) -> None:
    """Every field of it."""
    assert model.read(model.as_kept(one), one.edition) == one


@pytest.mark.parametrize(
    ("code", "hours", "en"),
    [("now", 0, "Correct at once"), ("h1", 1, "1 hour"), ("d3", 72, "3 days"), ("d999", 23976, "999 days")],
)
def test_a_limit_is_known_by_its_code(code: str, hours: int, en: str) -> None:
    """Any number of hours or days."""
    found = starter.limit(code)
    assert found is not None and (found.hours, found.en) == (hours, en)


@pytest.mark.parametrize("code", ["", "d0", "d1000", "w1", "3d", "D3", "d03"])
def test_anything_else_is_no_limit(code: str) -> None:
    """Nor a sign before or behind."""
    assert starter.limit(code) is None


def test_a_list_suits_the_kinds_it_is_meant_for() -> None:
    """A workshop has the list of small firms; of an unlisted kind there is none."""
    assert [one.code for one in finding.suited(LISTS, "workshop")] == ["small_factory"]
    assert finding.suited(LISTS, "park") == finding.suited(LISTS, "") == ()


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("7", ["SS07"]), ("7号", ["SS07"]), ("#7", ["SS07"]), ("\uff17", ["SS07"]),
        ("17", []), ("0", []), ("ss07", ["SS07"]), ("灭火器有效", ["SS08"]),
        ("extinguishers valid", ["SS08"]), ("extingishers valid", ["SS08"]), ("电动自行车", ["SS11"]),
        ("灭火器", ["SS08", "SS14"]), ("", []), ("？", []), ("ox", []), ("submarine", []),
    ],
)  # fmt: skip
def test_an_item_is_meant_by_number_code_or_words(said: str, codes: list[str]) -> None:
    """Words that several items hold mean all of them; what is in none means none."""
    assert [one.code for one in finding.by_words(SHOP, said)] == codes


def test_severity_and_limit_are_what_the_data_says() -> None:
    """One item, field by field."""
    item = SHOP.numbered(7)
    assert item is not None and SHOP.item("SS07") == item and item.is_critical and item.hours == 0
    assert (item.department, item.severity, item.handbook) == ("fire", Severity.CRITICAL, "fire_lane_blocked")
    assert item.on_the_spot and item.photo and not item.certified


def test_days_of_an_item_are_the_same_days_in_both_languages() -> None:
    """Working days where the law that is named says so: nobody is held to another limit by what they read."""
    items = [item for one in starter.lists() for item in one.items]
    assert [i.code for i in items if ("工作日" in i.text_zh) != ("working day" in i.text_en)] == []
    [tenants] = [one for one in items if one.code == "RH01"]
    assert "三个工作日" in tenants.text_zh, "as the registration rules of Zhejiang have it, article 9"
