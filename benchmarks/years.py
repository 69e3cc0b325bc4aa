"""A night over years of work: how long the loop is held, how long the writer, how much memory, and what a pin waits.

``python -m benchmarks.years`` writes a year (``YEARS_CASES``, by default 166,667 cases: a million lines of history),
has the real bot run on it in a process of its own, and lets a night's work come: the copy and its proof, the morning
report, what is too old, somebody's data, somebody who is forgotten, an export; beside it a captain's browser, a rush,
and a copy that is put back elsewhere. Meanwhile people send a pin a second. Names behind it are phases to be measured.
``YEARS_DB`` names a file in which the year is kept from one run to the next, ``YEARS_SQLITE=python`` has the bot use
the SQLite that Python was built with, which may know no safe WAL.
"""

import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import answer
from benchmarks.night import bot, pages, restored
from benchmarks.night.bot import OWNER, TOKEN
from benchmarks.night.people import FIRST, PEOPLE, PIN_EVERY_S, REPORTING, RUSH_EVERY_S, Pins
from bot.app import assembly
from bot.imports import bringing_in, district_file
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import SystemClock
from storage import copies, library
from tests.measured import year

GROUP = -1001000000001
TEAMS = 20
QUIET_S = RUSH_S = 30.0
AT_MOST_S = float(os.environ.get("YEARS_FORGET_S", "180"))
"""So long it is looked on while somebody is erased; who left a quarter of all behind takes longer."""

PHASES = ("quiet", "pages", "copy", "morning", "clean", "mydata", "forgetme", "export", "sheet", "restore", "rush")
BY_THE_BOT = {"copy", "morning", "clean"}
"""What it does by itself; the others come from outside."""


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


async def _prepared(file: Path, count: int) -> None:
    """A district, and its years."""
    rules, url = bot.rules(), f"sqlite+aiosqlite:///{file}"
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


@dataclass
class Night:
    """What is measured: the world, who reports in it, the bot's process, where its pages are, and its database."""

    world: DrillTelegram
    pins: Pins
    child: asyncio.subprocess.Process
    url: str
    file: Path


@asynccontextmanager
async def _running(file: Path, sqlite: str) -> AsyncIterator[Night]:
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
            env={**os.environ, "YEARS_SQLITE": sqlite},
        )
        try:
            ready = await _heard(child, "ready")
            print(f"SQLite with {'WAL' if ready['wal'] else 'a rollback journal'}", file=sys.stderr, flush=True)
            yield Night(world, Pins(world), child, ready["url"], file)
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


async def _phase(night: Night, what: str) -> dict[str, Any]:
    """One piece of the night's work while pins come; the most that the processes held of memory is noted."""
    child = night.child
    assert child.stdin is not None
    most, over, begun = 0, asyncio.Event(), time.perf_counter()

    async def weigh() -> None:
        nonlocal most
        while not over.is_set():
            most = max(most, restored.kilobytes(child.pid))
            await asyncio.sleep(restored.WEIGHED_EVERY_S)

    weighing = asyncio.create_task(weigh())
    night.pins.told()
    more: dict[str, Any] = {}
    child.stdin.write(f"{what}\n".encode() if what in BY_THE_BOT else b"told\n")
    if what not in BY_THE_BOT:
        more = await _asked(night, what)
        child.stdin.write(b"over\n")
    told = await _heard(child, what if what in BY_THE_BOT else "told")
    if what in BY_THE_BOT:
        await asyncio.sleep(max(0.0, 5 - (time.perf_counter() - begun)))
    over.set()
    await weighing
    took = time.perf_counter() - begun
    return {**told, "what": what, "mb": most / 1024, **night.pins.told(), **more, "took_s": took}


