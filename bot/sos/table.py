"""A call for help: its states, its table of moves, and what comes due until it is cleared."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.cases import apply as cases_apply
from bot.cases.case import Actor, Case, Change, with_assignment
from bot.cases.moves import REASON, Does, Move, Table, Tell
from bot.cases.rulebook import Facts, Rule, Rulebook
from bot.cases.store import CaseStore
from bot.values.port import Port
from bot.work.history import Part
from bot.work.schedule import Due
from bot.work.work import Work

KIND = "sos"
AGAIN, CARD = "sos_again", "sos_card"
"""What comes due: telling all again, and a newer position for the card."""


class State(StrEnum):
    """Where a call for help stands."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    CLEARED = "cleared"
    FALSE_ALARM = "false_alarm"


RAISED, ACKNOWLEDGED, CLEARED, FALSE_ALARM = State
LIVE = frozenset({RAISED, ACKNOWLEDGED})

AGAIN_S, AGAIN_TAKEN_S = 30, 180
"""Seconds until all are told again: until a captain takes it, and from then on until it is cleared."""

CARD_EVERY_S = 30
"""A position that moves is written on the group's card no more often than this."""

TEAMS = 2
"""So many of the nearest teams are sent, also busy ones."""

_ENDS = frozenset({Tell.CARD, Tell.CAPTAIN, Tell.FORMER, Tell.REPORTER})
_GOES_ON = frozenset({Tell.CARD, Tell.CAPTAIN, Tell.LEAD, Tell.SUPPORT})

_HEARD = frozenset({Tell.CARD, Tell.CAPTAIN, Tell.REPORTER})

# fmt: off
MOVES = Table(KIND, begins=RAISED, live=LIVE, first="call", moves=(
    #    name           from                to            by
    Move("call_again",  LIVE,               None,         frozenset({Part.REPORTER}), _GOES_ON, command="sos"),
    Move("add",         LIVE,               None,         frozenset({Part.REPORTER}), _GOES_ON),
    Move("set_off",     LIVE,               None,         frozenset({Part.LEAD, Part.SUPPORT}), _HEARD),
    Move("reach",       LIVE,               None,         frozenset({Part.LEAD, Part.SUPPORT}), _HEARD),
    Move("acknowledge", frozenset({RAISED}), ACKNOWLEDGED, frozenset({Part.CAPTAIN}), _GOES_ON | {Tell.REPORTER},
         shown_in=frozenset({RAISED}), command="ack", at_hand=True),
    Move("clear",       LIVE,               CLEARED,      frozenset({Part.CAPTAIN}), _ENDS, (Does.END_ALL,),
         needs=(REASON.if_given(),), outcome="done", shown_in=LIVE, command="clear", at_hand=True),
    Move("false_alarm", LIVE,               FALSE_ALARM,  frozenset({Part.CAPTAIN}), _ENDS, (Does.END_ALL,),
         needs=(REASON,), outcome="recalled", shown_in=LIVE, command="falsealarm", at_hand=True),
))
# fmt: on


FOR_CAPTAINS = tuple(move for move in MOVES if move.is_for_captains)
"""What captains do with a call: they take it, and they end it."""


def ends(move: Move) -> bool:
    """Whether nobody is told any more after it."""
    return move.to is not None and move.to not in LIVE


@dataclass(frozen=True)
class Sos(Case):
    """Somebody of the staff in danger. Instants are aware UTC.

    *reporter_id* is the person who called; None where a team stopped answering: then *team_id* names it, and
    *incident_id* the case on which that was noticed. *point* is the newest position that is known, of *fixed_at* with
    *accuracy_m*; both None where the point is only that of the case. *told* is how often everybody was told, last at
    *told_at*; *carded_at* when the card was last written, *card_due_at* when a newer position is to be written on it.
    """

    words: str = ""
    team_id: int | None = None
    incident_id: int | None = None
    fixed_at: datetime | None = None
    accuracy_m: float | None = None
    told: int = 0
    told_at: datetime | None = None
    carded_at: datetime | None = None
    card_due_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: int | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None
    reason: str | None = None
    origin_chat_id: int | None = None
    origin_message_id: int | None = None

    @property
    def is_live(self) -> bool:
        """Neither cleared nor a false alarm."""
        return self.state in LIVE


class SosCases(CaseStore[Sos], Protocol):
    """Calls for help with their assignments; part of a transaction."""

    async def open_of(self, district_id: int, user_id: int, team_id: int | None) -> Sos | None:
        """The one of this person that is not over, else that of their team."""


def apply(sos: Sos, name: str, actor: Actor, now: datetime, facts: Facts) -> Change[Sos]:
    """Make the move *name* on *sos*; raises Refused. Pure. See :func:`bot.cases.apply.apply`."""
    return cases_apply.apply(SOS, sos, name, actor, now, facts)


def _acknowledge(sos: Sos, actor: Actor, at: datetime, facts: Facts) -> Sos:
    return replace(sos, acknowledged_at=at, acknowledged_by=actor.user_id)


def _end(sos: Sos, actor: Actor, at: datetime, facts: Facts) -> Sos:
    """Whoever ends it without having taken it has taken it by that."""
    taken = sos if sos.acknowledged_at else _acknowledge(sos, actor, at, facts)
    return replace(taken, ended_at=at, ended_by=actor.user_id, reason=facts.given.get("reason"), card_due_at=None)


def _on_the_way(sos: Sos, actor: Actor, at: datetime, facts: Facts) -> Sos:
    """Each team that was sent sets off by itself; the call stays as it is."""
    held = sos.of_team(actor.team_id or 0)
    return with_assignment(sos, held, replace(held, accepted_at=held.accepted_at or at)) if held else sos


def _there(sos: Sos, actor: Actor, at: datetime, facts: Facts) -> Sos:
    """Who is there has set off."""
    going = _on_the_way(sos, actor, at, facts)
    held = going.of_team(actor.team_id or 0)
    return with_assignment(going, held, replace(held, arrived_at=held.arrived_at or at)) if held else going


RULES: Mapping[str, Rule] = {
    "acknowledge": _acknowledge,
    "clear": _end,
    "false_alarm": _end,
    "set_off": _on_the_way,
    "reach": _there,
}
SOS = Rulebook(MOVES, guards={}, rules=RULES)
"""The call for help as a kind of case."""


STEPS = (("set_off", "reach"), ("reach",), ())
"""What a team that is sent to help does next, by its stage: sent, on the way, there."""


def steps(sos: Sos, team_id: int | None) -> tuple[str, ...]:
    """The moves that come next for a team; none where it was not sent, or all is over. Pure."""
    held = sos.of_team(team_id) if team_id is not None and sos.is_live else None
    return STEPS[held.stage] if held else ()


def occasions(sos: Sos) -> list[Due]:
    """What will come due: the next telling, and a newer position for the card. Pure."""
    if not sos.is_live:
        return []
    told_at = sos.told_at or sos.reported_at
    again = timedelta(seconds=AGAIN_S if sos.state == RAISED else AGAIN_TAKEN_S)
    dues = [Due(f"sos:{sos.id}/again", AGAIN, told_at + again, n=sos.told)]
    if sos.card_due_at is not None:
        dues.append(Due(f"sos:{sos.id}/card", CARD, sos.card_due_at, n=int(sos.card_due_at.timestamp())))
    return dues


CALLS: Port[SosCases] = Port("sos")


def dues(work: Work, sos: Sos) -> list[Due]:
    """What comes due for a call as it stands."""
    return occasions(sos)
