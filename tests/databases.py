"""SQLite in tests that are not about SQLite itself: no thread for each connection, and no waiting for a disk.

The program runs each statement in the connection's own thread. A story runs hundreds of thousands of them, and going
there and back takes longer than the statement. Here a statement runs where it is asked for; whoever asked still
gives way to all others once, as they would while waiting for the thread.
"""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.values.files import ours
from storage import engine, migrate, one_hop
from storage.library import sqlite3

PATIENCE_S, AGAIN_S = 60.0, 0.002
"""So long, and so often, a statement that finds the database locked is tried; the loop goes on meanwhile."""


class _Here:
    """Stands where the driver has the queue of its thread: what is put there is done at once."""

    def put_nowait(self, task: tuple[asyncio.Future[Any], Callable[[], Any]]) -> None:
        future, function = task
        future.set_result(function())


class ConnectionInPlace(one_hop.OneHopConnection):
    """A connection that is used in the loop's own thread."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._tx = _Here()

    async def _connect(self) -> "ConnectionInPlace":
        if self._connection is None:
            self._connection = self._connector()
        return self

    def __await__(self) -> Any:
        return self._connect().__await__()

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        if not self._running or not self._connection:
            raise ValueError("Connection closed")
        for _ in range(int(PATIENCE_S / AGAIN_S)):
            try:
                result = fn(*args, **kwargs)
            except sqlite3.OperationalError as trouble:
                if trouble.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                await asyncio.sleep(AGAIN_S)
            else:
                await asyncio.sleep(0)
                return result
        return fn(*args, **kwargs)

    async def close(self) -> None:
        self.stop()

    def stop(self) -> None:
        self._running = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def connect_in_place(database: str | Path, **given: Any) -> ConnectionInPlace:
    """Like ``one_hop.connect``, without a thread."""

    def open_it() -> sqlite3.Connection:
        return sqlite3.connect(database, **given)

    return ConnectionInPlace(open_it)


def pragmas() -> tuple[str, ...]:
    """Nothing is waited for: no lock, which is tried again, and no disk, which no story sees fail."""
    return ("PRAGMA busy_timeout=0", "PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF", "PRAGMA foreign_keys=ON")


_newest: list[bytes] = []
_to_newest = migrate.to_newest


async def to_newest(url: str, told: Callable[[float], None] | None = None) -> None:
    """Like ``migrate.to_newest``; a new file begins as a copy of the first that went through all the revisions.

    That takes a third of a second each time; who looks at the way itself (*told*) goes it.
    """
    file = engine.sqlite_file(url)
    if told is None and file is not None and file.parent.is_dir() and not file.exists():
        if not _newest:
            with tempfile.TemporaryDirectory() as folder:
                first = Path(folder) / "first.db"
                await _to_newest(f"sqlite:///{first}")
                _newest.append(first.read_bytes())
        with ours.new(file) as copy:
            copy.write(_newest[0])
    await (_to_newest(url) if told is None else _to_newest(url, told))
