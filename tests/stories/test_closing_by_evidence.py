"""Closing by evidence: what is missing is named, what is sent counts, what cannot be had is waived, who may decides."""

from dataclasses import replace

import pytest

from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.register.districts import District
from bot.values.geo import Point
from handlers.drill.people.seen import Seen
from handlers.drill.world import files
from tests.stories.conftest import CENTRE, GROUP, Street

STALL = "street_stall"
THERE, NEXT = Point(30.3200, 120.2800), Point(30.3160, 120.2730)
SHOTS = ("before_wide", "before_close", "after_same_angle")


async def on_scene(street: Street, item: str = STALL, user_id: int = 1002, near: Point = CENTRE) -> int:
    """A case that the nearest team has reached."""
    number = await street.report(item=item, near=near)
    street.who(user_id).say(user_id, f"/arrived {number}")
    await street.turn(3)
    assert (await street.case(number)).state == "on_scene"
    return number


async def seen_to_arrive(street: Street) -> int:
    """A case that 一队 has reached as its live position says, without a word."""
    number = await street.report(item=STALL)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(30)
    live = street.wang.start_live(1002, CENTRE.lat + 0.003, CENTRE.lon, accuracy=10)
    await street.turn(20)
    street.wang.move_live(live, CENTRE.lat, CENTRE.lon, accuracy=10)
    await street.turn(20)
    assert (await street.case(number)).state == "on_scene"
    return number


async def ended_with(street: Street, data: bytes) -> int:
    """A case that is done and has one photo, *data*."""
    number = await on_scene(street)
    street.wang.send_photo(1002, data=data)
    await street.turn(2)
    assert await done(street, number, "duplicate") == "resolved"
    return number


async def done(street: Street, number: int, words: str = "", user_id: int = 1002) -> str:
    """Say ``/done``; the state afterwards."""
    street.who(user_id).say(user_id, f"/done {number} {words}".strip())
    await street.turn(3)
    return (await street.case(number)).state


async def with_photos(street: Street) -> int:
    """A case that is done, with the three photos of its list."""
    number = await on_scene(street)
    for _ in range(3):
        street.wang.send_photo(1002)
        await street.turn(2)
    assert await done(street, number) == "resolved"
    return number


async def pieces(street: Street, number: int) -> list[Evidence]:
    """The stored evidence of a case."""
    case = await street.case(number)
    async with street.house.store.look() as tx:
        return await tx[EVIDENCE].of_case(case.id)


def name(street: Street, item: str, key: str) -> str:
    """How a photo of the list is called."""
    shots = street.house.desk.books.built_in.item(item).evidence.photos
    shot = next(one for one in shots if one.key == key)
    return shot.zh if street.language == "zh" else shot.en


def lacking(street: Street, user_id: int = 1002) -> Seen:
    """The newest message that says what is missing."""
    return [m for m in street.private(user_id) if street.said("button-cannot") in m.labels][-1]


async def test_done_names_exactly_what_is_missing_and_then_it_is_enough(street: Street) -> None:
    """One after the other, each acknowledged with what it counted as; three, and it is resolved."""
    number = await on_scene(street)
    assert await done(street, number) == "on_scene"
    said = lacking(street).text
    assert [name(street, STALL, key) in said for key in SHOTS] == [True] * 3
    for key in SHOTS:
        street.wang.send_photo(1002)
        await street.turn(2)
        assert name(street, STALL, key) in street.private(1002)[-1].text
    assert street.private(1002, street.said("card-evidence", have=3, need=3))
    assert await done(street, number) == "resolved"


@pytest.mark.parametrize("item", ["shared_bike_parking", "fire_lane_blocked", "social_noise"])
async def test_from_report_to_closed_with_the_evidence_of_the_item(street: Street, item: str) -> None:
    """Each by its own list, photos and recordings; confirmed by a captain, who handled nothing."""
    number = await on_scene(street, item)
    required = [shot for shot in street.house.desk.books.built_in.item(item).evidence.photos if shot.required]
    for shot in required:
        assert await done(street, number) == "on_scene"
        assert name(street, item, shot.key) in lacking(street).text
        if shot.takes == "recording":
            street.wang.send_video(1002)
        else:
            street.wang.send_photo(1002)
        await street.turn(2)
    assert await done(street, number) == "resolved"
    street.captain.say(1001, f"/confirm {number}")
    await street.turn(3)
    case = await street.case(number)
    assert (case.state, case.outcome, case.item_version) == ("closed", "fixed", 0)


