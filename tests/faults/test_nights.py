"""Nights on which the clock on the wall is set, and 29 February: limits count seconds, mornings come at eight."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.faults.after_trouble import restart
from tests.stories.conftest import DISTRICT, GROUP, Street, a_street

NIGHTS = [
    ("Europe/Berlin", "2026-03-29 03:00", 1),
    ("Europe/Berlin", "2026-10-25 02:00", -1),
    ("America/New_York", "2026-03-08 03:00", 1),
    ("America/New_York", "2026-11-01 01:00", -1),
    ("Australia/Lord_Howe", "2026-10-04 02:30", 0.5),
    ("Australia/Lord_Howe", "2026-04-05 01:30", -0.5),
    ("Asia/Shanghai", "2028-02-29 00:00", 0),
    ("Asia/Shanghai", "2028-03-01 00:00", 0),
]
"""Zone, what the wall shows just after the clock was set (or at the midnight that counts), hours it was set on."""

EACH_NIGHT = pytest.mark.parametrize(("zone", "after", "hours"), NIGHTS, ids=[f"{n[0]} {n[1]}" for n in NIGHTS])


def _moment(zone: str, after: str, hours: float) -> datetime:
    """The instant at which the clock is set; of a doubled hour the second one begins there."""
    wall = datetime.fromisoformat(after).replace(tzinfo=ZoneInfo(zone), fold=int(hours < 0))
    return wall.astimezone(UTC)


@asynccontextmanager
async def _night(tmp_path: Path, zone: str, start: datetime) -> AsyncIterator[Street]:
    district = DISTRICT.replace("language: LANGUAGE", f"language: LANGUAGE, timezone: {zone}")
    async with a_street(tmp_path, "en", district, start=start, welfare_s=86_400) as street:
        yield street


def _mornings(street: Street) -> list[str]:
    counts = {"cases": 0, "on_time": 0, "percent": 0, "open": 0, "waiting": 0}
    last = street.said("morning-report", group="well", district="", day="", head="", **counts).splitlines()[-1].strip()
    found = [m.text for m in street.private(1001) if "Chain" in m.text or last in m.text]
    return [text.partition("(")[2].partition(")")[0] for text in found]


@EACH_NIGHT
async def test_limits_count_seconds_across_it(tmp_path: Path, zone: str, after: str, hours: float) -> None:
    """Reported two minutes before: order, 70 %, overdue and the hold's end come after their seconds, once."""
    moment = _moment(zone, after, hours)
    assert (moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) == datetime.fromisoformat(after)
    async with _night(tmp_path, zone, moment - timedelta(minutes=2)) as street:
        number = await street.report(item="street_stall")
        await street.turn(55)
        assert [a.outcome for a in (await street.case(number)).assignments] == [None]
        street.wang.say(1002, f"/accept {number}")
        await street.turn(5)
        street.wang.say(1002, f"/arrived {number} other")
        await street.turn(1)
        case = await street.case(number)
        async with street.house.store.look() as tx:
            due = {o.name: o.due_at for o in await tx.occasions.undecided(case.id)}
        limit = (due["overdue"] - case.reported_at).total_seconds()
        passed = (street.clock.now() - case.reported_at).total_seconds()
        await street.turn(limit - passed - 2)
        assert (street.reminders(1002, "remind-close-70"), street.reminders(1002, "remind-overdue")) == (1, 0)
        await street.turn(4)
        assert street.reminders(1002, "remind-overdue") == 1
        street.captain.say(GROUP, f"/hold {number} 40m rain")
        await street.turn(40 * 60 - 5)
        assert (await street.case(number)).state == "held"
        await street.turn(10)
        case = await street.case(number)
        assert (case.state, case.held_s) == ("on_scene", 2400)


@EACH_NIGHT
async def test_eight_is_eight_on_the_wall_once_a_day(tmp_path: Path, zone: str, after: str, hours: float) -> None:
    """The mornings before and after it, with restarts in the night; a day's report counts that day's cases only."""
    moment = _moment(zone, after, hours)
    place = ZoneInfo(zone)
    day = datetime.fromisoformat(after).date()
    evening = datetime.combine(day - timedelta(days=1), datetime.min.time(), place).replace(hour=20).astimezone(UTC)
    async with _night(tmp_path, zone, evening) as street:
        await street.report()
        street.captain.say(GROUP, "/hold 1 24h rain")
        await street.jump((moment - street.clock.now()).total_seconds() - 60)
        await restart(street, 30)
        await street.jump(60)
        await street.report()
        street.captain.say(GROUP, "/hold 2 24h rain")
        await street.settle()
        for n in range(2):
            eight = datetime.combine(day + timedelta(days=n), datetime.min.time(), place).replace(hour=8)
            await street.jump((eight.astimezone(UTC) - street.clock.now()).total_seconds() - 90)
            assert len(_mornings(street)) == n
            await street.jump(100)
            assert len(_mornings(street)) == n + 1
        assert _mornings(street) == [str(day - timedelta(days=1)), str(day)]
        facts = {"cases": 1, "on_time": 0, "percent": 0, "open": 2, "waiting": 0}
        told = street.said("morning-report", group="well", district="九堡", day=str(day), head="", **facts)
        assert len(street.private(1001, told.strip())) == 1


@pytest.mark.parametrize(("zone", "after", "hours"), [n for n in NIGHTS if n[2] < 0])
async def test_a_late_entry_in_a_doubled_hour_is_the_latest_that_is_not_in_the_future(
    tmp_path: Path, zone: str, after: str, hours: float
) -> None:
    """Five minutes into the second one, *at* five past means seconds ago, not an hour ago."""
    moment = _moment(zone, after, hours)
    async with _night(tmp_path, zone, moment + timedelta(seconds=290)) as street:
        number = await street.report()
        await street.turn(30)
        spoken = (moment + timedelta(minutes=5)).astimezone(ZoneInfo(zone))
        street.captain.say(GROUP, f"/accept {number} at {spoken:%H:%M}")
        await street.turn(5)
        lead = next(a for a in (await street.case(number)).assignments if a.accepted_at)
        assert lead.accepted_at == moment + timedelta(minutes=5)


@EACH_NIGHT
async def test_twelve_hours_of_duty_are_twelve_hours(tmp_path: Path, zone: str, after: str, hours: float) -> None:
    """Whatever the wall showed at the beginning and shows at the end."""
    moment = _moment(zone, after, hours)
    async with _night(tmp_path, zone, moment - timedelta(hours=6)) as street:
        await street.jump(12 * 3600 - 700)
        await street.turn(90)
        assert not [m for m in street.private(1004) if ":longer" in str(m.buttons)]
        await street.turn(15)
        assert len([m for m in street.private(1004) if ":longer" in str(m.buttons)]) == 1
        await street.turn(605)
        assert street.private(1004, street.said("duty-over"))
