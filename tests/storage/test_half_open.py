"""A server that failed over behind an open connection: nothing comes back on it, and only a new one is answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from handlers.process.clock import SystemClock
from storage import engine, lease
from storage.kept import kept
from storage.lease import Lease
from storage.store import SqlStore

from .conftest import Town

DATABASES = ("postgresql",)


class Between:
    """Hands on what a program and the server say; connections that are made dead swallow it, and stay open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.age = 0
        self._writers: list[asyncio.StreamWriter] = []

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A new connection, alive."""
        there, on = await asyncio.open_connection("127.0.0.1", self.port)
        self._writers += [writer, on]
        age = self.age
        await asyncio.gather(self._hand_on(reader, on, age), self._hand_on(there, writer, age))

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, age: int) -> None:
        while said := await reader.read(65536):
            if age == self.age:
                writer.write(said)
        if age == self.age:
            writer.close()

    def close(self) -> None:
        """All that is open."""
        for one in self._writers:
            one.close()


@asynccontextmanager
async def between(url: str) -> AsyncIterator[tuple[Between, str]]:
    """Something between us and the server of *url*, and the address by which it is reached."""
    parsed = make_url(url)
    one = Between(int(parsed.port or 0))
    server = await asyncio.start_server(one.meet, "127.0.0.1", 0)
    try:
        yield one, parsed.set(port=server.sockets[0].getsockname()[1]).render_as_string(hide_password=False)
    finally:
        server.close()
        one.close()


async def test_what_is_not_answered_is_asked_on_a_new_connection(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said to be out of reach once; whoever writes or looks next is answered, without a start."""
    monkeypatch.setattr(engine, "ANSWER_S", 1.0)
    async with between(town.url) as (network, url):
        store = await SqlStore.open(url)
        async with store.begin() as tx:
            await tx.kept.put("before", 1)
        async with store.look() as tx:
            assert await tx.kept.get("before") == 1
        network.age += 1
        async with asyncio.timeout(20):
            with pytest.raises(OperationalError):
                async with store.begin() as tx:
                    await tx.kept.put("lost", 1)
            assert store.trouble == engine.UNREACHABLE
            with pytest.raises(OperationalError):
                async with store.look() as tx:
                    await tx.kept.get("before")
            async with store.begin() as tx:
                await tx.kept.put("after", 1)
            async with store.look() as tx:
                assert [await tx.kept.get(one) for one in ("before", "lost", "after")] == [1, None, 1]
            assert store.trouble == ""
        await store.close()


async def test_a_lease_is_renewed_on_a_new_connection_before_it_runs_out(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one over which nothing comes back any more is given up in time: no other program takes over."""
    for name, value in (("HELD_S", 3), ("RENEWED_S", 0.3), ("RENEWAL_S", 0.7), ("LOOK_S", 0.1)):
        monkeypatch.setattr(lease, name, value)

    async def until() -> int:
        async with town.store._readers.connect() as connection:
            return int((await connection.execute(select(lease.leases.c.until))).scalar_one())

    async with between(town.url) as (network, url), lease.held(url, SystemClock()) as ours:
        assert ours is not None
        await ours.renew()
        network.age, before = 1, await until()
        await asyncio.sleep(2.5)
        assert await until() > before
        assert not await Lease(town.store._writer, SystemClock()).take()


async def test_a_row_that_another_program_holds_is_no_server_out_of_reach(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said that the database is locked, and it goes on as soon as the other lets go."""
    monkeypatch.setattr(engine, "ANSWER_S", 1.0)
    store = await SqlStore.open(town.url)
    async with town.store.begin() as tx:
        await tx.kept.put("row", 1)
    async with town.store._writer.begin() as other:
        await other.execute(update(kept).where(kept.c.name == "row").values(value=2))
        with pytest.raises(DBAPIError):
            async with store.begin() as tx:
                await tx.kept.put("row", 3)
        assert store.trouble == "locked"
    async with store.begin() as tx:
        await tx.kept.put("row", 3)
    assert store.trouble == ""
    await store.close()