async def _asked(night: Night, what: str) -> dict[str, Any]:
    """Somebody asks for something, and has it; what was measured of that alone."""
    world, who, captain = night.world, int(os.environ.get("YEARS_WHO", str(FIRST + REPORTING - 1))), OWNER
    if what == "quiet":
        await asyncio.sleep(QUIET_S)
    elif what == "pages":
        return await pages.asked(night.url)
    elif what == "rush":
        night.pins.every_s = RUSH_EVERY_S
        await asyncio.sleep(RUSH_S)
        night.pins.every_s = PIN_EVERY_S
    elif what == "restore":
        return await restored.elsewhere(night.file)
    elif what == "mydata":
        Player(world, who).say(who, "/mydata")
        await _until(world, who, lambda m: m.document is not None)
    elif what == "forgetme":
        Player(world, who).say(who, "/forgetme")
        asked = await _until(world, who, lambda m: bool(m.buttons))
        Player(world, who).press_data(asked, f"privacy:0.{who}:forget")
        await _until(world, who, lambda m: "Goodbye" in m.text, AT_MOST_S)
        return await asyncio.to_thread(_erased, night.file, who)
    else:
        days, form = (180, "csv") if what == "export" else (60, "xlsx")
        now, before = datetime.now(UTC), len(_files(world, captain))
        Player(world, captain).say(captain, f"/export {now - timedelta(days=days):%Y-%m-%d}..{now:%Y-%m-%d} {form}")
        await _until(world, captain, lambda m: m.document is not None and len(_files(world, captain)) > before)
    return {}


def _erased(file: Path, who: int) -> dict[str, Any]:
    """How many slices an erasure has come; raises RuntimeError where it stands still."""
    with closing(library.sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as raw:
        [[slices]] = raw.execute("SELECT max(n) FROM occasions WHERE subject = ?", (f"erase:{who}/",))
    if not slices or slices <= 1:
        raise RuntimeError("the erasure stands still")
    return {"slices": slices}


def _files(world: DrillTelegram, chat: int) -> list[Any]:
    return [m for m in Player(world, chat).sees(chat) if m.by_bot and m.document is not None]


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


async def measure(count: int, phases: Sequence[str] = PHASES, *, sqlite: str = "") -> list[dict[str, Any]]:
    """Each phase with what was measured in it; *sqlite* is a name of ``answer.LIBRARIES``, by default the program's."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("YEARS_DIR")) as folder:
        kept, file = os.environ.get("YEARS_DB"), Path(folder) / "patrol.db"
        if kept and await asyncio.to_thread(Path(kept).exists):
            shutil.copy(kept, file)
        else:
            await _prepared(file, count)
            if kept:
                shutil.copy(file, kept)
        async with _running(file, sqlite or os.environ.get("YEARS_SQLITE", "")) as night:
            task = asyncio.create_task(night.pins.run())
            await asyncio.sleep(10)
            found = []
            for what in phases:
                found.append(await _phase(night, what))
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
    what = one["what"] + (f" ({told})" if (told := more_of(one)) else "")
    return (
        f"| {what} | {one['took_s']:.0f} | {one['lag_ms']:.0f} ({one['lag_own_ms']:.0f}) "
        f"| {one['held_ms']:.0f} ({one['held_own_ms']:.0f}) | {one['mb']:.0f}{more} "
        f"| {one['p50']:.0f} / {one['p95']:.0f} / {one['worst']:.0f} |"
    )


def more_of(one: dict[str, Any]) -> str:
    """What was measured of a phase beside what is measured of each; empty for most."""
    if "pages" in one:
        took = f"p50 {one['page_p50']:.0f}, worst {one['page_worst']:.0f} ms"
        return f"{one['pages']} pages, {took}, {one['refused']} refused"
    if "restore_s" in one:
        command = f"backup {one['backup_s']:.0f} s, restore {one['restore_s']:.0f} s"
        return f"{command}, {one['command_mb']:.0f} MB at most in the command's own process"
    if "slices" in one:
        return f"{one['slices']} slices"
    return f"{one['pins']} pins in {one['took_s']:.0f} s" if one["what"] == "rush" else ""


def main() -> None:
    """Measure and print a table."""
    print(HEAD)
    asyncio.run(measure(int(os.environ.get("YEARS_CASES", "166667")), sys.argv[1:] or PHASES))


if __name__ == "__main__":
    if sys.argv[1:2] == ["bot"]:
        with answer.linked(answer.LIBRARIES[os.environ.get("YEARS_SQLITE", "")]):
            asyncio.run(bot.run(*sys.argv[2:4]))
    else:
        main()