async def test_in_the_wrong_order_with_a_button_for_each(street: Street) -> None:
    """The last one first: its button says what the next photo counts as; the rest fills up in order."""
    number = await on_scene(street)
    await done(street, number)
    await street.press(1002, lacking(street), street.said("button-piece", piece=name(street, STALL, SHOTS[2])))
    street.wang.send_photo(1002)
    await street.turn(2)
    for _ in range(2):
        street.wang.send_photo(GROUP, reply_to=street.card(number))
        await street.turn(2)
    assert [piece.counts_as for piece in await pieces(street, number)] == [SHOTS[2], None, None]
    assert await done(street, number) == "resolved"


async def test_what_a_piece_counts_as_can_be_mended(street: Street) -> None:
    """It is something else: a tap, and a tap on what it is."""
    number = await on_scene(street)
    street.wang.send_photo(1002)
    await street.turn(4)
    kept = street.private(1002)[-1]
    await street.press(1002, kept, street.said("button-counts-as"))
    await street.turn(2)
    [asked] = street.private(1002, street.said("piece-counts-as-which", number=number))
    await street.press(1002, asked, street.said("button-piece", piece=name(street, STALL, SHOTS[2])))
    assert [piece.counts_as for piece in await pieces(street, number)] == [SHOTS[2]]


ALBUM = "13700000000000007"


def album(street: Street, count: int, name: str = ALBUM, chat: int = 1002) -> None:
    """老王 sends *count* photos together."""
    for _ in range(count):
        street.wang.send_photo(chat, media_group_id=name)


def acknowledged(street: Street, number: int) -> list[Seen]:
    """Messages to 老王 that list what the pieces of a case count as, without those that a newer one has replaced."""
    former = street.said("pieces-former", number=number)
    return [m for m in street.private(1002, f"📷 #{number}") if m.text != former]


def there(street: Street, key: str, n: int) -> str:
    """The line of a piece that is there."""
    return street.said("pieces-line-there", piece=name(street, STALL, key), n=n)


async def test_an_album_counts_one_after_the_other_and_is_acknowledged_once(street: Street) -> None:
    """Three photos at once are the three of the list, and one message says so, with the way on."""
    number = await on_scene(street)
    before = len(street.private(1002))
    album(street, 3)
    await street.turn(4)
    assert len(await pieces(street, number)) == 3
    [told] = street.private(1002)[before:]
    assert told.text.splitlines()[1:4] == [there(street, key, n) for n, key in enumerate(SHOTS, 1)]
    assert told.labels[0] == street.said("button-resolve")
    await street.press(1002, told, street.said("button-album-piece", n=2))
    await street.turn(2)
    assert street.private(1002)[-1].text == street.said("piece-counts-as-which", number=number)
    assert await done(street, number) == "resolved"


async def test_what_comes_late_of_an_album_stands_in_the_same_list(street: Street) -> None:
    """A slow connection: the third photo ten seconds later; it makes the list whole, which comes again below it."""
    number = await on_scene(street)
    album(street, 2)
    await street.turn(5)
    [told] = acknowledged(street, number)
    assert there(street, SHOTS[2], 3) not in told.text
    await street.turn(10)
    album(street, 1)
    await street.turn(5)
    [again] = acknowledged(street, number)
    assert again.id > told.id
    assert there(street, SHOTS[2], 3) in again.text


@pytest.mark.parametrize("waited", [0, 5])
async def test_a_restart_in_the_middle_of_an_album_loses_nothing(street: Street, waited: int) -> None:
    """Before or after the first photos were acknowledged: all four are kept, in one message."""
    number = await on_scene(street)
    album(street, 2)
    await street.settle()
    await street.turn(waited)
    await street.stop()
    album(street, 2)
    await street.clock.turn(20)
    await street.start()
    await street.turn(10)
    assert len(await pieces(street, number)) == 4
    [told] = acknowledged(street, number)
    assert [n for n in range(1, 6) if numbered(street, n) in told.labels] == [1, 2, 3, 4]


