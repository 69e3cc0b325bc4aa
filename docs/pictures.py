"""Takes the pictures of the README anew: ``make pictures``. A drill is played, and Chromium looks at it.

``python -m docs.pictures film`` takes only the moving pictures of the first case.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PIL import Image, ImageOps
from playwright.async_api import Browser, Page, async_playwright

from bot.app import drill, samples
from bot.app.drill import Ground
from bot.app.settings import Web, load
from bot.words import Words
from docs.film import Film
from handlers.drill.people import scenario
from handlers.drill.people.playing import Playing
from handlers.drill.server import DrillServer
from handlers.process.clock import DrillClock

HERE = Path(__file__).parent / "pictures"
DRILL = drill.SCENARIOS / "rush-hour.yaml"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
CHROMIUM = "/usr/bin/chromium"
SPEED, PLAYED = 8.0, timedelta(minutes=9)
PATIENCE_MS = 120_000
READ_MS = 1500
STEPS = 4
"""So many of the newcomer's steps are taken before the drill ground is looked at."""


@dataclass(frozen=True)
class View:
    """One picture: its name, the address behind the page's, the size, what must be there, and what is clicked first."""

    name: str
    path: str
    width: int
    height: int
    ready: str = "[data-number]"
    clicks: tuple[str, ...] = ()


PHOTOS = ".pictures .strip img"

CENTRE = (
    View("centre", "?theme=night&language=en", 1440, 900, PHOTOS),
    View("centre-zh", "?theme=day&language=zh", 1440, 900, PHOTOS, (".board .row >> nth=1",)),
    View("wall", "wall?theme=night&language=zh", 1920, 1080),
    View("phone", "?theme=night&language=zh", 390, 844),
)
GROUND = View("drill-ground", "", 1440, 900, ".page")


async def _look(browser: Browser, base: str, view: View) -> Page:
    page = await browser.new_page(viewport={"width": view.width, "height": view.height}, locale="en-GB")
    await page.goto(f"{base.rstrip('/')}/{view.path}")
    await page.locator(view.ready).first.wait_for()
    for click in view.clicks:
        await page.locator(click).click()
    return page


def _made_small(path: Path) -> None:
    """With six bits of each colour, hardly to be told from eight, and a third fewer bytes."""
    with Image.open(path) as taken:
        ImageOps.posterize(taken.convert("RGB"), 6).save(path, optimize=True)


async def _take(page: Page, view: View) -> None:
    await page.wait_for_timeout(1500)
    await page.screenshot(path=HERE / f"{view.name}.png")
    _made_small(HERE / f"{view.name}.png")
    print(f"docs/pictures/{view.name}.png")  # noqa: T201  # progress
    await page.close()


async def _first_case(browser: Browser, made: Ground, server: DrillServer) -> None:
    """The drill ground in the middle of the newcomer's first case."""
    page = await _look(browser, server.url, GROUND)
    for step in range(STEPS):
        await page.locator(".steps li.now button").click()
        await page.locator(".steps .past").nth(step).wait_for(timeout=PATIENCE_MS)
    await _take(page, GROUND)


async def _filmed(browser: Browser, made: Ground, server: DrillServer, *, name: str) -> None:
    """The whole of the newcomer's first case, step by step."""
    film = Film()
    page = await _look(browser, server.url, replace(GROUND, width=1200, height=760))
    async with film.of(page):
        count = await page.locator(".steps li").count()
        for step in range(count):
            await page.locator(".steps li.now button").click()
            done = page.locator(".steps .past").nth(step) if step + 1 < count else page.locator(".walks")
            await done.wait_for(timeout=PATIENCE_MS)
            await page.wait_for_timeout(READ_MS)
    film.save(HERE / name)
    print(f"docs/pictures/{name}")  # noqa: T201  # progress
    await page.close()


async def _busy_hour(browser: Browser, made: Ground, _server: DrillServer) -> None:
    """The command centre at the height of a busy drill, which then stands still."""
    playing = Playing(made, scenario.read(DRILL))
    task = asyncio.create_task(playing.run())
    await made.clock.sleep(PLAYED.total_seconds())
    made.clock.run_at(0.05)
    for view in CENTRE:
        await _take(await _look(browser, made.command_centre, view), view)
    task.cancel()
    await asyncio.wait({task})


Look = Callable[[Browser, Ground, DrillServer], Awaitable[None]]
LOOKS: tuple[tuple[float, Look, str], ...] = (
    (1.0, partial(_filmed, name="first-case.webp"), "en"),
    (1.0, partial(_filmed, name="first-case-zh.webp"), "zh"),
    (1.0, _first_case, ""),
    (SPEED, _busy_hour, ""),
)
"""How quick the clock is, what is looked at, and in which language where it is not the usual one."""


async def _all(looks: tuple[tuple[float, Look, str], ...]) -> None:
    HERE.mkdir(exist_ok=True)
    script = scenario.read(DRILL)
    async with async_playwright() as tools:
        browser = await tools.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for speed, look, language in looks:
            settings, whose = load(None), samples.fitting(language or samples.ALL[0].language)
            if language:
                settings = settings.model_copy(update={"patrol_language": language})
            with tempfile.TemporaryDirectory() as folder:
                clock, database = DrillClock(script.start, speed), Path(folder) / "patrol.db"
                opening = drill.opened(
                    settings, Words(), clock, whose.path, database, web=Web(),
                    scenarios=whose.drills, choices=samples.ALL if look is _first_case else (),
                )  # fmt: skip
                async with opening as (made, server):
                    await look(browser, made, server)
        await browser.close()


if __name__ == "__main__":
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    asyncio.run(_all(LOOKS[:2] if sys.argv[1:] == ["film"] else LOOKS))
