"""A night over years of work: how long the loop is held, how long the writer, how much memory, and what a pin waits.

``python -m benchmarks.years`` writes a year (``YEARS_CASES``, by default 166,667 cases: a million lines of history),
has the real bot run on it in a process of its own, and lets a night's work come: the copy and its proof, the morning
report, what is too old, somebody's data, somebody who is forgotten, an export. Meanwhile people send a pin a second.
``YEARS_DB`` names a file in which the year is kept from one run to the next.
"""

import asyncio
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app import assembly, at_work
from bot.imports import bringing_in, district_file
from bot.insight import morning
from bot.work import speaker as work_speaker
from bot.work.rules import Rules
from bot.work.schedule import Occasion
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import SystemClock
from handlers.telegram.transport.pace import Pace, Rates
from storage import copies
from storage.occasions import occasions
from storage.schema import cases
from tests.measured import year
from tests.measured.holders import Watch

TOKEN, GROUP = "123456:bench", -1001000000001
OWNER, FIRST, PEOPLE, TEAMS = 1001, 2000, 60, 20
PIN_EVERY_S, QUIET_S = 1.0, 30.0
AT_MOST_S = float(os.environ.get("YEARS_FORGET_S", "600"))
"""So long it is looked on while somebody is erased; who left a quarter of all behind takes longer."""

PHASES = ("quiet", "copy", "morning", "clean", "mydata", "forgetme", "export")


def _district() -> str:
    people = "".join(f"  - {{user_id: {FIRST + n}, name: P{n}, role: member}}\n" for n in range(PEOPLE))
    teams = "".join(
        f"  - {{key: t{n}, name: Team {n + 1}, base: [{30.30 + n / 600:.4f}, 120.26], "
        f"members: [{FIRST + 2 * n}, {FIRST + 2 * n + 1}]}}\n"
        for n in range(TEAMS)
    )
    return (
        f"district: {{chat_id: {GROUP}, name: Year, language: en, country: CN, centre: [30.31, 120.27]}}\n"
        f"people:\n  - {{user_id: {OWNER}, name: Captain, role: captain}}\n{people}teams:\n{teams}"
    )


def _rules() -> Rules:
    """It is past three in the morning there, whatever the hour is here."""
    ahead = (9 - datetime.now(UTC).hour) % 24
    zone = f"Etc/GMT{-ahead:+d}" if ahead <= 14 else f"Etc/GMT{24 - ahead:+d}"
    return Rules(owners=frozenset({OWNER}), language="en", country="CN", timezone=zone)


async def _bot(url: str, file: str) -> None:
    """Run the bot until the input ends; each line of it is a phase to be done, answered by what was measured."""
    pace = Pace(Rates(group_minute=100_000, all_second=1000, chat_every_s=0.01, chat_burst=1000))
    built = await assembly.build(
        TOKEN, api_url=url, database_url=f"sqlite+aiosqlite:///{file}", rules=_rules(), clock=SystemClock(), pace=pace
    )
    watch = Watch()
    watch.listen(built.store._writer.sync_engine)  # noqa: SLF001  # what is measured is its own
    lines = asyncio.Queue[str]()
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin.fileno(), lambda: lines.put_nowait(sys.stdin.readline()))
    daily, built.copies = built.copies, None  # begun when the bench says so
    async with at_work.running(built):
        tasks = [asyncio.create_task(work) for work in (watch.run(), _tidied(built))]
        await asyncio.sleep(3)
        _say("ready", {})
        while what := (await lines.get()).strip():
            watch.told()
            begun = time.perf_counter()
            if what == "copy" and daily is not None:
                await daily.turn()
            elif what == "clean":
                await built.tick.clean()
            elif what == "morning":
                await _morning(built)
            if what == "told":
                await lines.get()
            _say(what, watch.told() | {"took_s": time.perf_counter() - begun})
        for task in tasks:
            task.cancel()


async def _tidied(built: assembly.House) -> None:
    """What was reported some seconds ago is over, without the work that people would have with it."""
    old = select(cases.c.id).where(cases.c.is_live, cases.c.kind == "incident").order_by(cases.c.id.desc()).offset(8)
    while True:
        await asyncio.sleep(3)
        async with built.store.begin() as tx:
            db: AsyncConnection = tx.connection  # type: ignore[attr-defined]
            ids = list((await db.execute(old.limit(50))).scalars())
            over = {"state": "cancelled", "is_live": False, "version": cases.c.version + 1}
            await db.execute(update(cases).where(cases.c.id.in_(ids)).values(over))
            moot = {"done_at": occasions.c.due_at, "result": "moot"}
            which = occasions.c.case_id.in_(ids) & occasions.c.done_at.is_(None)
            await db.execute(update(occasions).where(which).values(moot))


