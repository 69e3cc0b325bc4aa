"""A bell: who works in rounds is woken by it, when there is news or at the moment that the last round named."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.values.clock import Clock


class Bell:
    """Rung by whoever has news; one round answers all that rang before it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rung = asyncio.Event()
        self.is_answered = False
        """A round is under way."""

    def ring(self) -> None:
        """There may be something to do."""
        self._rung.set()

    @property
    def is_quiet(self) -> bool:
        """No round is under way, and none is about to begin."""
        return not self.is_answered and not self._rung.is_set()

    async def answer(self, look: Callable[[], Awaitable[datetime | None]]) -> None:
        """Call *look* at once and at each ringing, until cancelled; it returns when to look again, if it knows."""
        self.ring()
        nap: asyncio.Task[None] | None = None
        try:
            while True:
                await self._rung.wait()
                self.is_answered = True
                self._rung.clear()
                if nap is not None:
                    nap.cancel()
                    nap = None
                if (again_at := await look()) is not None:
                    nap = asyncio.create_task(self._nap(again_at))
                self.is_answered = False
        finally:
            self.is_answered = False
            if nap is not None:
                nap.cancel()

    async def _nap(self, until: datetime) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await self._clock.sleep(max(0.001, (until - self._clock.now()).total_seconds()))
            self.ring()
