"""Buttons under messages about places: ``place:DISTRICT.0:VERB:CHOICE``, whatever letters a code has. Pure."""

from collections.abc import Iterable
from typing import Any

from bot.outbox.letters import Button, Rows
from bot.places import codes
from bot.work.work import Work

MOST = 64
"""Bytes that a button may hold; what is longer has none, and is reached by ``/place CODE``."""

packed, unpacked = codes.packed, codes.unpacked


def button(work: Work, key: str, verb: str, choice: str = "", **facts: Any) -> Button:
    """One that sends *verb* and *choice* back."""
    data = f"place:{work.district.id}.0:{verb}"
    return Button(key, f"{data}:{choice}" if choice else data, facts)


def fitting(rows: Iterable[Iterable[Button]]) -> Rows:
    """Rows without buttons that are too long, and without empty rows."""
    kept = (tuple(one for one in row if one.data.isascii() and len(one.data) <= MOST) for row in rows)
    return tuple(row for row in kept if row)


def in_rows(buttons: Iterable[Button], wide: int) -> list[tuple[Button, ...]]:
    """So many beside each other."""
    each = list(buttons)
    return [tuple(each[n : n + wide]) for n in range(0, len(each), wide)]
