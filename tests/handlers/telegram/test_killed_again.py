"""An update that ends the program, whenever it is begun: given up at last, and nothing of anybody else's with it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.work.inbox import KILLED, MOST_BEGUN, InboxRow
from handlers.process.clock import HandClock, SystemClock
from handlers.process.winding_up import finish
from handlers.telegram.transport import lanes as transport_lanes
from handlers.telegram.transport.lanes import AT_ONCE, CALM_S, Lanes
from storage.library import sqlite3
from storage.store import SqlStore
from tests.handlers.telegram.test_lanes import NOW, Works, _store, row
from tests.handlers.telegram.test_lanes import works as works  # noqa: PLC0414  # the fixture
from tests.house.tree import ROOT
from tests.waiting import until

KILLER, BEHIND = 1, 2
OTHERS = range(3, 3 + 2 * AT_ONCE)


async def _left(file: str) -> None:
    """What a run that is over left: the killer first, one of the same person behind it, and others'."""
    store = await SqlStore.open(f"sqlite+aiosqlite:///{file}")
    await _store(Works(store), [row(KILLER, 1), row(BEHIND, 1), *(row(n, n) for n in OTHERS)])
    await store.close()


async def _run(file: str) -> None:
    """One run of the lanes, until all is worked off, or until it is killed."""
    store = await SqlStore.open(f"sqlite+aiosqlite:///{file}")
    works, transport_lanes.CALM_S = Works(store), 0.05

    async def handle(one: InboxRow) -> bool:
        if one.update_id == KILLER:
            os.kill(os.getpid(), signal.SIGKILL)
        return await works.handle(one)

    lanes = Lanes(store, SystemClock(), handle, works.on_dead)
    working = asyncio.create_task(lanes.run())
    await until(lambda: bool(works.seen) and lanes.is_idle)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    await store.close()
    _say(works.dead)


def _say(what: object) -> None:
    """Among what is logged."""
    sys.stdout.write(f"={json.dumps(what)}\n")
    sys.stdout.flush()


def _ended(how: int) -> int:
    return -os.WTERMSIG(how) if os.WIFSIGNALED(how) else os.WEXITSTATUS(how)


def _starts(file: str, times: int) -> None:
    """Start again and again, each time in a process of its own; tells how each ended."""
    for step in (_left, *[_run] * times):
        child = os.fork()
        if child == 0:
            asyncio.run(step(file))
            os._exit(0)
        _say(_ended(os.waitpid(child, 0)[1]))


def test_what_ends_the_program_again_and_again_is_put_aside(tmp_path: Path) -> None:
    """Killed in the midst of it three times; the fourth start tells of it and works off all else, nothing lost."""
    file = tmp_path / "patrol.db"
    told = subprocess.run(
        [sys.executable, __file__, file], env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    said = [json.loads(line[1:]) for line in told.stdout.splitlines() if line[:1] == b"="]
    assert said == [0, *[-signal.SIGKILL] * MOST_BEGUN, [KILLER], 0]
    asked = "SELECT update_id, state, error, payload FROM inbox ORDER BY update_id"
    with sqlite3.connect(file) as raw:
        killer, *rest = raw.execute(asked).fetchall()
    assert (killer[1], killer[2].split(":")[0], killer[3]) == ("dead", KILLED, "{}")
    assert [one[:2] for one in rest] == [(n, "done") for n in (BEHIND, *OTHERS)]


async def test_what_was_only_in_hand_when_a_start_ended_is_not_counted(works: Works) -> None:
    """What is suspected waits until the start is over, a call for help does not; neither is one of them lost by it."""
    clock, call = HandClock(NOW), '{"message": {"text": "/sos"}}'
    begun = (MOST_BEGUN - 1, MOST_BEGUN, 2 * MOST_BEGUN)
    calls = [replace(row(10 + n, 10 + n), begun=n, payload=call) for n in begun]
    await _store(works, [replace(row(1, 1), begun=1), *calls])
    lanes = Lanes(works.store, clock, works.handle, works.on_dead)
    working = asyncio.create_task(lanes.run())
    await until(lambda: works.seen == [10 + MOST_BEGUN - 1] and works.dead == [10 + 2 * MOST_BEGUN])
    async with works.store.look() as tx:
        assert [one.begun for one in await tx.inbox.oldest(9)] == [1, MOST_BEGUN]
    await clock.turn(CALM_S)
    await until(lambda: sorted(works.seen) == [1, 10 + MOST_BEGUN - 1, 10 + MOST_BEGUN])
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def _begun(works: Works) -> int:
    """What is counted of the only row."""
    async with works.store.look() as tx:
        [only] = await tx.inbox.oldest(9)
    return only.begun


async def _tried_and_stopped(works: Works) -> tuple[int, int]:
    """A run that tries the row, and is stopped before the next try: what is counted meanwhile, and after."""
    tried = asyncio.Event()

    async def handle(one: InboxRow) -> bool:
        tried.set()
        return await works.handle(one)

    lanes = Lanes(works.store, HandClock(NOW), handle, works.on_dead)
    working = asyncio.create_task(lanes.run())
    await tried.wait()
    await until(lambda: not lanes.street.is_at_work)
    meanwhile = await _begun(works)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    return meanwhile, await _begun(works)


async def test_an_orderly_stop_counts_nothing(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run began and its stop took away has ended nobody, however often it is stopped."""
    monkeypatch.setattr(transport_lanes, "finish", partial(finish, within_s=0.01))
    works.fails = {1}
    await _store(works, [row(1, 1)])
    assert [await _tried_and_stopped(works) for _ in range(2)] == [(1, 0)] * 2


if __name__ == "__main__":
    _starts(sys.argv[1], MOST_BEGUN + 1)
