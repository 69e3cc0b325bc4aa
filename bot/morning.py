"""The morning report: how yesterday went, and the head of the history's chain; once for each local day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions import Right, action
from bot.cases.occasions import Due, Occasion
from bot.districts import District
from bot.incidents import CANCELLED, CLOSED, MERGED, RESOLVED, Incident
from bot.limits import Limits
from bot.work import Work

AT = time(8)
"""When the captains get it, in the district's zone, unless they chose another hour."""

KEPT = "report_at"
"""The district's setting that holds the chosen hour, as ``07:30``."""

HEAD_DIGITS = 16
"""So many digits of the chain's head are told: enough to know it again, few enough to copy by hand."""


@dataclass(frozen=True)
class Figures:
    """Of cases of one day: how many, and how many of them on time. Cancelled and merged ones, and drills, are none."""

    cases: int
    on_time: int


def figures(reported: Iterable[Incident], close_s: int) -> Figures:
    """Count a day's reports. On time: resolved within *close_s* of the report, and confirmed afterwards."""
    counted = [i for i in reported if not i.drill and i.state not in {CANCELLED, MERGED}]
    return Figures(len(counted), sum(is_on_time(i, close_s) for i in counted))


def is_on_time(incident: Incident, close_s: int) -> bool:
    """Resolved within *close_s* of the report, time on hold included, and confirmed."""
    resolved = incident.resolved_at
    within = resolved is not None and resolved - incident.reported_at <= timedelta(seconds=close_s)
    return within and incident.state == CLOSED


def hour_of(district: District) -> time:
    """When the captains of *district* get it."""
    chosen = district.settings.get(KEPT)
    return time.fromisoformat(chosen) if chosen else AT


def begin_of(day: date, zone: ZoneInfo, hour: time = time.min) -> datetime:
    """An hour of a local day as an instant; where the clock left it out, the first one after."""
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


@action(Right.HOUSE, "morning.plan")
async def plan(work: Work) -> None:
    """Have this morning's report come due, where it is due and was not decided, and tomorrow's; in a drill none."""
    district = work.district
    today = work.now.astimezone(district.zone).date()
    days = [today, today + timedelta(days=1)]
    began = district.created_at or datetime.min.replace(tzinfo=UTC)
    dues = [(day, begin_of(day, district.zone, hour_of(district))) for day in days]
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
    since, until = begin_of(day, zone), begin_of(day + timedelta(days=1), zone)
    count = figures(
        await work.tx.days.reported(district.id, since, until), int(district.limits.get("close", Limits.close))
    )
    live = [i for i in await work.tx.cases.live(district.id) if not i.drill]
    waiting = sum(i.state == RESOLVED for i in live)
    head = await work.tx.days.head(district.id)
    await work.tell(
        await work.captains(), "morning-report", purpose="morning", collapse=f"morning:{district.id}",
        day=day.isoformat(), district=district.name, cases=count.cases, on_time=count.on_time,
        percent=round(100 * count.on_time / count.cases) if count.cases else 100,
        open=len(live) - waiting, waiting=waiting, head=head[:HEAD_DIGITS],
    )  # fmt: skip
