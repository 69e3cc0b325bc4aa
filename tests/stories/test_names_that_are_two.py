"""Names that may mean two: of teams, people and places; the longest one is meant, or it is asked."""

from bot.places.register import Place
from bot.values.geo import Point
from tests.stories.conftest import CENTRE, GROUP, Street, put_places

EAST, WEST = Point(30.3200, 120.2800), Point(30.3147, 120.2700)
SHOPS = [
    Place("S1", "全家便利店", "shop", EAST, "东篱路110号"),
    Place("S2", "全家便利店", "shop", WEST, "银杏街7号"),
    Place("S3", "客运中心", "hub", CENTRE),
    Place("S4", "店", "shop", CENTRE),
]


async def _teams(street: Street, *names: str) -> None:
    for name in names:
        street.captain.say(1001, f"/team new {name}")
        await street.turn(3)


async def _names(street: Street) -> set[str]:
    async with street.house.store.look() as tx:
        return {team.name for team in await tx.teams.all(1)} - {"一队", "二队", "三队"}


async def test_a_team_of_several_words_is_renamed_as_a_whole(street: Street) -> None:
    """Night Shift becomes Late Shift, and 七队 夜班 becomes 七队 早班 beside 七队."""
    await _teams(street, "Night Shift", "七队", "七队 夜班")
    street.captain.say(1001, "/team rename Night Shift Late Shift")
    street.captain.say(1001, "/team rename 七队 夜班 七队 早班")
    await street.turn(3)
    assert await _names(street) == {"Late Shift", "七队", "七队 早班"}


async def test_what_may_be_two_names_is_refused_with_both_and_quotes_settle_it(street: Street) -> None:
    """Nothing is renamed until it is said which."""
    await _teams(street, "七队", "七队 夜班")
    street.captain.say(1001, "/team rename 七队 夜班")
    await street.turn(3)
    told = street.said("two-teams-begin", text="七队 夜班", teams="七队, 七队 夜班", team="七队")
    assert street.private(1001, told)
    assert await _names(street) == {"七队", "七队 夜班"}
    street.captain.say(1001, "/team rename “七队” 八队")
    street.captain.say(1001, "/team handles 七队 夜班 street_stall")
    await street.turn(3)
    assert await _names(street) == {"八队", "七队 夜班"}
    async with street.house.store.look() as tx:
        assert [t.handles for t in await tx.teams.all(1) if t.name == "七队 夜班"] == [("street_stall",)]


async def test_one_name_in_small_letters_is_no_second_team(street: Street) -> None:
    """And it sends the team of that name, though another's begins so."""
    await _teams(street, "Night", "Night Watch", "night")
    assert await _names(street) == {"Night", "Night Watch"}
    number = await street.report()
    street.captain.say(1001, f"/assign {number} night")
    await street.turn(3)
    assert street.private(1001, street.said("assign-sure", number=number, team="Night", doubt="\0").split("\0")[0])


async def test_assign_with_two_names_offers_a_button_for_each(street: Street) -> None:
    """A tap sends; two whole names in one line are asked about as well."""
    number = await street.report()
    street.captain.say(1001, f"/assign {number} 二队 三队")
    await street.turn(3)
    asked = street.private(1001, street.said("assign-which", number=number, team="二队 三队", teams="二队, 三队"))[-1]
    assert len(asked.labels) == 2
    await street.press(1001, asked, next(label for label in asked.labels if "三队" in label))
    await street.turn(3)
    lead = (await street.case(number)).lead
    assert lead is not None
    assert lead.team_id == 3


async def test_add_with_two_whole_names_names_them(street: Street) -> None:
    """Nobody is put into either."""
    said = street.reporter.say(GROUP, "hello")
    street.captain.say(GROUP, "/team add 二队 三队", reply_to=said)
    await street.turn(3)
    told = street.said("two-teams", team="二队 三队", teams="二队, 三队")
    assert street.private(1001, told)
    assert (await street.member(1006)).team_id is None


async def _shops(street: Street) -> None:
    async with street.house.store.begin() as tx:
        await put_places(tx, *SHOPS)


