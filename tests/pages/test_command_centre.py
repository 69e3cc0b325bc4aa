"""The command centre and the wall as a captain sees them, in a real browser."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.screens import snapshot
from bot.values.geo import Point
from tests import handed
from tests.pages.conftest import Opens, Watched
from tests.stories.conftest import CENTRE, GROUP, Street

REFUSED = "Failed to load resource: the server responded with a status of 409"
"""What Chromium writes for every answer that refuses."""

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_case_is_seen_moving(ground: Street, opens: Opens) -> None:
    """From an empty board to a row with its team, step by step, and away again; nobody reloads anything."""
    page = await opens(ground.house.web_url)
    await expect(page.locator(".board .nothing")).to_contain_text("No open case")
    await expect(page.locator(".lamp")).to_have_class("lamp on")
    number = await ground.report("shared_bike_parking")
    row = page.locator(f'.board .row[data-number="{number}"]')
    await expect(row).to_contain_text("sent")
    await expect(row.locator(".who")).to_have_text("一队")
    await expect(page.locator(".pin.case b")).to_have_text(str(number))
    await page.locator(".pin.case").click()
    await expect(page.locator(".case-panel h2")).to_contain_text(f"#{number}")
    await page.keyboard.press("Escape")
    ground.wang.say(1002, f"/accept {number}")
    await ground.turn(1)
    await expect(row).to_contain_text("accepted")
    ground.wang.say(1002, f"/arrived {number}")
    await ground.turn(1)
    await expect(row).to_contain_text("on scene")
    ground.wang.say(1002, f"/done {number} duplicate")
    await ground.turn(1)
    await expect(page.locator('[data-figure="unconfirmed"] b')).to_have_text("1")
    ground.captain.say(1001, f"/confirm {number}")
    await ground.turn(1)
    await expect(row).to_have_count(0)
    await expect(page.locator('[data-figure="rate"] b')).to_have_text("100%")


async def test_what_runs_out_first_is_on_top_and_overdue_is_red(ground: Street, opens: Opens) -> None:
    """The order is by time left; past its limit a case shows how long."""
    page = await opens(ground.house.web_url)
    first = await ground.report("shared_bike_parking")
    await ground.turn(300)
    second = await ground.report("shared_bike_parking", near=Point(CENTRE.lat + 0.01, CENTRE.lon))
    await expect(page.locator(".board .row")).to_have_count(2)
    numbers = await page.locator(".board .row").evaluate_all("rows => rows.map(r => +r.dataset.number)")
    assert numbers == [first, second]
    await ground.turn(310)
    await expect(page.locator(f'.row[data-number="{first}"] .ring')).to_have_class("ring overdue")
    await expect(page.locator(f'.row[data-number="{first}"] .ring')).to_contain_text("+0:1")
    await expect(page.locator('[data-figure="overdue"]')).to_have_class("tile bad")


async def _boxes(page: Page) -> list[dict[str, float]]:
    """Where the cases' pins are on the screen."""
    boxes: list[dict[str, float]] = await page.locator(".pin.case").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().toJSON())"
    )
    return boxes


async def test_a_map_shows_the_area_and_what_is_far_out_is_an_arrow(ground: Street, opens: Opens) -> None:
    """A pin thirty kilometres away leaves all others where they are; a map that somebody moved stays as it is."""
    page = await opens(ground.house.web_url)
    await ground.report("shared_bike_parking")
    await expect(page.locator(".pin.case")).to_have_count(1)
    before = await _boxes(page)
    far = await ground.report("shared_bike_parking", near=Point(CENTRE.lat + 0.3, CENTRE.lon))
    arrow = page.locator(".far")
    await expect(arrow).to_contain_text(f"#{far} 3")
    assert (await _boxes(page))[:1] == before
    await expect(page.locator(".home")).to_have_count(0)
    box, frame = await arrow.bounding_box(), await page.locator(".map").bounding_box()
    assert box is not None
    assert frame is not None
    assert frame["y"] <= box["y"] < frame["y"] + 40, "at the upper edge: it is to the north"

    await arrow.click()
    await expect(page.locator(".home")).to_be_visible()
    shown = (await _boxes(page))[1]
    assert frame["x"] < shown["x"] < frame["x"] + frame["width"]
    assert frame["y"] < shown["y"] < frame["y"] + frame["height"]
    await ground.report("shared_bike_parking", near=Point(CENTRE.lat + 0.03, CENTRE.lon + 0.03))
    await expect(page.locator(".pin.case")).to_have_count(3)
    assert (await _boxes(page))[1] == shown
    await page.locator(".home").click()
    await expect(page.locator(".home")).to_have_count(0)
    [back, *_] = await _boxes(page)
    assert [back["x"], back["y"]] == pytest.approx([before[0]["x"], before[0]["y"]], abs=2)


