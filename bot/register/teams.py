"""Teams as they stand: who is on duty, where they are, what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.register import fixes
from bot.register.fixes import Fix
from bot.register.people import Member
from bot.values.geo import Point
from bot.values.port import Port

MOST_TEAM_NAME = 40
"""UTF-16 units of a team's name: it stands on buttons."""


OFFICERS = {"anyone": 0, "certified": 1, "two_certified": 2}
"""How many certified officers a reservation wants."""


@dataclass(frozen=True)
class Team:
    """People who move together. *handles* are item or group codes; empty means everything.

    *last_sent_at* breaks ties; *silent_since* is set when an order expired, until any sign of life;
    *active_case_id* is the case that replies without a number mean. *seen_at* is the last sign of life of any member
    while the team is on scene, None at other times; *asked* counts the steps of the welfare check, the last of them at
    *asked_at*.
    """

    district_id: int
    name: str
    id: int = 0
    key: str | None = None
    base: Point | None = None
    handles: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    dissolved_at: datetime | None = None
    last_sent_at: datetime | None = None
    silent_since: datetime | None = None
    active_case_id: int | None = None
    seen_at: datetime | None = None
    asked: int = 0
    asked_at: datetime | None = None


@dataclass(frozen=True)
class Position:
    """A person's newest fix that counts.

    *live_until* is the end of a live location that runs; *message_id* is its message. *source* is ``chat``, or
    ``tracker`` for a fix that a GPS tracker sent by itself. *doubted* is a later fix that nobody can have come to so
    fast, as plain values: it counts once a second one agrees with it, or for a phone that nothing more comes from.
    """

    district_id: int
    user_id: int
    point: Point
    fixed_at: datetime
    accuracy_m: float | None = None
    live_until: datetime | None = None
    chat_id: int | None = None
    message_id: int | None = None
    source: str = "chat"
    doubted: Mapping[str, Any] | None = None

    @property
    def fix(self) -> Fix:
        """Where and when, and how exactly that is known."""
        return Fix(self.point, self.fixed_at, self.accuracy_m)

    @property
    def is_imprecise(self) -> bool:
        """Whether it is known to be off by more than a street."""
        return fixes.is_imprecise(self.accuracy_m)

    def is_fresh(self, now: datetime, position_s: int) -> bool:
        """A running live location counts however old its last fix is; any other fix for *position_s* seconds."""
        if self.live_until is not None and self.live_until > now:
            return True
        return (now - self.fixed_at).total_seconds() <= position_s


@dataclass(frozen=True)
class Standing:
    """One team at one instant: its members, the available ones, its newest position, the cases it holds."""

    team: Team
    members: tuple[Member, ...]
    available: tuple[Member, ...]
    position: Position | None
    fresh: bool
    holds: tuple[int, ...]

    @property
    def is_available(self) -> bool:
        """At least one member on duty and not on break."""
        return bool(self.available)

    @property
    def on_break(self) -> bool:
        """Somebody is on duty, but everybody who is has a break."""
        return not self.available and any(m.duty for m in self.members)

    @property
    def point(self) -> Point | None:
        """Where it is taken to be: a fresh fix, else the base, else unknown."""
        return self.position.point if self.position and self.fresh else self.team.base

    @property
    def accuracy_m(self) -> float | None:
        """How far off that place may be; None where nobody said, and for a base."""
        return self.position.accuracy_m if self.position and self.fresh else None

    @property
    def is_imprecise(self) -> bool:
        """Whether the fix that it is taken from is known to be off by more than a street."""
        return fixes.is_imprecise(self.accuracy_m)

    @property
    def doing(self) -> str:
        """What it does, as a key of the words."""
        if self.holds:
            return "team-busy"
        return "team-free" if self.is_available else "team-on-break" if self.on_break else "team-off"

    def has_officers(self, officers: str) -> bool:
        """Whether enough of those who are available are certified for what is reserved for *officers*."""
        return sum(member.certified for member in self.available) >= OFFICERS[officers]

    def may_handle(self, item: str, group: str) -> bool:
        """Whether its ``handles`` let it take *item* of *group*; ``other`` goes to any team."""
        handles = self.team.handles
        return not handles or item == "other" or item in handles or group in handles


@dataclass(frozen=True)
class Muster:
    """All teams of a district at one instant."""

    standings: Mapping[int, Standing]
    members: Mapping[int, Member] = field(default_factory=dict)

    def of(self, team_id: int | None) -> Standing | None:
        """The standing of one team; None where there is no such team."""
        return None if team_id is None else self.standings.get(team_id)


def muster(
    teams: list[Team],
    members: list[Member],
    positions: Mapping[int, Position],
    holds: Mapping[int, tuple[int, ...]],
    now: datetime,
    position_s: int,
) -> Muster:
    """Put teams, people, newest fixes (by user id) and held cases (by team id) together. Pure."""
    by_team: dict[int, list[Member]] = {}
    for member in members:
        if member.team_id is not None and member.left_at is None:
            by_team.setdefault(member.team_id, []).append(member)
    standings = {}
    for team in teams:
        mine = tuple(by_team.get(team.id, ()))
        available = tuple(m for m in mine if m.is_available(now))
        known = [positions[m.user_id] for m in mine if m.duty and m.user_id in positions]
        newest = max(known, key=lambda p: p.fixed_at, default=None)
        best = best_of([p for p in known if p.is_fresh(now, position_s)], position_s)
        standings[team.id] = Standing(team, mine, available, best or newest, best is not None, holds.get(team.id, ()))
    return Muster(standings, {m.user_id: m for m in members})


def best_of(fresh: list[Position], position_s: int) -> Position | None:
    """The newest of several people's positions; one that is far worse than another's does not stand for the team."""
    good = [p for p in fresh if not any(fixes.is_far_worse(p.fix, other.fix, position_s) for other in fresh)]
    return max(good, key=lambda p: p.fixed_at, default=None)


class Teams(Protocol):
    """Teams, and where their people are."""

    async def all(self, district_id: int) -> list[Team]:
        """Teams that are not dissolved."""

    async def get(self, team_id: int) -> Team | None: ...
    async def save(self, team: Team) -> Team:
        """Insert (id 0) or update; returns it with its id."""

    async def positions(self, district_id: int) -> dict[int, Position]:
        """The newest position of each person, by user id."""

    async def put_position(self, position: Position, *, track: bool = True) -> None:
        """Replace the person's newest position; *track* also appends it to the track."""

    async def drop_position(self, district_id: int, user_id: int) -> None:
        """Forget the person's newest position (duty ended)."""

    async def position_by_message(self, chat_id: int, message_id: int) -> Position | None:
        """The position whose live location is this message."""

    async def holds(self, district_id: int) -> dict[int, tuple[int, ...]]:
        """Ids of the cases that each team holds (an assignment not ended), by team id."""

    async def forget_tracks_before(self, instant: datetime, most: int) -> int: ...


TEAMS: Port[Teams] = Port("teams")
