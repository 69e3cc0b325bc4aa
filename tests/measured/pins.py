"""What a pin waits: a bot with its pages in this process, a group, people in it, and one pin a second."""

import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from bot.app import assembly, at_work
from bot.app.house import House
from bot.app.settings import Web
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import SystemClock
from handlers.telegram.transport.pace import Pace, Rates, Share
from tests.measured import over

TOKEN = "123456:bench"
GROUP, CAPTAIN = -100, 1
EVERY_S, PATIENCE_S = 1.0, 60.0
MANY = Share(2000)
WIDE = Rates(
    group_minute=2000, urgent=MANY, new=MANY, closings=MANY, edits=MANY, listed=MANY, alone=2000, alone_until=2000,
    chat_burst=1000,
)  # fmt: skip
CHANCE = random.Random(7)

Fill = Callable[[House, str], Awaitable[None]]


@asynccontextmanager
async def served(people: Sequence[int], fill: Fill) -> AsyncIterator[tuple[House, DrillTelegram]]:
    """The bot with its pages over a folder of its own, filled before it runs; *people* are in the group."""
    world = DrillTelegram(SystemClock(), TOKEN)
    for user_id in people:
        world.add_person(user_id, f"P{user_id}", started=True)
    world.add_group(GROUP, "Jiubao", people)
    world.rates.enabled = False
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/patrol.db"
        async with DrillServer(world) as server:
            built = await assembly.build(
                TOKEN, api_url=server.url, database_url=url, rules=Rules(), clock=SystemClock(), pace=Pace(WIDE),
                web=Web(),
            )  # fmt: skip
            await fill(built, url)
            async with at_work.running(built):
                tidying = asyncio.create_task(over.tidied(built.store))
                yield built, world
                tidying.cancel()


async def until(found: Callable[[], bool]) -> float:
    """The milliseconds until *found*; infinite where that is longer than anybody waits."""
    began = time.perf_counter()
    while not found():
        if time.perf_counter() - began > PATIENCE_S:
            return float("inf")
        await asyncio.sleep(0.002)
    return (time.perf_counter() - began) * 1000


async def waits(world: DrillTelegram, many: int, every_s: float = EVERY_S) -> list[float]:
    """So many pins, one after the other; the milliseconds until the bot's next message in the group."""
    took = []
    for _ in range(many):
        newest = max((m.message_id for m in world.messages(GROUP, 0)), default=0)
        at = 30.30 + CHANCE.random() * 0.02, 120.26 + CHANCE.random() * 0.02
        Player(world, CAPTAIN).send_location(GROUP, *at)
        heard = await until(lambda after=newest: any(m.author.id == world.bot.id for m in world.messages(GROUP, after)))
        took.append(heard)
        await asyncio.sleep(max(0.0, every_s - heard / 1000))
    return took
