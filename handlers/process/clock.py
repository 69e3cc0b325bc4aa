"""Clocks: the machine's own, one that runs at a drill's speed, and one that a test turns by hand."""

import asyncio
import contextlib
import heapq
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta

ALIKE = timedelta(seconds=2)
"""Two answers of Telegram, an hour in whole seconds each, say the same within this."""


NEAR = timedelta(seconds=10)
"""Below this it is the way of the answer and its whole seconds, not the clock."""


def _hour() -> datetime:
    return datetime.now(UTC)


def _passed() -> float:
    """Seconds that no setting of the clock changes; where the system counts them, those asleep too."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class SystemClock:
    """The hour that the machine showed at the start, and the time that has passed since.

    Setting the machine's clock changes nothing here. That the hour is wrong is told by Telegram's answers, two of them
    alike. *hour* and *passed* (seconds) are the machine's.
    """

    def __init__(self, hour: Callable[[], datetime] = _hour, passed: Callable[[], float] = _passed) -> None:
        self._passed = passed
        self._at, self._since = hour(), passed()
        self._off, self._heard = timedelta(0), timedelta(0)

    pace = 1.0

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return self._at + timedelta(seconds=self._passed() - self._since)

    async def sleep(self, seconds: float) -> None:
        """Return once *seconds* have passed."""
        await asyncio.sleep(max(0.0, seconds))

    def heard(self, hour: datetime) -> None:
        """Telegram says that it is *hour*: believed once the answer before it said the same."""
        off = hour - self.now()
        if abs(off - self._heard) < ALIKE:
            self._off = off if abs(off) > NEAR else timedelta(0)
        self._heard = off

    def off_by_s(self) -> float:
        """How many seconds Telegram's clock is ahead of this one; 0 until it is known."""
        return self._off.total_seconds()

    def put_right(self, not_before: datetime | None = None) -> float:
        """Show Telegram's hour from here on, and none before *not_before*; returns by how many seconds it moved."""
        before = self.now()
        self._at, self._off, self._heard = self._at + self._off, timedelta(0), timedelta(0)
        if not_before is not None:
            self._at += max(timedelta(0), not_before - self.now())
        return (self.now() - before).total_seconds()


class NeverOff:
    """A clock that others go by: nobody tells it the hour."""

    def heard(self, hour: datetime) -> None:
        """Nothing."""

    def off_by_s(self) -> float:
        """Nothing."""
        return 0.0

    def put_right(self, not_before: datetime | None = None) -> float:
        """It is right."""
        return 0.0


class DrillClock(NeverOff):
    """A clock that starts at *start* and runs *speed* times as fast as the machine's.

    Speed may be changed, and the clock may be stopped, while others sleep on it: each of them wakes once this clock's
    own time has come. Whoever must not be outrun holds it meanwhile, or lets it go on step by step.
    """

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        self.speed = speed
        self.stands = False
        self._holders = 0
        self._limit: datetime | None = None
        self._sleepers: set[asyncio.Future[None]] = set()
        self._loop = asyncio.get_running_loop()
        self._at, self._since = start, self._loop.time()

    @property
    def pace(self) -> float:
        """How many seconds pass here in one of the machine's: the speed, or 0 while the clock stands or is held."""
        return 0.0 if self.stands or self._holders else self.speed

    def now(self) -> datetime:
        """The present instant of this clock, aware, in UTC."""
        moment = self._at + timedelta(seconds=(self._loop.time() - self._since) * self.pace)
        return moment if self._limit is None else min(moment, self._limit)

    async def sleep(self, seconds: float) -> None:
        """Return once *seconds* of this clock's time have passed (at once for zero or less)."""
        await self.sleep_until(self.now() + timedelta(seconds=max(0.0, seconds)))

    async def sleep_until(self, until: datetime) -> None:
        """Return once this clock shows *until*."""
        await asyncio.sleep(0)
        while (left := (until - self.now()).total_seconds()) > 0:
            waker: asyncio.Future[None] = self._loop.create_future()
            comes = self.pace and (self._limit is None or until <= self._limit)
            alarm = self._loop.call_later(left / self.pace, _wake, waker) if comes else None
            self._sleepers.add(waker)
            try:
                await waker
            finally:
                self._sleepers.discard(waker)
                if alarm is not None:
                    alarm.cancel()

    def run_at(self, speed: float) -> None:
        """Go on from this moment at another speed; a clock that stands stays so."""
        with self._changed():
            self.speed = speed

    def stand(self, still: bool = True) -> None:  # noqa: FBT001, FBT002  # one word says it
        """Stop the clock, or with False let it go on from where it stopped."""
        with self._changed():
            self.stands = still

    def turn(self, seconds: float) -> None:
        """Go on from a later moment, as if somebody had turned it forward by hand."""
        with self._changed():
            self._limit = None
            self._at = self.now() + timedelta(seconds=seconds)

    def not_beyond(self, limit: datetime | None) -> None:
        """Run no further than to *limit*, however long the machine takes; None: as far as it will."""
        with self._changed():
            self._limit = limit

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """No time passes inside, so that work that takes the machine a while takes none here."""
        with self._changed():
            self._holders += 1
        try:
            yield
        finally:
            with self._changed():
                self._holders -= 1

    @contextlib.contextmanager
    def _changed(self) -> Iterator[None]:
        """From this instant on it runs as is set inside; whoever sleeps works out anew how long that still is."""
        self._at, self._since = self.now(), self._loop.time()
        yield
        for waker in self._sleepers:
            _wake(waker)


def _wake(waker: asyncio.Future[None]) -> None:
    if not waker.done():
        waker.set_result(None)


class HandClock(NeverOff):
    """A clock that stands still until somebody turns it; sleepers wake in the order of their hour."""

    pace = 0.0

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
                _wake(heapq.heappop(self._sleepers)[2])
            await asyncio.sleep(0)
            if settle is not None:
                await settle()
        self._now = instant
        if settle is not None:
            await settle()

    async def turn(self, seconds: float, settle: Callable[[], Awaitable[None]] | None = None) -> None:
        """Turn the clock forward by *seconds*."""
        await self.turn_to(self._now + timedelta(seconds=seconds), settle)
