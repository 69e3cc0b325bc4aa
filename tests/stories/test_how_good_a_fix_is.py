"""Accuracy counts: a coarse fix moves no team and makes no step, and who reads a place is told that it is coarse."""

import pytest

from bot.positions import positions
from bot.sos.table import CALLS
from bot.values.geo import Point
from bot.work.speaker import Speaker
from tests.stories.conftest import CENTRE, GROUP, Street

FAR = Point(30.3960, 120.2741)
"""Nine kilometres north of the centre."""


async def _at(street: Street, user_id: int = 1002) -> Point | None:
    async with street.house.store.look() as tx:
        found = (await tx.teams.positions(1)).get(user_id)
    return found.point if found else None


async def _others_go(street: Street) -> None:
    for user_id in (1004, 1005):
        street.who(user_id).say(user_id, "/off")
    await street.turn(2)


async def test_a_coarse_fix_neither_moves_a_team_nor_accepts_for_it(street: Street) -> None:
    """Then a good one accepts, two far away move it, and when nothing better is left it is shown as coarse."""
    await _others_go(street)
    begin = Point(30.3200, 120.2741)
    live = street.wang.start_live(1002, begin.lat, begin.lon, 3600 * 8, 10)
    await street.turn(5)
    number = await street.report()
    await street.turn(30)
    street.wang.move_live(live, 30.3150, 120.2741, 1500)
    await street.turn(15)
    assert await _at(street) == begin
    assert (await street.case(number)).state == "dispatched"
    street.wang.move_live(live, 30.3160, 120.2741, 10)
    await street.turn(15)
    assert (await street.case(number)).state == "accepted"
    street.wang.move_live(live, FAR.lat, FAR.lon, 10)
    await street.turn(10)
    assert await _at(street) == Point(30.3160, 120.2741)
    street.wang.move_live(live, FAR.lat + 0.0005, FAR.lon, 10)
    await street.turn(10)
    assert await _at(street) == Point(FAR.lat + 0.0005, FAR.lon)
    await street.turn(901)
    street.wang.move_live(live, FAR.lat, FAR.lon, 1200)
    await street.turn(5)
    street.wang.say(1002, "/teams")
    await street.turn(2)
    said = street.said("position-imprecise", seconds=7, metres=1200)
    assert said.split("7")[1] in street.private(1002)[-1].text


async def test_a_phone_that_lies_still_after_a_jump_is_there_a_minute_later(street: Street) -> None:
    """It sends nothing more; from there the case is accepted as from any fix. What goes back in time moves nobody."""
    await _others_go(street)
    begin, near = Point(30.3300, 120.2741), Point(30.3160, 120.2741)
    live = street.wang.start_live(1002, begin.lat, begin.lon, 3600 * 8, 10)
    await street.turn(5)
    street.wang.move_live(live, FAR.lat, FAR.lon, 10)
    await street.turn(20)
    street.wang.move_live(live, begin.lat + 0.0001, begin.lon, 10)
    await street.turn(100)
    assert await _at(street) == Point(begin.lat + 0.0001, begin.lon)
    street.wang.move_live(live, FAR.lat, FAR.lon, 10)
    await street.turn(2)
    street.wang.move_live(live, begin.lat, begin.lon, 1500)
    await street.turn(100)
    assert await _at(street) != FAR
    street.wang.move_live(live, begin.lat, begin.lon, 10)
    await street.turn(2)
    number = await street.report()
    await street.turn(2)
    assert (await street.case(number)).state == "dispatched"
    street.wang.move_live(live, near.lat, near.lon, 10)
    await street.turn(50)
    assert await _at(street) == begin
    await street.turn(15)
    assert await _at(street) == near
    assert (await street.case(number)).state == "accepted"


