"""The house at work: started in the order that loses nothing, and stopped in the order of an update."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import NetworkError

from bot.app.house import House
from bot.desk import outages
from bot.values import geo
from bot.values.clock import Clock
from handlers.process import heap, rounds
from handlers.process.tick import BACKLOG_WAIT_S
from handlers.process.winding_up import FINISH_S
from handlers.telegram.menus import Menus

CLOCK_TOLD_S = 30.0
"""A clock of the machine that is wrong by more than this is told to whoever keeps it."""

COPIED_WITHIN = 180
"""Minutes for which a look for the day's copy may make one."""

log = structlog.get_logger()


@asynccontextmanager
async def running(house: House, *, tick_every_s: float | None = 1.0) -> AsyncIterator[House]:
    """Start *house*: listen, reach the Bot API, recover what was in flight, poll, work, send, tick. Stops at the end.

    *tick_every_s* is in seconds of the machine; None leaves the tick, and all that is done by the minute, to the
    caller.
    """
    async with AsyncExitStack() as stack:
        stack.push_async_callback(house.close)
        await stack.enter_async_context(house.care.taken())
        doors = await stack.enter_async_context(AsyncExitStack())
        if house.web is not None and house.app is not None:
            from handlers.web import server

            house.web_url = (await doors.enter_async_context(server.serving(house.app, house.web))).url
        await asyncio.gather(_reach(house), asyncio.to_thread(geo.stand_ready))
        await _until_done(house.clock, partial(_put_the_clock_right, house))
        public_url = (house.web.public_url if house.web else None) or ""
        bot_name = house.application.bot.username or ""
        pages = public_url or (house.web_url if house.desk.rules.drill else "")
        house.desk.rules = replace(house.desk.rules, bot_name=bot_name, public_url=public_url, pages_url=pages)
        for begin in (house.desk.books.keep, *house.desk.features.begins):
            await _until_done(house.clock, partial(begin, house.store, house.clock.now()))
        await _until_done(house.clock, house.courier.recover)
        await _until_done(house.clock, Menus(house.desk, house.board, house.words, house.door.register.offers).plan)
        await _until_done(house.clock, house.intake.beside.look)
        await house.care.disk.turn()
        house.tick.backlog_until = house.clock.now() + timedelta(seconds=BACKLOG_WAIT_S)
        async with _at_work(house, doors, tick_every_s):
            yield house


@asynccontextmanager
async def _at_work(house: House, doors: AsyncExitStack, tick_every_s: float | None) -> AsyncIterator[None]:
    """Every part at work; at the end *doors* close, then they stop one after the other, in the order of an update."""
    scheduler = AsyncIOScheduler()
    if tick_every_s is not None:
        _schedule(house, scheduler, tick_every_s)
        scheduler.start()
        heap.settle()
    tripped = house.care.rounds.tripped
    tasks = [
        asyncio.create_task(_keep_running(house.clock, part, partial(tripped, name)))
        for name, part in _parts(house).items()
    ]
    try:
        yield
    finally:
        house.care.systemd.stopping()
        house.imports.stopping()
        if house.copies is not None:
            house.copies.stopping()
        house.feed.close()
        await doors.aclose()
        if tick_every_s is not None:
            await _stopped(house, scheduler)
        for task in tasks:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def _schedule(house: House, scheduler: AsyncIOScheduler, second_s: float) -> None:
    """What is done every second, minute and hour, of *second_s* real seconds a second."""
    house.tick.schedule(scheduler, house.care.rounds, second_s)
    house.care.schedule(scheduler, second_s)
    every_s = 60 * second_s
    works = [(house.presence.turn, "presence", rounds.MISSED), (house.intake.beside.look, "roll", rounds.MISSED)]
    if house.copies is not None:
        works.append((house.copies.turn, "copies", COPIED_WITHIN))
    for work, name, missed in works:
        rounds.again(scheduler, house.care.rounds.of(name, work, every_s, missed), name, every_s)


def _parts(house: House) -> dict[str, "Part"]:
    """What runs all the time, in the order of an update."""
    return {
        "intake": house.intake,
        "lanes": house.lanes,
        "courier": house.courier,
        "feed": house.feed,
        "likenesses": house.likenesses,
        "hooks": house.hooks,
        "exports": house.exports,
        "imports": house.imports,
    }


async def _stopped(house: House, scheduler: AsyncIOScheduler) -> None:
    """What the clock has begun is finished, within a time: a database that another program holds answers nobody.

    What is not finished then is cut off, and is done after the next start.
    """
    scheduler.pause()
    house.tick.stopping()
    if house.copies is not None:  # before the end of the scheduler, which would leave its thread alone
        async with _within(FINISH_S, "copies"):
            await house.copies.finish()
    async with AsyncExitStack() as finished:
        async with _within(FINISH_S, "tick"):
            await finished.enter_async_context(house.tick.at_work)
            await finished.enter_async_context(house.care.at_work)
        scheduler.shutdown(wait=False)


@asynccontextmanager
async def _within(seconds: float, what: str) -> AsyncIterator[None]:
    """Wait for something for so long, in seconds of the machine, and no longer."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        log.warning("stopping.cut_off", what=what)


class Part(Protocol):
    """A part of the house that runs until it is cancelled."""

    async def run(self) -> None:
        """Run."""


async def _keep_running(clock: Clock, part: Part, tripped: Callable[[], None]) -> None:
    """Run *part*; whatever it trips over (a database that cannot be written) is logged, and it goes on."""
    while True:
        try:
            await part.run()
        except Exception:
            log.exception("part.failed", part=type(part).__name__)
            tripped()
            await clock.sleep(1)


async def _until_done(clock: Clock, step: Callable[[], Awaitable[object]]) -> None:
    """Take a step of the start that writes; where the memory cannot be written just then, again every second."""
    while True:
        try:
            await step()
        except Exception:
            log.exception("start.memory_in_trouble")
            await clock.sleep(1)
        else:
            return


async def _put_the_clock_right(house: House) -> None:
    """Before anything is stored the hour is Telegram's; where that tells none, no earlier than the last contact."""
    async with house.store.look() as tx:
        last = await tx.kept.get(outages.CONTACT)
    by = house.clock.put_right(datetime.fromisoformat(last) if last else None)
    if abs(by) > CLOCK_TOLD_S:
        log.warning("clock.was_wrong", seconds=round(by), advice="check the time of this machine")


async def _reach(house: House) -> None:
    """Reach the Bot API, as long as it takes; a wrong token ends it at once (InvalidToken)."""
    tries = 0
    while True:
        try:
            await house.application.initialize()
            await house.application.bot.get_me()  # a second answer, so that the hour is known
        except NetworkError as trouble:
            tries += 1
            wait = min(30.0, 2.0 ** (tries - 1))
            log.warning("api.unreachable", error=type(trouble).__name__, again_in_s=wait)
            await house.clock.sleep(wait)
        else:
            return
