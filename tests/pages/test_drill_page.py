"""The drill page in a real browser: cases by clicks only, several windows, drills to their review, trouble, phones."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from bot.app import samples
from bot.app.drill import opening
from bot.app.drill.standing import Ground
from bot.app.settings import Web, load
from bot.words import Words
from handlers.drill import ground as drill
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.drill.world import files
from handlers.process.clock import DrillClock
from tests.stories.conftest import START

pytestmark = pytest.mark.asyncio(loop_scope="session")

STEPS = ("report", "accept", "arrive", "photo", "done", "confirm")
WORDS = Words(strict=True)

DRILL = """
title: {zh: 一件小事, en: A small thing}
start: 2026-03-02T08:00:00+08:00
minutes: 15
district: DISTRICT
crews: {accept_s: [2, 5], speed_kmh: 40, on_scene_s: [5, 10], seed: 7}
events:
  - {at: "0:05", who: 1010, does: report, where: [30.3150, 120.2750], item: shared_bike_parking}
"""


@dataclass
class Windows:
    """Windows of one browser on a drill ground, and what they asked for and complained of."""

    browser: Browser
    made: Ground
    server: DrillServer
    stack: AsyncExitStack
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def open(self, width: int = 1440, height: int = 900, url: str = "", locale: str = "zh-CN") -> Page:
        """Another window with a memory of its own, in somebody's language."""
        context = await self.browser.new_context(viewport={"width": width, "height": height}, locale=locale)
        self.stack.push_async_callback(context.close)
        page = await context.new_page()
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(url or f"{self.server.url}/")
        await page.locator(".page").wait_for()
        return page

    def _asked(self, request: Request) -> None:
        self.asked.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    @property
    def strangers(self) -> set[str]:
        """Hosts other than this machine that were asked for anything."""
        return {host for url in self.asked if (host := urlsplit(url).hostname) not in (None, "127.0.0.1")}


@asynccontextmanager
async def ground_in(folder: Path, web: Web | None = None) -> AsyncIterator[tuple[Ground, DrillServer]]:
    """The sample ground with one short drill."""
    drills = folder / "drills"
    drills.mkdir()
    (drills / "small.yaml").write_text(DRILL.replace("DISTRICT", str(samples.ALL[0].path)), encoding="utf8")
    clock, database = DrillClock(START), folder / "patrol.db"
    opened = opening.opened(load(None), WORDS, clock, samples.ALL[0].path, database, web=web, scenarios=drills)
    async with opened as both:
        yield both


