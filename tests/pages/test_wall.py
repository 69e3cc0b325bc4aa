"""The wall in a real browser: pictures beside their lines, films that play, lines by the height, pages that turn."""

import base64
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.evidence import cameras
from bot.values.geo import Point
from handlers.drill.world import files
from tests.pages.conftest import Opens
from tests.stories.conftest import CENTRE, Street

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILMED = """async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [160, 120];
    const [pen, parts] = [canvas.getContext('2d'), []];
    const camera = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    camera.ondataavailable = (event) => parts.push(event.data);
    const done = new Promise((then) => (camera.onstop = then));
    camera.start();
    for (let n = 0; n < 12; n += 1) {
        pen.fillStyle = `hsl(${n * 30} 60% 40%)`;
        pen.fillRect(0, 0, 160, 120);
        await new Promise((then) => setTimeout(then, 40));
    }
    camera.stop();
    await done;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa([...bytes].map((one) => String.fromCharCode(one)).join(''));
}"""
"""A short film as a browser takes one."""

WHOLE = """() => {
    const list = document.querySelector('.list').getBoundingClientRect();
    const inside = (one) => one.top >= list.top - 1 && one.bottom <= list.bottom + 1;
    const all = [...document.querySelectorAll('.list .line, .list .pages')];
    return all.every((one) => inside(one.getBoundingClientRect()));
}"""
"""Whether every line of the list is whole."""


async def _busy(street: Street, count: int) -> list[int]:
    """Cases all over the district, newest last."""
    where = [Point(CENTRE.lat + (k % 5) / 200, CENTRE.lon + (k // 5) / 150) for k in range(count)]
    return [await street.report("shared_bike_parking", near=point) for point in where]


async def _at_work(street: Street, number: int) -> int:
    """The team is on scene; who of it sends pictures."""
    lead = (await street.case(number)).lead
    assert lead is not None
    user_id = {1: 1002, 2: 1004, 3: 1005}[lead.team_id]
    for words in (f"/accept {number}", f"/arrived {number}"):
        street.who(user_id).say(user_id, words)
        await street.turn(1)
    return user_id


async def _numbers(page: Page) -> list[int]:
    return await page.locator(".line").evaluate_all("lines => lines.map(line => +line.dataset.number)")


async def _turns(page: Page, what: str, numbers: set[int]) -> None:
    """Every one of *numbers* is seen among *what* while the pages turn, and no other; each line is whole meanwhile."""
    seen: set[int] = set()
    for _ in range(100):
        seen |= set(await page.locator(what).evaluate_all("lines => lines.map(line => +line.dataset.number)"))
        assert await page.evaluate(WHOLE)
        if seen >= numbers:
            break
        await page.wait_for_timeout(150)
    assert seen == numbers


async def test_a_captain_turns_pictures_on_and_hides_one_with_one_tap(ground: Street, opens: Opens) -> None:
    """The page says what that means before; the wall has it at once; hidden, it has none, and the case says by whom."""
    number = await ground.report("shared_bike_parking")
    user_id = await _at_work(ground, number)
    ground.who(user_id).send_photo(user_id, data=files.draw(1, 800, 600))
    await ground.turn(1)
    desk, wall = await opens(ground.house.web_url), await opens(f"{ground.house.web_url}/wall", 1920, 1080)
    await expect(wall.locator(f'.line[data-number="{number}"]')).to_be_visible()
    assert await wall.locator(".seen").count() == 0
    switch = desk.locator(".wall-switch")
    await expect(switch).to_contain_text("Pictures on the wall are off")
    await expect(switch).to_contain_text("People on them may be recognisable.")
    await switch.locator("button").click()
    await expect(switch).to_contain_text("Pictures on the wall are on")
    shown = wall.locator(f'.line[data-number="{number}"] .seen')
    await expect(shown.locator("img")).to_have_js_property("complete", value=True)
    assert await shown.locator("img").evaluate("img => img.naturalWidth") > 320, "the large one"
    await expect(shown.locator("figcaption")).to_contain_text("s")
    await expect(wall.locator(".newest")).to_contain_text(f"#{number}")
    assert "老王" not in await wall.content()
    await desk.locator(f'.board .row[data-number="{number}"]').click()
    hide = desk.locator(".case-panel .thumbs .hide")
    await expect(hide).to_have_attribute("aria-pressed", "false")
    await hide.click()
    await expect(wall.locator(".seen")).to_have_count(0)
    await expect(desk.locator(".thumbs .hidden-by")).to_contain_text("钱队")
    await expect(desk.locator(".timeline li").last).to_contain_text("picture off the wall")
    await hide.click()
    await expect(shown).to_be_visible()


async def test_films_play_without_sound_and_stand_still_for_who_wants_that(ground: Street, opens: Opens) -> None:
    """In the line, over and over; at the desk they are opened with one tap."""
    wall = await opens(f"{ground.house.web_url}/wall", 1920, 1080)
    film = base64.b64decode(await wall.evaluate(FILMED))
    number = await ground.report("shared_bike_parking")
    user_id = await _at_work(ground, number)
    ground.who(user_id).send_video(user_id, data=film)
    ground.captain.say(1001, "/limits wall on")
    await ground.turn(1)
    shown = wall.locator(f'.line[data-number="{number}"] video')
    await expect(shown).to_have_js_property("paused", value=False)
    assert await shown.evaluate("film => [film.muted, film.loop, film.playsInline]") == [True, True, True]
    await expect(shown).not_to_have_js_property("currentTime", value=0)
    still = await opens("about:blank", 1920, 1080)
    await still.emulate_media(reduced_motion="reduce")
    await still.goto(f"{ground.house.web_url}/wall")
    await expect(still.locator(".line video")).to_have_js_property("readyState", value=4)
    assert await still.locator(".line video").evaluate("film => [film.paused, film.currentTime]") == [True, 0]
    assert await still.locator(".page").evaluate("page => getComputedStyle(page).animationName") == "none"
    desk = await opens(f"{ground.house.web_url}/?language=en#{number}")
    await desk.locator(".thumbs .film").click()
    await expect(desk.locator(".large video")).to_have_js_property("paused", value=False)
    await desk.locator(".large .hide").click()
    await expect(wall.locator(".seen")).to_have_count(0)


async def test_letters_are_as_high_as_the_screen_lets_them_be(ground: Street, opens: Opens) -> None:
    """4K shows the same wall twice as large, not half of it; a lower screen the same, smaller; none sticks out."""
    await _busy(ground, 12)
    found: dict[int, Any] = {}
    for width, height in ((1366, 768), (1920, 1080), (3840, 2160)):
        page = await opens(f"{ground.house.web_url}/wall?every=600", width, height)
        await expect(page.locator(".pages")).to_be_visible()
        letters = await page.locator(".line .item").first.evaluate(
            "item => parseFloat(getComputedStyle(item).fontSize)"
        )
        found[height] = (await _numbers(page), round(letters * 1080 / height), await page.evaluate(WHOLE))
        assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert found[768] == found[1080] == found[2160]
    assert found[1080][1:] == (36, True)
    assert len(found[1080][0]) >= 6


async def test_pages_turn_by_themselves_and_every_case_has_its_turn(ground: Street, opens: Opens) -> None:
    """With their number; arrows turn too, and the space bar holds the page."""
    numbers = await _busy(ground, 12)
    page = await opens(f"{ground.house.web_url}/wall?every=1", 1920, 1080)
    for at in ("Page 1 of 3", "Page 2 of 3", "Page 3 of 3"):
        await expect(page.locator(".pages")).to_have_attribute("aria-label", at)
    await _turns(page, ".line", set(numbers))
    await page.keyboard.press("Space")
    await expect(page.locator(".pages")).to_contain_text("Ⅱ")
    before = await page.locator(".pages").get_attribute("aria-label") or ""
    await page.wait_for_timeout(1500)
    await expect(page.locator(".pages")).to_have_attribute("aria-label", before)
    await page.keyboard.press("ArrowRight")
    await expect(page.locator(".pages")).not_to_have_attribute("aria-label", before)
    assert await page.locator(".pages i.on").count() == 1


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160), (390, 844)])
async def test_calls_for_help_cut_no_line(ground: Street, opens: Opens, width: int, height: int) -> None:
    """However many: each is whole, and so is each line below; there are fewer of them, and more pages."""
    await _busy(ground, 10)
    page = await opens(f"{ground.house.web_url}/wall?every=600", width, height)
    await expect(page.locator(".line").first).to_be_visible()
    before = len(await _numbers(page))
    for n, user_id in enumerate((1002, 1004, 1005, 1006), 1):
        ground.who(user_id).say(user_id, "/sos")
        await ground.turn(2)
        await expect(page.locator(".calls .call")).to_have_count(n)
        await page.wait_for_function(WHOLE)
        assert len(await _numbers(page)) >= 1
        calls = page.locator(".calls")
        assert await calls.evaluate("calls => calls.scrollHeight <= calls.clientHeight + 1")
    assert len(await _numbers(page)) < before