def numbered(street: Street, n: int) -> str:
    """The button of one of several pieces."""
    return street.said("button-album-piece", n=n)


async def two_cases(street: Street) -> tuple[int, int]:
    """一队 holds two cases, one of them by a captain's word."""
    first = await on_scene(street)
    second = await street.report(item=STALL, near=NEXT, by=1005)
    street.captain.say(1001, f"/assign {second} 一队")
    await street.turn(3)
    await street.press(1001, street.private(1001)[-1], street.said("button-sure"))
    await street.turn(3)
    return first, second


async def test_an_album_is_asked_about_once(street: Street) -> None:
    """With two cases: one question; all of it goes where it is said, also what comes after."""
    first, second = await two_cases(street)
    before = len(street.private(1002))
    album(street, 3)
    await street.turn(4)
    [asked] = street.private(1002)[before:]
    assert asked.text == street.said("album-which")
    assert len(asked.labels) == 2
    await street.press(1002, asked, street.said("button-number", number=second))
    await street.turn(4)
    album(street, 1)
    await street.turn(4)
    assert (len(await pieces(street, first)), len(await pieces(street, second))) == (0, 4)
    [told] = acknowledged(street, second)
    assert numbered(street, 4) in told.labels
    becomes = street.private(1002)[before]
    assert becomes.id == asked.id
    assert becomes.labels == [], "the question became its answer: no buttons are left that do nothing"


async def test_not_this_case_takes_the_whole_album_away(street: Street) -> None:
    """One tap, not three."""
    number = await on_scene(street)
    album(street, 3)
    await street.turn(4)
    [told] = acknowledged(street, number)
    said = await street.press(1002, told, street.said("button-not-this-case"))
    assert said == street.said("piece-dropped", number=number)
    assert await pieces(street, number) == []
    await street.turn(1)
    [now] = [m for m in street.private(1002) if m.id == told.id]
    assert [street.said("pieces-line-missing", piece=name(street, STALL, key)) in now.text for key in SHOTS] == [
        True
    ] * 3
    assert now.labels == []


async def test_what_is_taken_away_stays_away_whatever_was_about_to_be_said(street: Street) -> None:
    """A late piece is not acknowledged yet when all of it is taken off; one that comes after goes the same way."""
    number = await on_scene(street)
    album(street, 2)
    await street.turn(4)
    [told] = acknowledged(street, number)
    album(street, 1)
    await street.settle()
    await street.press(1002, told, street.said("button-not-this-case"))
    await street.turn(5)
    album(street, 1)
    await street.turn(5)
    assert await pieces(street, number) == []
    [now] = acknowledged(street, number)
    assert (now.id, now.labels) == (told.id, [])
    assert street.said("pieces-line-missing", piece=name(street, STALL, SHOTS[0])) in now.text


async def test_what_a_piece_of_an_album_counts_as_is_said_anew(street: Street) -> None:
    """The message says what holds now, and keeps saying it when one more comes."""
    number = await on_scene(street)
    album(street, 2)
    await street.turn(4)
    [told] = acknowledged(street, number)
    await street.press(1002, told, street.said("button-album-piece", n=1))
    await street.turn(2)
    [asked] = street.private(1002, street.said("piece-counts-as-which", number=number))
    await street.press(1002, asked, street.said("button-piece", piece=name(street, STALL, SHOTS[2])))
    await street.turn(3)
    [told] = acknowledged(street, number)
    assert there(street, SHOTS[2], 1) in told.text
    assert there(street, SHOTS[0], 2) in told.text


async def test_what_came_to_another_district_takes_no_piece_along(street: Street) -> None:
    """An album that began while its sender spoke to another district: here it goes to the case that is held here."""
    number = await on_scene(street)
    async with street.house.store.begin() as tx:
        other = await tx.districts.add(District(-1009, "七格", street.language, "Asia/Shanghai", {}))
        first = Evidence(other.id, EvidenceKind.PHOTO, 1002, street.clock.now(), 1002, 900001, album=ALBUM)
        assert await tx[EVIDENCE].add(first) is not None
    album(street, 2)
    await street.turn(5)
    assert len(await pieces(street, number)) == 2
    [told] = acknowledged(street, number)
    assert [there(street, key, n) in told.text for n, key in enumerate(SHOTS[:2], 1)] == [True] * 2


