"""Reporting with the least possible effort: every way in, and what is decided when nobody answers."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.evidence.pieces import EVIDENCE
from bot.places.register import Place
from bot.values.geo import Point
from tests.stories.conftest import CENTRE, DISTRICT, GROUP, Street, open_street, put_places

WGS, GCJ = Point(30.314722, 120.274139), Point(30.312285, 120.278613)


async def _last(street: Street) -> int:
    await street.turn(3)
    return await street.last_number()


async def test_an_unanswered_question_is_decided_after_thirty_seconds(street: Street) -> None:
    """Item *other*, the nearest is sent, and the answer may still come later."""
    number = await street.report(item=None)
    assert street.said("button-not-a-case") in street.card(number).labels
    assert (await street.case(number)).state == "open"
    await street.turn(32)
    case = await street.case(number)
    assert (case.state, case.item) == ("dispatched", None)
    street.reporter.say(1006, f"/item {number} street_stall")
    await street.turn(3)
    assert (await street.case(number)).item == "street_stall"


async def test_text_before_and_after_the_location_belongs_to_it(street: Street) -> None:
    """Recognised words answer the question: it turns into the card."""
    street.reporter.say(GROUP, "这里有人摆摊" if street.language == "zh" else "street stall here")
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    number = await _last(street)
    assert (await street.case(number)).item == "street_stall"
    street.captain.send_location(GROUP, 30.3180, 120.2800)
    number = await _last(street)
    street.captain.say(GROUP, "遛狗不牵绳")
    await street.turn(3)
    assert (await street.case(number)).item == "dog_leash"
    assert street.said("button-not-a-case") not in street.card(number).labels


async def test_a_photo_waits_silently_for_its_location(street: Street) -> None:
    """In the group; in private it starts a report and asks for the place."""
    before = len(street.captain.sees(GROUP))
    street.reporter.send_photo(GROUP)
    await street.turn(3)
    assert len(street.captain.sees(GROUP)) == before + 1
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    number = await _last(street)
    async with street.house.store.look() as tx:
        assert len(await tx[EVIDENCE].of_case((await street.case(number)).id)) == 1
    street.captain.send_photo(1001)
    await street.turn(3)
    asked = street.private(1001, street.said("report-where"))[-1]
    assert street.said("button-send-location") in [k for row in asked.keys for k in row]
    street.captain.send_location(1001, 30.3190, 120.2810)
    assert await _last(street) == number + 1


async def test_a_registered_place_gives_the_location(street: Street) -> None:
    """/report 通盛路客运中心门口 共享单车乱停放; alone it asks; with a source it is kept."""
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P1", "客运中心", "hub", CENTRE))
    street.reporter.say(GROUP, "/report 通盛路客运中心门口 共享单车乱停放 from 12345 A-77")
    number = await _last(street)
    case = await street.case(number)
    assert (case.item, case.place, case.source, case.source_ref) == ("shared_bike_parking", "客运中心", "12345", "A-77")
    street.captain.say(1001, "/report")
    await street.turn(3)
    assert street.private(1001, street.said("report-where"))
    street.captain.say(1001, "客运中心 油烟")
    assert await _last(street) == number + 1


async def test_a_report_in_words_in_reply_to_ones_own_pin_belongs_to_it(street: Street) -> None:
    """However long after it; in reply to another's, or once it is over, it is a report of its own."""
    pin = street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    number = await _last(street)
    await street.turn(300)
    street.captain.say(GROUP, "/report 遛狗不牵绳", reply_to=pin)
    assert await _last(street) == number + 1
    street.reporter.say(GROUP, "/report 遛狗不牵绳 from 12345 A-77", reply_to=pin)
    assert await _last(street) == number + 1
    case = await street.case(number)
    assert (case.item, case.words, case.source, case.source_ref) == ("dog_leash", "遛狗不牵绳", "12345", "A-77")
    assert not street.private(1006, street.said("report-where"))
    street.captain.say(GROUP, f"/cancel {number} not needed")
    await street.sure(1001)
    street.reporter.say(GROUP, "/report 又有狗", reply_to=pin)
    await street.turn(3)
    assert street.private(1006, street.said("report-where"))


