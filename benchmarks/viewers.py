"""Fifty people page through years of cases: what a pin, and a call for help, wait for it.

100,000 ended cases; the fifty look in a process of their own, each for two pages at a time with filters that find much,
little and nothing. Phases with and without them alternate, over the same database.
"""

import asyncio
import contextlib
import json
import logging
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import httpx
import structlog
from sqlalchemy import text

from bot.access import keys as access_keys
from bot.access.keys import SIGN_INS, Session
from bot.app import assembly, at_work
from bot.app.settings import Web
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident, State
from bot.register.districts import District
from bot.register.people import Duty, Member, Person, RoleHeld, RoleName
from bot.register.teams import Team
from bot.values.geo import Point
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import SystemClock
from handlers.telegram.transport.pace import Pace, Rates, Share
from storage.engine import make_engine

TOKEN = "123456:bench"
CASES, VIEWERS, PINS, ROUNDS = 100_000, 50, 30, 2
GROUP, CAPTAIN = -100, 1
CALLERS = range(2, 2 + 2 * ROUNDS)
EVERY_S, PATIENCE_S = 1.0, 60.0
MANY = Share(2000)
WIDE = Rates(
    group_minute=2000, urgent=MANY, new=MANY, closings=MANY, edits=MANY, listed=MANY, alone=2000, alone_until=2000,
    chat_burst=1000,
)  # fmt: skip
FILTERS = ({}, {"live": "false"}, {"item": "street_stall"}, {"item": "no_such"}, {"team": "1"}, {"state": "cancelled"})
CHANCE = random.Random(7)
PEOPLE = (CAPTAIN, *CALLERS, *range(1000, 1000 + VIEWERS))

_MANY = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
INSERT INTO cases ({columns}) SELECT {values} FROM n, cases WHERE cases.id = 1
"""
_OWN = """
INSERT INTO incidents ({columns}) SELECT {values} FROM cases, incidents WHERE incidents.case_id = 1 AND cases.id > 1
"""


def _secret(n: int) -> str:
    return f"viewer-{n:040}"


async def _fill(built: assembly.House, url: str) -> None:
    now = datetime.now(UTC)
    async with built.store.begin() as tx:
        district = await tx.districts.add(District(GROUP, "Jiubao", "en", "Asia/Shanghai", {"close": 600}))
        team = await tx.teams.save(Team(district.id, "Team 1", base=Point(30.3, 120.27)))
        for user_id in PEOPLE:
            role = RoleName.CAPTAIN if user_id == CAPTAIN else RoleName.VIEWER
            role = RoleName.MEMBER if user_id in CALLERS else role
            await tx.people.save(Person(user_id, f"P{user_id}", private_open=True))
            held = (RoleHeld(role, now),)
            own = team.id if user_id in CALLERS else None
            await tx.people.save_member(Member(district.id, user_id, f"P{user_id}", team_id=own, roles=held))
            secret = access_keys.fingerprint(_secret(user_id))
            await tx[SIGN_INS].open_session(Session(secret, user_id, now, now))
        await tx.people.start_duty(Duty(district.id, CALLERS[0], now, now + timedelta(hours=8)))
        old = Incident(
            district.id, "incident", await tx.districts.next_number(district.id), State.CLOSED,
            now - timedelta(days=800), point=Point(30.3, 120.27), reporter_id=CAPTAIN, item="street_stall",
        )  # fmt: skip
        await tx[INCIDENTS].add(old)
    engine = make_engine(url, pool_size=1, writes=True)
    async with engine.begin() as connection:
        for table, statement, own in (
            ("cases", _MANY, {"id": "1 + n.i", "number": "1 + n.i", "reported_at": "cases.reported_at + n.i * 600000"}),
            ("incidents", _OWN, {"case_id": "cases.id"}),
        ):
            names = [row[1] for row in await connection.execute(text(f"PRAGMA table_info({table})"))]
            columns, values = ", ".join(names), ", ".join(own.get(name, f"{table}.{name}") for name in names)
            await connection.execute(text(statement.format(count=CASES - 1, columns=columns, values=values)))
        await connection.execute(text(f"UPDATE districts SET last_number = {CASES}"))
    await engine.dispose()


@asynccontextmanager
async def _served() -> AsyncIterator[tuple[assembly.House, DrillTelegram]]:
    """The bot with its pages over a folder of its own."""
    world = DrillTelegram(SystemClock(), TOKEN)
    for user_id in PEOPLE:
        world.add_person(user_id, f"P{user_id}", started=True)
    world.add_group(GROUP, "Jiubao", PEOPLE)
    world.rates.enabled = False
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/patrol.db"
        async with DrillServer(world) as server:
            built = await assembly.build(
                TOKEN, api_url=server.url, database_url=url, rules=Rules(), clock=SystemClock(), pace=Pace(WIDE),
                web=Web(),
            )  # fmt: skip
            await _fill(built, url)
            async with at_work.running(built):
                yield built, world


async def _until(found: Callable[[], bool]) -> float:
    """The milliseconds until *found*; infinite where that is longer than anybody waits."""
    began = time.perf_counter()
    while not found():
        if time.perf_counter() - began > PATIENCE_S:
            return float("inf")
        await asyncio.sleep(0.002)
    return (time.perf_counter() - began) * 1000


async def _pins(world: DrillTelegram) -> list[float]:
    """One pin a second; the milliseconds until the bot's next message in the group."""
    took = []
    for _ in range(PINS):
        newest = max((m.message_id for m in world.messages(GROUP, 0)), default=0)
        at = Point(30.30 + CHANCE.random() * 0.02, 120.26 + CHANCE.random() * 0.02)
        Player(world, CAPTAIN).send_location(GROUP, at.lat, at.lon)
        heard = await _until(
            lambda after=newest: any(m.author.id == world.bot.id for m in world.messages(GROUP, after))
        )
        took.append(heard)
        await asyncio.sleep(max(0.0, EVERY_S - heard / 1000))
    return took


