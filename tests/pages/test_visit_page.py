"""The page of a visit on a phone: a whole visit by two officers, and one whose phone was away and loaded anew."""

import asyncio
import io
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Page, expect

from bot.app.settings import Web
from bot.checklists import starter
from bot.evidence.pieces import EVIDENCE
from bot.inspections.table import APPROVED, SIGNED, VISITS
from bot.inspections.visit import Answered
from bot.inspections.visiting import items
from tests.handlers.web.visits import CHEN, GAO, LU, WITH_OFFICERS, a_picture, a_visit, furnish, link_to, the_visit
from tests.pages import seen_by_all
from tests.pages.conftest import Opens, Watched
from tests.stories.conftest import CENTRE, Street, open_street

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 780)
HERE = {"latitude": CENTRE.lat, "longitude": CENTRE.lon, "accuracy": 8}


@pytest_asyncio.fixture(loop_scope="session")
async def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """A bot that serves pages, with officers of bodies and a place."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "en", WITH_OFFICERS, web=Web(language="en"))
    try:
        await furnish(street)
        await street.turn(1)
        yield street
    finally:
        await street.stack.aclose()


async def enter(street: Street, opens: Opens, user_id: int, number: int) -> Page:
    """Somebody's phone, signed in by the link that the bot sent, at the door."""
    page = await opens(f"{street.house.web_url}{await link_to(street, user_id, number)}", *PHONE)
    await page.context.grant_permissions(["geolocation"], origin=street.house.web_url)
    await page.context.set_geolocation(HERE)
    await page.get_by_role("button", name="Sign in").click()
    await page.locator("header h1").wait_for()
    return page


async def answered(street: Street, number: int, wanted: int) -> list[Answered]:
    """What the memory has, in the order in which it was recorded, once there is so much of it."""
    visit = await the_visit(street, number)
    for _ in range(100):
        async with street.house.store.look() as tx:
            found = await tx[VISITS].answered(visit.id)
        if len(found) >= wanted:
            break
        await asyncio.sleep(0.1)
    return found


async def answer_all(page: Page) -> None:
    """Pass whatever is left for who holds the phone."""
    while await page.locator('[data-result="pass"]').count():
        key = await page.locator("article").get_attribute("data-item")
        await page.locator('[data-result="pass"]').click()
        await expect(page.locator(f'article[data-item="{key}"]')).to_have_count(0)


def a_large_photo(path: Path) -> Path:
    """Noise of 4000 to 3000 points: some 20 MB, as a camera makes them."""
    image = Image.frombytes("RGB", (4000, 3000), os.urandom(4000 * 3000 * 3))
    image.save(path, "JPEG", quality=98, subsampling=0)
    assert path.stat().st_size > 15_000_000
    return path


async def draw(page: Page) -> None:
    """A finger on the field for the signature."""
    pad = page.locator("canvas.pad")
    await pad.scroll_into_view_if_needed()
    box = await pad.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + 30, box["y"] + 60)
    await page.mouse.down()
    for step in range(24):
        await page.mouse.move(box["x"] + 30 + 10 * step, box["y"] + 60 + 40 * (step % 3))
    await page.mouse.up()


