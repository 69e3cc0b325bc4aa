"""The memory at the door: a case is linked to its place, the order says what is known there, places have colours."""

from dataclasses import replace
from datetime import timedelta

from bot.incidents import at_door, table
from bot.incidents.reminders import old_doors
from bot.places.asked import changing
from bot.places.merging import merging
from bot.places.notes.notes import NOTES, Note, NoteKind
from bot.places.register import PLACES, Place, State
from bot.places.standing import colours, doors, linking
from bot.places.standing.colours import COLOURS, Coloured
from bot.places.standing.links import LINKS, How, Link
from bot.privacy import actions as privacy_actions
from bot.values import formats
from bot.values.geo import Point
from bot.work import speaker as work_speaker
from bot.work.ports import Tx
from bot.work.speaker import Speaker
from bot.work.work import Work
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, Street, put_places

METRE = 1 / 111_200
"""In degrees of latitude."""


def north(metres: float) -> Point:
    """So far north of the centre."""
    return Point(CENTRE.lat + metres * METRE, CENTRE.lon)


SHOP = Place("K7M4QX", "通盛路便利店", "shop", north(10), state=State.OPEN)
FAR = Place("P9001X", "通盛旅馆", "hotel", north(60))
BESIDE = Place("理发8店", "通盛路理发店", "shop", north(13))
TEAM = 1002


async def link(street: Street, number: int) -> Link | None:
    """That of a case."""
    async with street.house.store.look() as tx:
        return await tx[LINKS].of_case((await street.case(number)).id)


async def colour(street: Street, code: str = SHOP.code) -> Coloured | None:
    """As it is kept for the map."""
    async with street.house.store.look() as tx:
        return (await tx[COLOURS].of(1, [code])).get(code)


async def places(street: Street, *some: Place) -> None:
    """Register them."""
    async with street.house.store.begin() as tx:
        await put_places(tx, *some)


async def confirmed(street: Street, *, by: int, near: Point = CENTRE) -> int:
    """A case there, reported by somebody, done by 一队 and confirmed by the captain."""
    number = await street.report("street_stall", by=by, near=near)
    street.wang.say(TEAM, f"/arrived {number}")
    await street.turn(3)
    for _ in range(3):
        street.wang.send_photo(TEAM)
        await street.turn(2)
    street.wang.say(TEAM, f"/done {number}")
    await street.turn(3)
    assert (await street.case(number)).state == "resolved"
    await street.say(1001, f"/confirm {number}")
    assert (await street.case(number)).state == "closed"
    return number


def order(street: Street, number: int) -> Seen:
    """The order that the team has in private."""
    return [m for m in street.private(TEAM, f"#{number}") if m.buttons][-1]


def about(street: Street, user_id: int, beginning: str) -> Seen:
    """The newest message in private that begins so."""
    return [m for m in street.private(user_id) if m.text.startswith(beginning)][-1]


def label(street: Street, key: str, **facts: object) -> str:
    """A button as it reads."""
    return street.said(key, **facts)


async def test_the_order_says_what_is_known(street: Street) -> None:
    """Nothing at first; after a confirmed case how many, of what, when, by whom; who looks reads it all."""
    await places(street, SHOP, FAR)
    first = await confirmed(street, by=1006)
    stands = await link(street, first)
    assert stands is not None
    assert (stands.code, stands.how) == (SHOP.code, How.NEAR)
    assert all("🚪" not in m.text for m in street.private(TEAM))
    second = await street.report("street_stall", by=1005)
    await street.turn(5)
    said = order(street, second)
    reporters = street.said("door-reporters", count=1)
    assert SHOP.code in said.text
    assert street.item("street_stall") in said.text.split("🚪")[1]
    assert reporters in said.text
    await street.press(TEAM, said, label(street, "button-door"))
    await street.turn(2)
    assert reporters in about(street, TEAM, f"#{second} 🚪").text
    await street.say(1001, f"/case {second}")
    assert SHOP.code in street.private(1001)[-1].text
    assert label(street, "button-door") in street.private(1001)[-1].labels


async def test_three_others_colour_a_place_for_thirty_days(street: Street) -> None:
    """Not three of one zealous neighbour; the clock takes it back on the thirty-first day, and reopening at once."""
    await places(street, SHOP)
    for _ in range(3):
        await confirmed(street, by=1006)
    assert await colour(street) is None
    await confirmed(street, by=1005)
    assert await colour(street) is None
    last = await confirmed(street, by=1004)
    stands = await colour(street)
    assert stands is not None
    assert stands.colour == "orange"
    assert stands.until is not None
    assert stands.until - street.clock.now() > timedelta(days=29, hours=23)
    await street.say_surely(1001, f"/reopen {last} 不对")
    assert await colour(street) is None
    await street.say_surely(1001, f"/cancel {last} 不对")
    await confirmed(street, by=1004)
    assert await colour(street) is not None
    await street.say(1001, "/limits orange 4")
    await street.turn(3)
    assert await colour(street) is None
    await street.say(1001, "/limits orange default")
    await street.turn(3)
    assert await colour(street) is not None
    await street.jump(29 * 86_400)
    assert await colour(street) is not None
    await street.jump(2 * 86_400)
    assert await colour(street) is None


