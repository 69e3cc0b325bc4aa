"""The ground lives by itself: cases of others are worked off, the guide's waits, duty follows the roster."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import samples
from bot.app.drill import opening
from bot.app.drill.standing import Ground
from bot.app.settings import load
from bot.handovers.table import HANDOVERS, TAKEN
from bot.words import Words
from handlers.drill import cases
from handlers.drill.life.living import Living
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import DrillClock

MORNING = datetime(2026, 5, 6, 1, 0, tzinfo=UTC)
"""A Wednesday, nine o'clock where the sample is."""
CAPTAIN, REPORTER, STRANGER = 1001, 1059, 1061
PATIENCE_S = 90


@pytest.fixture
async def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Ground, DrillServer]]:
    """The sample ground as ``make run`` opens it, a minute of it a second of the machine's."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.setenv("PATROL_LANGUAGE", "zh")
    async with AsyncExitStack() as stack:
        ground = opening.opened(
            load(None), Words(), DrillClock(MORNING, 60.0), samples.ALL[0].path, tmp_path / "patrol.db",
            scenarios=samples.ALL[0].drills, choices=samples.ALL,
        )  # fmt: skip
        yield await stack.enter_async_context(ground)


@pytest.fixture
def made(opened: tuple[Ground, DrillServer]) -> Ground:
    """The ground."""
    return opened[0]


@pytest.fixture
def living(opened: tuple[Ground, DrillServer]) -> Living:
    """Those whom nobody plays."""
    page = opened[1].page
    assert page is not None
    return page.living


async def until(living: Living, is_so: Callable[[list[dict[str, Any]]], bool], most: timedelta) -> list[dict[str, Any]]:
    """The cases as soon as they are so, at most so much of the ground's time later."""
    clock = living.stage.clock
    end = clock.now() + most
    async with asyncio.timeout(PATIENCE_S):
        while True:
            told = list((await living.cases()).values())
            if is_so(told):
                return told
            assert clock.now() < end, told
            await asyncio.sleep(0.05)


async def hop(made: Ground, living: Living, seconds: float) -> None:
    """The clock is turned by hand; everybody acts once, and the bot works it off."""
    made.clock.turn(seconds)
    await living._second(made.clock.now())
    await made.settled()
    await made.turn()
    await made.settled()


