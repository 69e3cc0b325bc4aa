"""The whole of a visit with what it came to: for captains, approvers and officers who look at it."""

from dataclasses import replace
from typing import Any

from bot.inspections import show
from bot.inspections.table import Visit
from bot.inspections.visiting import record
from bot.inspections.visiting.shown import endings, steps
from bot.work.answer import Answer
from bot.work.work import Work

MOST_FAILS = 10
"""So many fails stand on the card; the record has all."""


async def visit(work: Work, one: Visit) -> Answer:
    """``/case`` and ``/visit 42``: as it was planned, what it came to, and what comes next."""
    said = await show.visit(work, one)
    if said.key != "visit-card":
        return said
    came_to = await results(work, one) if one.begun_at is not None and one.lists else []
    return replace(said, facts={**said.facts, "lines": [*said.facts["lines"], *came_to, said.facts["next"]]})


async def results(work: Work, one: Visit) -> list[dict[str, Any]]:
    """Whether anything shows that they stood there, the counts, what nobody approved, then what failed."""
    whole = await record.whole(work, one)
    unshown = [] if one.on_spot else [{"word": "visiting-unshown"}]
    left_out = steps.left_out(whole, "visiting-part-left-out")
    return [*unshown, endings.counts(whole), *left_out, *steps.fails(whole, MOST_FAILS)]
