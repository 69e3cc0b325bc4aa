"""The desk and the clock without a chat, on a database of their own: where a model is held against the program."""

import asyncio
import os
import shutil
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from bot.desk.desk import Desk
from bot.desk.features import FEATURES
from bot.duty import duty
from bot.handbook import file as handbook_file
from bot.handbook.versions import Books
from bot.imports import bringing_in, district_file
from bot.work import speaker as work_speaker
from bot.work.features import Features
from bot.work.rules import Rules
from handlers.process.clock import HandClock
from handlers.process.tick import Tick
from storage.engine import make_engine
from storage.store import SqlStore

DATABASE = "patrol.db"


def folder() -> Path:
    """A folder in memory, where there is one: what the disk costs is measured elsewhere."""
    quick = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="patrol-model-", dir=quick))


def copied(text: str, rules: Rules, start: datetime, on_duty: tuple[int, ...]) -> Path:
    """A folder with a database in which the district of *text* is, with these people on duty since *start*."""
    there = folder()
    shutil.copy(_made(text, rules, start, on_duty), there / DATABASE)
    return there


@cache
def _made(text: str, rules: Rules, start: datetime, on_duty: tuple[int, ...]) -> Path:
    """The database that is copied for every example."""
    there = folder()
    (there / "district.yaml").write_text(text, encoding="utf8")

    async def fill() -> None:
        store = await SqlStore.open(_url(there / DATABASE))
        async with store.begin() as tx:
            file = district_file.read(there / "district.yaml", rules)
            await bringing_in.bring_in(tx, file, rules, start, prune=False)
        async with store.look() as tx:
            district = await tx.districts.get(1)
        assert district is not None
        await _desk(store, HandClock(start), rules).do(
            duty.roll_call, work_speaker.as_clock(district, start), user_ids=on_duty
        )
        await store.close()

    asyncio.run(fill())
    return there / DATABASE


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def _desk(store: SqlStore, clock: HandClock, rules: Rules) -> Desk:
    return Desk(store, clock, Books(handbook_file.starter()), rules, Features(FEATURES))


class Program:
    """The desk and the clock on a folder's database; made inside the loop that runs them."""

    def __init__(self, there: Path, rules: Rules, clock: HandClock) -> None:
        url = _url(there / DATABASE)
        readers = make_engine(url, pool_size=2, writes=False)
        self.store = SqlStore(make_engine(url, pool_size=1, writes=True), readers, readers)
        self.desk = _desk(self.store, clock, rules)
        self.tick = Tick(self.desk)
