"""What the roster means for the days around now: its shifts, the end of a duty, and what comes due."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.duty import plan
from bot.duty.plan import ROSTERS, Rule, Shift
from bot.register.districts import District
from bot.work.ports import Tx
from bot.work.schedule import Due
from bot.work.work import Work

REMIND_BEFORE = timedelta(minutes=30)
MISSED_AFTER = timedelta(minutes=10)
EARLY = timedelta(hours=2)
"""Who goes on duty so long before a shift begins it early: the duty ends with the shift."""


def days_around(day: date, before: int, after: int) -> list[date]:
    """Local days from *before* days earlier to *after* days later."""
    return [day + timedelta(days=n) for n in range(-before, after + 1)]


async def shifts(tx: Tx, district: District, days: Sequence[date], rules: Sequence[Rule] | None = None) -> list[Shift]:
    """The shifts that begin on these local days, swaps included; *rules* are those of the district, where known."""
    rules = await tx[ROSTERS].rules(district.id) if rules is None else rules
    if not rules or not days:
        return []
    members = {m.user_id: m for m in await tx.people.members(district.id)}
    swaps = await tx[ROSTERS].swaps(district.id, plan.instant(min(days), "00:00", district.zone))
    return plan.expand(rules, swaps, members, days, district.zone)


async def duty_end(work: Work, user_id: int) -> datetime | None:
    """When the roster ends a duty that runs or begins now; None where nothing is planned for this person."""
    today = work.now.astimezone(work.district.zone).date()
    found = await shifts(work.tx, work.district, days_around(today, 2, 2))
    return plan.end_at(found, user_id, work.now, EARLY)


def subject(district: District, day: date) -> str:
    """What comes due of the shifts that begin on a local day."""
    return f"roster:{district.id}/{day.toordinal()}/"


async def plan_ahead(tx: Tx, district: District, now: datetime, rules: Sequence[Rule] | None = None) -> None:
    """Have reminders and the look for who is missing come due, for yesterday's shifts to those of the day after next.

    Shifts that begin at one moment share one occasion of each kind. *rules* are those of the district, where known.
    """
    today = now.astimezone(district.zone).date()
    days = days_around(today, 1, 2)
    by_day = defaultdict[date, dict[int, list[Shift]]](lambda: defaultdict(list))
    for shift in await shifts(tx, district, days, rules):
        by_day[shift.day][shift.minute].append(shift)
    for day in days:
        dues = []
        for minute, together in by_day[day].items():
            begin, end = together[0].begins_at, max(s.ends_at for s in together)
            name = f"{subject(district, day)}{minute}"
            if end > now:
                dues.append(Due(name, "shift_soon", begin - REMIND_BEFORE))
                dues.append(Due(name, "shift_missed", begin + MISSED_AFTER))
        await tx.occasions.sync(district.id, None, subject(district, day), dues)
