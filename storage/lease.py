"""One bot for a database that several machines reach: who runs it has a row, renewed every few seconds by its hour.

Two that work off one inbox say everything twice and lose the order. A SQLite file has its folder's lock instead. Only
the running bot has a lease; commands that work beside it write without one.
"""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import structlog
from sqlalchemy import BigInteger, Column, Connection, String, Table, Update, inspect, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.values.clock import Clock
from storage import migrate
from storage.engine import is_server, make_engine
from storage.growing import STAYS
from storage.schema import metadata
from storage.trouble import StoreTrouble

HELD_S, RENEWED_S = 20, 5
"""How long a lease holds by the database's hour, and how often it is renewed."""

PATIENCE_S = 30
"""So long a second program waits: one that was killed lets go within ``HELD_S``."""

RENEWAL_S = 7.0
"""So long the answer to a renewal is waited for: on a connection that is dead at one end there comes none, and within
``HELD_S`` there is time for another over a new one."""

LOOK_S = 1.0
NAME, LOST = "bot", "lost"
"""The row, and the code for why nothing is written any more."""

leases = Table(
    "leases",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("token", String(32), nullable=False),
    Column("until", BigInteger, nullable=False),
    info=STAYS,
)
"""*until* is in milliseconds since 1970 by the database's own clock: those of two machines need not agree."""

_NOW = literal_column("CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)", BigInteger)
_MINE = select(leases.c.name).with_for_update(read=True, key_share=True)
"""Whoever takes a lease over waits until those who were sure of theirs have committed; renewing it waits for nobody."""

log = structlog.get_logger()


class LeaseTaken(StoreTrouble):
    """Another program runs on the same database, and went on for as long as we waited."""

    key = "lease-taken"


class LeaseLost(StoreTrouble):
    """Another program took over while this one could not renew its lease; it writes nothing more."""

    key = "lease-lost"


class Held:
    """That the program whose *token* it is is the one; asked for in each writing transaction, its processes' too."""

    def __init__(self, token: str) -> None:
        self.token = token
        self._is_lost = asyncio.Event()
        self._mine = _MINE.where(leases.c.name == NAME, leases.c.token == token)

    async def must_hold(self, connection: AsyncConnection) -> None:
        """Raise LeaseLost where it is another's; else it stays ours until the end of this transaction."""
        if self._is_lost.is_set() or (await connection.execute(self._mine)).first() is None:
            self._is_lost.set()
            raise LeaseLost


class Lease(Held):
    """The same for the program itself, which takes it, keeps it and gives it back; over *renews* it is kept."""

    def __init__(self, engine: AsyncEngine, clock: Clock, renews: AsyncEngine | None = None) -> None:
        super().__init__(secrets.token_hex(16))
        self._engine, self._renews = engine, renews or engine
        self._clock = clock

    async def until_lost(self) -> None:
        """Wait until it is another's."""
        await self._is_lost.wait()

    async def take(self) -> bool:
        """Make it ours where nobody else's holds."""
        async with self._engine.begin() as connection:
            holds = select(leases.c.until > _NOW).where(leases.c.name == NAME)
            if (await connection.execute(holds)).scalar():
                return False
            new = insert(leases).values(name=NAME, token="", until=0).on_conflict_do_nothing()
            await connection.execute(new)
            if (await connection.execute(holds.with_for_update())).scalar():
                return False
            await connection.execute(self._until(HELD_S * 1000, token=self.token))
            return True

    def _until(self, more_ms: int, **also: str) -> Update:
        return update(leases).where(leases.c.name == NAME).values(until=_NOW + more_ms, **also)

    async def renew(self) -> None:
        """Once; notice where it is another's."""
        async with self._renews.begin() as connection:
            mine = self._until(HELD_S * 1000).where(leases.c.token == self.token)
            if not (await connection.execute(mine)).rowcount:
                self._is_lost.set()

    async def keep(self) -> None:
        """Renew until it is lost; where the database cannot be reached, try again."""
        wait_s: float = RENEWED_S
        while not self._is_lost.is_set():
            await self._clock.sleep(wait_s)
            try:
                await self.renew()
                wait_s = RENEWED_S
            except (SQLAlchemyError, OSError) as trouble:
                wait_s = LOOK_S
                log.warning("lease.not_renewed", error=type(trouble).__name__)

    async def give_back(self) -> None:
        """The next program need not wait."""
        with contextlib.suppress(SQLAlchemyError, OSError):
            async with self._renews.begin() as connection:
                await connection.execute(self._until(-1).where(leases.c.token == self.token))


@contextlib.asynccontextmanager
async def held(url: str, clock: Clock) -> AsyncIterator[Lease | None]:
    """Be the one program on the database of *url* that runs the bot; None for SQLite, whose folder is locked.

    Raises LeaseTaken where another is, for as long as ``PATIENCE_S``.
    """
    if not is_server(url):
        yield None
        return
    engine = make_engine(url, pool_size=1, writes=True, answer_s=PATIENCE_S)
    renews = make_engine(url, pool_size=1, writes=True, answer_s=RENEWAL_S)
    try:
        if not await _is_there(engine):
            await migrate.to_newest(url)
        lease = Lease(engine, clock, renews)
        await _taken(lease, clock)
        await engine.dispose()  # what is open for years may be dead by then
        keeping = asyncio.create_task(lease.keep())
        try:
            yield lease
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            await lease.give_back()
    finally:
        await engine.dispose()
        await renews.dispose()


async def while_held(lease: Lease | None, work: Coroutine[Any, Any, None]) -> None:
    """Do *work*; once the lease is another's it is cancelled, ends in its order, and LeaseLost is raised."""
    if lease is None:
        await work
        return
    doing, lost = asyncio.ensure_future(work), asyncio.ensure_future(lease.until_lost())
    try:
        await asyncio.wait({doing, lost}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        lost.cancel()
        is_over = doing.done()
        doing.cancel()
        await asyncio.gather(doing, lost, return_exceptions=True)
    if not is_over:
        raise LeaseLost
    doing.result()


async def _is_there(engine: AsyncEngine) -> bool:
    """Whether the database has leases: an empty one is filled first, an older one brought up to date."""

    def looked(connection: Connection) -> bool:
        return inspect(connection).has_table(leases.name)

    async with engine.connect() as connection:
        return await connection.run_sync(looked)


async def _taken(lease: Lease, clock: Clock) -> None:
    until = clock.now().timestamp() + PATIENCE_S
    while not await lease.take():
        if clock.now().timestamp() >= until:
            raise LeaseTaken(seconds=PATIENCE_S)
        log.warning("lease.waiting", advice="another patrolbot runs on this database")
        await clock.sleep(LOOK_S)
