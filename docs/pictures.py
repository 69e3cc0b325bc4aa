"""Takes the pictures of both READMEs anew: ``make pictures``. A drill is played, and Chromium looks at it.

Whoever reads English sees the Irish town, whoever reads Chinese the Chinese sub-district. ``python -m docs.pictures
film`` takes only the moving pictures of the first case, ``still`` only the others.
"""

import asyncio
import io
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from bot.app import samples
from bot.app.drill import opening
from bot.app.drill.standing import Ground
from bot.app.settings import Web, load
from bot.words import Words
from docs.film import Film
from handlers.drill.people import scenario
from handlers.drill.people.playing import Playing
from handlers.drill.server import DrillServer
from handlers.process.clock import DrillClock

HERE = Path(__file__).parent / "pictures"
DRILL = "rush-hour.yaml"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
CHROMIUM = "/usr/bin/chromium"
SPEED, PLAYED = 8.0, timedelta(minutes=9)
PATIENCE_MS = 120_000
READ_MS = 1500
QUALITY = 82
"""Of the pictures as WebP: letters stay sharp, and each has some tens of kilobytes."""
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
    View("centre", "?theme=night", 1440, 900, PHOTOS),
    View("wall", "wall?theme=night", 1920, 1080),
    View("phone", "?theme=night", 390, 844),
)
GROUND = View("drill-ground", "", 1440, 900, ".page")


def _named(name: str, language: str) -> Path:
    """Where a picture lies: the English one by its name alone."""
    return HERE / (f"{name}.webp" if language == "en" else f"{name}-{language}.webp")


async def _look(browser: Browser, base: str, view: View, language: str) -> Page:
    locale = "en-GB" if language == "en" else "zh-CN"
    page = await browser.new_page(viewport={"width": view.width, "height": view.height}, locale=locale)
    await page.goto(f"{base.rstrip('/')}/{view.path}")
    await page.locator(view.ready).first.wait_for()
    for click in view.clicks:
        await page.locator(click).click()
    return page


async def _take(page: Page, view: View, language: str) -> None:
    await page.wait_for_timeout(1500)
    path = _named(view.name, language)
    with Image.open(io.BytesIO(await page.screenshot())) as taken:
        taken.convert("RGB").save(path, quality=QUALITY, method=6)
    print(f"docs/pictures/{path.name}")  # noqa: T201  # progress
    await page.close()


async def _first_case(browser: Browser, _made: Ground, server: DrillServer, language: str) -> None:
    """The drill ground in the middle of the newcomer's first case."""
    page = await _look(browser, server.url, GROUND, language)
    for step in range(STEPS):
        await page.locator(".steps li.now button").click()
        await page.locator(".steps .past").nth(step).wait_for(timeout=PATIENCE_MS)
    await _take(page, GROUND, language)


async def _filmed(browser: Browser, _made: Ground, server: DrillServer, language: str) -> None:
    """The whole of the newcomer's first case, step by step."""
    film = Film()
    page = await _look(browser, server.url, replace(GROUND, width=1200, height=760), language)
    async with film.of(page):
        count = await page.locator(".steps li").count()
        for step in range(count):
            await page.locator(".steps li.now button").click()
            done = page.locator(".steps .past").nth(step) if step + 1 < count else page.locator(".walks")
            await done.wait_for(timeout=PATIENCE_MS)
            await page.wait_for_timeout(READ_MS)
    path = _named("first-case", language)
    film.save(path)
    print(f"docs/pictures/{path.name}")  # noqa: T201  # progress
    await page.close()


async def _busy_hour(browser: Browser, made: Ground, _server: DrillServer, language: str) -> None:
    """The command centre at the height of a busy drill, which then stands still."""
    playing = Playing(made, scenario.read(samples.fitting(language).drills / DRILL))
    task = asyncio.create_task(playing.run())
    await made.clock.sleep(PLAYED.total_seconds())
    made.clock.run_at(0.05)
    for view in CENTRE:
        address = replace(view, path=f"{view.path}&language={language}")
        await _take(await _look(browser, made.command_centre, address, language), view, language)
    task.cancel()
    await asyncio.wait({task})


Look = Callable[[Browser, Ground, DrillServer, str], Awaitable[None]]
FILM: tuple[tuple[float, Look], ...] = ((1.0, _filmed),)
STILL: tuple[tuple[float, Look], ...] = ((1.0, _first_case), (SPEED, _busy_hour))
"""How quick the clock is, and what is looked at."""
LANGUAGES = ("en", "zh")


async def _opened(browser: Browser, speed: float, look: Look, language: str) -> None:
    """A ground in *language*, of the sample district that speaks it, and a look at it."""
    settings, whose = load(None).model_copy(update={"patrol_language": language}), samples.fitting(language)
    with tempfile.TemporaryDirectory() as folder:
        clock, database = DrillClock(scenario.read(whose.drills / DRILL).start, speed), Path(folder) / "patrol.db"
        stands = opening.opened(
            settings, Words(), clock, whose.path, database, web=Web(language=language),
            scenarios=whose.drills, choices=samples.ALL if look is _first_case else (),
        )  # fmt: skip
        async with stands as (made, server):
            await look(browser, made, server, language)


async def _all(looks: tuple[tuple[float, Look], ...]) -> None:
    HERE.mkdir(exist_ok=True)
    async with async_playwright() as tools:
        browser = await tools.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for language in LANGUAGES:
            for speed, look in looks:
                await _opened(browser, speed, look, language)
        await browser.close()


if __name__ == "__main__":
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    asyncio.run(_all({"film": FILM, "still": STILL}.get("".join(sys.argv[1:2]), FILM + STILL)))
