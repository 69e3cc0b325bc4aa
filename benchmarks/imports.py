"""Imports beside the running bot: how long a slice holds the writer, and how long somebody else waits meanwhile."""

import asyncio
import gc
import math
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.imports import district_file, in_slices
from bot.imports.district_file import DistrictFile
from bot.places import editions
from bot.places.editions import From, Writing
from bot.places.files import bringing, merging, reading
from bot.places.files.matching import Perhaps
from bot.places.files.planning import Wishes
from bot.places.files.reading import Row
from bot.places.register import Contact, Place, State
from bot.register.districts import District
from bot.values.geo import Point
from bot.values.slices import SLICE_S, Pace
from bot.words import Words
from bot.work.rules import Rules
from handlers.documents.place_files import PlaceFile
from storage.store import SqlStore

PEOPLE, TEAMS, SIZES = 200, 40, (2_000, 50_000, 100_000)
EVERY_S = 0.02
"""How often somebody else writes, as a bot in a rush does."""


def _file(folder: Path, places: int) -> DistrictFile:
    people = "\n".join(f"- {{user_id: {1000 + n}, name: person {n}}}" for n in range(PEOPLE))
    teams = "\n".join(f"- {{key: t{n}, name: team {n}, base: [30.3, 120.27]}}" for n in range(TEAMS))
    (folder / "d.yaml").write_text(
        f"district: {{chat_id: -100, name: bench}}\npeople:\n{people}\nteams:\n{teams}\nplaces: p.csv\n",
        encoding="utf8",
    )
    rows = (f"P{n},shop {n},shop,{30.2 + n % 1000 / 5000:.5f},{120.2 + n // 1000 / 5000:.5f}," for n in range(places))
    (folder / "p.csv").write_text("code,name,kind,lat,lon,address\n" + "\n".join(rows), encoding="utf8")
    return district_file.read(folder / "d.yaml", Rules())


async def _other(store: SqlStore, waits: list[float], stop: asyncio.Event) -> None:
    """Another program that writes a line each time, until it is told to stop."""
    while not stop.is_set():
        began = time.perf_counter()
        async with store.begin() as tx:
            waits.append(time.perf_counter() - began)
            await tx.kept.put("beside", len(waits))
        await asyncio.sleep(EVERY_S)


def _told(waits: Sequence[float]) -> str:
    ordered = sorted(waits)
    return (
        f"median {1000 * statistics.median(ordered):.1f} ms, p95 {1000 * ordered[int(len(ordered) * 0.95)]:.1f} ms, "
        f"longest {1000 * ordered[-1]:.0f} ms of {len(ordered)}"
    )