async def _cry(world: DrillTelegram, caller: int) -> float:
    """A call for help; the milliseconds until the captain has it in private."""
    newest = max((m.message_id for m in world.messages(CAPTAIN, 0)), default=0)
    Player(world, caller).say(GROUP, "/sos")
    return await _until(lambda: any(f"P{caller}" in (m.text or "") for m in world.messages(CAPTAIN, newest)))


async def _view(client: httpx.AsyncClient, user_id: int, told: Counter[int]) -> None:
    """One of a viewer's two hands: page after page of one filter after the other."""
    cookies = {"Cookie": f"patrol_session={_secret(user_id)}"}
    while True:
        asked: dict[str, str] = dict(CHANCE.choice(FILTERS))
        for _ in range(CHANCE.randrange(1, 20)):
            answer = await client.get("/api/districts/1/cases", params=asked, headers=cookies)
            told[answer.status_code] += 1
            if answer.status_code != HTTPStatus.OK or not answer.json()["next"]:
                break
            asked["after"] = answer.json()["next"]


async def _viewers(url: str, seconds: float) -> None:
    """The child: fifty viewers for a while; prints how many answers of which status they got."""
    told: Counter[int] = Counter()
    limits = httpx.Limits(max_connections=2 * VIEWERS)
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
        hands = [asyncio.create_task(_view(client, 1000 + n // 2, told)) for n in range(2 * VIEWERS)]
        await asyncio.wait(hands, timeout=seconds)
        for one in hands:
            one.cancel()
        await asyncio.gather(*hands, return_exceptions=True)
    print(json.dumps(told))


@asynccontextmanager
async def _looking(url: str) -> AsyncIterator[Counter[str]]:
    """While fifty look; filled with what they were answered."""
    told: Counter[str] = Counter()
    seconds = PINS * EVERY_S + 10
    command = (sys.executable, "-m", "benchmarks.viewers", url, str(seconds))
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    await asyncio.sleep(4)
    try:
        yield told
    finally:
        said, _ = await child.communicate()
        with contextlib.suppress(json.JSONDecodeError):
            told.update(json.loads(said))


def _told(name: str, took: list[float], cry: float) -> tuple[float, float, float]:
    ordered = sorted(took)
    p50, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    print(f"viewers: {name:<22} pin p50 {p50:7.1f} ms  p95 {p95:7.1f} ms, the captain hears a call after {cry:7.1f} ms")
    return p50, p95, cry / 1000


@dataclass(frozen=True)
class Viewed:
    """How many times as long pins waited as without viewers (p50, p95), and the longest call for help in seconds."""

    p50: float
    p95: float
    call_s: float


async def _measure() -> Viewed:
    alone: list[tuple[float, float, float]] = []
    beside: list[tuple[float, float, float]] = []
    async with _served() as (built, world):
        await asyncio.sleep(2)
        await _pins(world)
        for n in range(ROUNDS):
            alone.append(_told("nobody looks", await _pins(world), await _cry(world, CALLERS[2 * n])))
            async with _looking(built.web_url) as told:
                name = f"{VIEWERS} page at will"
                beside.append(_told(name, await _pins(world), await _cry(world, CALLERS[2 * n + 1])))
            print(f"viewers: they were answered {dict(told)}")
            await asyncio.sleep(2)
    p50, p95 = (sum(one[n] for one in beside) / sum(one[n] for one in alone) for n in (0, 1))
    for name, ratio in (("p50", p50), ("p95", p95)):
        print(f"viewers: {name} is {ratio:.2f} times that without them (wanted: within 1.5)")
    return Viewed(p50, p95, max(one[2] for one in beside))


def _quiet() -> None:
    logging.basicConfig(level=logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def main() -> Viewed:
    """Print a pin's and a call's wait without and with them."""
    _quiet()
    return asyncio.run(_measure())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _quiet()
        asyncio.run(_viewers(sys.argv[1], float(sys.argv[2])))
    else:
        main()
