"""Another system reports with a key: a captain makes it in private, answers what nobody else can, and ends it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from bot.app.settings import Web
from bot.register.people import RoleHeld, RoleName
from bot.register.programs import PROGRAMS
from tests.handlers.web.programs import SPOT, a_key, showing
from tests.stories.conftest import GROUP, START, Street, a_street

HOTLINE = "12345 hotline"


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street whose bot serves the web."""
    async with a_street(tmp_path, request.param, web=Web(language="en")) as made:
        yield made


async def make_captain(street: Street, user_id: int) -> None:
    """One more captain, on duty."""
    async with street.house.store.begin() as tx:
        await tx.people.add_role(1, user_id, RoleHeld(RoleName.CAPTAIN, START))


async def reported(client: httpx.AsyncClient, **body: Any) -> int:
    """The number of a case that the program reports."""
    answer = await client.post("/api/cases", json={"point": SPOT, **body})
    assert answer.status_code == 201, answer.text
    return int(answer.json()["number"])


async def test_from_the_key_to_the_closed_case(street: Street) -> None:
    """The team goes as for everybody's report, a captain confirms, since nobody else is asked; history names who."""
    async with showing(street, await a_key(street, HOTLINE)) as hotline:
        number = await reported(hotline, item="shared_bike_parking", words="三辆", source_ref="A-7")
    await street.turn(3)
    assert f"{HOTLINE} " in street.card(number).text
    assert "A-7" in street.card(number).text
    await street.say(1002, f"/arrived {number}")
    for _ in range(3):
        street.wang.send_photo(1002)
        await street.turn(3)
    await street.say(1002, f"/done {number}")
    assert (await street.case(number)).state == "resolved"
    await street.turn(3)
    assert street.need(number)
    await street.say(1001, f"/confirm {number}")
    assert (await street.case(number)).state == "closed"
    await street.say(1001, f"/history {number}")
    told = street.private(1001, street.said("channel-api"))[-1].text
    assert HOTLINE in next(line for line in told.splitlines() if street.said("channel-api") in line)
    await street.say(1001, f"/case {number}")
    assert HOTLINE in street.private(1001, "A-7")[-1].text


async def test_what_a_reporter_would_be_asked_captains_are(street: Street) -> None:
    """In private, with the same buttons; the answer settles it, and the question says how it went on."""
    async with showing(street, await a_key(street, HOTLINE)) as hotline:
        number = await reported(hotline)
    await street.turn(3)
    [asked] = [m for m in street.private(1001, f"#{number}") if m.buttons]
    await street.press(1001, asked, f"incident:1.{number}:item:street_stall")
    await street.turn(3)
    case = await street.case(number)
    assert (case.item, case.asks) == ("street_stall", ())
    assert (HOTLINE in asked.text, "30.31490" in asked.text) == (True, True)
    [over] = [m for m in street.private(1001, f"#{number}") if m.id == asked.id]
    assert [one.label for row in over.buttons for one in row] == [street.said("button-other-item")]
    assert not [m for m in street.private(1006) if f"#{number}" in m.text]


async def test_the_same_as_another_is_a_captains_to_say(street: Street) -> None:
    """Its words follow under the program's name for people; the program reads of each case what it sent itself."""
    async with showing(street, await a_key(street, HOTLINE)) as hotline:
        first = await reported(hotline, item="shared_bike_parking")
        second = await reported(hotline, item="shared_bike_parking", words="又一次")
        await street.turn(3)
        [asked] = [m for m in street.private(1001, f"#{second}") if m.buttons]
        await street.press(1001, asked, street.said("button-same-yes", value=first))
        await street.turn(3)
        assert (await street.case(second)).state == "merged"
        told = [(await hotline.get(f"/api/districts/1/cases/{number}")).json()["words"] for number in (first, second)]
    assert told == ["", "又一次"]
    await street.say(1001, f"/case {first}")
    assert "又一次" in street.private(1001, HOTLINE)[-1].text


