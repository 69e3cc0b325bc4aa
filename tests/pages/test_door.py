"""The page of a label in a phone's browser: read by everybody, opened by six digits, with and without scripts."""

import re

import pytest
from playwright.async_api import Browser, expect

from bot.places.register import Place, State
from bot.values.geo import Point
from tests.handlers.web.test_place_door import digits_of
from tests.pages import seen_by_all
from tests.pages.conftest import Opens, Watched
from tests.stories.conftest import CENTRE, Street, put_places

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 780)
SHOP = Place("K7M2QX", "Moore Street Market", "market", CENTRE, address="1 Moore Street", state=State.OPEN)
LONG = Place("K7M2QY", "通" * 60 + "W" * 120, "shop", CENTRE)


async def furnish(street: Street) -> None:
    """Two places."""
    async with street.house.store.begin() as tx:
        await put_places(tx, SHOP, LONG)


async def test_a_stranger_reads_it_and_nothing_runs_over(real: Street, opens: Opens) -> None:
    """On a small phone, also with a name that never ends; and whoever sees or hears otherwise can use it."""
    await furnish(real)
    page = await opens(f"{real.house.web_url}/p/K7M2QX", *PHONE)
    await expect(page.get_by_role("heading", name="Moore Street Market")).to_be_visible()
    await expect(page.get_by_text("110")).to_be_visible()
    await expect(page.get_by_role("button", name="Report here")).to_have_count(0)
    assert await seen_by_all.findings(page) == []
    for width in (320, 390, 1440):
        await page.set_viewport_size({"width": width, "height": 700})
        await page.goto(f"{real.house.web_url}/p/K7M2QY")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.locator("#there").count() == 0


async def test_six_digits_open_it_and_one_tap_reports(real: Street, opens: Opens) -> None:
    """From the bot's message to the case, in a browser that nobody signed in at; then the browser is left."""
    await furnish(real)
    page = await opens(f"{real.house.web_url}/p/K7M2QX", *PHONE)
    await page.get_by_text("For the patrol").click()
    await page.get_by_label("Six digits").fill(await digits_of(real, 1006))
    await page.get_by_role("button", name="Show me").click()
    await expect(page.get_by_text("Grey: its condition is unknown")).to_be_visible()
    assert await seen_by_all.findings(page) == []
    await page.get_by_role("button", name="Report here").click()
    number = await real.last_number()
    await expect(page.get_by_text(f"Case #{number} at Moore Street Market")).to_be_visible()
    assert (await real.case(number)).reporter_id == 1006
    await page.get_by_role("button", name="I leave this browser").click()
    await expect(page.get_by_role("button", name="Report here")).to_have_count(0)
    assert await page.context.cookies() == []


async def test_a_phone_far_away_says_so_and_may_go_on(real: Street, opens: Opens) -> None:
    """More than 100 m, and more than the phone may be wrong; nearer it says that this is the door."""
    await furnish(real)
    page = await opens(f"{real.house.web_url}/p/K7M2QX", *PHONE)
    await page.get_by_text("For the patrol").click()
    await page.get_by_label("Six digits").fill(await digits_of(real, 1002))
    await page.get_by_role("button", name="Show me").click()
    await page.context.grant_permissions(["geolocation"], origin=real.house.web_url)
    told = page.locator("#there p")
    for away, accuracy, said in (
        (0.0020, 10, r"2\d\d m away .*± 10 m"),
        (0.0020, 900, r"registered place \(within 900 m\)"),
        (0.0004, 10, r"registered place \(within 4\d m\)"),
    ):
        here = Point(CENTRE.lat + away, CENTRE.lon)
        await page.context.set_geolocation({"latitude": here.lat, "longitude": here.lon, "accuracy": accuracy})
        await page.reload()
        await expect(told).to_have_text(re.compile(said))
    await expect(page.get_by_role("button", name="Report here")).to_be_enabled()


async def test_it_works_without_scripts(real: Street, browser: Browser, watched: Watched) -> None:
    """Old phones: every deed is a form or a link; the page only does not compare where the phone is."""
    await furnish(real)
    context = await browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 600})
    page = await context.new_page()
    watched.watch(page)
    await page.goto(f"{real.house.web_url}/p/K7M2QX")
    await page.locator("summary").click()
    await page.locator("#digits").fill(await digits_of(real, 1002))
    await page.locator("details button").click()
    await expect(page.locator("#there")).to_be_hidden()
    await page.locator("button.main").click()
    await expect(page.locator(".done")).to_be_visible()
    await context.close()