async def test_two_officers_make_a_visit_with_their_phones(town: Street, opens: Opens, tmp_path: Path) -> None:
    """Begun at the door, a fail with a large photo, a conflict that one settles, read back, three signatures."""
    number = await a_visit(town, APPROVED, officers=(CHEN, LU, GAO))
    page, other = await enter(town, opens, CHEN, number), await enter(town, opens, LU, number)
    await page.get_by_role("button", name="Begin the visit").click()
    await expect(page.locator("article h2")).to_be_visible()
    assert (await the_visit(town, number)).found_by == "fix"
    first = await page.locator("article").get_attribute("data-item")
    await page.locator('[data-result="fail_limit"]').click()
    await page.locator(".chip", has_text="1 day").click()
    await page.get_by_label("In words").fill("Worn cable")
    await page.locator("#fail-photo").set_input_files(a_large_photo(tmp_path / "large.jpg"))
    await expect(page.locator(".writing .thumbs img")).to_be_visible()
    await page.reload()
    assert await seen_by_all.findings(page) == []
    await page.locator('[data-result="fail_limit"]').click()
    await expect(page.get_by_label("In words")).to_have_value("Worn cable")
    await expect(page.locator(".writing .thumbs img")).to_be_visible()
    await page.get_by_role("button", name="Save and go on").click()
    [said] = await answered(town, number, 1)
    assert (said.item, said.result, said.hours, said.words) == (first, "fail_limit", 24, "Worn cable")
    async with town.house.store.look() as tx:
        piece = await tx[EVIDENCE].get(said.photos[0])
    assert piece is not None
    file = await town.house.photos.picture(piece, large=True)
    assert file is not None
    with Image.open(io.BytesIO(file.read_bytes())) as shown:
        assert max(shown.size) <= 1600

    # A third officer, in the chat, has another opinion about the second one: who holds the phone keeps theirs.
    second = await page.locator("article").get_attribute("data-item")
    n = next(one.number for one in items.in_order(starter.lists()[:1]) if one.key == second)
    await page.locator('[data-result="pass"]').click()
    await answered(town, number, 2)
    await town.say(GAO, f"{n} n/a")
    await page.get_by_role("button", name="‹ Before").click()
    await page.locator(".note.conflict").get_by_role("button", name="Keep").first.click()
    await expect(page.locator(".note.conflict")).to_have_count(0)
    assert [(str(one.result), one.keeps) for one in (await answered(town, number, 4))[1:]] == [
        ("pass", False), ("na", False), ("pass", True),
    ]  # fmt: skip
    await answer_all(page)
    await expect(page.get_by_role("heading", name="Finish")).to_be_visible()
    await other.locator("article h2").wait_for()
    await answer_all(other)
    await other.get_by_label("Why do these stay open?").fill("Nobody of enforcement is here")
    await other.get_by_role("button", name="Read back to the responsible person").click()
    await expect(page.get_by_role("heading", name="Read this out")).to_be_visible()
    await expect(page.locator(".fails")).to_contain_text("Worn cable")
    await page.get_by_role("button", name="I sign as an officer").click()
    await page.get_by_label("Name of who signs").fill("Mary Shopkeeper")
    await draw(page)
    assert await seen_by_all.findings(page) == []
    await page.get_by_role("button", name="Save this signature").click()
    await expect(page.get_by_text("signed by Mary Shopkeeper")).to_be_visible()
    await other.get_by_role("button", name="I sign as an officer").click()
    await expect(other.get_by_role("heading", name="signed")).to_be_visible()
    assert (await the_visit(town, number)).state == SIGNED


async def test_a_phone_without_network_loses_nothing(
    town: Street, opens: Opens, watched: Watched, tmp_path: Path
) -> None:
    """What is answered is kept, also when the page is loaded anew; then each is there once, in its order.

    Also one that went out with the network, so that only the reply to it was lost.
    """
    watched.expected = ("Failed to load resource: net::ERR_INTERNET_DISCONNECTED",)
    number = await a_visit(town)
    page = await enter(town, opens, CHEN, number)
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await page.reload()
    await page.locator("article h2").wait_for()
    await page.context.set_offline(True)
    await expect(page.locator(".line.away")).to_be_visible()
    first = f"item:{(await page.locator('.where').inner_text()).split()[1]}"
    items = []
    (photo := tmp_path / "photo.jpg").write_bytes(a_picture())
    for result in ("fail_limit", "na", "pass"):
        items.append(await page.locator("article").get_attribute("data-item"))
        await page.locator(f'[data-result="{result}"]').click()
        if result == "fail_limit":
            await page.locator("#fail-photo").set_input_files(photo)
            await expect(page.locator(".writing .thumbs img")).to_be_visible()
            await page.get_by_role("button", name="Save and go on").click()
        await expect(page.locator(f'article[data-item="{items[-1]}"]')).to_have_count(0)
    await expect(page.locator(".line.away")).to_contain_text("4")
    here = await page.locator("article").get_attribute("data-item")
    await page.reload()
    await expect(page.locator(f'article[data-item="{here}"]')).to_be_visible()
    await expect(page.locator(".line.away")).to_contain_text("4")
    await page.context.set_offline(False)
    said = await answered(town, number, 3)
    assert [(one.item, str(one.result)) for one in said] == list(zip(items, ("fail_limit", "na", "pass"), strict=True))
    assert [len(one.photos) for one in said] == [1, 0, 0]
    assert len({one.sent_as for one in said}) == 3
    async with town.house.store.look() as tx:
        pieces = await tx[EVIDENCE].of_case((await the_visit(town, number)).id)
    assert [(one.id, one.counts_as) for one in pieces] == [(said[0].photos[0], first)], "at its item, once"


