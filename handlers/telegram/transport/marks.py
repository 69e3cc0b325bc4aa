"""Marks: small writes of many deliveries that come at one time share one commit."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.work.ports import Store, Tx

Result = TypeVar("Result")


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