async def test_one_tap_unlinks_and_one_more_chooses_another(street: Street) -> None:
    """From the order; the history says it, and everybody reads the new name. It holds as long as the case is around."""
    await places(street, SHOP, BESIDE, FAR)
    number = await street.report("street_stall")
    await street.turn(5)
    assert SHOP.name in street.card(number).text
    door, none = label(street, "button-door"), label(street, "button-door-none")
    await street.press(TEAM, order(street, number), door)
    await street.turn(2)
    await street.press(TEAM, about(street, TEAM, f"#{number} 🚪"), none)
    await street.turn(2)
    stands = await link(street, number)
    assert stands is not None
    assert (stands.code, stands.how) == ("", How.UNLINKED)
    assert (await street.case(number)).place == BESIDE.name, "the nearest but the one that it is not at"
    assert SHOP.name not in street.card(number).text
    asked = street.private(TEAM, street.said("door-unlinked", number=number, name=SHOP.name))[-1]
    assert SHOP.name in asked.labels[-1]
    assert SHOP.name not in asked.labels[0]
    other = next(one for one in asked.labels if BESIDE.name in one)
    await street.press(TEAM, asked, other)
    await street.turn(2)
    stands = await link(street, number)
    assert stands is not None
    assert (stands.code, stands.how) == (BESIDE.code, How.CHOSEN)
    assert (await street.case(number)).place == BESIDE.name
    assert BESIDE.name in street.card(number).text
    await relocate(street, number, FAR.point)
    assert (await street.case(number)).place == BESIDE.name
    assert BESIDE.name in street.card(number).text
    assert await link(street, number) == stands
    await relocate(street, number, north(200))
    elsewhere = await link(street, number)
    assert elsewhere is not None
    assert (elsewhere.code, elsewhere.how) == ("", How.NEAR)
    assert FAR.name in street.card(number).text
    await street.say(1001, f"/history {number}")
    told = street.private(1001)[-1].text
    assert street.said("history-link-place", place=BESIDE.name) in told
    assert street.said("history-unlink-place", was_place=SHOP.name) in told


async def test_nobody_is_asked_to_tap_where_there_is_nothing(street: Street) -> None:
    """The only place around is taken off: the sentence says that there is no other."""
    await places(street, SHOP)
    number = await street.report("street_stall")
    await street.turn(5)
    async with street.house.store.begin() as tx:
        [shop] = await tx[PLACES].of(1, [SHOP.code])
        await tx[PLACES].save(1, replace(shop, state=State.GONE), street.clock.now())
    speaker = Speaker(TEAM, "", TEAM, street.clock.now(), channel="private", district_id=1)
    keys = []
    for asked in (doors.unlink, doors.unlink, doors.show):
        told = (await street.house.desk.do(asked, speaker, number=number)).answer
        assert told is not None
        keys.append(told.key)
    assert keys == ["door-unlinked-none-near", "door-none-near", "door-none-near"]


async def test_the_link_follows_a_relocation(street: Street) -> None:
    """To the door that stands there, or to none; whoever is not of the case changes nothing.

    What the order says of the way is measured to where it is now, and why that team was chosen stands no more.
    """
    await places(street, SHOP, FAR)
    number = await street.report("street_stall")
    assert "choice" in (await street.case(number)).marks
    was = (await street.case(number)).lead
    await relocate(street, number, north(3000))
    moved = await street.case(number)
    assert moved.lead is not None
    assert moved.lead.sent_metres is not None
    assert "choice" not in moved.marks
    far = street.said("order-far", metres=formats.metres(street.language, moved.lead.sent_metres))
    assert was is not None
    assert was.sent_metres != moved.lead.sent_metres
    assert any(far in message.text for message in street.private(TEAM, f"#{number}"))
    for spot, code in ((FAR.point, FAR.code), (north(400), ""), (SHOP.point, SHOP.code)):
        await relocate(street, number, spot)
        stands = await link(street, number)
        assert stands is not None
        assert (stands.code, stands.how) == (code, How.NEAR)
        named = street.said("place-set-at", number=number, place=FAR.name) in street.private(1001)[-1].text
        assert named == (code == FAR.code)
    await street.turn(5)
    street.zhou.press_data(order(street, number), f"door:1.{number}:unlink")
    await street.turn(2)
    assert await link(street, number) == stands


