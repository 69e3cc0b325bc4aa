"""Every page can be read and used by those who see little or nothing: axe-core finds nothing critical or serious."""

from dataclasses import replace

import pytest
from playwright.async_api import Page, expect

from bot.evidence import cameras
from bot.values.geo import Point
from tests.handlers.web.people import ask_for_link
from tests.pages import seen_by_all
from tests.pages.conftest import Opens, Watched
from tests.pages.seen_by_all import PHONE, WIDE, everywhere
from tests.pages.test_drill_page import Windows, become, windows  # noqa: F401  # a fixture
from tests.stories.conftest import CENTRE, Street

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _busy(street: Street) -> int:
    """One case of each look: on scene with a photo, overdue, on hold, done, without a team; the first's number."""
    points = [Point(CENTRE.lat + k / 200, CENTRE.lon + k / 150) for k in range(5)]
    numbers = [await street.report("shared_bike_parking", near=point) for point in points]
    first, done = numbers[0], numbers[1]
    for words in (f"/accept {first}", f"/arrived {first}"):
        street.wang.say(1002, words)
        await street.turn(1)
    street.wang.send_photo(1002)
    street.wang.send_video(1002)
    await street.turn(1)
    street.wang.send_photo(1002)
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        gate = cameras.Camera("Gate", CENTRE, "http://127.0.0.1/")
        await tx.districts.save(replace(district, settings={cameras.KEPT: cameras.as_kept([gate])}))
    lead = (await street.case(done)).lead
    assert lead is not None
    who = {1: 1002, 2: 1004, 3: 1005}[lead.team_id]
    street.who(who).say(who, f"/done {done} duplicate")
    await street.turn(400)
    street.captain.say(1001, f"/hold {numbers[2]} 30 waiting for a truck")
    await street.turn(1)
    await street.report("fire", near=Point(CENTRE.lat - 0.01, CENTRE.lon))
    await street.turn(250)
    return first


async def test_the_command_centre(ground: Street, opens: Opens) -> None:
    """Cases of each look: every tab of the phone and of the side, a case in full, a photo opened, a call for help."""
    number = await _busy(ground)
    page = await opens(f"{ground.house.web_url}/?language=en", *WIDE)
    await expect(page.locator(".board .row").first).to_be_visible()
    found = []
    for name in ("Photos", "Teams", "Figures"):
        await page.locator(".side-panel").get_by_role("tab", name=name).click()
        found += await everywhere(page, f"centre, {name}", [WIDE])
    await page.locator(f'.board .row[data-number="{number}"]').click()
    await expect(page.locator(".case-panel .timeline li").first).to_be_visible()
    await page.locator(".case-panel .thumbs .hide").last.click()
    await expect(page.locator(".case-panel .cameras a")).to_be_visible()
    await expect(page.locator(".case-panel .hidden-by")).to_be_visible()
    found += await everywhere(page, "case")
    await page.locator(".case-panel .thumbs button").first.click()
    await expect(page.locator(".large img")).to_be_visible()
    found += await everywhere(page, "photo")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    ground.wang.say(1002, "/sos two men")
    await ground.turn(2)
    await expect(page.locator(".calls .call")).to_be_visible()
    for name in ("Cases", "Map", "Photos", "Teams", "Figures"):
        await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        await page.locator(".tabs").get_by_role("tab", name=name).click()
        found += await everywhere(page, f"phone, {name}", [PHONE])
    assert found == []


async def test_the_wall(ground: Street, opens: Opens) -> None:
    """With pictures, with and without a call for help, from the telephone to 4K."""
    await _busy(ground)
    ground.captain.say(1001, "/limits wall on")
    await ground.turn(1)
    page = await opens(f"{ground.house.web_url}/wall?language=en", 1920, 1080)
    await expect(page.locator(".line .seen img")).to_be_visible()
    sizes = [(1920, 1080), (3840, 2160), PHONE]
    found = await everywhere(page, "wall", sizes)
    ground.wang.say(1002, "/sos two men")
    await ground.turn(2)
    await expect(page.locator(".calls .call")).to_be_visible()
    found += await everywhere(page, "wall with a call", sizes)
    assert found == []


async def test_signing_in_and_the_small_pages(real: Street, opens: Opens, watched: Watched) -> None:
    """How to, the link's button, a link that is used up, the Mini App that proves nothing."""
    watched.expected = ("Failed to load resource",)
    found = []
    link = await ask_for_link(real, 1001)
    for path in ("/sign-in", link, "/sign-in/mini-app", f"/sign-in/{'x' * 43}"):
        page = await opens(real.house.web_url + path, *PHONE)
        await expect(page.locator("main.card")).to_be_visible()
        found += await everywhere(page, path.replace(link, "/sign-in/LINK"))
    assert found == []


async def test_the_page_of_the_api(ground: Street, opens: Opens) -> None:
    """As its viewer draws it, one route opened."""
    page = await opens(f"{ground.house.web_url}/api/docs", *WIDE)
    await page.locator("#operations-districts-districts_api_districts_get").click()
    await expect(page.get_by_role("button", name="Try it out")).to_be_visible()
    assert await everywhere(page, "api") == []


async def _states_of_the_ground(page: Page) -> list[str]:
    found = []
    await page.locator('[data-step="report"]').click()
    await expect(page.locator(".steps .past")).to_have_count(1)
    found += await everywhere(page, "drill ground", [WIDE])
    await become(page, 1001)
    found += await everywhere(page, "drill ground, private", [WIDE])
    await page.locator(".iam").click()
    found += await everywhere(page, "drill ground, people", [WIDE])
    await page.keyboard.press("Escape")
    await page.locator(".tools .ghost").first.click()
    found += await everywhere(page, "drill ground, drills", [WIDE])
    return found


async def test_the_drill_ground(windows: Windows) -> None:  # noqa: F811
    """Its chat with a card, the list of people, the drills, and each of the three panes of a telephone."""
    page = await windows.open(*WIDE)
    found = await _states_of_the_ground(page)
    phone = await windows.open(*PHONE)
    for pane in range(3):
        await phone.locator(".panes button").nth(pane).click()
        found += await everywhere(phone, f"drill ground, pane {pane}", [PHONE])
    assert found == []


async def test_what_cannot_be_read_is_found(ground: Street, opens: Opens) -> None:
    """Grey on grey and a button without a name: the net has no hole."""
    page = await opens(ground.house.web_url)
    await page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        " '<p style=\"position:fixed;inset:0;z-index:9999;color:#777;background:#888\">grey</p><button></button>')"
    )
    rules = {one.split()[0] for one in await seen_by_all.findings(page)}
    assert {"color-contrast", "button-name"} <= rules
