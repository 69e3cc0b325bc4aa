"""Screens: what fifty of them cost the bot, how soon a change is seen, and how quickly Chromium draws it.

A district of 500 open cases and 200 teams. A flood changes a case and a team's place every fifth of a second; a rush
hour (sixty reports in ten minutes, eight moves each) does so at random moments, four times in five seconds.
"""

import asyncio
import contextlib
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from playwright.async_api import async_playwright

from bot.app import assembly, at_work
from bot.app.settings import Web
from bot.cases.case import Assignment, Role
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident, State
from bot.places import editions
from bot.places.editions import Changes
from bot.places.register import Place
from bot.register.districts import District
from bot.register.people import Duty, Member, Person, RoleHeld, RoleName
from bot.register.teams import Position, Team
from bot.values.geo import Point
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.server import DrillServer
from handlers.process.clock import SystemClock

TOKEN = "123456:bench"
CASES, TEAMS, SITES, SCREENS = 500, 200, 300, 50
SECONDS = 20.0
RUSH_SECONDS = 60.0
FLOOD_EVERY_S, RUSH_EVERY_S = 0.2, 1.25
SETTLED_S = 8.0
"""After so long the readings that were saved are used up in a flood, and saved anew where nothing changes."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
CHANCE = random.Random(7)


def _somewhere() -> Point:
    return Point(30.30 + CHANCE.random() * 0.04, 120.26 + CHANCE.random() * 0.04)


async def _fill(built: assembly.House, now: datetime) -> None:
    async with built.store.begin() as tx:
        district = await tx.districts.add(District(-100, "Jiubao", "zh", "Asia/Shanghai", {"close": 600}, drill=True))
        await tx.people.save(Person(1, "Captain"))
        await tx.people.save_member(Member(district.id, 1, "Captain", roles=(RoleHeld(RoleName.CAPTAIN, now),)))
        places = [Place(f"p{i}", f"Place {i}", "market", _somewhere()) for i in range(SITES)]
        await editions.write_at_once(tx, district.id, Changes(tuple(places)), now)
        for i in range(TEAMS):
            team = await tx.teams.save(Team(district.id, f"Team {i + 1}", base=_somewhere()))
            await tx.people.save(Person(1000 + i, f"Member {i}"))
            role = RoleHeld(RoleName.MEMBER, now)
            await tx.people.save_member(Member(district.id, 1000 + i, f"Member {i}", team_id=team.id, roles=(role,)))
            await tx.people.start_duty(Duty(district.id, 1000 + i, now, now + timedelta(hours=8)))
            at = Position(district.id, 1000 + i, _somewhere(), now, 10, now + timedelta(hours=1))
            await tx.teams.put_position(at, track=False)
        for i in range(CASES):
            lead = Assignment(i + 1, Role.LEAD, now, now, accepted_at=now) if i < TEAMS else None
            await tx[INCIDENTS].add(
                Incident(
                    district.id, "incident", await tx.districts.next_number(district.id),
                    State.ACCEPTED if lead else State.OPEN, now - timedelta(seconds=CHANCE.randrange(900)), drill=True,
                    point=_somewhere(), reporter_id=1, item="street_stall", assignments=(lead,) if lead else (),
                )
            )  # fmt: skip


@asynccontextmanager
async def _served() -> AsyncIterator[assembly.House]:
    """The bot with its pages; nothing but the bench changes anything."""
    world = DrillTelegram(SystemClock(), TOKEN)
    with tempfile.TemporaryDirectory() as folder:
        async with DrillServer(world) as server:
            built = await assembly.build(
                TOKEN, api_url=server.url, database_url=f"sqlite+aiosqlite:///{folder}/patrol.db",
                rules=Rules(drill=True), clock=SystemClock(), web=Web(),
            )  # fmt: skip
            await _fill(built, datetime.now(UTC))
            async with at_work.running(built, tick_every_s=None):
                yield built


def _at_random() -> float:
    return CHANCE.expovariate(1 / RUSH_EVERY_S)


async def _change(built: assembly.House, wait: Callable[[], float]) -> None:
    """Again and again a team moves, and a case is told when it was changed."""
    while True:
        async with built.store.begin() as tx:
            incident = await tx[INCIDENTS].by_number(1, CHANCE.randrange(1, CASES + 1))
            if incident is not None:
                await tx[INCIDENTS].keep(replace(incident, words=f"changed {time.time():.4f}"))
            at = Position(1, 1000 + CHANCE.randrange(TEAMS), _somewhere(), datetime.now(UTC), 10)
            await tx.teams.put_position(at, track=False)
        built.desk.changed()
        await asyncio.sleep(wait())


@asynccontextmanager
async def _changing(built: assembly.House, wait: Callable[[], float] = lambda: FLOOD_EVERY_S) -> AsyncIterator[None]:
    task = asyncio.create_task(_change(built, wait))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


async def _share(seconds: float) -> float:
    """The share of one core that this process takes, 0 to 1."""
    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.sleep(seconds)
    return (time.process_time() - cpu) / (time.perf_counter() - began)


async def _look(url: str, took: list[float] | None) -> None:
    """One screen: read the stream and, where *took* is given, write down how old each change is when it comes."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=2**24)
    writer.write(f"GET /api/districts/1/stream HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
    name = b""
    while line := await reader.readline():
        if line.startswith(b"event: "):
            name = line[7:].strip()
        elif took is not None and line.startswith(b"data: ") and name == b"change":
            now = time.time()
            for key, part in json.loads(line[6:])["set"].items():
                if key.startswith("case:") and str(part.get("words")).startswith("changed "):
                    took.append(now - float(part["words"].split()[1]))


async def _lookers(url: str, seconds: float) -> None:
    """The child: fifty screens for a while; prints the ages of changes in milliseconds."""
    took: list[float] = []
    tasks = [asyncio.create_task(_look(url, None if n else took)) for n in range(SCREENS)]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(json.dumps([round(1000 * t, 1) for t in took]))


async def _screens(built: assembly.House, seconds: float) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "benchmarks.screens", built.web_url, str(seconds))
    return await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)


