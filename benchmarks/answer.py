"""From update to first answer: ours, with everything stored, beside a bare python-telegram-bot echo, same harness."""

import asyncio
import logging
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import cast

import structlog
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from bot.app import assembly, at_work
from bot.app.house import House
from bot.register.districts import District
from bot.register.people import Duty, Member, Person, RoleHeld, RoleName
from bot.register.teams import Team
from bot.values.geo import Point
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import SystemClock
from handlers.telegram.transport.pace import Pace, Rates
from storage import library
from storage.store import SqlStore, SqlTx
from tests.measured import pins

TOKEN = "123456:bench"
CHATS = 200
SECONDS = 15
MEMBER, PINS, PIN_EVERY_S = 2, 40, 0.5
LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000000) SELECT count(*) FROM n"


@dataclass(frozen=True)
class Ratio:
    """How many times a bare echo's p50 ours is, at *rate* updates a second, on the SQLite of that *name*."""

    rate: int
    name: str
    times: float


@dataclass(frozen=True)
class Beside:
    """From pin to first answer, in milliseconds: p50 alone, p50 and the worst beside a statement of seconds."""

    name: str
    alone_ms: float
    beside_ms: float
    worst_ms: float


async def _drive(world: DrillTelegram, per_second: int) -> list[float]:
    """Send */help* from 200 private chats at an even rate; the milliseconds until each first answer."""
    players = [Player(world, 5000 + i) for i in range(CHATS)]
    sent: dict[int, float] = {}
    took: list[float] = []
    seen: dict[int, int] = {}

    def look() -> None:
        for user_id in list(sent):
            found = [m for m in world.messages(user_id, seen.get(user_id, 0)) if m.author.id == world.bot.id]
            if found:
                took.append((time.perf_counter() - sent.pop(user_id)) * 1000)
                seen[user_id] = max(m.message_id for m in found)

    for n in range(per_second * SECONDS):
        player = players[n % CHATS]
        sent[player.id] = time.perf_counter()
        player.say(player.id, "/help")
        until = time.perf_counter() + 1 / per_second
        while time.perf_counter() < until:
            await asyncio.sleep(0.002)
            look()
    for _ in range(2000):
        if not sent:
            break
        await asyncio.sleep(0.005)
        look()
    return took


def _world() -> DrillTelegram:
    world = DrillTelegram(SystemClock(), TOKEN)
    for i in range(CHATS):
        world.add_person(5000 + i, f"P{i}", started=True)
    return world


async def _ours(per_second: int) -> list[float]:
    world = _world()
    pace = Pace(Rates(all_second=28 if per_second <= 20 else 1000))
    world.rates.per_second = 30 if per_second <= 20 else 1000
    with tempfile.TemporaryDirectory() as folder:
        async with DrillServer(world) as server:
            built = await assembly.build(
                TOKEN, api_url=server.url, database_url=f"sqlite+aiosqlite:///{folder}/patrol.db", rules=Rules(),
                clock=SystemClock(), pace=pace,
            )  # fmt: skip
            async with at_work.running(built):
                await asyncio.sleep(1)
                return await _drive(world, per_second)


async def _echo(per_second: int) -> list[float]:
    world = _world()
    world.rates.per_second = 1000

    async def answer(update: Update, _context: object) -> None:
        if update.effective_message:
            await update.effective_message.reply_text("ok")

    async with DrillServer(world) as server:
        app = Application.builder().token(TOKEN).base_url(server.base_url).base_file_url(server.base_file_url).build()
        app.add_handler(MessageHandler(filters.TEXT, answer))
        async with app:
            await app.start()
            assert app.updater is not None
            await app.updater.start_polling()
            await asyncio.sleep(1)
            took = await _drive(world, per_second)
            await app.updater.stop()
            await app.stop()
    return took


def _told(name: str, took: list[float]) -> tuple[float, float]:
    took = sorted(took)
    p50, p99 = statistics.median(took), took[int(len(took) * 0.99) - 1]
    print(f"answer: {name:<44} {len(took):>4} answers  p50 {p50:7.1f} ms  p99 {p99:7.1f} ms")
    return p50, p99


