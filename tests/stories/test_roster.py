"""The planned roster on the street: brought in, looked at, reminded of, and who is missing."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.duty.plan import ROSTERS
from bot.imports.differences import Differences
from bot.register.people import Member, RoleHeld, RoleName
from bot.roster import importing
from bot.roster import table as roster_table
from bot.values import formats
from handlers.drill.people.seen import Seen
from tests.stories.conftest import DISTRICT, GROUP, START, Street, a_street, open_street

PLAN = """
roster:
  - {who: 钱队, role: captain, days: daily, from: "08:00", to: "18:00"}
  - {team: t1, days: daily, from: "20:00", to: "08:00"}
  - {who: 1004, days: daily, from: "20:00", to: "06:00"}
  - {who: 1005, days: [2026-03-02, 2026-03-04], from: "12:00", to: "16:00"}
"""


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street whose district file has a roster; it is eight in the morning there."""
    async with a_street(tmp_path, request.param, DISTRICT + PLAN) as made:
        yield made


async def until(street: Street, hour: str, day: int = 2) -> None:
    """Let time pass until a local hour, the last quarter of an hour step by step."""
    at = datetime.fromisoformat(f"2026-03-{day:02d}T{hour}:00+08:00")
    far = (at - street.clock.now()).total_seconds() - 900
    if far > 0:
        await street.clock.turn(far)
        await street.settle()
    await street.turn((at - street.clock.now()).total_seconds())


def said(street: Street, user_id: int, key: str, begin: str, end: str, **more: object) -> list[Seen]:
    """Messages of one sentence about a shift of 2 March."""
    facts = {"weekday": {"word": "weekday-mon"}, "begin": begin, "end": end, **more}
    return street.private(user_id, street.said(key, **facts))


async def test_duty_ends_with_the_roster(street: Street) -> None:
    """钱队 was put on duty at the beginning of his shift, 小周 hours before one; it ends at the roster's end."""
    assert (await street.member(1001)).duty is not None
    await until(street, "11:40")
    zhou = (await street.member(1005)).duty
    assert zhou is not None
    assert zhou.until == START + timedelta(hours=8)
    await until(street, "15:55")
    assert street.private(1005, street.said("duty-ask", until="16:00"))
    await until(street, "16:01")
    assert (await street.member(1005)).duty is None
    await until(street, "18:01")
    assert (await street.member(1001)).duty is None


async def test_reminded_half_an_hour_before_and_missed_ten_minutes_after(street: Street) -> None:
    """In private with a button; the captains read in one message who is not there; who came in time is not named."""
    for user_id in (1002, 1004):
        street.who(user_id).say(user_id, "/off")
    await until(street, "19:29")
    assert not said(street, 1002, "shift-soon", "20:00", "08:00")
    await until(street, "19:31")
    [told] = said(street, 1002, "shift-soon", "20:00", "08:00")
    assert len(said(street, 1004, "shift-soon", "20:00", "06:00")) == 1
    toast = await street.press(1002, told, street.said("button-duty"))
    assert "08:00" in toast
    await until(street, "20:09")
    assert not said(street, 1001, "shift-missed", "20:00", "06:00", count=2, names="阿强, 小李")
    await until(street, "20:15")
    missed = [m.text for m in street.private(1001, "⚠️")]
    assert missed == [street.said("shift-missed", **_hours("20:00", "06:00"), count=2, names="阿强, 小李")]
    mentioned = [m for m in street.captain.sees(GROUP) if street.said("weekday-mon") in m.text and m.by_bot]
    assert [e["user"]["id"] for m in mentioned for e in m.entities if "user" in e] == [1003]


def _hours(begin: str, end: str) -> dict[str, object]:
    return {"weekday": {"word": "weekday-mon"}, "begin": begin, "end": end}


