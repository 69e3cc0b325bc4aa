"""Five thousand connections, trickling, endless heads and wrong keys: people in the chat hardly notice."""

import asyncio
import contextlib
import json
import os
import resource
import socket
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from statistics import median

import httpx
import pytest

from handlers.drill.people.player import Player
from tests.faults.harness import Child, Quarter, Town
from tests.house.tree import ROOT

PINS = int(os.environ.get("SIEGE_PINS", "60"))
QUARTERS = tuple(Quarter(n, teams=1) for n in range(10))
WITHIN_S, START_S = 60.0, 60.0
USUAL = 1024
"""Descriptors."""

TIMES, BLINK_S = 2.0, 0.1
"""So many times as long as without may an answer take; below a blink nobody tells the difference."""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextlib.asynccontextmanager
async def _program(*words: str) -> AsyncIterator["asyncio.subprocess.Process"]:
    """A program of strangers; ended at the end."""
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.siege.attack", *words, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()


async def _answers(town: Town) -> list[float]:
    """One pin a second; the seconds until the group reads the first word of ours about each."""
    took = []
    for n in range(PINS):
        began = time.perf_counter()
        quarter = QUARTERS[n % len(QUARTERS)]
        reporter = quarter.reporters[len(town.pins) // len(QUARTERS)]
        pin = Player(town.world, reporter).send_location(quarter.group, quarter.south, 120.25 + n * 0.002)
        town.pins.append((quarter.group, pin.message_id))
        async with asyncio.timeout(WITHIN_S):
            while not any(m.author.id == town.world.bot.id for m in town.world.messages(quarter.group, pin.message_id)):
                await asyncio.sleep(0.002)
        took.append(time.perf_counter() - began)
        await asyncio.sleep(max(0.0, began + 1 - time.perf_counter()))
    return sorted(took)


async def _livez(port: int, took: list[float]) -> None:
    """A probe asks once a second, each time anew."""
    while True:
        began = time.perf_counter()
        async with httpx.AsyncClient(timeout=WITHIN_S) as client:
            answer = await client.get(f"http://127.0.0.1:{port}/livez")
        assert answer.text == "ok\n"
        took.append(time.perf_counter() - began)
        await asyncio.sleep(1)


async def _besieged(town: Town, attacked: int, watched: int) -> tuple[list[float], list[float], dict[str, int]]:
    """Answers and probes while *attacked* is; what the strangers saw."""
    probes: list[float] = []
    async with _program(str(attacked), str(PINS * 3 + 10)) as strangers:
        await asyncio.sleep(6)  # until all of them are there
        probing = asyncio.create_task(_livez(watched, probes))
        took = await _answers(town)
        probing.cancel()
        await asyncio.gather(probing, return_exceptions=True)
        assert probing.cancelled()
        said, _ = await strangers.communicate()
    return took, sorted(probes), json.loads(said)


def _say(what: str) -> None:
    sys.stdout.write(f"siege: {what}\n")


def _told(name: str, took: list[float]) -> float:
    p95 = took[int(len(took) * 0.95) - 1]
    _say(f"{name:<22} {len(took):>4}  p50 {median(took) * 1000:6.0f} ms  p95 {p95 * 1000:6.0f} ms")
    return p95


@pytest.fixture
def usual_descriptors() -> Iterator[None]:
    """As few as a program is usually given; it may take more by itself."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, USUAL), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.long
@pytest.mark.usefixtures("usual_descriptors")
async def test_strangers_stop_nobody(tmp_path: Path) -> None:
    """Beside the same attack on a server that is none of ours, so that what the machine has to bear is the same."""
    town, port, other = Town(tmp_path, 1, QUARTERS), _free_port(), _free_port()
    async with town.server, Child(tmp_path, {**town.environment(), "PATROL_HTTP_PORT": str(port)}) as child:
        for quarter in QUARTERS:
            (tmp_path / "district.yaml").write_text(quarter.file(), encoding="utf8")
            await child.start("import", "district.yaml")
            assert await child.ended(START_S)
        await child.start()
        async with asyncio.timeout(START_S), httpx.AsyncClient(timeout=WITHIN_S) as client:
            while True:
                with contextlib.suppress(httpx.TransportError):
                    if (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200:
                        break
                await asyncio.sleep(0.2)
        async with _program(str(other), "dummy"):
            await asyncio.sleep(2)
            beside, probes_beside, _ = await _besieged(town, other, port)
        took, probes, seen = await _besieged(town, port, port)
        open_files = len(list(Path(f"/proc/{child.pid}/fd").iterdir()))
    _say(f"the strangers saw {seen}; {open_files} descriptors open afterwards")
    without, within = _told("pins, another attacked", beside), _told("pins, we are attacked", took)
    _told("livez, another attacked", probes_beside)
    _told("livez, we are attacked", probes)
    assert within <= max(TIMES * without, BLINK_S)
    assert seen["closed"] > 0
    assert seen.get("wrong key 429", 0) > 0
    log = (tmp_path / "log.txt").read_text(encoding="utf8")
    assert "Traceback" not in log
    assert "web.closed_unanswered" in log
