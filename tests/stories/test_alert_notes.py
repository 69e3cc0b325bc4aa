"""Alert notes, contacts and photos of places, and places that are one: as people do it in the chat."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.desk.features import FEATURES
from bot.places import door
from bot.places.notes.notes import NOTES, Note
from bot.places.photos.photos import PHOTOS
from bot.places.register import PAST, PLACES, Contact, Place, State
from bot.privacy.port import PRIVACY
from bot.screens import case_file
from bot.values.geo import Point
from bot.work.features import Feature
from bot.work.speaker import Speaker
from bot.work.work import Work
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, GROUP, START, Street, a_street, put_places

DAY = 86_400
SHOP = Place("K7M4QX", "通盛路便利店", "shop", CENTRE, contacts=(Contact("欧阳小明", "13812344321", "店主"),))
SAME = Place("P002", "通盛便利", "shop", Point(CENTRE.lat + 0.0001, CENTRE.lon), aliases=("老店",), state=State.OPEN)


async def beside(work: Work, case_id: int) -> Sequence[str]:
    """Every case is linked to the shop: what links are made of is another feature's."""
    return [SHOP.code]


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street with two registered places, on which every case is linked to the first."""
    linked = Feature("linked", case_places=(beside,))
    async with a_street(tmp_path, request.param, more={"features": (*FEATURES, linked)}) as made:
        async with made.house.store.begin() as tx:
            await put_places(tx, SHOP, SAME)
        yield made


async def places(street: Street) -> dict[str, Place]:
    """As they stand in the register."""
    async with street.house.store.look() as tx:
        return {one.code: one for one in await tx[PLACES].of(1, [SHOP.code, SAME.code])}


async def the_note(street: Street) -> Note:
    """The newest note of the shop."""
    async with street.house.store.look() as tx:
        return (await tx[NOTES].of(1, [SHOP.code], 5))[0]


async def write(street: Street, user_id: int = 1002, kind: str = "violence") -> Note:
    """Somebody writes a note: a tap, what is there, on what it rests."""
    await street.say(user_id, "/place note k7m4qx")
    asked = street.private(user_id, SHOP.name)[-1]
    await street.press(user_id, asked, f"pnote:1.0:kind:{kind}")
    await street.turn(2)
    await street.say(user_id, "5月3日持刀冲向队员")
    await street.say(user_id, "#12, 5月3日")
    return await the_note(street)


def offers(street: Street, user_id: int, verb: str) -> list[Seen]:
    """Messages in private of which a button means that of notes."""
    found = ((m, b.data or "") for m in street.private(user_id) for row in m.buttons for b in row)
    return [m for m, data in found if data.startswith("pnote:") and data.split(":")[2] == verb]


def labels(message: Seen) -> list[str]:
    """What stands on its buttons."""
    return [b.label for row in message.buttons for b in row]


async def press(street: Street, user_id: int, part: str, begins: str) -> str:
    """Press the newest button in private whose data begin so, in a message with these words."""
    found = [(m, b.data or "") for m in street.private(user_id, part) for row in m.buttons for b in row]
    message, data = [(m, data) for m, data in found if data.startswith(begins)][-1]
    query = street.who(user_id).press_data(message, data)
    await street.settle()
    await street.turn(2)
    return (await street.who(user_id).answer(query)).text or ""


async def test_what_is_written_before_a_kind_is_kept(street: Street) -> None:
    """What there is to know is answered in words: then the kind is tapped, and on what it rests is asked."""
    await street.say(1002, "/place note K7M4QX")
    await street.say(1002, "后院大型犬未拴")
    await press(street, 1002, street.said("place-note-which-kind", text="后院大型犬未拴"), "pnote:1.0:kind:dog")
    await street.say(1002, "#12")
    note = await the_note(street)
    assert (str(note.kind), note.text, note.ground) == ("dog", "后院大型犬未拴", "#12")


async def test_a_note_is_written_in_three_answers(street: Street) -> None:
    """What judges somebody is refused with what to write instead; the question stays open."""
    await street.say(1002, "/place note K7M4QX")
    await press(street, 1002, SHOP.name, "pnote:1.0:kind:dog")
    await street.say(1002, "刁民一个")
    assert street.private(1002, "刁民")
    await street.say(1002, "x" * 201)
    assert street.private(1002, "201")
    await street.say(1002, "后院大型犬未拴")
    await street.say(1002, "阿强 3月1日所见")
    note = await the_note(street)
    assert (note.kind, note.text, note.ground, note.by_id, note.must) == (
        "dog",
        "后院大型犬未拴",
        "阿强 3月1日所见",
        1002,
        False,
    )
    assert (note.until - note.at).days == 30
    assert not [m for m in street.captain.sees(GROUP) if "未拴" in m.text]
    await press(street, 1002, "未拴", f"pnote:1.{note.id}:must:1")
    assert (await the_note(street)).must
    await street.say(1004, "/place notes K7M4QX")
    listed = street.private(1004, "未拴")[-1]
    assert listed.buttons == ()
    await street.say(1001, "/place notes K7M4QX")
    assert street.private(1001, "未拴")[-1].buttons


async def test_the_team_reads_before_it_goes_in_and_the_captain_sees_who_has_not(street: Street) -> None:
    """In private with the button; in the group no word of it; the line of the case goes once all have read."""
    await write(street, 1004)
    number = await street.report()
    await street.say(1002, f"/accept {number}")
    street.who(1003).say(GROUP, "/duty")  # comes to a team that goes already
    await street.turn(5)
    assert offers(street, 1002, "read")
    in_group = [m for m in street.captain.sees(GROUP) if m.by_bot]
    assert not [m for m in in_group if "持刀" in m.text]
    assert [m for m in in_group if m.text.endswith(street.said("place-note-first-in-group", number=number))]
    await street.say(1001, f"/case {number}")
    told = street.private(1001, f"#{number}")[-1].text
    line = next(one for one in told.splitlines() if "老王" in one and "小李" in one)
    toast = await press(street, 1002, "持刀", f"pnote:1.{number}:read")
    assert toast == street.said("place-note-read", number=number)
    assert not offers(street, 1002, "read")
    await street.say(1001, f"/case {number}")
    told = street.private(1001, f"#{number}")[-1].text
    assert line not in told
    unread = street.said("place-note-unread", names="小李")
    assert unread in told
    await street.say(1002, f"/case {number}")
    assert unread not in street.private(1002, f"#{number}")[-1].text
    for user_id, names in ((1001, ["小李"]), (1002, [])):
        who = Speaker(user_id, "", user_id, street.clock.now(), channel="page", district_id=1)
        door = (await street.house.board.see(case_file.whole, who, number=number)).whole["door"]
        assert [str(one["names"]) for one in door["lines"] if one["word"] == "place-note-unread"] == names
    await _who_comes_later_reads_it_too(street, number)


async def _who_comes_later_reads_it_too(street: Street, number: int) -> None:
    """Whoever follows the group's link has the button, and whoever joins the team; then nobody is left."""
    street.who(1003).start_private(f"case_{number}_1")
    await street.turn(3)
    assert len(offers(street, 1003, "read")) == 1
    street.who(1006).say(GROUP, "/duty")
    hello = street.who(1006).say(GROUP, "到")
    await street.settle()
    street.captain.say(GROUP, "/team add 一队", reply_to=hello)
    await street.turn(5)
    assert len(offers(street, 1006, "read")) == 1
    assert not offers(street, 1002, "read")
    for user_id, left in ((1003, street.said("place-note-unread", names="路人甲")), (1006, "")):
        await press(street, user_id, "持刀", f"pnote:1.{number}:read")
        await street.say(1001, f"/case {number}")
        told = street.private(1001, f"#{number}")[-1].text
        assert left in told
        assert street.said("place-note-unread", names="小李") not in told
    assert street.said("place-note-unread", names="路人甲") not in told


