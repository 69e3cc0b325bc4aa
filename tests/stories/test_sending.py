"""Who is sent: the nearest free team, by an order; why, on the card; and what happens when nobody can go."""

from dataclasses import replace

from bot.places.register import Place
from bot.values.geo import Point
from tests.stories.conftest import CENTRE, GROUP, Street, put_places


async def _lead(street: Street, number: int) -> str:
    """The name of the team that leads; empty while nobody does."""
    case = await street.case(number)
    async with street.house.store.look() as tx:
        team = await tx.teams.get(case.lead.team_id) if case.lead else None
    return team.name if team else ""


async def test_the_nearest_is_sent_and_the_card_says_why(street: Street) -> None:
    """一队 is nearest; the card names its distance and that its base was used."""
    number = await street.report()
    await street.turn(3)
    assert await _lead(street, number) == "一队"
    assert "111" in street.card(number).text


async def test_a_nearer_team_on_break_is_named_with_its_reason(street: Street) -> None:
    """二队 goes; 一队 is nearer but on break."""
    street.wang.say(1002, "/break 30")
    await street.turn(2)
    number = await street.report()
    await street.turn(3)
    assert await _lead(street, number) == "二队"
    assert street.said("nearer-on-break") in street.card(number).text


async def test_a_live_position_counts_before_the_base(street: Street) -> None:
    """三队 stands at the spot with a live location: it is sent, and the age of its position is shown."""
    spot = Point(30.3160, 120.2760)
    street.zhou.start_live(1005, spot.lat, spot.lon, 3600, 10)
    await street.turn(40)
    number = await street.report(near=spot)
    await street.turn(3)
    assert await _lead(street, number) == "三队"
    assert "40" in street.card(number).text


async def test_a_busy_team_is_passed_by(street: Street) -> None:
    """One team holds one case; the second case goes to the next."""
    first = await street.report()
    second = await street.report(item="street_stall", near=Point(30.3151, 120.2745))
    assert (await _lead(street, first), await _lead(street, second)) == ("一队", "二队")


async def test_the_same_item_within_fifty_metres_is_asked_about(street: Street) -> None:
    """Same or new; unanswered after thirty seconds it is new and a team goes."""
    await street.report()
    street.captain.say(GROUP, "共享单车")
    street.captain.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.settle()
    number = await street.last_number()
    assert (await street.case(number)).state == "open"
    await street.turn(32)
    assert await _lead(street, number) == "二队"


async def test_nobody_free_is_said_on_the_card_and_to_the_captain_and_the_case_is_taken_later(street: Street) -> None:
    """Three teams, four cases: the fourth waits with the reason, and goes to the first team that is free again."""
    numbers = [
        await street.report(item="street_stall", near=Point(30.3147 + i / 1000, 120.2741), by=1006) for i in range(4)
    ]
    await street.turn(5)
    last = numbers[-1]
    assert (await street.case(last)).state == "open"
    assert street.said("nobody-busy", count=3) in street.card(last).text
    assert street.private(1001, f"#{last}")
    street.captain.say(GROUP, f"/cancel {numbers[0]} mistake")
    await street.sure(1001)
    await street.turn(3)
    assert (await street.case(last)).state == "dispatched"


async def test_with_nobody_free_the_captain_reads_where_and_sends_a_busy_team_by_tap(street: Street) -> None:
    """The nearest at once, all of them as /assign offers them, marked; a busy one goes after a confirming tap."""
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P1", "客运中心", "hub", CENTRE))
    numbers = [
        await street.report(item="street_stall", near=Point(30.3147 + i / 1000, 120.2741), by=1006) for i in range(4)
    ]
    await street.turn(5)
    last, told = numbers[-1], street.needs()
    assert told is not None
    line = street.need(last)
    assert "客运中心" in line
    assert street.said("nobody-busy", count=3) in line
    assert street.said("matter-do-assign") in told.labels
    await street.press(1001, told, street.said("matter-do-assign"))
    await street.turn(3)
    offered = street.private(1001)[-1]
    assert [street.said("doubt-busy") in label for label in offered.labels] == [True] * 3
    [wang] = [label for label in told.labels if "一队" in label]
    await street.press(1001, told, wang)
    await street.turn(3)
    assert (await street.case(last)).state == "open", "busy: asked once more"
    [sure] = [m for m in street.private(1001) if f".{last}:assign:1!" in str(m.buttons)]
    await street.press(1001, sure, street.said("button-sure"))
    await street.turn(8)
    lead = (await street.case(last)).lead
    assert lead is not None
    assert (lead.team_id, lead.override) == (1, True)
    assert street.need(last) == "", "a line leaves with its reason"


