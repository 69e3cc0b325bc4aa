"""In what order cases stand wherever several are shown, and which of them need somebody now. Pure.

A call for help comes first, then what is critical, what waits for a person, what is overdue, and the rest by the time
left. Pages, the wall and messages sort by it, so that all of them have the same case on top.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

CRITICAL, RESOLVED, HELD = "critical", "resolved", "held"
DANGER = "danger"


class Why(StrEnum):
    """Why a case stands where it stands: the most urgent first."""

    HELP = "help"
    HELP_TAKEN = "help_taken"
    CRITICAL_ALONE = "critical_alone"
    CRITICAL = "critical"
    DANGER = "danger"
    NO_TEAM = "no_team"
    ASKED = "asked"
    HOLD_OVER = "hold_over"
    CONFIRM = "confirm"
    OVERDUE = "overdue"
    RUNS = "runs"
    HELD = "held"

    @property
    def rank(self) -> int:
        """Its place: a smaller number stands higher. Of one rank what is due first does."""
        return _RANKS[self]

    @property
    def is_now(self) -> bool:
        """Whether it needs somebody now: such cases stand apart, above the others. What is overdue does, as in chat."""
        return self.rank <= _RANKS[Why.OVERDUE]


_RANKS = {why: rank for rank, why in enumerate(Why)}

SEVERITIES = ("critical", "high", "medium", "low")


@dataclass(frozen=True)
class Stand:
    """What of a case its place depends on. Instants are aware UTC.

    *rests* says for what else than time it waits (``held``, ``resolved``); *asks* which question to people is open
    (``danger`` before all others); *alone*: nobody has it and somebody is to be sent.
    """

    number: int
    severity: str = "low"
    rests: str | None = None
    alone: bool = False
    asks: str | None = None
    due_at: datetime | None = None
    hold_until: datetime | None = None


def why(one: Stand, now: datetime) -> Why:
    """Why *one* stands where it stands at *now*."""
    if one.rests == RESOLVED:
        return Why.CONFIRM
    if one.severity == CRITICAL:
        return Why.CRITICAL_ALONE if one.alone else Why.CRITICAL
    if one.asks == DANGER:
        return Why.DANGER
    if one.asks is not None or one.alone:
        return Why.ASKED if one.asks is not None else Why.NO_TEAM
    if one.rests == HELD:
        return Why.HOLD_OVER if one.hold_until is not None and one.hold_until <= now else Why.HELD
    return Why.OVERDUE if one.due_at is not None and one.due_at < now else Why.RUNS


def why_called(*, is_taken: bool) -> Why:
    """Why a call for help stands where it stands: one that nobody has taken goes before the others."""
    return Why.HELP_TAKEN if is_taken else Why.HELP


def key(one: Stand, now: datetime) -> tuple[Any, ...]:
    """By this cases are sorted: by rank, then what is due first, what is more severe, what came first."""
    due = one.due_at.timestamp() if one.due_at is not None else float("inf")
    severity = SEVERITIES.index(one.severity) if one.severity in SEVERITIES else len(SEVERITIES)
    return why(one, now).rank, due, severity, one.number
