"""One visit to the driver's thread for each statement, instead of one each to open, run, read and close a cursor."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import aiosqlite


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
        await self._connection.hop(self._run, sql, parameters)
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

    def _run(self, sql: str, parameters: Iterable[Any]) -> None:
        self._keep(self._connection.raw.execute(sql, tuple(parameters)))

    def _run_many(self, sql: str, parameters: Any) -> None:
        self._keep(self._connection.raw.executemany(sql, parameters))

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        """In the driver's thread: take everything out of the cursor and let it go."""
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else []
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()


class OneHopConnection(aiosqlite.Connection):
    """A connection of aiosqlite whose cursors are :class:`OneHopCursor`."""

    @property
    def raw(self) -> sqlite3.Connection:
        """The connection itself; to be touched in its own thread only."""
        return self._conn

    async def hop(self, work: Any, *given: Any) -> Any:
        """Run *work* in the connection's thread."""
        return await self._execute(work, *given)  # type: ignore[no-untyped-call]  # the driver tells no types

    def cursor(self) -> OneHopCursor:  # type: ignore[override]  # SQLAlchemy is its only reader
        """A cursor."""
        return OneHopCursor(self)


def connect(database: str | Path, **given: Any) -> OneHopConnection:
    """Like ``aiosqlite.connect``; the thread ends with the program."""

    def open_it() -> sqlite3.Connection:
        opened: sqlite3.Connection = sqlite3.connect(database, **given)
        return opened

    connection = OneHopConnection(open_it, iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001  # SQLAlchemy does the same with the driver's own
    return connection
