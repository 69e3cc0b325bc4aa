"""Finding among 1,000, 10,000 and 100,000 places, and the first answer to a report beside so many.

Shown besides is what the register weighs, and how long it takes to be filled.
"""

import asyncio
import logging
import os
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import structlog

from bot.app import assembly, at_work
from bot.places import finding, keys
from bot.places.register import NEAR_M, PLACES, Place
from bot.register.districts import District
from bot.register.people import Member, Person, RoleHeld, RoleName
from bot.register.teams import Team
from bot.values import whole_names
from bot.values.geo import Point
from bot.work.ports import Tx
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import SystemClock
from storage.store import SqlStore
from tests.measured import many_places
from tests.measured.many_places import CENTRE, CHAIN, HALL, SPREAD_DEG, TOWN

SIZES = (1_000, 10_000, 100_000)
WANTED_MS = (50, 150)
"""Median and 99 of 100, on SQLite."""

ROUNDS = 40
"""So often each way of looking is tried."""

TOKEN, GROUP = "123456:bench", -1001
FEW, MANY, WANTED_TIMES = 100, 100_000, 2.0
PEOPLE, EVERY_S = 60, 0.25
"""So many report once each, one after the other, with so long between them."""

Look = Callable[[Tx, int], Awaitable[object]]
Said = list[Callable[[Player], object]]


# --- what is looked for


def _wrong(name: str, chance: random.Random) -> str:
    """A name with one letter wrong."""
    at = chance.randrange(len(name))
    return name[:at] + chance.choice("圣离按号") + name[at + 1 :]


def _sound(name: str, letters: int) -> str:
    """The pinyin of a name; of one letter for each character its initials."""
    folded = keys.fold(name)
    return "".join(one[:letters] for one in keys.readings(folded)[0])


def _searches(some: Sequence[Place], chance: random.Random) -> dict[str, list[str]]:
    """What people type, by the way in which they look."""
    chinese = [one.name for one in some if whole_names.is_wide(one.name)]
    return {
        "name": [one.name for one in some],
        "part of a name": [name[n : n + 3] for name in chinese for n in [chance.randrange(max(1, len(name) - 3))]],
        "alias": [one.aliases[0] for one in some if one.aliases],
        "with a mistake": [_wrong(name, chance) for name in chinese],
        "pinyin": [_sound(name, 9)[:14] for name in chinese],
        "initials": [_sound(name, 1)[:4] for name in chinese],
        "code": [one.code for one in some],
        "licence": [one.licence for one in some if one.licence],
        "what many have": [TOWN, CHAIN, "有限公司", "店", "便利店", "云", "a", "gs", "qh", "yh"],
        "odd": ["%", "_", "'\"", "😀", "مطعم", "\x00", "店" * 5000, "x" * 5000],
    }


def _texts(some: Sequence[Place], chance: random.Random) -> dict[str, list[str]]:
    """Reports in words, by what they say of the place."""
    chinese = [one for one in some if whole_names.is_wide(one.name)]
    return {
        "name": [f"{one.name}门口有人打架" for one in chinese],
        "chain": [f"{CHAIN}门口乱停车", f"{chance.choice(chinese).address}{CHAIN} 打架"],
        "with a mistake": [f"{_wrong(one.name, chance)} 打架" for one in chinese],
        "no place": [
            "路口有个大坑，车都绕着走",
            "有限公司门口摆摊",
            "a deep hole near the school gate",
            "便利店门口乱停车",
        ],
        "200 letters": ["，".join(one.name for one in chinese)[n : n + 200] for n in range(10)],
    }


def _points(chance: random.Random) -> dict[str, list[Point]]:
    return {"anywhere": [_point(chance, 1.4 * SPREAD_DEG) for _ in range(ROUNDS)], "in the hall": [HALL]}


def _point(chance: random.Random, far: float) -> Point:
    return Point(CENTRE.lat + chance.uniform(-far, far), CENTRE.lon + chance.uniform(-far, far))


def _search(words: str, here: Point | None) -> Look:
    return lambda tx, district_id: finding.search(tx, district_id, words, here)


def _search(words: str, here: Point | None) -> Look:
    return lambda tx, district_id: finding.search(tx, district_id, words, here)


def _text(text: str) -> Look:
    return lambda tx, district_id: finding.named(tx, district_id, text, CENTRE)


def _nearest(point: Point) -> Look:
    return lambda tx, district_id: tx[PLACES].near(district_id, point, NEAR_M, 1)


def _near_me(point: Point) -> Look:
    return lambda tx, district_id: tx[PLACES].near(district_id, point, 2000, 50)


def _looks(some: Sequence[Place]) -> dict[str, list[Look]]:
    """Every way of looking, with what is looked for."""
    chance = random.Random(3)
    found: dict[str, list[Look]] = {}
    for name, said in _searches(some, chance).items():
        for way, here in (("search", None), ("search near", HALL)):
            found[f"{way}: {name}"] = [_search(words, here) for words in said]
    found |= {f"text: {name}": list(map(_text, said)) for name, said in _texts(some, chance).items()}
    for name, points in _points(chance).items():
        found |= {f"nearest: {name}": list(map(_nearest, points)), f"near me: {name}": list(map(_near_me, points))}
    return found


# --- how long it takes


def _percentile(took: Sequence[float], share: float) -> float:
    return sorted(took)[min(len(took) - 1, int(len(took) * share))]


async def _pace(store: SqlStore, district_id: int, looks: Sequence[Look]) -> tuple[float, float]:
    took = []
    for n in range(max(ROUNDS, len(looks))):
        began = time.perf_counter()
        async with store.look() as tx:
            await looks[n % len(looks)](tx, district_id)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), _percentile(took, 0.99)


