"""One's own shifts in the calendar of one's phone: by a private address, that follows the roster and swaps."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import icalendar
import pytest
import recurring_ical_events

from bot.app.settings import Web
from bot.duty.plan import ROSTERS, Swap, SwapState
from bot.roster.calendar import CALENDARS
from handlers.web.paces import Holders
from tests.stories.conftest import DISTRICT, GROUP, Street, a_street

PLAN = """
roster:
  - {who: 钱队, role: captain, days: daily, from: "08:00", to: "18:00"}
  - {who: 一队, days: daily, from: "20:00", to: "08:00"}
  - {who: 小周, days: [2026-03-04], from: "12:00", to: "16:00"}
"""
PUBLIC = "https://patrol.example.org"


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street with a roster, whose pages people can open."""
    web = Web(language=request.param, public_url=PUBLIC)
    async with a_street(tmp_path, request.param, DISTRICT + PLAN, web) as made:
        yield made


@pytest.fixture
async def phone(street: Street) -> AsyncIterator[httpx.AsyncClient]:
    """A program that knows nothing but an address."""
    async with httpx.AsyncClient(base_url=street.house.web_url, timeout=20) as client:
        yield client


async def address(street: Street, user_id: int) -> str:
    """The path of a fresh address."""
    await street.say(user_id, "/calendar")
    found = re.findall(PUBLIC + r"(/calendar/[\w-]{43}\.ics)", street.private(user_id, "/calendar/")[-1].text)
    return str(found[-1])


async def shifts(phone: httpx.AsyncClient, path: str, day: date) -> list[tuple[str, str, Any]]:
    """What a phone shows on a day: its words, its hours in UTC, its count of changes."""
    answer = await phone.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    begin = datetime.combine(day, time(), ZoneInfo("Asia/Shanghai"))
    book = icalendar.Calendar.from_ical(answer.content)
    found = recurring_ical_events.of(book).between(begin, begin + timedelta(days=1))
    hours = (f"{one['DTSTART'].dt.astimezone(UTC):%d %H}-{one['DTEND'].dt.astimezone(UTC):%d %H}" for one in found)
    return [(str(one["SUMMARY"]), hour, one["SEQUENCE"]) for one, hour in zip(found, hours, strict=True)]


async def test_a_phone_sees_the_shifts_of_its_owner_alone(street: Street, phone: httpx.AsyncClient) -> None:
    """With the team, over midnight, in the words of the one who asked; a captain's as such; none of others."""
    path, captains, zhous = [await address(street, user_id) for user_id in (1002, 1001, 1005)]
    duty = street.said("calendar-duty", team={"word": "calendar-team", "team": "一队"})
    assert await shifts(phone, path, date(2026, 3, 5)) == [(duty, "04 12-05 00", 0), (duty, "05 12-06 00", 0)]
    captain = street.said("calendar-captain", team="").strip()
    assert await shifts(phone, captains, date(2026, 3, 5)) == [(captain, "05 00-05 10", 0)]
    assert [one[1] for one in await shifts(phone, zhous, date(2026, 3, 4))] == ["04 04-04 08"]
    assert await shifts(phone, zhous, date(2026, 3, 5)) == []
    assert "钱队" not in (await phone.get(path)).text


async def test_a_phone_that_has_it_is_told_so(street: Street, phone: httpx.AsyncClient) -> None:
    """304 until something changes; the day that goes on changes only what comes in sight."""
    path = await address(street, 1002)
    first = await phone.get(path)
    tag = first.headers["etag"]
    await street.turn(3600)
    for told in (tag, f"W/{tag}", f'"x", {tag}'):
        again = await phone.get(path, headers={"If-None-Match": told})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (await phone.get(path, headers={"If-None-Match": '"x"'})).content == first.content
    head = await phone.head(path)
    assert (head.status_code, head.headers["etag"]) == (200, tag)
    assert first.headers["cache-control"] == "private, no-cache"


