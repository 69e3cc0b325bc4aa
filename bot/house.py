"""Puts brain, doors and memory together into one running house."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import NetworkError, TelegramError

from bot import enrolment, handbook, reports
from bot.board import Board
from bot.clock import Clock
from bot.desk import Desk, Speaker
from bot.handbook import Handbook
from bot.letters import Letter
from bot.ports import InboxRow
from bot.words import Words
from bot.work import Rules
from handlers.telegram import api
from handlers.telegram.cards import CardWriter
from handlers.telegram.courier import Courier
from handlers.telegram.door import Door
from handlers.telegram.intake import Intake
from handlers.telegram.lanes import Lanes
from handlers.telegram.notes import NoteWriter
from handlers.telegram.pace import Pace
from handlers.tick import BACKLOG_WAIT_S, Tick
from storage.store import SqlStore

HANDBOOK = Path(__file__).parent.parent / "samples" / "handbook.yaml"
log = structlog.get_logger()


@dataclass
class House:
    """Everything that runs for one bot, put together."""

    clock: Clock
    store: SqlStore
    desk: Desk
    board: Board
    words: Words
    application: api.AnyApplication
    door: Door
    intake: Intake
    lanes: Lanes
    courier: Courier
    tick: Tick

    @property
    def is_idle(self) -> bool:
        """Nothing is being worked off or sent."""
        return self.lanes.is_idle and self.courier.is_idle

    async def close(self) -> None:
        """Close every connection, to the Bot API (also one that never answered well) and to the memory."""
        with contextlib.suppress(TelegramError, RuntimeError):
            await self.application.shutdown()
        await self.application.bot.request.shutdown()
        await self.store.close()


async def build(
    token: str,
    *,
    api_url: str | None,
    database_url: str,
    rules: Rules,
    clock: Clock,
    book: Handbook | None = None,
    words: Words | None = None,
    pace: Pace | None = None,
) -> House:
    """Open the memory and put the house together; nothing runs yet."""
    store = await SqlStore.open(database_url)
    words, book = words or Words(), book or handbook.load(HANDBOOK)
    application = api.build_application(token, api_url)
    desk = Desk(store, clock, book, rules)
    board = Board(store, clock, book, rules)
    tick = Tick(desk)
    door = Door(application, desk, words)

    async def on_dead(row: InboxRow, error: str) -> None:
        speaker = Speaker(0, "", row.lane, clock.now(), channel="clock")
        await desk.do(reports.tell_captains_of_letterbox, speaker, error=error)

    async def on_migrated(old: int, new: int) -> None:
        speaker = Speaker(0, "", old, clock.now(), channel="clock")
        await desk.do(enrolment.chat_moved, speaker, chat_id=new)

    async def on_unreachable(letter: Letter) -> None:
        await _to_the_group(desk, letter)

    async def on_gap(seconds: float) -> None:
        log.warning("poll.gap", seconds=round(seconds))
        await tick.after_gap()

    lanes = Lanes(store, clock, door.handle, on_dead)
    writer = CardWriter(words, board, NoteWriter(words))
    courier = Courier(
        application.bot, store, clock, writer, pace or Pace(), on_migrated=on_migrated, on_unreachable=on_unreachable
    )
    intake = Intake(application.bot, store, clock, lanes.take, on_gap)
    desk.post = courier
    tick.is_blind = lambda: intake.is_blind
    return House(clock, store, desk, board, words, application, door, intake, lanes, courier, tick)


async def _to_the_group(desk: Desk, letter: Letter) -> None:
    """A private chat is closed to us: remember it, and say the same in the group with a mention."""
    if letter.user_id is None or letter.district_id is None:
        return
    now = desk.clock.now()
    speaker = Speaker(0, "", letter.chat_id, now, channel="clock", district_id=letter.district_id)
    await desk.do(enrolment.private_lost, speaker, user_id=letter.user_id)
    await desk.do(enrolment.say_in_group, speaker, letter=letter)


@asynccontextmanager
async def running(house: House, *, tick_every_s: float | None = 1.0) -> AsyncIterator[House]:
    """Start *house*: reach the Bot API, recover what was in flight, poll, work, send, tick. Stops it at the end.

    *tick_every_s* is in seconds of the machine; None leaves the tick to the caller.
    """
    try:
        await _reach(house)
    except BaseException:
        await house.close()
        raise
    house.desk.rules = replace(house.desk.rules, bot_name=house.application.bot.username or "")
    await house.courier.recover()
    house.tick.backlog_until = house.clock.now() + timedelta(seconds=BACKLOG_WAIT_S)
    scheduler = AsyncIOScheduler()
    if tick_every_s is not None:
        house.tick.schedule(scheduler, tick_every_s)
        scheduler.start()
    parts = (house.intake, house.lanes, house.courier)
    tasks = [asyncio.create_task(_keep_running(house.clock, part)) for part in parts]
    try:
        yield house
    finally:
        if tick_every_s is not None:
            scheduler.pause()
            async with house.tick.at_work:
                scheduler.shutdown(wait=False)
        for task in tasks:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await house.close()


class Part(Protocol):
    """A part of the house that runs until it is cancelled."""

    async def run(self) -> None:
        """Run."""


async def _keep_running(clock: Clock, part: Part) -> None:
    """Run *part*; whatever it trips over (a database that cannot be written) is logged, and it goes on."""
    while True:
        try:
            await part.run()
        except Exception:
            log.exception("part.failed", part=type(part).__name__)
            await clock.sleep(1)


async def _reach(house: House) -> None:
    """Reach the Bot API, as long as it takes; a wrong token ends it at once (InvalidToken)."""
    tries = 0
    while True:
        try:
            await house.application.initialize()
        except NetworkError as trouble:
            tries += 1
            wait = min(30.0, 2.0 ** (tries - 1))
            log.warning("api.unreachable", error=type(trouble).__name__, again_in_s=wait)
            await house.clock.sleep(wait)
        else:
            return