async def _morning(built: assembly.House) -> None:
    async with built.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    now = built.clock.now()
    occasion = Occasion(0, 1, None, "morning:1/", "morning", now.date().toordinal(), now)
    await built.desk.do(morning.decide, work_speaker.as_clock(district, now), occasion=occasion)


def _say(what: str, told: dict[str, Any]) -> None:
    print(json.dumps({"what": what, **told}), flush=True)


def _kilobytes(pid: int) -> int:
    """Memory of a process of its own and of those it started."""
    total = 0
    for one in (pid, *_children(pid)):
        try:
            status = Path(f"/proc/{one}/status").read_text(encoding="utf8")
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon"))
    return total


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(one) for one in file.read_text(encoding="utf8").split()]
    return found


@dataclass
class Pins:
    """People who send pins in private, and how long each waits for its first answer, in milliseconds."""

    world: DrillTelegram
    took: list[float] = field(default_factory=list)
    sent: dict[int, float] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)

    async def run(self) -> None:
        """Send and look, until cancelled."""
        n, due = 0, time.perf_counter()
        while True:
            if time.perf_counter() >= due:
                due += PIN_EVERY_S
                user_id = FIRST + 41 + n % (PEOPLE - 41)
                n += 1
                if user_id not in self.sent:
                    self.sent[user_id] = time.perf_counter()
                    self.seen[user_id] = max((m.message_id for m in self.world.messages(user_id, 0)), default=0)
                    Player(self.world, user_id).send_location(
                        user_id, 30.30 + (n % 97) / 3000, 120.25 + (n % 89) / 3000
                    )
            await asyncio.sleep(0.004)
            self._look()

    def _look(self) -> None:
        for user_id in list(self.sent):
            found = [
                m for m in self.world.messages(user_id, self.seen.get(user_id, 0)) if m.author.id == self.world.bot.id
            ]
            if found:
                self.took.append((time.perf_counter() - self.sent.pop(user_id)) * 1000)
                self.seen[user_id] = max(m.message_id for m in found)

    def told(self) -> dict[str, float]:
        """How long people waited since the last time."""
        took, self.took = sorted(self.took), []
        if len(took) < 4:
            return {"pins": len(took), "p50": 0.0, "p95": 0.0, "worst": max(took, default=0.0)}
        return {
            "pins": len(took),
            "p50": statistics.median(took),
            "p95": took[int(len(took) * 0.95)],
            "worst": took[-1],
        }


async def _prepared(file: Path, count: int) -> None:
    """A district, and its years."""
    rules, url = _rules(), f"sqlite+aiosqlite:///{file}"
    built = await assembly.build(
        TOKEN, api_url="http://127.0.0.1:1", database_url=url, rules=rules, clock=SystemClock()
    )
    source = file.with_suffix(".yaml")
    source.write_text(_district(), encoding="utf8")
    async with built.store.begin() as tx:
        await bringing_in.bring_in(tx, district_file.read(source, rules), rules, datetime.now(UTC))
    await built.close()
    begun = time.perf_counter()
    lines = year.write(file, count, datetime.now(UTC))
    print(
        f"{lines:,} lines of {count:,} cases, {copies.size(file) / 2**20:.0f} MB, {time.perf_counter() - begun:.0f} s"
    )


@asynccontextmanager
async def _running(file: Path) -> AsyncIterator[tuple[DrillTelegram, asyncio.subprocess.Process]]:
    world = DrillTelegram(SystemClock(), TOKEN)
    people = [*range(OWNER, OWNER + 4), *range(FIRST, FIRST + PEOPLE)]
    for user_id in people:
        world.add_person(user_id, f"P{user_id}", started=True)
    world.add_group(GROUP, "Year", people, creator=OWNER)
    world.rates.per_second = 1000
    async with DrillServer(world) as server:
        log = os.open(os.environ.get("YEARS_LOG", os.devnull), os.O_WRONLY | os.O_CREAT)
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "benchmarks.years",
            "bot",
            server.url,
            str(file),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
        try:
            await _heard(child, "ready")
            yield world, child
        finally:
            if child.returncode is None:
                child.terminate()
                await child.wait()


async def _heard(child: asyncio.subprocess.Process, what: str) -> dict[str, Any]:
    assert child.stdout is not None
    while line := await child.stdout.readline():
        if line.startswith(b"{") and (told := json.loads(line))["what"] == what:
            return dict(told)
    raise RuntimeError("the bot ended")