async def test_a_note_that_comes_while_a_team_is_on_its_way_reaches_it(street: Street) -> None:
    """At once; its author has read it, and of one that need not be read first nobody is told.

    Who taps *read* has read what stood before them: what came since is sent to them.
    """
    number = await street.report()
    await street.say(1002, f"/accept {number}")
    await write(street, 1004, "dog")
    assert not offers(street, 1002, "read")
    note = await write(street, 1004)
    assert len(offers(street, 1002, "read")) == 1
    assert not offers(street, 1004, "read")
    old = offers(street, 1002, "read")[-1]
    data = f"pnote:1.{number}:read:{note.id:x}"
    assert [b.data for row in old.buttons for b in row] == [data]
    case = await street.case(number)
    street.wang.press_data(old, f"pnote:1.{number}:read")  # of before a button said which notes it is for
    await street.turn(2)
    async with street.house.store.look() as tx:
        assert await tx[NOTES].read_by(case.id, [note.id]) == set()
    newer = await write(street, 1004, "goods")
    await street.turn(2)
    assert [labels(one) for one in offers(street, 1002, "read")] == [[street.said("button-note-read")]]
    query = street.wang.press_data(old, data)
    await street.settle()
    assert (await street.wang.answer(query)).text == street.said("place-note-read-more", number=number)
    await street.turn(2)
    async with street.house.store.look() as tx:
        assert await tx[NOTES].read_by(case.id, [note.id, newer.id]) == {(note.id, 1002)}
    toast = await press(street, 1002, note.text, f"pnote:1.{number}:read")
    assert toast == street.said("place-note-read", number=number)
    assert not offers(street, 1002, "read")
    await write(street, 1004, "goods")
    assert len(offers(street, 1002, "read")) == 1
    await street.say(1001, f"/cancel {number} over")
    await street.sure(1001)
    await street.turn(3)
    assert (await street.case(number)).state == "cancelled"
    query = street.wang.press_data(old, data)  # nobody goes in any more: nothing is sent
    await street.settle()
    assert (await street.wang.answer(query)).text == street.said("place-note-read", number=number)
    await street.turn(3)
    assert not offers(street, 1002, "read")


