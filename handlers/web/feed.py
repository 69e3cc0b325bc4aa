"""One reading for all screens: what changed is written once and handed to every stream, as it comes.

While anybody looks, the situations of the districts that are looked at are read after a commit. A reading is earned
each ``READ_EVERY_S``; ``SAVED`` of those that nobody needed are kept. So an ordinary change is read at once, a flood of
them costs one reading a second in all, and none begins later than a second after the commit that it is to show. Without
a commit it is read now and then, since teams' positions grow old. Nobody looking: nothing is read.
"""

import asyncio
import json
import math
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import structlog

from bot.register.people import RoleName
from bot.screens.board import Board
from bot.screens.ground import Grounds
from bot.screens.parts import Part
from bot.screens.snapshot import Situation

READ_EVERY_S, BEAT_EVERY_S = 1.0, 1.0
"""Seconds of the machine: in which one reading is earned, between two signs of life."""

SAVED, APART_S = 4, 0.2
"""So many readings that were not needed may be made up for, and so many seconds apart: a move is several commits."""

LOOK_SHARED_S, LOOK_ALONE_S = 1.0, 3.0
"""Until the next reading where no commit was told of: other programs may write too; only the hour goes on."""

ASK_EVERY_S, FIRST_TRIES = 30.0, 3
"""How often a stream asks whether its session still is one; how many beats the first reading may take."""

KEPT = 60
"""So many changes are kept for screens that come back; who was away for longer gets everything."""

log = structlog.get_logger()


class Lens(NamedTuple):
    """What a screen is shown: one district, with or without people's names, words and pictures."""

    district_id: int
    people: bool


@dataclass
class Room:
    """What all screens of one lens see, while there are any: the parts as JSON texts, and the last changes.

    *epoch* tells its numbers from those of a room before it; *read_at* is when it was last read well.
    """

    epoch: str = field(default_factory=lambda: secrets.token_hex(4))
    parts: dict[str, str] = field(default_factory=dict)
    version: int = 0
    changes: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=KEPT))
    lookers: int = 0
    read_at: datetime | None = None
    roles: Mapping[int, frozenset[RoleName]] = field(default_factory=dict)

    def take(self, parts: Mapping[str, Part]) -> bool:
        """Take a new reading; True when anything changed, which is then one more change for the streams."""
        new = {key: json.dumps(part, ensure_ascii=False, separators=(",", ":")) for key, part in parts.items()}
        changed = {key: text for key, text in new.items() if self.parts.get(key) != text}
        gone = [key for key in self.parts if key not in new]
        if not changed and not gone and self.version:
            return False
        self.parts = new
        self.version += 1
        self.changes.append((self.version, _event("change", f"{self.epoch}-{self.version}", changed, gone)))
        return True

    def number(self, last_id: str) -> int:
        """The version that a screen saw last; 0 where it was another room's, or none."""
        epoch, _, number = last_id.partition("-")
        return int(number) if epoch == self.epoch and number.isascii() and number.isdigit() else 0

    def since(self, version: int) -> list[bytes] | None:
        """The changes after *version*; None where they are not kept any more."""
        missing = [change for number, change in self.changes if number > version]
        return missing if version <= self.version and len(missing) == self.version - version else None

    def whole(self) -> bytes:
        """Everything, for a screen that comes new."""
        return _event("whole", f"{self.epoch}-{self.version}", self.parts, [])


def _event(name: str, number: str, parts: Mapping[str, str], gone: list[str]) -> bytes:
    """A server-sent event; the parts are JSON texts already."""
    listed = ",".join(f"{json.dumps(key)}:{text}" for key, text in parts.items())
    data = f'{{"set":{{{listed}}},"gone":{json.dumps(gone)}}}'
    return f"event: {name}\nid: {number}\ndata: {data}\n\n".encode()


