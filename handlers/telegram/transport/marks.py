"""Marks: small writes of many deliveries that come at one time share one commit."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.outbox.letters import Letter
from bot.work.ports import Store, Tx
from handlers.telegram.writing.calls import Call

Result = TypeVar("Result")


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
