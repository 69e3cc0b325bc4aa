"""Marks: what becomes of letters is written down; what comes at one time shares one commit."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import structlog

from bot.outbox import backlog
from bot.outbox.letters import Letter, Posting
from bot.values.clock import Clock
from bot.work.ports import Store, Tx
from handlers.telegram.transport import bundles
from handlers.telegram.writing.calls import Call

Result = TypeVar("Result")

log = structlog.get_logger()


MEMORY_AGAIN_S = 1.0
"""So soon it is tried again where the memory is in trouble."""

COMPANY_S = 0.03
"""So long at most a letter that was sent waits for those that set out with it, to be written down with them."""


@dataclass(frozen=True)
class Sent:
    """What went out as one message; *lost_thread* is a topic that was not there any more."""

    taken: Sequence[Letter]
    call: Call
    message_id: int | None
    lost_thread: int | None


class NotSent(Exception):
    """Telegram did not take it, or it could not be written."""


class Company:
    """Letters that set out together: what became of them is written down in one commit."""

    def __init__(self, count: int) -> None:
        self._under_way = count
        self._all = asyncio.Event()

    def arrived(self) -> None:
        """One was sent, or will not be."""
        self._under_way -= 1
        if self._under_way <= 0:
            self._all.set()

    async def wait(self) -> None:
        """For the others, for a moment."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(COMPANY_S):
                await self._all.wait()


class Marks:
    """Writes what is put, in order; what comes while a commit is under way goes together into the next one."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._waiting: list[tuple[Callable[[Tx], Awaitable[Any]], asyncio.Future[Any]]] = []
        self._task: asyncio.Task[None] | None = None

    async def put(self, write: Callable[[Tx], Awaitable[Result]]) -> Result:
        """Run *write* in a transaction and return its result once that is committed; raises what went wrong in it."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((write, done))
        if self._task is None:
            self._task = asyncio.create_task(self._work_off())
        return await done

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                try:
                    async with self.store.begin() as tx:
                        results = [await write(tx) for write, _ in batch]
                except Exception as trouble:  # noqa: BLE001  # each of those who wait hears of it
                    for _, done in batch:
                        if not done.done():
                            done.set_exception(trouble)
                    continue
                for (_, done), result in zip(batch, results, strict=True):
                    if not done.done():
                        done.set_result(result)
        finally:
            self._task = None


class Fates(Marks):
    """What becomes of letters, written down however long the memory is in trouble."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store)
        self.clock = clock

    async def sent(self, taken: Sequence[Letter], call: Call, chat_id: int, message_id: int | None) -> None:
        """They went out as *message_id* of *chat_id*; what the call keeps and leaves is written with it."""
        now = self.clock.now()

        async def mark(tx: Tx) -> None:
            if bundles.is_list(taken) and message_id is not None:
                listed = Posting(chat_id, message_id, backlog.PURPOSE, now, taken[0].district_id, letter_id=taken[0].id)
                await tx.outbox.listed(taken, now, listed)
            for letter in taken if not bundles.is_list(taken) else ():
                about = (letter.purpose, now, letter.district_id, letter.case_id, letter.user_id, letter.id)
                posting = Posting(chat_id, message_id, *about) if message_id is not None else None
                await tx.outbox.sent(letter.id, now, posting)
                if call.edits is None:
                    await bundles.leave_lists(tx, letter, now)
            if call.keeps is not None:
                await tx.kept.put(*call.keeps)
            for one in call.leaves:
                await tx.outbox.add(one)

        await self.write_down(mark)

    async def write_down(self, mark: Callable[[Tx], Awaitable[None]]) -> None:
        """Until it is written: what became of a letter is not forgotten because the memory is in trouble."""
        while True:
            try:
                await self.put(mark)
                return
            except Exception:
                log.exception("letter.not_written_down")
                await self.clock.sleep(MEMORY_AGAIN_S)

    async def dropped(self, taken: Sequence[Letter], error: str, instead: Sequence[Letter] = ()) -> None:
        """They do not go out any more, for the reason *error*; *instead* waits in their place."""

        async def mark(tx: Tx) -> None:
            for letter in taken:
                await tx.outbox.dropped(letter.id, self.clock.now(), error)
            for letter in instead:
                await tx.outbox.add(letter)

        await self.write_down(mark)

    async def behind(self, left: Sequence[Letter]) -> None:
        """What was to follow a letter goes by itself."""

        async def mark(tx: Tx) -> None:
            for letter in left:
                await tx.outbox.add(letter)

        await self.write_down(mark)

    async def again(self, taken: Sequence[Letter], wait_s: float, error: str, *, maybe_sent: bool = False) -> None:
        """They go out again in *wait_s* seconds; *maybe_sent*: perhaps it arrived."""

        async def mark(tx: Tx) -> None:
            at = self.clock.now() + timedelta(seconds=wait_s)
            for letter in taken:
                await tx.outbox.again(letter.id, at, error, maybe_sent=maybe_sent)

        await self.write_down(mark)
