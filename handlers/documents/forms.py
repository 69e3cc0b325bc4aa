"""A checklist as an XLSForm file."""

import io
from collections.abc import Mapping

from bot.checklists.forms import writing
from bot.checklists.model import Called, Checklist
from handlers.documents import spreadsheets

ENDS = "-checklist.xlsx"
"""How the files that we hand out are called, behind their code."""


def xlsform(wanted: Checklist, departments: Mapping[str, Called]) -> bytes:
    """The workbook; *departments* are those that its column may name."""
    out = io.BytesIO()
    spreadsheets.workbook(out, writing.sheets(wanted, departments))
    return out.getvalue()
