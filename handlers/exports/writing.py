"""Writes exports one after the other, beside everything else: short looks, files in threads, one message each."""

import asyncio
import errno
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.app.settings import Web
from bot.desk.desk import Action, Desk
from bot.exports import doing
from bot.exports.port import After, Export, State, What, Why
from bot.screens.board import Board
from bot.values.slices import Pace
from bot.words import Words
from bot.work.speaker import Speaker
from handlers.exports import files
from handlers.exports.files import Writing
from handlers.exports.folder import Folder
from handlers.process import cleaning
from handlers.process.bell import Bell

PAGE = 200
"""Rows of one look into the memory at most; each is a transaction of its own."""

LEAST = 10
"""Rows of the smallest look into the memory."""

SHARED = 2
"""A slice counts so many times: it holds no writer, but takes the processor from whoever does just then."""

RESTS = 2
"""After each look, and the writing of what was found, everybody else has as long, and so many times as long again."""

AT_ONCE = 2
"""So many are written side by side; the others wait their turn."""

TOLD_EVERY = timedelta(seconds=3)
"""How far it is is told no more often than this."""

KEPT_DAYS = 30
"""How long it is kept that there was one."""

AGAIN_S = 5.0

MOST_IN_CHAT = 49 * 2**20
"""Bytes of a file that a bot may send into a chat."""

log = structlog.get_logger()