async def test_an_acknowledgement_that_somebody_deleted_comes_anew(street: Street) -> None:
    """What comes late of the album is acknowledged all the same."""
    number = await on_scene(street)
    album(street, 2)
    await street.turn(4)
    [told] = acknowledged(street, number)
    message = street.world.find(1002, told.id)
    assert message is not None
    street.world.delete(message)
    album(street, 1)
    await street.turn(5)
    [anew] = acknowledged(street, number)
    assert anew.id != told.id
    assert there(street, SHOTS[2], 3) in anew.text


async def test_an_album_without_a_case_asks_once_where_it_is(street: Street) -> None:
    """In private it begins one report, which has all of it."""
    for _ in range(3):
        street.reporter.send_photo(1006, media_group_id="13700000000000009")
    await street.turn(4)
    assert len(street.private(1006, street.said("report-where"))) == 1
    street.reporter.send_location(1006, CENTRE.lat, CENTRE.lon)
    await street.turn(4)
    assert len(await pieces(street, await street.last_number())) == 3


async def test_what_came_before_the_arrival_shows_no_result(street: Street) -> None:
    """The reporter's photos and those of the way are from before; the last one is asked for on the spot."""
    number = await street.report(item=STALL)
    for _ in range(4):
        street.reporter.send_photo(GROUP, reply_to=street.card(number))
        await street.turn(2)
    street.wang.say(1002, f"/arrived {number}")
    await street.turn(3)
    assert await done(street, number) == "on_scene"
    said = lacking(street).text
    assert name(street, STALL, SHOTS[2]) in said
    assert name(street, STALL, SHOTS[0]) not in said


async def test_the_same_file_again_is_one_piece(street: Street) -> None:
    """Sent twice, it counts once."""
    number = await on_scene(street)
    for _ in range(3):
        street.wang.send_photo(1002, data=files.draw(5))
        await street.turn(4)
    assert len(await pieces(street, number)) == 3
    have = street.said("card-evidence-missing", have=1, need=3, missing="\0").partition("\0")[0]
    assert street.private(1002, have)


async def test_no_photo_possible_is_one_tap_for_each_side(street: Street) -> None:
    """The lead taps, the captain taps; the piece is waived, on record, with the reason."""
    number = await on_scene(street)
    for _ in range(2):
        street.wang.send_photo(1002)
    await street.turn(3)
    await done(street, number)
    await street.press(1002, lacking(street), street.said("button-cannot"))
    await street.turn(2)
    asked = street.needs()
    assert asked is not None
    assert name(street, STALL, SHOTS[2]) in street.need(number)
    await street.press(1001, asked, street.said("matter-do-waive"))
    case = await street.case(number)
    assert case.waived == (SHOTS[2],)
    assert await done(street, number) == "resolved"
    async with street.house.store.look() as tx:
        [waived] = [row for row in await tx.history.of_case(case.id) if row.record.move == "waive"]
    assert waived.record.by_id == 1001


async def test_an_old_message_asks_no_captain_for_what_is_there_by_now(street: Street) -> None:
    """*No photo possible* under what was missing once: before and after it is done the team hears that nothing is."""
    number = await on_scene(street)
    for _ in range(2):
        street.wang.send_photo(1002)
    await street.turn(3)
    await done(street, number)
    old = lacking(street)
    street.wang.send_photo(1002)
    await street.turn(3)
    nothing = street.said("nothing-to-waive", number=number)
    assert await street.press(1002, old, street.said("button-cannot")) == nothing
    assert await done(street, number) == "resolved"
    assert await street.press(1002, old, street.said("button-cannot")) == nothing
    assert name(street, STALL, SHOTS[2]) not in street.need(number)


