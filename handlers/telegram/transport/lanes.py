"""Lanes: stored updates are worked off in order for each person, persons side by side and in turns.

Calls for help have lanes and room of their own: they wait behind nothing else, not even what the same person said.

What ends the program itself (and a watchdog, a lack of memory, the loss of power end it without a word) would be the
first thing of the next start. So what a start finds at the front of each lane is counted before it is begun. What was
counted before is suspected: those are tried when the start is over, so that nothing is counted that merely was in hand
when something else ended it, and one at a time, so that none is counted with the one that is to blame.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence, Set
from contextlib import nullcontext
from typing import Protocol

import structlog

from bot.values.clock import Clock
from bot.work.inbox import KILLED, MOST_BEGUN, InboxRow, Key
from bot.work.ports import FULL, Store, Tx
from handlers.process.bell import Bell
from handlers.process.winding_up import finish
from handlers.telegram.transport.street import Street

AGAIN_S = (0.5, 2.0, 5.0)
"""How long a row that failed waits before each further try; afterwards it is a dead letter."""

AT_ONCE = 8
"""Rows worked on side by side; who has had a turn waits behind all others."""

CALLS_AT_ONCE = 4
"""Calls for help worked on side by side, besides."""

CALM_S = 10.0
"""After so long a start is over. A call for help waits for that only after as many runs as may begin another update."""

READ, READ_EACH = 1000, 100
"""Rows of a backlog in memory: in all, and of one lane."""

log = structlog.get_logger()


class Unreadable(Exception):  # it says what is the matter with an update
    """An update that cannot be read: trying again would change nothing. Says its kind, and never what is in it."""


class Beside(Protocol):
    """Hears of stored updates for which the memory has no room to be worked off."""

    def unworked(self, row: InboxRow) -> None:
        """One more try failed for want of room."""

    def worked(self, row: InboxRow) -> None:
        """It is done after all, or the fault was its own."""


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
        self.beside: Beside | None = None
        self._unworked: set[Key] = set()
        self._counted: set[Key] = set()
        self._suspects = asyncio.Lock()
        self._is_first = True
        self.street = Street()
        self._bell = Bell(clock)
        self._queues: dict[tuple[int, bool], deque[InboxRow]] = {}
        self._taken: set[Key] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = {False: asyncio.Semaphore(AT_ONCE), True: asyncio.Semaphore(CALLS_AT_ONCE)}
        self._ended_meanwhile: set[Key] = set()
        self._behind: set[int] = set()
        self._all_behind = False

    def wake(self) -> None:
        """There is something new in the inbox."""
        self._bell.ring()

    @property
    def is_idle(self) -> bool:
        """Nothing is waiting and nothing is under way."""
        return self._bell.is_quiet and not self._tasks

    @property
    def waits_for_room(self) -> bool:
        """Something that people said waits for nothing but room in the memory."""
        return bool(self._unworked)

    async def run(self) -> None:
        """Work until cancelled, beginning with what an earlier run left; rows under way are finished first."""
        try:
            await self._bell.answer(self._read)
        finally:
            for queue in self._queues.values():
                queue.clear()
            await finish(self._tasks)
            self._queues.clear()
            self._taken.clear()
            await self._count_anew(self._counted)

    def take(self, rows: Sequence[InboxRow]) -> None:
        """Rows that have just been stored: worked off at once, unless older ones of their lane are still to be read.

        None: what came was stored before.
        """
        if not rows:  # all of it was stored before, perhaps without our hearing of it
            self._bell.ring()
            return
        self._queue([row for row in rows if row.may_call_for_help])
        if not self._bell.is_quiet:
            self._bell.ring()
        elif not self._all_behind:
            self._queue([row for row in rows if row.lane not in self._behind])

    def look_after(self, rows: Sequence[InboxRow]) -> None:
        """Read the inbox anew where one of these waiting *rows* is not in memory, nor behind others of its lane."""
        left = [row for row in rows if row.key not in self._taken and row.lane not in self._behind]
        if left and not (self._all_behind or self._bell.is_answered):
            log.warning("inbox.left_behind", rows=len(left), since=str(left[0].received_at))
            self._bell.ring()

    async def _read(self) -> None:
        """Read of the inbox what there is room for; the rest is read when there is room again."""
        with self.street.in_hand():
            async with self.store.look() as tx:
                rows = await tx.inbox.waiting(READ, READ_EACH)
        if self._is_first:
            self._is_first = False
            first = {(row.lane, row.may_call_for_help): row for row in reversed(rows)}.values()
            await self._count([row.key for row in first if not row.begun])
        read = Counter(row.lane for row in rows)
        self._behind = {lane for lane, count in read.items() if count >= READ_EACH}
        self._all_behind = len(rows) >= READ
        self._queue([row for row in rows if row.key not in self._ended_meanwhile])
        self._ended_meanwhile.clear()
        self._read_again_when_there_is_room(self._behind - {lane for lane, is_call in self._queues if not is_call})

    def _read_again_when_there_is_room(self, ended: Set[int]) -> None:
        """*ended* lanes have nothing more in memory."""
        if (self._all_behind and len(self._taken) < READ // 2) or not self._behind.isdisjoint(ended):
            self._bell.ring()

    def _queue(self, rows: Sequence[InboxRow]) -> None:
        for row in rows:
            if row.key in self._taken:
                continue
            self._taken.add(row.key)
            lane = (row.lane, row.may_call_for_help)
            queue = self._queues.get(lane)
            if queue is not None:
                queue.append(row)
                continue
            self._queues[lane] = deque([row])
            task = asyncio.create_task(self._work_off(*lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _work_off(self, lane: int, is_call: bool) -> None:  # noqa: FBT001  # the two parts of a key
        queue = self._queues[lane, is_call]
        while queue:
            row = queue.popleft()
            await (self._give_up(row) if row.is_to_blame else self._one(row, self._room[is_call]))
            self._taken.discard(row.key)
            self._counted.discard(row.key)
            if self._bell.is_answered:  # what is being read just now may still show it as waiting
                self._ended_meanwhile.add(row.key)
        self._queues.pop((lane, is_call), None)
        self._read_again_when_there_is_room(set() if is_call else {lane})

    async def _one(self, row: InboxRow, room: asyncio.Semaphore) -> None:
        """Try until it is done or dead; between tries the room is free for others.

        While the memory is full, or cannot even keep that a row failed, the fault is not the row's, and no try is
        counted: that one failed may fit where what was asked does not.
        """
        tries = waits = 0
        if row.begun >= (MOST_BEGUN if row.may_call_for_help else 1):
            await self.clock.sleep(CALM_S)
        while True:
            async with self._suspects if row.begun else nullcontext(), room:
                if row.begun and not waits:
                    await self._count([row.key])
                with self.street.in_hand():
                    try:
                        if not await self.handle(row):
                            async with self.store.begin() as tx:
                                await tx.inbox.done(row.bot_id, row.update_id, self.clock.now())
                        self._room_again(row)
                        return
                    except Exception as trouble:  # whatever it was, the rest of the updates must go on
                        is_full = self.store.why(trouble) == FULL
                        is_last = not is_full and (tries == len(AGAIN_S) or isinstance(trouble, Unreadable))
                        log.exception("inbox.failed", update_id=row.update_id, last=is_last)
                        if is_full:
                            self._no_room(row)
                            await self._count_anew({row.key})
                        said = f"{type(trouble).__name__}: {trouble}"
                        is_kept = not is_full and await self._failed(row, said, dead=is_last)
            if is_kept and is_last:
                return
            await self.clock.sleep(AGAIN_S[waits] if is_kept or is_full else AGAIN_S[-1])
            tries, waits = tries + is_kept, min(waits + 1, len(AGAIN_S) - 1)

    async def _give_up(self, row: InboxRow) -> None:
        """It has ended the program as often as it may: it is kept as a dead letter, once that can be written."""
        said = f"{KILLED}: {row.begun} runs of the program began it and did not live to end it"
        log.error("inbox.killed", update_id=row.update_id, begun=row.begun)
        while not await self._failed(row, said, dead=True):
            await self.clock.sleep(AGAIN_S[-1])

    async def _count(self, keys: Sequence[Key]) -> None:
        """They are begun by this run, or will be."""
        if keys and await self._written(lambda tx: tx.inbox.begin(keys)):
            self._counted.update(keys)

    async def _count_anew(self, keys: Set[Key]) -> None:
        """This run began them, or would have, and lives."""
        these = sorted(self._counted & keys)
        self._counted -= keys
        if these:
            await self._written(lambda tx: tx.inbox.begin_anew(these))

    async def _written(self, write: Callable[[Tx], Awaitable[None]]) -> bool:
        """Write in a transaction; False when nothing can be written."""
        try:
            async with self.store.begin() as tx:
                await write(tx)
        except Exception:  # the memory is in trouble: everything waits until it is back
            log.exception("inbox.memory_in_trouble")
            return False
        return True

    def _no_room(self, row: InboxRow) -> None:
        """It waits for nothing but room."""
        self._unworked.add(row.key)
        if self.beside is not None:
            self.beside.unworked(row)

    def _room_again(self, row: InboxRow) -> None:
        """It does not wait for room, or no more."""
        if row.key in self._unworked:
            self._unworked.discard(row.key)
            if self.beside is not None:
                self.beside.worked(row)

    async def _failed(self, row: InboxRow, error: str, *, dead: bool) -> bool:
        """Write down that a try failed; False when that cannot be written either."""
        if not await self._written(lambda tx: tx.inbox.failed(*row.key, error, self.clock.now(), dead=dead)):
            return False
        self._room_again(row)
        if dead:
            await self._tell_dead(row, error)
        return True

    async def _tell_dead(self, row: InboxRow, error: str) -> None:
        try:
            await self.on_dead(row, error)
        except Exception:  # the auditor looks again within a minute
            log.exception("inbox.dead_not_told", update_id=row.update_id)
