"""Where hazards are read: a captain's list, the list of open cases, the card of the place; and never by a stranger."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.app.settings import Web
from bot.places.notes import writing
from bot.values import formats
from bot.work.speaker import Speaker
from tests.handlers.web.test_place_door import digits_of
from tests.stories.conftest import Street, a_street
from tests.stories.test_hazards import CHEN, SHOP, SUN, found, hazard, heard, last, newest, officers, tap

PUBLIC = "https://patrol.example.org"


@pytest.fixture(params=["zh", "en"])
async def town(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street with officers and two places, whose pages people can open."""
    async with a_street(tmp_path, request.param, web=Web(public_url=PUBLIC)) as made:
        await officers(made)
        yield made


async def test_an_open_critical_one_needs_a_captain_until_it_is_gone(town: Street) -> None:
    """First of all while nobody has acted, then worth a look; the list makes no sound beside the alarm."""
    number = await found(town, CHEN, "通盛路便利店 安全出口上锁 重大")
    await town.turn(6)
    line = town.need(number)
    assert town.said("matter-hazard-critical") in line
    assert town.said("matter-mark-critical") in line
    assert heard(town, 1001, number) == 2, "the alarm, and the list that makes no sound"
    listed = town.needs()
    assert listed is not None
    assert any(town.said("button-hazard-escalate") in label for label in listed.labels)
    await town.say(1001, "/board")
    assert town.said("checks-board-critical", count=1, numbers=f"#{number}") in last(town, 1001)
    await tap(town, CHEN, "button-hazard-stay")
    await town.turn(6)
    assert town.said("matter-hazard-critical") not in town.need(number)
    assert town.said("matter-mark-look") in town.need(number)
    await town.say(CHEN, f"/hazard {number} fix")
    town.who(CHEN).send_photo(CHEN)
    await town.turn(8)
    assert (await hazard(town, number)).state == "closed"
    needs = town.needs()
    assert needs is None or f"#{number}" not in needs.text
    await town.say(1001, "/board")
    assert "🔴" not in last(town, 1001)


async def test_an_order_is_read_once_and_with_its_authority_named_once(town: Street) -> None:
    """First on the card of the place, by its short name; an old button says that it stands, instead of asking."""
    number = await found(town, CHEN, "通盛路便利店 线路老化 较大")
    await town.say(SUN, f"/hazard {number}")
    old = newest(town, SUN, town.said("button-hazard-forbid"))
    await town.say(1001, f"/hazard {number} forbid 浙消停12号, 消防, 2026-03-01")
    await town.say(1001, f"/place {SHOP.code}")
    [line] = [one for one in last(town, 1001).splitlines() if "浙消停12号" in one]
    fire = {"zh": "消防救援", "en": "Fire service"}[town.language]
    assert line.count(fire) == 1
    assert "/" not in line
    said = await town.press(SUN, old, town.said("button-hazard-forbid"))
    stands = town.said("hazard-forbidden-already", number=number, order="浙消停12号", authority=fire)
    assert stands in (said, last(town, SUN))


async def test_no_stranger_reads_that_a_place_must_not_open(town: Street) -> None:
    """Not on the page of its label, which anybody may open: neither the order nor the hazard, nor a colour."""
    number = await found(town, CHEN, "通盛路便利店 线路老化 重大")
    await town.say(1001, f"/hazard {number} forbid 浙消停12号, 消防, 2026-03-01")
    assert (await hazard(town, number)).must_not_open
    async with httpx.AsyncClient(base_url=town.house.web_url, timeout=20) as stranger:
        for path in (f"/p/{SHOP.code}", f"/p/{SHOP.code}?d=1"):
            page = await stranger.get(path, headers={"Accept-Language": town.language})
            assert page.status_code == 200
            assert SHOP.name in page.text
            for hidden in ("浙消停12号", "线路老化", "⛔", "消防救援", "Fire service", "严禁", "MUST NOT", "colour"):
                assert hidden not in page.text, hidden


async def test_the_page_of_the_label_says_what_makes_the_colour_and_who_says_so(town: Street) -> None:
    """To officers too: what makes the place red first in bold, with its source and day. Notes are the patrol's."""
    await found(town, CHEN, "通盛路便利店 线路老化 重大")
    captain = Speaker(1001, "", 1001, town.clock.now(), channel="web", district_id=1)
    note = {"kind": "violence", "text": "5月3日持刀冲向队员", "ground": "#12, 5月3日"}
    assert not (await town.house.desk.do(writing.add, captain, code=SHOP.code, **note)).refused
    for user_id, reads_notes in ((CHEN, False), (1002, True)):
        said = await digits_of(town, user_id, SHOP.code)
        headers = {"Accept-Language": town.language, "Origin": PUBLIC}
        async with httpx.AsyncClient(base_url=town.house.web_url, timeout=20, headers=headers) as browser:
            way = await browser.post(f"/p/{SHOP.code}/digits", data={"digits": said})
            mine = {"Cookie": way.headers["set-cookie"].partition(";")[0]}
            page = (await browser.get(f"/p/{SHOP.code}", headers=mine)).text
        assert town.said("label-colour-red") in page
        [reason] = re.findall(r"<b>(.*?)</b></li>", page)
        day = formats.day_word(town.clock.now().astimezone(ZoneInfo("Asia/Shanghai")).date())
        for part in ("🔴", "线路老化", town.house.words.fact(town.language, day)):
            assert part in reason
        assert (note["text"] in page) is reads_notes


async def test_what_comes_next_stands_first(town: Street) -> None:
    """Found it is put right or given a limit; with a limit it is put right; put right it is passed or sent back."""
    number = await found(town, CHEN, "通盛路便利店 灭火器过期 一般")
    labels = newest(town, CHEN, town.said("button-hazard-fix")).labels
    assert labels[0] == town.said("button-hazard-fix")
    await town.say(SUN, f"/hazard {number} limit 3d")
    await town.say(CHEN, f"/hazard {number}")
    labels = town.private(CHEN)[-1].labels
    assert labels[0] == town.said("button-hazard-rectify")
    assert town.said("button-hazard-fix") not in labels
    assert labels.index(town.said("button-hazard-dismiss")) >= len(labels) - 2
    await town.say(CHEN, f"/hazard {number} rectified")
    town.who(CHEN).send_photo(CHEN)
    await town.turn(2)
    await town.say(SUN, f"/hazard {number}")
    first = [town.said(f"button-hazard-{name}") for name in ("pass", "send-back", "cannot")]
    assert town.private(SUN)[-1].labels[:3] == first
    await town.say(CHEN, f"/hazard {number}")
    assert not {*first} & {*town.private(CHEN)[-1].labels}
