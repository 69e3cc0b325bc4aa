"""Turns: whoever floods waits behind everybody else, order within a person is kept, trouble holds up nobody else."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot.work.inbox import InboxRow
from handlers.process.clock import HandClock
from handlers.telegram.transport.intake import as_row
from handlers.telegram.transport.lanes import AT_ONCE, Lanes
from storage.store import SqlStore
from tests.waiting import until

NOW = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
FLOODER, OTHER = 1, 2


class Works:
    """Handles rows by writing down their order; marks them done as the desk would."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.seen: list[int] = []
        self.dead: list[int] = []
        self.fails: set[int] = set()

    async def handle(self, row: InboxRow) -> bool:
        """Done, unless it is to fail."""
        if row.update_id in self.fails:
            raise ValueError(row.payload)
        self.seen.append(row.update_id)
        async with self.store.begin() as tx:
            await tx.inbox.done(row.bot_id, row.update_id, NOW)
        return True

    async def on_dead(self, row: InboxRow, _error: str) -> None:
        """Given up."""
        self.dead.append(row.update_id)


@pytest.fixture
async def works(tmp_path: Path) -> AsyncIterator[Works]:
    """On a store of its own."""
    store = await SqlStore.open(f"sqlite+aiosqlite:///{tmp_path}/patrol.db")
    yield Works(store)
    await store.close()


def row(update_id: int, lane: int) -> InboxRow:
    """One update of a person."""
    return InboxRow(7, update_id, lane, "{}", NOW)


async def _store(works: Works, rows: list[InboxRow]) -> list[InboxRow]:
    new: list[InboxRow] = []
    for start in range(0, len(rows), 500):
        async with works.store.begin() as tx:
            new += await tx.inbox.add(rows[start : start + 500])
    return new


async def _work(works: Works, clock: HandClock, lanes: Lanes, until: int) -> None:
    task = asyncio.create_task(lanes.run())
    try:
        for _ in range(200_000):
            await asyncio.sleep(0.001)
            if len(works.seen) >= until and lanes.is_idle:
                return
        raise AssertionError(f"not worked off: {len(works.seen)} of {until}")
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_backlog_of_one_person_holds_up_nobody_else(works: Works) -> None:
    """Found at a start: three thousand of one person, then one of another, which is among the first to be done."""
    clock = HandClock(NOW)
    flood = [row(n, FLOODER) for n in range(1, 3001)]
    await _store(works, [*flood, row(9000, OTHER)])
    lanes = Lanes(works.store, clock, works.handle, works.on_dead)
    await _work(works, clock, lanes, 3001)
    assert works.seen.index(9000) < 2 * AT_ONCE
    assert [n for n in works.seen if n != 9000] == list(range(1, 3001)), "order of one person, each once"


async def test_what_comes_in_the_middle_of_a_flood_has_its_turn_at_once(works: Works) -> None:
    """The other's report comes while a flood is under way, and more of the flood comes after it."""
    clock = HandClock(NOW)
    lanes = Lanes(works.store, clock, works.handle, works.on_dead)
    await _store(works, [row(n, FLOODER) for n in range(1, 401)])
    task = asyncio.create_task(_work(works, clock, lanes, 601))
    while len(works.seen) < 50:
        await asyncio.sleep(0.001)
    at = len(works.seen)
    lanes.take(await _store(works, [row(9000, OTHER), *(row(n, FLOODER) for n in range(401, 601))]))
    await task
    assert works.seen.index(9000) < at + 4 * AT_ONCE
    assert [n for n in works.seen if n != 9000] == list(range(1, 601))


async def test_a_thousand_people_at_once_are_all_worked_off(works: Works) -> None:
    """More persons than are read at a time."""
    clock = HandClock(NOW)
    await _store(works, [row(n, n) for n in range(1, 2301)])
    lanes = Lanes(works.store, clock, works.handle, works.on_dead)
    await _work(works, clock, lanes, 2300)
    assert sorted(works.seen) == list(range(1, 2301))