async def test_the_desk_reads_that_the_bot_was_thrown_out_of_the_group(ground: Street, opens: Opens) -> None:
    """For as long as it is: who looks at the screen would wait for reports in vain."""
    page = await opens(ground.house.web_url)
    await expect(page.locator(".lamp")).to_have_class("lamp on")
    for status, told in (("kicked", 1), ("administrator", 0)):
        ground.world.set_member(GROUP, ground.world.bot.id, status, by=1001)
        await ground.settle()
        await expect(page.locator(".notice.bad")).to_have_count(told)
        if told:
            await expect(page.locator(".notice.bad")).to_have_text(ground.said("screen-group-gone"))


async def test_the_lamp_goes_out_when_nothing_comes_and_on_again_by_itself(
    ground: Street, opens: Opens, watched: Watched
) -> None:
    """The server is stopped: a sentence within seconds. It comes back: nobody reloads the page."""
    watched.expected = ("Failed to load resource",)
    await ground.stop()
    ground.web = type(ground.web)(port=_free_port(), language="en")  # type: ignore[misc]
    await ground.start()
    page = await opens(ground.house.web_url)
    await ground.report("shared_bike_parking")
    await expect(page.locator(".board .row")).to_have_count(1)
    await ground.stop()
    await expect(page.locator(".lamp")).to_have_class("lamp off")
    await expect(page.locator(".notice.bad")).to_contain_text("Not live")
    await expect(page.locator(".board .row")).to_have_count(1)
    await ground.start()
    await expect(page.locator(".lamp")).to_have_class("lamp on")
    await expect(page.locator(".notice.bad")).to_have_count(0)
    number = await ground.report("shared_bike_parking", near=Point(CENTRE.lat + 0.01, CENTRE.lon))
    await expect(page.locator(f'.board .row[data-number="{number}"]')).to_have_count(1)


def _free_port() -> int:
    import socket

    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


async def test_keys_open_what_has_the_focus(ground: Street, opens: Opens) -> None:
    """J and k move the focus itself; Enter opens the row that has it, whatever happens to the list meanwhile."""
    page = await opens(ground.house.web_url)
    first, second, third = [
        await ground.report("shared_bike_parking", near=Point(CENTRE.lat + k / 100, CENTRE.lon)) for k in range(3)
    ]
    row, opened = page.locator(".row:focus"), page.locator(".case-panel h2")
    await expect(page.locator(".board .row .who")).to_have_count(3)
    for key, number in (("j", first), ("j", second), ("j", third), ("j", third), ("ArrowUp", second)):
        await page.keyboard.press(key)
        await expect(row).to_have_attribute("data-number", str(number))
    assert await opened.count() == 0
    await page.keyboard.press("Enter")
    await expect(opened).to_contain_text(f"#{second}")
    await page.keyboard.press("Escape")
    await expect(row).to_have_attribute("data-number", str(second))

    # A click, Escape, one down: Enter opens that one, not the one of the click.
    await page.locator(f'.row[data-number="{first}"]').click()
    await expect(opened).to_contain_text(f"#{first}")
    await page.keyboard.press("Escape")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await expect(opened).to_contain_text(f"#{second}")
    await page.keyboard.press("Escape")

    # The list is put in another order under the focus, with a new case on top: it stays on its case.
    await page.keyboard.press("j")
    await expect(row).to_have_attribute("data-number", str(third))
    ground.captain.say(1001, f"/priority {third} critical")
    await ground.turn(1)
    await expect(page.locator(".board .row").first).to_have_attribute("data-number", str(third))
    await expect(row).to_have_attribute("data-number", str(third))
    assert await page.locator(".board .row[tabindex='0']").count() == 1

    # It goes: no other has the focus by that, Enter opens nothing, and the next key goes on from its place.
    ground.captain.say(1001, f"/cancel {third} reported twice")
    await ground.sure(1001)
    await expect(page.locator(".board .row")).to_have_count(2)
    assert await row.count() == 0
    await page.keyboard.press("Enter")
    assert await opened.count() == 0
    await page.keyboard.press("j")
    await expect(row).to_have_attribute("data-number", str(first))