async def test_a_captain_may_open_a_case_without_a_point(street: Street) -> None:
    """Sent by hand only. One more is another case, and one tap says that it is the same."""
    street.captain.say(1001, "/report 河边有人喊救命")
    number = await _last(street)
    street.captain.say(1001, "/report 有情况")
    assert await _last(street) == number + 1
    await street.press(1001, street.card(number + 1), street.said("button-same-yes", value=str(number)))
    assert (await street.case(number + 1)).state == "merged"
    await street.turn(60)
    assert (await street.case(number)).state == "open"
    street.captain.say(1001, f"/assign {number} 二队")
    await street.turn(3)
    assert (await street.case(number)).state == "dispatched"


async def test_a_pin_of_a_team_on_its_way_is_an_arrival(street: Street) -> None:
    """Within 200 m, with one tap for a new case; farther away it is asked."""
    number = await street.report()
    street.wang.say(1002, f"/accept {number}")
    await street.turn(3)
    street.wang.send_location(1002, CENTRE.lat + 0.0005, CENTRE.lon)
    await street.turn(3)
    assert (await street.case(number)).state == "on_scene"
    said = street.private(1002, street.said("arrived-by-pin", number=number))[-1]
    await street.press(1002, said, street.said("button-new-case"))
    assert (await street.case(number)).state == "accepted"
    assert await street.last_number() == number + 1


async def test_a_pin_of_a_team_farther_away_asks_arrived_or_new(street: Street) -> None:
    """The answer *arrived* ends the new number again."""
    number = await street.report()
    street.wang.say(1002, f"/accept {number}")
    await street.turn(3)
    street.wang.send_location(GROUP, CENTRE.lat + 0.004, CENTRE.lon)
    new = await _last(street)
    assert new == number + 1
    await street.press(1002, street.card(new), street.said("button-arrived-yes", value=str(number)))
    assert (await street.case(number)).state == "on_scene"
    assert (await street.case(new)).state == "cancelled"


async def test_a_second_location_within_fifty_metres_corrects_the_first(street: Street) -> None:
    """Otherwise it is a new report; switched with one tap."""
    number = await street.report()
    street.reporter.send_location(GROUP, CENTRE.lat + 0.0003, CENTRE.lon)
    await street.turn(3)
    assert await street.last_number() == number
    assert (await street.case(number)).point == Point(CENTRE.lat + 0.0003, CENTRE.lon)
    said = [m for m in [*street.captain.sees(GROUP), *street.private(1006)] if ":new:" in str(m.buttons)][-1]
    await street.press(1006, said, street.said("button-new-case"))
    assert await street.last_number() == number + 1
    assert (await street.case(number)).point == CENTRE
    street.reporter.send_location(GROUP, CENTRE.lat + 0.01, CENTRE.lon)
    assert await _last(street) == number + 2


async def test_a_location_where_it_was_dealt_with_is_a_new_report(street: Street) -> None:
    """Within two minutes and fifty metres of a case that waits to be confirmed already."""
    number = await street.report()
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(3)
    assert (await street.case(number)).state == "resolved"
    street.reporter.send_location(GROUP, CENTRE.lat + 0.0003, CENTRE.lon)
    assert await _last(street) == number + 1
    assert (await street.case(number)).point == CENTRE


async def test_a_forwarded_location_is_marked_and_never_anybodys_position(street: Street) -> None:
    """Relayed."""
    street.wang.send_location(GROUP, CENTRE.lat, CENTRE.lon, forwarded=True)
    number = await _last(street)
    assert (await street.case(number)).relayed
    assert street.said("card-relayed").strip() in street.card(number).text
    async with street.house.store.look() as tx:
        assert 1002 not in await tx.teams.positions(1)


