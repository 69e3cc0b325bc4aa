"""One visit to the driver's thread for each statement, instead of one each to open, run, read and close a cursor."""

import asyncio
import time
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

import aiosqlite

from storage import giving_way, library

AGAIN_S = 0.005
"""After so long a look that was cut off is begun again."""


CLOSED_S = 2.0
"""So long it is waited for a connection to close: SQLite cannot be told to wait no more for a lock."""


class OneHopCursor:
    """What SQLAlchemy asks of a cursor: rows are read along with the statement that finds them."""

    def __init__(self, connection: "OneHopConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "OneHopCursor":
        """Nothing to open."""
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> "OneHopCursor":
        """Run one statement and read all of its rows."""
        given, since = tuple(parameters), time.perf_counter()
        for cut_off in count():
            try:
                await self._connection.hop(self._run, sql, given, cut_off)
            except library.sqlite3.OperationalError as trouble:
                if not is_cut_off(trouble) or time.perf_counter() - since > giving_way.PATIENCE_S:
                    raise
                await asyncio.sleep(AGAIN_S)
            else:
                break
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> "OneHopCursor":
        """Run one statement for each set of parameters."""
        await self._connection.hop(self._run_many, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """All rows, read already."""
        return self._rows

    async def close(self) -> None:
        """Nothing to close."""

    def _run(self, sql: str, parameters: tuple[Any, ...], cut_off: int) -> None:
        if self._connection.patience is not None:
            self._connection.patience.begin(cut_off)
        if sql.startswith("BEGIN") and self._connection.raw.in_transaction:
            # Whoever began it was called off before they heard that it stands, and nobody else would ever end it.
            self._connection.raw.rollback()
        self._keep(self._connection.raw.execute(sql, parameters))

    def _run_many(self, sql: str, parameters: Any) -> None:
        self._keep(self._connection.raw.executemany(sql, parameters))

    def _keep(self, cursor: library.sqlite3.Cursor) -> None:
        """In the driver's thread: take everything out of the cursor and let it go."""
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else []
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()


def is_cut_off(trouble: Exception) -> bool:
    """Whether a statement was ended by us in its middle."""
    return bool(getattr(trouble, "sqlite_errorcode", None) == library.sqlite3.SQLITE_INTERRUPT)


class OneHopConnection(aiosqlite.Connection):
    """A connection of aiosqlite whose cursors are :class:`OneHopCursor`."""

    commits: giving_way.Commits | None = None
    patience: giving_way.Patience | None = None

    @property
    def raw(self) -> library.sqlite3.Connection:
        """The connection itself; to be touched in its own thread only."""
        return self._conn

    async def hop(self, work: Any, *given: Any) -> Any:
        """Run *work* in the connection's thread."""
        return await self._execute(work, *given)  # type: ignore[no-untyped-call]  # the driver tells no types

    async def give_way(self) -> None:
        """From now on statements that run long are cut off while somebody wants to commit."""
        if self.commits is not None:
            self.patience = giving_way.Patience(self.commits)
            await self.hop(self.raw.set_progress_handler, self.patience.is_over, giving_way.OPERATIONS)

    async def commit(self) -> None:
        """Commit; whoever reads gives way meanwhile."""
        await self.hop(self._commit)

    def _commit(self) -> None:
        if self.commits is None:
            self.raw.commit()
            return
        self.commits.is_waiting = True
        try:
            self.raw.commit()
        finally:
            self.commits.is_waiting = False

    async def close(self) -> None:
        """Close it in its thread; one that waits there for whoever holds the file closes by itself when it comes back.

        It is not waited for then: the thread ends with the program.
        """
        closed = None if self._connection is None else self.stop()
        if closed is None:
            return
        await asyncio.wait({closed}, timeout=CLOSED_S)
        if closed.done():
            closed.result()

    def cursor(self) -> OneHopCursor:  # type: ignore[override]  # SQLAlchemy is its only reader
        """A cursor."""
        return OneHopCursor(self)


def connect(database: str | Path, **given: Any) -> OneHopConnection:
    """Like ``aiosqlite.connect``; the thread ends with the program."""

    def open_it() -> library.sqlite3.Connection:
        opened: library.sqlite3.Connection = library.sqlite3.connect(database, **given)
        return opened

    connection = OneHopConnection(open_it, iter_chunk_size=64)
    connection.commits = giving_way.of(database)
    connection._thread.daemon = True  # noqa: SLF001  # SQLAlchemy does the same with the driver's own
    return connection
