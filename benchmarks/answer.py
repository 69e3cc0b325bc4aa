"""From update to first answer: ours, with everything stored, beside a bare python-telegram-bot echo, same harness."""

import asyncio
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable

import structlog
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from bot.app import assembly
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import SystemClock
from handlers.telegram.transport.pace import Pace, Rates

TOKEN = "123456:bench"
CHATS = 200
SECONDS = 15


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
            async with assembly.running(built):
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
    print(f"answer: {name:<34} {len(took):>4} answers  p50 {p50:7.1f} ms  p99 {p99:7.1f} ms")
    return p50, p99


def main() -> None:
    """Print both at 20/s with Telegram's pacing, and at 30/s with pacing raised."""
    os.environ["PTB_TIMEDELTA"] = "true"
    logging.basicConfig(level=logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    runs: list[tuple[int, str, Callable[[int], Awaitable[list[float]]]]] = [
        (20, "ours, 20/s, paced", _ours), (20, "bare echo, 20/s", _echo),
        (30, "ours, 30/s, pacing raised", _ours), (30, "bare echo, 30/s", _echo),
    ]  # fmt: skip
    figures = [_told(name, asyncio.run(run(rate))) for rate, name, run in runs]  # type: ignore[arg-type]
    for ours, bare, rate in ((figures[0], figures[1], 20), (figures[2], figures[3], 30)):
        print(f"answer: at {rate}/s ours takes {ours[0] / bare[0]:.1f} times the echo's p50 (wanted: within 4)")


if __name__ == "__main__":
    main()