async def test_its_author_hears_a_day_before_and_lets_it_stand_longer(street: Street) -> None:
    """One tap chooses 7, 30 or 90 days; *longer* adds thirty, up to ninety. Then it ends by itself and stays listed."""
    note = await write(street, kind="dog")
    spans = [street.said("button-note-days", days=days) for days in (7, 90)]
    assert spans == [one for one in labels(street.private(1002, "持刀")[-1]) if one in spans]
    await press(street, 1002, "持刀", f"pnote:1.{note.id}:days:7")
    assert (await the_note(street)).until == note.at + timedelta(days=7)
    await street.turn(1)
    for _ in range(6):
        await street.jump(DAY)
    assert [m for m in offers(street, 1002, "longer") if street.said("button-note-end") in labels(m)]
    for days in (37, 67, 90):
        await press(street, 1002, "持刀", f"pnote:1.{note.id}:longer")
        assert (await the_note(street)).until == note.at + timedelta(days=days)
    query = street.wang.press_data(street.private(1002, "持刀")[-1], f"pnote:1.{note.id}:longer")
    await street.settle()
    assert (await street.wang.answer(query)).text == street.said("place-note-at-most", most=90)
    await street.say(1004, f"/place notes {SHOP.code}")
    assert street.private(1004, "持刀")
    street.captain.say(GROUP, "/dismiss", reply_to=street.wang.say(GROUP, "再见"))
    await street.turn(2)
    await street.sure(1001)
    for _ in range(83):
        await street.jump(DAY)
    for_good = [m for m in street.private(1001, "持刀") if f"/place note {SHOP.code}" in m.text]
    assert [labels(m) for m in for_good] == [[street.said("button-note-end")]]
    await street.jump(DAY)
    await street.jump(DAY)
    ended = await the_note(street)
    assert (ended.ended_by, ended.is_live(street.clock.now())) == (None, False)
    await street.say(1001, f"/place notes {SHOP.code}")
    assert "持刀" in street.private(1001, SHOP.name)[-1].text
    async with street.house.store.look() as tx:
        moves = [(line.move, line.by_id) for line in await tx[PAST].of(1, SHOP.code, 10)]
    assert moves == [("alert_until", 1002)] * 4 + [("alert", 1002)]


