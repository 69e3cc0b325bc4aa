"""A shift's handover as a case: its moves, what it lists, and what the memory keeps of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.cases import apply as cases_apply
from bot.cases.case import Actor, Case, Change
from bot.cases.moves import Move, Table
from bot.cases.rulebook import Facts, Rulebook
from bot.cases.store import CaseStore
from bot.values.port import Port
from bot.work.history import Part
from bot.work.schedule import Due
from bot.work.work import Work

KIND = "handover"
TAKEN_WITHIN = timedelta(minutes=10)
"""So long others may take it over before the owners hear of it, and again as long before they hear once more."""

TOLD_MOST = 4
"""The owners hear once, and again three times."""

OPEN_NAME = "handover_open"
"""The occasion on which nobody has taken it over."""


class State(StrEnum):
    """Where a handover stands."""

    OFFERED = "offered"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"


OFFERED, TAKEN, WITHDRAWN = State

MOVES = Table(
    KIND,
    begins=OFFERED,
    live=frozenset({OFFERED}),
    moves=(
        Move("take_over", frozenset({OFFERED}), TAKEN, frozenset({Part.CAPTAIN}), never=frozenset({Part.REPORTER})),
        Move("withdraw", frozenset({OFFERED}), WITHDRAWN, frozenset({Part.REPORTER})),
    ),
)
"""The one who hands over is its reporter."""


@dataclass(frozen=True)
class Listed:
    """Numbers of the cases that are handed over, each in one list only, oldest report first."""

    open: tuple[int, ...] = ()
    overdue: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    due: tuple[int, ...] = ()


@dataclass(frozen=True)
class Handover(Case):
    """What a captain hands over. *notes* are their own words; *told* is how often the owners heard of it.

    *counted_from* is where the first ten minutes begin: later than the offer after a time without contact.
    """

    listed: Listed = field(default_factory=Listed)
    notes: str = ""
    by_id: int = 0
    counted_from: datetime | None = None
    told: int = 0
    taken_by: int | None = None
    ended_at: datetime | None = None


def _take_over(case: Handover, actor: Actor, at: datetime, facts: Facts) -> Handover:
    return replace(case, taken_by=actor.user_id, ended_at=at)


def _withdraw(case: Handover, actor: Actor, at: datetime, facts: Facts) -> Handover:
    return replace(case, ended_at=at)


HANDOVER = Rulebook(MOVES, guards={}, rules={"take_over": _take_over, "withdraw": _withdraw})


def apply(handover: Handover, name: str, actor: Actor, now: datetime) -> Change[Handover]:
    """Make the move *name*; raises Refused. Pure. See :func:`bot.cases.apply.apply`."""
    return cases_apply.apply(HANDOVER, handover, name, actor, now, Facts())


def subject(handover: Handover) -> str:
    """What its occasions belong to."""
    return f"handover:{handover.id}/"


def occasions(handover: Handover) -> list[Due]:
    """When the owners hear that nobody took it over."""
    if handover.state != OFFERED:
        return []
    begin, left = handover.counted_from or handover.reported_at, range(handover.told, TOLD_MOST)
    return [Due(subject(handover), OPEN_NAME, begin + TAKEN_WITHIN * (n + 1), n=n) for n in left]


def anew(handover: Handover, now: datetime) -> Handover:
    """After a time without contact others have ten minutes again, until the owners hear the next time."""
    return replace(handover, counted_from=now - TAKEN_WITHIN * handover.told)


class Handovers(CaseStore[Handover], Protocol):
    """Handovers of shifts; part of a transaction."""

    async def offered(self, district_id: int) -> list[Handover]:
        """Those that nobody has taken over or withdrawn, oldest first."""


HANDOVERS: Port[Handovers] = Port("handovers")


def dues(work: Work, handover: Handover) -> list[Due]:
    """What comes due for a handover as it stands."""
    return occasions(handover)
