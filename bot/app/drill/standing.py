"""A drill ground as it stands: the world, a sample district, and the bot against it, which may be restarted."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from bot.app import assembly, at_work, samples
from bot.app.drill.looks import Looks
from bot.app.house import House
from bot.app.samples import Sample
from bot.app.settings import Settings, Web
from bot.duty import duty
from bot.handbook.book import Handbook
from bot.imports import bringing_in, district_file
from bot.imports.district_file import DistrictFile
from bot.words import Words
from bot.work import speaker
from bot.work.ports import Tx
from handlers.drill import ground
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.cases import Cases
from handlers.drill.happened import Happened
from handlers.drill.server import DrillServer
from handlers.process.clock import DrillClock
from storage.engine import sqlite_file

TICK_S, MINUTE_S = 1.0, 60.0
TICK_REAL_S = 0.05
"""The tick follows the drill's clock, but turns no more often than this in seconds of the machine."""

SETTLE_REAL_S, LOOK_REAL_S, QUIET_LOOKS = 2.0, 0.002, 2
"""How long the bot is waited for at most, how often it is looked at, and how often it must be seen at rest."""

log = structlog.get_logger()


def _new_id() -> str:
    """What tells one standing of the ground from the next."""
    return secrets.token_hex(4)


@dataclass
class Ground(Looks):
    """A drill ground that stands: the world, and the bot against it (which may be restarted). A ``Stage``.

    With *samples* it lives by their rosters, and may become another of them; until a page has said which, it is not
    *is_chosen*.
    """

    world: DrillTelegram
    clock: DrillClock
    file: DistrictFile
    source: Path
    settings: Settings
    database_url: str
    words: Words
    web: Web | None = None
    api_url: str = ""
    bot: House | None = None
    _running: AsyncExitStack | None = None
    _changing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _becoming: asyncio.Lock = field(default_factory=asyncio.Lock)
    _book: Handbook | None = None
    _cases: Cases = field(default_factory=Cases)
    _happened: Happened = field(default_factory=Happened)
    patience_s: float = SETTLE_REAL_S
    _turned_at: datetime | None = None
    _audited_at: datetime | None = None
    samples: Sequence[Sample] = ()
    is_chosen: bool = True
    id: str = field(default_factory=_new_id)
    server: DrillServer | None = None

    @property
    def language(self) -> str:
        """What the bot speaks in the group."""
        return self.file.language

    @property
    def sample(self) -> str:
        """The name of the sample that it stands as."""
        return next((one.name for one in self.samples if one.path == self.source), "")

    @property
    def fixed_language(self) -> str:
        """What the settings name, if they do."""
        return self.settings.patrol_language if "patrol_language" in self.settings.model_fields_set else ""

    @property
    def tile_url(self) -> str:
        """Map tiles, where they were asked for in so many words; by default nothing is fetched from anywhere."""
        return tiles_asked_for(self.settings)

    async def start(self) -> None:
        """Bring the district in, put everybody of a team on duty, and start the bot."""
        async with self._changing:
            built = await self._build()
            async with AsyncExitStack() as until_it_runs:
                until_it_runs.push_async_callback(built.store.close)
                now, file = self.clock.now(), self.file
                if self.samples:
                    file = replace(file, roster=samples.roster_beside(self.source, now.date()))
                async with built.store.begin() as tx:
                    await bringing_in.bring_in(tx, file, built.desk.rules, now)
                    await self._open_chats(tx)
                await self._muster(built, by_roster=bool(self.samples))
                until_it_runs.pop_all()
            await self._run(built)

    async def become(self, name: str, language: str) -> None:
        """Throw everything away, and stand anew as the sample of that name, in that language."""
        sample = next(one for one in self.samples if one.name == name)
        async with self._becoming:
            file = await asyncio.to_thread(district_file.read, sample.path, self.settings.rules())
            if self.server is not None:
                await self.server.rest()
            async with self._changing:
                port = urlsplit(self.command_centre).port
                await self._stop()
                self.file, self.source, self.is_chosen = replace(file, language=language), sample.path, True
                self.world, self._cases, self.id = ground.furnish(self.clock, self.file), Cases(), _new_id()
                self._happened = Happened()
                self.web = self.web and replace(self.web, language=language, port=port or self.web.port)
                self.clock.run_at(1.0)
                self.clock.stand(False)
                forget(self.database_url)
                if self.server is not None:
                    self.server.turn_to(self.world, sample.drills)
            await self.start()

    async def restart(self) -> None:
        """Stop the bot and start it again on what it stored."""
        async with self._changing:
            await self._stop()
            self.world.changes.touch()
            await self._run(await self._build())
            self.world.changes.touch()

    async def stop(self) -> None:
        """Stop the bot; the server and its store are left standing."""
        async with self._changing:
            await self._stop()

    async def muster(self) -> None:
        """Put everybody on duty who is not."""
        async with self._changing:
            if self.bot is not None and self.is_up:
                await self._muster(self.bot)

    async def turn(self) -> int:
        """Decide what is due at this moment, and audit by the minute; the tick does not do it again."""
        async with self._changing:
            return await self._turn(self.bot) if self.bot is not None and self.is_up else 0

    async def _turn(self, built: House) -> int:
        now = self.clock.now()
        self._turned_at = now
        decided = await built.tick.turn()
        self._audited_at = self._audited_at or now
        if (now - self._audited_at).total_seconds() >= MINUTE_S:
            self._audited_at = now
            await built.care.audit()
        return decided

    @asynccontextmanager
    async def _ticking(self, built: House) -> AsyncIterator[None]:
        """The tick, and what is done by the minute, by the drill's own clock; never cut off in the middle."""
        task = asyncio.create_task(self._tick(built))
        try:
            yield
        finally:
            async with built.tick.at_work, built.care.at_work:
                task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _tick(self, built: House) -> None:
        clock = self.clock
        while True:
            await clock.sleep(TICK_S)
            await asyncio.sleep(TICK_REAL_S if clock.pace > 1 else 0)
            if self._turned_at is not None and (clock.now() - self._turned_at).total_seconds() <= TICK_S:
                continue
            try:
                with clock.held() if clock.pace > 1 else contextlib.nullcontext():
                    await self._turn(built)
            except Exception:  # a database in trouble must not stop the clock
                log.exception("drill.tick_failed")

    async def settled(self) -> None:
        """Return once the bot has nothing to do at this moment; at most *patience_s* after it was asked."""
        loop, quiet = asyncio.get_running_loop(), 0
        end = loop.time() + self.patience_s
        while quiet < QUIET_LOOKS and loop.time() < end and self.is_up and self.bot is not None:
            at_rest = (self.world.updates.drained or self.bot.intake.is_waiting) and self.bot.is_idle
            quiet = quiet + 1 if at_rest and not await self.bot.board.backlog() else 0
            await asyncio.sleep(LOOK_REAL_S)

    async def _build(self) -> House:
        rules = replace(self.settings.rules(), drill=True, owners=frozenset({self.file.people[0].user_id}))
        return await assembly.build(
            ground.TOKEN,
            api_url=self.api_url,
            database_url=self.database_url,
            rules=rules,
            clock=self.clock,
            words=self.words,
            web=self.web,
        )

    async def _run(self, built: House) -> None:
        async with built.store.look() as tx:
            district = await tx.districts.by_chat(self.file.chat_id)
        self._book = await built.desk.books.read(built.store, district)
        running = AsyncExitStack()
        self.bot = await running.enter_async_context(at_work.running(built, tick_every_s=None))
        await running.enter_async_context(self._ticking(built))
        self._running = running

    async def _stop(self) -> None:
        if self._running is not None:
            running, self._running = self._running, None
            await running.aclose()

    async def _open_chats(self, tx: Tx) -> None:
        """Everybody has written to the bot before, as the world has it."""
        for user_id in {row.user_id for row in self.file.people} | {row.user_id for row in self.file.officers}:
            if (person := await tx.people.get(user_id)) is not None:
                await tx.people.save(replace(person, private_open=True))

    async def _muster(self, built: House, *, by_roster: bool = False) -> None:
        staff = [row.user_id for row in self.file.people if row.role != "viewer"]
        now = self.clock.now()
        async with built.store.look() as tx:
            district = await tx.districts.by_chat(self.file.chat_id)
            assert district is not None  # noqa: S101  # brought in at the start
            staff = await samples.on_shift(tx, district, staff, now) if by_roster else staff
        await built.desk.do(duty.roll_call, speaker.as_clock(district, now), user_ids=staff)


def forget(database_url: str) -> None:
    """Nothing of the database is left, nor of what SQLite keeps beside it."""
    if (file := sqlite_file(database_url)) is not None:
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
            file.with_name(name).unlink(missing_ok=True)


def tiles_asked_for(settings: Settings) -> str:
    """Map tiles for a drill: none by default."""
    return settings.patrol_tile_url if "patrol_tile_url" in settings.model_fields_set else ""
