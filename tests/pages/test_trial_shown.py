"""A trial on the pages: said to be a drill, on no list, and counted by nothing."""

import pytest
from playwright.async_api import expect

from tests.pages.conftest import Opens
from tests.stories.conftest import GROUP, Street

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_it_is_shown_as_a_drill_and_stands_on_no_list(ground: Street, opens: Opens) -> None:
    """One line that follows it, on the command centre and small on the wall; board, tally and figures stay empty."""
    desk, wall = await opens(f"{ground.house.web_url}/?language=en"), await opens(f"{ground.house.web_url}/wall")
    message = ground.captain.say(GROUP, "/setup")
    await ground.turn(3)
    ground.captain.press_data(message, "trial:1.0:begin")
    await ground.turn(3)
    lines = [desk.locator(".notice.drill", has_text="DRILL #1"), wall.locator(".drill-mark.small")]
    for line in lines:
        await expect(line).to_have_text("DRILL #1 · 一队 · sent · until 08:15")
    ground.captain.press_data(message, "trial:1.1:accept")
    await ground.turn(3)
    for line in lines:
        await expect(line).to_contain_text("accepted")
    await expect(desk.locator(".board .row")).to_have_count(0)
    await expect(wall.locator(".line")).to_have_count(0)
    await expect(desk.locator(".tally")).to_have_text("000")
    await expect(wall.locator(".pin.case")).to_have_count(0)
    await ground.turn(900)
    for line in lines:
        await expect(line).to_have_count(0)
