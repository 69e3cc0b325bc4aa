"""What closing rests on: nothing counts that shows no result, nobody is their own witness, labels change no facts."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.handbook import file as handbook_file
from bot.handbook import versions as handbook_versions
from bot.incidents.closing import often
from bot.values.geo import Point
from handlers.drill.world import files
from tests.stories.conftest import GROUP, Street
from tests.stories.test_closing_by_evidence import (
    NEXT,
    SHOTS,
    STALL,
    THERE,
    done,
    lacking,
    name,
    on_scene,
    pieces,
    seen_to_arrive,
)

THING = """
categories: {c: {zh: 类, en: Cat}}
items:
  - code: thing
    name_zh: 东西
    name_en: Thing
    category: c
    severity: low
    steps: [{n: 1, zh: 看, en: Look}]
    evidence: {photos: [{key: before, zh: 前, en: Before}, {key: after, zh: 后, en: After}]}
    reserved: RESERVED
"""


async def bring(street: Street, tmp_path: Path, reserved: str) -> None:
    """A handbook of the district's own, with one item."""
    file = tmp_path / "own.yaml"
    file.write_text(THING.replace("RESERVED", reserved), encoding="utf8")
    read = handbook_file.read(file)
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        before = await handbook_versions.now_of(tx, district)
        await handbook_versions.bring_in(
            tx, district, handbook_versions.plan(before, read, prune=False), street.clock.now()
        )


async def certify(street: Street, user_id: int, *, certified: bool = True) -> None:
    """Write down whether somebody is a certified officer."""
    async with street.house.store.begin() as tx:
        member = await tx.people.member(1, user_id)
        assert member is not None
        await tx.people.save_member(replace(member, certified=certified))


async def photos(street: Street, count: int = 3, user_id: int = 1002) -> None:
    """So many photos, one after the other, in private."""
    for _ in range(count):
        street.who(user_id).send_photo(user_id)
        await street.turn(2)


async def arrived(street: Street, number: int, user_id: int = 1002) -> None:
    """Say that the team is there."""
    street.who(user_id).say(user_id, f"/arrived {number}")
    await street.turn(3)


async def answered_officer(street: Street, number: int, user_id: int) -> str:
    """*I was there*; the toast."""
    query = street.who(user_id).press_data(
        (street.private(user_id) or [street.card(number)])[-1], f"piece:1.{number}:officer"
    )
    await street.settle()
    return (await street.who(user_id).answer(query)).text or ""


# --- a result is newer than the last time the case was begun


@pytest.mark.parametrize("way", ["send_back", "reopen"])
async def test_what_was_sent_before_shows_no_result_any_more(street: Street, way: str) -> None:
    """Sent back or opened again: a new photo of the result, and a person who confirms; nothing stays waived."""
    number = await on_scene(street)
    street.captain.say(1001, f"/waive {number} {SHOTS[0]} rain")
    await photos(street)
    assert await done(street, number) == "resolved"
    if way == "send_back":
        street.captain.say(1001, f"/sendback {number} still there")
        await street.turn(3)
    else:
        street.captain.say(1001, f"/confirm {number}")
        await street.turn(3)
        street.captain.say(1001, f"/reopen {number} there again")
        await street.sure(1001)
        await street.turn(5)
    await arrived(street, number)
    case = await street.case(number)
    assert (case.turn, case.waived) == (1, ())
    assert await done(street, number) == "on_scene"
    assert name(street, STALL, SHOTS[2]) in lacking(street).text
    await photos(street, 1)
    assert await done(street, number) == "resolved"
    await street.turn(601)
    assert (await street.case(number)).state == "resolved"


# --- the clock confirms only what photos show


async def test_the_clock_confirms_no_case_that_shows_nothing(street: Street) -> None:
    """The reporter's photo and a word from afar are no result."""
    number = await street.report(item="other")
    street.reporter.send_photo(GROUP, reply_to=street.card(number))
    await street.turn(2)
    assert await done(street, number) == "resolved"
    await street.turn(601)
    assert (await street.case(number)).state == "resolved"


async def test_the_clock_confirms_nothing_that_was_once_graver(street: Street) -> None:
    """Made a lesser thing by the lead, it wants a person all the same."""
    number = await on_scene(street, "bottled_gas")
    street.wang.say(1002, f"/item {number} {STALL}")
    await street.turn(3)
    await photos(street)
    assert await done(street, number) == "resolved"
    await street.turn(1801)
    assert (await street.case(number)).state == "resolved"