async def test_where_there_is_no_team_at_all_nothing_is_said_of_tapping_one(street: Street) -> None:
    """The captain reads what to do instead: make a team."""
    async with street.house.store.begin() as tx:
        for team in await tx.teams.all(1):
            await tx.teams.save(replace(team, dissolved_at=street.clock.now()))
    number = await street.report(item="street_stall")
    await street.turn(5)
    assert street.said("matter-no-teams") in street.need(number)
    told = street.needs()
    assert told is not None
    assert ":assign" not in str(told.buttons)
    assert "()" not in street.card(number).text.replace(" ", "").replace("（", "(").replace("）", ")")


async def test_a_free_team_that_is_nowhere_known_is_offered_first(street: Street) -> None:
    """It is not sent by itself; one tap sends it, with nobody else asked."""
    async with street.house.store.begin() as tx:
        team = await tx.teams.get(3)
        assert team is not None
        await tx.teams.save(replace(team, base=None))
    numbers = [
        await street.report(item="street_stall", near=Point(30.3147 + i / 1000, 120.2741), by=1006) for i in range(3)
    ]
    await street.turn(5)
    told = street.needs()
    assert told is not None
    await street.press(1001, told, "三队")
    await street.turn(3)
    assert await _lead(street, numbers[-1]) == "三队"


async def test_an_order_that_expires_goes_to_the_next_and_the_silent_team_is_passed_over(street: Street) -> None:
    """No sign within sixty seconds: the next team; the captain hears once; a sign of life brings the team back."""
    number = await street.report()
    await street.turn(62)
    assert await _lead(street, number) == "二队"
    assert street.private(1001, "一队")
    other = await street.report(item="street_stall", near=Point(30.3149, 120.2731))
    assert await _lead(street, other) == "三队"
    street.wang.say(1002, "在的")
    await street.turn(2)
    third = await street.report(item="dog_leash", near=Point(30.3149, 120.2735), by=1001)
    assert await _lead(street, third) == "一队"


async def test_a_message_is_a_sign_and_the_limit_counts_from_there(street: Street) -> None:
    """Talking without accepting does not lose the order at sixty seconds."""
    number = await street.report()
    await street.turn(40)
    street.wang.say(GROUP, "路上堵")
    await street.turn(30)
    assert await _lead(street, number) == "一队"
    await street.turn(35)
    assert await _lead(street, number) == "二队"


async def test_a_critical_case_gets_support_at_once(street: Street) -> None:
    """The nearest leads, the second nearest is sent along; first of all 110 and 120 are shown."""
    number = await street.report(item="injured")
    await street.turn(3)
    case = await street.case(number)
    assert len(case.support) == 1
    assert "120" in street.card(number).text


async def test_a_critical_case_with_nobody_free_pulls_a_team_of_a_low_case(street: Street) -> None:
    """The captain gets one-tap pull buttons; without a tap in sixty seconds the nearest on a low case is pulled."""
    spots = [Point(30.3147, 120.2741), Point(30.3200, 120.2800), Point(30.3300, 120.2900)]
    lows = [await street.report(item="street_stall", near=spot) for spot in spots]
    for user_id, number in ((1002, lows[0]), (1004, lows[1]), (1005, lows[2])):
        street.who(user_id).say(user_id, f"/accept {number}")
    await street.turn(3)
    number = await street.report(item="injured", near=Point(30.3155, 120.2745))
    await street.turn(3)
    assert [m for m in street.private(1001) if m.buttons and "pull" in str(m.buttons)]
    assert (await street.case(number)).state == "open"
    await street.turn(62)
    assert await _lead(street, number) == "一队"
    assert (await street.case(lows[0])).state in {"open", "dispatched"}


async def test_a_captain_pulls_with_one_tap(street: Street) -> None:
    """The lower case is open again with its clock running."""
    spots = [Point(30.3147, 120.2741), Point(30.3200, 120.2800), Point(30.3300, 120.2900)]
    lows = [await street.report(item="street_stall", near=spot) for spot in spots]
    for user_id, number in ((1002, lows[0]), (1004, lows[1]), (1005, lows[2])):
        street.who(user_id).say(user_id, f"/accept {number}")
    await street.turn(3)
    number = await street.report(item="injured", near=Point(30.3155, 120.2745))
    await street.turn(3)
    offer = street.needs()
    assert offer is not None
    street.captain.press_data(offer, next(b.data for row in offer.buttons for b in row if ":pull:" in (b.data or "")))
    await street.turn(2)
    assert await _lead(street, number) == "一队"


async def test_suggest_mode_lets_the_captain_choose_and_sends_the_nearest_after_a_minute(street: Street) -> None:
    """Three buttons; no tap in sixty seconds, and the nearest goes."""
    await _suggest(street)
    number = await street.report()
    await street.turn(3)
    assert (await street.case(number)).state == "open"
    offer = street.needs()
    assert offer is not None
    assert f"#{number}" in offer.text
    assert [":assign:" in (b.data or "") for b in offer.buttons[0]] == [True] * 3
    await street.turn(61)
    assert await _lead(street, number) == "一队"


