"""The only file that knows which database it is: connections, transactions, and SQLite's settings."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage import one_hop

SAFE_WAL = (3, 51, 3)
"""SQLite before this version can corrupt a WAL database when two connections write and checkpoint at once."""

BUSY_MS = 60_000
GIVEN_BACK_S, GIVEN_BACK_LOOKS = 5, 100
"""On a busy machine a second is not enough for all of them."""


TROUBLES = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_CANTOPEN: "readonly",
    sqlite3.SQLITE_PERM: "readonly",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_PROTOCOL: "locked",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}
"""Why SQLite refuses, as codes that have a sentence; a folder that cannot be written shows as CANTOPEN."""


def why(trouble: DBAPIError | sqlite3.Error) -> str:
    """A code for what the database says; empty where it is not about the database as a whole."""
    code = getattr(trouble.orig if isinstance(trouble, DBAPIError) else trouble, "sqlite_errorcode", None)
    return TROUBLES.get(code & 0xFF, "") if code is not None else ""


DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
"""The driver of an address that names none."""


def address(url: str) -> URL:
    """The address of a database, with its driver."""
    parsed = make_url(url)
    return parsed.set(drivername=DRIVERS.get(parsed.drivername, parsed.drivername))


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite address; None for another database or one in memory."""
    parsed: URL = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}
    return Path(str(parsed.database)) if is_file else None


def is_server(url: str) -> bool:
    """Whether the database of *url* is one that several machines reach."""
    return make_url(url).get_backend_name() != "sqlite"


def is_shared(engine: AsyncEngine) -> bool:
    """Whether other programs may write to this database too: a SQLite file belongs to one."""
    return engine.dialect.name != "sqlite"


def make_engine(url: str, *, pool_size: int, writes: bool) -> AsyncEngine:
    """An engine of *pool_size* connections; a writing one begins each transaction with the write lock held.

    A reading one refuses to write.
    """
    parsed = address(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    driver = {"async_creator_fn": one_hop.connect} if is_sqlite else {}
    engine = create_async_engine(
        parsed,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=pool_size,
        max_overflow=0,
        connect_args=driver,
        pool_reset_on_return=None,  # each transaction is ended by its own block
        hide_parameters=True,  # people's words: an error with them would be logged
    )
    if is_sqlite:
        _tune_sqlite(engine, writes=writes)
    return engine


async def given_back(engine: AsyncEngine) -> None:
    """Wait, some seconds at most, until none is in use: a look that was cut off gives its own back a moment later."""
    for _ in range(GIVEN_BACK_S * GIVEN_BACK_LOOKS):
        if not getattr(engine.pool, "checkedout", int)():
            return
        await asyncio.sleep(1 / GIVEN_BACK_LOOKS)


def _tune_sqlite(engine: AsyncEngine, *, writes: bool) -> None:
    """Transactions begin when we say so: the driver's own way of beginning them late loses updates."""

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _pragmas():
            cursor.execute(pragma)
        if not writes:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _began(connection: Any) -> None:
        cursor = connection.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        cursor.close()


def _pragmas() -> tuple[str, ...]:
    is_safe = sqlite3.sqlite_version_info >= SAFE_WAL
    return (
        f"PRAGMA busy_timeout={BUSY_MS}",
        f"PRAGMA journal_mode={'WAL' if is_safe else 'DELETE'}",
        f"PRAGMA synchronous={'FULL' if is_safe else 'EXTRA'}",
        "PRAGMA foreign_keys=ON",
    )
