"""Places in the command centre: a layer of the map, a table, a page for each; with a mouse, with keys, on a phone."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from bot.places.register import PAST, PLACES, Contact, Line, Place, State
from bot.places.standing.colours import COLOURS, Coloured
from bot.values.geo import Point
from bot.work.at_door import Colour
from handlers.web import place_pages
from tests.pages.conftest import Opens, Watched
from tests.pages.seen_by_all import PHONE, WIDE, everywhere
from tests.stories.conftest import CENTRE, Street, put_places

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOODLES = Place(
    "K7M4QX",
    "通盛面馆",
    "eatery",
    CENTRE,
    "通盛路1号",
    aliases=("老面馆",),
    responsible="刘德明",
    contacts=(Contact("王小明", "13800001234", "店主"),),
    licence="JY1",
    firm=True,
    state=State.OPEN,
)
REFUSED = "Failed to load resource: the server responded with a status of 409"
FROM_THE_RIGHT = "مطعم القمر 7"
LITTLE: dict[str, Any] = {"licence": "", "state": State.UNKNOWN, "point": None}
COUNT = ".places-switch summary b"


def _around(count: int) -> list[Place]:
    """Close to the middle, so that far away they are one cluster."""
    return [
        Place(f"P{n:04}", f"店{n}", "hotel" if n % 3 else "shop", Point(CENTRE.lat + n * 1e-6, CENTRE.lon + n * 1e-6))
        for n in range(count)
    ]


async def _put(street: Street, *places: Place) -> None:
    async with street.house.store.begin() as tx:
        await put_places(tx, *places)


async def _middle(page: Page) -> None:
    """Click the middle of the map."""
    box = await page.locator(".map").bounding_box()
    assert box is not None
    await page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


async def test_places_are_a_layer_of_the_map(ground: Street, opens: Opens) -> None:
    """Pointed at they are named, clicked they open; filtered, switched off, and off it stays."""
    await _put(ground, NOODLES, *(replace(one, point=Point(30.32, 120.28)) for one in _around(9)))
    page = await opens(f"{ground.house.web_url}/#place:K7M4QX")
    await expect(page.locator(".case-panel h2")).to_have_text("通盛面馆")
    await page.keyboard.press("Escape")
    await expect(page.locator(".case-panel")).to_have_count(0)
    await page.locator(".home").click()
    await expect(page.locator(COUNT)).to_have_text("10")
    await page.locator(".places-switch summary").click()
    await page.get_by_label("every kind").select_option(label="Eatery")
    await expect(page.locator(COUNT)).to_have_text("1")
    await page.get_by_role("checkbox", name="on the map").uncheck()
    await expect(page.locator(COUNT)).to_have_count(0)
    await page.reload()
    await page.locator(".places-switch summary").click()
    await page.get_by_role("checkbox", name="on the map").check()
    await page.goto(f"{ground.house.web_url}/?district=1#place:K7M4QX")
    await expect(page.locator(".home")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(COUNT)).to_have_text("10")
    box = await page.locator(".map").bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] / 2 + 1, box["y"] + box["height"] / 2)
    await expect(page.locator(".leaflet-tooltip")).to_have_text("通盛面馆 · Eatery · open")
    await _middle(page)
    await expect(page.locator(".case-panel h2")).to_have_text("通盛面馆")
    assert page.url.endswith("#place:K7M4QX")


async def test_a_colour_that_changes_is_seen_by_whoever_looks(ground: Street, opens: Opens) -> None:
    """Nobody has to move the map: a place that turns red is red a moment later."""
    await _put(ground, NOODLES)
    page = await opens(ground.house.web_url)
    await expect(page.locator(COUNT)).to_have_text("1")
    async with page.expect_response(lambda answer: "/screen/places/map" in answer.url) as drawn:
        async with ground.house.store.begin() as tx:
            await tx[COLOURS].put(1, Coloured(NOODLES.code, Colour.RED, "", "", ground.clock.now()))
        await ground.turn(1)
    [place] = (await (await drawn.value).json())["points"]
    assert (place[0], place[6]) == (NOODLES.code, "red")


async def test_too_many_are_counted_and_a_click_comes_closer(
    ground: Street, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Far away one circle with its number, near by each place; never more shapes than the server may answer."""
    monkeypatch.setattr(place_pages, "MOST_POINTS", 30)
    await _put(ground, *_around(120))
    page = await opens(f"{ground.house.web_url}/#place:P0060")
    await expect(page.locator(COUNT)).to_have_text("120")
    await page.keyboard.press("Escape")
    await page.locator(".places-switch summary").click()
    await expect(page.locator(".places-switch p")).to_contain_text("come closer")
    await page.locator(".places-switch summary").click()
    before = await page.locator(".leaflet-proxy").get_attribute("style")
    await _middle(page)
    await expect(page.locator(".leaflet-proxy")).not_to_have_attribute("style", before or "")
    await expect(page.locator(COUNT)).to_have_text("120")