async def test_one_wild_fix_of_a_tracker_moves_nobody(street: Street) -> None:
    """It sends again by itself: its silence agrees to nothing, however long."""
    street.wang.start_live(1002, CENTRE.lat, CENTRE.lon, 3600 * 8, 10)
    await street.turn(5)
    now = street.clock.now()
    device = Speaker(1002, "", 0, now, channel="tracker", district_id=1)
    await street.house.desk.do(positions.fix, device, point=FAR, at=now, accuracy_m=5.0, source="tracker")
    await street.turn(300)
    assert await _at(street) == CENTRE


async def test_a_team_whose_place_is_coarse_is_sent_with_that_said(street: Street) -> None:
    """On the card why it was chosen, and in the order how far it is; nearer is read only beyond what both are off."""
    await _others_go(street)
    live = street.wang.start_live(1002, 30.3200, 120.2741, 3600, 900)
    await street.turn(5)
    number = await street.report()
    await street.turn(5)
    off = street.said("choice-imprecise", team="", metres="", age="", accuracy="900 m").split("900")[0][-6:]
    assert off + "900" in street.card(number).text
    order = street.private(1002, f"#{number}")[0].text
    assert street.said("order-far-imprecise", metres="", accuracy="900 m").split("900")[0][-6:] + "900" in order
    await street.turn(30)
    street.wang.move_live(live, 30.3160, 120.2741, 10)
    await street.turn(5)
    case = await street.case(number)
    assert case.state == "dispatched"
    assert case.lead is not None
    assert (case.lead.sent_metres, case.lead.sent_accuracy_m) == (pytest.approx(588, abs=5), 900)


@pytest.mark.parametrize("lat_lon", [(1e-7, 1e-7), (0.0, 0.0)])
async def test_nowhere_is_no_place_of_a_report(street: Street, lat_lon: tuple[float, float]) -> None:
    """A phone that does not know where it is makes no case in the sea."""
    street.reporter.send_location(GROUP, *lat_lon)
    await street.turn(3)
    assert await street.last_number() == 0


async def test_a_coarse_call_for_help_says_so(street: Street) -> None:
    """Who goes there hears how far off it may be; a coarse fix does not replace the good one."""
    live = street.wang.start_live(1002, CENTRE.lat, CENTRE.lon, 3600, 700)
    await street.turn(3)
    street.wang.say(1002, "/sos")
    await street.turn(5)
    off = street.said("sos-position-imprecise", at="", age="", hour="", accuracy="700 m").split("700")[0][-6:]
    assert any(off + "700" in one.text for one in street.private(1001))
    street.wang.move_live(live, CENTRE.lat + 0.001, CENTRE.lon, 10)
    await street.turn(40)
    assert not any(off + "700" in one.text for one in street.private(1001)[-1:])
    street.wang.move_live(live, CENTRE.lat + 0.005, CENTRE.lon, 1500)
    await street.turn(40)
    async with street.house.store.look() as tx:
        (call,) = await tx[CALLS].live(1)
    assert (call.point, call.accuracy_m) == (Point(CENTRE.lat + 0.001, CENTRE.lon), 10)


async def test_a_coarse_position_asks_nobody_why_they_are_far(street: Street) -> None:
    """One that may be off by more than they seem to be away says nothing about it."""
    number = await street.report()
    live = street.wang.start_live(1002, CENTRE.lat + 0.01, CENTRE.lon, 3600, 1400)
    await street.turn(3)
    street.wang.say(1002, f"/arrived {number}")
    await street.turn(3)
    assert (await street.case(number)).state == "on_scene"
    street.wang.move_live(live, CENTRE.lat + 0.01, CENTRE.lon, 10)
    await street.turn(3)
    other = await street.report(near=Point(CENTRE.lat + 0.02, CENTRE.lon))
    street.captain.say(1001, f"/assign {other} 一队")
    await street.turn(3)
    tap = [b.data or "" for m in street.private(1001) for row in m.buttons for b in row][-1]
    if tap.startswith(f"incident:1.{other}:assign"):
        street.captain.press_data(street.private(1001)[-1], tap)
    await street.turn(3)
    street.wang.say(1002, f"/arrived {other}")
    await street.turn(3)
    assert (await street.case(other)).state != "on_scene"