async def test_what_needs_somebody_now_stands_above_the_rest(ground: Street, opens: Opens) -> None:
    """The newest of all, critical, is the first row of the desk and the first line of the wall."""
    runs, done, late = [
        await ground.report("shared_bike_parking", near=Point(CENTRE.lat + k / 100, CENTRE.lon)) for k in range(3)
    ]
    lead = (await ground.case(done)).lead
    assert lead is not None
    who = {1: 1002, 2: 1004, 3: 1005}[lead.team_id]
    ground.who(who).say(who, f"/done {done} duplicate")
    await ground.turn(2)
    critical = await ground.report("fight", near=Point(CENTRE.lat - 0.01, CENTRE.lon))
    pages = [await opens(ground.house.web_url + path) for path in ("", "/wall")]
    orders = []
    for page, name in zip(pages, (".row", ".line"), strict=True):
        await expect(page.locator(name).first).to_have_attribute("data-number", str(critical))
        orders.append(await page.locator(name).evaluate_all("all => all.map(one => +one.dataset.number)"))
    assert orders == [[critical, done, runs, late]] * 2
    assert await pages[0].locator(".band span").all_inner_texts() == ["2", "2"]


async def test_a_figure_shows_its_cases_as_they_are_now(ground: Street, opens: Opens) -> None:
    """A case that comes to be counted after the click comes in, one that is not counted any more goes."""
    page = await opens(ground.house.web_url)
    numbers = [
        await ground.report("shared_bike_parking", near=Point(CENTRE.lat + k / 50, CENTRE.lon)) for k in range(2)
    ]
    await page.locator('[data-figure="unconfirmed"]').click()
    await expect(page.locator(".board .nothing")).to_contain_text("None of these")
    for n, number in enumerate(numbers, 1):
        lead = (await ground.case(number)).lead
        assert lead is not None
        who = {1: 1002, 2: 1004, 3: 1005}[lead.team_id]
        ground.who(who).say(who, f"/done {number} duplicate")
        await ground.turn(1)
        await expect(page.locator(".board .row")).to_have_count(n)
    ground.captain.say(1001, f"/confirm {numbers[0]}")
    await ground.turn(1)
    await expect(page.locator(".board .row")).to_have_count(1)
    await page.locator(".chip").click()
    await expect(page.locator(".chip")).to_have_count(0)


@pytest.mark.parametrize(("language", "said"), [("zh", "没有待办"), ("en", "No open case")])
async def test_both_languages_and_both_times_of_day(ground: Street, opens: Opens, language: str, said: str) -> None:
    """By one press each; the choice of day or night is kept."""
    page = await opens(f"{ground.house.web_url}/?language={language}&theme=day")
    await expect(page.locator(".board .nothing")).to_contain_text(said)
    assert await page.evaluate("document.documentElement.dataset.theme") == "day"
    await page.locator("header.top button.icon").first.click()
    assert await page.evaluate("document.documentElement.dataset.theme") == "night"
    await page.reload()
    await expect(page.locator(".board .nothing")).to_contain_text(said)
    assert await page.evaluate("document.documentElement.dataset.theme") == "night"
    await page.locator("header.top a.icon").first.click()
    await expect(page.locator(".board .nothing")).not_to_contain_text(said)


async def test_a_captain_on_a_phone_sends_another_team_with_three_taps(ground: Street, opens: Opens) -> None:
    """The case, *reassign*, the team; the cases come first, and the free teams before the others."""
    number = await ground.report("shared_bike_parking")
    await ground.report("shared_bike_parking", near=Point(CENTRE.lat + 0.01, CENTRE.lon + 0.01))
    page = await opens(f"{ground.house.web_url}/?language=en", 390, 844)
    await page.locator(f'.board .row[data-number="{number}"]').click()
    await page.locator('[data-move="reassign"]').click()
    notes = await page.locator(".choices button").all_inner_texts()
    assert ["free" in note for note in notes] == [True, False], notes
    name = notes[0].split()[0]
    await page.locator(".choices button").first.click()
    await expect(page.locator(".case-panel .timeline li").last).to_contain_text(f"sent {name} instead of 一队")
    await page.locator(".case-panel header .icon").click()
    await expect(page.locator(f'.row[data-number="{number}"] .who')).to_have_text(name)