@pytest_asyncio.fixture(loop_scope="session")
async def windows(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Windows]:
    """A ground with the bot running; at the end no other machine was asked anything, and nothing was complained of."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with AsyncExitStack() as stack:
        made, server = await stack.enter_async_context(ground_in(tmp_path, Web()))
        opened = Windows(browser, made, server, stack)
        yield opened
        assert opened.strangers == set()
        assert opened.complaints == []


async def become(page: Page, user_id: int) -> None:
    """Choose whom this window plays."""
    await page.locator(".iam").click()
    await page.locator(f'[data-person="{user_id}"]').click()


def button(page: Page, move: str) -> Locator:
    """The newest button of a move in the open chat."""
    return page.locator(f'.messages [data-move="{move}"]').last


async def attach(page: Page, picture: str) -> None:
    """Send one of the pictures that are provided."""
    await page.locator(".composer .round").first.click()
    await page.locator(f'.gallery img[src$="{picture}"]').click()
    await page.locator(".composer .send").click()


async def test_six_steps_lead_through_the_first_case(windows: Windows) -> None:
    """Each button acts as the right person; each is ticked once the chat shows it; the case is closed at the end."""
    page = await windows.open()
    for done, step in enumerate(STEPS):
        await expect(page.locator(".steps .now button")).to_have_attribute("data-step", step)
        await page.locator(f'[data-step="{step}"]').click()
        if step != STEPS[-1]:
            await expect(page.locator(".steps .past")).to_have_count(done + 1)
    await expect(page.locator(".walks .walk")).to_have_count(4)
    await expect(page.locator(".iam b")).to_have_text("金浩")
    card = page.locator(".messages .bubble", has_text="#1").last
    await expect(card).to_contain_text(WORDS.say("zh", "state-closed"))
    await expect(card.locator(".foot i")).to_have_text(WORDS.say("zh", "ground-edited"))
    await page.locator(".stepend button").last.click()
    await expect(page.locator(".steps .now button")).to_have_attribute("data-step", "report")


async def by_hand(page: Page) -> None:
    """Nobody plays along."""
    await page.locator(".menu .ghost").first.click()
    await page.locator('[data-life="crews"]').click()
    await expect(page.locator('[data-life="crews"]')).to_have_attribute("aria-checked", "false")
    await page.keyboard.press("Escape")


async def test_two_windows_play_a_case_by_hand(windows: Windows) -> None:
    """One reports on the map and later confirms, the other finds the order waiting and works it off."""
    here, there = await windows.open(), await windows.open()
    await by_hand(here)
    await become(here, 1059)
    await here.locator(".map").click(position={"x": 520, "y": 420})
    await here.get_by_text(WORDS.say("zh", "ground-report-here")).click()
    await button(here, "item").first.click()
    card = here.locator(".messages .row").last
    number = await card.get_attribute("data-id")
    await expect(button(here, "accept")).to_be_visible()
    await there.locator(".calledone").click()
    await button(there, "accept").click()
    await expect(there.locator(".toast").first).to_contain_text(WORDS.say("zh", "move-accept"))
    await expect(here.locator(f'[data-id="{number}"]')).to_contain_text(WORDS.say("zh", "state-accepted"))
    await expect(here.locator(f'[data-id="{number}"] .foot i')).to_be_visible()
    pin = await there.locator(".map .pin").bounding_box()
    assert pin is not None
    await there.mouse.click(pin["x"] + pin["width"] / 2, pin["y"] + pin["height"] + 5)
    await there.get_by_text(WORDS.say("zh", "ground-i-am-here")).click()
    await expect(there.locator(".person .mine")).to_have_count(1)
    await expect(here.locator(".person")).not_to_have_count(0)
    await expect(there.locator(".messages .mine .location")).to_have_count(1)
    await there.locator('.messages [data-move="arrive"]').first.click()
    await button(there, "resolve").wait_for()
    for picture in ("bikes-before", "bikes-after", "bikes-after"):
        shown = await there.locator(".messages .mine .photo").count()
        await attach(there, picture)
        await expect(there.locator(".messages .mine .photo")).to_have_count(shown + 1)
    await there.locator('.messages [data-move="resolve"]').first.click()
    await become(here, 1001)
    await button(here, "confirm").click()
    await expect(here.locator(f'[data-id="{number}"]')).to_contain_text(WORDS.say("zh", "state-closed"))
    assert await there.locator(".iam b").text_content() != await here.locator(".iam b").text_content()


async def test_a_drill_is_played_to_its_review_at_any_speed(windows: Windows) -> None:
    """Its progress is seen, the clock can be stopped meanwhile; at the end stand a table and a chart."""
    page = await windows.open()
    await page.locator(".tools .ghost").first.click()
    await page.locator(".speed input").fill("6")
    await page.locator('[data-drill="small"]').click()
    await expect(page.locator(".playing")).to_contain_text("一件小事")
    assert windows.made.clock.speed == 60
    pause = page.locator(".clock .round")
    await pause.click()
    await expect(pause).to_have_attribute("aria-pressed", "true")
    stood = windows.made.clock.now()
    await become(page, 1001)
    assert windows.made.clock.now() == stood
    await pause.click()
    review = page.locator(".review")
    await expect(review.locator("tbody tr")).to_have_count(1)
    await expect(review.locator("tbody td").last).to_have_text("✓")
    await expect(review.locator(".chart svg .bar").first).to_be_attached()
    assert windows.made.clock.speed == 1
    await review.get_by_role("button").click()
    await expect(review).to_have_count(0)


async def test_a_window_speaks_its_own_language(windows: Windows) -> None:
    """One press, and its own texts are English; the next window of this browser begins with it, the bot does not."""
    page = await windows.open()
    await page.locator('[lang="en"]').click()
    await expect(page.locator(".banner")).to_have_text(WORDS.say("en", "ground-banner"))
    await expect(page).to_have_title(WORDS.say("en", "ground-title"))
    await page.locator('[data-step="report"]').click()
    card = page.locator(".messages .bubble", has_text="#1").last
    await expect(card).to_contain_text("共享单车")
    await page.reload()
    await expect(page.locator(".banner")).to_have_text(WORDS.say("en", "ground-banner"))


async def test_a_restart_of_the_bot_loses_nothing(windows: Windows) -> None:
    """What is written while it is away is answered when it is back; the command centre has its link."""
    page = await windows.open()
    await page.locator('[data-step="report"]').click()
    await expect(page.locator(".steps .past")).to_have_count(1)
    before = windows.made.bot
    await page.locator(".menu .ghost").last.click()
    await page.locator('[data-trouble="restart"]').click()
    await page.locator(".composer textarea").fill("/help")
    await page.locator(".composer .send").click()
    await page.locator("#tab-private").click()
    await expect(page.locator(".messages .bubble", has_text="/report").last).to_be_visible()
    assert windows.made.bot is not before
    await page.locator('[data-step="accept"]').click()
    await expect(page.locator(".steps .past")).to_have_count(2)
    address = await page.locator('.tools a[target="_blank"]').get_attribute("href")
    centre = windows.made.command_centre
    assert address == f"{centre}?language=zh"
    assert (await windows.browser.contexts[-1].request.get(f"{centre}livez")).ok


async def test_on_a_phone_one_of_three_is_seen_and_nothing_sticks_out(windows: Windows) -> None:
    """Steps first; a step leads to the chat; the next one waits at the bottom; the map has its own tab."""
    page = await windows.open(390, 844)
    steps, chat, field_ = page.locator(".steps"), page.locator(".phone"), page.locator(".map")
    await expect(steps).to_be_visible()
    await page.locator('[data-step="report"]').click()
    await expect(chat).to_be_visible()
    await expect(steps).to_be_hidden()
    await expect(page.locator(".nextbar")).to_contain_text(WORDS.say("zh", "ground-step-accept"))
    for pane, seen in ((1, field_), (2, steps), (0, chat)):
        await page.locator(".panes button").nth(pane).click()
        await expect(seen).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.locator(".nextbar").click()
    await expect(page.locator(".nextbar")).to_contain_text(WORDS.say("zh", "ground-step-arrive"))
    await page.get_by_role("button", name=WORDS.say("zh", "ground-drills")).click()
    await expect(page.locator('[data-drill="small"]')).to_be_visible()


@asynccontextmanager
async def _as_bot(windows: Windows) -> AsyncIterator[Callable[..., Awaitable[dict[str, object]]]]:
    """Call the Bot API in the place of the bot, which is stopped."""
    await windows.made.stop()
    async with httpx.AsyncClient(base_url=f"{windows.server.url}/bot{drill.TOKEN}/") as client:

        async def call(method: str, **values: object) -> dict[str, object]:
            answer = (await client.post(method, json=values)).json()
            assert answer["ok"], answer
            result = answer["result"]
            return result if isinstance(result, dict) else {}

        yield call


LOOK_OF_KEYS = """keys => keys.map(key => ({
    words: key.textContent, width: key.offsetWidth, height: key.offsetHeight, cut: key.scrollWidth > key.clientWidth,
    left: key.getBoundingClientRect().left, right: key.getBoundingClientRect().right,
    colour: getComputedStyle(key).backgroundColor,
}))"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (360, 780)])
@pytest.mark.parametrize(("chat", "most"), [("group", 298), ("private", 350)])
async def test_labels_are_cut_as_on_a_phone(windows: Windows, width: int, height: int, chat: str, most: int) -> None:
    """The buttons of a row share what a phone of 360 has; a longer label ends in dots on its one line, and fits alone.

    No button is coloured by what it does: only those are that the bot has sent with a style.
    """
    long, short = "Unlicensed stall occupying public space", "Other"
    rows: list[list[dict[str, object]]] = [
        [{"text": long, "callback_data": "case:1.1:accept"}, {"text": short, "callback_data": "case:1.1:items"}],
        [{"text": "Bottled gas hazard", "callback_data": "case:1.1:confirm"}],
        [{"text": "No", "callback_data": "case:1.1:x", "style": style} for style in ("danger", "success", "primary")],
    ]
    where = windows.made.file.chat_id if chat == "group" else 1001
    async with _as_bot(windows) as call:
        page = await windows.open(width, height)
        if width < 760:
            await page.locator(".panes button").first.click()
        await become(page, 1001)
        sent = await call("sendMessage", chat_id=where, text="?", reply_markup={"inline_keyboard": rows})
        await page.locator(f"#tab-{chat}").click()
        keys = page.locator(f'[data-id="{sent["message_id"]}"] .key')
        await expect(keys).to_have_count(6)
        drawn = await keys.evaluate_all(LOOK_OF_KEYS)
        overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    cut, beside, alone, *styled = drawn
    room = min(most, width)
    assert cut["width"] == beside["width"] <= room / 2
    assert alone["width"] <= room
    assert [key["words"] for key in drawn if key["cut"]] == [long]
    assert len({key["height"] for key in drawn}) == 1
    assert cut["colour"] == beside["colour"] == alone["colour"]
    assert len({key["colour"] for key in (*styled, alone)}) == 4
    assert all(key["left"] >= 0 and key["right"] <= width for key in drawn)
    assert overflow <= 0