LIBRARIES = {"": library.sqlite3, "python": sqlite3}
"""The SQLite that the program uses, and the one that Python was built with, by the name that benches know them by."""


@contextmanager
def linked(which: ModuleType) -> Iterator[None]:
    """With this SQLite for everything that is opened."""
    former, library.sqlite3 = library.sqlite3, which
    try:
        yield
    finally:
        library.sqlite3 = former


def _journal(which: ModuleType) -> str:
    with linked(which):
        return "WAL" if library.has_safe_wal() else "rollback journal"


async def _a_district(built: House, _url: str) -> None:
    """A group with a captain, a team, and somebody of it on duty."""
    now = datetime.now(UTC)
    async with built.store.begin() as tx:
        district = await tx.districts.add(District(pins.GROUP, "Jiubao", "en", "Asia/Shanghai", {"close": 600}))
        team = await tx.teams.save(Team(district.id, "Team 1", base=Point(30.3, 120.27)))
        for user_id, role, own in ((pins.CAPTAIN, RoleName.CAPTAIN, None), (MEMBER, RoleName.MEMBER, team.id)):
            await tx.people.save(Person(user_id, f"P{user_id}", private_open=True))
            held = (RoleHeld(role, now),)
            await tx.people.save_member(Member(district.id, user_id, f"P{user_id}", team_id=own, roles=held))
        await tx.people.start_duty(Duty(district.id, MEMBER, now, now + timedelta(hours=8)))


def _beside_a_long_look(which: ModuleType) -> Beside:
    """A pin in a group alone, and while somebody's statement runs that takes seconds: from pin to first answer."""

    async def look(store: SqlStore) -> None:
        async with store.look() as tx:  # what nothing in the program asks: seconds in one statement
            await cast("SqlTx", tx).connection.exec_driver_sql(LONG)

    async def both() -> tuple[list[float], list[float]]:
        async with pins.served((pins.CAPTAIN, MEMBER), _a_district) as (built, world):
            await pins.waits(world, 5, PIN_EVERY_S)
            alone = await pins.waits(world, PINS, PIN_EVERY_S)
            looking = asyncio.create_task(look(built.store))
            await asyncio.sleep(0.1)
            beside = []
            while len(beside) < PINS:
                if looking.done():
                    await asyncio.gather(looking, return_exceptions=True)
                    looking = asyncio.create_task(look(built.store))
                beside += await pins.waits(world, 1, PIN_EVERY_S)
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
            return alone, beside

    with linked(which):
        alone, beside = asyncio.run(both())
    found = Beside(_name(which), statistics.median(alone), statistics.median(beside), max(beside))
    told = f"alone p50 {found.alone_ms:.1f} ms, beside p50 {found.beside_ms:.1f} ms"
    print(f"answer: SQLite {found.name}: a pin beside a long reader: {told}, longest {found.worst_ms:.0f} ms")
    return found


def _name(which: ModuleType) -> str:
    return f"{which.sqlite_version}, {_journal(which)}"


def main() -> tuple[list[Ratio], list[Beside]]:
    """Print ours on each SQLite and a bare echo, at 20/s with Telegram's pacing and at 30/s with pacing raised."""
    os.environ["PTB_TIMEDELTA"] = "true"
    logging.basicConfig(level=logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    both = {one.sqlite_version: one for one in LIBRARIES.values()}
    ratios = []
    for rate, pacing in ((20, "paced"), (30, "pacing raised")):
        ours = {}
        for version, which in both.items():
            with linked(which):
                took = asyncio.run(_ours(rate))
            ours[_name(which)] = _told(f"ours, {rate}/s, {pacing}, SQLite {version}", took)[0]
        bare = _told(f"bare echo, {rate}/s", asyncio.run(_echo(rate)))[0]
        for name, p50 in ours.items():
            wanted = " (wanted: within 2)" if "WAL" in name else ""
            print(f"answer: at {rate}/s ours takes {p50 / bare:.1f} times the echo's p50 on {name}{wanted}")
            ratios.append(Ratio(rate, name, p50 / bare))
    return ratios, [_beside_a_long_look(which) for which in both.values()]


if __name__ == "__main__":
    main()
