"""Every change of the drill ground is numbered, so that a viewer may ask for what is new and wait for it."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

from handlers.drill.world.chats import Message, Query

Found = TypeVar("Found")
LOOK_EVERY_SECONDS = 0.02


class Changes:
    """The count of changes, what changed last, and who waits for the next."""

    def __init__(self) -> None:
        self.number = 0
        self.closed = False
        self._messages: dict[tuple[int, int], Message] = {}
        self._chats: dict[int, int] = {}
        self._answers: deque[Query] = deque(maxlen=2000)
        self._watchers: set[asyncio.Future[None]] = set()

    def touch(self) -> int:
        """Something changed; wakes those who wait, returns the change's number."""
        self.number += 1
        for watcher in self._watchers:
            if not watcher.done():
                watcher.set_result(None)
        return self.number

    def note(self, message: Message) -> None:
        """A message is new, looks otherwise or is gone."""
        key = (message.chat_id, message.message_id)
        self._messages.pop(key, None)
        self._messages[key] = message
        message.change = self._chats[message.chat_id] = self.touch()

    def last_of(self, chat_id: int) -> int:
        """The number of the last change of a chat's messages; 0 where there was none."""
        return self._chats.get(chat_id, 0)

    def answer(self, query: Query) -> None:
        """The bot answered a pressed button."""
        query.change = self.touch()
        self._answers.append(query)

    def messages_since(self, number: int) -> list[Message]:
        """The messages (deleted ones too) that changed after change *number*, in the order of their last change."""
        return _newer(reversed(self._messages.values()), number)

    def answers_since(self, number: int) -> list[Query]:
        """The answers that came after change *number*, as far as they are remembered."""
        return _newer(reversed(self._answers), number)

    async def next_after(self, number: int, patience: float) -> None:
        """Return once there is a change after *number*, or *patience* real seconds have passed."""
        if self.number <= number and not self.closed:
            await self._watch(patience)

    async def wait_for(self, find: Callable[[], Found | None], patience: float) -> Found:
        """What *find* returns as soon as it is neither None nor False, looked up for *patience* real seconds.

        It is looked up at each change and every 20 ms besides, so that it may ask for calls and updates.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while (found := find()) is None or found is False:
            if loop.time() >= end:
                raise TimeoutError(f"What was waited for did not happen within {patience:g} seconds.")
            await self._watch(LOOK_EVERY_SECONDS)
        return found

    async def _watch(self, patience: float) -> None:
        watcher: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._watchers.add(watcher)
        try:
            await asyncio.wait({watcher}, timeout=patience)
        finally:
            self._watchers.discard(watcher)

    def open(self) -> None:
        """Viewers may wait."""
        self.closed = False

    def close(self) -> None:
        """No viewer waits any more."""
        self.closed = True
        self.touch()


Changed = TypeVar("Changed", Message, Query)


def _newer(newest_first: Iterator[Changed], number: int) -> list[Changed]:
    found: list[Changed] = []
    for one in newest_first:
        if one.change <= number:
            break
        found.append(one)
    return found[::-1]
