"""Buttons under messages."""

from collections.abc import Sequence
from typing import Any

from bot.outbox.letters import Button, Rows
from bot.work.work import Work


def paged(
    work: Work, kind: str, rows: Sequence[Any], page: int, size: int, *more: tuple[Button, ...]
) -> tuple[Sequence[Any], Rows]:
    """The rows of *page* (the last one where there are fewer) and the buttons that turn to others and look again."""
    last = max(0, (len(rows) - 1) // size)
    page = max(0, min(page, last))

    def turn(key: str, to: int) -> Button:
        return Button(key, f"{kind}:{work.district.id}.0:page:{to}", {"page": to + 1, "pages": last + 1})

    turns = [turn("button-list-back", page - 1)] if page else []
    turns.append(turn("button-list-again", page))
    turns += [turn("button-list-on", page + 1)] if page < last else []
    return rows[page * size : (page + 1) * size], (*more, tuple(turns))


def button(district_id: int) -> Button:
    """The button that calls for help in one tap."""
    return Button("button-sos", f"sos:{district_id}.0:call")
