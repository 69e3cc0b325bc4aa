"""The real bot, from settings until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING

from bot.app import addresses, at_work
from bot.app import assembly as house
from bot.app.console import say, words
from bot.health.space import MB
from handlers.process import disk, scratch
from handlers.process.clock import SystemClock
from storage import lease
from storage.alone import FolderTaken, alone_in
from storage.engine import sqlite_file
from storage.trouble import UnwritableData

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.app.assembly import House
    from bot.app.settings import Settings
    from storage.lease import Lease

FULL_AGAIN_S = 2.0
"""So often a start on a full disk is tried again, in seconds of the machine."""


async def serve(chosen: Settings, *, opens: bool) -> None:
    """Run until told to stop; one program at a time, by the lock of its folder or, on a server, by a lease."""
    try:
        with alone_in(chosen.patrol_data_dir) if sqlite_file(chosen.database) else contextlib.nullcontext():
            async with lease.held(chosen.database, SystemClock()) as ours:
                await lease.while_held(ours, _serve_alone(chosen, ours, opens=opens))
    except FolderTaken:
        if found := addresses.of_running(chosen.patrol_data_dir):
            addresses.tell(words, chosen.spoken, found, again=True)
        raise


async def _serve_alone(chosen: Settings, ours: Lease | None, *, opens: bool) -> None:
    assert chosen.telegram_bot_token is not None  # noqa: S101  # asked by run
    scratch.use(chosen.patrol_data_dir)
    build = partial(
        house.build,
        chosen.telegram_bot_token.get_secret_value(),
        api_url=chosen.telegram_api_url,
        database_url=chosen.database,
        rules=chosen.rules(),
        clock=SystemClock(),
        web=chosen.web(),
        heartbeat_url=chosen.patrol_heartbeat_url,
        data_dir=chosen.patrol_data_dir,
        ballast=chosen.patrol_ballast_mb * MB,
        hash_key=chosen.patrol_hash_key.get_secret_value() if chosen.patrol_hash_key else None,
    )
    built = await _opened(build, chosen.patrol_data_dir)
    built.store.lease = ours
    async with at_work.running(built):
        found = addresses.Addresses(built.address)
        with addresses.kept(chosen.patrol_data_dir, found):
            say(chosen.spoken, "started", name=built.application.bot.username)
            addresses.tell(words, chosen.spoken, found)
            if opens:
                addresses.open_browser(found)
            await asyncio.Event().wait()


async def _opened(build: Callable[[], Awaitable[House]], folder: Path) -> House:
    """The house; on a full disk its ballast is given up for it, or it is tried again until there is room."""
    while True:
        try:
            return await build()
        except UnwritableData:
            if not disk.is_full(folder):
                raise
        if not disk.make_room(folder):
            await asyncio.sleep(FULL_AGAIN_S)
