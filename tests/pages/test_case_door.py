"""The door of a case in a real browser: what is known there, one tap that it is not there, one that it is elsewhere."""

import pytest
from playwright.async_api import expect

from bot.places.register import Place
from bot.places.standing.links import LINKS
from bot.values.geo import Point
from tests.pages.conftest import Opens
from tests.stories.conftest import CENTRE, Street, put_places

pytestmark = pytest.mark.asyncio(loop_scope="session")

SHOP = Place("K7M4QX", "Corner Shop", "shop", Point(CENTRE.lat + 0.0001, CENTRE.lon))
BESIDE = Place("K8M4QX", "Barber", "shop", Point(CENTRE.lat + 0.0004, CENTRE.lon))


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (390, 844)])
async def test_a_tap_says_where_it_is(ground: Street, opens: Opens, width: int, height: int) -> None:
    """On a desktop and on a phone."""
    async with ground.house.store.begin() as tx:
        await put_places(tx, SHOP, BESIDE)
    number = await ground.report("shared_bike_parking")
    page = await opens(f"{ground.house.web_url}/?language=en#{number}", width, height)
    door = page.locator(".case-panel .door")
    await expect(door.locator("h3")).to_contain_text("Corner Shop (K7M4QX)")
    await door.get_by_role("button", name="Not here").click()
    await expect(door.locator("h3")).to_contain_text("No place is linked")
    await door.locator("summary").click()
    await door.get_by_role("button", name="Barber").click()
    await expect(door.locator("h3")).to_contain_text("Barber (K8M4QX)")
    async with ground.house.store.look() as tx:
        link = await tx[LINKS].of_case((await ground.case(number)).id)
    assert link is not None
    assert link.code == BESIDE.code
