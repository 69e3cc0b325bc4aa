"""Insight: how long each step of a case took, whether it was on time, and the figures of a day.

Every figure keeps the numbers of its cases, so that it can be opened down to them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bot.cases.case import Role
from bot.incidents import CANCELLED, MERGED, OPEN, RESOLVED, TRANSFERRED, Incident

STEPS = ("waiting", "accept", "travel", "scene", "total")
"""The steps of an incident whose times are kept, in their order."""

COUNTED_OUT = frozenset({CANCELLED, MERGED, TRANSFERRED})
"""Ends that say nothing about being on time."""


@dataclass(frozen=True)
class Steps:
    """Seconds of each step of one case; None for what did not happen, or has not yet.

    *waiting* is from the report to the first order, *accept* from the first order to the last lead's accept, *travel*
    from there to its arrival, *scene* from there to resolved, *total* from the report to resolved.
    """

    waiting: float | None
    accept: float | None
    travel: float | None
    scene: float | None
    total: float | None


def steps_of(incident: Incident) -> Steps:
    """The times of one case."""
    leads = [a for a in incident.assignments if a.role is Role.LEAD]
    first, last = (leads[0], leads[-1]) if leads else (None, None)
    return Steps(
        waiting=between(incident.reported_at, first.sent_at if first else None),
        accept=between(first.sent_at if first else None, last.accepted_at if last else None),
        travel=between(last.accepted_at, last.arrived_at) if last else None,
        scene=between(last.arrived_at if last else None, incident.resolved_at),
        total=between(incident.reported_at, incident.resolved_at),
    )


def between(start: datetime | None, end: datetime | None) -> float | None:
    """Seconds from *start* to *end*; None where one of them is not known."""
    return (end - start).total_seconds() if start and end else None


def in_time(incident: Incident, close_s: float, now: datetime) -> bool | None:
    """Whether it is on time: resolved within *close_s* of its report, and confirmed afterwards.

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
    today: Sequence[Incident], live: Sequence[Incident], overdue: Iterable[int], close_s: float, since: datetime,
    now: datetime,
) -> DayFigures:  # fmt: skip
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
