"""One second of the drill's clock after another, for whoever plays people: none of them outruns the bot."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from handlers.drill.stage import Stage

STEP_S = 1.0
"""Everybody acts once a second of the drill's clock."""


class Pulse:
    """The beat at which simulated people act on *stage*; whoever has begun it ends it.

    While the clock runs faster than the machine's it waits until what was done is worked off, and then runs a second at
    most until the next beat, however busy the machine is.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._rested_at = -1
        self._nap: asyncio.Task[None] | None = None
        self._ended = False

    def begin(self) -> None:
        """From now on the clock goes no further than it is let."""
        clock = self.stage.clock
        self._ended = False
        clock.not_beyond(clock.now() if clock.speed > 1 else None)

    async def beat(self, act: Callable[[datetime], Awaitable[None]]) -> None:
        """*act* at this second, and what the bot makes of it."""
        clock = self.stage.clock
        with clock.held() if clock.speed > 1 else contextlib.nullcontext():
            await act(clock.now())
            if clock.speed > 1:
                await self._let_the_bot_work()

    async def _let_the_bot_work(self) -> None:
        """What was done is worked off first, then what has come due; it is waited for only where there is something.

        While Telegram is away there is nothing to wait for.
        """
        world = self.stage.world
        changes, is_out = world.changes, world.faults.out(self.stage.clock.now())
        if self._rested_at != changes.number and not is_out:
            await self.stage.settled()
        if await self.stage.turn() and not is_out:
            await self.stage.settled()
        self._rested_at = changes.number

    async def next(self) -> None:
        """Until the next second, or until it is ended."""
        clock = self.stage.clock
        until = clock.now() + timedelta(seconds=STEP_S)
        clock.not_beyond(until if clock.speed > 1 else None)
        if self._ended:
            return
        self._nap = asyncio.create_task(clock.sleep_until(until))
        try:
            await asyncio.wait({self._nap})
        finally:
            self._nap.cancel()

    def interrupt(self) -> None:
        """Whoever waits for the next second waits no more, also while the clock stands."""
        self._ended = True
        if self._nap is not None:
            self._nap.cancel()

    def end(self) -> None:
        """The clock runs as far as it will."""
        self.stage.clock.not_beyond(None)
