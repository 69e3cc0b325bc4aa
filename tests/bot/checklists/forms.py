"""Forms for tests: a good one as sheets of rows, of which a test breaks one cell, and the file that it becomes."""

import io
from pathlib import Path

from bot.checklists import starter
from bot.checklists.forms import reading, writing
from bot.checklists.forms.reading import Form
from bot.checklists.forms.survey import Known
from bot.checklists.model import Checklist
from bot.handbook import file as handbook_file
from bot.places.kinds import kinds
from handlers.documents import spreadsheets

Sheets = dict[str, list[list[str]]]

SHOP = starter.lists()[0]


def _kind(said: str) -> str | None:
    found = kinds.named(None, said)
    return found.code if found else None


KNOWN = Known(starter.departments(), _kind, {item.code for item in handbook_file.starter().own})


def sheets(wanted: Checklist = SHOP) -> Sheets:
    """The form of a list."""
    return {name: [list(row) for row in rows] for name, rows in writing.sheets(wanted, starter.departments()).items()}


def put(made: Sheets, row: int, column: str, value: str, sheet: str = "survey") -> None:
    """Write a cell; *row* as office programs number it. A column that is not there is added."""
    head, *_ = rows = made[sheet]
    if column not in head:
        head.append(column)
    cells = rows[row - 1]
    cells += [""] * (len(head) - len(cells))
    cells[head.index(column)] = value


def as_file(made: Sheets, folder: Path) -> Path:
    """The workbook of some sheets."""
    out = io.BytesIO()
    spreadsheets.workbook(out, made)
    path = folder / "form.xlsx"
    path.write_bytes(out.getvalue())
    return path


def read(made: Sheets, folder: Path) -> Form:
    """What the bot reads from them; raises Mistakes."""
    return reading.read(as_file(made, folder), KNOWN)
