"""The queue of updates that waits for the bot, and the long poll on it.

Updates are numbered, kept for 24 hours (presses of buttons for 150 seconds) and forgotten when a later offset is asked
for. A second poller ends the first one's wait with 409, as Telegram does.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.values.clock import Clock
from handlers.drill.world.chats import QUERY_KEPT_FOR, Json
from handlers.drill.world.errors import ApiError, Mistake
from handlers.process.clock import HandClock

KEPT_FOR = timedelta(hours=24)
ONLY_WHEN_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = frozenset(
    {"message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "inline_query"}
) | {"my_chat_member", "chat_member", "message_reaction"}
DEFAULT_KINDS = KINDS - ONLY_WHEN_NAMED
HAND_PATIENCE_SECONDS = 1.0
"""How long, in real seconds, a long poll waits at most when the clock is turned by hand."""
PATIENCE_SECONDS = 25.0
"""How long, in real seconds, a long poll waits at most when the clock is slow or stands; then it is answered empty."""
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class Webhook:
    """Where updates are posted instead of waiting to be fetched; an empty address means nowhere."""

    url: str = ""
    secret: str = ""
    last_error: str | None = None
    last_error_at: datetime | None = None
    wanted: asyncio.Event = field(default_factory=asyncio.Event)

    def point_to(self, url: str, secret: str = "") -> None:
        """Set the address, or with an empty one take it away."""
        self.url, self.secret = url, secret
        if url:
            self.wanted.set()
        else:
            self.wanted.clear()


@dataclass
class Waiting:
    """An update in the queue: its number, when it came, and its JSON."""

    update_id: int
    at: datetime
    update: Json


class UpdateQueue:
    """The updates of one bot."""

    def __init__(self, clock: Clock, first_id: int = 500_000_001) -> None:
        self._clock = clock
        self._next_id = first_id
        self._waiting: deque[Waiting] = deque()
        self._again: list[Json] = []
        self._sent: deque[Json] = deque(maxlen=2000)
        self._poller: asyncio.Future[str] | None = None
        self.allowed: frozenset[str] = DEFAULT_KINDS
        self.closed = False

    def __len__(self) -> int:
        self._drop_old()
        return len(self._waiting)

    @property
    def pending(self) -> list[Json]:
        """The updates that the bot has not confirmed yet, oldest first."""
        return [one.update for one in self._waiting]

    @property
    def drained(self) -> bool:
        """Whether the bot has confirmed every update and waits for the next."""
        return not self._waiting and not self._again and self._poller is not None and not self._poller.done()

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Set which kinds are put in the queue from now on; None leaves it, an empty list means Telegram's default."""
        if kinds is not None:
            named = frozenset(kinds) & KINDS
            self.allowed = named or DEFAULT_KINDS

    def push(self, kind: str, payload: Json) -> int | None:
        """Queue an update; its number, or None when the bot did not ask for that kind."""
        if kind not in self.allowed:
            return None
        update_id = self._next_id
        self._next_id += 1
        self._waiting.append(Waiting(update_id, self._clock.now(), {"update_id": update_id, kind: payload}))
        self._wake("update")
        return update_id

    def take(self, offset: int = 0, limit: int = 100) -> list[Json]:
        """Forget what *offset* confirms and return the next updates; a negative offset counts from the end."""
        self._drop_old()
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while offset > 0 and self._waiting and self._waiting[0].update_id < offset:
            self._waiting.popleft()
        again, self._again = self._again, []
        fresh = [one.update for one, _ in zip(self._waiting, range(limit), strict=False)]
        known = {one["update_id"] for one in self._sent}
        self._sent.extend(one for one in fresh if one["update_id"] not in known)
        return (again + fresh)[:limit]

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """The next updates, waiting up to *timeout* seconds of the clock for one; 409 when another poll comes."""
        self._wake("conflict")
        found = self.take(offset, limit)
        if found or timeout <= 0 or self.closed:
            return found
        waiter: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poller = waiter
        try:
            why = await self._first_of(waiter, timeout)
        finally:
            if self._poller is waiter:
                self._poller = None
        if why == "conflict":
            raise ApiError(409, CONFLICT)
        return self.take(offset, limit)

    async def _first_of(self, waiter: asyncio.Future[str], timeout: float) -> str:
        sleeper = asyncio.ensure_future(self._clock.sleep(timeout))
        patience = HAND_PATIENCE_SECONDS if isinstance(self._clock, HandClock) else PATIENCE_SECONDS
        try:
            both: set[asyncio.Future[Any]] = {waiter, sleeper}
            await asyncio.wait(both, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeper.cancel()
        return waiter.result() if waiter.done() else "timeout"

    def _wake(self, why: str) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(why)

    def _drop_old(self) -> None:
        now = self._clock.now()
        while self._waiting and self._waiting[0].at < now - KEPT_FOR:
            self._waiting.popleft()
        for one in [w for w in self._waiting if "callback_query" in w.update and w.at < now - QUERY_KEPT_FOR]:
            self._waiting.remove(one)

    def drop_all(self) -> None:
        """Forget every waiting update."""
        self._waiting.clear()
        self._again.clear()

    def interrupt(self) -> None:
        """Let a poll that waits return now."""
        self._wake("interrupted")

    def close(self) -> None:
        """End a poll that waits, and let none wait any more."""
        self.closed = True
        self._wake("closed")

    def open(self) -> None:
        """Let polls wait again."""
        self.closed = False

    def repeat_update(self, update_id: int | None = None) -> int:
        """Send an update once more under its old number (the last one sent, or the one named)."""
        sent = [one for one in self._sent if update_id is None or one["update_id"] == update_id]
        if not sent:
            raise Mistake("That update was never sent to the bot; name one that was, or none for the last one.")
        self._again.append(sent[-1])
        self._wake("update")
        return int(sent[-1]["update_id"])

    def swap(self) -> None:
        """Let the last two waiting updates change places (the numbers keep growing, the contents trade)."""
        if len(self._waiting) < 2:
            raise Mistake("Fewer than two updates wait for the bot; let two things happen before you swap them.")
        first, second = self._waiting[-2], self._waiting[-1]
        bodies = [{k: v for k, v in one.update.items() if k != "update_id"} for one in (first, second)]
        first.update = {"update_id": first.update_id} | bodies[1]
        second.update = {"update_id": second.update_id} | bodies[0]

    def jump(self, by: int) -> int:
        """Let the next update's number be *by* higher (or lower), as after a quiet week; returns the next number."""
        self._next_id += by
        return self._next_id
