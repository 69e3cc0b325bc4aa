"""A copy of the database every night: checked before it counts, kept for some days and weeks, missed by its owner."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from glob import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.health.figures import COPIES, Late
from bot.privacy.copies_kept import OTHERS_KEPT, kept_of
from bot.values.clock import Clock
from bot.values.files.ours import LEFT_BEHIND_S, PART
from bot.work.ports import Store
from storage import copies, hash_key, stepping
from storage.copies import BrokenChain
from storage.migrate import BACKUPS
from storage.proof import Prover, sealed, unsealed
from storage.stop import Ended, Stop
from storage.store import SqlStore

QUIET_HOUR = 3
"""From this hour of the local day on the day's copy is made; a program that stood still then makes it later."""

AGAIN = timedelta(hours=1)
"""So long after a copy that failed the next one is tried, also by a program that was started anew meanwhile."""

ENDING_S = 0.05
"""So often what is under way is told to end while the program waits for it."""

HANGS = timedelta(hours=12)
"""A look for the day's copy, or the making of it, that has come to no end for so long is told."""

CUT_OFF = "CutOff"
"""What is told of a copy in which the program died: it waits for the next night, lest each start die of it again."""

PROVED = "copies-proved"
"""Under this name is kept how far the histories of copies are proved."""

log = structlog.get_logger()


