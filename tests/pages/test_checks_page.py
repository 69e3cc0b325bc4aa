"""Checks in a real browser: the lists, a hazard in full and a move, pairs, figures, the map and the wall, a phone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.async_api import Route, expect

from bot.hazards.table import HAZARDS
from tests.handlers.web.checks import a_town_of_checks
from tests.pages.conftest import Opens, Watched
from tests.stories.conftest import Street

pytestmark = pytest.mark.asyncio(loop_scope="session")
expect.set_options(timeout=30_000)

WIDER = "() => document.documentElement.scrollWidth > innerWidth"


async def _made(street: Street) -> dict[str, int]:
    made = await a_town_of_checks(street, street.clock.now().date())
    await street.turn(1)
    return made


async def test_a_captain_reads_the_lists_opens_a_hazard_and_forbids_to_open(ground: Street, opens: Opens) -> None:
    """Days left stand first; the order is filled in field by field, and the place stands in the first list then."""
    made = await _made(ground)
    page = await opens(f"{ground.house.web_url}/checks?each=300")
    rows = {name: page.locator(f"[data-list='{name}'] .row") for name in ("orders", "checks", "hazards")}
    await expect(rows["checks"]).to_have_count(2)
    await expect(rows["hazards"].first).to_contain_text("2 d over")
    await expect(rows["orders"]).to_contain_text("FIRE-12/2026")
    await page.locator(f"[data-list='hazards'] [data-number='{made['over']}']").click()
    await page.locator("[data-move='forbid']").click()
    fields = page.locator(".check-moves form input")
    await fields.nth(0).fill("FIRE-13/2026")
    await fields.nth(1).fill("fire")
    await fields.nth(2).fill("2026-03-01")
    await page.locator(".check-moves form button").click()
    await expect(rows["orders"]).to_have_count(2)
    await expect(page.locator(".check-file > .must-not")).to_contain_text("FIRE-13/2026")
    await expect(page.locator(".check-file .timeline li")).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(page.locator(".case-panel")).to_have_count(0)


async def test_pairs_and_figures_lead_to_their_hazard_on_a_phone_too(ground: Street, opens: Opens) -> None:
    """Before and after load side by side; a figure opens down to its cases; nothing is wider than the phone."""
    made = await _made(ground)
    page = await opens(f"{ground.house.web_url}/gallery", width=390, height=844)
    pictures = page.locator(f".one-pair[data-number='{made['done']}'] img")
    await expect(pictures).to_have_count(2)
    await page.wait_for_function("() => [...document.querySelectorAll('.one-pair img')].every((i) => i.naturalWidth)")
    await page.locator("[data-view='figures']").click()
    await page.locator("[data-figure='in_time'] > button").click()
    await expect(page.locator("[data-figure='in_time'] > button b")).to_have_text("1/2")
    assert not await page.evaluate(WIDER)
    await page.locator("[data-figure='in_time'] .numbers button").first.click()
    await expect(page.locator(".check-file .check-side img")).to_have_count(2)
    await page.locator(".case-panel > header .icon").click()
    await page.locator("[data-view='lists']").click()
    await expect(page.locator("[data-list='hazards'] .row")).to_have_count(3)
    assert not await page.evaluate(WIDER)


async def test_the_lamp_goes_out_and_the_age_is_told_when_nothing_comes_any_more(
    ground: Street, opens: Opens, watched: Watched
) -> None:
    """What was read stays; it is said how old it is, and gone again once the server answers."""
    watched.expected = ("Failed to load resource",)
    await _made(ground)
    page = await opens(f"{ground.house.web_url}/checks?each=300&stale=1000")
    lamp = page.locator(".top .lamp")
    await expect(page.locator("[data-list='checks'] .row")).to_have_count(2)

    async def cut(route: Route) -> None:
        await route.abort()

    await page.route("**/lists?*", cut)
    await expect(lamp).to_have_class("lamp off")
    await expect(page.locator(".notice.bad")).to_be_visible()
    await expect(page.locator("[data-list='checks'] .row")).to_have_count(2)
    await page.unroute("**/lists?*")
    await expect(lamp).to_have_class("lamp on")


async def test_places_that_must_not_open_are_red_on_the_map_and_named_on_the_wall(ground: Street, opens: Opens) -> None:
    """On the wall as everybody may read their name, at the desk as it is; once it is lifted nothing is left of it."""
    made = await _made(ground)
    centre = await opens(ground.house.web_url)
    wall = await opens(f"{ground.house.web_url}/wall", width=1920, height=1080)
    for page in (centre, wall):
        await expect(page.locator("path.shut")).to_have_count(1)
    await expect(centre.locator(".shut-words")).to_contain_text("Chen's house")
    waits = centre.locator(".notice.of-checks")
    await expect(waits).to_contain_text("must not open: 1, 🔴 critical hazards open: 1")
    for page in (centre, wall):
        assert "quiet" not in await page.locator("body").inner_text(), "no case is open, but it is not quiet"
    await expect(wall.locator(".checks-line .shut")).to_contain_text("Canal Street")
    await expect(wall.locator("[data-wall='late'] b")).to_have_text("1")
    assert "Chen" not in await wall.locator("body").inner_text()
    await _lift(ground, made["shut"])
    for page in (centre, wall):
        await expect(page.locator("path.shut")).to_have_count(0)
    await expect(wall.locator(".checks-line .shut")).to_have_count(0)
    await expect(waits).not_to_contain_text("must not open")
    await waits.get_by_role("link").click()
    await expect(centre.locator("[data-list='hazards'] .row")).to_have_count(3)


async def _lift(street: Street, number: int) -> None:
    async with street.house.store.begin() as tx:
        hazard = await tx[HAZARDS].by_number(1, number)
        assert hazard is not None
        await tx[HAZARDS].save(replace(hazard, lifted_at=street.clock.now() - timedelta(seconds=1)))
