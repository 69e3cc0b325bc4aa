"""One reading for all screens: what changed is written once and handed to every stream, as it comes.

While anybody looks, the situations of the districts that are looked at are read after a commit, at most once in
``READ_EVERY_S``; without one now and then, since teams' positions grow old. Nobody looking: nothing is read.
"""

import asyncio
import json
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import structlog

from bot.board import Board
from bot.people import RoleName
from bot.situation import Ground, Part, Situation

READ_EVERY_S, BEAT_EVERY_S = 0.9, 1.0
"""Seconds of the machine: between two readings, between two signs of life."""

LOOK_SHARED_S, LOOK_ALONE_S = 1.0, 3.0
"""Until the next reading where no commit was told of: other programs may write too; only the hour goes on."""

KEPT = 60
"""So many changes are kept for screens that come back; who was away for longer gets everything."""

log = structlog.get_logger()


class Lens(NamedTuple):
    """What a screen is shown: one district, with or without people's names, words and pictures."""

    district_id: int
    people: bool


@dataclass
class Room:
    """What all screens of one lens see: the parts as JSON texts, and the last changes."""

    parts: dict[str, str] = field(default_factory=dict)
    version: int = 0
    changes: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=KEPT))
    lookers: int = 0
    roles: Mapping[int, frozenset[RoleName]] = field(default_factory=dict)

    def take(self, parts: Mapping[str, Part], epoch: str) -> bool:
        """Take a new reading; True when anything changed, which is then one more change for the streams."""
        new = {key: json.dumps(part, ensure_ascii=False, separators=(",", ":")) for key, part in parts.items()}
        changed = {key: text for key, text in new.items() if self.parts.get(key) != text}
        gone = [key for key in self.parts if key not in new]
        if not changed and not gone and self.version:
            return False
        self.parts = new
        self.version += 1
        self.changes.append((self.version, _event("change", f"{epoch}-{self.version}", changed, gone)))
        return True

    def since(self, version: int) -> list[bytes] | None:
        """The changes after *version*; None where they are not kept any more."""
        missing = [change for number, change in self.changes if number > version]
        return missing if version <= self.version and len(missing) == self.version - version else None

    def whole(self, epoch: str) -> bytes:
        """Everything, for a screen that comes new."""
        return _event("whole", f"{epoch}-{self.version}", self.parts, [])


def _event(name: str, number: str, parts: Mapping[str, str], gone: list[str]) -> bytes:
    """A server-sent event; the parts are JSON texts already."""
    listed = ",".join(f"{json.dumps(key)}:{text}" for key, text in parts.items())
    data = f'{{"set":{{{listed}}},"gone":{json.dumps(gone)}}}'
    return f"event: {name}\nid: {number}\ndata: {data}\n\n".encode()


class Feed:
    """Reads for everybody who looks, and lets the streams know. Run :meth:`run` as a task."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.epoch = secrets.token_hex(4)
        self.rooms: dict[Lens, Room] = {}
        self.grounds: dict[int, Ground] = {}
        self.read_at: datetime | None = None
        self.readings = 0
        self.look_every_s = LOOK_SHARED_S if board.store.is_shared else LOOK_ALONE_S
        self._stirred = asyncio.Event()
        self._news = asyncio.Condition()

    def stir(self) -> None:
        """Something was committed."""
        self._stirred.set()

    @property
    def lookers(self) -> int:
        """How many screens look."""
        return sum(room.lookers for room in self.rooms.values())

    async def run(self) -> None:
        """Read while anybody looks, until cancelled."""
        while True:
            await self._until_stirred(self.look_every_s - READ_EVERY_S if self.lookers else None)
            if self.lookers:
                began = time.monotonic()
                await self._read()
                await asyncio.sleep(max(0.0, READ_EVERY_S - (time.monotonic() - began)))

    async def _until_stirred(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stirred.wait()
        except TimeoutError:
            pass
        self._stirred.clear()

    async def _read(self) -> None:
        wanted = {lens: room for lens, room in self.rooms.items() if room.lookers}
        try:
            found = await self.board.situations({lens.district_id for lens in wanted}, self.grounds)
        except Exception:  # a database in trouble: the screens say how old their data are, and it is tried again
            log.exception("feed.failed")
            return
        self.readings += 1
        self.read_at = self.board.clock.now()
        for lens, room in wanted.items():
            if (seen := found.get(lens.district_id)) is not None:
                room.take(shown(seen, lens), self.epoch)
                room.roles = seen.roles
        async with self._news:
            self._news.notify_all()

    async def stream(self, lens: Lens, last_id: str, may_look: Callable[[Room], bool]) -> AsyncIterator[bytes]:
        """Server-sent events for one screen: everything or what it missed, then changes, and a beat each second.

        *last_id* is what the screen saw last; *may_look* is asked at each event, and ends the stream.
        """
        room = self.rooms.setdefault(lens, Room())
        room.lookers += 1
        try:
            if not room.version or room.lookers == 1:
                self.stir()
                await self._next(3.0)
            version = self._number(last_id)
            while may_look(room):
                if room.version != version:
                    missed = room.since(version) if version else None
                    for event in [room.whole(self.epoch)] if missed is None else missed:
                        yield event
                    version = room.version
                yield self._beat()
                await self._next(BEAT_EVERY_S)
            yield b"event: bye\ndata: {}\n\n"
        finally:
            room.lookers -= 1

    def _number(self, last_id: str) -> int:
        epoch, _, number = last_id.partition("-")
        return int(number) if epoch == self.epoch and number.isascii() and number.isdigit() else 0

    def _beat(self) -> bytes:
        now = self.board.clock.now()
        said: dict[str, Any] = {
            "now": now.isoformat(timespec="milliseconds"),
            "read_at": self.read_at.isoformat(timespec="milliseconds") if self.read_at else None,
            "pace": getattr(self.board.clock, "pace", 1.0),
        }
        return f"event: beat\ndata: {json.dumps(said)}\n\n".encode()

    async def _next(self, seconds: float) -> None:
        """Until there is news, at most *seconds*."""
        try:
            async with asyncio.timeout(seconds), self._news:
                await self._news.wait()
        except TimeoutError:
            pass


def shown(seen: Situation, lens: Lens) -> Mapping[str, Part]:
    """The parts that a lens shows."""
    return seen.parts if lens.people else seen.without_people()
