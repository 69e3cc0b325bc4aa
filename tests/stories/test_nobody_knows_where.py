"""Whoever reports may not know where it is: captains read what is missing, and one tap or one location mends it."""

import pytest

from bot.places.register import Place
from bot.values.geo import Point
from tests.stories.conftest import CENTRE, GROUP, Street, put_places

FAR = Point(30.3210, 120.2810)
REPORTER, CAPTAIN, UNHEARD = 1006, 1001, 1003


def newest(street: Street, user_id: int = REPORTER) -> str:
    """What somebody reads last in private."""
    return street.private(user_id)[-1].text


async def test_who_does_not_know_where_leaves_it_to_a_captain(street: Street) -> None:
    """A key, or the words; the case says everywhere what it lacks; once it has that it is asked what it is."""
    await street.say(REPORTER, "/report 有情况")
    asked = street.private(REPORTER)[-1]
    key = street.said("button-not-known-where")
    assert [key] in [list(row) for row in asked.keys]
    await street.say(REPORTER, key)
    number = await street.last_number()
    assert newest(street) == street.said("report-nowhere", number=number)
    assert street.said("button-set-location") in street.private(REPORTER)[-1].labels
    await street.turn(40)
    case = await street.case(number)
    assert (case.state, case.point, case.item) == ("open", None, None)
    card = street.card(number)
    assert street.said("state-nowhere") in card.text
    assert street.said("card-no-point", number=number) in card.text
    assert street.said("state-open") not in card.text
    assert street.said("button-set-location") in card.labels
    assert street.said("matter-nowhere") in street.need(number)
    await street.say(CAPTAIN, "/board")
    board = newest(street, CAPTAIN)
    assert street.said("board-nowhere", number=number) in board
    assert street.said("board-nowhere-count", count=1).strip() in board
    await street.say(CAPTAIN, f"/case {number}")
    assert street.said("button-set-location") in street.private(CAPTAIN)[-1].labels
    needs = street.needs()
    assert needs is not None
    label = next(one for one in needs.labels if street.said("matter-do-relocate") in one)
    await street.press(CAPTAIN, needs, label)
    await street.turn(2)
    assert newest(street, CAPTAIN) == street.said("place-where-first", number=number)
    street.captain.send_location(CAPTAIN, FAR.lat, FAR.lon)
    await street.turn(3)
    told = street.private(CAPTAIN, street.said("place-found", number=number))[-1]
    assert street.said("button-what-is-it") in told.labels
    assert street.said("button-not-a-case") in street.card(number).labels
    assert street.private(REPORTER, f"#{number}")[-1].labels
    assert (await street.case(number)).asks == ("item",)
    await street.turn(32)
    assert (await street.case(number)).state == "dispatched"
    assert street.said("matter-nowhere") not in street.need(number)


@pytest.mark.parametrize("stage", ["waits", "is sent", "stands there"])
async def test_a_location_a_moment_later_is_that_of_the_case(street: Street, stage: str) -> None:
    """Unless its sender says that it is a new one: then nobody knows again where the first is, and no team goes there.

    One that stands there already hears that it lies elsewhere.
    """
    await street.say(REPORTER, "/report 有情况" if stage == "waits" else "/report 共享单车乱停放")
    await street.say(REPORTER, "不知道")
    one = await street.last_number()
    street.reporter.send_location(REPORTER, FAR.lat, FAR.lon)
    await street.turn(3)
    assert (await street.case(one)).point == FAR
    found = street.private(REPORTER, street.said("place-found", number=one))[-1]
    if stage != "waits":
        held = (await street.case(one)).lead
        assert held is not None
        crew = {1: 1002, 2: 1004, 3: 1005}[held.team_id]
        if stage == "stands there":
            await street.say(crew, f"/accept {one}")
            street.who(crew).send_location(crew, FAR.lat, FAR.lon)
            await street.turn(3)
            assert (await street.case(one)).state == "on_scene"
    told = await street.press(REPORTER, found, street.said("button-new-case"))
    await street.turn(2)
    if stage == "stands there":
        assert told == street.said("new-case-made-other-stays", number=one + 1, former=one)
        assert street.private(crew, f"/relocate_{one}")
        return
    if stage == "is sent":
        assert street.private(crew, street.said("reason-misplaced"))
    cases = [await street.case(number) for number in (one, one + 1)]
    assert [(case.point, case.is_nowhere) for case in cases] == [(None, True), (FAR, False)]
    assert street.said("state-nowhere") in street.card(one).text