async def test_same_or_new_within_fifty_metres(street: Street) -> None:
    """*Same* merges into the earlier case."""
    first = await street.report()
    second = await street.report(by=1001)
    assert (await street.case(second)).asks
    await street.turn(6)
    await street.press(1001, street.card(second), street.said("button-same-yes", value=str(first)))
    assert (await street.case(second)).state == "merged"


async def test_several_cases_ask_which_and_not_this_case_takes_it_off(street: Street) -> None:
    """A photo with one case counts at once; *not this case* takes it off again."""
    number = await street.report()
    street.wang.send_photo(GROUP)
    await street.turn(3)
    said = [m for m in street.private(1002) if ":drop:" in str(m.buttons)][-1]
    await street.press(1002, said, street.said("button-not-this-case"))
    async with street.house.store.look() as tx:
        assert await tx[EVIDENCE].of_case((await street.case(number)).id) == []


@pytest.mark.parametrize(("lat", "lon"), [(0.0, 0.0)])
async def test_no_position_is_refused_in_one_sentence(street: Street, lat: float, lon: float) -> None:
    """And nothing is stored."""
    street.reporter.send_location(1006, lat, lon)
    await street.turn(3)
    assert street.private(1006, street.said("not-a-position"))
    assert await street.last_number() == 0


async def test_an_album_and_a_long_text_are_borne(street: Street) -> None:
    """Four photos of one album count one by one; 4,000 characters are kept and cut on the card."""
    number = await street.report()
    for _ in range(4):
        street.wang.send_photo(1002, media_group_id="a1")
    await street.turn(8)
    async with street.house.store.look() as tx:
        assert len(await tx[EVIDENCE].of_case((await street.case(number)).id)) == 4
    street.captain.say(GROUP, "<b>&" + "长" * 4000)
    street.captain.send_location(GROUP, 30.3190, 120.2800)
    other = await _last(street)
    assert "<b>&" in street.card(other).text
    assert len(street.card(other).text) < 1000


@pytest.fixture
async def bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """A small area around the true point, so that the shifted one lies outside."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    lat, lon = WGS.lat, WGS.lon
    ring = [
        [lon - 0.003, lat - 0.002],
        [lon + 0.003, lat - 0.002],
        [lon + 0.003, lat + 0.01],
        [lon - 0.003, lat + 0.01],
    ]
    area = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    (tmp_path / "area.geojson").write_text(json.dumps(area), encoding="utf8")
    made = await open_street(tmp_path, "zh", DISTRICT.replace("centre:", "area: area.geojson, centre:"))
    try:
        yield made
    finally:
        await made.stack.aclose()


async def test_a_shifted_pin_is_corrected_with_one_tap_and_asked_about_later(bounded: Street) -> None:
    """Outside the area, inside after conversion."""
    street = bounded
    number = await street.report(item=None, near=GCJ)
    await street.press(1006, street.card(number), street.said("button-shifted-yes"))
    point = (await street.case(number)).point
    assert point is not None
    assert abs(point.lat - WGS.lat) < 1e-5
    assert abs(point.lon - WGS.lon) < 1e-5


async def test_outside_the_area_is_accepted_unless_it_is_dropped(bounded: Street) -> None:
    """After thirty seconds a team is sent all the same."""
    street = bounded
    number = await street.report(item=None, near=Point(30.40, 120.40))
    assert any(a == "outside" for a in (await street.case(number)).asks)
    await street.turn(32)
    assert (await street.case(number)).state == "dispatched"


async def test_a_pin_in_private_is_answered_with_its_number(street: Street) -> None:
    """The card is in the group; who reported is not left to look there."""
    street.reporter.send_location(1006, CENTRE.lat, CENTRE.lon)
    number = await _last(street)
    assert street.private(1006)[0].text == street.said("report-taken", number=number)