async def test_nobody_has_to_read_what_stands_at_a_door_that_the_case_has_left(street: Street) -> None:
    """The note of the door that it is at has the button *read*; at no door there is none."""
    await places(street, FAR)
    now = street.clock.now()
    async with street.house.store.begin() as tx:
        note = Note(1, FAR.code, NoteKind.DOG, "后院大型犬未拴", "#12", 1001, now, now + timedelta(days=30), must=True)
        await tx[NOTES].add(note)
    number = await street.report("street_stall")
    await street.say(TEAM, f"/accept {number}")
    for spot, buttons in ((FAR.point, 1), (north(400), 0)):
        await relocate(street, number, spot)
        await street.turn(5)
        read = [b for m in street.private(TEAM) for row in m.buttons for b in row if ":read:" in (b.data or "")]
        assert len(read) == buttons


async def test_doors_side_by_side_are_offered(street: Street) -> None:
    """To who reports in private, unless the words name one of them; they may name one that is farther away too."""
    await places(street, SHOP, BESIDE, FAR)
    street.reporter.send_location(1006, CENTRE.lat, CENTRE.lon)
    await street.turn(5)
    number = await street.last_number()
    asked = street.private(1006, f"#{number}")[0]
    await street.press(1006, asked, label(street, "button-door-beside", place=BESIDE.name))
    await street.turn(2)
    stands = await link(street, number)
    assert stands is not None
    assert (stands.code, stands.how) == (BESIDE.code, How.CHOSEN)
    street.zhou.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    street.zhou.say(GROUP, f"{BESIDE.name}门口占道")
    await street.turn(8)
    stands = await link(street, number + 1)
    assert stands is not None
    assert (stands.code, stands.how) == (BESIDE.code, How.NAME)
    street.qiang.say(1004, f"/report 占道 {SHOP.name}")
    await street.turn(5)
    stands = await link(street, number + 2)
    assert stands is not None
    assert (stands.code, stands.how) == (SHOP.code, How.NAME)
    street.captain.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await street.turn(3)
    said = street.captain.say(GROUP, f"{FAR.name}门口占道")
    await street.turn(8)
    number = await street.last_number()
    stands = await link(street, number)
    assert stands is not None
    assert (stands.code, stands.how) == (FAR.code, How.NAME)
    assert ((await street.case(number)).place, FAR.name in street.card(number).text) == (FAR.name, True)
    street.captain.edit_text(said, f"{BESIDE.name}门口占道", GROUP)
    await street.turn(3)
    assert (await street.case(number)).place == BESIDE.name


async def test_a_place_that_became_part_of_another_takes_its_cases_along(street: Street) -> None:
    """And they are its own again once it is back; what is kept for the map follows."""
    await places(street, SHOP, FAR)
    for by in (1004, 1005, 1006):
        await confirmed(street, by=by)
    assert await colour(street) is not None
    await merge(street, FAR.code)
    assert (await colour(street), (await colour(street, FAR.code)) is not None) == (None, True)
    async with street.house.store.look() as tx:
        at = await linking.place_of(await as_clock(street, tx), (await street.case(1)).id)
    assert at is not None
    assert at.code == FAR.code
    await merge(street, "")
    assert (await colour(street) is not None, await colour(street, FAR.code)) == (True, None)


async def test_who_is_erased_still_counts_once(street: Street) -> None:
    """A place stays as orange as it was, and no line of it bears a name."""
    await places(street, SHOP)
    for by in (1004, 1005, 1006):
        await confirmed(street, by=by)
    before = await colour(street)
    assert before is not None
    street.reporter.say(1006, "/forgetme")
    await street.turn(3)
    [asked] = street.private(1006, street.said("forget-sure", copies=privacy_actions.COPIES_KEPT_DAYS))
    await street.press(1006, asked, street.said("button-sure"))
    await street.turn(30)
    async with street.house.store.look() as tx:
        person = await tx.people.get(1006)
    assert person is not None
    assert person.name == "—"
    async with street.house.store.begin() as tx:
        work = await as_clock(street, tx)
        await colours.renew(work, SHOP.code)
        marks = await at_door.marks(work, SHOP.code)
    assert await colour(street) == before
    assert marks[0].word["count"] == 3
    assert marks[0].colour == "orange"


async def test_cases_from_before_the_register_are_linked_once(street: Street) -> None:
    """At a start, some a second, without a word: a live one, and a confirmed one counts since it was closed."""
    old, live = await confirmed(street, by=1004), await street.report("street_stall", by=1006)
    await places(street, SHOP)
    said = len(street.private(1001))
    assert await link(street, live) is None
    for _ in range(2):
        await old_doors.begin(street.house.store, street.clock.now())
        await street.turn(5)
        found = [await link(street, number) for number in (old, live)]
        assert [one.code if one else None for one in found] == [SHOP.code, SHOP.code]
        assert [one.counts_at if one else None for one in found] == [(await street.case(old)).closed_at, None]
        await street.report("street_stall", by=1005, near=north(5000))  # far from all: linked to none, asked for once
    assert len(street.private(1001)) == said