async def test_whatever_a_bot_sends_is_drawn(windows: Windows) -> None:
    """Formatted text that stays text, replies, pins, alerts, edits in place, keyboards, commands, deletions."""
    made, world = windows.made, windows.made.world
    group, captain = made.file.chat_id, Player(made.world, 1001)
    async with _as_bot(windows) as call:
        page = await windows.open()
        await become(page, 1001)
        hostile = (
            "<b>bold</b> &lt;img src=x onerror=alert(1)&gt; <a href='tg://user?id=1004'>陈丽</a> <i>i<b>ib</b></i>"
        )
        rows = [[{"text": "push", "callback_data": "x"}, {"text": "way", "url": "https://example.org/"}]]
        markup = {"inline_keyboard": rows}
        sent = await call("sendMessage", chat_id=group, text=hostile, parse_mode="HTML", reply_markup=markup)
        bubble = page.locator(f'[data-id="{sent["message_id"]}"]')
        await expect(bubble.locator("b").first).to_have_text("bold")
        await expect(bubble.locator("i b")).to_have_text("ib")
        await expect(bubble.locator(".mention")).to_have_text("陈丽")
        await expect(bubble.locator(".text")).to_contain_text("<img src=x onerror=alert(1)>")
        assert await page.locator(".messages img[src=x]").count() == 0

        await bubble.locator(".key").first.click()
        await world.wait_for(lambda: world.queries)
        [query] = world.queries
        await call("answerCallbackQuery", callback_query_id=query, text="look here", show_alert=True)
        await expect(page.get_by_role("alertdialog")).to_contain_text("look here")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alertdialog")).to_have_count(0)

        await call("pinChatMessage", chat_id=group, message_id=sent["message_id"])
        await expect(page.locator(".pinnedbar")).to_contain_text("bold")
        await call("editMessageText", chat_id=group, message_id=sent["message_id"], text="changed")
        await expect(bubble.locator(".text")).to_have_text("changed")
        await expect(bubble.locator(".key")).to_have_count(0)

        await bubble.locator(".text").click()
        await page.locator(".composer textarea").fill("an answer")
        await page.keyboard.press("Enter")
        await expect(page.locator(".messages .mine .quoted")).to_contain_text("changed")
        captain.delete(captain.sees(group)[-1])
        await expect(page.locator(".messages .mine")).to_have_count(0)

        await page.locator(".composer .round").first.click()
        picture = {"name": "own.png", "mimeType": "image/png", "buffer": files.draw(1, 320, 200)}
        await page.locator(".attach input").set_input_files([picture])  # type: ignore[list-item]
        await page.locator(".composer textarea").fill("my own")
        await page.locator(".composer .send").click()
        photo = page.locator(".messages .mine .photo img")
        await expect(photo).to_have_js_property("naturalWidth", 320)
        assert captain.sees(group)[-1].text == "my own"

        keys = {"keyboard": [[{"text": "here I am", "request_location": True}]], "one_time_keyboard": True}
        await call("sendMessage", chat_id=1001, text="where?", reply_markup=keys)
        await expect(page.locator("#tab-private .count")).to_have_text("1")
        await page.locator("#tab-private").click()
        await page.get_by_text("here I am").click()
        await expect(page.locator(".messages .mine .location")).to_have_count(1)
        await page.reload()
        await page.locator("#tab-private").click()
        await expect(page.locator(".messages .mine .location")).to_have_count(1)
        await expect(page.locator(".replykeys")).to_have_count(0)

        menu = [{"command": "sos", "description": "call for help"}]
        await call("setMyCommands", commands=menu, scope={"type": "all_private_chats"})
        await page.locator(".composer textarea").fill("/")
        await expect(page.locator(".completion button")).to_have_text(["/soscall for help"])
        await page.keyboard.press("Tab")
        await expect(page.locator(".composer textarea")).to_have_value("/sos ")


async def test_the_page_finds_back_to_a_server_that_was_away(windows: Windows) -> None:
    """It says so meanwhile, and then shows what was written in between."""
    made, server = windows.made, windows.server
    await made.stop()
    page = await windows.open()
    port = server.port
    await server.__aexit__(None, None, None)
    await expect(page.locator(".lostbar")).to_contain_text(WORDS.say("zh", "ground-lost"))
    Player(made.world, 1004).say(made.file.chat_id, "written meanwhile")
    async with DrillServer(made.world, port=port, stage=made, scenarios=made.source.parent) as again:
        made.api_url = again.url
        await expect(page.get_by_text("written meanwhile")).to_be_visible()
        await expect(page.locator(".clock.lost")).to_have_count(0)
    windows.complaints[:] = [
        one for one in windows.complaints if "ERR_CONNECTION" not in one and "ERR_INCOMPLETE" not in one
    ]
    await server.__aenter__()
