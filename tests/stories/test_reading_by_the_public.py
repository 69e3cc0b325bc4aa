"""A captain lets the public read: strangers see what was published, a program reports, and the case is closed."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from bot.app.settings import Web
from bot.publishing import rule
from tests.handlers.web.open311 import ITEM, ROOT, read, refused
from tests.handlers.web.programs import a_key, showing
from tests.stories.conftest import DISTRICT, GROUP, Street, a_street

CAPTAIN, DEPUTY, SHY = 1001, 1005, 1003


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    """A street in each language, with its pages and two more captains, one of whom never wrote to the bot."""
    three = DISTRICT.replace("name: 小周, role: member", "name: 小周, role: captain")
    three = three.replace("name: 小李, role: member", "name: 小李, role: captain")
    async with a_street(tmp_path, request.param, three, Web(language=request.param)) as made:
        await made.say(DEPUTY, "/start")
        yield made


async def _tap(street: Street, key: str, **facts: Any) -> str:
    """The captain taps a button of the newest message; returns what stands there then."""
    message = street.private(CAPTAIN)[-1]
    await street.press(CAPTAIN, message, street.said(key, **facts))
    await street.turn(2)
    return street.private(CAPTAIN)[-1].text


async def _district_history(street: Street) -> list[str]:
    async with street.house.store.look() as tx:
        query = text("SELECT facts FROM history WHERE move = 'publish' ORDER BY id")
        return [row.facts for row in (await tx.connection.execute(query)).all()]  # type: ignore[attr-defined]


async def test_from_turning_it_on_to_a_closed_case(street: Street) -> None:
    """``/public``, a stranger reads, a program posts, the card comes, a team closes it, the status is closed."""
    async with httpx.AsyncClient(base_url=street.house.web_url, timeout=20) as stranger:
        assert await refused(stranger, "requests", 403)
        await street.say(CAPTAIN, "/public")
        assert street.private(CAPTAIN)[-1].text.startswith(
            street.said("public-is-off", district="九堡", lines="").split("\n")[0]
        )
        await _tap(street, "button-public-items")
        book = street.house.desk.books.built_in
        told = await _tap(street, "button-public-group", group=book.category("parking"), chosen=0, count=3)
        assert told == street.said("public-group-off", group=book.category("parking"))
        await _tap(street, "button-public-not", item=book.item(ITEM).named)
        await _tap(street, "button-public-back")
        asked = await _tap(street, "button-public-on")
        assert asked == street.said("public-sure", district="九堡", count=1)
        assert await refused(stranger, "requests", 403)
        assert await _tap(street, "button-public-sure")
        assert street.private(DEPUTY)[-1].text == street.said("public-told-on", by="钱队", district="九堡", count=1)
        assert [one["service_code"] for one in await read(stranger, "services")] == [ITEM]
        assert await read(stranger, "requests") == []

        key = await a_key(street)
        form = {"api_key": key, "service_code": ITEM, "lat": "30.3149", "long": "120.2741", "description": "三辆车"}
        made = await stranger.post(f"{ROOT}/requests.json", data=form)
        assert made.status_code == 201, made.text
        [number] = [one["service_request_id"] for one in made.json()]
        await street.turn(3)
        assert "三辆车" in street.card(int(number)).text
        [seen] = await read(stranger, "requests")
        assert (seen["service_request_id"], seen["status"], seen["description"]) == (number, "open", None)

        await street.say(1002, f"/arrived {number}")
        for _ in range(3):
            street.wang.send_photo(1002)
            await street.turn(3)
        await street.say(1002, f"/done {number}")
        [seen] = await read(stranger, "requests", status="open")
        assert seen["status_notes"] == {"zh": "办理中", "en": "being dealt with"}[street.language]
        await street.say(CAPTAIN, f"/confirm {number}")
        assert (await street.case(int(number))).state == "closed"
        [seen] = await read(stranger, f"requests/{number}")
        assert (seen["status"], seen["updated_datetime"] >= seen["requested_datetime"]) == ("closed", True)
        async with showing(street, key) as program:
            assert (await read(program, f"requests/{number}"))[0]["description"] == "三辆车"

        await street.say(CAPTAIN, "/public off")
        assert street.private(DEPUTY)[-1].text == street.said("public-told-off", by="钱队", district="九堡")
        await street.press(DEPUTY, street.private(DEPUTY)[-1], street.said("button-public-see"))
        await street.turn(2)
        turned = {"word": "lately-public-off", "count": 1}
        assert street.said("lately-line", at="08:00", by="钱队", what=turned) in street.private(DEPUTY)[-1].text
        assert await refused(stranger, "requests", 403)
    lines = await _district_history(street)
    assert ['"on":false' in line for line in lines] == [True, False, True]


async def test_items_come_and_go_while_it_is_on(street: Street) -> None:
    """It counts at once, other captains hear of it, and nothing is said twice."""
    book = street.house.desk.books.built_in
    for said in ("/public parking", "/public on"):
        await street.say(CAPTAIN, said)
        await _tap(street, "button-public-all" if "parking" in said else "button-public-sure")
    number = await street.report("car_on_footway")
    async with httpx.AsyncClient(base_url=street.house.web_url, timeout=20) as stranger:
        assert len(await read(stranger, "requests")) == 1
        await street.say(CAPTAIN, f"/public {book.item('car_on_footway').named[f'name_{street.language}']}")
        told = await _tap(street, "button-public-chosen", item=book.item("car_on_footway").named)
        assert told == street.said("public-group-on", group=book.category("parking"))
        assert street.private(DEPUTY)[-1].text == street.said("public-told-items", by="钱队", district="九堡", count=2)
        assert await refused(stranger, f"requests/{number}", 404)
        told_before = len(street.private(DEPUTY))
        await street.say(CAPTAIN, "/public on")
        assert len(street.private(DEPUTY)) == told_before
        await _tap(street, "button-public-items")
        assert len(await read(stranger, "services")) == 2


async def test_who_may_not_and_what_cannot_be(street: Street) -> None:
    """Only captains, in private; nothing dangerous, no hazard, no dispute; without an item nothing is turned on."""
    street.who(SHY).say(GROUP, "/public on")
    await street.turn(3)
    told = [m.text for m in street.captain.sees(GROUP) if m.by_bot][-1]
    assert told == street.said("public-in-private", link=f"https://t.me/{street.house.desk.rules.bot_name}?start=hello")
    await street.say(1002, "/public on")
    assert street.private(1002)[-1].text == street.said("captains-only-command")
    book = street.house.desk.books.built_in
    for code in ("fight", "firm_fire_hazard", "social_noise"):
        await street.say(CAPTAIN, f"/public {book.item(code).named[f'name_{street.language}']}")
        assert street.private(CAPTAIN)[-1].text == street.said("public-never", item=book.item(code).named)
    parking = book.category("parking")
    await street.say(CAPTAIN, f"/public {parking[f'name_{street.language}'][:2]}")
    assert street.private(CAPTAIN)[-1].text == street.said("public-group-off", group=parking)
    await street.say(CAPTAIN, "/public 天上")
    assert street.private(CAPTAIN)[-1].text == street.said("public-what", what="天上")
    await street.say(CAPTAIN, "/public on")
    assert street.private(CAPTAIN)[-1].text == street.said("public-groups")
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    assert not rule.of(district).is_on
    for data in ("public:1.0:on", "public:1.0:add:fight", "public:1.0:group:nosuch", "public:1.0:x", "public:1.0:add:"):
        street.captain.press_data(street.private(CAPTAIN)[-1], data)
        await street.turn(2)
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    assert rule.of(district) == rule.Choice()
    assert await _district_history(street) == []
