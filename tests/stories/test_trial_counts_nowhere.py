"""A trial is in no figure, list, feed or export: each is read with one in it, and then with a real case."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from bot.app.settings import Web
from bot.exports.port import EXPORTS, Bounds
from bot.handovers import listing
from bot.incidents.reminders import open_list
from bot.incidents.store import INCIDENTS
from bot.insight import morning
from bot.insight.days import DAYS
from bot.matters import needs
from bot.publishing import reading
from bot.publishing.reading import Asked, Part
from bot.screens.ended import Ended
from bot.trials.table import TRIALS
from bot.work import mustering
from bot.work import speaker as work_speaker
from bot.work.work import Work
from storage import copies, since
from tests.handlers.web.open311 import ITEM, publish
from tests.receiver import Hooked, receiving
from tests.stories.conftest import CENTRE, GROUP, START, Street, a_street

TOKEN = "figures-for-machines"
SPAN = (START - timedelta(days=1), START + timedelta(days=1))
Asks = Callable[[str], Awaitable[str]]


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street with its pages, that may send webhooks to this machine."""
    web = Web(language=request.param, api_token=TOKEN)
    async with a_street(tmp_path, request.param, web=web, webhooks_private=True) as made:
        yield made


async def _of_the_desk(work: Work) -> dict[str, Any]:
    """What is read in chat, in the mornings, at a change of shifts, and for files."""
    tx, own = work.tx, work.district.id
    bounds = Bounds(own, work.district.drill, *SPAN)
    lists = [await listing.live(work), await tx[INCIDENTS].live(own), await Ended().learn(tx, own, SPAN[0])]
    return {
        "board": await open_list.lines(work),
        "handover": await listing.lines(work, listing.listed_of(work, lists[0])),
        "live": [one.number for one in lists[1]],
        "ended": [one.number for one in lists[2]],
        "morning": morning.figures(await tx[DAYS].reported(own, *SPAN), 600),
        "to confirm": [one.number for one in await tx[INCIDENTS].waiting_confirm(own)],
        "likeliest items": await tx[INCIDENTS].item_counts(own, CENTRE, START),
        "needs": [one for need in work.at_hand[needs.FEATURES].needs for one in await need(work)],
        "export": (await tx[EXPORTS].count(bounds, None, 100), await tx[EXPORTS].cases(bounds, None, 100)),
        "published": await reading.public(work, asked=Asked(), part=Part()),
        "teams at work": [one.holds for one in (await mustering.of(work)).standings.values()],
    }


DRILLS = "cases?drill=true"
"""Who asks for drills alone reads no real case."""

PAGES = ("figures", "cases", DRILLS, "cases.geojson", "teams", "teams.geojson")


async def _read(street: Street, client: httpx.AsyncClient) -> dict[str, str]:
    """Everything that counts, lists or tells of cases, by name; the hour stands while this is read."""
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
        kinds = await _rows(tx, "SELECT count(*) FROM webhook_deliveries")
    assert district is not None
    clock = work_speaker.as_clock(district, street.clock.now())
    found = dict(await street.house.board.see(_of_the_desk, clock))
    for page in PAGES:
        told = await client.get(f"/api/districts/1/{page}")
        assert told.status_code == 200, told.text
        found[page] = told.json()
    metrics = (await client.get("/metrics")).text.splitlines()
    found["/metrics"] = [line for line in metrics if line.startswith(("patrolbot_cases", "patrolbot_overdue"))]
    found["open311"] = (await client.get("/open311/v2/requests.json")).json()
    found["webhooks"] = kinds
    seen = (await street.house.board.situations([1], {}))[1]
    for name, parts in (("page", seen.parts), ("wall", seen.without_people())):
        found[name] = {key: part for key, part in parts.items() if "list" not in part or part["list"]}
    return {name: str(one) for name, one in found.items()}


async def _rows(tx: Any, query: str) -> list[Any]:
    return list((await tx.connection.execute(text(query))).all())


async def test_no_figure_knows_it_and_each_knows_a_real_case(street: Street, tmp_path: Path) -> None:
    """From its beginning to its end nothing is read otherwise than without it; a real case changes every one."""
    hooked = Hooked(street)
    await publish(street, frozenset({ITEM}))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    web = httpx.AsyncClient(base_url=street.house.web_url, timeout=20, headers=headers, verify=False)
    async with web as client, receiving() as receiver:
        await hooked.add(receiver.url)
        await hooked.rest()
        copies.copy(tmp_path / "patrol.db", tmp_path / "before.db")
        without = await _read(street, client)
        message = street.private(1001)[-1]
        for move in ("begin", "accept", "arrive", "resolve", "confirm"):
            street.captain.press_data(message, f"trial:1.{0 if move == 'begin' else 1}:{move}")
            await hooked.rest()
            now = await _read(street, client)
            assert {name for name in now if now[name] != without[name]} == set(), move
        assert await _state(street) == "closed"
        assert receiver.got == []
        assert since.of(tmp_path / "patrol.db", tmp_path / "before.db").cases == []
        changed = set[str]()
        async for _ in _a_real_case(street):
            now = await _read(street, client)
            changed |= {name for name in now if now[name] != without[name]}
        changed |= {"webhooks"} if receiver.got else set()  # what was taken at once waits no more
        assert set(without) - changed == {DRILLS}
        assert [one.number for one in since.of(tmp_path / "patrol.db", tmp_path / "before.db").cases] == [2]


async def _state(street: Street) -> str:
    async with street.house.store.look() as tx:
        trial = await tx[TRIALS].by_number(1, 1)
    assert trial is not None
    return str(trial.state)


async def _a_real_case(street: Street) -> AsyncIterator[int]:
    """One that nobody deals with for long, then is dealt with; read at each of its steps."""
    number = await street.report(ITEM)
    yield number
    await street.turn(1200)
    yield number
    street.captain.say(1001, f"/assign {number} 一队")
    await street.turn(3)
    for word in ("accept", "arrived"):
        street.wang.say(1002, f"/{word} {number}")
        await street.turn(2)
        yield number
    for _ in range(4):
        street.wang.send_photo(GROUP, reply_to=street.card(number))
        await street.turn(2)
    street.wang.say(1002, f"/done {number}")
    await street.turn(3)
    yield number
    street.captain.say(1001, f"/confirm {number}")
    await street.turn(3)
    yield number
