"""Clocks: the machine's own, one that runs at a drill's speed, and one that a test turns by hand."""

import asyncio
import heapq
import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return once *seconds* have passed."""
        await asyncio.sleep(max(0.0, seconds))


class FastClock:
    """A clock that starts at *start* and runs *speed* times as fast as the machine's."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._start = start
        self._speed = speed
        self._began = asyncio.get_running_loop().time()

    def now(self) -> datetime:
        """The present instant of this clock, aware, in UTC."""
        elapsed = (asyncio.get_running_loop().time() - self._began) * self._speed
        return self._start + timedelta(seconds=elapsed)

    async def sleep(self, seconds: float) -> None:
        """Return once *seconds* of this clock's time have passed."""
        await asyncio.sleep(max(0.0, seconds) / self._speed)


class HandClock:
    """A clock that stands still until somebody turns it; sleepers wake in the order of their hour."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._order = itertools.count()
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """The instant to which the clock was turned, aware, in UTC."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Return once the clock was turned past *seconds* from now."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waker: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + timedelta(seconds=seconds), next(self._order), waker))
        await waker

    def next_wake(self) -> datetime | None:
        """When the earliest sleeper wants to wake; None when nobody sleeps."""
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None

    async def turn_to(self, instant: datetime, settle: Callable[[], Awaitable[None]] | None = None) -> None:
        """Turn the clock to *instant*, stopping at each sleeper's hour; *settle* runs at each stop."""
        while (wake := self.next_wake()) is not None and wake <= instant:
            self._now = max(self._now, wake)
            while self._sleepers and self._sleepers[0][0] <= self._now:
                _, _, waker = heapq.heappop(self._sleepers)
                if not waker.done():
                    waker.set_result(None)
            await asyncio.sleep(0)
            if settle is not None:
                await settle()
        self._now = instant
        if settle is not None:
            await settle()

    async def turn(self, seconds: float, settle: Callable[[], Awaitable[None]] | None = None) -> None:
        """Turn the clock forward by *seconds*."""
        await self.turn_to(self._now + timedelta(seconds=seconds), settle)
