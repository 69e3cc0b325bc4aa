"""The morning report: how yesterday went, and the head of the history's chain; once for each local day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.incidents.limits import Limits
from bot.incidents.store import INCIDENTS
from bot.incidents.table import CANCELLED, CLOSED, MERGED, RESOLVED, Incident
from bot.insight.days import DAYS, Reports
from bot.register import districts
from bot.work import mustering, standing, telling
from bot.work.actions import Right, action
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

HEAD_DIGITS = 16
"""So many digits of the chain's head are told: enough to know it again, few enough to copy by hand."""


@dataclass(frozen=True)
class Figures:
    """Of cases of a time: how many, and how many of them on time. Cancelled and merged ones, and drills, are none."""

    cases: int
    on_time: int


def figures(reported: Iterable[Incident], close_s: int) -> Figures:
    """Count reports. On time: resolved within *close_s* of the report, and confirmed afterwards."""
    return of_reports(Reports(i.state, i.drill, _is_within(i, close_s), 1) for i in reported)


def of_reports(reported: Iterable[Reports]) -> Figures:
    """The same of cases that were counted already."""
    counted = [one for one in reported if not one.drill and one.state not in {CANCELLED, MERGED}]
    on_time = sum(one.count for one in counted if one.within and one.state == CLOSED)
    return Figures(sum(one.count for one in counted), on_time)


def is_on_time(incident: Incident, close_s: int) -> bool:
    """Resolved within *close_s* of the report, time on hold included, and confirmed."""
    return _is_within(incident, close_s) and incident.state == CLOSED


def _is_within(incident: Incident, close_s: int) -> bool:
    resolved = incident.resolved_at
    return resolved is not None and resolved - incident.reported_at <= timedelta(seconds=close_s)


@action(Right.HOUSE, "morning.plan")
async def plan(work: Work) -> None:
    """Have this morning's report come due, where it is due and was not decided, and tomorrow's; in a drill none."""
    district = work.district
    today = work.now.astimezone(district.zone).date()
    days = [today, today + timedelta(days=1)]
    began = district.created_at or datetime.min.replace(tzinfo=UTC)
    dues = [(day, districts.begin_of(day, district.zone, districts.hour_of(district))) for day in days]
    wanted = [Due(_subject(district.id), "morning", at, n=day.toordinal()) for day, at in dues if at > began]
    await work.tx.occasions.sync(district.id, None, _subject(district.id), [] if district.drill else wanted)


def _subject(district_id: int) -> str:
    return f"morning:{district_id}/"


@action(Right.HOUSE, "morning.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """It is time, or was: an earlier morning's report that nobody decided became moot when today's was planned."""
    if await work.tx.occasions.decide(occasion.id, work.now, "done"):
        await _report(work, date.fromordinal(occasion.n) - timedelta(days=1))
    await plan(work)


async def _report(work: Work, day: date) -> None:
    """Tell the captains about *day*, and how things stand now."""
    district, zone = work.district, work.district.zone
    since, until = districts.begin_of(day, zone), districts.begin_of(day + timedelta(days=1), zone)
    count = figures(
        await work.tx[DAYS].reported(district.id, since, until), int(district.limits.get("close", Limits.close))
    )
    live = [i for i in await work.tx[INCIDENTS].live(district.id) if not i.drill]
    waiting = sum(i.state == RESOLVED for i in live)
    head = await work.tx[DAYS].head(district.id)
    await telling.tell(
        work,
        await mustering.captains(work),
        "morning-report",
        purpose="morning",
        collapse=f"morning:{district.id}",
        day=day.isoformat(),
        district=district.name,
        cases=count.cases,
        on_time=count.on_time,
        percent=round(100 * count.on_time / count.cases) if count.cases else 100,
        open=len(live) - waiting,
        waiting=waiting,
        head=head[:HEAD_DIGITS],
        group=(await standing.of(work.tx.kept, district.id)).word,
    )