async def test_the_clock_confirms_no_pictures_that_were_not_compared(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the files cannot be had nobody knows whether another case had them."""
    from handlers.telegram.files.photos import Photos  # taken apart for this one story

    async def nothing(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr(Photos, "picture", nothing)
    number = await on_scene(street)
    await photos(street)
    assert [piece.likeness for piece in await pieces(street, number)] == [None] * 3
    assert await done(street, number) == "resolved"
    await street.turn(601)
    assert (await street.case(number)).state == "resolved"


# --- labels


async def test_one_picture_with_three_labels_is_one_piece(street: Street) -> None:
    """Sent three times, each after the button of another photo."""
    number = await on_scene(street)
    data = files.draw(5)
    for key in SHOTS:
        await done(street, number)
        await street.press(1002, lacking(street), street.said("button-piece", piece=name(street, STALL, key)))
        street.wang.send_photo(1002, data=data)
        await street.turn(2)
    assert await done(street, number) == "on_scene"


async def test_nobody_makes_a_result_of_what_was_sent_before(street: Street) -> None:
    """Neither of the reporter's photo nor of one from the way; they are told why."""
    number = await street.report(item=STALL)
    street.reporter.send_photo(GROUP, reply_to=street.card(number))
    await street.turn(2)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(2)
    await photos(street, 1)
    for piece in await pieces(street, number):
        query = street.wang.press_data(street.private(1002)[-1], f"piece:1.{number}:is:{piece.id}.{SHOTS[2]}")
        await street.settle()
        told = (await street.wang.answer(query)).text or ""
        assert name(street, STALL, SHOTS[2]) in told
    assert [piece.counts_as for piece in await pieces(street, number)] == [None, None]


async def test_the_result_is_not_asked_for_before_the_arrival(street: Street) -> None:
    """The button says to arrive first."""
    number = await street.report(item=STALL)
    assert await done(street, number) == "dispatched"
    toast = await street.press(1002, lacking(street), street.said("button-piece", piece=name(street, STALL, SHOTS[2])))
    assert f"/arrived_{number}" in toast


async def test_what_a_piece_was_said_to_be_is_in_the_history(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who, which piece, as what, and what it was before; once, where it is said again, and not for ever."""
    monkeypatch.setattr(often, "MOST_OF_ONE", 2)
    number = await on_scene(street)
    await photos(street, 1)
    [piece] = await pieces(street, number)

    async def tap(key: str) -> str:
        query = street.wang.press_data(street.private(1002)[-1], f"piece:1.{number}:is:{piece.id}.{key}")
        await street.settle()
        return (await street.wang.answer(query)).text or ""

    for _ in range(3):
        assert name(street, STALL, SHOTS[1]) in await tap(SHOTS[1])
    await tap(SHOTS[0])
    assert await tap(SHOTS[1]) == street.said("changed-too-often", number=number)
    case = await street.case(number)
    async with street.house.store.look() as tx:
        rows = [row.record for row in await tx.history.of_case(case.id) if row.record.move == "evidence"]
    assert [(r.by_id, r.facts["piece"], r.facts["was"], r.facts["counts_as"]) for r in rows] == [
        (1002, piece.id, None, SHOTS[1]),
        (1002, piece.id, SHOTS[1], SHOTS[0]),
    ]


async def test_a_report_in_words_is_no_statement(street: Street) -> None:
    """What the reporter wrote is not what the party said."""
    number = await street.report(item=STALL)
    street.reporter.say(GROUP, "这里有摊贩", reply_to=street.card(number))
    await street.turn(2)
    await arrived(street, number)
    await photos(street, 2)
    street.wang.send_document(1002)
    await street.turn(2)
    assert await done(street, number, "penalty") == "on_scene"
    assert street.said("proof-statement") in street.private(1002)[-1].text + lacking(street).text


# --- another item


async def test_another_item_has_its_own_steps_and_its_own_evidence(street: Street) -> None:
    """Ticks and waivers of the former go; the new steps come; the former's buttons tick nothing."""
    number = await street.report(item=STALL)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(2)
    former = [m for m in street.private(1002) if "steps:" in str(m.buttons)][-1]
    await street.press(1002, former, "2")
    street.captain.say(1001, f"/waive {number} {SHOTS[2]} rain")
    await street.turn(2)
    street.captain.say(1001, f"/item {number} fire_lane_blocked")
    await street.turn(3)
    case = await street.case(number)
    assert (case.item, case.waived, case.marks.get("ticked")) == ("fire_lane_blocked", (), [])
    steps = [m for m in street.private(1002) if "steps:" in str(m.buttons)]
    assert any("fire_lane_blocked" in str(m.buttons) for m in steps)
    query = street.wang.press_data(former, f"steps:1.{number}:tick:3.0.{STALL}")
    await street.settle()
    assert (await street.wang.answer(query)).text
    assert (await street.case(number)).marks.get("ticked") == []


async def test_a_former_team_ticks_nothing(street: Street) -> None:
    """The case is another team's now."""
    number = await street.report(item=STALL)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(2)
    steps = [m for m in street.private(1002) if "steps:" in str(m.buttons)][-1]
    second = next(b.data for row in steps.buttons for b in row if b.label == "2")
    street.captain.say(1001, f"/assign {number} 二队")
    await street.turn(3)
    street.qiang.say(1004, f"/accept {number}")
    await street.turn(2)
    street.wang.press_data(steps, second)
    await street.settle()
    assert not (await street.case(number)).marks.get("ticked")


async def test_the_arrival_of_another_team_is_not_this_ones(street: Street) -> None:
    """一队 was seen there; 二队, which leads now, was not."""
    number = await seen_to_arrive(street)
    street.captain.say(1001, f"/assign {number} 二队")
    await street.turn(3)
    assert await done(street, number, "nobody", 1004) == "dispatched"


# --- officers


@pytest.mark.parametrize(
    ("reserved", "say"),
    [("{moves: {accept: certified}}", "accept"), ("{moves: {accept: certified}}", "arrived"),
     ("{moves: {accept: two_certified}}", "accept"), ("{moves: {resolve: certified}}", "done")],
)  # fmt: skip
async def test_a_reserved_move_is_refused_with_who_can(street: Street, tmp_path: Path, reserved: str, say: str) -> None:
    """A captain may send an auxiliary, but not make an officer of them."""
    await bring(street, tmp_path, reserved)
    number = await street.report(item="thing", near=THERE)
    await street.turn(31)
    street.captain.say(1001, f"/assign {number} 二队")
    await street.turn(3)
    if say == "done":
        await arrived(street, number, 1004)
        await photos(street, 2, 1004)
    before = (await street.case(number)).state
    street.qiang.say(1004, f"/{say} {number}")
    await street.turn(3)
    assert (await street.case(number)).state == before
    assert "老王" in street.private(1004)[-1].text


async def test_nobody_is_sent_who_may_not_accept(street: Street, tmp_path: Path) -> None:
    """Nearest is 二队, which has no officer; 一队 has one."""
    await bring(street, tmp_path, "{moves: {accept: certified}}")
    number = await street.report(item="thing", near=THERE)
    lead = (await street.case(number)).lead
    assert lead is not None
    assert lead.team_id == 1


@pytest.mark.parametrize("reserved", ["{outcomes: {fixed: two_certified}}", "{moves: {resolve: two_certified}}"])
async def test_two_officers_are_two_people(street: Street, tmp_path: Path, reserved: str) -> None:
    """One alone is one, whoever records it for them; the second one says that they were there."""
    await bring(street, tmp_path, reserved)
    await certify(street, 1005)
    number = await on_scene(street, "thing")
    await photos(street, 2)
    assert await done(street, number) == "on_scene"
    assert await answered_officer(street, number, 1002)
    assert await done(street, number) == "on_scene", "the same one twice"
    assert await done(street, number, "", 1001) == "on_scene", "a captain who was not there is no second one"
    assert await answered_officer(street, number, 1005)
    assert await done(street, number) == "resolved"


async def test_the_second_officer_does_not_confirm(street: Street) -> None:
    """They stood for the decision, so somebody else looks at it."""
    await certify(street, 1001)
    number = await on_scene(street)
    await photos(street, 2)
    street.wang.send_document(1002)
    street.wang.send_voice(1002)
    await street.turn(3)
    assert await answered_officer(street, number, 1001)
    assert await done(street, number, "penalty") == "resolved"
    street.captain.say(1001, f"/confirm {number}")
    await street.turn(3)
    assert (await street.case(number)).state == "resolved"


# --- the place


async def test_a_case_without_a_place_wants_one(street: Street) -> None:
    """Opened by a captain from a call: the place is a piece that is missing until somebody sends it."""
    street.captain.say(1001, "/report 占道经营")
    await street.turn(3)
    number = await street.last_number()
    assert (await street.case(number)).point is None
    street.captain.say(1001, f"/assign {number} 一队")
    await street.turn(3)
    await arrived(street, number)
    await photos(street, 3)
    assert await done(street, number) == "on_scene"
    toast = await street.press(1002, lacking(street), street.said("button-piece", piece=street.said("proof-location")))
    assert toast or street.private(1002)
    street.wang.send_location(1002, NEXT.lat, NEXT.lon)
    await street.turn(3)
    assert (await street.case(number)).point == Point(NEXT.lat, NEXT.lon)


# --- how it ended


@pytest.mark.parametrize("item", ["site_dust", "outdoor_ads"])
async def test_what_cannot_be_put_right_on_the_spot_is_not_closed_as_fixed(street: Street, item: str) -> None:
    """The team is told the two ways on; a captain may decide otherwise."""
    number = await on_scene(street, item)
    required = [one for one in street.house.desk.books.built_in.item(item).evidence.photos if one.required]
    await photos(street, len(required) + 1)
    assert await done(street, number) == "on_scene"
    assert f"/done {number} ordered" in street.private(1002)[-1].text
    assert await done(street, number, "", 1001) == "resolved"


async def test_every_outcome_is_understood_as_it_is_shown(street: Street) -> None:
    """What stands on the buttons may be typed."""
    number = await on_scene(street, near=NEXT)
    await photos(street, 1)
    assert await done(street, number, f"{street.said('outcome-gone')}，没有摊贩") == "resolved"
    assert (await street.case(number)).outcome == "gone"


async def test_who_confirms_on_the_card_has_read_the_criterion(street: Street) -> None:
    """And how much of the evidence there is."""
    number = await on_scene(street)
    await photos(street)
    assert await done(street, number) == "resolved"
    await street.turn(2)
    item = street.house.desk.books.built_in.item(STALL)
    assert item.closure is not None
    text = street.card(number).text
    assert (item.closure.zh if street.language == "zh" else item.closure.en) in text
    assert street.said("card-evidence", have=3, need=3) in text
