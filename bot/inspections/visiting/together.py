"""Passes that are confirmed together, by a button or by words such as ``1-20 合格``: one rule for both.

Only on the spot, and only what an officer of the body that decides it passed the last time; never on a first visit,
never what is critical. What is left out says why: it is answered by itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.inspections.table import Visit
from bot.inspections.visit import FAILS, Result
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.record import Whole
from bot.values.refused import Refused
from bot.work.answer import fitting, listed

MOST_NAMED = 60
"""So many letters of numbers are said for each reason."""


class Why(StrEnum):
    """Why an item is answered by itself."""

    ANSWERED = "answered"
    """It has an answer, which stays."""
    NOTED = "noted"
    """Somebody who does not decide it said something about it."""
    OTHERS = "others"
    """Another body decides it."""
    CRITICAL = "critical"
    FIRST = "first"
    """Nobody has answered it here before."""
    FAILED = "failed"
    """It failed the last time."""
    CHANGED = "changed"
    """It did not concern the place the last time."""


@dataclass(frozen=True)
class Sorted:
    """Items that pass together, and those that are answered by themselves, by the reason."""

    passes: tuple[Item, ...]
    alone: Mapping[Why, tuple[Item, ...]]

    @property
    def left_out(self) -> list[Any]:
        """One sentence about what is answered by itself, as facts of the words; nothing where nothing is."""
        if not self.alone:
            return []
        reasons = [
            {"word": f"visiting-alone-{why}", "numbers": runs(one.number for one in some)}
            for why, some in self.alone.items()
        ]
        first = next((some[0].number for why, some in self.alone.items() if why is not Why.ANSWERED), 0)
        key = "visiting-alone" if first else "visiting-alone-stays"
        return [{"word": key, "reasons": listed(reasons), "n": first}]


def sorted_(visit: Visit, whole: Whole, some: Iterable[Item], able: Callable[[Item], bool]) -> Sorted:
    """Which of these items whoever speaks may pass together. *able*: whether they decide an item. Pure.

    Raises Refused where it is not shown that they stand there.
    """
    if not visit.on_spot:
        raise Refused("visiting-together-on-spot", number=visit.number)
    passes: list[Item] = []
    alone: dict[Why, list[Item]] = {}
    for item in some:
        if (why := why_alone(whole, item, able=able(item))) is None:
            passes.append(item)
        else:
            alone.setdefault(why, []).append(item)
    return Sorted(tuple(passes), {why: tuple(alone[why]) for why in Why if why in alone})


def why_alone(whole: Whole, item: Item, *, able: bool) -> Why | None:
    """Why an item is answered by itself; None: it passes with others. Pure."""
    last = item.last.result if item.last is not None else None
    rules = (
        (Why.ANSWERED, item.key in whole.newest),
        (Why.NOTED, item.key in whole.noted),
        (Why.OTHERS, not able),
        (Why.CRITICAL, item.is_critical),
        (Why.FIRST, last is None),
        (Why.FAILED, last in FAILS),
        (Why.CHANGED, last is not Result.PASS),
    )
    return next((why for why, holds in rules if holds), None)


def runs(numbers: Iterable[int]) -> Any:
    """Numbers as people write them, as a fact of the words: ``1-6, 9``; as many as fit. Pure."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    said = [str(first) if first == last else f"{first}-{last}" for first, last in found]
    return fitting(said, MOST_NAMED)