class DailyCopies:
    """Makes them while the bot runs; looks every minute whether today's is there."""

    def __init__(
        self, store: Store, clock: Clock, source: Path, folder: Path, zone: ZoneInfo, hash_key: str | None = None
    ) -> None:
        self.store = store
        self.clock = clock
        self.source = source
        self.folder = folder
        self.zone = zone
        self.hash_key = hash_key
        self.has_room: Callable[[], bool] = lambda: True
        """Whether there is room for what can wait: a copy must not take what was given up for calls and orders."""
        self.at_work = asyncio.Lock()
        self.prover = Prover()
        self.stop = Stop()
        self._again: datetime | None = None
        self._ended_at: datetime | None = None

    async def turn(self) -> None:
        """Make today's copy where it is time for it and it is not there."""
        async with self.at_work:
            if self.stop.is_over:
                return
            now = self.clock.now()
            self._ended_at = self._ended_at or now
            today = now.astimezone(self.zone)
            if today.hour >= QUIET_HOUR:
                await self._see_to(today.date(), now)
            self._ended_at = self.clock.now()

    async def _see_to(self, day: date, now: datetime) -> None:
        trouble = None
        try:
            if await asyncio.to_thread(_is_there, self._file(day)):
                return
        except OSError as refused:  # the folder is another's, or its disk does not answer
            trouble = refused
        async with self.store.look() as tx:
            told: dict[str, Any] = await tx.kept.get(COPIES) or {}
        if self._waits(told, now):
            return
        if trouble is not None:
            log.error("copy.failed", day=str(day), exc_info=trouble)
            await self._has_failed(told, day, now, trouble)
        elif (begun := await asyncio.to_thread(self._left_over)) is not None:
            await self._was_cut_off(told, begun)
        else:
            await self._make(day, now, told)

    def late(self) -> list[Late]:
        """What the auditor tells besides: a turn that comes to no end. One that fails is written down, and told so."""
        since, now = self._ended_at, self.clock.now()
        if since is None or now - since <= HANGS:
            return []
        return [Late("copy-hangs", now.astimezone(self.zone).date().toordinal(), None, since)]

    def stopping(self) -> None:
        """The program is about to stop: what ends from now on did not fail, and no copy is begun any more."""
        self.stop.say()
        self.prover.end()

    async def finish(self) -> None:
        """End a copy that is under way, wherever it is, and begin none any more; after the next start it is made."""
        self.stopping()
        while self.at_work.locked():
            self.stopping()
            await asyncio.sleep(ENDING_S)

    def _waits(self, told: dict[str, Any], now: datetime) -> bool:
        """Whether the hour of the next try is still to come; one that is too far away was said by a wrong clock.

        It is also known here: a memory that cannot be written keeps nothing.
        """
        said = datetime.fromisoformat(told["again"]) if "again" in told else None
        return any(now < again <= now + timedelta(days=2) for again in (said, self._again) if again is not None)

    async def _was_cut_off(self, told: dict[str, Any], begun: datetime) -> None:
        """The program died over a copy: the next one has its hour in the next night."""
        day = begun.astimezone(self.zone).date()
        log.error("copy.cut_off", day=str(day))
        again = datetime.combine(day + timedelta(days=1), time(QUIET_HOUR), self.zone)
        await self._remember(_failed(told, day, begun, CUT_OFF, again.astimezone(UTC)))
        await asyncio.to_thread(self._ends)

    async def _make(self, day: date, now: datetime, told: dict[str, Any]) -> None:
        try:
            await asyncio.to_thread(self._begins, now)
            marks = await self._copy(day)
            await asyncio.to_thread(self._thin_out, now)
        except Ended:
            return
        except Exception as trouble:
            log.exception("copy.failed", day=str(day))
            await self._has_failed(told, day, now, trouble)
            return
        finally:
            await asyncio.to_thread(self._ends)
        log.info("copy.made", day=str(day), bytes=copies.size(self._file(day)))
        await self._remember({"last": now.isoformat()}, marks)

    async def _has_failed(self, told: dict[str, Any], day: date, now: datetime, trouble: Exception) -> None:
        self._again = now + AGAIN
        await self._remember(_failed(told, day, now, type(trouble).__name__, self._again))

    @property
    def _sign(self) -> Path:
        """Lies beside the copies while one is made: who finds it at a start knows that the program died over it."""
        return self.folder / f"{self.source.stem}.copying"

    def _begins(self, now: datetime) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._take_away_parts(now)
        self._sign.write_text(now.isoformat(), encoding="utf8")

    def _ends(self) -> None:
        with contextlib.suppress(OSError):  # where there is not even a folder, there is no sign
            self._sign.unlink()

    def _left_over(self) -> datetime | None:
        """When the copy was begun in which the program died; one that cannot be read is of long ago."""
        try:
            return datetime.fromisoformat(self._sign.read_text(encoding="utf8"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError):
            return datetime.fromtimestamp(0, UTC)

    async def _copy(self, day: date) -> dict[str, Any]:
        """A copy whose history does not hold is kept apart: it is better than none, and does not count."""
        fresh = self.folder / f"{self.source.stem}-{day}.unchecked.db"
        if not self.has_room():
            raise copies.no_room(copies.takes(self.source), self.folder)
        pages = None
        if isinstance(self.store, SqlStore) and not self.store.is_wal:
            pages = stepping.pages_of(self.store, asyncio.get_running_loop(), copies.PAGES, self.stop)
        await asyncio.to_thread(copies.copy, self.source, fresh, pages=pages, stop=self.stop)
        try:
            marks = await self._proved(fresh)
        except BrokenChain:
            fresh.replace(self.folder / f"{self.source.stem}-{day}.doubtful.db")
            raise
        except Ended:
            fresh.unlink(missing_ok=True)
            raise
        fresh.replace(self._file(day))
        return marks

    async def _proved(self, fresh: Path) -> dict[str, Any]:
        """The sealed marks of how far the histories of copies are proved, *fresh* among them."""
        key = await asyncio.to_thread(hash_key.read, self.folder.parent, self.hash_key)
        async with self.store.look() as tx:
            marks = unsealed(await tx.kept.get(PROVED), key)
        return sealed(await self.prover.prove(fresh, marks), key)

    async def _remember(self, told: dict[str, Any], marks: dict[str, Any] | None = None) -> None:
        """Write down how copies stand; since when they fail is what the auditor tells."""
        async with self.store.begin() as tx:
            await tx.kept.put(COPIES, told)
            if marks is not None:
                await tx.kept.put(PROVED, marks)

    def _file(self, day: date) -> Path:
        return self.folder / f"{self.source.stem}-{day}.db"

    def _thin_out(self, now: datetime) -> None:
        """Delete copies that are not kept any longer, and what was left of one that was cut off."""
        by_day = {day: file for file in self.folder.glob("*.db") if (day := self._day(file))}
        for day in by_day.keys() - kept_of(by_day):
            by_day[day].unlink(missing_ok=True)
        oldest, stem = (now - OTHERS_KEPT).timestamp(), escape(self.source.stem)
        left = {*self.folder.glob(f"{stem}*.db*"), *self.folder.glob(f".{stem}*.part")} - set(by_day.values())
        for beside in (self.source.parent, self.source.parent / BACKUPS):  # before a restore, before a migration
            left |= set(beside.glob(f"{stem}.before-*.db*"))
        for file in left:
            if file.suffix == ".part" or ".unchecked" in file.name or file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)

    def _take_away_parts(self, now: datetime) -> None:
        """What a program that was killed left of a copy or a restore: whole databases, with words erased since.

        First of all, so that the copy has their room.
        """
        stem, before = escape(self.source.stem), (now - timedelta(seconds=LEFT_BEHIND_S)).timestamp()
        for beside in {self.folder, self.source.parent, self.source.parent / BACKUPS}:
            for part in beside.glob(f".{stem}[.-]*{PART}*"):
                try:
                    if part.stat().st_mtime < before:
                        part.unlink()
                except FileNotFoundError:  # it has become a copy, or another program took it away
                    continue
                except OSError as trouble:
                    log.warning("copy.part_stays", file=part.name, error=type(trouble).__name__)

    def _day(self, file: Path) -> date | None:
        try:
            return date.fromisoformat(file.stem.removeprefix(f"{self.source.stem}-"))
        except ValueError:
            return None


def _is_there(file: Path) -> bool:
    """Raises OSError where nobody can tell."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _failed(before: dict[str, Any], day: date, now: datetime, trouble: str, again: datetime) -> dict[str, Any]:
    """What is kept of a copy that failed: since when they do, and not before when the next one is tried."""
    since = before.get("since") or now.isoformat()
    return {"since": since, "day": day.toordinal(), "trouble": trouble, "again": again.isoformat()}