async def test_a_busy_team_is_asked_about_each_time(ground: Street, opens: Opens, watched: Watched) -> None:
    """One tap does not take a team off its case: the question names it, and is gone with another choice."""
    watched.expected = (REFUSED,)
    number = await ground.report("shared_bike_parking")
    other = await ground.report("shared_bike_parking", near=Point(CENTRE.lat + 0.01, CENTRE.lon + 0.01))
    lead = (await ground.case(other)).lead
    assert lead is not None
    page = await opens(f"{ground.house.web_url}/?language=en", 390, 844)
    await page.locator(f'.board .row[data-number="{number}"]').click()
    await page.locator('[data-move="reassign"]').click()
    busy, free = page.locator(".choices button").last, page.locator(".choices button").first
    await busy.click()
    await expect(page.locator(".needs button.primary")).to_have_text("Do it all the same")
    before = (await ground.case(number)).lead
    await free.click()
    await expect(page.locator(".needs")).to_have_count(0)
    await ground.settle()
    after = (await ground.case(number)).lead
    assert before is not None
    assert after is not None
    assert after.team_id not in {before.team_id, lead.team_id}


async def test_who_confirms_goes_on_to_the_next(ground: Street, opens: Opens) -> None:
    """The figure opens its cases; each is confirmed with one tap, and after the last the board is back."""
    numbers = [
        await ground.report("shared_bike_parking", near=Point(CENTRE.lat + k / 50, CENTRE.lon)) for k in range(2)
    ]
    for number in numbers:
        lead = (await ground.case(number)).lead
        assert lead is not None
        who = {1: 1002, 2: 1004, 3: 1005}[lead.team_id]
        ground.who(who).say(who, f"/done {number} duplicate")
    await ground.turn(2)
    page = await opens(f"{ground.house.web_url}/?language=en", 390, 844)
    await page.locator('[data-figure="unconfirmed"]').click()
    await expect(page.locator(".board .row")).to_have_count(2)
    await page.locator(".board .row").first.click()
    for number in numbers:
        await expect(page.locator(".case-panel h2")).to_contain_text(f"#{number} ")
        await page.locator('[data-move="confirm"]').click()
    await expect(page.locator(".case-panel")).to_have_count(0)
    await expect(page.locator(".board .nothing")).to_contain_text("None of these")
    assert [(await ground.case(number)).state for number in numbers] == ["closed", "closed"]


async def test_on_a_tablet_every_part_is_one_tap_away(ground: Street, opens: Opens) -> None:
    """1024 by 768: the cases stay, beside them one of map, photos, teams and figures."""
    await ground.report("shared_bike_parking")
    page = await opens(ground.house.web_url, 1024, 768)
    for n, part in enumerate((".map-panel", ".for-pictures", ".for-teams", ".for-figures"), 1):
        await page.locator(".tabs button").nth(n).click()
        await expect(page.locator(part)).to_be_visible()
        await expect(page.locator(".board-panel")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 1024


async def test_on_a_phone_one_thing_at_a_time(ground: Street, opens: Opens) -> None:
    """390 by 844: nothing sticks out, every part is one tap away, a case fills the screen."""
    await ground.report("shared_bike_parking")
    page = await opens(ground.house.web_url, 390, 844)
    for n, part in enumerate((".board-panel", ".map-panel", ".for-pictures", ".for-teams", ".for-figures")):
        await page.locator(".tabs button").nth(n).click()
        await expect(page.locator(part)).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.locator(".tabs button").first.click()
    await page.locator(".board .row").click()
    box = await page.locator(".case-panel").bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["height"]) == (0, 390, 844)


async def test_the_wall_can_be_read_from_afar_and_names_nobody(ground: Street, opens: Opens) -> None:
    """Letters of the figures over 80 pixels, of the cases over 30; no name of a person, no control."""
    ground.reporter.say(GROUP, "call me at 13800000000")
    number = await ground.report("shared_bike_parking")
    page = await opens(f"{ground.house.web_url}/wall", 1920, 1080)
    line = page.locator(f'.line[data-number="{number}"]')
    await expect(line).to_contain_text("一队")
    sizes = await page.evaluate(
        """() => ['.big b', '.clock', '.line .left', '.line .item', '.line .rest', '.big span']
           .map(name => parseFloat(getComputedStyle(document.querySelector(name)).fontSize))"""
    )
    assert sizes[0] >= 80
    assert min(sizes) >= 30
    text = await page.locator("body").inner_text()
    for personal in ("路人甲", "老王", "13800000000"):
        assert personal not in text
    assert await page.locator("button, input, select, a[href]").count() == 0
    box = await line.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 1920


