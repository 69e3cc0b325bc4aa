"""The program is killed again and again; nothing that people said may be lost, nothing said twice without a mark."""

import asyncio
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.values.crash_points import POINTS
from storage.library import sqlite3
from storage.store import SqlStore
from tests.faults.harness import LIMITS, ROOT, Child, Pace, Quarter, Town

PATIENT = "{accept: 4, arrive: 6, close: 20, confirm: 20, remind_every: 60}"
"""Limits for hundreds of cases at a time: reminders of all of them are due no faster than a machine can write them."""

FAR = 5000
"""A place that was not come to while the program did so many things is never come to."""

DIES_BY_ITSELF = [point for point in POINTS if point != "in-migration"]


async def _open(town: Town, child: Child) -> None:
    for quarter in town.quarters:
        (town.folder / "district.yaml").write_text(quarter.file(), encoding="utf8")
        await child.start("import", "district.yaml")
        assert await child.ended(60), (town.folder / "log.txt").read_text()
    town.begin_duty()


async def _judged(town: Town, child: Child) -> None:
    await child.start()
    await town.rest()
    await child.kill()
    await town.bury()  # it never stops reminding: what it was just saying is known only now
    verdict = town.compare()
    assert verdict.is_clean, verdict
    store = await SqlStore.open(f"sqlite+aiosqlite:///{town.database}")
    assert await store.verify(1) is None
    await store.close()
    assert town.rows("SELECT count(*) FROM inbox WHERE state = 'dead'") == [(0,)]


async def _killed(folder: Path, times: int, seed: int) -> Town:
    """Kill at random moments; returns the town after its judgement."""
    town = Town(folder, seed)
    async with town.server, Child(folder, town.environment()) as child:
        await _open(town, child)
        for _ in range(times):
            await child.start()
            await town.live(town.chance.uniform(0.3, 0.9))
            await child.kill()
            await town.bury()
        await _judged(town, child)
    return town


async def test_killed_at_random_moments(tmp_path: Path) -> None:
    """Fifteen deaths in one night; every pin has exactly one case."""
    town = await _killed(tmp_path, 15, seed=7)
    assert len(town.pins) > 5


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
async def test_killed_a_thousand_times(tmp_path: Path, seed: int) -> None:
    """Twenty nights of fifty."""
    town = await _killed(tmp_path, 50, seed)
    assert len(town.pins) > 20


async def _killed_at(folder: Path, points: list[str], seed: int, limits: str = LIMITS) -> Town:
    town = Town(folder, seed, (Quarter(limits=limits),))
    async with town.server, Child(folder, town.environment()) as child:
        await _open(town, child)
        for point in points:
            await child.start(crash_at=point if point == "in-tick" else f"{point}:{town.chance.randrange(1, 4)}")
            await town.live(1.0)
            pace = Pace(town, most=FAR)
            while pace.goes_on():  # the clock waits for the backlog, so people are quiet from here on, but for a pin
                town.report()
                if await child.ended(2.0):
                    break
            assert await child.ended(0.1), f"{point} was never reached"
            await town.bury()
        await _judged(town, child)
    return town


async def test_killed_at_each_crash_point(tmp_path: Path) -> None:
    """Once at each."""
    town = await _killed_at(tmp_path, DIES_BY_ITSELF, seed=11)
    assert town.rows("SELECT count(*) FROM outbox WHERE repeated") != [(0,)]


@pytest.mark.long
async def test_killed_twenty_times_at_each_crash_point(tmp_path: Path) -> None:
    """Twenty times at each."""
    town = await _killed_at(tmp_path, DIES_BY_ITSELF * 20, seed=12, limits=PATIENT)
    assert town.rows("SELECT count(*) FROM outbox WHERE repeated") != [(0,)]


async def test_killed_inside_a_migration(tmp_path: Path) -> None:
    """The next start begins it anew and gets to its end."""
    town = Town(tmp_path, 1)
    async with town.server, Child(tmp_path, town.environment()) as child:
        for _ in range(3):
            await child.start("migrate", crash_at="in-migration")
            assert await child.ended(30)
            assert town.rows("SELECT version_num FROM alembic_version") == []
        await _open(town, child)
        await child.start()
        town.report()
        await asyncio.sleep(1)
        await child.kill()
        await town.bury()
        await _judged(town, child)


async def test_the_harness_sees_what_a_plain_bot_loses(tmp_path: Path) -> None:
    """The same deaths on a bot that polls as the library's examples do: pins are gone for ever."""
    town = Town(tmp_path, 7)
    script = ROOT / "tests" / "faults" / "bare_bot.py"
    async with town.server, Child(tmp_path, town.environment(), script) as child:
        for _ in range(12):
            await child.start()
            await town.live(town.chance.uniform(0.7, 1.3))
            await child.kill()
        await child.start()
        for _ in range(600):  # it takes what is left, on a busy machine too
            await asyncio.sleep(0.1)
            if town.world.updates.drained and _stored(tmp_path):
                break
        await child.kill()
    stored = _stored(tmp_path)
    assert set(town.pins) - stored
    assert stored


def _stored(folder: Path) -> set[tuple[int, int]]:
    """The pins that the plain bot has written down."""
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(folder / "bare.db")) as connection:
        return set(connection.execute("SELECT chat_id, message_id FROM pins"))
    return set()
