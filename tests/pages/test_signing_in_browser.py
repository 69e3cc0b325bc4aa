"""Signing in and the API's page in a real browser, under the policy that our pages have."""

from urllib.parse import quote

import pytest
from playwright.async_api import expect

from tests.handlers.web.people import ask_for_link
from tests.handlers.web.test_signing_in import init_data
from tests.pages.conftest import Opens, Watched
from tests.stories.conftest import Street

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_link_signs_in_by_its_button(real: Street, opens: Opens, watched: Watched) -> None:
    """Opened, pressed, in; out again by the page's button; opened again, the link says what to do."""
    watched.expected = ("Failed to load resource: the server responded with a status of 410",)
    path = await ask_for_link(real, 1001)
    page = await opens(real.house.web_url + path)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url(f"{real.house.web_url}/")
    assert [cookie["httpOnly"] for cookie in await page.context.cookies()] == [True]
    await page.get_by_role("button", name="Sign out").click()
    await page.wait_for_url(f"{real.house.web_url}/sign-in")
    assert await page.context.cookies() == []
    again = await page.goto(real.house.web_url + path)
    assert again is not None
    assert again.status == 410
    await expect(page.get_by_text(real.house.words.say("en", "link-used"))).to_be_visible()


async def test_a_mini_app_signs_in_by_what_stands_behind_the_hash(real: Street, opens: Opens, watched: Watched) -> None:
    """Our own script posts it; what is not Telegram's is refused in both languages, and leaves the address."""
    watched.expected = ("Failed to load resource: the server responded with a status of 403",)
    address = f"{real.house.web_url}/sign-in/mini-app#tgWebAppVersion=8.0&tgWebAppData="
    page = await opens(address + quote(init_data(real, 1002, token="1:wrong"), safe=""))
    await expect(page.get_by_text(real.house.words.say("zh", "mini-app-unsigned"))).to_be_visible()
    await expect(page.get_by_text(real.house.words.say("en", "mini-app-unsigned"))).to_be_visible()
    assert page.url == f"{real.house.web_url}/sign-in/mini-app"
    page = await opens(address + quote(init_data(real, 1002), safe=""))
    await page.wait_for_url(f"{real.house.web_url}/")


async def test_the_page_of_the_api_works_without_internet(real: Street, opens: Opens) -> None:
    """It lists the routes and tries one with the session of whoever looks."""
    page = await opens(real.house.web_url + await ask_for_link(real, 1001))
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url(f"{real.house.web_url}/")
    await page.goto(f"{real.house.web_url}/api/docs")
    await page.locator("#operations-districts-districts_api_districts_get").click()
    await page.get_by_role("button", name="Try it out").click()
    await page.get_by_role("button", name="Execute").click()
    await expect(page.locator(".live-responses-table").get_by_text('"may_command"')).to_be_visible()
