"""Where no WAL keeps readers apart from the writer, a copy is made on the connection that writes, between its works.

On a connection of its own a copy would hold up each commit, and begin again whenever somebody writes. On the writer's
own SQLite puts into it what is written meanwhile. A step waits for its turn like any work, and takes some milliseconds.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from storage import library
from storage.stop import Stop

PATIENCE_S = 60.0
"""So long the copy waits for its next turn before it gives up."""

Pages = Callable[[Path, Path, Callable[[float], None]], None]
"""Copies all pages from a file to another; told of how much is done."""


class Turns(Protocol):
    """Whoever lets somebody do something on the writer's connection between two works."""

    def between_works(self) -> Any:
        """The driver's own connection, for as long as the block lasts."""


class GivenUp(Exception):
    """Nobody asks for the copy any more."""


class _Gate:
    """Between the copy's thread, which goes one step, and the loop, which gives it its turn."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._go = threading.Semaphore(0)
        self._stepped = asyncio.Event()
        self.is_over = False

    def step_done(self) -> None:
        """In the thread: a step is done; wait for the next turn."""
        self._loop.call_soon_threadsafe(self._stepped.set)
        if not self._go.acquire(timeout=PATIENCE_S) or self.is_over:
            raise GivenUp

    async def wait_for_step(self, thread: "asyncio.Future[None]") -> None:
        """In the loop: until the step is done, or all of it."""
        stepped = asyncio.ensure_future(self._stepped.wait())
        await asyncio.wait((stepped, thread), return_when=asyncio.FIRST_COMPLETED)
        stepped.cancel()
        self._stepped.clear()

    def go_on(self) -> None:
        """In the loop: it is the copy's turn."""
        self._go.release()


def pages_of(store: Turns, loop: asyncio.AbstractEventLoop, pages: int, stop: Stop) -> Pages:
    """Copies by turns of *store*; to be called in a thread beside *loop*. Raises Ended where *stop* is said."""

    def copied(_source: Path, target: Path, progress: Callable[[float], None]) -> None:
        asyncio.run_coroutine_threadsafe(_copied(store, target, pages, progress, stop), loop).result()

    return copied


async def _copied(store: Turns, target: Path, pages: int, progress: Callable[[float], None], stop: Stop) -> None:
    gate = _Gate(asyncio.get_running_loop())
    thread: asyncio.Future[None] | None = None
    try:
        while thread is None or not thread.done():
            async with store.between_works() as raw:
                stop.must_go_on()  # a step that begins now may wait long for whoever holds the file
                if thread is None:
                    thread = asyncio.ensure_future(asyncio.to_thread(_copy, raw, target, pages, progress, gate))
                else:
                    gate.go_on()
                await gate.wait_for_step(thread)
            await asyncio.sleep(0)  # whoever waits for the connection has it now
        await thread
    finally:
        gate.is_over = True
        gate.go_on()
        if thread is not None:
            await asyncio.wait((thread,))


def _copy(raw: Any, target: Path, pages: int, progress: Callable[[float], None], gate: _Gate) -> None:
    """In a thread of its own; *raw* is used by nobody else while a step is under way."""

    def told(_status: int, remaining: int, total: int) -> None:
        progress(1 - remaining / total if total else 1.0)
        if remaining:
            gate.step_done()

    with closing(library.sqlite3.connect(target)) as made:
        made.execute("PRAGMA synchronous=OFF")
        raw.backup(made, pages=pages, progress=told, sleep=0)
