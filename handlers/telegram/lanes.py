"""Lanes: stored updates are worked off in order within a chat, chats side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.clock import Clock
from bot.ports import InboxRow, Store
from handlers.winding_up import finish

AGAIN_S = (0.5, 2.0, 5.0)
"""How long a row that failed waits before each further try; afterwards it is a dead letter."""

AT_ONCE = 8
log = structlog.get_logger()


class Lanes:
    """Takes waiting rows to *handle*, which says whether the desk marked the row done."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        handle: Callable[[InboxRow], Awaitable[bool]],
        on_dead: Callable[[InboxRow, str], Awaitable[None]],
    ) -> None:
        self.store = store
        self.clock = clock
        self.handle = handle
        self.on_dead = on_dead
        self._news = asyncio.Event()
        self._queues: dict[int, deque[InboxRow]] = {}
        self._taken: set[tuple[int, int]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._looking = False

    def wake(self) -> None:
        """There is something new in the inbox."""
        self._news.set()

    @property
    def is_idle(self) -> bool:
        """Nothing is waiting and nothing is under way."""
        return not self._news.is_set() and not self._tasks and not self._looking

    async def run(self) -> None:
        """Work until cancelled, beginning with what an earlier run left; rows under way are finished first."""
        self._news.set()
        try:
            while True:
                await self._news.wait()
                self._looking = True
                self._news.clear()
                await self._take()
                self._looking = False
        finally:
            self._looking = False
            for queue in self._queues.values():
                queue.clear()
            await finish(self._tasks)
            self._queues.clear()
            self._taken.clear()

    def take(self, rows: Sequence[InboxRow]) -> None:
        """Rows that have just been stored: worked off at once, unless older ones are still to be read."""
        if self._looking or self._news.is_set():
            self._news.set()
        else:
            self._queue(rows)

    async def _take(self) -> None:
        async with self.store.look() as tx:
            rows = await tx.inbox.waiting(1000)
        self._queue(rows)
        if len(rows) == 1000:
            self._news.set()

    def _queue(self, rows: Sequence[InboxRow]) -> None:
        for row in rows:
            key = (row.bot_id, row.update_id)
            if key in self._taken:
                continue
            self._taken.add(key)
            queue = self._queues.get(row.lane)
            if queue is not None:
                queue.append(row)
                continue
            self._queues[row.lane] = deque([row])
            task = asyncio.create_task(self._work_off(row.lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _work_off(self, lane: int) -> None:
        queue = self._queues[lane]
        while queue:
            async with self._room:
                if not queue:
                    break
                row = queue.popleft()
                await self._one(row)
                self._taken.discard((row.bot_id, row.update_id))
        self._queues.pop(lane, None)

    async def _one(self, row: InboxRow) -> None:
        for wait in (*AGAIN_S, None):
            try:
                if not await self.handle(row):
                    async with self.store.begin() as tx:
                        await tx.inbox.done(row.bot_id, row.update_id, self.clock.now())
                return
            except Exception as trouble:  # whatever it was, the rest of the updates must go on
                log.exception("inbox.failed", update_id=row.update_id, last=wait is None)
                error = f"{type(trouble).__name__}: {trouble}"
                await self._failed(row, error, dead=wait is None)
                if wait is not None:
                    await self.clock.sleep(wait)

    async def _failed(self, row: InboxRow, error: str, *, dead: bool) -> None:
        async with self.store.begin() as tx:
            await tx.inbox.failed(row.bot_id, row.update_id, error, self.clock.now(), dead=dead)
        if dead:
            await self.on_dead(row, error)
