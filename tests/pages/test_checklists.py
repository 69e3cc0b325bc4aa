"""Checklists on the captains' page: read in both languages, taken as forms, brought in after a look."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.app.places.runs import Within
from bot.checklists import starter
from bot.checklists.store import CHECKLISTS
from tests.bot.checklists import forms
from tests.pages.conftest import Opens, Watched
from tests.stories.conftest import Street

pytestmark = pytest.mark.asyncio(loop_scope="session")

SHOP = starter.lists()[0]
REFUSED = "Failed to load resource: the server responded with a status of 422"


async def test_a_captain_reads_takes_and_brings_in_a_list(
    ground: Street, opens: Opens, watched: Watched, tmp_path: Path
) -> None:
    """Every mistake with its row; what would change before it is written; the edition before it can still be read."""
    watched.expected = (REFUSED,)
    ground.house.imports.runner = Within(ground.house.store, ground.house.words, ground.clock.now)
    page = await opens(ground.house.web_url)
    await page.get_by_role("link", name=ground.said("screen-checklists"), exact=True).click()
    await expect(page.locator("[data-list]")).to_have_count(len(starter.lists()))
    await page.locator(f"[data-list={SHOP.code}]").click()
    await expect(page.locator("[data-item]")).to_have_count(len(SHOP.items))
    first = SHOP.items[0]
    row = page.locator(f"[data-item={first.code}]")
    department, limit = starter.departments()[first.department], starter.limit(first.limit)
    assert limit is not None
    for text in (first.text_zh, first.text_en, first.basis, department.en, limit.en):
        await expect(row).to_contain_text(text)

    async with page.expect_download() as download:
        await page.get_by_role("link", name=ground.said("screen-checklists-take")).click()
    assert forms.reading.read(await (await download.value).path(), forms.KNOWN).checklist == SHOP
    made = forms.sheets()
    forms.put(made, 3, "limit", "soon")
    forms.put(made, 6, "relevant", "true()")
    await page.locator(".lists-file input").set_input_files(forms.as_file(made, tmp_path))
    await expect(page.locator(".lists-plan.wrong li")).to_have_count(2)
    said = ground.said("form-wants-limit", sheet="survey", line=3, column="limit", value="soon")
    await expect(page.locator(".lists-plan.wrong")).to_contain_text(said)

    made = forms.sheets()
    forms.put(made, 3, "limit", "d9")
    await page.locator(".lists-file input").set_input_files(forms.as_file(made, tmp_path))
    await expect(page.locator(".lists-plan.would")).to_contain_text("9 days")
    async with ground.house.store.look() as tx:
        assert await tx[CHECKLISTS].newest(1) == []
    await page.get_by_role("button", name=ground.said("screen-checklists-bring"), exact=True).click()
    await expect(row).to_contain_text("9 days")
    async with ground.house.store.look() as tx:
        [kept] = await tx[CHECKLISTS].newest(1)
    assert (kept.checklist.edition, kept.checklist.items[0].limit) == (1, "d9")
    await page.locator(".one-list select").select_option("0")
    await expect(row).to_contain_text(limit.en)
    await expect(page.locator(".older")).to_be_visible()
