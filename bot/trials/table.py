"""A trial: its states, its table of moves, and when it ends by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.cases.case import Actor, Case
from bot.cases.moves import REASON, Move, Table, Tell
from bot.cases.rulebook import Facts, Rulebook
from bot.cases.store import CaseStore
from bot.register.teams import Standing, Team
from bot.values.port import Port
from bot.work.history import Part
from bot.work.schedule import Due
from bot.work.work import Work

KIND = "trial"
ENDS = "trial_ends"
"""What comes due: it ends, wherever it stands."""

LASTS = timedelta(minutes=15)


class State(StrEnum):
    """Where a trial stands; but for its early end as a case that a team deals with."""

    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    ON_SCENE = "on_scene"
    RESOLVED = "resolved"
    CLOSED = "closed"
    STOPPED = "stopped"


DISPATCHED, ACCEPTED, ON_SCENE, RESOLVED, CLOSED, STOPPED = State
LIVE = frozenset({DISPATCHED, ACCEPTED, ON_SCENE, RESOLVED})

_MINE, _HEARD = frozenset({Part.REPORTER}), frozenset({Tell.CARD, Tell.REPORTER})

# fmt: off
MOVES = Table(KIND, begins=DISPATCHED, live=LIVE, first="begin", drills=True, moves=(
    #    name        from                     to        by
    Move("accept",   frozenset({DISPATCHED}), ACCEPTED, _MINE, _HEARD),
    Move("arrive",   frozenset({ACCEPTED}),   ON_SCENE, _MINE, _HEARD),
    Move("resolve",  frozenset({ON_SCENE}),   RESOLVED, _MINE, _HEARD),
    Move("confirm",  frozenset({RESOLVED}),   CLOSED,   _MINE, _HEARD),
    Move("stop",     LIVE,                    STOPPED,  frozenset({Part.CLOCK}), _HEARD, needs=(REASON,)),
))
# fmt: on

TIME, LEFT, UNREACHABLE = "time", "left", "unreachable"
"""Why one was stopped: its time was over, its captain is none any more, nothing reaches them in private."""


@dataclass(frozen=True)
class Trial(Case):
    """One captain plays it: *reporter_id*.

    *team_id* is the team whose part they play; it holds nothing and hears of nothing. *reason* is why it was stopped.
    """

    team_id: int | None = None
    reason: str | None = None

    @property
    def is_live(self) -> bool:
        """Neither played through nor stopped."""
        return self.state in LIVE

    @property
    def until(self) -> datetime:
        """When it ends by itself."""
        return self.reported_at + LASTS

    @property
    def next_move(self) -> str | None:
        """The one thing to press now; None where it is over."""
        return next((move.name for move in MOVES.open_moves(self.state, _MINE)), None)


class Trials(CaseStore[Trial], Protocol):
    """Trials; part of a transaction. Of one district no two are live."""


TRIALS: Port[Trials] = Port("trials")


def _stopped(trial: Trial, actor: Actor, at: datetime, facts: Facts) -> Trial:
    return replace(trial, reason=str(facts.given["reason"]))


TRIAL = Rulebook(MOVES, guards={}, rules={"stop": _stopped})
"""The trial as a kind of case."""


def occasions(trial: Trial) -> list[Due]:
    """What will come due: its end, and nothing else. Pure."""
    return [Due(f"{KIND}:{trial.id}/end", ENDS, trial.until)] if trial.is_live else []


def dues(work: Work, trial: Trial) -> list[Due]:
    """What comes due for a trial as it stands."""
    return occasions(trial)


def missing(standings: Iterable[Standing]) -> str | Team:
    """What has to be there before one can begin: ``team``, ``base``, ``free``; else the team whose part is played.

    It needs nobody on duty: nobody is sent. A team at work is left alone. Pure.
    """
    teams = list(standings)
    with_base = [one for one in teams if one.team.base is not None]
    if not with_base:
        return "base" if teams else "team"
    return next((one.team for one in with_base if not one.holds), "free")