async def test_an_answer_that_comes_too_late_is_not_drawn(ground: Street, opens: Opens) -> None:
    """Who chooses a filter while the first answer is on its way sees what was chosen last."""
    await _put(ground, NOODLES, *_around(9))
    page = await opens(ground.house.web_url)
    await expect(page.locator(COUNT)).to_have_text("10")
    held = asyncio.Event()

    async def late(route: Route) -> None:
        if "kind=hotel" in route.request.url:
            await held.wait()
        await route.continue_()

    await page.route("**/screen/places/map*", late)
    await page.locator(".places-switch summary").click()
    async with page.expect_request(lambda asked: "kind=hotel" in asked.url):
        await page.get_by_label("every kind").select_option("hotel")
    await page.get_by_label("every kind").select_option(label="Eatery")
    await expect(page.locator(COUNT)).to_have_text("1")
    async with page.expect_response(lambda answer: "kind=hotel" in answer.url):
        held.set()
    await page.evaluate("fetch('/page/icon.svg').then(() => null)")  # by then that answer was read
    await expect(page.locator(COUNT)).to_have_text("1")


async def test_a_correction_that_meets_another_lets_choose(ground: Street, opens: Opens, watched: Watched) -> None:
    """Both values stand side by side; the other fields of the form go through; the history says who and what before."""
    watched.expected = (REFUSED,)
    await _put(ground, NOODLES)
    page = await opens(f"{ground.house.web_url}/#place:K7M4QX")
    await page.get_by_role("button", name="Correct").click()
    form = page.locator(".place-form")
    await form.get_by_label("Name", exact=True).fill("通盛面馆 东门")
    await form.get_by_label("Address").fill("通盛路3号")
    async with ground.house.store.begin() as tx:
        place = await tx[PLACES].get(1, "K7M4QX")
        assert place is not None
        new = await tx[PLACES].save(1, replace(place, name="老通盛"), ground.clock.now())
        told = {"name": ["通盛面馆", "老通盛"]}
        await tx[PAST].add(1, [Line("K7M4QX", new.version, ground.clock.now(), 1002, "private", "edit", told)])
    await form.get_by_role("button", name="Save").click()
    both = form.locator(".conflict")
    await expect(both).to_contain_text("老通盛")
    await expect(both).to_contain_text("通盛面馆 东门")
    await expect(form.get_by_role("button", name="Save")).to_be_disabled()
    await both.get_by_label("as you wrote it").check()
    await form.get_by_role("button", name="Save").click()
    await expect(page.locator(".case-panel h2")).to_have_text("通盛面馆 东门")
    await expect(page.locator(".place-history li").first).to_contain_text("Name: 老通盛 → 通盛面馆 东门")
    await expect(page.locator(".case-panel .facts")).to_contain_text("通盛路3号")
    await expect(page.locator(".notice.said")).to_contain_text("Saved")


async def test_a_point_outside_the_district_is_saved_all_the_same(
    ground: Street, opens: Opens, watched: Watched
) -> None:
    """Asked about once, with the button that says so; another point is asked about anew."""
    watched.expected = (REFUSED,)
    await _put(ground, NOODLES)
    async with ground.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        ring = [[120.2, 30.2], [120.4, 30.2], [120.4, 30.4], [120.2, 30.4], [120.2, 30.2]]
        await tx.districts.save(replace(district, area={"type": "Polygon", "coordinates": [ring]}))
    page = await opens(f"{ground.house.web_url}/#place:K7M4QX")
    await page.get_by_role("button", name="Correct").click()
    form = page.locator(".place-form")
    point, sure = form.get_by_label("Location"), form.get_by_role("button", name="Save all the same")
    await point.fill("30.5, 120.3")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert")).to_contain_text("outside the district")
    await expect(sure).to_be_visible()
    await point.fill("30.6, 120.3")
    await point.blur()
    await expect(sure).to_have_count(0)
    await form.get_by_role("button", name="Save").click()
    await expect(sure).to_be_visible()
    await sure.click()
    await expect(page.locator(".notice.said")).to_contain_text("Saved")
    async with ground.house.store.look() as tx:
        place = await tx[PLACES].get(1, "K7M4QX")
    assert place is not None
    assert place.point == Point(30.6, 120.3)


