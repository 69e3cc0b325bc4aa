"""The memory as one thing: opened, migrated, and asked for transactions."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.outbox import letters
from bot.register import districts as register_districts
from bot.register import people as register_people
from bot.register import teams as register_teams
from bot.values.port import Port
from bot.work import drafts as work_drafts
from bot.work import history as work_history
from bot.work import inbox as work_inbox
from bot.work import ports, schedule
from bot.work.known import Known
from storage import engine, lease, library, migrate, remembered, secrets
from storage.audit import Chain, chains, walked
from storage.engine import given_back, is_shared, make_engine, why
from storage.features import ROOMS, over_all
from storage.rooms import Room, Rooms

P = TypeVar("P")
READERS, OF_PAGES = 4, 4
"""Connections that only read: for the street's own looks, and for whoever looks at pages."""

AFTER_YOU_S = 1.0
"""So long a page waits, at most, for what the street writes."""


class SqlTx:
    """One open transaction; what fulfils a feature's port is made when it is first asked for.

    Fulfils :class:`bot.work.ports.Tx`.
    """

    def __init__(self, connection: AsyncConnection, rooms: Rooms) -> None:
        self.connection = connection
        self._rooms = rooms
        self._open: dict[Port[Any], Any] = {}
        self.districts = self[register_districts.DISTRICTS]
        self.people = self[register_people.PEOPLE]
        self.teams = self[register_teams.TEAMS]
        self.occasions = self[schedule.OCCASIONS]
        self.history = self[work_history.HISTORY]
        self.drafts = self[work_drafts.DRAFTS]
        self.inbox = self[work_inbox.INBOX]
        self.outbox = self[letters.OUTBOX]
        self.kept = self[ports.KEPT]

    def __getitem__(self, port: Port[P], /) -> P:
        """The same one for the whole transaction."""
        if port not in self._open:
            self._open[port] = self._rooms.open(port, self.connection)
        found: P = self._open[port]
        return found


class Glance:
    """A reading transaction that several share; what one of them has asked the others know."""

    def __init__(self, readers: AsyncEngine, rooms: Rooms, commits: int) -> None:
        self._connection = readers.connect()
        self._rooms = rooms
        self.commits = commits
        self.users = 0
        self._opening = asyncio.Lock()
        self._tx: SqlTx | None = None

    async def tx(self) -> SqlTx:
        """It, opened by the first who asks."""
        async with self._opening:
            if self._tx is None:
                await self._connection.start()
                self._tx = SqlTx(remembered.over(self._connection, shared=True), self._rooms)
            return self._tx

    async def close(self) -> None:
        """The last has gone."""
        if self._tx is not None:
            await self._connection.close()


