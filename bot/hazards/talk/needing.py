"""Open critical hazards among what needs a captain: while nobody has acted first of all, from then on worth a look."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.hazards import facts, told
from bot.hazards.table import HAZARDS, Hazard
from bot.outbox.letters import Button
from bot.values import formats
from bot.work.matters import Matter, Rank, Wrong
from bot.work.work import Work

MOST = 20
"""So many, oldest first; more than that nobody works through at once."""


async def matters(work: Work) -> Sequence[Matter]:
    """``Feature.needs``. They make no sound: the alarms do. What it is stands behind the button, in private only."""
    found = await work.tx[HAZARDS].critical(work.district.id, MOST)
    return [_matter(work, one) for one in found if one.is_open]


def _matter(work: Work, one: Hazard) -> Matter:
    moves = ("escalate", "forbid", "show") if one.is_alarming else ("show",)

    async def buttons() -> tuple[Button, ...]:
        return tuple(_button(work, one, move) for move in moves if move != "forbid" or not one.must_not_open)

    return Matter(f"hazard:{one.number}", one.reported_at, partial(_head, work, one), (_wrong(one),), buttons)


async def _head(work: Work, one: Hazard) -> dict[str, Any]:
    named = await facts.in_group(work, one)
    return {"word": "matter-hazard", "number": one.number, "place": named["place"]}


def _wrong(one: Hazard) -> Wrong:
    if one.is_alarming:
        return Wrong("critical", Rank.CRITICAL, {"word": "matter-hazard-critical"}, again=one.sent_back, hushed=True)
    word = {"word": "matter-hazard-open", "state": formats.state_word(one.state, one.kind)}
    return Wrong(f"open-{one.state}", Rank.LOOK, word, hushed=True)


def _button(work: Work, one: Hazard, move: str) -> Button:
    made = told.button(work, one, move)
    does = {"word": made.key}
    return Button("button-matter-first", made.data, {"number": one.number, "does": does})