async def test_a_change_is_on_the_page_within_a_second_of_its_commit(ground: Street, opens: Opens) -> None:
    """Counted by the feed, not by the machine's speed: it is in the very next reading."""
    page = await opens(ground.house.web_url)
    await expect(page.locator(".board .nothing")).to_be_visible()
    feed = ground.house.feed
    await ground.report("shared_bike_parking")
    readings = feed.readings
    await expect(page.locator(".board .row")).to_have_count(1)
    assert feed.readings - readings <= 3


async def test_pages_do_not_slow_each_other(ground: Street, opens: Opens) -> None:
    """Three screens are served by one reading."""
    pages = [await opens(ground.house.web_url + path) for path in ("", "/wall", "/?language=zh")]
    feed = ground.house.feed
    await asyncio.gather(*(expect(page.locator(".lamp")).to_have_class("lamp on") for page in pages))
    assert feed.lookers == 3
    assert len(feed.rooms) == 2


async def test_a_captain_moves_a_case_by_clicks_only(ground: Street, opens: Opens, watched: Watched) -> None:
    """The same table, the same desk: reassigned, refused in words, recorded as done on the page."""
    watched.expected = (REFUSED,)
    page = await opens(f"{ground.house.web_url}/?language=en")
    number = await ground.report("shared_bike_parking")
    await page.locator(f'.board .row[data-number="{number}"]').click()
    panel = page.locator(".case-panel")
    await panel.locator('[data-move="reassign"]').click()
    await panel.locator(".choices button", has_text="二队").click()
    await expect(page.locator(f'.row[data-number="{number}"] .who')).to_have_text("二队")
    await ground.settle()
    assert ground.private(1004, f"#{number}")
    await expect(panel.locator(".timeline li").last).to_contain_text("sent 二队 instead of 一队")
    await expect(panel.locator(".timeline li").last).to_contain_text("on the page")
    await panel.locator('[data-move="resolve"]').click()
    await panel.locator(".choices button").first.click()
    await panel.locator("button.primary").click()
    await expect(panel.locator(".needs .problem")).to_contain_text("3")
    assert (await ground.case(number)).state == "dispatched"
    await panel.locator(".choices button", has_text=ground.said("outcome-duplicate")).click()
    await panel.locator("button.primary").click()
    await expect(panel.locator("header .pill").first).to_have_text(ground.said("state-resolved"))
    assert (await ground.case(number)).state == "resolved"


async def test_what_cannot_be_undone_is_asked_once(ground: Street, opens: Opens) -> None:
    """Cancelling asks, and wants a reason; the team on its way hears of it."""
    page = await opens(f"{ground.house.web_url}/?language=en")
    number = await ground.report("shared_bike_parking")
    await page.locator(f'.board .row[data-number="{number}"]').click()
    panel = page.locator(".case-panel")
    await panel.locator(".more").click()
    await panel.locator('[data-move="cancel"]').click()
    await expect(panel.locator("button.primary")).to_be_disabled()
    await expect(panel.locator(".needs .sure")).to_contain_text("really?")
    await panel.locator(".needs input").fill("reported twice")
    assert (await ground.case(number)).state == "dispatched"
    await panel.locator("button.primary").click()
    await expect(page.locator(".board .row")).to_have_count(0)
    assert (await ground.case(number)).state == "cancelled"
    await ground.settle()
    assert ground.private(1002, "reported twice")


async def test_a_link_opens_the_centre_once(real: Street, opens: Opens, watched: Watched) -> None:
    """/dashboard in private: looking at the link uses nothing up, the button does; a second time it is refused."""
    watched.expected = ("Failed to load resource",)
    real.captain.say(1001, "/dashboard")
    await real.settle()
    address = real.private(1001, "/sign-in/")[-1].text.split()
    [link] = [word for word in address if "/sign-in/" in word]
    stranger = await opens(real.house.web_url)
    await expect(stranger.locator("body")).to_contain_text("/dashboard")
    page = await opens(link)
    await page.reload()
    await page.locator("button").click()
    await expect(page.locator(".board .nothing")).to_be_visible()
    assert await page.locator(".notice.drill").count() == 0
    again = await opens(link)
    await expect(again.locator("body")).to_contain_text("used")
    assert await again.locator("#app").count() == 0
    await page.locator("form[action='/sign-out'] button").click()
    await expect(page.locator("body")).to_contain_text("/dashboard")


