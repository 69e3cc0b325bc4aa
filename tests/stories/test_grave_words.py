"""Grave words wait for nothing: neither for the place of a report, nor for who says them to find the right command."""

import pytest

from bot.evidence.pieces import EVIDENCE
from bot.places.register import Place
from bot.values.geo import Point
from tests.stories.conftest import GROUP, Street, put_places

FAR = Point(30.3210, 120.2810)
REPORTER, CAPTAIN = 1006, 1001
KNIFE = {"zh": "他有刀", "en": "he has a knife"}
UNCONSCIOUS = {"zh": "有人晕倒了，没有意识", "en": "a woman is unconscious"}


def newest(street: Street, user_id: int = REPORTER) -> str:
    """What somebody reads last in private."""
    return street.private(user_id)[-1].text


async def made(street: Street, before: int) -> int:
    """The one case that has arisen since *before*, critical, without a location."""
    number = await street.last_number()
    assert number == before + 1
    case = await street.case(number)
    assert (case.state, case.point) == ("open", None)
    assert case.item in {"fight", "injured"}
    return number


@pytest.mark.parametrize("chat", [GROUP, REPORTER])
async def test_a_report_with_grave_words_waits_for_no_place(street: Street, chat: int) -> None:
    """The case is there, captains hear aloud, where it is is asked on; what is said of it meanwhile is its own."""
    before, heard = await street.last_number(), await street.needs_heard()
    street.reporter.say(chat, f"/report {KNIFE[street.language]}")
    await street.turn(3)
    number = await made(street, before)
    assert newest(street) == street.said("report-grave-where", number=number)
    assert street.said("button-send-location") in [key for row in street.private(REPORTER)[-1].keys for key in row]
    assert street.said("matter-nowhere") in street.need(number)
    assert await street.needs_heard() == heard + 1
    await street.turn(150)
    await street.say(REPORTER, UNCONSCIOUS[street.language])
    assert newest(street) == street.said("report-noted-where", number=number)
    street.reporter.send_photo(REPORTER)
    await street.turn(3)
    case = await street.case(number)
    assert UNCONSCIOUS[street.language] in case.words
    async with street.house.store.look() as tx:
        assert [str(one.kind) for one in await tx[EVIDENCE].of_case(case.id)] == ["text", "photo"]
    await street.say(REPORTER, "sos")
    assert newest(street) == street.said("sos-offered"), "no question swallows a cry"
    street.reporter.send_location(REPORTER, FAR.lat, FAR.lon)
    await street.turn(3)
    case = await street.case(number)
    assert (case.state, case.point) == ("dispatched", FAR)
    assert await street.last_number() == number


async def test_the_place_of_a_grave_report_comes_in_any_words(street: Street) -> None:
    """Its name among others is enough, also where the words come one after the other; a captain is asked as well."""
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P1", "客运中心", "hub", FAR), Place("N1X", "阿婆面馆", "eatery"))
    one = await street.last_number() + 1
    await street.say(REPORTER, "/report")
    await street.say(REPORTER, KNIFE[street.language])
    assert newest(street) == street.said("report-grave-where", number=one)
    await street.say(REPORTER, "就在客运中心门口，快来")
    assert newest(street) == street.said("place-found-at", number=one, place="客运中心")
    case = await street.case(one)
    assert (case.state, case.point, case.place) == ("dispatched", FAR, "客运中心")
    await street.turn(150)
    await street.say(CAPTAIN, f"/report {UNCONSCIOUS[street.language]}")
    await street.turn(150)
    street.captain.send_location(CAPTAIN, FAR.lat, FAR.lon + 0.01)
    await street.turn(3)
    assert (await street.case(one + 1)).point == Point(FAR.lat, FAR.lon + 0.01)
    await street.say(REPORTER, f"/report 阿婆面馆 {KNIFE[street.language]}")
    three = await made(street, one + 1)
    await street.say(CAPTAIN, f"/relocate {three}")
    await street.say(CAPTAIN, "客运中心")
    assert (await street.case(three)).point == FAR
    street.reporter.send_location(REPORTER, FAR.lat + 0.01, FAR.lon)
    await street.turn(150)
    street.reporter.send_location(REPORTER, FAR.lat + 0.02, FAR.lon)
    await street.turn(3)
    assert (await street.case(three)).point == FAR, "somebody has said where it is"


async def test_who_did_not_know_where_may_say_it_after_all(street: Street) -> None:
    """Somebody lies hurt, nobody knows where: what it is near to is its place, among whatever words it comes."""
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P1", "客运中心", "hub", FAR))
    before = await street.last_number()
    await street.say(REPORTER, "/report")
    await street.say(REPORTER, street.said("button-not-known-where"))
    await street.say(REPORTER, UNCONSCIOUS[street.language])
    number = await made(street, before)
    assert newest(street) == street.said("report-grave-where", number=number)
    await street.say(REPORTER, "在客运中心门口")
    assert newest(street) == street.said("place-found-at", number=number, place="客运中心")
    case = await street.case(number)
    assert (case.state, case.point) == ("dispatched", FAR)


async def test_a_photo_with_grave_words_waits_for_no_place(street: Street) -> None:
    """In private, where a photo begins a report."""
    before = await street.last_number()
    street.reporter.send_photo(REPORTER, caption=KNIFE[street.language])
    await street.turn(3)
    number = await made(street, before)
    assert newest(street) == street.said("report-grave-where", number=number)
    case = await street.case(number)
    assert case.words == KNIFE[street.language]
    async with street.house.store.look() as tx:
        assert [str(one.kind) for one in await tx[EVIDENCE].of_case(case.id)] == ["photo"]


async def test_grave_words_in_private_are_offered_help_and_a_report(street: Street) -> None:
    """Nothing arises by words alone; each tap does what it says, once, and the report has the words."""
    before = await street.last_number()
    await street.say(REPORTER, KNIFE[street.language])
    offered = street.private(REPORTER)[-1]
    assert offered.text == street.said("sos-offered-or")
    assert offered.labels == [street.said("button-sos"), street.said("button-report-said")]
    assert await street.last_number() == before
    for _ in range(2):
        await street.press(REPORTER, offered, street.said("button-report-said"))
        await street.turn(2)
    number = await made(street, before)
    assert street.private(REPORTER, street.said("report-grave-where", number=number))
    street.reporter.send_location(REPORTER, FAR.lat, FAR.lon)
    await street.turn(3)
    case = await street.case(number)
    assert (case.state, case.point, case.words) == ("dispatched", FAR, KNIFE[street.language])
    assert await street.last_number() == number
    assert case.lead is not None
    lead = {1: 1002, 2: 1004, 3: 1005}[case.lead.team_id]
    await street.say(lead, KNIFE[street.language])
    assert newest(street, lead) == street.said("sos-offered"), "their team has a case in hand"
    await street.press(REPORTER, offered, street.said("button-sos"))
    await street.turn(2)
    assert await street.last_number() == number + 1
