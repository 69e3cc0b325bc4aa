"""Files of places looked at and brought in: beside the bot by ``python -m bot.app.places.runs``, or within it."""

import asyncio
import gc
import json
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from os import _exit
from pathlib import Path
from typing import Any, Protocol

from bot.desk.desk import Desk
from bot.places import editions
from bot.places.editions import Writing
from bot.screens.board import Board
from bot.values.slices import Pace
from bot.words import Words
from handlers.imports.folder import FOLDER, Folder
from handlers.imports.places import PlaceImports
from handlers.imports.runs import Asked, Beside, Progress, Told, done
from handlers.process.clock import SystemClock
from handlers.process.tick import Tick
from storage import giving_way, lease
from storage.engine import sqlite_file
from storage.store import SqlStore

MODULE = "bot.app.places.runs"
"""This file, as a process of its own is begun with it."""


class Within:
    """The bot's own process: for a memory that no other process can open, and for small files of tests."""

    def __init__(self, store: SqlStore, words: Words, now: Callable[[], datetime]) -> None:
        self._store, self._words, self._now = store, words, now

    async def __call__(self, asked: Asked, progress: Progress) -> Told:
        """Do it here."""
        return await done(_writing(self._store, asked, progress, self._now), asked, self._words)


def _writing(store: SqlStore, asked: Asked, progress: Progress, now: Callable[[], datetime]) -> Writing:
    return Writing(store, Pace(time.perf_counter, asyncio.sleep, least=editions.LEAST), now, asked.writer, progress)


class House(Protocol):
    """What of the house it needs."""

    desk: Desk
    board: Board
    store: SqlStore
    words: Words
    application: Any
    tick: Tick


def made(house: House, folder: Path, database: str) -> PlaceImports:
    """The part of the house that does it."""
    is_alone = not database.startswith("postgresql") and sqlite_file(database) is None
    within = Within(house.store, house.words, house.board.clock.now)
    run = (
        within
        if is_alone
        else Beside(MODULE, database, lease=lambda: held.token if (held := house.store.lease) else "")
    )
    part = PlaceImports(house.desk, house.board, house.application.bot, Folder(folder / FOLDER), run)
    house.desk.imported = part.stir
    house.tick.clean_too.append(part.clean)
    return part


# --- the process beside


async def _serve(said: dict[str, Any]) -> None:
    database, token = said.pop("database"), said.pop("lease")
    asked = Asked(**said)
    store = await SqlStore.open(database)
    store.lease = lease.Held(token) if token else None
    try:
        writing = _writing(store, asked, lambda share: _tell({"progress": share}), SystemClock().now)
        _tell(await done(writing, asked, Words()))
    finally:
        await store.close()


def _tell(told: Told) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=True, default=str) + "\n")
    sys.stdout.flush()


def _end_with_the_bot() -> None:
    """The input is held open by whoever asked; at its end nobody wants to know any more."""
    sys.stdin.read()
    _exit(1)


def main() -> None:
    """Do the one thing that is asked."""
    gc.disable()  # it would look through a hundred thousand rows again and again
    said = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_bot, daemon=True).start()
    giving_way.stand_beside()
    asyncio.run(_serve(said))
    sys.stdout.flush()
    _exit(0)  # the thread that waits for the end of the input would hold up any other way out


if __name__ == "__main__":
    main()