async def _reported(street: Street) -> int:
    await street.turn(3)
    return await street.last_number()


async def test_of_two_shops_of_a_chain_one_is_tapped_and_the_case_is_there_meanwhile(street: Street) -> None:
    """The card names both with their address; nobody is sent before the tap, and then to the right one."""
    await _shops(street)
    street.reporter.say(GROUP, "/report 全家便利店 共享单车乱停放")
    number = await _reported(street)
    card, case = street.card(number), await street.case(number)
    assert (case.state, case.item, case.words) == ("open", "shared_bike_parking", "共享单车乱停放")
    labels = [street.said("button-place", place=f"全家便利店 {address}") for address in ("东篱路110号", "银杏街7号")]
    assert [label for label in card.labels if label in labels] == labels
    await street.press(1006, card, labels[1])
    await street.turn(3)
    case = await street.case(number)
    assert (case.state, case.point, case.asks) == ("dispatched", WEST, ())
    assert not set(labels) & set(street.card(number).labels)


async def test_without_an_answer_a_team_goes_and_one_tap_takes_it_back(street: Street) -> None:
    """Who reported in private has the buttons there; the lead hears of the other place."""
    await _shops(street)
    street.captain.say(1001, "/report 全家便利店 共享单车乱停放")
    number = await _reported(street)
    begin = street.said("report-place-nobody", number=number, place="全家便利店 东篱路110号")
    [asked] = street.private(1001, begin)
    await street.turn(32)
    case = await street.case(number)
    assert (case.state, case.point) == ("dispatched", EAST)
    assert street.said("ask-place-clock", place="全家便利店 东篱路110号") in street.card(number).text
    await street.press(1001, asked, street.said("button-place", place="全家便利店 银杏街7号"))
    await street.turn(3)
    case = await street.case(number)
    assert (case.state, case.point, case.asks) == ("dispatched", WEST, ())
    assert case.lead is not None
    lead = {1: 1002, 2: 1004, 3: 1005}[case.lead.team_id]
    assert street.private(lead, f"#{number}")


async def test_the_address_decides_and_says_so(street: Street) -> None:
    """A team goes at once; the other one is one tap away."""
    await _shops(street)
    street.reporter.say(GROUP, "/report 银杏街全家便利店 共享单车乱停放")
    number = await _reported(street)
    case = await street.case(number)
    assert (case.state, case.point) == ("dispatched", WEST)
    card = street.card(number)
    assert street.said("ask-place-address", place="全家便利店 银杏街7号") in card.text
    await street.press(1006, card, street.said("button-place", place="全家便利店 东篱路110号"))
    await street.turn(3)
    assert (await street.case(number)).point == EAST


async def test_the_one_at_hand_is_taken_and_says_so(street: Street) -> None:
    """Where who reports shares where they are."""
    await _shops(street)
    street.qiang.start_live(1004, EAST.lat, EAST.lon + 0.001, 3600)
    await street.turn(3)
    street.qiang.say(1004, "/report 全家便利店 共享单车乱停放")
    number = await _reported(street)
    case = await street.case(number)
    assert (case.state, case.point) == ("dispatched", EAST)
    assert street.private(1004, street.said("report-place-near", number=number, place="全家便利店 东篱路110号"))
    near = street.said("ask-place-near", place="全家便利店 东篱路110号")
    assert near in street.card(number).text
    far = street.said("kilometres", value="1.2")
    assert street.said("button-place-metres", place="全家便利店 银杏街7号", metres=far) in street.card(number).labels


