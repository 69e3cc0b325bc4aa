"""Five thousand connections, trickling, endless heads and wrong keys: what a pin in the chat waits beside them.

The real program in a process of its own, beside the same attack on a server that is none of ours, so that what the
machine has to bear is the same. ``SIEGE_PINS`` pins of each, one a second.
"""

import asyncio
import contextlib
import json
import os
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx

from handlers.drill.people.player import Player
from tests.faults.harness import Child, Quarter, Town
from tests.house.tree import ROOT

PINS = int(os.environ.get("SIEGE_PINS", "200"))
QUARTERS = tuple(Quarter(n, teams=1) for n in range(10))
WITHIN_S, START_S = 60.0, 60.0


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
        reporter = quarter.reporters[len(town.pins) // len(QUARTERS) % len(quarter.reporters)]
        row, place = divmod(len(town.pins) // len(QUARTERS), 20)
        pin = Player(town.world, reporter).send_location(
            quarter.group, quarter.south + row * 0.004, 120.25 + place * 0.004
        )
        town.pins.append((quarter.group, pin.message_id))
        with contextlib.suppress(TimeoutError):  # it counts as so long, and the others go on
            async with asyncio.timeout(WITHIN_S):
                while not _answered(town, quarter, pin.message_id):  # noqa: ASYNC110  # the world tells nobody
                    await asyncio.sleep(0.002)
        took.append(time.perf_counter() - began)
        await asyncio.sleep(max(0.0, began + 1 - time.perf_counter()))
    return sorted(took)


def _answered(town: Town, quarter: Quarter, after: int) -> bool:
    return any(m.author.id == town.world.bot.id for m in town.world.messages(quarter.group, after))


async def _livez(port: int, took: list[float]) -> None:
    """A probe asks once a second, each time anew."""
    while True:
        began = time.perf_counter()
        async with httpx.AsyncClient(timeout=WITHIN_S) as client:
            answer = await client.get(f"http://127.0.0.1:{port}/livez")
        if answer.text != "ok\n":
            raise RuntimeError(answer.text)
        took.append(time.perf_counter() - began)
        await asyncio.sleep(1)


async def _besieged(town: Town, attacked: int, watched: int) -> tuple[list[float], list[float], dict[str, int]]:
    """Answers and probes while *attacked* is; what the strangers saw."""
    probes: list[float] = []
    async with _program(str(attacked), str(PINS * (WITHIN_S + 1))) as strangers:
        await asyncio.sleep(6)  # until all of them are there
        probing = asyncio.create_task(_livez(watched, probes))
        took = await _answers(town)
        probing.cancel()
        [ended] = await asyncio.gather(probing, return_exceptions=True)
        if not isinstance(ended, asyncio.CancelledError):
            raise ended
        strangers.terminate()
        said, _ = await strangers.communicate()
    return took, sorted(probes), json.loads(said)


@dataclass(frozen=True)
class Siege:
    """Seconds that pins and probes waited, sorted, while another server was attacked and while we were.

    *seen* counts what became of the strangers; *open_files* are descriptors afterwards.
    """

    pins_beside: list[float]
    pins: list[float]
    probes_beside: list[float]
    probes: list[float]
    seen: dict[str, int]
    open_files: int

    def ratio(self, share: float) -> float:
        """So many times as long a pin waits as without; *share* 0.5 is the median, 0.95 the 95th percentile."""
        return at(self.pins, share) / at(self.pins_beside, share)


def at(ordered: list[float], share: float) -> float:
    """The figure below which so large a *share* lies."""
    return median(ordered) if share == 0.5 else ordered[max(0, int(len(ordered) * share) - 1)]


async def measure(folder: Path) -> Siege:
    """One pin a second, first while another server is attacked, then while the program is."""
    town, port, other = Town(folder, 1, QUARTERS), _free_port(), _free_port()
    async with town.server, Child(folder, {**town.environment(), "PATROL_HTTP_PORT": str(port)}) as child:
        for quarter in QUARTERS:
            (folder / "district.yaml").write_text(quarter.file(), encoding="utf8")
            await child.start("import", "district.yaml")
            if not await child.ended(START_S):
                raise RuntimeError("the district was not imported")
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
        open_files = len(await asyncio.to_thread(os.listdir, f"/proc/{child.pid}/fd"))
    return Siege(beside, took, probes_beside, probes, seen, open_files)


def told(siege: Siege) -> list[str]:
    """In lines."""
    each = {
        "pins, another attacked": siege.pins_beside,
        "pins, we are attacked": siege.pins,
        "livez, another attacked": siege.probes_beside,
        "livez, we are attacked": siege.probes,
    }
    lines = [f"the strangers saw {siege.seen}; {siege.open_files} descriptors open afterwards"]
    for name, took in each.items():
        p50, p95 = at(took, 0.5) * 1000, at(took, 0.95) * 1000
        lines.append(f"{name:<24} {len(took):>4}  p50 {p50:6.0f} ms  p95 {p95:6.0f} ms")
    return lines


async def _measured() -> Siege:
    with tempfile.TemporaryDirectory() as folder:
        return await measure(Path(folder))


def main() -> Siege:
    """Measure and print."""
    siege = asyncio.run(_measured())
    for line in told(siege):
        print(f"strangers: {line}")
    return siege


if __name__ == "__main__":
    main()
