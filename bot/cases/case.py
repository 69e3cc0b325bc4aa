"""A case and its assignments as they stand, and a change to them as a value."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from bot.values.geo import Point
from bot.work.history import Part, Record


class Role(StrEnum):
    """A team's part in a case."""

    LEAD = "lead"
    SUPPORT = "support"


@dataclass(frozen=True)
class Assignment:
    """One team on one case, from order to end. Instants are aware UTC.

    *counted_from* is where the accept and arrive limits start: *sent_at*, or later after a gap of the bot.
    *round* counts such fresh starts. *sent_metres* is how far the team was then, *sent_accuracy_m* how far off the fix
    may have been that says so; None where nobody knows. *stood_there*: the team was at the spot when it was sent, so
    that no arrival is read from its position. *by_hand*: an automatic step was undone; it is not tried again.
    """

    team_id: int
    role: Role
    sent_at: datetime
    counted_from: datetime
    id: int = 0
    case_id: int = 0
    accepted_at: datetime | None = None
    arrived_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str | None = None
    override: bool = False
    automatic: bool = False
    by_id: int | None = None
    round: int = 0
    sent_metres: float | None = None
    sent_accuracy_m: float | None = None
    stood_there: bool = False
    by_hand: bool = False
    arrival_seen_at: datetime | None = None
    reason: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether the team still holds the case."""
        return self.ended_at is None

    @property
    def stage(self) -> int:
        """0 sent, 1 accepted, 2 on scene."""
        return 2 if self.arrived_at else 1 if self.accepted_at else 0


@dataclass(frozen=True)
class Case:
    """What every kind of case has in common. *version* grows with each change that is saved."""

    district_id: int
    kind: str
    number: int
    state: str
    reported_at: datetime
    id: int = 0
    version: int = 0
    drill: bool = False
    point: Point | None = None
    reporter_id: int | None = None
    assignments: tuple[Assignment, ...] = ()

    @property
    def lead(self) -> Assignment | None:
        """The lead that has not ended; None while nobody leads."""
        return next((a for a in self.assignments if a.is_open and a.role is Role.LEAD), None)

    @property
    def finished_by(self) -> int | None:
        """The id of the team that led it to its end; None where none has."""
        done = [a.team_id for a in self.assignments if a.role is Role.LEAD and a.outcome == "done"]
        return done[-1] if done else None

    @property
    def support(self) -> tuple[Assignment, ...]:
        """The support assignments that have not ended."""
        return tuple(a for a in self.assignments if a.is_open and a.role is Role.SUPPORT)

    def of_team(self, team_id: int) -> Assignment | None:
        """The assignment of *team_id* that has not ended."""
        return next((a for a in self.assignments if a.is_open and a.team_id == team_id), None)


@dataclass(frozen=True)
class Actor:
    """Who moves: a person, or the clock or a program (*user_id* None), with the parts they have in this case.

    *on_behalf_of* is the team for which a captain speaks (radio); *channel* is where it came from.
    """

    user_id: int | None
    parts: frozenset[Part]
    team_id: int | None = None
    channel: str = "chat"
    on_behalf_of: int | None = None
    program_id: int | None = None


CLOCK = Actor(user_id=None, parts=frozenset({Part.CLOCK}), channel="clock")


AnyCase = TypeVar("AnyCase", bound=Case)


@dataclass(frozen=True)
class Change(Generic[AnyCase]):
    """A case before and after one move, the history lines, and the teams that it sent and freed."""

    before: AnyCase
    case: AnyCase
    move: str
    records: tuple[Record, ...]

    @property
    def freed(self) -> tuple[Assignment, ...]:
        """Assignments that were open before and have ended now."""
        was_open = {a.team_id for a in self.before.assignments if a.is_open}
        still = {a.team_id for a in self.case.assignments if a.is_open}
        ended = {a.team_id: a for a in self.case.assignments if not a.is_open}
        return tuple(ended[team] for team in was_open - still if team in ended)

    @property
    def sent(self) -> tuple[Assignment, ...]:
        """Assignments that this change began."""
        was_open = {a.team_id for a in self.before.assignments if a.is_open}
        return tuple(a for a in self.case.assignments if a.is_open and a.team_id not in was_open)


def with_assignment(case: AnyCase, old: Assignment | None, new: Assignment) -> AnyCase:
    """*case* with *old* replaced by *new* (added when *old* is None)."""
    if old is None:
        return replace(case, assignments=(*case.assignments, new))
    return replace(case, assignments=tuple(new if a is old else a for a in case.assignments))
