"""Insight: how long each step of a case took, whether it was on time, and the figures of a day.

Every figure keeps the numbers of its cases, so that it can be opened down to them. All times are counted from when
things happened, whenever they were entered (``bot/incidents/hours.py``); *on time* alone is seen from ``resolved_at``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bot.cases.case import Role
from bot.incidents import hours
from bot.incidents.table import CANCELLED, MERGED, OPEN, RESOLVED, TRANSFERRED, Incident

STEPS = ("waiting", "accept", "travel", "scene", "held", "confirm", "total")
"""The steps of an incident whose times are kept, in their order."""

COUNTED_OUT = frozenset({CANCELLED, MERGED, TRANSFERRED})
"""Ends that say nothing about being on time."""


@dataclass(frozen=True)
class Steps:
    """Seconds of each step of one case; None for what did not happen, or has not yet.

    Every second from the report to *resolved* is in one of them: *accept* is under orders that were not accepted yet,
    *travel* between accept and arrival, *scene* from there on, all without *held*; *waiting* is the rest, without any
    team. *confirm* comes after. *total* is gross, from the report to resolved.
    """

    waiting: float | None
    accept: float | None
    travel: float | None
    scene: float | None
    held: float | None
    confirm: float | None
    total: float | None


def steps_of(incident: Incident) -> Steps:
    """The times of one case, over all teams that led it, by the hours at which things happened."""
    leads = [a for a in incident.assignments if a.role is Role.LEAD]
    done = hours.done_at(incident)
    total = between(incident.reported_at, done)
    accept = _sum(between(a.sent_at, a.accepted_at or a.ended_at) for a in leads)
    travel = _sum(between(a.accepted_at, a.arrived_at or a.ended_at) for a in leads)
    scene = _sum(between(a.arrived_at, a.ended_at) for a in leads)
    held = float(incident.held_s) or None
    scene = None if scene is None else max(0.0, scene - (held or 0.0))
    waiting = between(incident.reported_at, leads[0].sent_at if leads else None)
    if total is not None:
        waiting = max(0.0, total - sum(step or 0.0 for step in (accept, travel, scene, held)))
    confirm = between(done, incident.closed_at)
    return Steps(waiting, accept, travel, scene, held, confirm, total)


def _sum(times: Iterable[float | None]) -> float | None:
    known = [t for t in times if t is not None]
    return sum(known) if known else None


def between(start: datetime | None, end: datetime | None) -> float | None:
    """Seconds from *start* to *end*; None where one of them is not known."""
    return (end - start).total_seconds() if start and end else None


def in_time(incident: Incident, close_s: float, now: datetime) -> bool | None:
    """Whether it is on time: resolved within *close_s* of its report, and confirmed afterwards.

    A *done* that a team itself put back counts from when it was entered.
    False once that can no longer be; None while it may still go either way, and for ends that say nothing about it.
    """
    if incident.state in COUNTED_OUT or incident.outcome == "transferred":
        return None
    resolved = incident.resolved_at
    if (resolved or now) - incident.reported_at > timedelta(seconds=close_s):
        return False
    return True if resolved is not None and incident.closed_at is not None else None


@dataclass(frozen=True)
class Figure:
    """A number with the numbers of the cases that it counts. *value* is None where there is nothing to tell of."""

    value: float | None
    cases: tuple[int, ...]


@dataclass(frozen=True)
class DayFigures:
    """The figures of one local day of a district. *since* is its beginning.

    *on_time* and *late* leave out what the reporter's own team found (*self_found* counts it apart). *open* are live
    and not resolved, whenever they were reported; *unconfirmed* are resolved and wait to be confirmed. *medians* are
    seconds by step, each over the cases that have this step.
    """

    since: datetime
    reported: Figure
    on_time: Figure
    late: Figure
    self_found: Figure
    open: Figure
    overdue: Figure
    waiting: Figure
    unconfirmed: Figure
    medians: dict[str, Figure]
    hours: tuple[tuple[int, int], ...]

    @property
    def rate(self) -> float | None:
        """On time out of those decided, 0 to 1; None while none is decided."""
        good, bad = len(self.on_time.cases), len(self.late.cases)
        return good / (good + bad) if good + bad else None


def day_figures(
    today: Sequence[Incident],
    live: Sequence[Incident],
    overdue: Iterable[int],
    close_s: float,
    since: datetime,
    now: datetime,
) -> DayFigures:
    """The figures of the day that began at *since* (in the district's zone): *today* was reported since then.

    *overdue* are numbers of live cases past their own limit; *close_s* are the seconds of *on time*. Pure.
    """
    counted = [i for i in today if not i.self_found]
    decided = {i.number: in_time(i, close_s, now) for i in counted}
    return DayFigures(
        since=since,
        reported=_count(i.number for i in today),
        on_time=_count(n for n, good in decided.items() if good),
        late=_count(n for n, good in decided.items() if good is False),
        self_found=_count(i.number for i in today if i.self_found),
        open=_count(i.number for i in live if i.state != RESOLVED),
        overdue=_count(overdue),
        waiting=_count(i.number for i in live if i.state == OPEN),
        unconfirmed=_count(i.number for i in live if i.state == RESOLVED),
        medians=_medians([i for i in counted if i.state not in COUNTED_OUT]),
        hours=_hours(today, since),
    )


def _count(numbers: Iterable[int]) -> Figure:
    found = tuple(numbers)
    return Figure(len(found), found)


def _medians(incidents: Sequence[Incident]) -> dict[str, Figure]:
    times = {i.number: steps_of(i) for i in incidents}
    found = {}
    for step in STEPS:
        have = {number: value for number, t in times.items() if (value := getattr(t, step)) is not None}
        found[step] = Figure(median(have.values()) if have else None, tuple(have))
    return found


def _hours(today: Sequence[Incident], since: datetime) -> tuple[tuple[int, int], ...]:
    """Reports by local hour: (hour, count), of the hours that have any."""
    counts: dict[int, int] = {}
    for incident in today:
        hour = incident.reported_at.astimezone(since.tzinfo).hour
        counts[hour] = counts.get(hour, 0) + 1
    return tuple(sorted(counts.items()))
