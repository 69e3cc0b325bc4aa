"""The watch: looks at the running bot from inside, as often as somebody asks."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, Generic, TypeVar

import structlog

from bot.health import figures as health_figures
from bot.health.figures import NUMBERS, Check, Counts, Vitals
from bot.values.clock import Clock
from bot.work import standing
from bot.work.ports import Store

LAG_EVERY_S = 0.25
LAG_KEPT_S = 10.0
"""How often the loop's lag is measured, and how long a bad one is remembered, in seconds of the machine."""

WRITE_EVERY_S = 10.0
"""How often a row is really written, in seconds of the clock."""

PATIENCE_S = 2.0
"""How long a look waits for the database, in seconds of the machine; its question goes on meanwhile."""

Found = TypeVar("Found")
log = structlog.get_logger()


class Question(Generic[Found]):
    """One question at a time to a database that may be stuck: whoever asks meanwhile waits for the same answer."""

    def __init__(self) -> None:
        self._task: asyncio.Task[Found] | None = None

    async def ask(self, ask: Callable[[], Coroutine[Any, Any, Found]]) -> Found | None:
        """The answer; None where there is none in time, or it went wrong. One that came too late is asked anew."""
        if self._task is not None and self._task.done():
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        task = self._task = self._task or asyncio.create_task(ask())
        await asyncio.wait({task}, timeout=PATIENCE_S)
        if not task.done():
            return None
        if self._task is task:
            self._task = None
        if task.cancelled() or (trouble := task.exception()) is not None:
            if not task.cancelled():
                log.warning("watch.database_trouble", error=type(trouble).__name__)
            return None
        return task.result()

    @property
    def is_open(self) -> bool:
        """Asked, and not answered in time."""
        return self._task is not None and not self._task.done()

    async def close(self) -> None:
        """Take a question back that was not answered."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


class Watch:
    """Measures the loop all the time, and everything else when it is asked."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        last_poll: Callable[[], datetime | None],
        last_tick: Callable[[], float | None],
        rival_since: Callable[[], datetime | None] = lambda: None,
        is_unstored: Callable[[], bool] = lambda: False,
        why_unstored: Callable[[], str] = str,
        late_part: Callable[[], tuple[str, float] | None] = lambda: None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.last_poll = last_poll
        self.last_tick = last_tick
        self.rival_since = rival_since
        self.is_unstored = is_unstored
        self.why_unstored = why_unstored
        self.late_part = late_part
        self.waits_for_room: Callable[[], bool] = lambda: False
        """Whether something that is stored waits for room to be worked off."""
        self._lags: deque[tuple[float, float]] = deque()
        self._next: float | None = None
        self._written: datetime | None = None
        self._write_s: float | None = None
        self._writing = Question[float]()
        self._counting = Question[Counts]()
        self._losing = Question[tuple[standing.Lost, ...]]()

    async def run(self) -> None:
        """Measure how late the loop comes back, until cancelled."""
        now = asyncio.get_running_loop().time
        try:
            while True:
                self._next = now() + LAG_EVERY_S
                await asyncio.sleep(LAG_EVERY_S)
                self._lags.append((now(), now() - self._next))
                while self._lags and self._lags[0][0] < now() - LAG_KEPT_S:
                    self._lags.popleft()
        finally:
            self._next = None

    async def close(self) -> None:
        """Take back what the database has not answered."""
        await self._writing.close()
        await self._counting.close()
        await self._losing.close()

    @property
    def lag_s(self) -> float:
        """The worst lag of the last seconds, the present one included."""
        overdue = asyncio.get_running_loop().time() - self._next if self._next is not None else 0.0
        return max(0.0, overdue, *(lag for _, lag in self._lags))

    async def look(self) -> Vitals:
        """One look at everything; never raises, never waits long."""
        now = self.clock.now()
        await self._write_now_and_then(now)
        counts = await self._counting.ask(self._count)
        lost = await self._losing.ask(self._lost)
        ticked = self.last_tick()
        return Vitals(
            loop_lag_s=self.lag_s,
            write_s=self._write_s,
            poll_age_s=health_figures.age_s(self.last_poll(), now),
            inbox_age_s=health_figures.age_s(counts.inbox_since, now) if counts else None,
            outbox_age_s=health_figures.age_s(counts.outbox_since, now) if counts else None,
            tick_age_s=time.monotonic() - ticked if ticked is not None else None,
            counts=counts,
            rival=self.rival_since() is not None,
            unstored=self.is_unstored(),
            lost_s=health_figures.age_s(lost[0].since, now) if lost else None,
            write_trouble=self._write_trouble(),
            waits_for_room=self.waits_for_room(),
            late_part=self.late_part(),
        )

    def _write_trouble(self) -> str:
        """Why nothing can be written, or what came cannot: a small row may find room where that finds none.

        A transaction of ours that does not end holds up all others, and a restart ends it; one that the database itself
        keeps waiting would only begin to wait anew.
        """
        if self._writing.is_open:
            return "waiting" if self.store.is_kept_waiting else "held-up"
        return self.store.trouble or self.why_unstored()

    async def checks(self) -> tuple[Check, ...]:
        """The same, judged."""
        return health_figures.checks(await self.look())

    async def _write_now_and_then(self, now: datetime) -> None:
        if (
            self._written is None
            or self._write_s is None
            or abs((now - self._written).total_seconds()) >= WRITE_EVERY_S
        ):
            self._written = now
            self._write_s = await self._writing.ask(self._write)

    async def _write(self) -> float:
        """Seconds that a row takes to be written and committed."""
        began = time.perf_counter()
        async with self.store.begin() as tx:
            await tx.kept.put("last_watch", self.clock.now().isoformat())
        return time.perf_counter() - began

    async def _count(self) -> Counts:
        async with self.store.look() as tx:
            return await tx[NUMBERS].counts(self.clock.now())

    async def _lost(self) -> tuple[standing.Lost, ...]:
        async with self.store.look() as tx:
            return await standing.lost(tx.kept)
