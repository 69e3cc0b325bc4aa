"""A label is scanned on the drill ground: on the map and in the phone, in Telegram and in a browser."""

import pytest
from playwright.async_api import expect

from bot.places.register import PLACES, Place
from tests.pages.test_drill_page import WORDS, Windows, become, windows

pytestmark = pytest.mark.asyncio(loop_scope="session")

__all__ = ["windows"]


async def test_a_label_is_scanned_on_the_map_and_in_the_phone(windows: Windows) -> None:  # the fixture
    """The bot opens the place in private, and a tap reports there; the page opens beside, as a phone's browser does."""
    page = await windows.open(locale="en-GB")
    await become(page, 1010)
    await page.locator(".map path.place").first.wait_for()
    spot = await page.evaluate(
        "() => [...document.querySelectorAll('.map path.place')].map((p) => p.getBoundingClientRect())"
        ".map((r) => [r.x + r.width / 2, r.y + r.height / 2])"
        ".find((at) => document.elementFromPoint(...at)?.matches('path.place'))"
    )
    await page.mouse.click(*spot)
    scan = page.locator(".ask button", has_text="Scan the label of")
    await expect(scan).to_be_visible()
    async with page.context.expect_page() as opened:
        await page.locator(".ask button", has_text="Open its page").click()
    door = await opened.value
    await expect(door.locator("h1")).to_be_visible()
    await expect(door.get_by_text("Grey: its condition is unknown")).to_be_visible()
    await door.close()
    await page.mouse.click(*spot)
    await scan.click()
    known = WORDS.say(windows.made.language, "button-place-report")
    await expect(page.get_by_role("button", name=known)).to_be_visible()


async def test_what_is_registered_on_the_ground_has_a_label(windows: Windows) -> None:  # the fixture
    """A moment later: whoever stands at the new door scans that one, not the neighbour's.

    One that lies nobody knows where is on no map, and leaves it as it is; it is scanned once the bot spoke of it.
    """
    page = await windows.open(locale="en-GB")
    await become(page, 1010)
    await page.get_by_role("button", name="Attach").click()
    scan = page.locator(".attach button", has_text="Scan the label of")
    before = await scan.inner_text()
    where = next(one.base for one in windows.made.file.teams if 1010 in one.members)
    assert where is not None
    assert windows.made.bot is not None
    async with windows.made.bot.store.begin() as tx:
        await tx[PLACES].add(1, Place("NEW234", "Night Kiosk", "shop", where), windows.made.clock.now())
        await tx[PLACES].add(1, Place("AAA234", "Somewhere", "shop"), windows.made.clock.now())
    await expect(scan).to_contain_text("Night Kiosk")
    assert "Night Kiosk" not in before
    await scan.click()
    await expect(page.locator(".messages", has_text="Night Kiosk")).to_be_visible()
    await page.reload()
    await expect(page.locator(".map .base")).to_have_count(len(windows.made.file.teams))
    await page.get_by_role("button", name="Attach").click()
    await page.locator(".attach button", has_text="📍").click()
    await expect(page.locator(".messages .mine .location").last).to_contain_text("Night Kiosk")
    await page.locator(".composer textarea").fill("/place AAA234")
    await page.keyboard.press("Enter")
    await expect(page.locator(".messages .bubble").last).to_contain_text("Somewhere")
    await page.get_by_role("button", name="Attach").click()
    await expect(scan).to_have_count(2)
    await scan.filter(has_text="Somewhere").click()
    await expect(page.locator(".messages .mine").last).to_contain_text("place_AAA234")


async def test_a_label_is_scanned_from_the_phone(windows: Windows) -> None:  # the fixture
    """Behind the paper clip stands the label of the door that they stand at; the bot opens that place in private."""
    page = await windows.open(locale="en-GB")
    await become(page, 1010)
    await page.get_by_role("button", name="Attach").click()
    scan = page.locator(".attach button", has_text="Scan the label of")
    name = (await scan.inner_text()).partition("Scan the label of ")[2].strip()
    await scan.click()
    known = WORDS.say(windows.made.language, "button-place-report")
    await expect(page.get_by_role("button", name=known)).to_be_visible()
    await expect(page.locator(".messages", has_text=name)).to_be_visible()