async def test_over_a_plain_address_it_says_so_and_works_with_network(town: Street, opens: Opens) -> None:
    """Browsers keep no page from there and make no ids: it names the chat, and what is answered goes all the same."""
    number = await a_visit(town)
    page = await enter(town, opens, CHEN, number)
    await page.context.add_init_script(
        "Object.defineProperty(globalThis, 'isSecureContext', { get: () => false }); crypto.randomUUID = undefined;"
    )
    await page.reload()
    alone = page.locator(".line.alone")
    await expect(alone).to_contain_text(f"@{town.house.desk.rules.bot_name}")
    await alone.get_by_role("button", name="Why?").click()
    await expect(alone).to_contain_text("https")
    assert await seen_by_all.everywhere(page, "a visit", [(360, 740)]) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.locator('[data-result="pass"]').click()
    [said] = await answered(town, number, 1)
    assert len(said.sent_as) == 36


async def test_what_the_server_refuses_stands_at_its_item_and_holds_up_nothing(
    town: Street, opens: Opens, watched: Watched
) -> None:
    """It stays with its reason until it is tried again or removed; from item to item one goes at once."""
    watched.expected = ("Failed to load resource: the server responded with a status of 409",)
    number = await a_visit(town)
    page = await enter(town, opens, CHEN, number)
    first = await page.locator("article").get_attribute("data-item")
    refused = {"refused": "x", "sentence": "It was read back already."}
    await page.route("**/answer", lambda route: route.fulfill(status=409, json=refused))
    await page.locator('[data-result="pass"]').click()
    await expect(page.get_by_role("button", name="Not taken: 1. Show")).to_be_visible()
    await page.unroute("**/answer")
    await page.locator('[data-result="na"]').click()
    assert [str(one.result) for one in await answered(town, number, 1)] == ["na"]
    await page.reload()
    await page.get_by_role("button", name="Not taken: 1. Show").click()
    await expect(page.locator(f'article[data-item="{first}"]')).to_contain_text("It was read back already.")
    await page.get_by_role("button", name="Try once more").click()
    assert [one.item for one in await answered(town, number, 2)][1] == first
    await page.get_by_role("button", name="Next ›").click()
    await expect(page.locator(f'article[data-item="{first}"]')).to_have_count(0, timeout=2_000)

    here = await page.locator("article").get_attribute("data-item")
    await page.route("**/answer", lambda route: route.fulfill(status=409, json=refused))
    await page.locator('[data-result="pass"]').click()
    await page.get_by_role("button", name="Not taken: 1. Show").click()
    await page.unroute("**/answer")
    await page.locator('[data-result="na"]').click()
    assert str((await answered(town, number, 3))[2].result) == "na", "answered anew"
    await page.get_by_role("button", name="Not taken: 1. Show").click()
    await expect(page.locator(f'article[data-item="{here}"]')).to_contain_text("It was read back already.")
    await expect(page.get_by_role("button", name="Try once more")).to_have_count(0)
    await page.get_by_role("button", name="I have read it").click()
    await expect(page.get_by_role("button", name="Not taken: 1. Show")).to_have_count(0)