async def _one(places: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = _file(Path(folder), places)
        url = f"sqlite+aiosqlite:///{folder}/patrol.db"
        store, other = await SqlStore.open(url), await SqlStore.open(url)
        for name in ("new", "unchanged"):
            alone: list[float] = []
            beside: list[float] = []
            await _for_a_while(other, alone)
            pace = Pace(time.perf_counter, asyncio.sleep, least=editions.LEAST)
            writing = Writing(store, pace, lambda: datetime.now(UTC), "bench")
            stop = asyncio.Event()
            task = asyncio.create_task(_other(other, beside, stop))
            began = time.perf_counter()
            await in_slices.bring_in(writing, file, Rules(), begins=_as_the_command_does)
            took = time.perf_counter() - began
            stop.set()
            await task
            longest = f"longest slice {1000 * pace.longest_s:.0f} ms (at most {1000 * SLICE_S:.0f})"
            print(f"  {places} places, {name}: {took:.1f} s, {longest}")
            print(f"    another writer waits alone {_told(alone)}")
            print(f"    beside it              {_told(beside)}")
        await store.close()
        await other.close()


async def _register(places: int) -> None:
    """A file of places alone, read, held against the register, written and switched to; then the same file again."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "p.csv"
        names = (
            "".join(chr(0x4E00 + (n * 7 + i * i * 3 + n // 13 * i) % 700) for i in range(6)) for n in range(places)
        )
        rows = (
            f"P{n},{name},shop,{30.2 + n % 1000 / 5000:.5f},{120.2 + n // 1000 / 5000:.5f},road {n},138{n:08d}"
            for n, name in enumerate(names)
        )
        file.write_text("code,name,kind,lat,lon,address,phone\n" + "\n".join(rows), encoding="utf8")
        store = await SqlStore.open(f"sqlite+aiosqlite:///{folder}/patrol.db")
        async with store.begin() as tx:
            district = await tx.districts.add(District(-100, "bench", "zh", "Asia/Shanghai", {}))
        for name in ("new", "unchanged"):
            began, used = time.perf_counter(), time.process_time()
            read = reading.read(file)
            pace = Pace(time.perf_counter, asyncio.sleep, least=editions.LEAST)
            writing = Writing(store, pace, lambda: datetime.now(UTC), "bench")
            plan = await bringing.look(writing, district.id, read, Wishes(), UTC)
            looked = time.perf_counter()
            gc.freeze()
            done = await bringing.bring(writing, district.id, plan, From(file.name))
            took, cpu = time.perf_counter() - began, time.process_time() - used
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"  {places} places by themselves, {name}: looked at in {looked - began:.1f} s, {done.new} written; "
                f"{took:.1f} s in all ({cpu:.1f} s of processor), longest slice {1000 * pace.longest_s:.0f} ms, "
                f"{peak} MB at most, load {os.getloadavg()[0]:.1f}"
            )
        await store.close()


def _as_a_sheet(places: int) -> None:
    """A register given out as XLSX, and that file held against it: nothing has changed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "p.xlsx"
        register = [
            Place(
                f"P{n}",
                f"shop {n}",
                "shop",
                Point(30.2 + n % 1000 / 5000, 120.2 + n // 1000 / 5000),
                f"{n} Tongsheng Road",
                community="Third Village",
                contacts=(Contact("Wang", f"138{n:08d}"),),
                licence=f"JY{n}",
                state=State.OPEN,
            )
            for n in range(places)
        ]
        began = time.perf_counter()
        with file.open("wb") as out:
            made = PlaceFile(out, "xlsx", Words(), "zh", personal=True)
            made.add(register)
            made.end()
        written = time.perf_counter()
        read = reading.read(file)
        read.raise_them()
        took = time.perf_counter() - written
        same = sum(not merging.changes(one, row) for one, row in zip(register, read.rows, strict=True))
        print(f"  {places} places as XLSX: written in {written - began:.1f} s, read in {took:.1f} s, {same} the same")


def _dense(places: int) -> None:
    """Rows without codes held against as many places, all of them within a square kilometre."""

    def named(n: int) -> str:
        return "".join(chr(0x4E00 + (n * 7 + i * i * 3 + n // 13 * i) % 700) for i in (0, 1, 2, 3, 7000, 7001))

    side = math.isqrt(places)
    points = [Point(30.3 + n % side / side * 0.009, 120.2 + n // side / side * 0.0104) for n in range(places)]
    rows = [Row(n, ("name", "point"), (named(n), point)) for n, point in enumerate(points)]
    began = time.process_time()
    perhaps = Perhaps(rows)
    for n, point in enumerate(points):
        perhaps.hold(Place(f"P{n}", named(n)[:-1], "shop", point))
    took = time.process_time() - began
    print(
        f"  {places} rows beside {places} places in a square kilometre: {took:.1f} s of processor, "
        f"{len(perhaps.found)} perhaps there"
    )


def _as_the_command_does(_count: int) -> None:
    gc.freeze()


async def _for_a_while(store: SqlStore, waits: list[float]) -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(_other(store, waits, stop))
    await asyncio.sleep(2)
    stop.set()
    await task


def main() -> None:
    """Print the figures."""
    print("imports in slices")
    for places in SIZES:
        asyncio.run(_register(places))
        asyncio.run(_one(places))
    _as_a_sheet(SIZES[-1])
    _dense(20_000)


if __name__ == "__main__":
    main()
