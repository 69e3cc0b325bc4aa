"""Newcomers on the drill ground: whoever opens it first chooses its language, and is led on after the first case."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.app import samples
from bot.app.drill import opening
from bot.app.settings import Web, load
from bot.words import Words
from handlers.drill.life.living import Living
from handlers.drill.life.next_steps import MORE
from handlers.drill.life.next_steps import STEPS as NEXT
from handlers.process.clock import DrillClock
from tests.pages.conftest import PATIENCE_MS
from tests.pages.newcomer import FIRST_CASE, WHAT_NEXT, Newcomer
from tests.pages.seen_by_all import PHONE, WIDE, everywhere
from tests.pages.test_drill_page import STEPS, Windows
from tests.stories.conftest import START

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORDS = Words()
LATE_S = 10 * PATIENCE_MS / 1000
MOST_PRESSES, MOST_S = 15, 180
"""To a first closed case, in presses and in seconds of the ground's clock."""


@pytest_asyncio.fixture(loop_scope="session")
async def street(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Windows]:
    """The ground as ``make run`` opens it; nothing is asked of another machine, nothing is complained of."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.delenv("PATROL_LANGUAGE", raising=False)
    async with AsyncExitStack() as stack:
        opened = opening.opened(
            load(None), WORDS, DrillClock(START), samples.ALL[0].path, tmp_path / "patrol.db", web=Web(),
            scenarios=samples.ALL[0].drills, choices=samples.ALL,
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


def living(street: Windows) -> Living:
    """Those whom nobody plays, and what has really happened."""
    assert street.server.page is not None
    return street.server.page.living


async def a_newcomer(street: Windows, locale: str, width: int, height: int) -> Newcomer:
    """Somebody who opens the page in a browser of that language, and has never seen it."""
    began = street.made.clock.now()
    page = await street.open(width, height, locale=locale)
    return Newcomer(page, street.made.clock, began)


@pytest.mark.parametrize(("locale", "size", "language"), [("en-IE", WIDE, "en"), ("zh-CN", PHONE, "zh")])
async def test_a_first_case_is_closed_in_three_minutes_and_fifteen_presses(
    street: Windows, locale: str, size: tuple[int, int], language: str, record_property: Callable[[str, object], None]
) -> None:
    """Only what the page shows is pressed, *Show me* never; each message has four seconds to be read."""
    newcomer = await a_newcomer(street, locale, *size)
    page, made, guided = newcomer.page, street.made, living(street).guided
    await expect(page.locator(".banner")).to_have_text(WORDS.say(language, "ground-banner"))
    assert (made.language, made.web and made.web.language) == (language, language)
    assert made.sample == samples.fitting(language).name
    await expect(page.locator(".foreign")).to_have_count(0)
    pressed = await newcomer.go_on(FIRST_CASE, lambda: guided.is_over, LATE_S)
    await newcomer.read_news()
    figures = f"{newcomer.presses} presses, {newcomer.took_s:.0f} s of the ground's clock, {newcomer.read} messages"
    record_property(f"first case, {locale}", figures)
    print(f"first case, {locale}, {size[0]} px: {figures}")  # noqa: T201  # figures are asked for
    assert pressed == list(STEPS)
    assert newcomer.presses <= MOST_PRESSES, figures
    assert newcomer.took_s <= MOST_S, figures
    assert newcomer.read > len(STEPS), "there was something to read"
    case = (await made.incidents())[0]
    assert (case.number, case.outcome, case.confirmed_by) == (1, "fixed", made.file.people[0].user_id)
    await expect(page.locator(".nextbar, .walks").locator("visible=true").first).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "size"), [("en-IE", WIDE), pytest.param("zh-CN", PHONE, marks=pytest.mark.long)]
)  # fmt: skip
async def test_what_next_leads_to_its_end(street: Windows, locale: str, size: tuple[int, int]) -> None:
    """Each of the walks is ticked by what the bot has stored, what is looked at and what was played."""
    newcomer = await a_newcomer(street, locale, *size)
    page, life = newcomer.page, living(street)
    await newcomer.go_on(FIRST_CASE, lambda: life.guided.is_over, LATE_S)
    assert life.next.done <= {"captain-be"}
    await page.locator(".clock select").select_option("4")
    every = {f"{walk}-{step}" for walk, steps in NEXT.items() for step in steps}
    pressed = await newcomer.go_on(WHAT_NEXT, lambda: life.next.done >= every, LATE_S)
    assert set(pressed) <= every
    hands, parts = set(life.captains), (await life.cases()).values()
    incidents = [one for one in parts if one["kind"] == "incident"]
    assert any(hands & {*one["sent_by"]} for one in incidents)
    assert any(one["confirmed_by"] in hands for one in incidents if one["number"] > 1)
    assert [one["state"] for one in parts if one["kind"] == "sos"] == ["cleared"]
    await expect(page.locator(".review")).to_be_visible()
    await expect(page.locator(".walk.past")).to_have_count(len(NEXT))
    await expect(page.locator(".walk")).to_have_count(len(NEXT) + len(MORE))
    await page.locator(".review").get_by_role("button").first.click()
    if size == PHONE:
        await page.locator(".panes button").last.click()
    await page.locator(".stepend button").last.click()
    await expect(page.locator(".steps .now button")).to_have_attribute("data-step", "report")


@pytest.mark.long
async def test_more_can_be_tried_where_the_page_shows_it(street: Windows) -> None:
    """A shift is swapped and handed over, and a team falls silent: asked, it answers. On a screen, in English."""
    newcomer = await a_newcomer(street, "en-IE", *WIDE)
    page, life = newcomer.page, living(street)
    await newcomer.go_on(FIRST_CASE, lambda: life.guided.is_over, LATE_S)
    await page.locator(".stepend [aria-expanded]").click()
    await expect(page.locator(".walk")).to_have_count(len(NEXT) + len(MORE))
    for walk, steps in MORE.items():
        every = {f"{walk}-{step}" for step in steps}
        where = (f'[data-walk="{walk}"] [data-next]:not([disabled])',)
        await newcomer.go_on(where, lambda every=every: life.next.done >= every, LATE_S)  # type: ignore[misc]
        await expect(page.locator(f'[data-walk="{walk}"]')).to_have_class("walk past")
    assert life.next.all_done
    assert street.made.clock.speed == 1


async def test_what_is_new_can_be_read_by_day_and_by_night(street: Windows) -> None:
    """The four walks, the menu of the ground, the line about another language, the question before a new one."""
    page = await street.open(*WIDE, locale="fr-FR")
    assert street.made.language == "en"
    await first_case(page)
    await page.locator(".stepend [aria-expanded]").click()
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
        opened = opening.opened(
            load(None), WORDS, DrillClock(START), samples.ALL[0].path, tmp_path / "patrol.db",
            scenarios=samples.ALL[0].drills, choices=samples.ALL,
        )  # fmt: skip
        made, server = await stack.enter_async_context(opened)
        page = await Windows(browser, made, server, stack).open(locale="en-GB")
        await expect(page.locator(".banner")).to_have_text(WORDS.say("zh", "ground-banner"))
        assert made.language == "zh"
