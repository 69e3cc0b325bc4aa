"""Who holds the loop, and who the writer: how long, how much of it was work of our own, and where it stood.

On a busy machine a hold says little: the thread may have waited for a processor. So beside each hold stands what the
loop's thread, and the whole process, worked meanwhile, by their own clocks.
"""

import asyncio
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import greenlet
from sqlalchemy import event

LOOK_EVERY_S = 0.01
HELD_S, WRITER_S = 0.1, 0.05
"""From here on it is noted who holds the loop, and the writer."""

FRAMES, NAMED = 6, 5
"""So much of a stack is told, and so many holders of each sort."""


@dataclass(frozen=True)
class Hold:
    """One hold in seconds: by the clock, of the thread's own work, of the process's; and where it stood."""

    took: float
    own: float
    all: float
    where: str

    def told(self) -> str:
        """On one line."""
        return (
            f"{self.took * 1000:.0f} ms (own work {self.own * 1000:.0f}, process {self.all * 1000:.0f}): {self.where}"
        )


@dataclass
class Writing:
    """A writing transaction that is open: since when, for whom, what it asked, and how long each took."""

    begun: float
    worked: float
    all: float
    who: str
    since: float = 0.0
    asked: list[tuple[float, str]] = field(default_factory=list)


class Watch:
    """What is measured in the bot's own process, since the last time somebody asked."""

    def __init__(self) -> None:
        self.lag = self.lag_own = self.held = self.held_own = 0.0
        self.lags = 0
        self.loops: list[Hold] = []
        self.writers: list[Hold] = []
        self._open: dict[int, Writing] = {}
        self._beat = time.perf_counter()
        self._seen: Counter[str] = Counter()
        self._is_over = threading.Event()

    async def run(self) -> None:
        """See how late the loop comes back, until cancelled; a thread beside it looks where it stands meanwhile."""
        looking = threading.Thread(target=self._look, args=(threading.get_ident(),), daemon=True)
        looking.start()
        try:
            while True:
                at, own, everything = self._beat, time.thread_time(), time.process_time()
                await asyncio.sleep(LOOK_EVERY_S)
                self._beat = time.perf_counter()
                late, worked = self._beat - at - LOOK_EVERY_S, time.thread_time() - own
                self.lag, self.lags = max(self.lag, late), self.lags + (late > 0.2)
                self.lag_own = max(self.lag_own, worked)
                if late > HELD_S:
                    where = " | ".join(f"{stack} ×{n}" for stack, n in self._seen.most_common(3))
                    self.loops.append(Hold(late, worked, time.process_time() - everything, where))
                self._seen.clear()
        finally:
            self._is_over.set()

    def _look(self, loops: int) -> None:
        """In a thread: where the loop stands whenever it has not come back for a while."""
        while not self._is_over.wait(LOOK_EVERY_S * 2):
            if time.perf_counter() - self._beat > HELD_S / 2 and (frame := sys._current_frames().get(loops)):
                self._seen[stack_of(frame)] += 1

    def listen(self, engine: Any) -> None:
        """Time how long its transactions hold the writer, without their commits' own sync."""
        event.listen(engine, "begin", self._begins)
        event.listen(engine, "before_cursor_execute", self._asks)
        event.listen(engine, "after_cursor_execute", self._asked)
        event.listen(engine, "commit", self._ends)
        event.listen(engine, "rollback", self._ends)

    def _begins(self, connection: Any) -> None:
        self._open[id(connection.connection.dbapi_connection)] = Writing(
            time.perf_counter(), time.thread_time(), time.process_time(), _asking()
        )

    def _asks(self, connection: Any, *_: Any) -> None:
        if (writing := self._open.get(id(connection.connection.dbapi_connection))) is not None:
            writing.since = time.perf_counter()

    def _asked(self, connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if (writing := self._open.get(id(connection.connection.dbapi_connection))) is not None:
            writing.asked.append((time.perf_counter() - writing.since, statement))

    def _ends(self, connection: Any) -> None:
        writing = self._open.pop(id(connection.connection.dbapi_connection), None)
        if writing is None:
            return
        held, own = time.perf_counter() - writing.begun, time.thread_time() - writing.worked
        self.held, self.held_own = max(self.held, held), max(self.held_own, own)
        if held > WRITER_S:
            asked = sum(one[0] for one in writing.asked)
            most = ", ".join(
                f"{s * 1000:.0f} ms {' '.join(what.split())[:160]}" for s, what in sorted(writing.asked)[-2:]
            )
            where = f"{writing.who}; {len(writing.asked)} statements of {asked * 1000:.0f} ms, most {most}"
            self.writers.append(Hold(held, own, time.process_time() - writing.all, where))

    def told(self) -> dict[str, Any]:
        """What was most since the last time, and who held longest."""
        found = {
            "lag_ms": self.lag * 1000,
            "lag_own_ms": self.lag_own * 1000,
            "held_ms": self.held * 1000,
            "held_own_ms": self.held_own * 1000,
            "over_200": self.lags,
            "loops": [one.told() for one in _longest(self.loops)],
            "writers": [one.told() for one in _longest(self.writers)],
        }
        self.lag = self.lag_own = self.held = self.held_own = 0.0
        self.lags, self.loops, self.writers = 0, [], []
        return found


def _longest(holds: list[Hold]) -> list[Hold]:
    return sorted(holds, key=lambda one: one.took, reverse=True)[:NAMED]


def stack_of(frame: FrameType) -> str:
    """The innermost frames, and before them the innermost of ours; without a look at any file."""
    shown, ours = [], []
    at: FrameType | None = frame
    while at is not None:
        code = at.f_code
        is_ours = "site-packages" not in code.co_filename and "/lib/python" not in code.co_filename
        where = shown if len(shown) < FRAMES else ours if is_ours else []
        where.append(f"{code.co_filename.rpartition('/')[2]}:{at.f_lineno} {code.co_name}")
        at = at.f_back
    return " < ".join([*shown, *ours[:2]])


def _asking() -> str:
    """Who opened the transaction: SQLAlchemy speaks with the driver in a greenlet beside whoever awaits it."""
    asking = greenlet.getcurrent().parent
    return stack_of(asking.gr_frame) if asking is not None and asking.gr_frame is not None else "?"