async def test_several_districts_take_turns_on_the_wall(ground: Street, opens: Opens) -> None:
    """Each for the seconds that the address says; with one named, only that one."""
    async with ground.house.store.begin() as tx:
        first = await tx.districts.get(1)
        assert first is not None
        second = await tx.districts.add(replace(first, id=0, chat_id=-1001000000002, name="Second"))
        member = await tx.people.member(1, 1001)
        assert member is not None
        await tx.people.save_member(replace(member, district_id=second.id, team_id=None))
    page = await opens(f"{ground.house.web_url}/wall?every=1", 1920, 1080)
    for name in (first.name, second.name, first.name):
        await expect(page.locator("h1")).to_have_text(name)
    alone = await opens(f"{ground.house.web_url}/wall?every=1&district={second.id}", 1920, 1080)
    await expect(alone.locator("h1")).to_have_text(second.name)
    assert await alone.evaluate("JSON.parse(document.getElementById('boot').textContent).districts.length") == 1


async def _looks(street: Street) -> list[str]:
    async with street.house.store.look() as tx:
        return [row["what"] for row in (await handed.of(tx, 1001)).get("looks", [])]


async def test_a_photo_is_seen_small_and_opened_with_one_tap(ground: Street, opens: Opens) -> None:
    """Only opening it is written down as a look; from the photo one tap leads to its case, Escape leads back."""
    page = await opens(ground.house.web_url)
    number = await ground.report("shared_bike_parking")
    ground.wang.say(1002, f"/accept {number}")
    await ground.turn(1)
    ground.wang.send_photo(1002)
    await ground.turn(1)
    shown = page.locator(".pictures .newest")
    await expect(shown).to_contain_text(f"#{number}")
    await expect(page.locator(".pictures .newest img:not(.missing)")).to_have_js_property("complete", value=True)
    assert await page.locator(".pictures .newest img").evaluate("img => img.naturalWidth") > 0
    assert await _looks(ground) == []
    await shown.click()
    await expect(page.locator(".large img")).to_have_js_property("complete", value=True)
    await page.keyboard.press("Escape")
    await expect(page.locator(".large")).to_have_count(0)
    assert await _looks(ground) == ["picture"]
    await shown.click()
    await page.locator(".large .to-case").click()
    await expect(page.locator(".case-panel h2")).to_contain_text(f"#{number}")
    await page.locator(".case-panel .thumbs .face").click()
    await expect(page.locator(".large")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(".case-panel")).to_be_visible()
    assert sorted(await _looks(ground)) == ["page", "picture"]


async def test_a_call_for_help_stands_above_everything(ground: Street, opens: Opens) -> None:
    """On the desk with name and words, on the wall without; taken, it says by whom; over, it is gone."""
    desk, wall = await opens(ground.house.web_url), await opens(f"{ground.house.web_url}/wall")
    ground.wang.start_live(1002, CENTRE.lat, CENTRE.lon, 3600, 8)
    await ground.turn(2)
    ground.wang.say(1002, "/sos two men with knives")
    await ground.turn(2)
    number = await ground.last_number()
    for page in (desk, wall):
        call = page.locator(f'.calls .call[data-call="{number}"]')
        await expect(call).to_contain_text("一队")
        box, below = await call.bounding_box(), await page.locator("header").first.bounding_box()
        assert box is not None
        assert below is not None
        assert box["y"] + box["height"] <= below["y"] + 1
        await expect(page.locator(".pin.call-pin")).to_be_visible()
    await expect(desk.locator(".call")).to_contain_text("老王")
    await expect(desk.locator(".call")).to_contain_text("two men with knives")
    assert "老王" not in await wall.content()
    assert "knives" not in await wall.content()
    ground.captain.say(1001, "/ack")
    await ground.turn(2)
    await expect(desk.locator(".call")).to_contain_text("钱队")
    ground.captain.say(1001, "/clear")
    await ground.turn(2)
    await expect(desk.locator(".calls")).to_have_count(0)
    await expect(wall.locator(".pin.call-pin")).to_have_count(0)


