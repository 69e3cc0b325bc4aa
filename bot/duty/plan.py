"""The planned roster: rules as a file writes them, and the shifts that follow from them on each local day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.register.people import Member
from bot.values.port import Port

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_END = "24:00"


@dataclass(frozen=True)
class Rule:
    """One line of a roster: a person, or everybody of a team, on the same hours of certain days.

    *days* are weekdays (``mon`` …) and dates (``2026-03-02``); *first* and *last* bound them. *begins* and *ends* are
    hours of the district's own clock, ``08:00`` to ``24:00``; an end that is not after the beginning is the next day's.
    """

    district_id: int
    days: tuple[str, ...]
    begins: str
    ends: str
    user_id: int | None = None
    team_id: int | None = None
    captain: bool = False
    first: str | None = None
    last: str | None = None
    id: int = 0

    def is_on(self, day: date) -> bool:
        """Whether a shift begins on this local day."""
        told = day.isoformat()
        within = (self.first is None or self.first <= told) and (self.last is None or told <= self.last)
        return within and (told in self.days or WEEKDAYS[day.weekday()] in self.days)


@dataclass(frozen=True)
class Shift:
    """One person on one stretch of time. *day* is the local day on which it begins."""

    user_id: int
    day: date
    begins_at: datetime
    ends_at: datetime
    captain: bool = False
    team_id: int | None = None

    @property
    def minute(self) -> int:
        """Its beginning in minutes since 1970: what tells it apart from a person's other shifts."""
        return int(self.begins_at.timestamp()) // 60


class SwapState(StrEnum):
    """Where a swap stands: offered, agreed by the other one, confirmed by a captain; or it came to nothing."""

    OFFERED = "offered"
    AGREED = "agreed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Swap:
    """A planned shift of *user_id* that *to_id* is to take. *confirmed_by* is the captain who said yes or no."""

    district_id: int
    user_id: int
    to_id: int
    begins_at: datetime
    ends_at: datetime
    offered_at: datetime
    state: SwapState = SwapState.OFFERED
    confirmed_by: int | None = None
    id: int = 0


def instant(day: date, clock: str, zone: ZoneInfo) -> datetime:
    """A local hour as an instant: the first of a doubled one; one that the clock leaves out counts as an hour later."""
    if clock == DAY_END:
        return instant(day + timedelta(days=1), "00:00", zone)
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone).astimezone(UTC)


def shift_times(rule: Rule, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When the shift of a day begins and ends; a night shift ends on the next day."""
    ends_on = day if rule.ends > rule.begins else day + timedelta(days=1)
    return instant(day, rule.begins, zone), instant(ends_on, rule.ends, zone)


def expand(
    rules: Iterable[Rule], swaps: Sequence[Swap], members: Mapping[int, Member], days: Sequence[date], zone: ZoneInfo
) -> list[Shift]:
    """The shifts that begin on *days*, by beginning, then person, after the swaps that captains confirmed."""
    found: dict[tuple[int, datetime], Shift] = {}
    for rule in rules:
        whom = [rule.user_id] if rule.user_id else [m.user_id for m in members.values() if m.team_id == rule.team_id]
        for day in days:
            if not rule.is_on(day):
                continue
            begin, end = shift_times(rule, day, zone)
            for user_id in whom:
                if user_id in members and begin < end:
                    shift = Shift(user_id, day, begin, end, rule.captain, members[user_id].team_id)
                    found[user_id, begin] = _longer(found.get((user_id, begin)), shift)
    for swap in sorted((s for s in swaps if s.state is SwapState.CONFIRMED), key=lambda s: s.id):
        shift_of = found.pop((swap.user_id, swap.begins_at), None)
        if shift_of is not None and swap.to_id in members:
            team_id = members[swap.to_id].team_id
            found[swap.to_id, swap.begins_at] = replace(shift_of, user_id=swap.to_id, team_id=team_id)
    return sorted(found.values(), key=lambda s: (s.begins_at, s.ends_at, not s.captain, s.team_id or 0, s.user_id))


def _longer(known: Shift | None, shift: Shift) -> Shift:
    if known is None:
        return shift
    return replace(known, ends_at=max(known.ends_at, shift.ends_at), captain=known.captain or shift.captain)


def end_at(shifts: Iterable[Shift], user_id: int, now: datetime, early: timedelta) -> datetime | None:
    """When the duty of somebody ends who begins it *now*; None where nothing is planned.

    It ends with the shift that runs or begins within *early*, and those that follow it without a break.
    """
    end: datetime | None = None
    for shift in sorted((s for s in shifts if s.user_id == user_id), key=lambda s: s.begins_at):
        is_now = shift.begins_at - early <= now < shift.ends_at
        if (end is None and is_now) or (end is not None and shift.begins_at <= end):
            end = shift.ends_at if end is None else max(end, shift.ends_at)
    return end


def uncovered(shifts: Iterable[Shift], begin: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """Stretches between *begin* and *end* in which nobody of *shifts* is planned."""
    gaps, at = [], begin
    for shift in sorted(shifts, key=lambda s: s.begins_at):
        if shift.begins_at > at:
            gaps.append((at, min(shift.begins_at, end)))
        at = max(at, shift.ends_at)
        if at >= end:
            break
    if at < end:
        gaps.append((at, end))
    return [(since, until) for since, until in gaps if since < until]


class Rosters(Protocol):
    """Rules and swaps of a district; part of a transaction."""

    async def rules(self, district_id: int) -> list[Rule]:
        """All rules."""

    async def rules_of(self, district_id: int, user_ids: Sequence[int], team_ids: Sequence[int]) -> list[Rule]:
        """Those of these people and teams."""

    async def add(self, *wanted: Rule) -> None:
        """Store new ones."""

    async def drop(self, *rule_ids: int) -> None:
        """Forget some."""

    async def swaps(self, district_id: int, since: datetime) -> list[Swap]:
        """Swaps of shifts that begin at *since* or later, oldest first."""

    async def swap(self, swap_id: int) -> Swap | None:
        """One swap."""

    async def add_swap(self, swap: Swap) -> Swap:
        """Store a new one; returns it with its id."""

    async def save_swap(self, swap: Swap) -> None:
        """Write a changed one."""


ROSTERS: Port[Rosters] = Port("rosters")
