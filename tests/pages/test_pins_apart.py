"""Pins of the map that stand close together are set apart."""

import pytest
from playwright.async_api import expect

from bot.values.geo import Point
from tests.pages.conftest import Opens
from tests.stories.conftest import CENTRE, Street

STALL = "street_stall"

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_every_number_on_the_map_can_be_read(ground: Street, opens: Opens) -> None:
    """Cases at one spot stand side by side, at every zoom; one that stands free stays where it is."""
    items = ("shared_bike_parking", STALL, "bottled_gas")
    for k, item in enumerate(items):
        await ground.report(item, by=(1006, 1004, 1005)[k])
    await ground.report(STALL, near=Point(CENTRE.lat + 0.03, CENTRE.lon + 0.03), by=1001)
    page = await opens(ground.house.web_url)
    await expect(page.locator(".pin.case")).to_have_count(len(items) + 1)
    for _ in range(2):
        boxes = await page.locator(".pin.case").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().toJSON())"
        )
        middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
        apart = [
            ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 for i, (ax, ay) in enumerate(middles) for bx, by in middles[:i]
        ]
        assert min(apart) >= 38
        moved = await page.locator(".pin.case").evaluate_all("all => all.filter(one => one.style.translate).length")
        assert moved == len(items) - 1
        before = await page.locator(".leaflet-proxy").get_attribute("style")
        await page.locator(".leaflet-control-zoom-in").click()
        await expect(page.locator(".leaflet-proxy")).not_to_have_attribute("style", before or "")
        await expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)


async def test_on_the_wall_no_pin_covers_another(ground: Street, opens: Opens) -> None:
    """Its pins are larger, and stand as much further from each other."""
    for user_id in (1006, 1004, 1005):
        await ground.report(STALL, by=user_id)
    page = await opens(f"{ground.house.web_url}/wall", 1920, 1080)
    pins = page.locator(".pin.case")
    await expect(pins).to_have_count(3)
    boxes = [box for pin in await pins.all() if (box := await pin.bounding_box())]
    middles = [complex(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    apart = [abs(one - other) for i, one in enumerate(middles) for other in middles[:i]]
    assert min(apart) >= max(box["width"] for box in boxes)