class SqlStore:
    """SQLite or PostgreSQL behind the ports. Fulfils :class:`bot.work.ports.Store`."""

    def __init__(
        self, writer: AsyncEngine, readers: AsyncEngine, of_pages: AsyncEngine, rooms: Sequence[Room[Any]] = ROOMS
    ) -> None:
        self._writer = writer
        self._readers = readers
        self._of_pages = of_pages
        self._rooms = over_all(rooms)
        self._turn = asyncio.Lock()
        self._is_closed = False
        self._commits = 0
        self._glance: Glance | None = None
        self.is_wal = False
        self.trouble = ""
        self.is_kept_waiting = False
        self.make_room: Callable[[], object] = lambda: None
        """Called when nothing more fits, whoever wrote: what failed is tried again, and may find room then."""
        self.known = Known()
        self.lease: lease.Held | None = None
        """That we are the one that runs the bot, where another could be; asked for before anything is written."""

    @classmethod
    async def open(cls, url: str, rooms: Sequence[Room[Any]] = ROOMS) -> "SqlStore":
        """Bring the schema up to date and open the connections; *rooms* are those who keep something in it.

        Raises UnwritableData for a folder that cannot be written, NewerDatabase for a schema from the future.
        """
        await migrate.to_newest(url)
        make = partial(make_engine, url, answer_s=engine.ANSWER_S)
        writer = make(pool_size=1, writes=True, idle_ms=engine.IDLE_MS)
        readers, of_pages = (make(pool_size=n, writes=False) for n in (READERS, OF_PAGES))
        store = cls(writer, readers, of_pages, rooms)
        await store._learn()
        return store

    async def _learn(self) -> None:
        """Read which secrets open something, once; from then on each commit tells what became of them.

        And whether a log keeps readers apart from the writer: asked of a connection, never of the file itself.
        """
        async with self._readers.connect() as connection:
            self.is_wal = connection.info.get("is_wal", False)
            for room in self._rooms.all:
                for kind, column in room.secrets.items():
                    every = select(column).where(column.is_not(None)).execution_options(unbounded="once, at a start")
                    found = await connection.scalars(every)
                    self.known.take((kind, secret_hash) for secret_hash in found)

    def why(self, trouble: BaseException) -> str:
        """A code for what the memory refused with; empty for whatever else went wrong."""
        return why(trouble) if isinstance(trouble, DBAPIError | library.sqlite3.Error) else ""

    @property
    def is_shared(self) -> bool:
        """Whether other programs may write to it too."""
        return is_shared(self._writer)

    async def close(self) -> None:
        """Close every connection; from then on it is not opened again (RuntimeError)."""
        self._is_closed = True
        for each in (self._writer, self._readers, self._of_pages):
            await given_back(each)
            await each.dispose()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[ports.Tx]:
        """A writing transaction: one at a time, committed at the end, rolled back on an exception."""
        self._must_be_open()
        async with self._turn:
            async with self._writing() as connection:
                tx = SqlTx(remembered.over(connection), self._rooms)
                yield tx
                await remembered.settle(tx.connection)
                await tx.outbox.written()
                await tx.occasions.written()
                news = secrets.taken(connection)
            self._commits += 1
            self.trouble = ""
        if news:
            self.known.take(
                (one for one, opens in news.items() if opens), (one for one, opens in news.items() if not opens)
            )

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        """The writer's connection in a transaction that stands, and is committed; why it is refused is remembered."""
        self.is_kept_waiting = True
        try:
            async with self._writer.begin() as connection:
                secrets.taken(connection)  # of one that was rolled back
                if self.lease is not None:
                    await self.lease.must_hold(connection)
                self.is_kept_waiting = False
                yield connection
                self.is_kept_waiting = True
        except lease.LeaseLost:
            self.trouble = lease.LOST
            raise
        except Exception as trouble:  # the driver's own where not even a transaction begins
            if self.is_kept_waiting or isinstance(trouble, DBAPIError | library.sqlite3.Error):
                self.trouble = why(trouble)
                if self.trouble == ports.FULL:
                    self.make_room()
            raise
        finally:
            self.is_kept_waiting = False

    @asynccontextmanager
    async def between_works(self) -> AsyncIterator[Any]:
        """The driver's own connection that writes, while nothing is written; of SQLite."""
        self._must_be_open()
        async with self._turn, self._writer.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            yield driver.raw

    @asynccontextmanager
    async def look(self) -> AsyncIterator[ports.Tx]:
        """A reading transaction beside the writer; who would write in it is refused, at its end at the latest."""
        self._must_be_open()
        async with self._readers.connect() as connection:
            tx = SqlTx(remembered.over(connection), self._rooms)
            yield tx
            await remembered.settle(tx.connection)

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[ports.Tx]:
        """A look that those share who look at the same moment: nothing was committed since the first of them."""
        self._must_be_open()
        shared = self._glance
        if shared is None or shared.commits != self._commits:
            shared = self._glance = Glance(self._readers, self._rooms, self._commits)
        shared.users += 1
        try:
            tx = await shared.tx()
            yield tx
            await remembered.settle(tx.connection)
        finally:
            shared.users -= 1
            if not shared.users:
                self._glance = None if self._glance is shared else self._glance
                await shared.close()

    @asynccontextmanager
    async def look_for_page(self) -> AsyncIterator[ports.Tx]:
        """The same over connections of the pages' own; it begins between two transactions of the street."""
        self._must_be_open()
        with suppress(TimeoutError):
            async with asyncio.timeout(AFTER_YOU_S), self._turn:
                pass
        async with self._of_pages.connect() as connection:
            tx = SqlTx(remembered.over(connection), self._rooms)
            yield tx
            await remembered.settle(tx.connection)

    def _must_be_open(self) -> None:
        """A connection that is opened after the end would be closed by nobody."""
        if self._is_closed:
            raise RuntimeError("the memory is closed")

    async def audit(self) -> list[Chain]:
        """Every district's chain of history, read from beginning to end."""
        return await chains(self._readers)

    async def verify(self, district_id: int) -> int | None:
        """The id of the first line of a district's history that was changed or taken away; None when all is whole."""
        return (await walked(self._readers, district_id)).bad