async def test_suggest_mode_takes_the_captains_tap(street: Street) -> None:
    """The second of the three is sent."""
    await _suggest(street)
    number = await street.report()
    await street.turn(3)
    offer = street.needs()
    assert offer is not None
    street.captain.press_data(offer, offer.buttons[0][1].data or "")
    await street.turn(2)
    assert await _lead(street, number) == "二队"


async def _suggest(street: Street) -> None:
    from dataclasses import replace

    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        await tx.districts.save(replace(district, dispatch="suggest"))


async def test_a_team_only_gets_what_it_handles(street: Street) -> None:
    """一队 is for fire; a stall goes to 二队."""
    street.captain.say(GROUP, "/team handles 一队 fire")
    await street.settle()
    number = await street.report(item="street_stall")
    assert await _lead(street, number) == "二队"
    fire = await street.report(item="fire_lane_blocked", near=Point(30.3150, 120.2750))
    assert await _lead(street, fire) == "一队"


async def test_everybody_declined_and_all_are_asked_once_more(street: Street) -> None:
    """Nobody else is left: those who declined come back."""
    number = await street.report()
    for user_id in (1002, 1004, 1005):
        street.who(user_id).say(user_id, f"/decline {number} busy")
        await street.turn(2)
    assert await _lead(street, number) == "一队"


async def test_hands_free_a_live_position_accepts_and_arrives(street: Street) -> None:
    """Nearer by half the way accepts; a good fix at the spot that stands for ten seconds arrives; one tap undoes it."""
    live = street.wang.start_live(1002, 30.3180, 120.2741, 3600, 10)
    await street.turn(5)
    number = await street.report()
    await street.turn(10)
    assert (await street.case(number)).state == "dispatched"
    street.wang.move_live(live, 30.3160, 120.2741, 10)
    await street.turn(20)
    assert (await street.case(number)).state == "accepted"
    street.wang.move_live(live, 30.31475, 120.2741, 10)
    await street.turn(5)
    assert (await street.case(number)).state == "accepted"
    await street.turn(8)
    case = await street.case(number)
    assert (case.state, case.undo_move) == ("on_scene", "arrive")
    order = street.private(1002, f"#{number}")[0]
    await street.press(1002, order, street.said("button-undo"))
    assert (await street.case(number)).state == "accepted"
    street.wang.move_live(live, 30.31472, 120.2741, 10)
    await street.turn(20)
    assert (await street.case(number)).state == "accepted"


async def test_no_arrival_from_a_bad_fix_a_jump_or_a_forwarded_place(street: Street) -> None:
    """Inaccurate, over 120 km/h, or somebody else's place."""
    live = street.wang.start_live(1002, 30.3300, 120.2741, 3600, 10)
    await street.turn(5)
    number = await street.report(near=Point(30.3250, 120.2741))
    street.wang.move_live(live, 30.3250, 120.2741, 10)
    await street.turn(15)
    assert (await street.case(number)).state == "dispatched"
    street.wang.move_live(live, 30.32501, 120.2741, 200)
    await street.turn(15)
    assert (await street.case(number)).state in {"dispatched", "accepted"}


async def test_a_team_that_stood_there_has_not_arrived_by_standing(street: Street) -> None:
    """It was at the spot when it was sent: its position says nothing."""
    live = street.wang.start_live(1002, CENTRE.lat, CENTRE.lon, 3600, 10)
    await street.turn(5)
    number = await street.report()
    await street.turn(5)
    street.wang.move_live(live, CENTRE.lat + 0.00001, CENTRE.lon, 10)
    await street.turn(20)
    assert (await street.case(number)).state == "dispatched"


async def test_of_many_that_wait_only_the_first_are_told_anew(street: Street) -> None:
    """Those behind say that they wait their turn; the one that may still be saved is sent all the same."""
    for user_id in (1002, 1004, 1005):
        street.who(user_id).say(user_id, "/off")
    await street.turn(3)
    numbers = [await street.report(by=1006, near=Point(30.30 + n * 0.002, 120.26)) for n in range(24)]
    waiting = [await street.case(number) for number in numbers]
    behind = [case.number for case in waiting if "many" in case.marks["nobody"]]
    assert behind == numbers[20:]
    versions = {case.number: case.version for case in waiting}
    street.who(1005).say(1005, "/duty")
    await street.turn(3)
    after = [await street.case(number) for number in numbers]
    sent = [case.number for case in after if case.lead is not None]
    assert len(sent) == 1
    same = [case.number for case in after if case.number in behind and case.version == versions[case.number]]
    assert set(behind) - set(same) - set(sent) <= {numbers[20]}, "one of them moved up"
