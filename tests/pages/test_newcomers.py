"""Newcomers on the drill ground: whoever opens it first chooses its language, and is led on after the first case."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.app import drill, samples
from bot.app.settings import Web, load
from bot.words import Words
from handlers.process.clock import DrillClock
from tests.pages.conftest import PATIENCE_MS
from tests.pages.seen_by_all import PHONE, WIDE, everywhere
from tests.pages.test_drill_page import STEPS, Windows

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORDS = Words()
LATE_MS = 3 * PATIENCE_MS


@pytest_asyncio.fixture(loop_scope="session")
async def street(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Windows]:
    """The ground as ``make run`` opens it; nothing is asked of another machine, nothing is complained of."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.delenv("PATROL_LANGUAGE", raising=False)
    async with AsyncExitStack() as stack:
        opened = drill.opened(
            load(None), WORDS, DrillClock(datetime.now(UTC)), drill.SAMPLE, tmp_path / "patrol.db", web=Web(),
            scenarios=drill.SCENARIOS, choices=samples.ALL,
        )  # fmt: skip
        made, server = await stack.enter_async_context(opened)
        windows = Windows(browser, made, server, stack)
        yield windows
        assert windows.strangers == set()
        assert windows.complaints == []


async def first_case(page: Page) -> None:
    """The six steps, one press each."""
    for step in STEPS:
        await expect(page.locator(f'.steps .now [data-step="{step}"]')).to_be_enabled()
        await page.locator(f'[data-step="{step}"]').click()
    await page.locator(".walks").wait_for()


async def walk_on(page: Page, *steps: str) -> None:
    """What the page offers next, one press each; where it says to wait it is waited for."""
    for step in steps:
        await page.locator(f'[data-next="{step}"]:not([disabled])').click(timeout=LATE_MS)
        await expect(page.locator(f'[data-next="{step}"]')).to_have_count(0, timeout=LATE_MS)


@pytest.mark.parametrize(("locale", "language"), [("en-IE", "en"), ("zh-CN", "zh")])
async def test_the_first_page_chooses_and_the_guide_leads_to_its_end(
    street: Windows, locale: str, language: str
) -> None:
    """The bot, its own pages and the page speak to the reader; then each of the four walks is ticked to its end."""
    page = await street.open(locale=locale)
    await expect(page.locator(".banner")).to_have_text(WORDS.say(language, "ground-banner"))
    assert (street.made.language, street.made.web and street.made.web.language) == (language, language)
    assert street.made.sample == samples.fitting(language).name
    await expect(page.locator(".foreign")).to_have_count(0)
    await first_case(page)
    await page.locator(".clock select").select_option("4")
    await walk_on(page, *(["captain-be"] if await page.locator('[data-next="captain-be"]').count() else []))
    await walk_on(page, "captain-send", "captain-confirm", "help-call", "help-take", "help-clear")
    for step in ("centre-open", "centre-wall"):
        async with page.context.expect_page() as opening:
            await page.locator(f'[data-next="{step}"]').click()
        await expect(page.locator(f'[data-next="{step}"]')).to_have_count(0)
        await (await opening.value).close()
    await walk_on(page, "rush-begin")
    await page.locator('[data-next="rush-review"]').click(timeout=LATE_MS)
    await expect(page.locator(".review")).to_be_visible()
    await expect(page.locator(".walk.past")).to_have_count(4)
    await page.locator(".review").get_by_role("button").first.click()
    await page.locator(".stepend button").click()
    await expect(page.locator(".steps .now button")).to_have_attribute("data-step", "report")


async def test_what_is_new_can_be_read_by_day_and_by_night(street: Windows) -> None:
    """The four walks, the menu of the ground, the line about another language, the question before a new one."""
    page = await street.open(*WIDE, locale="fr-FR")
    assert street.made.language == "en"
    await first_case(page)
    found = await everywhere(page, "what next")
    for width, height in (WIDE, PHONE):
        await page.set_viewport_size({"width": width, "height": height})
        await page.locator(".menu .ghost").first.click()
        found += await everywhere(page, "ground", [(width, height)])
        await page.keyboard.press("Escape")
    await page.locator('[lang="zh"]').click()
    await page.locator(".foreign [data-open]").click()
    found += await everywhere(page, "sure")
    assert found == []


async def test_a_later_window_changes_only_its_own_texts(street: Windows) -> None:
    """It says which language people speak here; the switch turns everything, asking before it throws away."""
    first = await street.open(locale="en-GB")
    later = await street.open(locale="zh-CN")
    await expect(later.locator(".banner")).to_have_text(WORDS.say("zh", "ground-banner"))
    assert street.made.language == "en"
    await expect(later.locator(".foreign")).to_contain_text("English")
    await first.locator('[data-step="report"]').click()
    await expect(first.locator(".steps .past")).to_have_count(1)
    await expect(later.locator(".messages .bubble", has_text="#1").last).to_be_visible()
    before = street.made.id
    await later.locator(".foreign [data-open]").click()
    sure = later.get_by_role("alertdialog")
    await expect(sure).to_contain_text("1")
    await sure.get_by_role("button", name=WORDS.say("zh", "ground-sure-no")).click()
    await expect(sure).to_have_count(0)
    assert street.made.id == before
    await later.locator(".foreign [data-open]").click()
    await sure.get_by_role("button", name=WORDS.say("zh", "ground-sure-yes")).click()
    await expect(later.locator(".foreign")).to_have_count(0)
    await expect(later.locator(".messages .row")).to_have_count(0)
    assert (street.made.language, street.made.id != before) == ("zh", True)
    await expect(first.locator(".banner")).to_have_text(WORDS.say("en", "ground-banner"))
    await expect(first.locator(".foreign")).to_be_visible()
    await expect(first.locator(".steps .past")).to_have_count(0)
    await first.locator('[data-step="report"]').click()
    await expect(later.locator(".messages .bubble", has_text="#1").last).to_contain_text("共享单车")
    street.complaints[:] = [one for one in street.complaints if "ERR_" not in one]


async def test_the_language_that_is_set_wins(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever set it meant it, whatever the browser speaks."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.setenv("PATROL_LANGUAGE", "zh")
    async with AsyncExitStack() as stack:
        opened = drill.opened(
            load(None), WORDS, DrillClock(datetime.now(UTC)), drill.SAMPLE, tmp_path / "patrol.db",
            scenarios=drill.SCENARIOS, choices=samples.ALL,
        )  # fmt: skip
        made, server = await stack.enter_async_context(opened)
        page = await Windows(browser, made, server, stack).open(locale="en-GB")
        await expect(page.locator(".banner")).to_have_text(WORDS.say("zh", "ground-banner"))
        assert made.language == "zh"
