"""The drill ground put together: a Bot API server on loopback, a sample district, and the unchanged bot against it."""

import asyncio
import contextlib
import errno
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot import desk, district_file, house, teamwork
from bot.clock import Clock
from bot.district_file import DistrictFile
from bot.geo import Point
from bot.incidents import Incident
from bot.refused import Refused
from bot.settings import Settings, Web
from bot.words import Words
from handlers.clock import FastClock, SystemClock
from handlers.drill import ground, review, scenario
from handlers.drill.crew import Command, Crew
from handlers.drill.errors import Mistake
from handlers.drill.player import Player
from handlers.drill.scenario import Event, Scenario
from handlers.drill.server import DrillServer
from handlers.drill.telegram import DrillTelegram
from storage.alone import alone_in

SAMPLE = Path(__file__).parent.parent / "samples" / "district.yaml"
PORT = 8099


@dataclass
class Ground:
    """A drill ground that stands: the world, its server, and the bot against it (which may be restarted)."""

    world: DrillTelegram
    server: DrillServer
    clock: Clock
    file: DistrictFile
    settings: Settings
    database_url: str
    tick_s: float
    words: Words
    web: Web | None = None
    bot: house.House | None = None
    _running: AsyncExitStack | None = None

    async def start_bot(self) -> house.House:
        """Start the unchanged bot against the server."""
        rules = replace(self.settings.rules(), drill=True, owners=frozenset({self.file.people[0].user_id}))
        built = await house.build(
            ground.TOKEN, api_url=self.server.url, database_url=self.database_url, rules=rules, clock=self.clock,
            words=self.words, web=self.web,
        )  # fmt: skip
        await self._people(built)
        self._running = AsyncExitStack()
        self.bot = await self._running.enter_async_context(house.running(built, tick_every_s=self.tick_s))
        return self.bot

    async def stop_bot(self) -> None:
        """Stop the bot; the server and its store are left standing."""
        if self._running is not None:
            await self._running.aclose()
            self._running = None

    async def _people(self, built: house.House) -> None:
        """Bring the district in; everybody of a team is on duty and has a private chat."""
        now = self.clock.now()
        async with built.store.begin() as tx:
            await district_file.bring_in(tx, self.file, built.desk.rules, now)
            district = await tx.districts.by_chat(self.file.chat_id)
            assert district is not None  # noqa: S101  # just brought in
        staff = [row.user_id for row in self.file.people if row.role != "viewer"]
        await built.desk.do(teamwork.roll_call, desk.as_clock(district, now), user_ids=staff)


@asynccontextmanager
async def opened(
    settings: Settings,
    words: Words,
    clock: Clock,
    file: DistrictFile,
    database: Path,
    *,
    tick_s: float,
    port: int,
    web: Web | None = None,
) -> AsyncIterator[Ground]:
    """A ground with its server listening and the bot running, with its own web server where *web* says so."""
    world = ground.furnish(clock, file)
    async with DrillServer(world, port=port) as server:
        url = f"sqlite+aiosqlite:///{database}"
        made = Ground(world, server, clock, file, settings, url, tick_s, words, web)
        await made.start_bot()
        try:
            yield made
        finally:
            await made.stop_bot()


async def open_until_stopped(settings: Settings, words: Words) -> None:
    """Without a token: open the drill ground on the sample district, say what to do next, and stay."""
    folder = settings.patrol_data_dir / "drill"
    file = district_file.read(SAMPLE, settings.rules())
    try:
        with alone_in(folder):
            database = folder / "patrol.db"
            database.unlink(missing_ok=True)
            await _stay(settings, words, file, database)
    except OSError as taken:
        if taken.errno != errno.EADDRINUSE:
            raise
        raise Refused("drill-port-taken", port=PORT) from taken


async def _stay(settings: Settings, words: Words, file: DistrictFile, database: Path) -> None:
    clock = SystemClock()
    async with opened(settings, words, clock, file, database, tick_s=1.0, port=PORT, web=settings.web()) as made:
        told = words.say(
            settings.patrol_language, "drill-ready", url=made.server.url, chat=str(file.chat_id), teams=len(file.teams)
        )
        Console(soft_wrap=True).print(told, markup=False, highlight=False)
        await asyncio.Event().wait()


async def play(settings: Settings, words: Words, path: Path, speed: float) -> None:
    """Play a written scenario with a progress line, and end with the after-action table."""
    language, console = settings.patrol_language, Console()
    try:
        script = scenario.read(path)
    except scenario.WrongScenario as wrong:
        console.print(words.say(language, "drill-wrong", line=wrong.line, problem=wrong.problem), markup=False)
        raise SystemExit(1) from None
    lines, busiest = await played(settings, words, script, speed, console)
    review.show(console, words, language, lines, busiest)


