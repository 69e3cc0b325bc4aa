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
        page.locator(f"form {what}") for what in ("select >> nth=1", "input >> nth=0", "[type=date]", "input >> nth=2")
    )

    async def enrol(name: str) -> None:
        await body.select_option("fire")
        await number.fill("A-123")
        await until.fill("2026-03-20")
        await person.fill(name)
        await page.locator("form button").click()

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
    page.on("dialog", lambda dialog: dialog.accept())
    await row.locator("button").click()
    await expect(page.locator(".nothing")).to_be_visible()
    async with ground.house.store.look() as tx:
        assert await tx[OFFICERS].standing(1) == []
