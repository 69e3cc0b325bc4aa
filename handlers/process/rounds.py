"""What the program does again and again beside its clock: when each last went well, so that a dead one is seen."""

import time
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

MISSED = 5
"""So many rounds in a row that did not come, or did not go well, are told."""

LEAST_S = 300.0
"""Nothing is told before so many seconds of the machine: one that is slow, or just starts, is not dead."""

QUIET_S = 60.0
"""A part that has not tripped for so long works again."""


def again(scheduler: AsyncIOScheduler, work: Callable[[], Awaitable[object]], name: str, seconds: float) -> None:
    """Have *scheduler* do *work* every so many seconds: never dropped when late, never two at once."""
    scheduler.add_job(
        work,
        "interval",
        seconds=seconds,
        id=name,
        name=name,
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )


class Rounds:
    """Of one program; *timer* tells seconds of the machine."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._most: dict[str, float] = {}
        self._well_at: dict[str, float] = {}
        self._tripping: dict[str, tuple[float, float]] = {}

    def of(
        self, name: str, work: Callable[[], Awaitable[object]], every_s: float, missed: int = MISSED
    ) -> Callable[[], Awaitable[None]]:
        """*work* as a round that comes every so many seconds of the machine; late after so many that were *missed*."""
        self._most[name] = max(LEAST_S, missed * every_s)
        self._well_at[name] = self._timer()

        async def gone() -> None:
            await work()
            self._well_at[name] = self._timer()

        return gone

    def tripped(self, name: str) -> None:
        """A part that runs all the time has just failed, and begins anew."""
        now = self._timer()
        since, last = self._tripping.get(name, (now, now))
        self._tripping[name] = (since if now - last <= QUIET_S else now, now)

    def late(self) -> tuple[str, float] | None:
        """What has not gone well for the longest, and for how many seconds; None where all goes well."""
        now = self._timer()
        missed = [(now - at, name) for name, at in self._well_at.items() if now - at > self._most[name]]
        trips = self._tripping.items()
        failing = [(now - since, name) for name, (since, last) in trips if now - last <= QUIET_S]
        found = max([*missed, *(one for one in failing if one[0] > LEAST_S)], default=None)
        return None if found is None else (found[1], found[0])
