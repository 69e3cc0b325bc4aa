"""The clock's door: a tick every second takes what has come due to the desk."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.cases import dues
from bot.desk import outages
from bot.desk.desk import Action, Desk
from bot.privacy import actions as privacy_actions
from bot.privacy.port import PRIVACY
from bot.work import drafts
from bot.work import speaker as work_speaker
from bot.work.schedule import Occasion
from handlers.process import cleaning
from handlers.process.rounds import Rounds, again

BACKLOG_WAIT_S = 30.0
"""After a start or an outage the clock waits at most this long for the backlog to be worked off."""

PLANNED_EVERY = timedelta(hours=1)
"""How often every district is given what comes due for it by itself: a new one has its first morning."""

HALTED_S = 30.0
"""A clock that is so far behind Telegram's stood still for a while."""

HOUR_S = 3600.0
DONE_KEPT, DEAD_KEPT = timedelta(days=3), timedelta(days=7)
"""How long the key of an update that is done, and a dead letter, are kept."""

log = structlog.get_logger()


class Tick:
    """Decides occasions that have come due, each case in a transaction of its own."""

    def __init__(self, the_desk: Desk) -> None:
        self.desk = the_desk
        self.backlog_until: datetime | None = None
        self.last_at: float | None = None
        self.at_work = asyncio.Lock()
        self.is_blind: Callable[[], bool] = lambda: False
        self.is_behind: Callable[[], bool] = lambda: False
        self._was_blind = False
        self.look_too: list[Callable[[], Awaitable[None]]] = []
        self.clean_too: list[Callable[[], Awaitable[int]]] = []
        self._gap_may_be = True
        self._planned_at: datetime | None = None
        self._is_stopping = False

    def stopping(self) -> None:
        """The program is about to stop: after the case in hand no other is begun."""
        self._is_stopping = True

    async def turn(self) -> int:
        """One tick; returns how many occasions were taken to the desk."""
        async with self.at_work:
            count = await self._turn()
            self._goes_on()
            return count

    def _goes_on(self) -> None:
        """A turn went well, or came a step further: one that has much to decide is not one that stands still."""
        self.last_at = time.monotonic()

    async def _turn(self) -> int:
        self._catch_up()
        for look in self.look_too:
            await look()
        now, blind = self.desk.clock.now(), self.is_blind()
        if self._was_blind and not blind:
            self.backlog_until = now + timedelta(seconds=BACKLOG_WAIT_S)
        self._was_blind = blind
        if self.backlog_until is not None and now < self.backlog_until and await self._is_backlog():
            return 0
        self.backlog_until = None
        if self._gap_may_be:
            await self._after_gap(now)
        if self._planned_at is None or abs(now - self._planned_at) >= PLANNED_EVERY:
            await self._plan(now)
        async with self.desk.store.glance() as tx:
            due = await tx.occasions.due(now)
        if blind or self.is_blind():
            due = [o for o in due if o.name not in self.desk.features.waits_for_people]
        by_case: dict[tuple[int | None, str], list[Occasion]] = defaultdict(list)
        for occasion in due:
            by_case[occasion.case_id, "" if occasion.case_id else occasion.subject].append(occasion)
        for (case_id, _), group in by_case.items():
            if self._is_stopping:
                break
            await self._decide(case_id, group, now)
            self._goes_on()
        return len(due)

    def _catch_up(self) -> None:
        """A machine that was halted does not know that time passed, but Telegram does: it is a gap like any other."""
        if self.desk.clock.off_by_s() > HALTED_S:
            log.warning("clock.was_halted", seconds=round(self.desk.clock.put_right()))

    async def _decide(self, case_id: int | None, group: list[Occasion], now: datetime) -> None:
        async with self.desk.store.glance() as tx:
            district = await tx.districts.get(group[0].district_id or 0)
        if district is None:
            return
        speaker = work_speaker.as_clock(district, now)
        try:
            if case_id is not None:
                await self.desk.do(dues.decide_together, speaker, case_id=case_id)
            else:
                for occasion in group:
                    await self.desk.do(self._decision(occasion), speaker, occasion=occasion)
        except Exception:  # one bad occasion must not stop the clock for all others; it is tried again
            log.exception("tick.failed", case_id=case_id, occasion=group[0].name)

    def _decision(self, occasion: Occasion) -> Action:
        """Whoever decides what its subject begins with; a kind of case that brings nothing of its own: the engine."""
        decide: Action = self.desk.features.decides.get(occasion.subject.partition(":")[0], dues.decide)
        return decide

    async def _plan(self, now: datetime) -> None:
        async with self.desk.store.glance() as tx:
            districts = await tx.districts.all()
        for district in districts:
            for plan in self.desk.features.plans:
                try:
                    await self.desk.do(plan, work_speaker.as_clock(district, now))
                except Exception:  # one bad plan must not stop the clock; it is tried again
                    log.exception("tick.not_planned", district=district.id)
                self._goes_on()
        self._planned_at = now

    async def _is_backlog(self) -> bool:
        """Something waits at Telegram or with us that was said before."""
        if self.is_behind():
            return True
        async with self.desk.store.glance() as tx:
            return bool(await tx.inbox.backlog())

    def gap_ends(self) -> None:
        """There is contact again after a gap: what was said meanwhile is worked off before the clock acts on it."""
        self._gap_may_be = True
        self.backlog_until = self.desk.clock.now() + timedelta(seconds=BACKLOG_WAIT_S)

    async def _after_gap(self, now: datetime) -> None:
        """Where a gap was written down, every district makes good for it, once, whenever this program was stopped."""
        self._gap_may_be = False
        async with self.desk.store.glance() as tx:
            gap = await tx.kept.get(outages.KEPT)
            districts = await tx.districts.all()
        if not gap:
            return
        since, until = (datetime.fromisoformat(gap[name]) for name in ("since", "until"))
        for district in districts:
            try:
                await self.desk.do(outages.over, work_speaker.as_clock(district, now), since=since, until=until)
            except Exception:  # one district must not hold up the others; it is tried again
                self._gap_may_be = True
                log.exception("tick.gap_failed", district=district.id)
            self._goes_on()
        if not self._gap_may_be:
            async with self.desk.store.begin() as tx:
                await tx.kept.put(outages.KEPT, None)

    async def clean(self) -> None:
        """Forget what is kept only for a time: tracks, updates, open questions, sent letters, looks.

        What cannot be forgotten just now holds up nothing else. Raises NotAllClean at the end.
        """
        now, days = self.desk.clock.now(), timedelta(days=1)
        old_tracks = now - self.desk.rules.track_days * days
        looks, letters = now - privacy_actions.LOOKS_KEPT_DAYS * days, now - privacy_actions.LETTERS_KEPT_DAYS * days

        async def gone(forget: cleaning.Forget) -> int:
            return await cleaning.in_slices(self.desk.store, forget)

        forgets: dict[str, cleaning.Forget] = {
            "tracks": lambda tx, most: tx.teams.forget_tracks_before(old_tracks, most),
            "questions": lambda tx, most: tx.drafts.forget_before(now - drafts.OPEN_FOR, most),
            "updates": lambda tx, most: tx.inbox.forget_before(now - DONE_KEPT, now - DEAD_KEPT, most),
            "papers": lambda tx, most: tx[PRIVACY].forget_before(looks, letters, most),
        }
        steps = [(name, partial(gone, forget)) for name, forget in forgets.items()]
        counts = await cleaning.each([*steps, *(("files", clean) for clean in self.clean_too)])
        log.info("clean", **counts)

    def schedule(self, scheduler: AsyncIOScheduler, rounds: Rounds, every_s: float = 1.0) -> None:
        """Have *scheduler* turn it every second: never dropped when late, never two at once; and clean every hour."""
        clean = rounds.of("clean", self.clean, HOUR_S)
        for work, name, seconds in ((self.turn, "tick", every_s), (clean, "clean", HOUR_S)):
            again(scheduler, work, name, seconds)
