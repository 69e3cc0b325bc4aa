"""An XLSForm as a checklist: every mistake at once, each with its row, what stands there, and what is allowed.

A group is a section, ``select_one result`` an item. Forms of the field can do more (conditions, calculations, repeats,
other types of questions); whatever of that a form holds is named by its row, since leaving it out in silence would
change what is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.checklists import model, starter
from bot.checklists.forms import columns
from bot.checklists.forms.cells import Cells, Wrong, shown
from bot.checklists.forms.columns import OF_LIST
from bot.checklists.forms.sheets import Found
from bot.checklists.forms.survey import ALL, ALLOWED_TYPES, MOST_HINT, Known, Survey
from bot.checklists.forms.writing import RESULT
from bot.checklists.model import Called, Checklist
from bot.register import countries
from bot.values.files import table
from bot.values.files.table import Table
from bot.values.refused import Mistakes, Refused

MOST_NAME = 60
"""Letters of what a list is called."""


@dataclass(frozen=True)
class Form:
    """A list as a form says it, and what its reader should be told of what was not used."""

    checklist: Checklist
    notes: tuple[tuple[str, dict[str, object]], ...] = ()


def read(path: Path, known: Known) -> Form:
    """The list in a form; raises Mistakes with all of them, Refused where it is no form at all."""
    sheets = {one.sheet.strip().casefold(): one for one in table.sheets(path)}
    survey = sheets.get("survey")
    if survey is None or not survey.rows:
        raise Refused("form-no-survey", file=path.name, sheets=", ".join(columns.SHEETS))
    found = Found([wrong for one in sheets.values() for wrong in one.mistakes])
    settings = _settings(found, sheets.get("settings"), known)
    _choices(found, sheets.get("choices"))
    asked = Survey(found, known)
    asked.read(survey)
    if not (asked.items or found.mistakes):
        raise Refused("form-no-items", allowed=ALLOWED_TYPES)
    if found.mistakes:
        raise Mistakes(sorted(found.mistakes, key=lambda wrong: _at(wrong, [*sheets])))
    used = {one.section for one in asked.items}
    sections = {code: one for code, one in asked.sections.items() if code in used}
    sections = sections or {ALL: Called(ALL, settings["name_zh"], settings["name_en"])}
    wanted = Checklist(**settings, sections=tuple(sections.values()), items=model.in_order(asked.items))
    if others := [one.sheet for name, one in sheets.items() if name not in columns.SHEETS and one.rows]:
        found.notes.append(("form-sheets-unused", {"sheets": ", ".join(others)}))
    return Form(wanted, tuple(found.notes))


def _at(wrong: Refused, sheets: Sequence[str]) -> tuple[int, int]:
    """Where a mistake stands: what is about the whole first, then sheet by sheet, row by row."""
    sheet, line = str(wrong.facts.get("sheet", "")).strip().casefold(), wrong.facts.get("line", 0)
    return (sheets.index(sheet) if sheet in sheets else -1), line if isinstance(line, int) else 0


def _settings(found: Found, sheet: Table | None, known: Known) -> dict[str, Any]:
    """What the list is called, and what it is for."""
    rows = found.rows(sheet, OF_LIST, columns.SETTINGS) if sheet is not None and sheet.rows else []
    if not rows:
        found.wrong("settings", 2, "form-missing", column="form_id")
        return {}
    first = rows[0]
    code = found.get(first, first.code, "form_id", model.CODE)
    title = first.text("form_title")
    zh, en = (first.text(f"name_{code}") or first.text("form_title", code) for code in ("zh", "en"))
    if not (zh or en or title):
        found.wrong(first.sheet, first.line, "form-missing", column="form_title")
    names = {"name_zh": zh or title or en, "name_en": en or title or zh}
    for name, said in names.items():
        if len(said) > MOST_NAME:
            found.wrong(first.sheet, first.line, "form-too-long", column=name, most=MOST_NAME)
    more = {
        name: found.get(first, first.short, name, MOST_HINT)
        for name in ("subject_zh", "subject_en", "note_zh", "note_en")
    }
    country, kinds = found.get(first, _country, first), _kinds(found, first, known)
    return {"code": code, **names, **more, "country": country, "place_kinds": kinds}


def _kinds(found: Found, cells: Cells, known: Known) -> tuple[str, ...]:
    kinds: list[str] = []
    for said in cells.several("place_kinds"):
        kind = known.kind(said)
        if kind is None:
            found.wrong(cells.sheet, cells.line, "form-no-kind", value=shown(said))
        elif kind not in kinds:
            kinds.append(kind)
    return tuple(kinds)


def _choices(found: Found, sheet: Table | None) -> None:
    """The answers are ours, however they are called; a form may leave some out, and bring no others."""
    if sheet is None or not sheet.rows:
        return
    allowed = [one.code for one in starter.answers().values()]
    for one in found.rows(sheet, {}, ("list_name", "name", "label")):
        if one.text("list_name") == RESULT and one.text("name") not in allowed:
            found.wrong(
                one.sheet, one.line, "form-no-answer", value=shown(one.text("name")), allowed=", ".join(allowed)
            )


def _country(cells: Cells) -> str:
    said = cells.text("country")
    code = countries.meant(said) if said else ""
    if said and not code:
        raise Wrong("form-no-country", value=shown(said))
    return code