async def test_who_changes_or_ends_a_note_stands_in_the_history(street: Street) -> None:
    """Who says that it need not be read first, too; in the history of the place everybody reads that."""
    note = await write(street)
    await press(street, 1002, "持刀", f"pnote:1.{note.id}:must:0")
    await street.say(1001, f"/place notes {SHOP.code}")
    await press(street, 1001, SHOP.name, f"pnote:1.{note.id}:open")
    await press(street, 1001, "持刀", f"pnote:1.{note.id}:days:90")
    await press(street, 1001, "持刀", f"pnote:1.{note.id}:end")
    assert (await the_note(street)).ended_by == 1001
    async with street.house.store.look() as tx:
        moves = [(line.move, line.by_id) for line in await tx[PAST].of(1, SHOP.code, 10)]
    assert moves == [("alert_end", 1001), ("alert_until", 1001), ("alert_not_first", 1002), ("alert", 1002)]
    await street.say(1002, f"/place {SHOP.code}")
    await press(street, 1002, SHOP.name, "place:1.0:history:")
    told = street.private(1002, SHOP.name)[-1].text
    for move in ("alert-end", "alert-until", "alert-not-first", "alert"):
        assert street.said(f"place-move-{move}") in told
    assert street.said("place-short-other") not in told
    assert "\n\n" not in told


async def test_an_order_is_accepted_while_a_note_is_asked_for(street: Street) -> None:
    """收到 is no part of a note; and the question takes words for a quarter of an hour, no longer."""
    number = await street.report()
    await street.say(1002, f"/place note {SHOP.code}")
    await press(street, 1002, SHOP.name, "pnote:1.0:kind:dog")
    await street.say(1002, "收到")
    assert (await street.case(number)).state == "accepted"
    await street.say(1002, "后院大型犬未拴")
    dog = street.said("place-note-kind-dog")
    assert street.said("place-note-ask-ground", kind=dog) in street.private(1002)[-1].text
    await street.jump(16 * 60)
    await street.say(1002, "阿强 3月1日所见")
    async with street.house.store.look() as tx:
        assert await tx[NOTES].of(1, [SHOP.code], 5) == []


async def test_a_photo_in_reply_to_an_order_is_of_its_case(street: Street) -> None:
    """However lately one of a place was asked for; without a reply it is the place's for a quarter of an hour."""
    number = await street.report()
    order = street.private(1002, f"#{number}")[-1]
    await street.say(1002, f"/place photo {SHOP.code}")
    street.wang.send_photo(1002, reply_to=order)
    await street.turn(3)
    await street.jump(16 * 60)
    street.wang.send_photo(1002)
    await street.turn(3)
    async with street.house.store.look() as tx:
        assert await tx[PHOTOS].of(1, [SHOP.code], 5) == []
    await street.say(1002, f"/place photo {SHOP.code}")
    street.wang.send_photo(1002)
    await street.turn(3)
    async with street.house.store.look() as tx:
        assert len(await tx[PHOTOS].of(1, [SHOP.code], 5)) == 1


async def test_contacts_open_by_right_and_the_look_is_written_down(street: Street) -> None:
    """Captains, and the team that is on a case there; nobody else, and never in the group."""
    await street.say(1004, f"/place contact {SHOP.code}")
    assert not street.private(1004, "13812344321")
    await street.say(1001, f"/place contact {SHOP.code}")
    assert "欧阳小明" in (opened := street.private(1001, "13812344321")[-1]).text
    assert opened.labels == [street.said("button-place-back")]
    number = await street.report()
    street.wang.say(GROUP, f"/place contact {SHOP.code}")
    await street.turn(3)
    assert street.private(1002, "13812344321")
    assert not [m for m in street.captain.sees(GROUP) if "13812344321" in m.text]
    case = await street.case(number)
    async with street.house.store.look() as tx:
        looks = await tx[PRIVACY].looks_at(case.id, "place-contact")
    assert [(one.user_id, one.about) for one in looks] == [(1002, SHOP.code)]