def _weight(file: Path) -> int:
    return sum(one.stat().st_size for one in file.parent.iterdir())


async def _filled(file: Path, count: int) -> tuple[SqlStore, int]:
    store = await SqlStore.open(f"sqlite+aiosqlite:///{file}")
    async with store.begin() as tx:
        district = await tx.districts.add(District(GROUP, "bench", "zh", "Asia/Shanghai", {}, centre=CENTRE))
    empty, began, cpu = _weight(file), time.perf_counter(), time.process_time()
    await many_places.fill(store, district.id, count, datetime.now(UTC))
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    weight = _weight(file) - empty
    each = f"{1000 * took / count:.2f} s and {weight / count / 1000:.2f} MB per 1,000"
    print(f"places: {count:>7} filled in {took:.1f} s (processor {cpu:.1f} s): {each}")
    return store, district.id


async def _finding(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "patrol.db"
        store, district_id = await _filled(file, count)
        some = list(islice(many_places.places(count), 0, count, max(1, count // ROUNDS)))
        for name, looks in _looks(some).items():
            p50, p99 = await _pace(store, district_id, looks)
            late = "" if p50 <= WANTED_MS[0] and p99 <= WANTED_MS[1] else f"  SLOWER THAN WANTED {WANTED_MS}"
            print(f"places: {count:>7} {name:<30} p50 {p50:6.1f} ms  p99 {p99:6.1f} ms{late}")
        await store.close()


# --- the first answer


async def _district(store: SqlStore, count: int) -> None:
    """A district with people, a team, and a register."""
    now = datetime.now(UTC)
    async with store.begin() as tx:
        district = await tx.districts.add(District(GROUP, "bench", "zh", "Asia/Shanghai", {}, centre=CENTRE))
        await tx.teams.save(Team(district.id, "一队", base=CENTRE))
        for n in range(PEOPLE):
            name, role = f"P{n}", RoleHeld(RoleName.MEMBER, now)
            await tx.people.save(Person(5000 + n, name, private_open=True))
            await tx.people.save_member(Member(district.id, 5000 + n, name, roles=(role,)))
    await many_places.fill(store, district.id, count, now)


async def _answered(world: DrillTelegram, say: Callable[[Player], object], player: Player) -> float:
    """Milliseconds until the first answer in private."""
    seen = max((m.message_id for m in world.messages(player.id)), default=0)
    began = time.perf_counter()
    say(player)
    while not any(m.author.id == world.bot.id for m in world.messages(player.id, seen)):
        await asyncio.sleep(0.002)
        if time.perf_counter() - began > 20:
            raise TimeoutError("no answer")
    return (time.perf_counter() - began) * 1000


async def _reports(count: int) -> dict[str, list[float]]:
    """How long each first answer took beside a register of so many."""
    world = DrillTelegram(SystemClock(), TOKEN)
    for n in range(PEOPLE):
        world.add_person(5000 + n, f"P{n}", started=True)
    world.add_group(GROUP, "bench", [5000 + n for n in range(PEOPLE)], creator=5000)
    chance = random.Random(5)
    said = _said([one for one in many_places.places(count) if one.is_there][:PEOPLE], chance)
    took: dict[str, list[float]] = {name: [] for name in said}
    async with AsyncExitStack() as stack:
        url = f"sqlite+aiosqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/patrol.db"
        store = await SqlStore.open(url)
        await _district(store, count)
        await store.close()
        server = await stack.enter_async_context(DrillServer(world))
        built = await assembly.build(TOKEN, api_url=server.url, database_url=url, rules=Rules(), clock=SystemClock())
        await stack.enter_async_context(at_work.running(built))
        await asyncio.sleep(2)
        for n in range(PEOPLE):
            name = list(said)[n % len(said)]
            took[name].append(await _answered(world, said[name][n], Player(world, 5000 + n)))
            await asyncio.sleep(EVERY_S)
    return took


def _said(some: Sequence[Place], chance: random.Random) -> Mapping[str, Said]:
    """How each of them reports: a pin, in words that name a place, in words that name one with a mistake."""

    def pin(player: Player) -> object:
        far = SPREAD_DEG
        return player.send_location(
            player.id, CENTRE.lat + chance.uniform(-far, far), CENTRE.lon + chance.uniform(-far, far)
        )

    names = [one.name for one in some]
    return {
        "a pin": [pin] * PEOPLE,
        "a report by name": [
            lambda who, name=name: who.say(who.id, f"/report {name} 共享单车乱停放") for name in names
        ],
        "a report by chain": [lambda who: who.say(who.id, f"/report {CHAIN} 共享单车乱停放")] * PEOPLE,
    }


async def _first_answers() -> None:
    few, many = await _reports(FEW), await _reports(MANY)
    for name, beside in many.items():
        alone = few[name]
        both = [(statistics.median(one), _percentile(one, 0.95)) for one in (alone, beside)]
        times = [after / before for before, after in zip(*both, strict=True)]
        late = "" if max(times) <= WANTED_TIMES else "  SLOWER THAN WANTED"
        print(
            f"places: first answer to {name:<18} {FEW}: p50 {both[0][0]:.0f} p95 {both[0][1]:.0f} ms, "
            f"{MANY}: p50 {both[1][0]:.0f} p95 {both[1][1]:.0f} ms, times {times[0]:.2f} and {times[1]:.2f} "
            f"(wanted: {WANTED_TIMES:.0f}){late}"
        )  # fmt: skip


def main(sizes: Sequence[int] = SIZES) -> None:
    """Print how long each way of looking takes at each size, and how much later a report is answered."""
    os.environ["PTB_TIMEDELTA"] = "true"
    logging.basicConfig(level=logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    for count in sizes:
        asyncio.run(_finding(count))
    asyncio.run(_first_answers())


if __name__ == "__main__":
    main()
