"""Who looks after the running bot: the watch, the auditor, the heartbeat and the word to systemd."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.desk.desk import Desk
from bot.health.auditor import Auditor
from bot.health.figures import Late, Tally
from handlers.process.disk import Disk
from handlers.process.heartbeat import Heartbeat
from handlers.process.rounds import Rounds, again
from handlers.process.systemd import Systemd
from handlers.process.tick import Tick
from handlers.process.watch import Watch

MINUTE_S = 60.0


class Contact(Protocol):
    """What is asked of the way in for updates."""

    last_good_poll: datetime | None
    contact: asyncio.Event
    is_unstored: bool
    why_unstored: str

    @property
    def is_blind(self) -> bool:
        """Whether what people say cannot reach us, so that silence is nobody's silence."""

    @property
    def rival_since(self) -> datetime | None:
        """Since when another program takes our updates away; None where none does."""


class Care:
    """All of them, put together for one bot."""

    def __init__(
        self, desk: Desk, inlet: Contact, tick: Tick, tally: Tally, disk: Disk, heartbeat_url: str | None = None
    ) -> None:
        self.tally = tally
        self.at_work = asyncio.Lock()
        self.rounds = Rounds()
        self.watch = Watch(
            desk.store,
            desk.clock,
            last_poll=lambda: inlet.last_good_poll,
            last_tick=lambda: tick.last_at,
            rival_since=lambda: inlet.rival_since,
            is_unstored=lambda: inlet.is_unstored,
            why_unstored=lambda: inlet.why_unstored,
            late_part=self.rounds.late,
        )
        self.disk = disk
        self.late_too: list[Callable[[], Iterable[Late]]] = [partial(_rival, inlet), disk.late]
        """What the program itself sees, besides what stands in the memory."""
        self.auditor = Auditor(desk, lambda: inlet.is_blind, lambda: chain.from_iterable(o() for o in self.late_too))
        self.heartbeat = Heartbeat(heartbeat_url, self.watch.checks)
        self.systemd = Systemd(self.watch.checks, inlet.contact)

    def schedule(self, scheduler: AsyncIOScheduler, second_s: float = 1.0) -> None:
        """Have *scheduler* call disk, auditor and heartbeat every minute, of *second_s* real seconds a second."""
        every_s = MINUTE_S * second_s
        for work, name in ((self.disk.turn, "disk"), (self.audit, "auditor"), (self.heartbeat.beat, "heartbeat")):
            again(scheduler, self.rounds.of(name, work, every_s), name, every_s)

    async def audit(self) -> None:
        """One look for what is late."""
        async with self.at_work:
            await self.auditor.turn()

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Measure and tell systemd while the house runs; before it is closed, nothing of ours is under way."""
        tasks = [asyncio.create_task(work) for work in (self.watch.run(), self.systemd.run())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.watch.close()
            self.systemd.close()


def _rival(inlet: Contact) -> list[Late]:
    """Another program that takes our updates away."""
    return [Late("rival", 0, None, inlet.rival_since)] if inlet.rival_since is not None else []
