"""The three lists of checks: what is due today and over, hazards by due date, places that must not open."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from bot.hazards.table import Hazard, Severity
from bot.inspections.table import Visit
from bot.screens.checks import port, seen
from bot.screens.checks.port import CHECKS, Counts, Key
from bot.screens.checks.seen import Part
from bot.work import answer
from bot.work.work import Work

A_PAGE = 25
STRETCH, STRETCHES = 100, 10
"""Where only some of the cases are shown, so many are looked through at once, and so often."""

NUMBERED = 5
"""So many of a sort are named by number on the list of open cases."""

One = TypeVar("One", Visit, Hazard)


async def counts(work: Work) -> Counts:
    """How many of each, whoever asks: numbers alone say nothing of anybody."""
    return await work.tx[CHECKS].counts(seen.where(work), seen.today(work), work.now)


async def lists(
    work: Work, *, checks: Key | None = None, hazards: Key | None = None, orders: Key | None = None, mine: bool = False
) -> Part:
    """A page of each list, behind the keys that are given; *mine*: only what is for who looks, of their bodies."""
    seen.may_look(work)
    found, kept, where = await seen.desk(work), work.tx[CHECKS], seen.where(work)
    is_shown: Callable[[Any], bool] = found.is_mine if mine else _all

    async def of_visits(after: Key | None, most: int) -> list[Visit]:
        return await kept.visits(where, seen.today(work), after, most)

    async def of_hazards(after: Key | None, most: int) -> list[Hazard]:
        return await kept.hazards(where, after, most)

    async def of_orders(after: Key | None, most: int) -> list[Hazard]:
        return await kept.orders(where, after, most)

    due, after_due = await _page(of_visits, port.key_of_visit, checks, is_shown)
    open_, after_open = await _page(of_hazards, port.key_of_hazard, hazards, is_shown)
    # Whoever goes out has to know all of these, whosever they are.
    shut, after_shut = await _page(of_orders, lambda one: Key(0, one.number), orders, _all)
    told = await counts(work)
    return {
        "counts": {
            name: getattr(told, name) for name in ("checks", "late", "hazards", "overdue", "must_not_open", "critical")
        },
        "most": port.MOST_COUNTED,
        "of_body": work.who.is_of_body,
        "checks": {"rows": [await seen.visit_line(work, one) for one in due], "next": after_due},
        "hazards": {"rows": [await seen.hazard_line(found, one) for one in open_], "next": after_open},
        "orders": {"rows": [await seen.order_line(work, one) for one in shut], "next": after_shut},
    }


def _all(_: Any) -> bool:
    return True


async def _page(
    fetch: Callable[[Key | None, int], Awaitable[Sequence[One]]],
    key: Callable[[One], Key],
    after: Key | None,
    is_shown: Callable[[One], bool],
) -> tuple[list[One], Key | None]:
    """A page of what is shown, and the key behind which the next one begins; None where nothing is behind it."""
    found: list[One] = []
    for _ in range(STRETCHES):
        some = await fetch(after, STRETCH)
        for one in some:
            if is_shown(one):
                if len(found) == A_PAGE:
                    return found, key(found[-1])
                found.append(one)
            after = key(one)
        if len(some) < STRETCH:
            return found, None
    return found, after


async def on_board(work: Work) -> Any | None:
    """One line for the list of open cases: what must not open, is critical, due, overdue; None where nothing is.

    Each with its numbers, by which it is opened: nobody in a hurry looks for what the line means.
    """
    told, kept, where = await counts(work), work.tx[CHECKS], seen.where(work)
    open_ = await kept.hazards(where, None, STRETCH) if told.critical or told.overdue else []
    shut = await kept.orders(where, None, NUMBERED) if told.must_not_open else []
    due = await kept.visits(where, seen.today(work), None, NUMBERED) if told.checks else []
    grave = [one for one in open_ if one.severity is Severity.CRITICAL]
    over = [one for one in open_ if one.is_overdue(work.now)]
    each: tuple[tuple[str, int, Sequence[Visit | Hazard]], ...] = (
        ("must", told.must_not_open, shut),
        ("critical", told.critical, grave),
        ("due", told.checks, due),
        ("overdue", told.overdue, over),
    )
    parts = [
        {"word": f"checks-board-{name}", "count": count, "numbers": _numbers(found, count)}
        for name, count, found in each
        if count
    ]
    return {"word": "checks-on-board", "parts": answer.listed(parts)} if parts else None


def _numbers(found: Sequence[Visit | Hazard], count: int) -> str:
    """``#5 #7 …``: the first few, and a sign where there are more."""
    numbers = [f"#{one.number}" for one in found[:NUMBERED]]
    return " ".join([*numbers, *(["…"] if len(numbers) < count else [])])
