"""Officers of bodies on the captains' page: enrolled by name or by a link, seen, ended."""

import pytest
from playwright.async_api import expect

from bot.bodies.officers import OFFICERS
from tests.pages.conftest import Opens, Watched
from tests.stories.conftest import Street

pytestmark = pytest.mark.asyncio(loop_scope="session")

REFUSED = "Failed to load resource: the server responded with a status of 409"


async def test_a_captain_enrols_and_ends_officers_on_the_page(ground: Street, opens: Opens, watched: Watched) -> None:
    """A name that the bot does not know is refused in its words; without one a link comes to the captain in private."""
    watched.expected = (REFUSED,)
    ground.wang.start_private()
    await ground.turn(3)
    page = await opens(f"{ground.house.web_url}/officers")
    await expect(page.locator(".nothing")).to_be_visible()
    body, number, until, person = (
        page.locator(f"section >> nth=0 >> form {what}")
        for what in ("select >> nth=1", "input >> nth=0", "[type=date]", "input >> nth=2")
    )

    async def enrol(name: str) -> None:
        await body.select_option("fire")
        await number.fill("A-123")
        await until.fill("2026-03-20")
        await person.fill(name)
        await page.locator("section >> nth=0 >> form button").click()

    await enrol("@nobody")
    await expect(page.locator(".problem")).to_have_text(ground.said("officer-unknown-name", name="@nobody"))
    await enrol("@user1002")
    row = page.locator("tr[data-person='1002']")
    await expect(row).to_contain_text("⚠️ A-123")
    await expect(row).to_contain_text("老王")
    await enrol("")
    await expect(page.locator(".said")).not_to_be_empty()
    await ground.turn(3)
    assert ground.private(1001, "?start=officer_")
    lent = page.locator("section >> nth=1")
    await expect(lent.locator("h2")).to_be_in_viewport()
    await lent.locator("select >> nth=0").select_option("market")
    await lent.locator("select >> nth=1").select_option("fire")
    await lent.locator("input >> nth=0").fill("Order 7/2026")
    await lent.locator("[type=date]").fill("2027-12-31")
    await lent.locator("form button").click()
    await expect(lent.locator(".delegation")).to_contain_text("Order 7/2026")
    page.on("dialog", lambda dialog: dialog.accept())
    await lent.locator(".delegation button").click()
    await expect(lent.locator(".delegation")).to_have_count(0)
    await row.locator("button").click()
    await expect(page.locator(".nothing")).to_be_visible()
    async with ground.house.store.look() as tx:
        assert await tx[OFFICERS].standing(1) == []