async def test_something_is_reported_at_a_place_on_its_page(ground: Street, opens: Opens) -> None:
    """The case stands on the board a moment later."""
    await _put(ground, NOODLES)
    page = await opens(f"{ground.house.web_url}/#place:K7M4QX")
    await page.get_by_role("button", name="Report here").click()
    await page.get_by_label("What is going on here?").fill("共享单车乱停")
    await page.locator(".place-form").get_by_role("button", name="Report").click()
    await expect(page.locator(".notice.said")).to_contain_text("#1: reported at 通盛面馆")
    await ground.turn(1)
    await expect(page.locator('.board .row[data-number="1"] .where')).to_contain_text("通盛面馆")


async def test_the_table_is_searched_and_walked_with_keys(ground: Street, opens: Opens) -> None:
    """Type, arrow down, enter, escape: the focus is where one was; sorted and turned page by page."""
    await _put(ground, NOODLES, *_around(60), Place("Z9", "旧亭", "shop"))
    page = await opens(f"{ground.house.web_url}/places")
    rows = page.locator(".places-table tbody tr")
    await expect(page.locator(".count")).to_have_text("62 places")
    await expect(rows).to_have_count(50)
    await page.get_by_role("button", name="Further").click()
    await expect(rows).to_have_count(12)
    await page.get_by_role("button", name="Back").click()
    await expect(rows.first).to_contain_text("K7M4QX")
    await page.get_by_role("button", name="Kind").click()
    await expect(rows.first).to_contain_text("Eatery")
    await page.get_by_role("button", name="Kind").click()
    await expect(page.locator("th.kind")).to_have_attribute("aria-sort", "descending")
    await expect(rows.first).to_contain_text("Street shop")
    await page.keyboard.press("/")
    await page.keyboard.type("tongsheng")
    await expect(rows).to_have_count(1)
    await page.keyboard.press("ArrowDown")
    await expect(rows.first).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".case-panel h2")).to_have_text("通盛面馆")
    await expect(page.locator(".case-panel .facts")).to_contain_text("王**")
    await page.keyboard.press("Escape")
    await expect(page.locator(".case-panel")).to_have_count(0)
    await expect(rows.first).to_be_focused()
    await page.locator('input[type="search"]').fill("")
    await expect(rows).to_have_count(50)
    await rows.first.focus()
    await page.keyboard.press("ArrowDown")
    await expect(rows.nth(1)).to_be_focused()
    await page.get_by_label("position unknown").check()
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("旧亭")
    await rows.click()
    await expect(page.locator(".case-panel .pill", has_text="position unknown")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_label("position unknown").uncheck()
    await page.locator('input[type="search"]').fill("K7M4QX")
    await expect(rows.first).to_contain_text("K7M4QX")
    await expect(rows).to_have_count(1)
    await rows.click()
    async with ground.house.store.begin() as tx:
        noodles = await tx[PLACES].get(1, "K7M4QX")
        assert noodles is not None
        await tx[PLACES].save(1, replace(noodles, name="通盛饺子馆"), ground.clock.now())
    await ground.turn(1)
    await expect(rows).to_contain_text("通盛饺子馆")
    await expect(page.locator(".case-panel h2")).to_have_text("通盛饺子馆")
    await page.keyboard.press("Escape")
    await page.locator('input[type="search"]').fill("")
    await page.get_by_label("every state").select_option(label="gone")
    await expect(page.locator(".nothing")).to_contain_text("No such place")


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_places_can_be_read_by_everybody(ground: Street, opens: Opens, language: str) -> None:
    """The layer's switch, a place with its form, the table: by day and by night, on a desk and on a phone."""
    await _put(ground, NOODLES, replace(NOODLES, code="P1", name=FROM_THE_RIGHT, **LITTLE))
    page = await opens(f"{ground.house.web_url}/?language={language}", *WIDE)
    await page.locator(".places-switch summary").click()
    found = await everywhere(page, "layer", [WIDE])
    await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    await page.locator(".tabs button").nth(1).click()
    found += await everywhere(page, "layer", [PHONE])
    await page.goto(f"{ground.house.web_url}/places?language={language}")
    await expect(page.locator(".places-table tbody tr")).to_have_count(2)
    await expect(page.locator(".places-table bdi", has_text=FROM_THE_RIGHT)).to_be_visible()
    found += await everywhere(page, "table")
    await page.locator(".places-table tbody tr").first.click()
    await page.locator(".place-file .moves button").nth(1).click()
    await expect(page.locator(".place-form")).to_be_visible()
    found += await everywhere(page, "place")
    assert found == []
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "nothing sticks out of a phone"