async def test_a_kind_of_case_that_no_script_knows_is_shown(
    ground: Street, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands on the board by its time left, on the map, and on the wall: what it says of itself is enough."""
    read = snapshot.read

    async def with_another(*given: Any) -> snapshot.Situation:
        seen = await read(*given)
        due = seen.at + timedelta(minutes=5)
        visit = {
            "kind": "visit", "list": "board", "mark": "☂", "rests": None, "waiting": False, "number": 901,
            "item": {"code": "visit", "name_zh": "巡检", "name_en": "A visit"}, "severity": "low",
            "state": "on_scene", "point": [CENTRE.lat, CENTRE.lon], "near": None, "place": "Number 4", "team": None,
            "due_at": due.isoformat(), "limit_s": 600, "need": 0, "have": 0, "drill": True, "support": [],
        }  # fmt: skip
        return replace(seen, parts={**seen.parts, "visit:901": visit})

    monkeypatch.setattr(snapshot, "read", with_another)
    page = await opens(ground.house.web_url)
    row = page.locator('.board .row[data-number="901"]')
    await expect(row).to_contain_text("☂#901 A visit")
    await expect(row).to_contain_text("Number 4")
    await expect(row).to_contain_text("on scene")
    await expect(row.locator(".ring")).to_have_class("ring well")
    await expect(page.locator(".pin.case b")).to_have_text("901")
    wall = await opens(f"{ground.house.web_url}/wall")
    await expect(wall.locator('.line[data-number="901"]')).to_contain_text("A visit")


async def test_captains_take_and_end_a_call_on_the_page(ground: Street, opens: Opens) -> None:
    """Taken by one click, ended by two; where they are is a guess until they say it, and distances follow."""
    desk, wall = await opens(f"{ground.house.web_url}/?language=en"), await opens(f"{ground.house.web_url}/wall")
    ground.wang.say(1002, "/sos")
    await ground.turn(2)
    number = await ground.last_number()
    call = desk.locator(f'.call[data-call="{number}"]')
    await expect(call).to_contain_text("position unknown; taken to be at the base of 一队")
    await expect(call).to_contain_text("二队 about 872 m")
    for page in (desk, wall):
        await expect(page.locator(".pin.call-pin.guess")).to_be_visible()
    ground.wang.send_location(1002, 30.3200, 120.2770)
    await ground.turn(2)
    for page in (desk, wall):
        await expect(page.locator(".pin.call-pin:not(.guess)")).to_be_visible()
        await expect(page.locator(".call")).to_contain_text("二队 about 288 m")
    ground.qiang.start_live(1004, 30.3200, 120.2770, 3600, 8)
    await ground.turn(2)
    await expect(call).to_contain_text("二队 0 m")
    assert await wall.locator("button").count() == 0

    await call.locator('[data-move="acknowledge"]').click()
    await expect(desk.locator(".notice.said")).to_contain_text("You lead the help now")
    await expect(call).to_contain_text("led by 钱队")
    await expect(call.locator('[data-move="acknowledge"]')).to_have_count(0)
    await call.locator('[data-move="clear"]').click()
    await expect(call.locator(".sure")).to_be_visible()
    await call.locator('[data-move="false_alarm"]').click()
    await expect(call.locator("button.primary")).to_be_disabled()
    await call.locator(".needs input").fill("a button pressed in a pocket")
    await call.locator(".link").first.click()
    panel = desk.locator(".case-panel")
    await expect(panel.locator(".timeline li").last).to_contain_text("take the call")
    await call.locator("button.primary").click()
    await expect(desk.locator(".calls")).to_have_count(0)
    await expect(panel.locator(".timeline li").last).to_contain_text("a button pressed in a pocket")
    await expect(panel.locator(".timeline li").last).to_contain_text("on the page")
    await expect(panel.locator(".moves")).to_have_count(0)
    await ground.turn(3)
    assert ground.private(1004, "a button pressed in a pocket")


async def test_who_is_no_captain_has_no_buttons_of_a_call(real: Street, opens: Opens) -> None:
    """They see it as everybody does."""
    real.qiang.say(1004, "/dashboard")
    await real.settle()
    [link] = [word for word in real.private(1004, "/sign-in/")[-1].text.split() if "/sign-in/" in word]
    page = await opens(link)
    await page.locator("button").click()
    real.wang.say(1002, "/sos")
    await real.turn(2)
    await expect(page.locator(".call")).to_be_visible()
    assert await page.locator(".call .moves").count() == 0
