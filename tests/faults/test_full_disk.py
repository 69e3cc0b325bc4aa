"""The real program on a disk that is full, and on a database that another program holds locked, for a while."""

import asyncio
import contextlib
import os
import resource
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx
import pytest

from bot.words import Words
from handlers.drill.people.player import Player
from storage import library
from storage.library import sqlite3
from tests.faults.harness import GROUP, Child, Town
from tests.faults.test_kills import _open

LONG = "somebody sells fruit on the pavement and takes up half of the road. " * 60


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 megabytes where the machine lets us make one, else a folder."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    is_mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield folder
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def _full(town: Town, child: Child) -> Iterator[tuple[str, ...]]:
    """Not a byte more: the disk is filled up, or no file of the program may grow. Gives why it will say so."""
    if not town.folder.is_mount():
        before = resource.prlimit(
            child.pid, resource.RLIMIT_FSIZE, (town.database.stat().st_size, resource.RLIM_INFINITY)
        )
        yield ("disk", "full")
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, before)
        return
    filler = town.folder / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    yield ("full", "disk")
    filler.unlink()


@contextmanager
def _locked(town: Town, child: Child) -> Iterator[tuple[str, ...]]:
    """Somebody works on the file."""
    holder = sqlite3.connect(town.database, isolation_level=None, timeout=20)
    holder.execute("BEGIN EXCLUSIVE")
    yield ("waiting", "locked")
    holder.execute("ROLLBACK")
    holder.close()


@asynccontextmanager
async def _running(folder: Path, *, at_work: bool, ballast_mb: str = "0") -> AsyncIterator[tuple[Town, Child, str]]:
    """The town with the program, *at_work* or just being started, and the address of its page."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
    town = Town(folder, seed=5)
    settings = {"PATROL_HTTP_PORT": str(port), "PATROL_BALLAST_MB": ballast_mb}
    async with town.server, Child(folder, town.environment() | settings) as child:
        await _open(town, child)
        await child.start()
        page = f"http://127.0.0.1:{port}/readyz"
        if at_work:
            await _works(page)
        yield town, child, page
        await child.kill()


async def _works(page: str) -> None:
    """It has begun with everything: Telegram has answered, the clock has ticked."""
    async with asyncio.timeout(60), httpx.AsyncClient(timeout=30) as client:
        while True:
            with contextlib.suppress(httpx.TransportError):
                if (await client.get(page)).json()["ready"]:
                    return
            await asyncio.sleep(0.2)


async def _says(page: str, sentences: list[str]) -> None:
    """In a while the page says one of *sentences* of the database; with none of them: that it is well."""
    async with asyncio.timeout(60), httpx.AsyncClient(timeout=30) as client:
        while True:
            with contextlib.suppress(httpx.TransportError):
                answer = await client.get(page)
                check = answer.json()["checks"]["database"]
                if check.get("why") in (sentences or [None]):
                    assert check["ok"] is not bool(sentences)
                    assert answer.status_code == 503 or not sentences
                    return
            await asyncio.sleep(0.2)


async def _waits(town: Town) -> int:
    """People go on speaking until nothing fits any more, not into the last free page of the file either."""
    async with asyncio.timeout(60):
        while len(town.world.updates) < 2:
            Player(town.world, 3001).say(GROUP, LONG)
            await asyncio.sleep(0.2)
    return len(town.world.updates)


@pytest.mark.parametrize(
    ("trouble", "seconds"),
    [("full", 2), ("at_start", 2), ("locked", 2), pytest.param("full", 60, marks=pytest.mark.long),
     pytest.param("locked", 70, marks=pytest.mark.long)],
)  # fmt: skip
async def test_nothing_is_lost_and_it_goes_on_by_itself(disk: Path, trouble: str, seconds: float) -> None:
    """Meanwhile people report and work: what came stays with Telegram, and the page says why."""
    words = Words()
    async with _running(disk, at_work=trouble != "at_start") as (town, child, page):
        with {"full": _full, "at_start": _full, "locked": _locked}[trouble](town, child) as whys:
            Player(town.world, 3001).say(GROUP, LONG)
            town.report()
            if trouble == "at_start" and library.has_safe_wal():
                assert not await child.ended(3), "with a log of its own nothing can be opened: it waits for room"
            else:
                await _says(page, [words.say("en", f"unwell-database-{why}", figure=0, most=0) for why in whys])
            waiting = await _waits(town)
            await town.live(seconds)
            assert len(town.world.updates) > waiting
        await _says(page, [])
        await town.rest()
        await child.kill()
        await town.bury()
        verdict = town.compare()
        assert verdict.is_clean, verdict
        assert town.rows("SELECT count(*) FROM inbox WHERE state != 'done'") == [(0,)]
        assert len(town.world.updates) == 0


async def test_with_a_ballast_the_street_goes_on(disk: Path) -> None:
    """What is reported and called while the disk is full is stored and answered; the page says that all is well."""
    async with _running(disk, at_work=True, ballast_mb="8") as (town, child, page):
        laid = disk / "ballast"
        async with asyncio.timeout(60):
            while not laid.exists():
                await asyncio.sleep(0.1)
        assert laid.stat().st_size == 8 * 10**6
        with _full(town, child):
            for _ in range(5):
                town.report()
            Player(town.world, 3001).say(GROUP, LONG)
            if disk.is_mount():
                async with asyncio.timeout(60):
                    while town.world.updates or town.rows("SELECT 1 FROM inbox WHERE state != 'done'"):
                        await asyncio.sleep(0.2)
                assert not laid.exists()
                assert town.rows("SELECT count(*) FROM cases") == [(5,)]
        await _says(page, [])
        await town.rest()
        await child.kill()
        await town.bury()
        verdict = town.compare()
        assert verdict.is_clean, verdict
