"""The morning report: at eight, once for each local day, with figures that hold no drill, and the chain's head."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.incidents.table import State
from bot.insight import morning
from bot.register import districts
from bot.register.people import RoleHeld, RoleName
from handlers.drill.people.seen import Seen
from storage.audit import line_of_head
from tests.bot.builders import an_incident
from tests.stories.conftest import CENTRE, GROUP, START, Street, a_street

DAY = 86400


async def jump(street: Street, until: datetime) -> None:
    """Let time pass at once, and then a moment for what has come due."""
    await street.clock.turn((until - street.clock.now()).total_seconds())
    await street.settle()
    await street.turn(5)


def reports(street: Street, user_id: int = 1001) -> list[Seen]:
    """What a person got in the mornings."""
    return [m for m in street.private(user_id) if _head_of(street, m)]


def _head_of(street: Street, message: Seen) -> str:
    facts = dict.fromkeys(("cases", "on_time", "percent", "open", "waiting"), 0)
    last = street.said("morning-report", group="well", district="", day="", head="", **facts).splitlines()[-1].strip()
    found = [line for line in message.text.splitlines() if line.startswith(last)]
    return found[0].removeprefix(last).strip() if found else ""


def said(street: Street, day: str, head: str, **counts: int) -> str:
    """The report in its words."""
    return street.said("morning-report", group="well", district="九堡", day=day, head=head, **counts).rstrip()


async def test_captains_read_how_yesterday_went(one: Street) -> None:
    """One on time, one late, one cancelled, one still open; the head is that of the chain."""
    for number, minutes in ((1, 5), (2, 15)):
        await one.report(near=replace(CENTRE, lat=CENTRE.lat + number * 0.002))
        one.captain.say(GROUP, f"/hold {number} 2h wait")
        await one.clock.turn(minutes * 60)
        one.captain.say(GROUP, f"/resume {number}")
        one.captain.say(GROUP, f"/done {number} duplicate")
        one.captain.say(GROUP, f"/confirm {number}")
        await one.turn(5)
        assert (await one.case(number)).state == "closed"
    await one.report(near=replace(CENTRE, lat=CENTRE.lat + 0.01))
    one.captain.say(GROUP, "/cancel 3 nothing there")
    await one.sure(1001)
    one.captain.say(GROUP, "/report 有人打架")
    await one.settle()
    await jump(one, START + timedelta(days=1, minutes=-1))
    assert reports(one) == []
    await jump(one, START + timedelta(days=1, minutes=1))
    [told] = reports(one)
    counts = {"cases": 3, "on_time": 1, "percent": 33, "open": 1, "waiting": 0}
    assert told.text == said(one, "2026-03-02", _head_of(one, told), **counts)
    found = await line_of_head(one.database_url, _head_of(one, told))
    assert found is not None
    assert (found.name, len(_head_of(one, told))) == ("九堡", morning.HEAD_DIGITS)
    assert [reports(one, other) for other in (1002, 1006, 1007)] == [[], [], []]


@pytest.fixture
async def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """A street in English."""
    async with a_street(tmp_path, "en") as made:
        yield made


async def test_it_comes_once_a_day_whatever_happens_to_the_program(one: Street) -> None:
    """Restarts around eight, three days of standing still, a clock set back: never two of one day, no pile of them."""
    await jump(one, START + timedelta(days=1, seconds=-30))
    for _ in range(3):
        await one.stop()
        await one.clock.turn(20)
        await one.start()
        await one.turn(20)
    assert _days(one) == ["2026-03-02"]
    await one.stop()
    await one.clock.turn(3 * DAY)
    await one.start()
    await one.turn(60)
    assert _days(one) == ["2026-03-02", "2026-03-05"]
    for hours in (-2, 2):
        one.clock._now += timedelta(hours=hours)
        await one.house.tick.turn()
        await one.settle()
    await jump(one, START + timedelta(days=4, hours=5))
    assert _days(one) == ["2026-03-02", "2026-03-05"]
    await jump(one, START + timedelta(days=5, minutes=1))
    assert _days(one) == ["2026-03-02", "2026-03-05", "2026-03-06"]


def _days(street: Street) -> list[str]:
    return [m.text.partition("(")[2].partition(")")[0] for m in reports(street)]


async def test_who_has_no_private_chat_reads_it_in_the_group_and_a_drill_has_none(one: Street) -> None:
    """With a mention, so that it sounds; a district of drills has no mornings."""
    async with one.house.store.begin() as tx:
        await tx.people.add_role(1, 1003, RoleHeld(RoleName.CAPTAIN, START))
    await jump(one, START + timedelta(hours=23))
    for user_id in (1001, 1003):
        one.who(user_id).say(GROUP, "/duty")
    await jump(one, START + timedelta(days=1, minutes=1))
    assert len(reports(one)) == 1
    in_group = [m for m in one.captain.sees(GROUP) if _head_of(one, m)]
    assert [m.entities[0]["user"]["id"] for m in in_group] == [1003]
    async with one.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        await tx.districts.save(replace(district, drill=True))
    for days in (2, 3):
        await jump(one, START + timedelta(days=days, minutes=1))
    assert len(reports(one)) == 1


async def test_a_district_has_no_report_about_the_day_before_it_was_there(one: Street) -> None:
    """Its first morning is tomorrow's; one that is there since yesterday, and was not planned yet, has today's."""
    async with one.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    assert district.created_at == START
    await one.turn(60)
    assert reports(one) == []
    async with one.house.store.begin() as tx:
        await tx.districts.save(replace(district, created_at=START - timedelta(hours=1)))
    await jump(one, START + timedelta(hours=2))
    assert _days(one) == ["2026-03-01"]


# --- the figures


@pytest.mark.parametrize(
    ("state", "minutes", "drill", "count"),
    [
        (State.CLOSED, 10.0, False, (1, 1)),
        (State.CLOSED, 10.1, False, (1, 0)),
        (State.RESOLVED, 5.0, False, (1, 0)),
        (State.OPEN, None, False, (1, 0)),
        (State.TRANSFERRED, None, False, (1, 0)),
        (State.CANCELLED, 1.0, False, (0, 0)),
        (State.MERGED, None, False, (0, 0)),
        (State.CLOSED, 5.0, True, (0, 0)),
    ],
)
def test_what_counts(state: State, minutes: float | None, drill: bool, count: tuple[int, int]) -> None:
    """On time is resolved within the limit and confirmed; what was no case, and drills, are in no figure."""
    begin = datetime(2026, 3, 2, tzinfo=UTC)
    resolved = begin + timedelta(minutes=minutes) if minutes is not None else None
    case = replace(an_incident(state), reported_at=begin, resolved_at=resolved, drill=drill)
    found = morning.figures([case], 600)
    assert (found.cases, found.on_time) == count


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 6),
        ("Europe/Berlin", date(2026, 10, 25), 7),
        ("Asia/Shanghai", date(2026, 2, 28), 0),
    ],
)
def test_eight_is_eight_on_the_wall(zone: str, day: date, hour: int) -> None:
    """Also on the days on which the clock is set, and the day is as long as it is."""
    place = ZoneInfo(zone)
    assert districts.begin_of(day, place, districts.AT) == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    length = districts.begin_of(day + timedelta(days=1), place) - districts.begin_of(day, place)
    assert length == timedelta(hours={6: 23, 7: 25, 0: 24}[hour])