async def test_words_of_danger_are_asked_of_captains(street: Street) -> None:
    """The lead goes at once; after half a minute of silence support goes along, as for everybody's report."""
    async with showing(street, await a_key(street, HOTLINE)) as hotline:
        number = await reported(hotline, words="有人好像受伤了？", item="shared_bike_parking")
        assert (await street.case(number)).lead is not None
        await street.turn(3)
        assert [m for m in street.private(1001, f"#{number}") if m.buttons]
        await street.turn(40)
        assert (await street.case(number)).support
        grave = await reported(hotline, words="打架，有人持刀", point=[30.33, 120.29])
    item = street.house.desk.books.built_in.item((await street.case(grave)).item or "")
    assert item.severity == "critical"


async def test_it_takes_its_report_back_and_the_team_hears(street: Street) -> None:
    """The card says who ended it and why."""
    async with showing(street, await a_key(street, HOTLINE)) as hotline:
        number = await reported(hotline, item="shared_bike_parking")
        await street.turn(3)
        why = {"facts": {"reason": "重复来电"}}
        answer = await hotline.post(f"/api/districts/1/cases/{number}/moves/cancel", json=why)
        assert answer.status_code == 200, answer.text
    await street.turn(3)
    assert (await street.case(number)).state == "cancelled"
    assert HOTLINE in street.card(number).text
    assert "重复来电" in street.card(number).text
    assert street.private(1002, "重复来电")


async def test_keys_are_listed_and_ended_with_one_question(street: Street) -> None:
    """The others hear in a line who made and who ended it; its cases keep its name."""
    await make_captain(street, 1005)
    async with showing(street, await a_key(street, HOTLINE)) as hotline:
        assert street.private(1005, street.said("program-made-told", by="钱队", name=HOTLINE))
        number = await reported(hotline, item="shared_bike_parking")
        await street.say(1005, "/apikey")
        listed = [m for m in street.private(1005, HOTLINE) if m.buttons][-1]
        used = street.said("program-used", at="08:00", count=1)
        assert used in listed.text
        await street.press(1005, listed, "program:1.1:end")
        assert (await hotline.get("/api/districts")).status_code == 200
        await street.sure(1005)
        await street.turn(3)
        assert (await hotline.get("/api/districts")).status_code == 401
    assert street.private(1001, street.said("program-ended-told", by="小周", name=HOTLINE))
    assert street.private(1005, street.said("program-ended", name=HOTLINE))
    await street.press(1005, listed, "program:1.1:end")
    await street.turn(3)
    assert HOTLINE in street.card(number).text
    await street.say(1005, "/apikey")
    ended = street.said("program-line-ended", name=HOTLINE, by="小周", at="08:00", made_by="钱队")
    assert street.private(1005)[-1].text == street.said("programs-none", lines=ended)
    await street.say_surely(1005, f"/cancel {number} 误报")
    await street.jump(31 * 86400)
    await street.say(1005, "/apikey")
    assert street.private(1005)[-1].text == street.said("programs-none", lines="").strip()
    async with street.house.store.look() as tx:
        assert await tx[PROGRAMS].names([1]) == {1: HOTLINE}
        query = "SELECT move, by_id, facts FROM history WHERE move LIKE 'program%' ORDER BY id"
        told = (await tx.connection.execute(text(query))).all()  # type: ignore[attr-defined]
    assert [(row.move, row.by_id, row.facts) for row in told] == [
        ("program_made", 1001, '{"program":1}'), ("program_ended", 1005, '{"program":1}'),
    ]  # fmt: skip


async def test_only_captains_make_keys_and_only_in_private(street: Street) -> None:
    """A name is wanted of its own; the secret of one is in no message of the group."""
    street.captain.say(GROUP, f"/apikey {HOTLINE}")
    street.wang.say(1002, f"/apikey {HOTLINE}")
    await street.turn(3)
    assert street.private(1001, street.said("only-in-private"))
    assert street.private(1002, street.said("captains-only-command"))
    secret = await a_key(street, HOTLINE)
    await street.say(1001, "/apikey 12345 HOTLINE")
    assert street.private(1001, street.said("program-name-taken", name="12345 HOTLINE"))
    for word in ("off", "停用", "ＬＩＳＴ"):
        await street.say(1001, f"/apikey {word}")
        assert HOTLINE in street.private(1001)[-1].text
    async with street.house.store.look() as tx:
        assert [one.name for one in await tx[PROGRAMS].of(1)] == [HOTLINE]
    assert [m.chat for m in street.world.messages(GROUP) if secret in str(m.body)] == []
