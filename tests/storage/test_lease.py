"""One program runs the bot on a database that several reach: by a row, which who lost it finds taken."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.app.places.runs import MODULE
from bot.places.register import PLACES
from handlers.imports.runs import Asked, Beside
from handlers.process.clock import SystemClock
from storage import engine, lease
from storage.audit import audit_of
from storage.lease import Lease, LeaseLost, LeaseTaken
from storage.store import SqlStore
from tests import postgres
from tests.waiting import PATIENCE_S

from .conftest import NOW, Town

DATABASES = ("postgresql",)


class QuickClock(SystemClock):
    """Hours and waits pass a hundred times as fast."""

    def __init__(self) -> None:
        super().__init__()
        self.slept = timedelta()

    def now(self):  # type: ignore[no-untyped-def]
        """The hour of the machine, and what was slept."""
        return NOW + self.slept

    async def sleep(self, seconds: float) -> None:
        """A hundredth of it."""
        self.slept += timedelta(seconds=seconds)
        await asyncio.sleep(seconds / 100)


async def expire(town: Town) -> None:
    """Have the lease run out, as after twenty seconds in which its program stood still."""
    async with town.store.begin() as tx:
        await tx.connection.execute(text("UPDATE leases SET until = 1"))  # type: ignore[attr-defined]


async def test_a_second_program_waits_and_gives_up(town: Town) -> None:
    """While the first renews; once that has ended the next one need not wait."""
    clock = QuickClock()
    async with lease.held(town.url, QuickClock()) as first:
        assert first is not None
        with pytest.raises(LeaseTaken) as taken:
            async with lease.held(town.url, clock):
                pass
        assert taken.value.facts == {"seconds": lease.PATIENCE_S}
        assert clock.slept == timedelta(seconds=lease.PATIENCE_S)
        await expire(town)
        await first.renew()
        assert not await Lease(first._engine, clock).take()
    clock.slept = timedelta()
    async with lease.held(town.url, clock):
        assert clock.slept == timedelta()


async def test_who_lost_it_writes_nothing_more(town: Town) -> None:
    """What was begun while it held is committed first; from then on each transaction is refused, and work ends."""
    async with lease.held(town.url, SystemClock()) as ours:
        assert ours is not None
        town.store.lease = ours
        other = Lease(ours._engine, SystemClock())

        async def taken_over() -> bool:
            await expire_beside(town)
            return await other.take()

        async with town.store.begin() as tx:
            await tx.kept.put("first", 1)
            over = asyncio.create_task(taken_over())
            await asyncio.wait([over], timeout=0.5)
            assert not over.done()
            await tx.kept.put("second", 2)
        assert await over
        with pytest.raises(LeaseLost):
            async with town.store.begin() as tx:
                await tx.kept.put("third", 3)
        assert town.store.trouble == lease.LOST
        with pytest.raises(LeaseLost):
            await lease.while_held(ours, asyncio.sleep(60))
        async with town.store.look() as tx:
            assert [await tx.kept.get(name) for name in ("first", "second", "third")] == [1, 2, None]
        town.store.lease = None


async def expire_beside(town: Town) -> None:
    """The same over a connection of its own."""
    store = SqlStore(town.store._readers, town.store._readers, town.store._readers)
    async with store._readers.connect() as connection:
        await connection.execute(text("UPDATE leases SET until = 1"))
        await connection.commit()


async def test_who_stands_still_in_a_transaction_holds_up_nobody_who_takes_over(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server ends it, nothing of it is stored, and whoever comes back writes nothing more."""
    assert engine.IDLE_MS == lease.HELD_S * 1000
    monkeypatch.setattr(engine, "IDLE_MS", 300)
    still = await SqlStore.open(town.url)
    async with lease.held(town.url, SystemClock()) as ours:
        assert ours is not None
        still.lease = ours
        await _left_open(still)  # a connection that was ended is no trouble for the next transaction
        async with still.begin() as tx:
            await tx.kept.put("again", 1)
        with pytest.raises(DBAPIError):
            async with still.begin() as tx:
                await tx.kept.put("lost", 1)
                await expire_beside(town)
                assert await asyncio.wait_for(Lease(ours._engine, SystemClock()).take(), PATIENCE_S)
        with pytest.raises(LeaseLost):
            async with still.begin():
                pass
        async with still.look() as tx:
            assert [await tx.kept.get(name) for name in ("lost", "again")] == [None, 1]
    await still.close()


async def _left_open(store: SqlStore) -> None:
    """A transaction in which its program stands still until the server ends it."""
    with pytest.raises(DBAPIError):
        async with store.begin() as tx:
            await tx.kept.put("lost", 1)
            await asyncio.sleep(1)


async def test_renewing_waits_for_no_transaction_and_notices_a_loss(town: Town) -> None:
    """Ours holds the row only against who would take it away."""
    async with lease.held(town.url, SystemClock()) as ours:
        assert ours is not None
        town.store.lease = ours
        async with town.store.begin():
            await asyncio.wait_for(ours.renew(), PATIENCE_S)
        town.store.lease = None
        await expire(town)
        assert await Lease(ours._engine, SystemClock()).take()
        await ours.renew()
        await asyncio.wait_for(ours.until_lost(), PATIENCE_S)


async def test_work_that_ends_by_itself_is_what_it_was(town: Town) -> None:
    """What it raises too, and without a lease as well."""

    async def fails() -> None:
        raise ValueError("it")

    async with lease.held(town.url, SystemClock()) as ours:
        for held in (ours, None):
            await lease.while_held(held, asyncio.sleep(0))
            with pytest.raises(ValueError, match="it"):
                await lease.while_held(held, fails())
    async with lease.held("sqlite:///x.db", SystemClock()) as none:
        assert none is None


async def test_the_process_beside_the_bot_writes_nothing_more_either(town: Town, tmp_path: Path) -> None:
    """It brings places in while the bot that began it has the lease, and is refused once another has."""
    file = tmp_path / "1.csv"
    file.write_text("code,name,lat,lon\nP1,one,30.3,120.2\n", encoding="utf8")
    asked = Asked(str(file), "a.csv", str(tmp_path / "s.xlsx"), town.district.id, 7, "en", "chat-1", writes=True)
    async with lease.held(town.url, SystemClock()) as ours:
        assert ours is not None
        beside = Beside(MODULE, town.url, lease=lambda: ours.token)
        assert (await beside(asked, lambda _: None))["lines"]
        await expire(town)
        assert await Lease(ours._engine, SystemClock()).take()
        file.write_text("code,name,lat,lon\nP2,two,30.3,120.2\n", encoding="utf8")
        with pytest.raises(OSError, match="ended with"):
            await asyncio.wait_for(beside(asked, lambda _: None), PATIENCE_S)
    async with town.store.look() as tx:
        assert await tx[PLACES].count(town.district.id) == 1


async def test_many_first_starts_on_an_empty_database(server: postgres.Server) -> None:
    """One makes the tables, the others find them; and only one has the lease."""
    url = await server.database()
    async with asyncio.timeout(60):
        opened = await asyncio.gather(*(SqlStore.open(url) for _ in range(4)))
    for store in opened:
        await store.close()
    assert await audit_of(url) == []
    empty, clock, refused = await server.database(), QuickClock(), asyncio.Event()

    async def start() -> bool:
        try:
            async with lease.held(empty, clock):
                await refused.wait()
        except LeaseTaken:
            refused.set()
            return False
        return True

    async with asyncio.timeout(60):
        assert await asyncio.gather(start(), start()) in ([True, False], [False, True])
