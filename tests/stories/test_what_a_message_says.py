"""Messages read alone, as whoever gets only them reads them: what happened, to which case, what now, and no more."""

from bot.incidents.table import MOVES
from bot.places.register import Place
from bot.values import formats
from bot.values.geo import Point
from bot.work.answer import listed
from bot.work.history import Part
from tests.stories.conftest import GROUP, Street, put_places

CAPTAIN, WANG, QIANG, ZHOU, REPORTER = 1001, 1002, 1004, 1005, 1006
FAR = Point(30.3200, 120.2800)


def _order(street: Street, user_id: int, number: int) -> str:
    """The order as it stands in a private chat."""
    return street.private(user_id, f"#{number}")[0].text


async def test_a_reopened_report_names_no_department_of_before(street: Street) -> None:
    """It came back from them: the reporter reads that it is open again, and why."""
    number = await street.report()
    await street.say_surely(CAPTAIN, f"/transfer {number} 城管 请处理")
    assert "城管" in street.private(REPORTER)[-1].text
    await street.say_surely(CAPTAIN, f"/reopen {number} 还没人来")
    told = street.private(REPORTER)[-1].text
    assert told.startswith(f"#{number}")
    assert "还没人来" in told
    assert "城管" not in told


async def test_another_team_is_said_to_be_sent_where_one_was(street: Street) -> None:
    """The order that was not accepted in time names the one that goes."""
    number = await street.report()
    await street.turn(62)
    assert (await street.case(number)).state == "dispatched"
    assert [m for m in street.private(WANG, street.said("assignment-expired", lead="二队")) if f"#{number}" in m.text]


async def test_no_other_team_is_said_to_be_sent_where_none_was(street: Street) -> None:
    """Nobody else is on duty: the case waits, and the order says so."""
    for user_id in (QIANG, ZHOU):
        await street.say(user_id, "/off")
    number = await street.report()
    await street.turn(62)
    assert (await street.case(number)).lead is None
    assert [m for m in street.private(WANG, street.said("assignment-expired-waits")) if f"#{number}" in m.text]


async def test_the_words_of_a_merged_report_stay_under_their_reporters_name(street: Street) -> None:
    """On the card and in /case, with hour and number; the first reporter said no such thing."""
    first = await street.report()
    street.reporter.say(GROUP, "车堆成山", reply_to=street.card(first))
    await street.turn(3)
    second = await street.report(by=ZHOU, near=Point(30.3150, 120.2760))
    street.zhou.say(GROUP, "挡住盲道", reply_to=street.card(second))
    await street.turn(3)
    await street.say_surely(CAPTAIN, f"/merge {second} {first}")
    await street.turn(5)
    [own] = [line for line in street.card(first).text.splitlines() if "车堆成山" in line]
    [also] = [line for line in street.card(first).text.splitlines() if "挡住盲道" in line]
    assert "路人甲" in own
    assert "小周" in also
    assert f"#{second}" in also
    await street.say(CAPTAIN, f"/case {first}")
    assert also.removeprefix("👤 ") in street.private(CAPTAIN)[-1].text
    assert f"#{first}" in street.card(second).text.split("\n", 1)[1]


async def test_an_ended_case_says_by_whom_and_why_to_all_who_see_it(street: Street) -> None:
    """The card in the group, the order of the team that was on its way, and /case."""
    number = await street.report()
    await street.say_surely(CAPTAIN, f"/cancel {number} 看错了")
    await street.say(CAPTAIN, f"/case {number}")
    for text in (street.card(number).text, _order(street, WANG, number), street.private(CAPTAIN)[-1].text):
        assert "钱队" in text
        assert "看错了" in text
    other = await street.report("street_stall", near=FAR)
    await street.say_surely(CAPTAIN, f"/transfer {other} 城管")
    assert "城管" in street.card(other).text
    assert "城管" in _order(street, QIANG, other)