async def test_a_lone_explorer_always_finds_somebody_to_send(
    made: Ground, living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever they are at the moment, crews work off what they report; but for the first case, until it is left alone.

    Others report only after that, and not before.
    """
    monkeypatch.setattr(cases, "LOOK_S", 0)
    clock, group, explorer = made.clock, made.file.chat_id, Player(made.world, REPORTER)
    clock.run_at(1)
    clock.stand()
    whoever = (REPORTER, CAPTAIN, made.file.teams[0].members[0], STRANGER)
    with living.windows.listening("w"):
        for second in range(0, 240, 5):
            living.windows.hold("w", whoever[second // 60])
            if second % 60 == 0 and (near := made.file.teams[second // 60].base):
                explorer.say(group, "共享单车乱停放")
                explorer.send_location(group, near.lat + 0.0004, near.lon)
            await hop(made, living, 5)
        told = {one["number"]: one for one in (await living.cases()).values()}
        assert living.guided.waits
        assert told[1]["reached"] in {"reported", "sent"}
        assert {told[number]["reached"] for number in (2, 3)} <= {"accepted", "arrived", "done", "over"}
        assert not any(one["others"] for one in told.values())
        on_duty = await made.on_duty()
        free = [team for team in made.file.teams if on_duty & set(team.members)]
        assert len([one for one in told.values() if one["reached"] != "over"]) < len(free)
        living.windows.hold("w", STRANGER)
        for _ in range(40):
            await hop(made, living, 8)
    told = {one["number"]: one for one in (await living.cases()).values()}
    assert not {told[number]["reached"] for number in (1, 2, 3, 4)} & {"reported", "sent"}
    assert "over" in {told[number]["reached"] for number in (2, 3, 4)}
    assert any(one["others"] for one in told.values())


async def test_who_reports_nothing_is_left_in_peace(made: Ground, living: Living) -> None:
    """Nobody else reports before a first case, however long somebody only looks around."""
    made.clock.stand()
    with living.windows.listening("w"):
        for _ in range(10):
            await hop(made, living, 180)
    assert (await living.cases()) == {}


async def test_duty_begins_and_ends_as_the_roster_says(made: Ground, living: Living) -> None:
    """By day one half of the teams, by night the other; after 26 hours a report still finds one."""
    clock, team = made.clock, {team.key: set(team.members) for team in made.file.teams}
    clock.stand()
    seen = {}
    for minutes in range(0, 26 * 60, 20):
        await hop(made, living, 1200)
        on_duty = await made.on_duty()
        seen[minutes + 20] = (bool(on_duty & team["t1"]), bool(on_duty & team["t2"]))
    assert seen[60] == (True, False)
    assert seen[13 * 60] == (False, True)
    assert seen[25 * 60] == (True, False)
    reporter = Player(made.world, REPORTER)
    reporter.say(made.file.chat_id, "共享单车乱停放")
    reporter.send_location(made.file.chat_id, 30.3150, 120.2750)
    for _ in range(12):
        await hop(made, living, 5)
        await asyncio.sleep(cases.LOOK_S)
        if any(one["orders"] for one in (await living.cases()).values()):
            break
    [case] = [one for one in (await living.cases()).values() if one["kind"] == "incident"]
    assert (case["others"], case["reached"], bool(case["orders"])) == (False, "sent", True)


async def test_the_guides_case_waits_and_then_the_others_begin(made: Ground, living: Living) -> None:
    """No crew touches it while it is the guide's; once it is left alone the crews go on with it."""
    reporter, group = Player(made.world, REPORTER), made.file.chat_id
    living.windows.hold("w", REPORTER)
    with living.windows.listening("w"):
        living.wake()
        reporter.say(group, "共享单车乱停放")
        reporter.send_location(group, 30.3150, 120.2750)
        await until(living, lambda all_: any(one["orders"] for one in all_), timedelta(minutes=2))
        began = made.clock.now()
        await until(living, lambda _: made.clock.now() >= began + timedelta(minutes=3), timedelta(minutes=4))
        [case] = (await living.cases()).values()
        assert case["reached"] in {"reported", "sent"}
        assert living.guided.waits
        living.guided._moved_at = made.clock.now() - timedelta(days=1)
        await until(living, lambda all_: any(one["reached"] == "accepted" for one in all_), timedelta(minutes=6))


async def test_the_page_switches_them_off(made: Ground, living: Living) -> None:
    """Nobody reports or answers by themselves any more; without an open page nobody reports either."""
    living.switch(crews=False, others=False)
    with living.windows.listening("w"):
        living.wake()
        began = made.clock.now()
        await until(living, lambda _: made.clock.now() >= began + timedelta(minutes=5), timedelta(minutes=6))
    assert (await living.cases()) == {}
    living.switch(crews=True, others=True)
    began = made.clock.now()
    await until(living, lambda _: made.clock.now() >= began + timedelta(minutes=4), timedelta(minutes=5))
    assert (await living.cases()) == {}


async def test_it_becomes_another_in_the_other_language(made: Ground, opened: tuple[Ground, DrillServer]) -> None:
    """At the same address; what stood before is gone, and whoever listened begins anew."""
    server, before = opened[1], made.world
    url, number = server.url, made.id
    Player(made.world, REPORTER).say(made.file.chat_id, "/board")
    await made.settled()
    await made.become(samples.ALL[0].name, "en")
    assert (server.url, made.language, before.changes.closed) == (url, "en", True)
    assert made.id != number
    assert made.world.messages(made.file.chat_id) == []
    Player(made.world, REPORTER).say(REPORTER, "/board")
    await Player(made.world, REPORTER).hears(made.words.say("en", "board-empty"), patience=PATIENCE_S)


async def test_a_handover_is_taken_by_another_captain(made: Ground, living: Living) -> None:
    """Whoever is held hands over; a captain whom nobody plays takes it in a moment."""
    living.windows.hold("w", CAPTAIN)
    with living.windows.listening("w"):
        living.switch(crews=True, others=False)
        living.wake()
        Player(made.world, CAPTAIN).say(CAPTAIN, "/shift end")
        async with asyncio.timeout(PATIENCE_S):
            while await made.all_ended(0) and not made.world.messages(1002):
                await asyncio.sleep(0.05)
            while not await made.all_ended(0):
                await asyncio.sleep(0.05)
    assert made.bot is not None
    async with made.bot.store.look() as tx:
        found = await tx[HANDOVERS].by_number(1, 1)
    assert found is not None
    assert found.state == TAKEN
