"""The only file that knows which database it is: connections, transactions, and SQLite's settings."""

import asyncio
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage import library, one_hop

BUSY_MS = 60_000
IDLE_MS = 20_000
"""As long as a lease holds (``storage.lease``): then the server ends a writing transaction in which nothing is asked.

Its program stands still, or the network between them is gone; who takes over would wait for it for ever.
"""

ANSWER_S = BUSY_MS / 1000
"""So long an answer of a server is waited for: one that failed over, or the network to it, says nothing of it."""

LOCK_SHARE = 0.9
"""So much of that a server waits itself for what another program holds, and says so."""

WAL_KEPT = 64 * 2**20
"""Bytes: what a look that took long let the write-ahead log grow by is given back down to this."""

GIVEN_BACK_S, GIVEN_BACK_LOOKS = 5, 100
"""On a busy machine a second is not enough for all of them."""

ERRORS = ("DatabaseError", "Error", "IntegrityError", "NotSupportedError", "OperationalError", "ProgrammingError")
"""What a driver calls its errors; aiosqlite hands on those of Python's own SQLite, whichever one it is given."""

TROUBLES = {
    library.sqlite3.SQLITE_FULL: "full",
    library.sqlite3.SQLITE_READONLY: "readonly",
    library.sqlite3.SQLITE_CANTOPEN: "readonly",
    library.sqlite3.SQLITE_PERM: "readonly",
    library.sqlite3.SQLITE_BUSY: "locked",
    library.sqlite3.SQLITE_LOCKED: "locked",
    library.sqlite3.SQLITE_PROTOCOL: "locked",
    library.sqlite3.SQLITE_IOERR: "disk",
    library.sqlite3.SQLITE_CORRUPT: "damaged",
    library.sqlite3.SQLITE_NOTADB: "damaged",
}
"""Why SQLite refuses, as codes that have a sentence; a folder that cannot be written shows as CANTOPEN."""


UNREACHABLE = "unreachable"
PG_TROUBLES = {
    "53100": "full",
    "25006": "readonly",
    "58030": "disk",
    "55P03": "locked",
    "08": UNREACHABLE,
    "57P": UNREACHABLE,
    "53300": UNREACHABLE,
}
"""What PostgreSQL says, by how its codes begin: also of one that comes up, goes down, or has no connection left."""


def why(trouble: BaseException) -> str:
    """A code for what the database says; empty where it is not about the database as a whole.

    To be asked of what came from the database alone: a network that does not lead to it shows as OSError.
    """
    said = trouble.orig if isinstance(trouble, DBAPIError) else trouble
    code = getattr(said, "sqlite_errorcode", None)
    if code is not None:
        return TROUBLES.get(code & 0xFF, "")
    state = str(getattr(said, "sqlstate", None) or "")
    for begins, found in PG_TROUBLES.items():
        if state.startswith(begins):
            return found
    is_gone = isinstance(trouble, DBAPIError) and trouble.connection_invalidated
    return UNREACHABLE if is_gone or isinstance(said, OSError) else ""


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


def make_engine(
    url: str, *, pool_size: int, writes: bool, idle_ms: int | None = None, answer_s: float | None = None
) -> AsyncEngine:
    """An engine of *pool_size* connections; a writing one begins each transaction with the write lock held.

    A reading one refuses to write. *idle_ms*: so long a server bears that nothing is asked in a transaction.
    *answer_s*: after so many seconds a server that has not answered is reached anew (OperationalError, `UNREACHABLE`);
    a little earlier it says itself that another program holds what is asked for (``locked``).
    """
    parsed = address(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    driver: dict[str, Any] = {}
    if is_sqlite:
        driver = {"connect_args": {"async_creator_fn": one_hop.connect}, "module": _driver()}
    else:
        asked = {} if idle_ms is None else {"idle_in_transaction_session_timeout": str(idle_ms)}
        if answer_s is not None:  # before we give it up: that another program holds a row is no silence
            asked["lock_timeout"] = str(int(answer_s * LOCK_SHARE * 1000))
        driver = {"connect_args": {"server_settings": asked, "command_timeout": answer_s}}
        driver["connect_args"] |= {} if answer_s is None else {"timeout": answer_s}
    engine = create_async_engine(
        parsed,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_reset_on_return=None,  # each transaction is ended by its own block
        hide_parameters=True,  # people's words: an error with them would be logged
        **driver,
    )
    if is_sqlite:
        _tune_sqlite(engine, writes=writes)
    else:
        _let_go_of_the_dead(engine)
    return engine


async def given_back(engine: AsyncEngine) -> None:
    """Wait, some seconds at most, until none is in use: a look that was cut off gives its own back a moment later."""
    for _ in range(GIVEN_BACK_S * GIVEN_BACK_LOOKS):
        if not getattr(engine.pool, "checkedout", int)():
            return
        await asyncio.sleep(1 / GIVEN_BACK_LOOKS)


def _let_go_of_the_dead(engine: AsyncEngine) -> None:
    """A connection on which no answer came is not used again: the driver's own would be waited on anew each time."""

    @event.listens_for(engine.sync_engine, "handle_error")
    def _failed(context: ExceptionContext) -> BaseException | None:
        trouble = context.original_exception
        if not isinstance(trouble, TimeoutError):
            return None
        context.is_disconnect = True
        return OperationalError(None, None, trouble, hide_parameters=True, connection_invalidated=True)


def _tune_sqlite(engine: AsyncEngine, *, writes: bool) -> None:
    """Transactions begin when we say so: the driver's own way of beginning them late loses updates."""

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _pragmas():
            if writes or "journal_mode" not in pragma:  # who only reads takes the file as it is
                cursor.execute(pragma)
        journal = _answer(cursor, "PRAGMA journal_mode")  # not always what was asked for: not each disk can do it
        record.info["is_wal"] = is_wal = journal == "wal"
        if writes and journal == "delete":
            cursor.execute("PRAGMA synchronous=EXTRA")
        if not writes:
            cursor.execute("PRAGMA query_only=ON")
        else:
            cursor.execute("PRAGMA secure_delete=ON")
        if not writes and not is_wal:
            connection.run_async(lambda driver: driver.give_way())
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _began(connection: Any) -> None:
        if writes or connection.info["is_wal"]:  # else each statement of a look stands by itself
            cursor = connection.connection.cursor()
            cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
            cursor.close()


def _answer(cursor: Any, pragma: str) -> str:
    cursor.execute(pragma)
    return str(cursor.fetchone()[0])


def _pragmas() -> tuple[str, ...]:
    return (
        f"PRAGMA busy_timeout={BUSY_MS}",
        f"PRAGMA journal_mode={'WAL' if library.has_safe_wal() else 'DELETE'}",
        "PRAGMA synchronous=FULL",
        f"PRAGMA journal_size_limit={WAL_KEPT}",
        "PRAGMA foreign_keys=ON",
    )


def _driver() -> AsyncAdapt_aiosqlite_dbapi:
    """The dialect's driver, on the SQLite that the whole program uses."""
    made = AsyncAdapt_aiosqlite_dbapi(aiosqlite, library.sqlite3)
    for name in (*ERRORS, "sqlite_version", "sqlite_version_info"):
        setattr(made, name, getattr(library.sqlite3, name))
    return made
