"""A server that failed over behind an open connection: nothing comes back on it, and only a new one is answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from storage import engine
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