async def test_a_stop_at_the_hour_of_the_reminder_loses_nothing(street: Street) -> None:
    """Started again before the shift: reminded late, once; after its beginning: only who is missing is told."""
    await until(street, "19:20")
    street.wang.say(1002, "/off")
    await street.turn(5)
    await _away(street, 20 * 60)
    assert len(said(street, 1002, "shift-soon", "20:00", "08:00")) == 1
    await _away(street, 60)
    await until(street, "20:30")
    assert len(said(street, 1002, "shift-soon", "20:00", "08:00")) == 1
    assert len([m for m in street.private(1001, "⚠️") if "20:00" in m.text]) == 1


async def test_a_stop_over_the_beginning_tells_only_who_is_missing(street: Street) -> None:
    """Nobody is reminded of a shift that has begun."""
    await until(street, "19:20")
    street.wang.say(1002, "/off")
    await street.turn(5)
    await _away(street, 45 * 60)
    await until(street, "20:30")
    assert not said(street, 1002, "shift-soon", "20:00", "08:00")
    assert len([m for m in street.private(1001, "⚠️") if "20:00" in m.text]) == 1


async def _away(street: Street, seconds: float) -> None:
    await street.stop()
    await street.clock.turn(seconds)
    await street.start()
    await street.turn(5)


async def test_a_member_sees_their_own_page_by_page(street: Street) -> None:
    """Six shifts a page; a press turns the page of the same message; nobody else's shifts are on it."""
    street.qiang.say(1004, "/roster")
    await street.turn(3)
    [shown] = street.private(1004, "20:00–06:00")
    assert "(1/5)" in shown.text.replace("（", "(").replace("）", ")")
    assert "钱队" not in shown.text
    assert len(shown.text.splitlines()) == 7
    await street.press(1004, shown, street.said("button-page-forth"))
    await street.turn(3)
    [shown] = street.private(1004, "20:00–06:00")
    eighth, second = (street.house.words.fact(street.language, formats.day_word(date(2026, 3, n))) for n in (8, 2))
    assert eighth in shown.text
    assert not re.search(rf"(?<!\d){second}", shown.text)
    street.who(1006).say(1006, "/roster")
    street.who(1007).say(1007, "/roster")
    street.qiang.press_data(shown, "roster:1.0:day:0")
    await street.turn(3)
    assert street.private(1006, street.said("roster-none", days=28))
    assert street.private(1007, street.said("viewer-may-only-look"))
    assert "钱队" not in street.private(1004)[-1].text


async def test_a_captain_sees_the_whole_day_with_its_gaps(street: Street) -> None:
    """Who is planned, when nobody is, when no captain is; the next day by a press."""
    street.captain.say(1001, "/roster")
    await street.turn(3)
    [shown] = street.private(1001, "2026-03-02")
    lines = shown.text.splitlines()[1:]
    assert lines[0] == street.said("roster-gap-nobody", begin="18:00", end="20:00")
    assert street.said("roster-gap-captain", begin="20:00", end="24:00") in lines
    assert street.said("roster-gap-captain", begin="00:00", end="08:00") in lines
    captain = street.said("role-captain")
    hours = {"begin": "08:00", "end": "18:00"}
    assert street.said("roster-line", team=captain, names="钱队", **hours) in lines
    assert street.said("roster-line", begin="12:00", end="16:00", team="三队", names="小周") in lines
    before = {"weekday": {"word": "weekday-sun"}, "begin": "20:00", "end": "08:00"}
    assert street.said("roster-line-before", **before, team="一队", names="老王, 小李") in lines
    await street.press(1001, shown, street.said("button-day-forth"))
    await street.turn(3)
    [shown] = street.private(1001, "2026-03-03")
    assert "小周" not in shown.text
    await street.press(1001, shown, street.said("button-roster-own"))
    await street.turn(3)
    assert street.private(1001, street.said("button-duty")) == []
    assert "老王" not in street.private(1001)[-1].text


