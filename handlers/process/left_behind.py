"""What is stored and nobody works on: found a little later, whatever kept its news from arriving.

A commit whose answer is lost, an update that comes a second time after it, a letter of another program's import: all of
it would wait for the next start.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.outbox.letters import Letter
from bot.values.clock import Clock
from bot.work.inbox import InboxRow
from bot.work.ports import Store

EVERY = timedelta(seconds=10)
"""How often it is looked for."""

LEFT = timedelta(seconds=10)
"""What has waited for less may be on its way to who works it off."""

SEEN = 50
"""So many, the oldest, of each are looked at; the rest comes up when these are gone."""


class Reads(Protocol):
    """Who works off what came in."""

    def look_after(self, rows: Sequence[InboxRow]) -> None:
        """Of *rows*, which wait, those that nobody works on."""


class Sends(Protocol):
    """Who sends what goes out."""

    async def look_after(self, letters: Sequence[Letter], before: datetime) -> None:
        """Of *letters*, which could have gone since *before* or go since then, those that nobody carries."""


class LeftBehind:
    """Looks at the oldest of inbox and outbox; where nothing waits, one statement each finds nothing by its index."""

    def __init__(self, store: Store, clock: Clock, lanes: Reads, courier: Sends) -> None:
        self.store = store
        self.clock = clock
        self.lanes = lanes
        self.courier = courier
        self._looked_at: datetime | None = None

    async def turn(self) -> None:
        """Look, where it is time for it, and have worked off what was found."""
        now = self.clock.now()
        if self._looked_at is not None and abs(now - self._looked_at) < EVERY:
            return
        self._looked_at = now
        async with self.store.look() as tx:
            rows = await tx.inbox.oldest(SEEN)
            letters = await tx.outbox.left(now - LEFT, SEEN)
        self.lanes.look_after([row for row in rows if row.received_at <= now - LEFT])
        if letters:
            await self.courier.look_after(letters, now - LEFT)