class Exports:
    """*web* tells whether people can open our addresses; where they cannot, a file goes into the chat."""

    def __init__(self, desk: Desk, board: Board, words: Words, folder: Folder, web: Web | None) -> None:
        self.desk = desk
        self.board = board
        self.words = words
        self.folder = folder
        self.web = web
        self.has_room: Callable[[], bool] = lambda: True
        self._bell = Bell(board.clock)
        self._at_work: dict[int, asyncio.Task[None]] = {}

    def stir(self) -> None:
        """Something of exports was committed: perhaps there is something to write, to stop or to delete."""
        self._bell.ring()

    @property
    def is_reachable(self) -> bool:
        """Whether people can open the pages: from anywhere, or on a drill ground from this very machine."""
        return self.web is not None and (self.web.public_url is not None or self.desk.rules.drill)

    @property
    def is_idle(self) -> bool:
        """Nothing is being written, and nothing waits to be."""
        return self._bell.is_quiet and not self._at_work

    async def run(self) -> None:
        """Write until cancelled; what is not whole then is begun anew after the next start."""
        try:
            await self._bell.answer(self._look)
        finally:
            under_way = list(self._at_work.values())
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _look(self) -> None:
        """Begin what may begin; what ends is ended here, its file first."""
        for export in await self.board.see(doing.at_hand, None, most=PAGE):
            if export.id in self._at_work:
                continue
            if export.state is State.ENDING:
                await asyncio.to_thread(self.folder.delete, export)
                await self._tell(doing.ended, export)
            elif len(self._at_work) < AT_ONCE:
                task = self._at_work[export.id] = asyncio.create_task(self._minded(export))
                task.add_done_callback(partial(self._ended, export.id))

    def _ended(self, number: int, _task: "asyncio.Task[None]") -> None:
        self._at_work.pop(number, None)
        self._bell.ring()

    async def _minded(self, export: Export) -> None:
        """What cannot even be written down (a memory that refuses) is logged, and tried again a little later."""
        try:
            await self._one(export)
        except Exception:
            log.exception("export.not_written_down", export=export.id)
            await self.board.clock.sleep(AGAIN_S)

    async def _one(self, export: Export) -> None:
        """One from its beginning to its end; whatever it trips over ends this one alone."""
        try:
            total = await self._measured(export)
            await self._tell(doing.begin, export, total=total)
            done = await self._written(export)
            if done is None:
                await asyncio.to_thread(self.folder.delete, export)
                await self._tell(doing.failed, export, why=str(Why.NO_RIGHT))
                return
            await self._whole(export, done)
        except OSError as trouble:
            log.exception("export.failed", export=export.id)
            why = Why.NO_ROOM if trouble.errno in {errno.ENOSPC, errno.EDQUOT} else Why.FAILED
            await self._tell(doing.failed, export, why=str(why))
        except Exception:
            log.exception("export.failed", export=export.id)
            await self._tell(doing.failed, export, why=str(Why.FAILED))

    async def _measured(self, export: Export) -> int:
        """How many rows there will be; each look counts some."""
        total, after = await self.board.see(doing.measure, self._asker(export), export_id=export.id, after=None)
        while after is not None:
            more, after = await self.board.see(doing.measure, self._asker(export), export_id=export.id, after=after)
            total += more
        return total

    async def _whole(self, export: Export, done: int) -> None:
        size = await asyncio.to_thread(self.folder.whole, export)
        by_file = not self.is_reachable
        if by_file and size > MOST_IN_CHAT:
            await self._tell(doing.failed, export, why=str(Why.TOO_LARGE))
            return
        await self._tell(doing.ready, export, done=done, size=size, by_file=by_file)

    async def _written(self, export: Export) -> int | None:
        """How many rows stand in the file; None where it was stopped, or whoever asked may not have it any more."""
        if not self.has_room():
            raise OSError(errno.ENOSPC, "kept free for what cannot wait")
        writing = await asyncio.to_thread(files.begin, export, self.folder, self.words)
        told_at, done = self.board.clock.now(), 0
        try:
            of = {What.CASES: self._cases, What.PLACES: self._places, What.TRACK: self._tracks}
            pages = of[export.what](export, writing)
            async with aclosing(pages) as each:
                async for count in each:
                    if count is None:
                        return None
                    done += count
                    told_at = await self._told(export, done, told_at)
            await asyncio.to_thread(writing.end)
        finally:
            await asyncio.to_thread(writing.close)
        return done

    async def _told(self, export: Export, done: int, before: datetime) -> datetime:
        now = self.board.clock.now()
        if now - before < TOLD_EVERY:
            return before
        await self._tell(doing.progress, export, done=done)
        return now

    async def _cases(self, export: Export, writing: Writing) -> AsyncGenerator[int | None, None]:
        after: After | None = None
        async for most in _paced():
            asked: dict[str, Any] = {"export_id": export.id, "after": after, "most": most}
            page = await self.board.see(doing.page, self._asker(export), **asked)
            if page is None:
                yield None
                return
            if page.rows:
                await asyncio.to_thread(writing.rows, page.rows)
                yield len(page.rows)
            if len(page.rows) < most:
                return
            after = page.after

    async def _places(self, export: Export, writing: Writing) -> AsyncGenerator[int | None, None]:
        after = ""
        async for most in _paced():
            asked: dict[str, Any] = {"export_id": export.id, "after": after, "most": most}
            found = await self.board.see(doing.places, self._asker(export), **asked)
            if found is None:
                yield None
                return
            if found:
                await asyncio.to_thread(writing.places, found)
                yield len(found)
            if len(found) < most:
                return
            after = found[-1].code

    async def _tracks(self, export: Export, writing: Writing) -> AsyncGenerator[int | None, None]:
        for user_id in export.people:
            asked: dict[str, Any] = {"export_id": export.id, "user_id": user_id}
            walk = await self.board.see(doing.walk, self._asker(export), **asked)
            if walk is None:
                continue
            await asyncio.to_thread(writing.person, walk)
            after: After | None = None
            async for most in _paced():
                found = await self.board.see(doing.fixes, self._asker(export), **asked, after=after, most=most)
                if found is None:
                    yield None
                    return
                if found:
                    await asyncio.to_thread(writing.fixes, found)
                    yield len(found)
                if len(found) < most:
                    break
                after = (found[-1].fixed_at, found[-1].id)

    def _asker(self, export: Export) -> Speaker:
        """Whoever asked for it: their right is looked up anew at every look."""
        now = self.board.clock.now()
        return Speaker(export.user_id, "", 0, now, channel="export", district_id=export.district_id)

    async def _tell(self, action: Action, export: Export, **facts: Any) -> None:
        house = Speaker(0, "", 0, self.board.clock.now(), channel="clock", district_id=export.district_id)
        await self.desk.do(action, house, export_id=export.id, **facts)

    async def clean(self) -> int:
        """Delete files that belong to no export any more, and forget old ones; how many files went."""
        numbers = sorted(await asyncio.to_thread(self.folder.numbers))
        kept: set[int] = set()  # a file that begins after this look stays
        for first in range(0, len(numbers), PAGE):
            kept |= await self.board.see(doing.with_files, None, export_ids=numbers[first : first + PAGE])
        before = self.board.clock.now() - timedelta(days=KEPT_DAYS)
        await cleaning.in_slices(self.desk.store, lambda tx, most: doing.forget(tx, before, most))
        return await asyncio.to_thread(self.folder.clean, set(numbers) - kept)


async def _paced() -> AsyncIterator[int]:
    """How many rows the next look is for, look after look; who writes and who reports have their turn in between."""
    pace = Pace(time.perf_counter, asyncio.sleep, least=LEAST)
    while True:
        begun, most = pace.timer(), min(PAGE, pace.size)
        yield most
        took = pace.timer() - begun
        await pace.took(most, took * SHARED)
        await asyncio.sleep(took * RESTS)