async def test_the_same_file_changes_nothing_and_another_only_whom_it_names(street: Street, tmp_path: Path) -> None:
    """Hours of one person changed: one line goes, one comes; with --prune nobody else keeps any."""
    assert await _bring_in(street, tmp_path, PLAN) == []
    other = PLAN.splitlines()[1] + '\n  - {who: 1004, days: daily, from: "22:00", to: "06:00"}\n'
    assert await _bring_in(street, tmp_path, other) == ["import-roster-gone", "import-roster"]
    assert await _bring_in(street, tmp_path, other) == []
    assert await _bring_in(street, tmp_path, other, prune=True) == ["import-roster-gone"] * 3
    async with street.house.store.look() as tx:
        assert [(r.user_id, r.begins) for r in await tx[ROSTERS].rules(1)] == [(1004, "22:00")]
    await until(street, "21:00")
    street.qiang.say(1004, "/off")
    await until(street, "21:31")
    assert len(said(street, 1004, "shift-soon", "22:00", "06:00")) == 1
    assert not said(street, 1004, "shift-soon", "20:00", "06:00")


async def _bring_in(street: Street, tmp_path: Path, text: str, *, prune: bool = False) -> list[str]:
    file, told = tmp_path / "plan.yaml", Differences()
    file.write_text(text, encoding="utf8")
    async with street.house.store.begin() as tx:
        district = await importing.meant(tx, 0)
        await importing.bring_in(
            tx, district, roster_table.read(file, street.clock.now().date()), street.clock.now(), told.add, prune=prune
        )
    return [key for key, _ in told.lines]


async def test_who_has_no_private_chat_or_left_is_no_trouble(street: Street) -> None:
    """小李 is told in the group; 老王 was dismissed and is neither reminded nor missed."""
    async with street.house.store.begin() as tx:
        wang = await tx.people.member(1, 1002)
        assert wang is not None
        await tx.people.save_member(Member(1, 1002, "老王", left_at=datetime.now(UTC)))
        await tx.people.add_role(1, 1005, RoleHeld(RoleName.CAPTAIN, START))
    await until(street, "20:15")
    assert not said(street, 1002, "shift-soon", "20:00", "08:00")
    missed = [m.text for m in street.private(1001, "⚠️") if "20:00" in m.text]
    assert len(missed) == 1
    assert "老王" not in missed[0]


@pytest.mark.parametrize(("night", "ends"), [("2026-03-28", 6), ("2026-10-24", 7), ("2026-06-01", 6)])
async def test_the_nights_on_which_the_clock_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, night: str, ends: int
) -> None:
    """In Berlin, from eight to eight: reminded, on duty until eight on the wall, handed over over midnight."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    plan = 'roster:\n  - {who: 1001, role: captain, days: daily, from: "20:00", to: "08:00"}\n'
    here = DISTRICT.replace("name: 九堡,", "name: 九堡, timezone: Europe/Berlin,")
    street = await open_street(tmp_path, "en", here + plan)
    begin = datetime.fromisoformat(f"{night}T20:00").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    try:
        await street.clock.turn((begin - street.clock.now()).total_seconds() - 2400)
        await street.settle()
        await street.turn(900)
        weekday = {"word": f"weekday-{begin:%a}".lower()}
        assert street.private(1001, street.said("shift-soon", weekday=weekday, begin="20:00", end="08:00"))
        street.captain.say(1001, "/shift start")
        await street.turn(5)
        until = datetime.fromisoformat(night).replace(tzinfo=UTC) + timedelta(days=1, hours=ends)
        duty = (await street.member(1001)).duty
        assert duty is not None
        assert duty.until == until
        await street.clock.turn((until - street.clock.now()).total_seconds() - 300)
        await street.settle()
        street.captain.say(1001, "/shift end")
        await street.turn(1200)
        assert (await street.member(1001)).duty is not None
        street.captain.say(1001, "/shift withdraw")
        await street.turn(1300)
        assert (await street.member(1001)).duty is None
    finally:
        await street.stack.aclose()