async def test_a_captain_names_the_place_of_a_case(street: Street) -> None:
    """By its name where the location is asked for, or by the link to a place: it lies there, and a team is sent."""
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P1", "客运中心", "hub", FAR), Place("N1X", "阿婆面馆", "eatery"))
    await street.say(REPORTER, "/report 阿婆面馆 共享单车乱停放")
    assert newest(street) == street.said("report-where-at", name="阿婆面馆")
    await street.say(REPORTER, "不知道在哪")
    one = await street.last_number()
    assert street.said("card-no-point-at", place="阿婆面馆", number=one) in street.card(one).text
    await street.say(CAPTAIN, f"/relocate {one}")
    await street.say(CAPTAIN, "客运中心")
    assert newest(street, CAPTAIN) != street.said("place-where-first", number=one)
    assert street.private(CAPTAIN, street.said("place-found-at", number=one, place="客运中心"))
    case = await street.case(one)
    assert (case.state, case.point, case.place) == ("dispatched", FAR, "客运中心")
    await street.say(CAPTAIN, "/report 共享单车乱停放")
    two = await street.last_number()
    assert two == one + 1
    street.captain.press_data(street.card(two), f"door:1.{two}:at:P1")
    await street.turn(3)
    case = await street.case(two)
    assert (case.point, case.place) == (FAR, "客运中心")
    assert case.asks == (f"same:{one}",)


async def test_one_of_several_places_whose_name_is_nobodys_to_read(street: Street) -> None:
    """In the group it is called as everybody may read it; once it is tapped the next location is a report."""
    async with street.house.store.begin() as tx:
        await put_places(
            tx,
            Place("R1", "奥妙寓所", "rental", FAR, "通盛路12号7单元719室"),
            Place("R2", "奥妙寓所", "rental", CENTRE, "通盛路14号7单元720室"),
        )
    street.who(UNHEARD).say(GROUP, "/report 共享单车乱停放")
    await street.turn(2)
    street.who(UNHEARD).say(GROUP, "不知道")
    await street.turn(2)
    number = await street.last_number()
    told = next(m for m in reversed(street.captain.sees(GROUP)) if street.said("button-set-location") in m.labels)
    await street.press(UNHEARD, told, street.said("button-set-location"))
    await street.turn(2)
    street.who(UNHEARD).say(GROUP, "奥妙寓所")
    await street.turn(2)
    which = next(m for m in reversed(street.captain.sees(GROUP)) if any("12" in one for one in m.labels))
    assert not any(own in one for one in which.labels for own in ("奥妙", "719", "720"))
    await street.press(UNHEARD, which, next(one for one in which.labels if "12" in one))
    await street.turn(3)
    assert (await street.case(number)).point == FAR
    assert not any("奥妙" in one.text for one in street.captain.sees(GROUP) if one.by_bot)
    street.who(UNHEARD).send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    assert (await street.case(number)).point == FAR
    assert await street.last_number() == number + 1


async def test_a_team_that_is_sent_by_hand_reads_the_name_that_leads_there(street: Street) -> None:
    """The group does not; and who sets the location then reads that the team is told, not that one is sent."""
    async with street.house.store.begin() as tx:
        await put_places(
            tx, Place("R1", "奥妙寓所", "rental", None, "通盛路12号7单元719室"), Place("P1", "客运中心", "hub", FAR)
        )
    await street.say(CAPTAIN, "/report 奥妙寓所 共享单车乱停放")
    number = await street.last_number()
    await street.say(CAPTAIN, f"/assign {number} 一队")
    await street.turn(3)
    assert "奥妙寓所" in street.private(1002, f"#{number}")[-1].text
    assert "奥妙" not in street.card(number).text
    street.captain.press_data(street.card(number), f"door:1.{number}:at:P1")
    await street.turn(3)
    case = await street.case(number)
    assert (case.state, case.point) == ("dispatched", FAR)
    assert street.private(CAPTAIN, street.said("place-set-at", number=number, place="客运中心"))


async def test_what_it_is_may_be_a_picture(street: Street) -> None:
    """Who does not know where, and has said nothing yet, is not asked for the location once more."""
    await street.say(REPORTER, "/report")
    await street.say(REPORTER, "不知道")
    assert newest(street) == street.said("report-what-then")
    await street.turn(20)
    street.reporter.send_photo(REPORTER)
    await street.turn(3)
    number = await street.last_number()
    assert newest(street) == street.said("report-nowhere", number=number)


async def test_who_reports_may_only_stand_there(street: Street) -> None:
    """One tap says so, on the card and on the order; the next location is that of the case."""
    street.reporter.send_location(REPORTER, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    number = await street.last_number()
    taken = street.private(REPORTER, street.said("report-taken", number=number))[-1]
    await street.say(REPORTER, "共享单车乱停放")
    await street.press(REPORTER, taken, street.said("button-elsewhere"))
    await street.turn(2)
    assert newest(street) == street.said("lies-elsewhere", number=number)
    stands = street.said("card-stands").strip()
    assert stands in street.card(number).text
    assert stands in street.private(1002, f"#{number}")[-1].text
    await street.say(REPORTER, street.said("button-not-known-where"))
    assert newest(street) == street.said("lies-elsewhere-unknown", number=number)
    assert any(stands.strip("()（）")[:4] in m.text for m in street.private(1002))
    street.reporter.send_location(GROUP, FAR.lat, FAR.lon)
    await street.turn(3)
    assert await street.last_number() == number + 1, "it is asked for no more"