class Feed:
    """Reads for everybody who looks, and lets the streams know. Run :meth:`run` as a task.

    *seconds* and *sleep* are the machine's time, which goes on while a drill's clock stands.
    """

    def __init__(
        self,
        board: Board,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.board = board
        self._seconds = seconds
        self._sleep = sleep
        self.rooms: dict[Lens, Room] = {}
        self.grounds = Grounds()
        self.readings = 0
        self.look_every_s = LOOK_SHARED_S if board.store.is_shared else LOOK_ALONE_S
        self._closed = False
        self._stirred = asyncio.Event()
        self._waiting: set[asyncio.Event] = set()

    def stir(self) -> None:
        """Something was committed."""
        self._stirred.set()

    @property
    def lookers(self) -> int:
        """How many screens look."""
        return sum(room.lookers for room in self.rooms.values())

    async def run(self) -> None:
        """Read while anybody looks, until cancelled."""
        began = earned = -math.inf
        while True:
            await self._until_stirred(began + self.look_every_s if self.lookers else math.inf)
            if not self.lookers:
                self._stirred.clear()
                continue
            may_begin = max(began + APART_S, earned - SAVED * READ_EVERY_S)
            if (early := may_begin - self._seconds()) > 0:
                await self._sleep(early)
            self._stirred.clear()  # before the reading: what is committed during it is read again
            began = self._seconds()
            earned = max(earned, began) + READ_EVERY_S
            await self._read()

    async def _until_stirred(self, until: float) -> None:
        """Until something was committed, at the latest at the second *until*."""
        stirred = asyncio.ensure_future(self._stirred.wait())
        waits: list[asyncio.Future[Any]] = [stirred]
        if until < math.inf:
            waits.append(asyncio.ensure_future(self._sleep(max(0.0, until - self._seconds()))))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()

    async def _read(self) -> None:
        wanted = {lens: room for lens, room in self.rooms.items() if room.lookers}
        if not wanted:
            return
        try:
            found = await self.board.situations({lens.district_id for lens in wanted}, self.grounds)
        except Exception:  # a database in trouble: the screens say how old their data are, and it is tried again
            log.exception("feed.failed")
            return
        self.readings += 1
        for lens, room in wanted.items():
            if (seen := found.get(lens.district_id)) is not None:
                room.take(shown(seen, lens))
                room.roles, room.read_at = seen.roles, seen.at
        self.wake()

    def wake(self) -> None:
        """Every stream looks now whether it may go on."""
        for waiting in self._waiting:
            waiting.set()

    def close(self) -> None:
        """The house closes: every stream ends, and the screens try again until it is back."""
        self._closed = True
        self.wake()

    async def stream(
        self, lens: Lens, last_id: str, may_look: Callable[[Room], bool], still_in: Callable[[], Awaitable[bool]]
    ) -> AsyncIterator[bytes]:
        """Server-sent events for one screen: everything or what it missed, then changes, and a beat each second.

        *last_id* is what the screen saw last. *may_look* is asked at each event and *still_in* once in ``ASK_EVERY_S``
        (whether the session still is one); either may end the stream.
        """
        room = self.rooms.setdefault(lens, Room())
        room.lookers += 1
        try:
            version, asked = room.number(last_id), time.monotonic()
            self.stir()
            for _ in range(FIRST_TRIES):
                if room.version or self._closed:
                    break
                await self._next(BEAT_EVERY_S)
            while not self._closed and may_look(room):
                if time.monotonic() - asked > ASK_EVERY_S:
                    asked = time.monotonic()
                    if not await still_in():
                        break
                if room.version != version:
                    missed = room.since(version) if version else None
                    version = room.version  # as these events are: more may change while a slow screen takes them
                    for event in [room.whole()] if missed is None else missed:
                        yield event
                yield self._beat(room)
                await self._next(BEAT_EVERY_S)
            if not self._closed:
                yield b"event: bye\ndata: {}\n\n"
        finally:
            room.lookers -= 1
            if not room.lookers and self.rooms.get(lens) is room:
                del self.rooms[lens]

    def _beat(self, room: Room) -> bytes:
        now = self.board.clock.now()
        said: dict[str, Any] = {
            "now": now.isoformat(timespec="milliseconds"),
            "read_at": room.read_at.isoformat(timespec="milliseconds") if room.read_at else None,
            "pace": self.board.clock.pace,
        }
        return f"event: beat\ndata: {json.dumps(said)}\n\n".encode()

    async def _next(self, seconds: float) -> None:
        """Until there is news, at most *seconds*."""
        news = asyncio.Event()
        self._waiting.add(news)
        try:
            async with asyncio.timeout(seconds):
                await news.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(news)


def shown(seen: Situation, lens: Lens) -> Mapping[str, Part]:
    """The parts that a lens shows."""
    return seen.parts if lens.people else seen.without_people()
