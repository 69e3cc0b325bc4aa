"""The ground lives by itself: cases of others are worked off, the guide's waits, duty follows the roster."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import drill, samples
from bot.app.drill import Ground
from bot.app.settings import load
from bot.words import Words
from handlers.drill.life.living import Living
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import DrillClock

MORNING = datetime(2026, 5, 6, 1, 0, tzinfo=UTC)
"""A Wednesday, nine o'clock where the sample is."""
CAPTAIN, REPORTER = 1001, 1059
PATIENCE_S = 90


@pytest.fixture
async def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Ground, DrillServer]]:
    """The sample ground as ``make run`` opens it, a minute of it a second of the machine's."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.setenv("PATROL_LANGUAGE", "zh")
    async with AsyncExitStack() as stack:
        ground = drill.opened(
            load(None), Words(), DrillClock(MORNING, 60.0), drill.SAMPLE, tmp_path / "patrol.db",
            scenarios=drill.SCENARIOS, choices=samples.ALL,
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
            cases = list((await living.cases()).values())
            if is_so(cases):
                return cases
            assert clock.now() < end, cases
            await asyncio.sleep(0.05)


async def test_a_lone_explorer_who_presses_nothing_sees_cases_end(made: Ground, living: Living) -> None:
    """After six minutes crews have closed cases of others, and teams are left to be sent."""
    living.windows.hold("w", REPORTER)
    with living.windows.listening("w"):
        living.wake()
        cases = await until(
            living, lambda all_: sum(one["reached"] == "over" for one in all_) >= 1, timedelta(minutes=6)
        )
        await until(living, lambda _: made.clock.now() >= MORNING + timedelta(minutes=6), timedelta(minutes=7))
    assert all(one["others"] for one in cases)
    live = [one for one in (await living.cases()).values() if one["reached"] != "over"]
    on_duty = await made.on_duty()
    free = [team for team in made.file.teams if on_duty & set(team.members)]
    assert len(live) < len(free)
    assert living.guided.number is None