async def test_one_that_lies_nobody_knows_where_is_asked_for_its_location(street: Street) -> None:
    """Nobody is sent there before all others; tapped, it has the case where who reported says, and not before.

    Of several that all lie nowhere known the location is that of the case, whichever is tapped then.
    """
    await _shops(street)
    lost = [Place("A1", "全家便利店", "shop"), Place("A2", "阿婆面馆", "shop"), Place("A3", "阿婆面馆", "shop")]
    async with street.house.store.begin() as tx:
        await put_places(tx, *lost)
    street.wang.say(1002, "/report 全家便利店 共享单车乱停放")
    number = await _reported(street)
    asked, case = street.private(1002)[-1], await street.case(number)
    assert (case.point, case.marks["door"]) == (EAST, "S1")
    until = case.asked_until
    await street.press(1002, asked, street.said("button-place", place="全家便利店"))
    await street.turn(3)
    told = street.said("report-place-where", number=number, place="全家便利店")
    assert street.private(1002)[-1].text == told
    case = await street.case(number)
    assert (case.point, case.place, case.marks["door"]) == (EAST, "全家便利店", "S1")
    assert case.asked_until == until, "a tap holds no team"
    street.wang.send_location(1002, WEST.lat, WEST.lon)
    await street.turn(3)
    case = await street.case(number)
    assert (case.state, case.point, case.marks["door"], case.asks) == ("dispatched", WEST, "A1", ())
    assert street.private(1002)[-1].labels == [street.said("button-new-case")]
    street.wang.say(1002, "/report 阿婆面馆 占道经营")
    await street.turn(3)
    assert await street.last_number() == number
    street.wang.send_location(1002, CENTRE.lat, CENTRE.lon)
    number = await _reported(street)
    assert (await street.case(number)).marks["door"] == "A2"
    asked = street.private(1002)[-1]
    await street.press(1002, asked, next(label for label in asked.labels if "A3" in label))
    await street.turn(3)
    case = await street.case(number)
    assert (case.point, case.marks["door"], case.asks) == (CENTRE, "A3", ())


async def test_a_location_that_comes_long_after_it_was_asked_for_is_a_report(street: Street) -> None:
    """So is one for a case that is over meanwhile: nothing is refused. One that counts is a report with a tap."""
    await _shops(street)
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("A1", "全家便利店", "shop"))
    street.reporter.say(1006, "/report 全家便利店 共享单车乱停放")
    first = await _reported(street)
    await street.press(1006, street.private(1006)[-1], street.said("button-place", place="全家便利店"))
    await street.turn(40)
    assert (await street.case(first)).state == "dispatched", "nobody waits for it"
    await street.turn(280)
    street.reporter.send_location(1006, WEST.lat, WEST.lon)
    await street.turn(3)
    assert await street.last_number() == first + 1
    assert (await street.case(first)).point == EAST
    street.reporter.say(1006, f"/relocate {first}")
    await street.turn(3)
    street.reporter.send_location(1006, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    assert (await street.case(first)).point == CENTRE
    await street.press(1006, street.private(1006)[-1], street.said("button-new-case"))
    await street.turn(3)
    assert await street.last_number() == first + 2
    assert (await street.case(first)).point == EAST
    street.reporter.say(1006, f"/relocate {first}")
    street.captain.say(1001, f"/cancel {first} 看错了")
    await street.turn(3)
    await street.sure(1001)
    street.reporter.send_location(1006, EAST.lat, EAST.lon)
    await street.turn(3)
    assert (await street.case(first)).state == "cancelled"
    assert await street.last_number() == first + 3


async def test_a_common_word_inside_another_is_no_place(street: Street) -> None:
    """书店 is not the place called 店; it is asked where."""
    await _shops(street)
    street.reporter.say(1006, "/report 书店门口共享单车乱停放")
    await street.turn(3)
    assert street.private(1006, street.said("report-where"))
    assert await street.last_number() == 0


async def test_the_place_question_comes_after_what_it_is_and_a_captain_may_send_before(street: Street) -> None:
    """What was sent by hand keeps the other places as buttons."""
    await _shops(street)
    street.captain.say(1001, "/report 全家便利店 有情况")
    number = await _reported(street)
    street.captain.say(1001, f"/assign {number} 二队")
    await street.turn(3)
    assert (await street.case(number)).state == "dispatched"
    card = street.card(number)
    await street.press(1001, card, street.said("button-place", place="全家便利店 银杏街7号"))
    await street.turn(3)
    assert (await street.case(number)).point == WEST