async def test_which_photo_is_not_possible_is_asked_where_several_are_missing(street: Street) -> None:
    """The captain reads the one that was tapped."""
    number = await on_scene(street)
    street.wang.send_photo(1002)
    await street.turn(3)
    await done(street, number)
    await street.press(1002, lacking(street), street.said("button-cannot"))
    await street.turn(2)
    asked = street.private(1002, street.said("cannot-which", number=number))[-1]
    assert asked.labels == [street.said("button-piece", piece=name(street, STALL, shot)) for shot in SHOTS[1:]]
    await street.press(1002, asked, name(street, STALL, SHOTS[2]))
    await street.turn(3)
    assert name(street, STALL, SHOTS[2]) in street.need(number)
    assert name(street, STALL, SHOTS[1]) not in street.need(number)


async def test_a_captain_waives_with_a_reason_and_not_more_than_is_missing(street: Street) -> None:
    """Without a reason it is refused; with everything there, too."""
    number = await on_scene(street)
    street.captain.say(1001, f"/waive {number} 3")
    await street.turn(2)
    assert (await street.case(number)).waived == ()
    street.captain.say(1001, f"/waive {number}")
    await street.turn(2)
    [asked] = street.private(1001, street.said("waive-which", number=number))
    await street.press(1001, asked, name(street, STALL, SHOTS[1]))
    assert (await street.case(number)).waived == (SHOTS[1],)
    street.captain.say(1001, f"/waive {number} 3 大雨")
    await street.turn(2)
    assert sorted((await street.case(number)).waived) == sorted(SHOTS)
    street.captain.say(1001, f"/waive {number} 1 大雨")
    await street.turn(2)
    assert street.private(1001, street.said("nothing-to-waive", number=number))


@pytest.mark.parametrize(("outcome", "wants"), [("unfounded", 1), ("nobody", 1), ("gone", 1), ("duplicate", 0)])
async def test_each_outcome_has_its_own_evidence(street: Street, outcome: str, wants: int) -> None:
    """One photo of the scene, or none at all."""
    number = await on_scene(street)
    if wants:
        assert await done(street, number, outcome) == "on_scene"
        assert street.said("proof-scene") in lacking(street).text
        street.wang.send_photo(1002)
        await street.turn(2)
    assert await done(street, number, outcome) == "resolved"
    assert (await street.case(number)).outcome == outcome


async def test_an_arrival_that_was_seen_is_worth_the_photo_of_the_scene(street: Street) -> None:
    """The position said that they were there: nobody there needs no photo."""
    number = await seen_to_arrive(street)
    assert await done(street, number, "nobody") == "resolved"


async def test_ordered_to_correct_wants_a_photo_and_the_paper_and_a_certified_officer(street: Street) -> None:
    """An auxiliary is refused by name of who can; a certified officer needs the paper."""
    other = await on_scene(street, user_id=1004, near=THERE)
    assert await done(street, other, "ordered", 1004) == "on_scene"
    assert street.private(1004, street.said("reserved-certified", number=other, names="钱队, 老王"))
    number = await on_scene(street)
    assert await done(street, number, "ordered") == "on_scene"
    assert street.said("proof-document") in lacking(street).text
    street.wang.send_photo(1002)
    street.wang.send_document(1002)
    await street.turn(3)
    assert await done(street, number, "ordered") == "resolved"


async def test_a_penalty_wants_two_certified_officers(street: Street) -> None:
    """The second one taps for themselves; the same person twice is not two."""
    number = await on_scene(street)
    async with street.house.store.begin() as tx:
        zhou = await tx.people.member(1, 1005)
        assert zhou is not None
        await tx.people.save_member(replace(zhou, certified=True))
    for _ in range(2):
        street.wang.send_photo(1002)
    street.wang.send_document(1002)
    street.wang.send_voice(1002)
    await street.turn(3)
    assert await done(street, number, "penalty") == "on_scene"
    [asked] = [m for m in street.private(1005) if street.said("button-officer") in m.labels]
    street.wang.say(1002, "收到")
    await street.turn(2)
    assert await done(street, number, "penalty") == "on_scene"
    await street.press(1005, asked, street.said("button-officer"))
    assert await done(street, number, "penalty") == "resolved"


