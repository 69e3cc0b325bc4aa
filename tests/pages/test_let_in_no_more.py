"""Who is dismissed while a page is open: it says so and stays, whichever answer brings the news first."""

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from tests.handlers.web.people import ask_for_link
from tests.pages.conftest import Opens, Watched
from tests.stories.conftest import GROUP, Street

pytestmark = pytest.mark.asyncio(loop_scope="session")

UNAUTHORIZED = "Failed to load resource: the server responded with a status of 401"
"""What Chromium writes of an answer that came after the dismissal: it is what these tests are about."""

MAP = "**/screen/places/map?*"


async def _desk(street: Street, opens: Opens, deaf: str = "") -> Page:
    """The desk of a member who is signed in; its stream is deaf for the events that *deaf* names."""
    page = await opens(street.house.web_url + await ask_for_link(street, 1004))
    await page.add_init_script(
        f"const deaf = '{deaf}'.split(' '), hear = EventSource.prototype.addEventListener;"
        "EventSource.prototype.addEventListener = function (name, ...rest) {"
        "  if (!deaf.includes(name)) hear.call(this, name, ...rest);"
        "};"
    )
    await page.locator("button").click()
    await expect(page.locator(".board .nothing")).to_be_visible()
    return page


async def _dismiss(street: Street) -> None:
    street.captain.say(GROUP, "/dismiss", reply_to=street.qiang.say(GROUP, "hello"))
    await street.sure(1001)


async def _says_so(street: Street, page: Page) -> None:
    """What to do, on the page that was open; and no change reaches it any more."""
    await expect(page.locator(".notice.bad")).to_have_text(street.said("screen-ended"))
    assert "/dashboard" in street.said("screen-ended")
    await street.report("shared_bike_parking")
    assert await page.locator(".board .row").count() == 0


async def test_the_stream_says_so_first(real: Street, opens: Opens, watched: Watched) -> None:
    """What was asked before and is refused afterwards does not lead away from the notice."""
    watched.expected = (UNAUTHORIZED,)
    dismissed, led = asyncio.Event(), []

    async def late(route: Route) -> None:
        await dismissed.wait()
        await route.continue_()

    page = await _desk(real, opens)
    await page.locator(".places-switch summary").click()
    await page.route(MAP, late)
    page.on("request", lambda request: led.append(request.url) if request.is_navigation_request() else None)
    layer = page.get_by_role("checkbox", name="on the map")
    await layer.uncheck()
    async with page.expect_request(MAP):
        await layer.check()
    await _dismiss(real)
    await _says_so(real, page)
    async with page.expect_response(lambda one: "/places/map" in one.url) as answer:
        dismissed.set()
    assert (await answer.value).status == 401
    await expect(page.locator(".places-switch .problem")).to_have_text(real.said("not-signed-in"))
    await page.evaluate("fetch('/page/icon.svg').then(() => null)")  # by then a page that leaves has left
    await expect(page.locator(".notice.bad")).to_have_text(real.said("screen-ended"))
    assert led == []


async def test_an_answer_says_so_first(real: Street, opens: Opens, watched: Watched) -> None:
    """Whatever the page asks for meanwhile: the notice is the same, and nothing is lost from before the eyes."""
    watched.expected = (UNAUTHORIZED,)
    page = await _desk(real, opens, deaf="bye error")
    await page.locator(".places-switch summary").click()
    refused = page.wait_for_event("response", lambda answer: "/places/map" in answer.url and answer.status == 401)
    waiting = asyncio.ensure_future(refused)
    await _dismiss(real)
    layer = page.get_by_role("checkbox", name="on the map")
    await layer.uncheck()
    await layer.check()
    await waiting  # of the map's own accord, or because of this
    await _says_so(real, page)


async def test_the_table_of_places_says_so(real: Street, opens: Opens, watched: Watched) -> None:
    """It has no stream: the next thing that somebody looks for there brings the notice."""
    watched.expected = (UNAUTHORIZED,)
    page = await _desk(real, opens)
    await page.goto(f"{real.house.web_url}/places")
    await expect(page.locator(".places-page .nothing")).to_be_visible()
    await _dismiss(real)
    await page.locator("input[type=search]").fill("shop")
    await expect(page.locator(".notice.bad")).to_have_text(real.said("screen-ended"))
    await expect(page.locator(".problem")).to_have_count(0)
