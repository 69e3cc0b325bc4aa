"""The disk that the memory lies on: measured every minute, with a ballast that is given up when it is full."""

import asyncio
import contextlib
import errno
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.health.figures import DISK, FULL_DISK, Late
from bot.health.space import MB, Space
from bot.values.clock import Clock

FILE = "ballast"
"""The file's name. It is random, so that no file system makes it smaller, and written whole: a hole takes no room."""

UNFINISHED = f"{FILE}.part"

GIVEN_UP = f"{FILE}.given-up"
"""What is left of it then, until one is laid again: whoever starts meanwhile knows that the room is spent."""

PIECE = 2**20

FULL = 2**20
"""With fewer bytes than this left a disk is full: a database cannot even be opened."""

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""How a disk says that nothing more fits, though more of it may be free: by a quota, or a limit of our own."""

LAID_AGAIN = timedelta(hours=1)
"""So long nothing is laid after that failed: each try fills what is left for a moment."""

log = structlog.get_logger()


def is_full(folder: Path) -> bool:
    """Whether nothing more fits on the disk of *folder*."""
    return shutil.disk_usage(folder).free < FULL


def make_room(folder: Path) -> bool:
    """Give up the ballast of *folder*, also before anything is open; False where there is none."""
    try:
        if not _is_taken_away(folder):
            return False
    except OSError:
        return False
    log.error("disk.ballast_given_up", advice="the disk is full: make room")
    return True


def _is_taken_away(folder: Path) -> bool:
    """Whether there was a ballast, or a part of one: what is being laid, or a program laid that was killed over it."""
    found = 0
    for name in (FILE, UNFINISHED):
        with contextlib.suppress(FileNotFoundError):
            os.truncate(folder / name, 0)  # who lays it holds it open
            (folder / name).replace(folder / GIVEN_UP)
            found += 1
    return found > 0


class Disk:
    """Of one data *folder*; *ballast* is in bytes (0: none), *copy* says how many the next copy of the night takes.

    With the ballast given up there is room for words, orders and moves for hours; what takes more (pictures, copies,
    exports) waits until there is room again, and the ballast with it.
    """

    def __init__(self, folder: Path, clock: Clock, *, ballast: int = 0, copy: Callable[[], int] = int) -> None:
        self.file = folder / FILE
        self.folder = folder
        self.clock = clock
        self.ballast = ballast
        self.copy = copy
        self.usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage
        self.space: Space | None = None
        self.since: datetime | None = None
        self.is_given_up = bool(ballast) and (folder / GIVEN_UP).exists()
        self._fits: int | None = None
        self._tried_at: datetime | None = None
        self._naming = threading.Lock()
        self._is_stopped = False
        """What is just being laid, by a thread of its own, is given up."""

    @property
    def has_room(self) -> bool:
        """Whether there is room for what can wait; where nobody could measure there is."""
        return not self.is_given_up and (self.space is None or not self.space.is_short)

    async def turn(self) -> None:
        """Measure; with room enough for it the ballast is laid, or laid again."""
        try:
            await asyncio.to_thread(self._turn)
        except OSError as trouble:
            log.warning("disk.not_measured", error=type(trouble).__name__)
        self.since = None if self.has_room else self.since or self.clock.now()

    def late(self) -> list[Late]:
        """What the auditor tells: since when there is too little, and how much in MB; that the ballast is given up."""
        if self.since is None or self.space is None:
            return []
        given_up = [Late(FULL_DISK, 0, None, self.since, self.ballast // MB)] if self.is_given_up else []
        return [Late(DISK, 0, None, self.since, self.space.free // MB), *given_up]

    def give_up(self) -> bool:
        """Make room for what cannot wait; False where there is no ballast any more."""
        try:
            with self._naming:
                self._is_stopped = True
                if not _is_taken_away(self.folder):
                    return False
        except OSError as trouble:
            log.warning("disk.ballast_stays", error=type(trouble).__name__)
            return False
        self.is_given_up = True
        log.error("disk.ballast_given_up", advice="the disk is full: make room", bytes=self.ballast)
        return True

    def _turn(self) -> None:
        total, _, free = self.usage(self.folder)
        self.space = Space(free, total, self._next_copy())
        is_laid = bool(self.ballast) and self._is_laid()
        if self.ballast and not is_laid and free - self.ballast >= self.space.least and self._may_try():
            is_laid = self._fitted()
            free -= self.ballast if is_laid else 0
        if is_laid:
            (self.folder / GIVEN_UP).unlink(missing_ok=True)
            self.is_given_up, self._fits, self._tried_at = False, None, None
        self.space = Space(free if self._fits is None else min(free, self._fits), total, self.space.copy)

    def _may_try(self) -> bool:
        """Not for a while after it failed."""
        now, before = self.clock.now(), self._tried_at
        if before is not None and abs(now - before) < LAID_AGAIN:
            return False
        self._tried_at = now
        return True

    def _fitted(self) -> bool:
        """Whether all of the ballast could be laid; where it could not, so much fits as could be."""
        self._fits = 0
        try:
            if not self._lay():
                self._fits = None
                return False
        except OSError as trouble:
            if trouble.errno not in NO_ROOM:
                self._fits = None
                raise
            log.warning("disk.ballast_not_laid", error=type(trouble).__name__, fits=self._fits)
            return False
        return True

    def _next_copy(self) -> int:
        try:
            return self.copy()
        except FileNotFoundError:
            return 0

    def _is_laid(self) -> bool:
        with contextlib.suppress(FileNotFoundError):
            return self.file.stat().st_size == self.ballast
        return False

    def _lay(self) -> bool:
        """Written beside and put in its place whole; what cannot be written leaves nothing behind.

        False where it was given up meanwhile: a file without a name keeps its room for as long as we hold it.
        """
        part = self.folder / UNFINISHED
        self._is_stopped = False
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        fits = 0
        try:
            with open(handle, "wb") as file:  # noqa: PTH123  # a handle, whose mode is our own
                for piece in _pieces(self.ballast):
                    if self._is_stopped:
                        return False
                    file.write(os.urandom(piece))
                    file.flush()  # whole, or an error
                    fits = self._fits = fits + piece
                os.fsync(file.fileno())
            with self._naming:
                if self._is_stopped:
                    return False
                part.replace(self.file)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        return True


def _pieces(whole: int) -> Iterator[int]:
    """The sizes of the pieces that *whole* bytes are written in."""
    while whole > 0:
        yield min(PIECE, whole)
        whole -= PIECE