async def _ages(child: asyncio.subprocess.Process, when: str) -> None:
    said, _ = await child.communicate()
    ages = sorted(json.loads(said))
    p50, p95 = statistics.median(ages), ages[int(len(ages) * 0.95)]
    print(f"screens: {when} a change is there {p50:.0f} ms after its commit, p95 {p95:.0f} ms (wanted: under 1000)")


async def _cost(built: assembly.House) -> None:
    async with _changing(built):
        alone = await _share(SECONDS / 2)
        child = await _screens(built, SECONDS + SETTLED_S)
        await asyncio.sleep(SETTLED_S)
        readings = built.feed.readings
        watched = await _share(SECONDS - 4)
        per_second = (built.feed.readings - readings) / (SECONDS - 4)
        print(
            f"screens: {SCREENS} of them cost {100 * (watched - alone):.0f} % of a core (wanted: under 20), "
            f"{per_second:.2f} readings a second (wanted: about 1)"
        )
        await _ages(child, "in a flood of changes")
    await asyncio.sleep(SETTLED_S)
    async with _changing(built, _at_random):
        await _ages(await _screens(built, RUSH_SECONDS), "in a rush hour")


async def _drawn(built: assembly.House) -> None:
    async with async_playwright() as tools, _changing(built):
        browser = await tools.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = await browser.new_page(viewport={"width": 1920, "height": 1080})
        await page.goto(built.web_url)
        await page.wait_for_selector(".pin.case")
        paint = await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        await page.evaluate("performance.clearMeasures()")
        await asyncio.sleep(SECONDS)
        took = sorted(await page.evaluate("performance.getEntriesByName('patrol-change').map(e => e.duration)"))
        await browser.close()
    p95 = took[int(len(took) * 0.95)]
    print(f"screens: first paint after {paint:.0f} ms (wanted: under 2000)")
    print(
        f"screens: Chromium takes {statistics.median(took):.1f} ms for a change, p95 {p95:.1f} ms (wanted: at most 30)"
    )


async def _all() -> None:
    async with _served() as built:
        await _cost(built)
        await _drawn(built)


def main() -> None:
    """Print the figures."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_all())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(_lookers(sys.argv[1], float(sys.argv[2])))
    else:
        main()
