"""A copy of the database every night: checked before it counts, kept for some days and weeks, missed by its owner."""

import asyncio
from collections.abc import Collection
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.health.figures import COPIES
from bot.values.clock import Clock
from bot.work.ports import Store
from storage import copies, library, stepping
from storage.audit import whole_chains
from storage.copies import BrokenChain
from storage.store import SqlStore
from storage.trouble import StoreTrouble

QUIET_HOUR = 3
"""From this hour of the local day on the day's copy is made; a program that stood still then makes it later."""

DAYS, WEEKS = 7, 4
"""So many of the newest copies are kept, and before them the last one of so many weeks."""

OTHERS_KEPT = timedelta(days=35)
"""How long copies of another kind are kept: before a change of the schema, or of a doubtful history."""

AGAIN = timedelta(minutes=10)
"""After a copy that failed the next one is tried."""

log = structlog.get_logger()


class DailyCopies:
    """Makes them while the bot runs; looks every minute whether today's is there."""

    def __init__(self, store: Store, clock: Clock, source: Path, folder: Path, zone: ZoneInfo) -> None:
        self.store = store
        self.clock = clock
        self.source = source
        self.folder = folder
        self.zone = zone
        self.at_work = asyncio.Lock()
        self._not_before: datetime | None = None

    async def turn(self) -> None:
        """Make today's copy where it is time for it and it is not there."""
        async with self.at_work:
            now = self.clock.now()
            today = now.astimezone(self.zone)
            is_early = today.hour < QUIET_HOUR or (self._not_before is not None and now < self._not_before)
            if not is_early and not self._file(today.date()).exists():
                await self._make(today.date(), now)

    async def finish(self) -> None:
        """Wait for a copy that is under way."""
        async with self.at_work:
            return

    async def _make(self, day: date, now: datetime) -> None:
        try:
            await self._copy(day)
            await asyncio.to_thread(self._thin_out, now)
        except (StoreTrouble, OSError) as trouble:
            log.exception("copy.failed", day=str(day))
            self._not_before = now + AGAIN
            await self._remember(day, now, type(trouble).__name__)
            return
        log.info("copy.made", day=str(day), bytes=copies.size(self._file(day)))
        await self._remember(day, now, None)

    async def _copy(self, day: date) -> None:
        """A copy whose history does not hold is kept apart: it is better than none, and does not count."""
        fresh = self.folder / f"{self.source.stem}-{day}.unchecked.db"
        await asyncio.to_thread(copies.must_fit, self.source, self.folder)
        pages = None
        if isinstance(self.store, SqlStore) and not library.is_wal(self.source):
            pages = stepping.pages_of(self.store, asyncio.get_running_loop(), copies.PAGES)
        await asyncio.to_thread(copies.copy, self.source, fresh, pages=pages)
        try:
            await whole_chains(fresh)
        except BrokenChain:
            fresh.replace(self.folder / f"{self.source.stem}-{day}.doubtful.db")
            raise
        fresh.replace(self._file(day))

    async def _remember(self, day: date, now: datetime, trouble: str | None) -> None:
        """Write down since when copies fail, for the auditor to tell; None: all is well."""
        async with self.store.begin() as tx:
            before: dict[str, Any] = await tx.kept.get(COPIES) or {}
            since = before.get("since") or now.isoformat()
            failed = {"since": since, "day": day.toordinal(), "trouble": trouble}
            await tx.kept.put(COPIES, failed if trouble else {"last": now.isoformat()})

    def _file(self, day: date) -> Path:
        return self.folder / f"{self.source.stem}-{day}.db"

    def _thin_out(self, now: datetime) -> None:
        """Delete copies that are not kept any longer, and what was left of one that was cut off."""
        by_day = {day: file for file in self.folder.glob("*.db") if (day := self._day(file))}
        for day in by_day.keys() - kept_of(by_day):
            by_day[day].unlink(missing_ok=True)
        oldest = (now - OTHERS_KEPT).timestamp()
        left = (*self.folder.glob(f"{self.source.stem}*.db*"), *self.folder.glob(f".{self.source.stem}*.part"))
        for file in set(left) - set(by_day.values()):
            if file.suffix == ".part" or ".unchecked" in file.name or file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)

    def _day(self, file: Path) -> date | None:
        try:
            return date.fromisoformat(file.stem.removeprefix(f"{self.source.stem}-"))
        except ValueError:
            return None


def kept_of(days: Collection[date]) -> set[date]:
    """Of copies of these days, which are kept: the newest ones, and before them the last one of each week."""
    newest = sorted(days, reverse=True)
    daily, older = newest[:DAYS], newest[DAYS:]
    in_weeks: dict[tuple[int, int], date] = {}
    for day in older:
        in_weeks.setdefault(day.isocalendar()[:2], day)
    seen = {day.isocalendar()[:2] for day in daily}
    weekly = [day for week, day in in_weeks.items() if week not in seen]
    return {*daily, *weekly[:WEEKS]}