async def played(
    settings: Settings, words: Words, script: Scenario, speed: float, console: Console | None = None
) -> tuple[list[review.Line], int]:
    """Play *script*; returns the times of every case, and the most calls to the group within a minute."""
    language = settings.patrol_language
    file = district_file.read(script.district, settings.rules())
    folder = settings.patrol_data_dir / "drill"
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / f"scenario-{random.randrange(16**8):08x}.db"  # noqa: S311  # only a name
    clock = FastClock(script.start, speed)
    title = words.say(language, "drill-title", title=script.title.get(language, path_title(script)), speed=speed)
    try:
        async with opened(settings, words, clock, file, database, tick_s=max(0.05, 1 / speed), port=0) as made:
            with Progress(console=console or Console(quiet=True)) as progress:
                task = progress.add_task(title, total=script.minutes * 60)
                await _act(made, script, lambda done_s: progress.update(task, completed=done_s))
            lines = await _lines(made, language)
            return lines, _busiest(made.world, file.chat_id)
    finally:
        database.unlink(missing_ok=True)


def path_title(script: Scenario) -> str:
    """Any title a scenario has."""
    return next(iter(script.title.values()), "")


async def _act(made: Ground, script: Scenario, shown: Callable[[float], None]) -> None:
    """Let everybody act, second by second of the drill's own clock, until all is done or the time is up."""
    crews = ground.crews_of(made.world, made.file, script.crews)
    captain = Command(Player(made.world, made.file.people[0].user_id), made.world, made.clock, made.file.chat_id)
    for crew in crews:
        crew.show(made.clock.now())
    events = [*script.events, *_drawn(script, made.file)]
    events.sort(key=lambda e: e.at_s)
    start = made.clock.now()
    while True:
        now = made.clock.now()
        elapsed = (now - start).total_seconds()
        shown(min(elapsed, script.minutes * 60))
        while events and events[0].at_s <= elapsed:
            await _happen(made, crews, events.pop(0), now)
        for act in (*(crew.act for crew in crews), captain.act):
            with contextlib.suppress(Mistake):
                act(now)
        if elapsed >= script.minutes * 60 or (not events and elapsed > 60 and await _all_closed(made)):
            return
        await made.clock.sleep(1.0)


def _drawn(script: Scenario, file: DistrictFile) -> list[Event]:
    """Reports at even distances, at places drawn around the bases, with items drawn by the same chance."""
    if script.reports is None:
        return []
    chance = random.Random(script.reports.seed)  # noqa: S311  # the same drill each time
    bases = [t.base for t in file.teams if t.base and not t.handles]
    items = ("shared_bike_parking", "street_stall", "shop_overflow", "fire_lane_blocked", "dog_leash", "piled_goods")
    events = []
    for i in range(script.reports.count):
        base = chance.choice(bases)
        where = Point(base.lat + chance.uniform(-0.002, 0.002), base.lon + chance.uniform(-0.002, 0.002))
        who = chance.choice(file.people[:-1]).user_id
        at_s = i * script.reports.minutes * 60 / script.reports.count
        events.append(Event(at_s=at_s, does="report", who=who, where=where, item=chance.choice(items)))
    return events


async def _happen(made: Ground, crews: list[Crew], event: Event, now: datetime) -> None:
    if event.does == "restart":
        await made.stop_bot()
        await made.start_bot()
        return
    crew = next((c for c in crews if c.key == event.who), None)
    if crew is not None:
        if event.does == "silent":
            crew.silent_until = now + timedelta(seconds=event.for_s)
        elif event.does == "decline":
            crew.decline_with = event.reason
        elif event.does == "backup":
            crew.wants_backup = True
        return
    player = Player(made.world, int(event.who or 0))
    if event.does == "say":
        player.say(made.file.chat_id, event.text)
    elif event.where is not None:
        book = made.bot.desk.book if made.bot else None
        name = book.item(event.item).name_zh if book and event.item else event.text
        if name:
            player.say(made.file.chat_id, name)
        player.send_location(made.file.chat_id, event.where.lat, event.where.lon)


async def _incidents(made: Ground) -> list[Incident]:
    assert made.bot is not None  # noqa: S101  # started with the ground
    async with made.bot.store.look() as tx:
        district = await tx.districts.by_chat(made.file.chat_id)
        last = district.last_number if district else 0
        found = [await tx.cases.by_number(district.id, n) for n in range(1, last + 1)] if district else []
    return [i for i in found if i is not None]


async def _all_closed(made: Ground) -> bool:
    return all(i.closed_at is not None for i in await _incidents(made))


async def _lines(made: Ground, language: str) -> list[review.Line]:
    assert made.bot is not None  # noqa: S101  # started with the ground
    book, close_s = made.bot.desk.book, int(made.file.limits["close"])
    lines = []
    for incident in await _incidents(made):
        item = book.item(incident.item or "other")
        name = item.name_zh if language == "zh" else item.name_en
        lines.append(review.line_of(incident, name, close_s))
    return lines


def _busiest(world: DrillTelegram, chat_id: int) -> int:
    """The most calls to a chat within any minute."""
    times = sorted(c.at for c in world.calls.of(chat_id=chat_id) if c.cost)
    return max((sum(1 for t in times if 0 <= (t - s).total_seconds() < 60) for s in times), default=0)