async def test_two_places_become_one_and_are_parted_again(street: Street) -> None:
    """Asked once; the old code leads on, names are joined, notes follow; what is taken back is as it was."""
    before = await places(street)
    note = await write(street)
    await street.say(1002, f"/place merge {SHOP.code} {SAME.code}")
    assert await places(street) == before
    await street.say_surely(1001, f"/place merge {SHOP.code} {SAME.code}")
    after = await places(street)
    assert (after[SHOP.code].into, after[SHOP.code].state) == (SAME.code, State.GONE)
    assert SHOP.name in after[SAME.code].aliases
    await street.say(1001, f"/place notes {SAME.code}")
    assert note.text in street.private(1001, SAME.name)[-1].text
    captain = Speaker(1001, "", 1001, START, channel="private", district_id=1)
    known_there = await street.house.board.see(door.memory, captain, after[SAME.code])
    assert [(mark.order, mark.word["text"], mark.colour) for mark in known_there.marks] == [(10, note.text, None)]
    await press(street, 1001, SAME.name, "pnote:1.0:undo:")
    back = await places(street)
    assert {code: known(one) for code, one in back.items()} == {code: known(one) for code, one in before.items()}
    async with street.house.store.look() as tx:
        moves = [line.move for line in await tx[PAST].of(1, SHOP.code, 10)]
    assert moves == ["undo", "merge", "alert"]


def known(place: Place) -> Place:
    """What is known of a place, however often it was changed."""
    return replace(place, version=0, changed_at=None)


async def test_a_place_is_gone_and_is_there_again(street: Street) -> None:
    """Asked once, with a button that takes it back; members may not."""
    await street.say(1002, f"/place gone {SAME.code}")
    assert (await places(street))[SAME.code].state is State.OPEN
    await street.say_surely(1001, f"/place gone {SAME.code}")
    assert (await places(street))[SAME.code].state is State.GONE
    await street.say(1001, f"/place undo {SAME.code}")
    assert (await places(street))[SAME.code].state is State.OPEN


@pytest.mark.parametrize("said", ["note {} 后院大型犬未拴", "notes {}"])
async def test_notes_are_never_said_in_the_group(street: Street, said: str) -> None:
    """Who has no private chat is told to open it, and no word of a note."""
    note = await write(street)
    street.who(1003).say(GROUP, f"/place {said.format(SHOP.code)}")
    await street.turn(3)
    told = [m for m in street.captain.sees(GROUP) if m.by_bot]
    assert told[-1].text == street.said("only-in-private")
    secret = (note.text, "未拴", street.said("place-note-kind-dog"))
    assert not [m for m in told if any(one in m.text for one in secret)]


async def test_a_photo_of_a_place(street: Street) -> None:
    """Asked for and sent in private; shown in private; a captain hides it."""
    await street.say(1002, f"/place photo {SHOP.code}")
    street.wang.send_photo(1002)
    await street.turn(3)
    async with street.house.store.look() as tx:
        [kept] = await tx[PHOTOS].of(1, [SHOP.code], 5)
    assert kept.by_id == 1002
    await street.say(1001, f"/place {SHOP.code}")
    card = street.private(1001)[-1]
    await press(street, 1001, SHOP.name, f"pnote:1.0:photos:{SHOP.code}")
    assert [m for m in street.private(1001) if m.text == card.text]
    assert street.said("place-photos", code=SHOP.code, name=SHOP.name, count=1) not in {
        m.text for m in street.private(1001)
    }
    await press(street, 1001, SHOP.name, f"pnote:1.{kept.id}:hide")
    async with street.house.store.look() as tx:
        assert not await tx[PHOTOS].of(1, [SHOP.code], 5)
    await press(street, 1001, SHOP.code, f"pnote:1.{kept.id}:show")
    async with street.house.store.look() as tx:
        assert await tx[PHOTOS].of(1, [SHOP.code], 5) == [kept]
    await press(street, 1001, SHOP.name, f"pnote:1.{kept.id}:hide")
    await street.say(1004, f"/place photos {SHOP.code}")
    assert f"/place photo {SHOP.code}" in street.private(1004, SHOP.name)[-1].text


@pytest.mark.parametrize(
    "said", ["note", "note X-1", "merge K7M4QX", "merge K7M4QX K7M4QX", "undo P002", "photos P002"]
)
async def test_bad_input_gets_one_sentence(street: Street, said: str) -> None:
    """What was wrong, and what to do; nothing is changed."""
    before: Any = await places(street)
    await street.say(1001, f"/place {said}")
    assert len(street.private(1001)[-1].text.splitlines()) == 1
    assert await places(street) == before
