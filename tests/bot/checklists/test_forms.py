"""Checklists as XLSForm: written so that the standard's own converter takes them, read back; every mistake named."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pyxform import aliases
from pyxform.xls2xform import convert

from bot.checklists import model, starter
from bot.checklists.forms import columns
from bot.checklists.model import Called, Checklist
from bot.values.refused import Mistakes, Refused
from bot.words import Words
from tests.bot.checklists.forms import SHOP, as_file, put, read, sheets

FIRST = 3
"""The row of the first item, below the head and the first group."""


def mistakes(made: dict[str, list[list[str]]], folder: Path) -> list[tuple[str, object]]:
    """What is wrong with a form: key and row of each; each is a sentence in both languages."""
    with pytest.raises(Mistakes) as raised:
        read(made, folder)
    for one in raised.value.all:
        for language in ("zh", "en"):
            assert Words().say(language, one.key, **one.facts)
    return [(one.key, one.facts.get("line")) for one in raised.value.all]


@pytest.mark.parametrize("one", starter.lists(), ids=lambda one: one.code)
def test_what_is_written_is_read_back(one: Checklist, tmp_path: Path) -> None:
    """Every field of every item, and nothing is left unused."""
    found = read(sheets(one), tmp_path)
    assert (found.checklist, found.notes) == (one, ())


@pytest.mark.parametrize("one", starter.lists(), ids=lambda one: one.code)
def test_the_standards_own_converter_takes_it(one: Checklist, tmp_path: Path) -> None:
    """Without an error or a warning; each item is a question in both languages (it makes curved quotes straight)."""
    made = convert(xlsform=as_file(sheets(one), tmp_path))
    assert made.warnings == []
    form = ET.fromstring(made.xform)
    said = {"".join(node.itertext()) for node in form.iter("{http://www.w3.org/2002/xforms}value")}
    asked = {str(node.get("ref")).rpartition("/")[2] for node in form.iter("{http://www.w3.org/2002/xforms}select1")}
    assert asked == {item.code for item in one.items}
    for text in (text for item in one.items for text in (item.text_zh, item.text_en)):
        assert text.replace("“", '"').replace("”", '"') in said


def test_a_list_with_every_letter_survives(tmp_path: Path) -> None:
    """Signs that begin a formula, quotes, emoji; hints; no law; no sections."""
    odd = replace(
        SHOP.items[0], text_zh="=1+1 “门”🚪", text_en="<b>\"door\"</b> & 'frame'", hint_zh="@看", hint_en="-look",
        basis="", basis_verification="", limit="h7", handbook=None, section="all", certified=True, photo=False,
    )  # fmt: skip
    wanted = replace(
        SHOP, items=(odd,), sections=(Called("all", SHOP.name_zh, SHOP.name_en),), country="", place_kinds=()
    )
    assert read(sheets(wanted), tmp_path).checklist == wanted


def test_names_stand_for_codes_in_either_language(tmp_path: Path) -> None:
    """As people write them: departments, severity, limits, kinds, yes and no, heads of our columns."""
    made = sheets()
    for column, value in (
        ("department", "市场监管"), ("severity", "Major"), ("limit", "7 days"),
        ("on_the_spot", "是"), ("photo", "TRUE"),
    ):  # fmt: skip
        put(made, FIRST, column, value)
    put(made, FIRST, "type", "Select One  result")
    put(made, FIRST + 3, "limit", "立即改正")
    put(made, FIRST + 4, "limit", "24小时")
    put(made, 2, "place_kinds", "沿街店铺、Eatery", "settings")
    head = made["survey"][0]
    head[head.index("severity")], head[head.index("label::中文 (zh)")] = "严重程度", "label:Chinese"
    found = read(made, tmp_path).checklist
    assert (found.items[0].department, found.items[0].severity, found.items[0].limit) == ("market", "major", "d7")
    assert found.items[0].on_the_spot and found.items[0].text_zh == SHOP.items[0].text_zh
    assert [item.limit for item in found.items[1:3]] == ["now", "h24"]
    assert found.place_kinds == ("shop", "eatery")


def test_one_language_stands_for_the_other(tmp_path: Path) -> None:
    """A form of the field often has one only; then its column may be called label alone."""
    made = sheets()
    head = made["survey"][0]
    head[head.index("label::English (en)")], head[head.index("label::中文 (zh)")] = "label", "label::Français (fr)"
    found = read(made, tmp_path)
    assert found.checklist.items[0].text_zh == found.checklist.items[0].text_en == SHOP.items[0].text_en
    assert found.notes == (("form-columns-unused", {"sheet": "survey", "columns": "label::Français (fr)"}),)


@pytest.mark.parametrize(
    ("row", "column", "value", "key"),
    [
        (FIRST, "type", "text", "form-no-type"),
        (FIRST, "type", "select_multiple result", "form-no-type"),
        (FIRST, "type", "select_one colours", "form-no-type"),
        (FIRST, "type", "", "form-no-type"),
        (FIRST, "type", "begin repeat", "form-no-type"),
        (FIRST, "relevant", "${SS02} = 'pass'", "form-not-supported"),
        (FIRST, "constraint", ". != 'na'", "form-not-supported"),
        (FIRST, "constraint_message::English (en)", "No", "form-not-supported"),
        (FIRST, "calculation", "1+1", "form-not-supported"),
        (FIRST, "media::image", "a.png", "form-not-supported"),
        (2, "relevant", "true()", "form-not-supported"),
        (FIRST, "departement", "fire", "form-column-meant"),
        (FIRST, "name", "SS02", "form-twice"),
        (FIRST, "name", "1x", "form-wants-item-code"),
        (FIRST, "name", "", "form-missing"),
        (2, "name", "Papers!", "form-wants-code"),
        (FIRST, "department", "", "form-missing-one-of"),
        (FIRST, "department", "weather", "form-wants-one-of"),
        (FIRST, "severity", "high", "form-wants-one-of"),
        (FIRST, "limit", "soon", "form-wants-limit"),
        (FIRST, "limit", "", "form-missing-limit"),
        (FIRST, "law_checked", "surely", "form-wants-one-of"),
        (FIRST, "handbook", "weather", "form-no-handbook"),
        (FIRST, "photo", "perhaps", "form-wants-yes-or-no"),
        (FIRST, "required", "${x}", "form-wants-yes-or-no"),
        (FIRST, "label::English (en)", "x" * 201, "form-too-long"),
    ],
)
def test_a_mistake_is_named_by_its_row(row: int, column: str, value: str, key: str, tmp_path: Path) -> None:
    """With what stands there; one broken cell is told once, where it is."""
    made = sheets()
    put(made, row, column, value)
    if key == "form-column-meant":
        row = 1
    if key == "form-twice":
        row += 3
    assert (key, row) in mistakes(made, tmp_path)


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "key"),
    [
        ("settings", 2, "form_id", "", "form-missing"),
        ("settings", 2, "form_id", "Street Shop", "form-wants-code"),
        ("settings", 2, "country", "Narnia", "form-no-country"),
        ("settings", 2, "place_kinds", "castle", "form-no-kind"),
        ("settings", 2, "note_en", "x" * 501, "form-too-long"),
        ("settings", 2, "name_en", "x" * 61, "form-too-long"),
        ("choices", 2, "name", "perfect", "form-no-answer"),
    ],
)
def test_the_other_sheets_are_checked_too(  # where, what, why
    sheet: str, row: int, column: str, value: str, key: str, tmp_path: Path
) -> None:
    """What the list is called and for, and the answers."""
    made = sheets()
    put(made, row, column, value, sheet)
    assert mistakes(made, tmp_path) == [(key, row)]


def test_groups_are_one_after_the_other(tmp_path: Path) -> None:
    """None within another, none open, no item between them, no end alone."""
    made = sheets()
    rows = made["survey"]
    end = rows[3]
    assert end[0] == "end group"
    rows.insert(4, list(end))
    rows.insert(5, [*rows[2][:1], "SX1", *rows[2][2:]])
    rows.insert(7, ["begin group", "more", "More"])
    del rows[-1]
    assert mistakes(made, tmp_path) == [
        ("form-end-without-group", 5), ("form-outside-group", 6), ("form-group-in-group", 8),
        ("form-group-open", len(rows)),
    ]  # fmt: skip


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    """In the order of the rows."""
    made = sheets()
    for row in (FIRST, FIRST + 3, FIRST + 4):
        put(made, row, "limit", "soon")
        put(made, row, "relevant", "true()")
    assert len(mistakes(made, tmp_path)) == 6


def test_five_hundred_items_are_read_and_no_more(tmp_path: Path) -> None:
    """The number that is over is named."""
    many = tuple(replace(SHOP.items[0], code=f"A{n}", number=n) for n in range(1, model.MOST_ITEMS + 1))
    full = replace(SHOP, sections=SHOP.sections[:1], items=many)
    assert read(sheets(full), tmp_path).checklist == full
    over = replace(full, items=(*many, replace(many[0], code="B1", number=501)))
    assert mistakes(sheets(over), tmp_path) == [("form-too-many", None)]


def test_another_workbook_is_no_form(tmp_path: Path) -> None:
    """Nor one that asks nothing."""
    for made, key in (
        ({"Sheet1": [["a"], ["b"]]}, "form-no-survey"),
        ({"survey": sheets()["survey"][:1], "settings": sheets()["settings"]}, "form-no-items"),
    ):
        with pytest.raises(Refused) as refused:
            read(made, tmp_path)
        assert refused.value.key == key


def test_a_form_that_went_through_another_program_is_read(tmp_path: Path) -> None:
    """KoboToolbox adds rows and columns of its own, writes groups with a stroke, and calls the form in an older way."""
    made = sheets()
    survey, settings = made["survey"], made["settings"]
    survey[1:1] = [["start", "start"], ["end", "end"], ["today", "today"]]
    for n, row in enumerate(survey[1:], 2):
        row[0] = row[0].replace("begin group", "begin_group").replace("end group", "end_group")
        put(made, n, "$kuid", f"k{n}")
    for row in survey[5:]:
        row[6] = "true" if row[0].startswith("select") else row[6]
    settings[0] = [{"form_id": "id_string", "form_title": "title"}.get(one, one) for one in settings[0]]
    put(made, 2, "style", "pages", "settings")
    found = read(made, tmp_path)
    assert found.checklist == SHOP
    said = dict(found.notes)
    assert said["form-rows-unused"]["rows"] == "2, 3, 4"
    assert {facts["columns"] for key, facts in found.notes if key == "form-columns-unused"} == {"$kuid", "style"}


def test_a_form_of_the_field_lacks_our_columns_once(tmp_path: Path) -> None:
    """One sentence for each column, not for each row; then what else is wrong, in the order of the rows."""
    survey = [
        ["type", "name", "label::English (en)", "required", "relevance"],
        ["start", "start"],
        ["begin_group", "fire", "Fire"],
        ["select_one ab1cd23", "exits_free", "Are the exits free?", "false"],
        ["select_one result", "A2", "Extinguishers in date?", "false", "${exits_free} = 'yes'"],
        ["begin_repeat", "rooms", "Rooms"],
        ["note", "n", "Look up"],
        ["end_repeat"],
        ["end_group"],
    ]
    made = {"survey": survey, "settings": [["form_title", "form_id"], ["Fire", "fire_check"]]}
    assert mistakes(made, tmp_path) == [
        *(("form-no-column", 1) for _ in range(3)), ("form-no-type", 4), ("form-not-supported", 5),
        ("form-no-type", 6), ("form-no-type", 7), ("form-no-type", 8),
    ]  # fmt: skip


@pytest.mark.parametrize("written", [one for one in aliases.survey_header if not one.startswith("sms_")])
def test_no_column_of_the_standard_is_passed_over(written: str) -> None:
    """However a program calls it, what it holds is read, or named by its row: never left out in silence."""
    found = columns.head(written, columns.OWN, columns.STANDARD)
    assert found.is_ours or found.name in columns.NOT_OURS
