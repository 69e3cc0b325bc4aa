"""What one captain hands over to the next: a line for each case, as it stands when somebody reads of it."""

from collections.abc import Sequence
from typing import Any

from bot.cases import kinds
from bot.cases.kinds import KINDS
from bot.handovers.table import Listed
from bot.work.work import Work

MOST_CASES = 20
"""So many cases have a line of their own in one message; of the others it says how many there are."""

LISTS = ("overdue", "open", "held", "waiting", "due")
"""The lists in the order in which they are read."""


async def live(work: Work) -> list[Any]:
    """The live cases of every kind that is handed over, oldest report first."""
    found: list[Any] = []
    for kind in work.at_hand[KINDS]:
        if kind.handed_over is not None:
            found += await work.tx[kind.store].live(work.district.id)
    return sorted(found, key=lambda case: (case.reported_at, case.id))


def listed_of(work: Work, cases: Sequence[Any]) -> Listed:
    """Live cases by what the next captain has to know of them."""
    by: dict[str, list[int]] = {name: [] for name in LISTS}
    for case in cases:
        handed_over = work.at_hand[KINDS].of(case).handed_over
        name = handed_over(work, case) if handed_over else None
        if name is not None:
            by[name].append(case.number)
    return Listed(**{name: tuple(numbers) for name, numbers in by.items()})


async def lines(work: Work, listed: Listed, most: int = MOST_CASES) -> list[dict[str, Any]]:
    """Facts of the words: each list with its cases below it, then how many more there are than *most*.

    A case stands in the list that it was handed over in, and is told as it is now.
    """
    now = {one.number: one for one in await live(work)}
    said: list[dict[str, Any]] = []
    room = most
    for name in LISTS:
        numbers: tuple[int, ...] = getattr(listed, name)
        if numbers and room:
            said.append({"word": f"shift-{name}", "count": len(numbers)})
        for number in numbers[:room]:
            case = now.get(number) or await kinds.by_number(work, number)
            line = work.at_hand[KINDS].of(case).line if case is not None else None
            said += [dict(await line(work, case))] if line is not None else []
        room -= len(numbers[:room])
    rest = sum(len(getattr(listed, name)) for name in LISTS) - (most - room)
    said += [{"word": "board-more", "count": rest}] if rest else []
    return said or [{"word": "shift-nothing-open"}]