async def test_failing_rows_leave_room_for_others(works: Works) -> None:
    """As many as are worked on at once wait for their next try; another person's row does not wait with them."""
    clock = HandClock(NOW)
    works.fails = set(range(1, AT_ONCE + 1))
    await _store(works, [*(row(n, n) for n in sorted(works.fails)), row(99, 99)])
    lanes = Lanes(works.store, clock, works.handle, works.on_dead)
    task = asyncio.create_task(lanes.run())
    try:
        await until(lambda: works.seen == [99])
        assert works.dead == []
        await until(lambda: not lanes.street.is_at_work)  # nobody's page waits with them either
        for _ in range(200):
            await clock.turn(1, _a_moment)
            if len(works.dead) == AT_ONCE:
                break
        assert sorted(works.dead) == sorted(works.fails)
        assert works.seen == [99]
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_while_the_memory_cannot_write_no_row_is_given_up(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute of a database that refuses: afterwards the row is done, and it was never a dead letter."""
    clock = HandClock(NOW)
    await _store(works, [row(1, 1)])
    lanes = Lanes(works.store, clock, works.handle, works.on_dead)
    begin = works.store.begin
    monkeypatch.setattr(works.store, "begin", _refuses)
    task = asyncio.create_task(lanes.run())
    try:
        for _ in range(60):
            await clock.turn(1, _a_moment)
        assert works.dead == []
        works.seen.clear()
        monkeypatch.setattr(works.store, "begin", begin)
        for _ in range(200):
            await clock.turn(1, _a_moment)
            if works.seen and lanes.is_idle:
                break
        assert works.seen == [1]
        assert works.dead == []
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Hears:
    """Whoever stands beside the lanes."""

    def __init__(self) -> None:
        self.unworked_tries = 0
        self.worked_rows: list[int] = []

    def unworked(self, _row: InboxRow) -> None:
        """Once more."""
        self.unworked_tries += 1

    def worked(self, row: InboxRow) -> None:
        """At last."""
        self.worked_rows.append(row.update_id)


@pytest.fixture
def unread() -> Iterator[None]:
    """What is logged is rendered for nobody: each try is told with all that it tried to write."""
    with structlog.testing.capture_logs():
        yield


@pytest.mark.usefixtures("unread")
async def test_what_finds_no_room_is_no_dead_letter_though_that_it_failed_would_fit(works: Works) -> None:
    """Room is asked for at once; a minute later there is some, and it is done. What is at fault itself is given up."""
    clock, beside, asked = HandClock(NOW), Hears(), 0
    await _store(works, [row(1, 1), row(2, 2)])
    works.fails = {2}
    handle, store = works.handle, works.store

    async def large(one: InboxRow) -> bool:
        async with store.begin() as tx:
            await tx.kept.put("large", "x" * (50_000 if one.update_id == 1 else 1))
        return await handle(one)

    def more() -> None:
        nonlocal asked
        asked += 1

    lanes = Lanes(store, clock, large, works.on_dead)
    lanes.beside, store.make_room = beside, more
    await _most_pages(store, 1)
    task = asyncio.create_task(lanes.run())
    try:
        for _ in range(60):
            await clock.turn(1, _a_moment)
        assert (works.seen, works.dead) == ([], [2])
        assert asked == beside.unworked_tries > 10
        async with store.look() as tx:
            assert [one.begun for one in await tx.inbox.oldest(9)] == [0], "the fault is not the row's"
        assert lanes.waits_for_room
        await _most_pages(store, 1_000_000)
        for _ in range(10):
            await clock.turn(1, _a_moment)
        assert (works.seen, works.dead, beside.worked_rows) == ([1], [2], [1])
        assert not lanes.waits_for_room
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _most_pages(store: SqlStore, most: int) -> None:
    """No page more than *most*, or than there are."""
    async with store.between_works() as raw:
        raw.execute(f"PRAGMA max_page_count={most}")


def _refuses() -> None:
    raise OSError("disk full")


async def _a_moment() -> None:
    for _ in range(5):
        await asyncio.sleep(0.001)


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"message": {"from": {"id": 5}, "chat": {"id": -9}}}, 5),
        ({"callback_query": {"from": {"id": 5}, "message": {"from": {"id": 7}, "chat": {"id": -9}}}}, 5),
        ({"chat_member": {"from": {"id": 5}, "chat": {"id": -9}}}, 5),
        ({"message": {"chat": {"id": -9}}}, -9),
        ({"message": {"from": {"id": "many"}, "chat": {"id": -9}}}, -9),
        ({"message": "nonsense"}, 0),
        ({}, 0),
    ],
)
def test_an_update_goes_in_the_lane_of_its_person(update: dict[str, object], lane: int) -> None:
    """Else of its chat; what has neither still has a lane."""
    assert as_row(7, {"update_id": 1, **update}, NOW).lane == lane


async def test_a_call_for_help_waits_behind_nothing_not_even_its_own_flood(works: Works) -> None:
    """Found at a start behind three thousand messages of the same person, and coming in the middle of them."""
    clock = HandClock(NOW)
    calls = [replace(row(n, FLOODER), payload='{"message": {"text": "/sos help"}}') for n in (9000, 9001)]
    await _store(works, [*(row(n, FLOODER) for n in range(1, 3001)), calls[0]])
    lanes = Lanes(works.store, clock, works.handle, works.on_dead)
    task = asyncio.create_task(_work(works, clock, lanes, 3002))
    while len(works.seen) < 300:
        await asyncio.sleep(0.001)
    at = len(works.seen)
    lanes.take(await _store(works, calls[1:]))
    await task
    assert works.seen.index(9000) < AT_ONCE
    assert works.seen.index(9001) < at + AT_ONCE
    assert [n for n in works.seen if n < 9000] == list(range(1, 3001))
