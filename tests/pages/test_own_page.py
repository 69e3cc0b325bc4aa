"""The page that a place has of its visit, on a phone: what is not taken stays where it was written."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.app.settings import Web
from bot.checklists import starter
from bot.inspections.visiting import answering, items, signing
from bot.work.speaker import Speaker
from tests.handlers.web.visits import CHEN, LU, WITH_OFFICERS, a_picture, a_visit, furnish
from tests.pages import seen_by_all
from tests.pages.conftest import Opens, Watched
from tests.stories.conftest import Street, open_street

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)
ITEMS = items.in_order(starter.lists()[:1])
WORDS = "New cable <b> since Monday"
REFUSED = "Failed to load resource: the server responded with a status of 409"


@pytest_asyncio.fixture(loop_scope="session")
async def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """A drill ground with officers and a place: the place is played there, too."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "en", WITH_OFFICERS, web=Web(language="en"), drill=True)
    try:
        await furnish(street)
        await street.turn(1)
        yield street
    finally:
        await street.stack.aclose()


async def do(town: Street, action: Any, user_id: int, **wants: Any) -> None:
    """What the button or the words of an officer come to."""
    speaker = Speaker(user_id, "", user_id, town.clock.now(), channel="button", district_id=1)
    done = await town.house.desk.do(action, speaker, **wants)
    assert not done.refused, done.answer
    await town.turn(1)


async def signed(town: Street) -> int:
    """The number of a visit in which one item failed, signed by all."""
    number = await a_visit(town)
    failed = next(one for one in ITEMS if one.department == "fire" and not one.is_critical)
    for who, item in ((CHEN, failed), (LU, next(one for one in ITEMS if one.department == "market"))):
        said: dict[str, Any] = {"result": "fail_limit", "hours": 72, "words": "Worn cable"}
        given = said if item is failed else {"result": "pass"}
        await do(town, answering.answer, who, number=number, item=item.key, sent_as=f"id-{item.number:04}", **given)
    await do(town, signing.read_back, CHEN, number=number, reason="Nobody of enforcement is here")
    for who in (CHEN, LU):
        await do(town, signing.sign, who, number=number, signs="officer", how="tap")
    await do(town, signing.sign, CHEN, number=number, signs="place", how="refused", witness="Sister Li")
    return number


async def test_a_place_says_what_it_put_right(town: Street, opens: Opens, watched: Watched, tmp_path: Path) -> None:
    """A file that is no picture is refused beside its form, which keeps the words; then a photo is taken."""
    watched.expected = (REFUSED,)
    number = await signed(town)
    await town.say(CHEN, f"/visit {number} code")
    [url] = [b.url for m in town.private(CHEN) for row in m.buttons for b in row if "/o/" in (b.url or "")][-1:]
    page = await opens(str(url), *PHONE)
    await expect(page.locator(".found")).to_contain_text("Worn cable")
    for one in await page.locator("summary").all():
        await one.click()
    assert await seen_by_all.everywhere(page, "the place's page", [PHONE, (1280, 900)]) == []
    await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    (text := tmp_path / "a.jpg").write_bytes(b"no picture")
    await page.locator("input[type=file]").set_input_files(text)
    await page.locator(".found textarea").fill(WORDS)
    await page.locator(".found").get_by_role("button", name=town.said("own-page-mend-send")).click()
    why = page.get_by_role("alert")
    await expect(why).to_have_text(town.said("own-page-no-picture"))
    await expect(why).to_be_in_viewport()
    await expect(page.locator(".found textarea")).to_have_value(WORDS)
    text.write_bytes(a_picture())
    await page.locator("input[type=file]").set_input_files(text)
    await page.locator(".found").get_by_role("button", name=town.said("own-page-mend-send")).click()
    await expect(page.get_by_role("status")).to_be_in_viewport()
    await expect(page.locator(".found .photos img")).to_have_count(1)