async def test_pictures_leave_room_for_every_line(ground: Street, opens: Opens) -> None:
    """On a telephone and on a wall: beside its own line, nothing sticks out, and what needs somebody stays in sight."""
    numbers = await _busy(ground, 8)
    for number in numbers[:3]:
        user_id = await _at_work(ground, number)
        ground.who(user_id).send_photo(user_id)
        await ground.turn(1)
    ground.captain.say(1001, "/limits wall on")
    await ground.turn(1)
    for width, height in ((1920, 1080), (390, 844)):
        page = await opens(f"{ground.house.web_url}/wall?every=1", width, height)
        await _turns(page, ".line", set(numbers))
        await _turns(page, ".line:has(.seen img)", set(numbers[:3]))
        assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_a_camera_nearby_is_offered_in_the_case(ground: Street, opens: Opens) -> None:
    """By its name and how far it is; opened in a window of its own by our server, and the case says who looked."""
    gate = cameras.Camera("Gate 3", CENTRE, f"{ground.house.web_url}/page/icon.svg")
    async with ground.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        await tx.districts.save(replace(district, settings={cameras.KEPT: cameras.as_kept([gate])}))
    number = await ground.report("shared_bike_parking")
    page = await opens(f"{ground.house.web_url}/?language=en#{number}")
    link = page.locator(".cameras a")
    await expect(link).to_have_text("Gate 3")
    assert gate.link not in await page.content()
    async with page.context.expect_page() as opened:
        await link.click()
    camera = await opened.value
    await camera.wait_for_url(gate.link)
    assert await camera.evaluate("[opener, document.referrer]") == [None, ""]
    await expect(page.locator(".cameras small")).to_contain_text("钱队")