async def test_a_place_that_is_registered_beside_a_live_case_is_its_own_at_once(street: Street) -> None:
    """Its card is called so, also once the place is called otherwise; a case that is elsewhere stays as it is."""
    number, away = await street.report("street_stall"), await street.report("street_stall", near=north(900))
    captain = Speaker(1001, "", 0, street.clock.now(), channel="web", district_id=1)
    wish = {"name": SHOP.name, "kind": "shop", "point": SHOP.point}
    done = await street.house.desk.do(changing.add, captain, wish=wish, sure=True)
    assert done.answer is not None
    assert not done.refused
    await street.turn(12)
    stands = await link(street, number)
    assert stands is not None
    assert (stands.code, stands.how) == (done.answer.facts["code"], How.NEAR)
    assert ((await street.case(number)).place, SHOP.name in street.card(number).text) == (SHOP.name, True)
    assert await link(street, away) is None
    about = {"code": stands.code, "version": 1, "wish": {"name": "通盛路小卖部"}}
    assert not (await street.house.desk.do(changing.change, captain, **about)).refused
    await street.turn(12)
    assert ((await street.case(number)).place, SHOP.name in street.card(number).text) == ("通盛路小卖部", False)
    wish = {"name": FAR.name, "kind": "shop", "point": north(300)}
    done = await street.house.desk.do(changing.add, captain, wish=wish, sure=True)
    assert done.answer is not None
    into = done.answer.facts["code"]
    for action, told, at in (
        (merging.merge, {"code": stands.code, "into": into}, into),
        (merging.take_back, {"code": stands.code}, stands.code),
    ):
        assert not (await street.house.desk.do(action, captain, **told)).refused
        case = await street.case(number)
        assert (case.place == FAR.name, case.marks[table.DOOR]) == (at == into, at)


async def test_a_case_that_is_linked_after_it_ended_counts(street: Street) -> None:
    """Since it was closed, as those do that were linked before."""
    numbers = [await confirmed(street, by=by) for by in (1004, 1005, 1006)]
    closed = (await street.case(numbers[0])).closed_at
    await street.turn(3600)
    await places(street, SHOP)
    for number in numbers:
        assert (await colour(street), await link(street, number)) == (None, None)
        assert await say_at(street, 1001, number, SHOP) == "door-chosen"
    stands = await link(street, numbers[0])
    assert stands is not None
    assert stands.counts_at == closed
    assert await colour(street) is not None


async def test_whoever_is_no_captain_links_a_case_to_what_is_near(street: Street) -> None:
    """Else whoever is sent somewhere could open the contacts of any place of the district."""
    there = replace(FAR, code="Q7M4QX", point=north(linking.AROUND_M + 20))
    await places(street, SHOP, FAR, there)
    number = await street.report("street_stall")
    await street.turn(5)
    assert await say_at(street, TEAM, number, there) == "door-too-far"
    stands = await link(street, number)
    assert stands is not None
    assert stands.code == SHOP.code
    for user_id, place in ((TEAM, FAR), (1001, there)):
        assert await say_at(street, user_id, number, place) == "door-chosen"
        stands = await link(street, number)
        assert stands is not None
        assert stands.code == place.code


async def say_at(street: Street, user_id: int, number: int, place: Place) -> str:
    """Somebody says at which place a case is; returns the key of what they are answered."""
    speaker = Speaker(user_id, "", user_id, street.clock.now(), channel="web", district_id=1)
    done = await street.house.desk.do(doors.choose, speaker, number=number, code=place.code)
    await street.turn(3)
    return done.answer.key if done.answer else ""


async def relocate(street: Street, number: int, spot: Point) -> None:
    """The captain says where it is."""
    await street.say(1001, f"/relocate {number}")
    street.captain.send_location(1001, spot.lat, spot.lon)
    await street.turn(3)
    assert (await street.case(number)).point == spot


async def as_clock(street: Street, tx: Tx) -> Work:
    """A work of the house in a transaction."""
    district, now = await tx.districts.get(1), street.clock.now()
    assert district is not None
    return await street.house.desk.opening.work(tx, work_speaker.as_clock(district, now), now)


async def merge(street: Street, into: str) -> None:
    """As captains do: the shop became part of another place; empty: it is itself again."""
    async with street.house.store.begin() as tx:
        shop = await tx[PLACES].get(1, SHOP.code)
        assert shop is not None
        state = State.GONE if into else State.OPEN
        await tx[PLACES].save(1, replace(shop, into=into, state=state), street.clock.now())
        work = await as_clock(street, tx)
        await linking.moved(work, SHOP.code, FAR.code)
        await colours.renew_stirred(work)
