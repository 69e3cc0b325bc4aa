"""Tables for other programs: CSV in which no text of people is a formula."""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.values import texts

FORMULAS = frozenset("=+-@|%\uff1d\uff0b\uff0d\uff20")
"""What a cell begins with that a spreadsheet program calculates, or hands to another program; wide signs too.

Tabs and ends of lines do the same; at the beginning of a cell they are taken out with the blanks.
"""


def cell(value: Any) -> str | int | float:
    """*value* as one cell: numbers stay numbers, instants are ISO texts, nothing is empty.

    A text that would be a formula begins with an apostrophe, by which every spreadsheet program shows it as text.
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    shown = texts.plain(str(value)).strip()
    return f"'{shown}" if shown[:1] in FORMULAS else shown


def csv_text(rows: Iterable[Sequence[Any]], head: Sequence[str]) -> str:
    """CSV with *head* as its first line; every text in quotes, so that no program splits it at signs of its own.

    Written to a file as ``utf-8-sig``, by which spreadsheet programs know the encoding.
    """
    told = io.StringIO()
    writer = csv.writer(told, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in (head, *rows))
    return told.getvalue()
