"""100,000 places on the command centre's map: how long the server takes, and how Chromium moves over them.

While the map is dragged nothing of it is drawn anew; what counts is the longest task that holds the page, and how many
of the frames come late, beside the same drag without the layer.
"""

import asyncio
import contextlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import httpx
from playwright.async_api import Page, async_playwright

from bot.app import assembly, at_work
from bot.app.house import House
from bot.app.settings import Web
from bot.places.editions import EDITIONS
from bot.places.register import Place, State
from bot.register.districts import District
from bot.register.people import Member, Person, RoleHeld, RoleName
from bot.values.geo import Point
from bot.work.rules import Rules
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.server import DrillServer
from handlers.process.clock import SystemClock

TOKEN = "123456:bench"
PLACES, AT_ONCE = 100_000, 500
SOUTH, WEST, WIDE = 30.26, 120.22, 0.1
KINDS = ("shop", "eatery", "hotel", "market", "firm", "school", "yard", "office")
NAMES = ("Harbour", "Garden", "Bridge", "Spring", "Moon", "River", "Stone", "Lake")
STATES = (State.UNKNOWN, State.OPEN, State.CLOSED, State.RESUMING)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
DRAGS = 8
LATE_MS = 50
COUNT = ".places-switch summary b"
ROOT = "/api/districts/1/screen/places"

_WATCH = """() => {
  const seen = window.seen = { frames: [], tasks: [], last: performance.now() };
  const frame = (now) => {
    seen.frames.push(now - seen.last);
    Object.assign(seen, { last: now, next: requestAnimationFrame(frame) });
  };
  seen.next = requestAnimationFrame(frame);
  seen.hears = new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((one) => one.duration)));
  seen.hears.observe({ type: 'longtask' });
}"""
_SEEN = "() => { cancelAnimationFrame(seen.next); seen.hears.disconnect(); return [seen.frames, seen.tasks]; }"


def _places(count: int) -> list[Place]:
    chance = random.Random(7)
    return [
        Place(
            f"P{n:06}",
            f"{chance.choice(NAMES)} {chance.choice(NAMES)} {n}",
            chance.choice(KINDS),
            Point(SOUTH + chance.random() * WIDE, WEST + chance.random() * WIDE),
            state=chance.choice(STATES),
        )
        for n in range(count)
    ]


async def _fill(built: House, now: datetime, count: int) -> None:
    area = [[WEST, SOUTH], [WEST + WIDE, SOUTH], [WEST + WIDE, SOUTH + WIDE], [WEST, SOUTH + WIDE], [WEST, SOUTH]]
    shape = {"type": "Polygon", "coordinates": [area]}
    async with built.store.begin() as tx:
        district = await tx.districts.add(District(-100, "Jiubao", "zh", "Asia/Shanghai", {}, drill=True, area=shape))
        await tx.people.save(Person(1, "Captain"))
        await tx.people.save_member(Member(district.id, 1, "Captain", roles=(RoleHeld(RoleName.CAPTAIN, now),)))
        edition = await tx[EDITIONS].begin(district.id, "bench", now)
    drawn = _places(count)
    for n in range(0, count, AT_ONCE):
        async with built.store.begin() as tx:
            await tx[EDITIONS].write(edition, [replace(one, changed_at=now) for one in drawn[n : n + AT_ONCE]], now)
    async with built.store.begin() as tx:
        await tx[EDITIONS].switch(edition, district.id)


@asynccontextmanager
async def _served(count: int) -> AsyncIterator[House]:
    world = DrillTelegram(SystemClock(), TOKEN)
    world.add_person(1, "Captain", started=True)
    world.add_group(-100, "Jiubao", [1], creator=1)
    with tempfile.TemporaryDirectory() as folder:
        async with DrillServer(world) as server:
            built = await assembly.build(
                TOKEN, api_url=server.url, database_url=f"sqlite+aiosqlite:///{folder}/patrol.db",
                rules=Rules(drill=True), clock=SystemClock(), web=Web(),
            )  # fmt: skip
            await _fill(built, datetime.now(UTC), count)
            async with at_work.running(built, tick_every_s=None):
                yield built


async def _answers(built: House) -> None:
    """How long the server takes for what the page asks."""
    whole = {"south": SOUTH, "west": WEST, "north": SOUTH + WIDE, "east": WEST + WIDE}
    street = {"south": SOUTH + 0.04, "west": WEST + 0.04, "north": SOUTH + 0.046, "east": WEST + 0.05}
    asked = {
        "all of it, first": ("/map", whole | {"zoom": 12}),
        "all of it, again": ("/map", whole | {"zoom": 12}),
        "all hotels, first": ("/map", whole | {"zoom": 12, "kind": "hotel"}),
        "a street": ("/map", street | {"zoom": 17}),
        "table by code": ("", {}),
        "table by name": ("", {"sort": "name"}),
        "table by kind": ("", {"sort": "kind"}),
        "a search": ("", {"words": "moon river"}),
    }
    async with httpx.AsyncClient(base_url=built.web_url, timeout=60) as client:
        for name, (path, params) in asked.items():
            began = time.perf_counter()
            answer = await client.get(f"{ROOT}{path}", params=params)
            took = 1000 * (time.perf_counter() - began)
            told = answer.raise_for_status().json()
            shown = sum(len(told.get(part, ())) for part in ("points", "clusters", "places"))
            print(
                f"places on a map: {name}: {took:.0f} ms, {shown} of {told['count']} shown, {len(answer.content)} bytes"
            )


async def _dragged(page: Page, what: str) -> None:
    """Drag the map to and fro, let it rest, and tell how the page kept up."""
    box = await page.locator(".map").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    await page.evaluate(_WATCH)
    for n in range(DRAGS):
        far = 150 if n % 2 else -150
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x + far, y + far / 3, steps=20)
        await page.mouse.up()
        await page.wait_for_timeout(500)
    frames, tasks = await page.evaluate(_SEEN)
    late = sum(one > LATE_MS for one in frames)
    drawn = await page.evaluate("performance.getEntriesByName('patrol-places').map((one) => one.duration)")
    await page.evaluate("performance.clearMeasures()")
    share, longest = 100 * late / len(frames), max(tasks, default=0)
    print(
        f"places on a map: {what}: {len(frames)} frames, {late} later than {LATE_MS} ms ({share:.1f} %), "
        f"longest task {longest:.0f} ms, median drawing {statistics.median(drawn or [0]):.0f} ms"
    )


async def _moved(built: House) -> None:
    async with async_playwright() as tools:
        browser = await tools.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = await browser.new_page(viewport={"width": 1920, "height": 1080})
        await page.goto(built.web_url)
        await page.locator(COUNT).wait_for()
        while int(await page.locator(COUNT).inner_text()) == 0:
            await page.wait_for_timeout(100)
        for zoom, what in ((0, "the whole district"), (2, "closer"), (2, "closer still"), (2, "a street")):
            for _ in range(zoom):
                await page.locator(".leaflet-control-zoom-in").click()
                await page.wait_for_timeout(300)
            await _dragged(
                page, f"{what}, {(await page.locator('.places-switch summary b').inner_text()).strip()} in view"
            )
        await page.locator(".places-switch summary").click()
        await page.locator(".places-switch input").uncheck()
        await _dragged(page, "without the layer")
        await browser.close()


async def _all(count: int) -> None:
    async with _served(count) as built:
        await _answers(built)
        await _moved(built)


def main(count: int = PLACES) -> None:
    """Print the figures."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_all(count))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