async def _phase(child: asyncio.subprocess.Process, what: str, world: DrillTelegram, pins: Pins) -> dict[str, Any]:
    """One piece of the night's work while pins come; the most that the processes held of memory is noted."""
    assert child.stdin is not None
    most, over, begun = 0, asyncio.Event(), time.perf_counter()

    async def weigh() -> None:
        nonlocal most
        while not over.is_set():
            most = max(most, _kilobytes(child.pid))
            await asyncio.sleep(0.1)

    weighing = asyncio.create_task(weigh())
    pins.told()
    by_people = what in {"quiet", "mydata", "forgetme", "export"}
    child.stdin.write(b"told\n" if by_people else f"{what}\n".encode())
    if by_people:
        await _said(world, what)
        child.stdin.write(b"over\n")
    told = await _heard(child, "told" if by_people else what)
    if not by_people:
        await asyncio.sleep(max(0.0, 5 - (time.perf_counter() - begun)))
    over.set()
    await weighing
    return {**told, "what": what, "mb": most / 1024, **pins.told(), "took_s": time.perf_counter() - begun}


async def _said(world: DrillTelegram, what: str) -> None:
    """Somebody asks for something, and has it."""
    who, captain = int(os.environ.get("YEARS_WHO", str(FIRST + 40))), OWNER
    if what == "quiet":
        await asyncio.sleep(QUIET_S)
    elif what == "mydata":
        Player(world, who).say(who, "/mydata")
        await _until(world, who, lambda m: m.document is not None)
    elif what == "forgetme":
        Player(world, who).say(who, "/forgetme")
        asked = await _until(world, who, lambda m: bool(m.buttons))
        Player(world, who).press_data(asked, f"privacy:0.{who}:forget")
        await _until(world, who, lambda m: "Goodbye" in m.text, AT_MOST_S)
    else:
        now = datetime.now(UTC)
        Player(world, captain).say(captain, f"/export {now - timedelta(days=180):%Y-%m-%d}..{now:%Y-%m-%d} csv")
        await _until(world, captain, lambda m: m.document is not None)


async def _until(world: DrillTelegram, chat: int, fits: Any, most_s: float = 3600) -> Any:
    until = time.perf_counter() + most_s
    while time.perf_counter() < until:
        for seen in reversed(Player(world, chat).sees(chat)):
            if seen.by_bot and fits(seen):
                return seen
        await asyncio.sleep(0.2)
    if most_s > AT_MOST_S:
        raise RuntimeError("nothing came")
    return None


async def measure(count: int, phases: Sequence[str] = PHASES) -> list[dict[str, Any]]:
    """Each phase with what was measured in it."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("YEARS_DIR")) as folder:
        kept, file = os.environ.get("YEARS_DB"), Path(folder) / "patrol.db"
        if kept and await asyncio.to_thread(Path(kept).exists):
            shutil.copy(kept, file)
        else:
            await _prepared(file, count)
            if kept:
                shutil.copy(file, kept)
        async with _running(file) as (world, child):
            pins = Pins(world)
            task = asyncio.create_task(pins.run())
            await asyncio.sleep(10)
            found = []
            for what in phases:
                found.append(await _phase(child, what, world, pins))
                print(_row(found[-1], found[0]), flush=True)
                for who in ("loops", "writers"):
                    for held in found[-1][who]:
                        print(f"{what}: {who[:-1]} held {held}", file=sys.stderr, flush=True)
            task.cancel()
            return found


HEAD = (
    "| what | s | loop held at most (own work), ms | writer held at most (own work), ms | memory, MB "
    "| pin p50 / p95 / worst, ms |\n|---|---|---|---|---|---|"
)


def _row(one: dict[str, Any], quiet: dict[str, Any]) -> str:
    more = f" ({one['mb'] - quiet['mb']:+.0f})" if one is not quiet else ""
    return (
        f"| {one['what']} | {one['took_s']:.0f} | {one['lag_ms']:.0f} ({one['lag_own_ms']:.0f}) "
        f"| {one['held_ms']:.0f} ({one['held_own_ms']:.0f}) | {one['mb']:.0f}{more} "
        f"| {one['p50']:.0f} / {one['p95']:.0f} / {one['worst']:.0f} |"
    )


def main() -> None:
    """Measure and print a table."""
    print(HEAD)
    asyncio.run(measure(int(os.environ.get("YEARS_CASES", "166667")), sys.argv[1:] or PHASES))


if __name__ == "__main__":
    if sys.argv[1:2] == ["bot"]:
        asyncio.run(_bot(*sys.argv[2:4]))
    else:
        main()