async def test_steps_come_in_private_and_a_reserved_one_is_for_certified_officers(street: Street) -> None:
    """One message, ticked with a tap each; the auxiliary is told who can."""
    number = await street.report(item=STALL, near=THERE)
    street.qiang.say(1004, f"/accept {number}")
    await street.turn(2)
    begin = street.said("steps", item="\0", count=6, done=0, number=number, lines="", closure="").partition("\0")[0]
    [steps] = street.private(1004, begin)
    await street.press(1004, steps, "2")
    await street.turn(2)
    assert (await street.case(number)).marks["ticked"] == [2]
    toast = await street.press(1004, street.private(1004, begin)[-1], "5")
    assert "老王" in toast
    assert (await street.case(number)).marks["ticked"] == [2]
    await street.press(1004, street.private(1004, begin)[-1], street.said("button-tick", n=2, done=1))
    await street.turn(2)
    assert (await street.case(number)).marks["ticked"] == []
    assert len(street.private(1004, begin)) == 1


async def test_outside_the_teams_powers_one_button_transfers(street: Street) -> None:
    """The lead asks once the photos from before are there; one tap of the captain and one to be sure."""
    number = await on_scene(street, "site_dust")
    begin = street.said("steps", item="\0", count=5, done=0, number=number, lines="", closure="").partition("\0")[0]
    [steps] = street.private(1002, begin)
    await street.press(1002, steps, street.said("button-hand-over"))
    assert name(street, "site_dust", "before_wide") in lacking(street).text
    for _ in range(2):
        street.wang.send_photo(1002)
    await street.turn(3)
    await street.press(1002, street.private(1002, begin)[-1], street.said("button-hand-over"))
    await street.turn(2)
    asked = street.needs()
    assert asked is not None
    await street.press(1001, asked, street.said("matter-do-transfer"))
    await street.sure(1001)
    case = await street.case(number)
    assert (case.state, case.department) == ("transferred", "住建等主管部门")


async def test_a_photo_that_another_case_had_is_flagged(street: Street) -> None:
    """The card says so, captains hear it once, and the clock does not confirm it by itself."""
    data = files.draw(77)
    first = await ended_with(street, data)
    second = await on_scene(street, near=NEXT)
    street.wang.send_photo(1002, data=data)
    await street.turn(2)
    assert [piece.seen_in for piece in await pieces(street, second)] == [first]
    assert f"#{first}" in street.card(second).text
    assert street.said("matter-alike", other=first) in street.need(second)
    assert await street.needs_heard() == 1


async def test_who_confirms_sees_before_and_after_in_one_picture(street: Street) -> None:
    """With the criterion of the handbook and the buttons beneath; what comes next comes below, and it loses these."""
    number = await with_photos(street)
    street.captain.say(1001, "/confirm")
    await street.turn(3)
    item = street.house.desk.books.built_in.item(STALL)
    assert item.closure is not None
    criterion = item.closure.zh if street.language == "zh" else item.closure.en
    assert street.private(1001, criterion)
    [picture] = [m for m in street.captain.sees(1001) if m.by_bot and m.photo]
    assert criterion in picture.text
    assert picture.labels == [street.said("button-confirm"), street.said("button-send-back")]
    await street.press(1001, picture, street.said("button-confirm"))
    await street.turn(3)
    assert (await street.case(number)).state == "closed"
    [picture] = [m for m in street.captain.sees(1001) if m.by_bot and m.photo]
    assert picture.labels == []
    assert street.private(1001)[-1].text == street.said("nothing-to-confirm")


async def test_low_severity_with_before_and_after_is_confirmed_by_the_clock(street: Street) -> None:
    """And only then: with photos from before alone a person has to look."""
    number = await on_scene(street)
    for _ in range(3):
        street.wang.send_photo(1002)
        await street.turn(2)
    assert await done(street, number) == "resolved"
    await street.turn(601)
    assert (await street.case(number)).state == "closed"
    second = await on_scene(street, near=NEXT)
    street.wang.send_photo(1002)
    await street.turn(2)
    assert await done(street, second, "nobody") == "resolved"
    await street.turn(601)
    assert (await street.case(second)).state == "resolved"