async def test_swaps_and_changes_follow(street: Street, phone: httpx.AsyncClient) -> None:
    """Who took a shift has it, who gave it does not; what changed counts up under the same name."""
    mine, zhous = await address(street, 1002), await address(street, 1005)
    day, night = date(2026, 3, 5), datetime(2026, 3, 5, 12, tzinfo=UTC)
    before = await shifts(phone, mine, day)
    async with street.house.store.begin() as tx:
        swap = Swap(1, 1002, 1005, night, night + timedelta(hours=12), street.clock.now(), SwapState.CONFIRMED, 1001)
        swap = await tx[ROSTERS].add_swap(swap)
    assert await shifts(phone, mine, day) == before[:1]
    assert [one[1] for one in await shifts(phone, zhous, day)] == ["05 12-06 00"]
    async with street.house.store.begin() as tx:
        await tx[ROSTERS].save_swap(replace(swap, state=SwapState.REFUSED))
        rule = next(one for one in await tx[ROSTERS].rules(1) if one.team_id)
        await tx[ROSTERS].drop(rule.id)
        await tx[ROSTERS].add(replace(rule, ends="07:00"))
    assert [one[1:] for one in await shifts(phone, mine, day)] == [("04 12-04 23", 1), ("05 12-05 23", 2)]


async def test_a_new_address_ends_the_former_and_off_ends_it(street: Street, phone: httpx.AsyncClient) -> None:
    """Only the hash is kept; it is asked for in private, by members; what is not understood is told."""
    first = await address(street, 1002)
    second = await address(street, 1002)
    assert (await phone.get(first)).status_code == 404
    assert (await phone.get(second)).status_code == 200
    async with street.house.store.look() as tx:
        kept = await tx[CALENDARS].of(1, 1002)
    assert kept is not None
    assert kept.secret_hash not in second
    await street.say(1002, "/calendar x")
    assert street.private(1002, street.said("calendar-how"))
    await street.say(1002, "/calendar off")
    assert street.private(1002, street.said("calendar-off"))
    gone = await phone.get(second)
    assert (gone.status_code, gone.text.strip()) == (404, street.said("calendar-unknown"))
    for end in ("off", "ｏｆｆ", "停用"):
        await street.say(1002, f"/calendar {end}")
        assert street.private(1002)[-1].text == street.said("calendar-none")
    third = await address(street, 1002)
    assert (await phone.get(third)).status_code == 200
    await street.press(1002, street.private(1002)[-1], street.said("button-calendar-end"))
    await street.turn(3)
    assert (await phone.get(third)).status_code == 404
    street.wang.say(GROUP, "/calendar")
    await street.say(1007, "/calendar")
    assert street.private(1002, street.said("only-in-private"))
    assert street.private(1007, street.said("viewer-may-only-look"))


async def test_who_left_has_no_shifts_and_who_is_erased_no_calendar(street: Street, phone: httpx.AsyncClient) -> None:
    """410, so that a phone gives it up; then as if it had never been."""
    path = await address(street, 1005)
    street.captain.say(GROUP, "/dismiss", reply_to=street.zhou.say(GROUP, "x"))
    await street.sure(1001)
    await street.turn(3)
    gone = await phone.get(path)
    assert (gone.status_code, gone.text.strip()) == (410, street.said("calendar-left"))
    await street.say(1005, "/forgetme")
    asked = next(m for m in street.private(1005) if any("privacy:" in (b.data or "") for row in m.buttons for b in row))
    await street.press(1005, asked, street.said("button-sure"))
    await street.turn(3)
    assert (await phone.get(path)).status_code == 404


async def test_whoever_has_an_address_takes_their_turn(street: Street, phone: httpx.AsyncClient) -> None:
    """Behind whoever looks just then, and so often a minute; another's address is another's."""
    path, captains = [await address(street, user_id) for user_id in (1002, 1001)]
    async with street.house.app.state.reception.turns.look():
        waiting = asyncio.create_task(phone.get(path))
        assert not (await asyncio.wait({waiting}, timeout=0.3))[0]
    assert (await waiting).status_code == 200
    answers = [(await phone.get(path)).status_code for _ in range(Holders.EACH)]
    assert answers == [200] * (Holders.EACH - 1) + [429]
    assert (await phone.get(captains)).status_code == 200


async def test_guesses_are_counted(street: Street, phone: httpx.AsyncClient) -> None:
    """After ten wrong ones this visitor waits."""
    for _ in range(10):
        assert (await phone.get("/calendar/" + "A" * 43 + ".ics")).status_code == 404
    assert (await phone.get("/calendar/" + "A" * 43 + ".ics")).status_code == 429