async def test_a_notice_of_a_move_says_from_what_to_what(street: Street) -> None:
    """The team reads which item it was and is, how urgent it was and is; a new place comes as a location."""
    number = await street.report()
    await street.say(WANG, f"/accept {number}")
    await street.say(CAPTAIN, f"/item {number} street_stall")
    [told] = street.private(WANG, street.item("shared_bike_parking"))[-1:]
    assert street.item("street_stall") in told.text
    await street.say(CAPTAIN, f"/priority {number} high")
    told = street.private(WANG)[-1]
    assert told.text.startswith(f"#{number}")
    assert street.said("severity-low") in told.text
    assert street.said("severity-high") in told.text
    before = len([m for m in street.wang.sees(WANG) if m.location])
    await street.say(CAPTAIN, f"/relocate {number}")
    street.captain.send_location(CAPTAIN, FAR.lat, FAR.lon)
    await street.turn(3)
    places = [m.location for m in street.wang.sees(WANG) if m.location]
    assert len(places) == before + 1
    assert (places[-1]["latitude"], places[-1]["longitude"]) == (FAR.lat, FAR.lon)


async def test_a_team_that_is_freed_by_a_hold_is_told(street: Street) -> None:
    """Until when, why, and that it need not go."""
    number = await street.report()
    await street.say(WANG, f"/accept {number}")
    await street.say(CAPTAIN, f"/hold {number} 40m 等拖车 free")
    told = street.private(WANG)[-1].text
    assert told.startswith(f"#{number}")
    assert "等拖车" in told
    assert street.said("former-hears-hold", case="", by="", until="", reason="")[-8:] in told


async def test_a_decline_in_words_of_its_own_is_said_in_them(street: Street) -> None:
    """Not *other*."""
    number = await street.report()
    await street.say(WANG, f"/decline {number} 车坏了")
    [told] = street.private(CAPTAIN, "车坏了")
    assert "一队" in told.text
    assert street.said("reason-other") not in told.text


async def test_a_call_for_help_says_to_how_many_it_goes_and_whom_it_has_reached(street: Street) -> None:
    """Letters that wait in the queue are nobody's: at first none has it, a moment later all who can be reached."""
    street.wang.say(WANG, "/sos 有人持刀")
    await street.turn(3)
    number = await street.last_number()
    asked = {m.user_id for m in [await street.member(one) for one in (CAPTAIN, 1003, QIANG, ZHOU)]}
    first = street.said("sos-raised-where", number=number, people=len(asked), teams=listed(["二队", "三队"]))
    assert street.private(WANG)[-1].text == first
    await street.turn(5)
    await street.say(WANG, "/sos")
    again = street.said("sos-again", number=number, times=2, reached=len(asked), waiting=0)
    assert street.private(WANG)[-1].text == again


async def test_something_at_a_place_is_not_said_to_be_north_of_it(street: Street) -> None:
    """Nearer than a direction says anything. Farther away /case names it as the card does, and nothing that is not."""
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P1", "客运中心", "hub", Point(30.3147, 120.2741)))
    card = street.card(await street.report()).text
    assert street.said("place-at", place="客运中心") in card
    assert street.said("metres", value=0) not in card
    number = await street.report(near=Point(30.3163, 120.2741))
    [where] = [line for line in street.card(number).text.splitlines() if "📍" in line]
    await street.say(CAPTAIN, f"/case {number}")
    told = street.private(CAPTAIN)[-1].text.splitlines()
    assert formats.metres(street.language, 177) in where
    assert told[1] == where
    head, _, last = told[-1].rpartition(street.said("case-team-sent", at="|").rstrip("|"))
    assert head, "the last step of the last team is what it was sent, nothing of accepting and arriving"
    assert len(last) == len("08:00:00")
    assert not [line for line in told if line.rstrip().endswith(("-", ":", "："))]


def test_every_move_that_a_captain_makes_tells_the_team_what_it_means() -> None:
    """Who is let go by a move reads so: whatever frees a team tells the former one, or ends with its own *done*."""
    frees = [m for m in MOVES if m.outcome in {"released", "recalled"} and m.by & {Part.CAPTAIN, Part.OWN_TEAM}]
    assert [m.name for m in frees if not any(tell == "former" for tell in m.tell)] == []
