"""Fifty people page through years of cases: what a pin, and a call for help, wait for it.

100,000 ended cases; the fifty look in a process of their own, each for two pages at a time with filters that find much,
little and nothing: at ours, and at a server that is none of ours and answers as often, so that what the machine has to
bear is the same. Both alternate, over the same database; 200 pins of each, one a second.
"""

import asyncio
import contextlib
import json
import logging
import random
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import httpx
import structlog
from sqlalchemy import text

from bot.access import keys as access_keys
from bot.access.keys import SIGN_INS, Session
from bot.app.house import House
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident, State
from bot.register.districts import District
from bot.register.people import Duty, Member, Person, RoleHeld, RoleName
from bot.register.teams import Team
from bot.values.geo import Point
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from storage.engine import make_engine
from tests.measured import pins
from tests.measured.pins import CAPTAIN, GROUP

CASES, VIEWERS, PINS, ROUNDS = 100_000, 50, 200, 4
CALLERS = range(2, 2 + ROUNDS)
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


async def _fill(built: House, url: str) -> None:
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


async def _cry(world: DrillTelegram, caller: int) -> float:
    """A call for help; the milliseconds until the captain has it in private."""
    newest = max((m.message_id for m in world.messages(CAPTAIN, 0)), default=0)
    Player(world, caller).say(GROUP, "/sos")
    return await pins.until(lambda: any(f"P{caller}" in (m.text or "") for m in world.messages(CAPTAIN, newest)))


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


async def _dummy(port: int, answer: Path, a_second: float) -> None:
    """The other child: a server that says the same to everybody, as often as ours came to say anything."""
    body = await asyncio.to_thread(answer.read_bytes)
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    loop = asyncio.get_running_loop()
    free = loop.time()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal free
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                await reader.readuntil(b"\r\n\r\n")
                free = max(free + 1 / a_second, loop.time())
                await asyncio.sleep(free - loop.time())
                writer.write(head + body)
                await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", port) as server:
        await server.serve_forever()


@asynccontextmanager
async def _child(*words: str) -> AsyncIterator[asyncio.subprocess.Process]:
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.viewers", *words, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()


@asynccontextmanager
async def _looking(url: str, count: int) -> AsyncIterator[Counter[str]]:
    """While fifty look at *url*, for as long as *count* pins take; filled with what they were answered."""
    told: Counter[str] = Counter()
    async with _child(url, str(count * pins.EVERY_S + 10)) as child:
        await asyncio.sleep(4)
        yield told
        said, _ = await child.communicate()
        with contextlib.suppress(json.JSONDecodeError):
            told.update(json.loads(said))


@asynccontextmanager
async def _another(built: House, a_second: float) -> AsyncIterator[str]:
    """A server that is none of ours, and answers what ours does; its address."""
    cookies = {"Cookie": f"patrol_session={_secret(1000)}"}
    async with httpx.AsyncClient(base_url=built.web_url, timeout=120) as client:
        answer = await client.get("/api/districts/1/cases", headers=cookies)
    with tempfile.NamedTemporaryFile() as kept, socket.create_server(("127.0.0.1", 0)) as found:
        await asyncio.to_thread(Path(kept.name).write_bytes, answer.content)
        port = int(found.getsockname()[1])
        found.close()
        async with _child("dummy", str(port), kept.name, str(a_second)):
            await asyncio.sleep(2)
            yield f"http://127.0.0.1:{port}"


@dataclass(frozen=True)
class Viewed:
    """Milliseconds that pins waited, sorted, while fifty looked at another server and while they looked at ours.

    *calls* are the milliseconds of calls for help meanwhile, *seen* counts what the fifty were answered by us.
    """

    pins_beside: list[float]
    pins: list[float]
    calls: list[float]
    seen: dict[str, int]

    def ratio(self, share: float) -> float:
        """So many times as long a pin waits; *share* 0.5 is the median, 0.95 the 95th percentile."""
        return at(self.pins, share) / at(self.pins_beside, share)


def at(took: list[float], share: float) -> float:
    """What *share* of them did not exceed."""
    return took[min(len(took) - 1, int(len(took) * share))]


async def measure(count: int = PINS, rounds: int = ROUNDS) -> Viewed:
    """*count* pins of each, in *rounds* that alternate, over the same database."""
    beside: list[float] = []
    ours: list[float] = []
    calls: list[float] = []
    seen: Counter[str] = Counter()
    each = count // rounds
    async with pins.served(PEOPLE, _fill) as (built, world):
        assert built.app is not None  # it has pages
        turns = built.app.state.reception.turns
        await asyncio.sleep(2)
        await pins.waits(world, 10)
        for n in range(rounds):
            async with _looking(built.web_url, each) as told:
                ours += await pins.waits(world, each)
                calls.append(await _cry(world, CALLERS[n]))
            seen.update(told)
            await pins.until(lambda: not turns)  # what they left behind is worked off
            await asyncio.sleep(2)
            a_second = max(1.0, told["200"] / (each * pins.EVERY_S + 10))
            async with _another(built, a_second) as url, _looking(url, each):
                beside += await pins.waits(world, each)
            await asyncio.sleep(2)
    return Viewed(sorted(beside), sorted(ours), calls, dict(seen))


def told(viewed: Viewed) -> list[str]:
    """In lines."""
    lines = [f"the fifty were answered {viewed.seen}"]
    for name, took in (("they look at another", viewed.pins_beside), ("they look at ours", viewed.pins)):
        p50, p95 = at(took, 0.5), at(took, 0.95)
        lines.append(f"{name:<22} {len(took):>4} pins  p50 {p50:7.1f} ms  p95 {p95:7.1f} ms")
    lines.append(f"the captain hears a call after {max(viewed.calls):.0f} ms at most")
    return lines


def _quiet() -> None:
    logging.basicConfig(level=logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def main() -> Viewed:
    """Measure and print."""
    _quiet()
    viewed = asyncio.run(measure())
    for line in told(viewed):
        print(f"viewers: {line}")
    return viewed


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["dummy", port, answer, a_second]:
            asyncio.run(_dummy(int(port), Path(answer), float(a_second)))
        case [url, seconds]:
            _quiet()
            asyncio.run(_viewers(url, float(seconds)))
        case _:
            main()
