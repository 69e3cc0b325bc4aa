"""To which case a piece belongs: what was asked for and overtaken, captions, cases that were mixed up or merged."""

from dataclasses import replace

import pytest

from bot.evidence.pieces import EVIDENCE, Evidence
from bot.incidents import reuse
from handlers.drill.world import files
from tests.stories.conftest import CENTRE, GROUP, Street
from tests.stories.test_closing_by_evidence import (
    NEXT,
    SHOTS,
    STALL,
    THERE,
    done,
    ended_with,
    lacking,
    name,
    on_scene,
    pieces,
)

SHARED = "shared_bike_parking"

CAPTION = "共享单车乱停"


async def wanted(street: Street, number: int, key: str = SHOTS[2], user_id: int = 1002) -> None:
    """Say ``/done`` and tap the button of a piece that is missing."""
    await done(street, number, user_id=user_id)
    await street.press(user_id, lacking(street, user_id), street.said("button-piece", piece=name(street, STALL, key)))
    await street.turn(2)


async def also(street: Street, number: int, team: str = "一队") -> None:
    """A captain sends a team that is busy along to one more case."""
    street.captain.say(1001, f"/assign {number} {team}")
    await street.turn(2)
    data = [b.data or "" for m in street.private(1001) for row in m.buttons for b in row]
    tap = next(d for d in reversed(data) if d.startswith(f"incident:1.{number}:assign"))
    street.captain.press_data(street.private(1001)[-1], tap)
    await street.turn(3)


async def two_held(street: Street) -> tuple[int, int]:
    """A case where 一队 is on the spot, and another one that they were given meanwhile."""
    first = await on_scene(street)
    return first, await one_more(street)


async def one_more(street: Street) -> int:
    """A new case, given to 一队 though they are busy."""
    number = await street.report(item=STALL, near=NEXT)
    await also(street, number)
    return number


async def which(street: Street, number: int) -> None:
    """老王 taps the case of the photo that was asked about last."""
    asked = [m for m in street.private(1002) if f"#{number}" in m.labels][-1]
    await street.press(1002, asked, f"#{number}")
    await street.turn(2)


async def merged(street: Street, number: int, into: int) -> None:
    """A captain makes one case of two."""
    street.captain.say(1001, f"/merge {number} {into}")
    await street.turn(2)
    await street.sure(1001)
    await street.turn(3)
    assert (await street.case(number)).state == "merged"


async def stored(street: Street, piece: Evidence) -> Evidence:
    """A piece as it stands now."""
    async with street.house.store.look() as tx:
        found = await tx[EVIDENCE].get(piece.id)
    assert found is not None
    return found


# --- what was asked for, and overtaken


async def test_what_was_asked_for_is_forgotten_once_others_hold_the_case(street: Street) -> None:
    """#1 went to 二队, 一队 has #2 now: the next photo belongs to #2, and nothing of it fills #1."""
    first = await on_scene(street)
    await wanted(street, first)
    street.captain.say(1001, f"/assign {first} 二队")
    await street.turn(3)
    second = await on_scene(street, near=NEXT)
    street.wang.send_photo(1002)
    await street.turn(2)
    assert await pieces(street, first) == []
    assert [piece.counts_as for piece in await pieces(street, second)] == [None]


async def test_a_reply_says_more_than_what_was_asked_for(street: Street) -> None:
    """A photo in reply to another card is for that card; the one asked for may still come after it."""
    first = await on_scene(street)
    second = await street.report(item=STALL, near=NEXT, by=1002)
    street.wang.press_data(street.card(first), f"piece:1.{first}:want:{SHOTS[2]}")
    await street.turn(2)
    street.wang.send_photo(GROUP, reply_to=street.card(second))
    await street.turn(2)
    assert [len(await pieces(street, number)) for number in (first, second)] == [0, 1]
    street.wang.send_photo(GROUP, reply_to=street.card(first))
    await street.turn(2)
    assert [piece.counts_as for piece in await pieces(street, first)] == [SHOTS[2]]


async def test_a_captain_may_bring_what_they_asked_for_themselves(street: Street) -> None:
    """They hold nothing: their tap is enough."""
    number = await on_scene(street)
    street.captain.press_data(street.card(number), f"piece:1.{number}:want:{SHOTS[2]}")
    await street.turn(2)
    street.captain.send_photo(GROUP)
    await street.turn(2)
    assert [piece.counts_as for piece in await pieces(street, number)] == [SHOTS[2]]


# --- captions that name an item


async def test_a_support_teams_photo_stays_whatever_its_caption_names(street: Street) -> None:
    """They may not say what it is; the photo is kept with its words all the same."""
    number = await street.report(item=None)
    await street.turn(40)
    street.captain.say(1001, f"/backup {number}")
    await street.turn(3)
    [support] = (await street.case(number)).support
    user_id = {2: 1004, 3: 1005}[support.team_id]
    street.who(user_id).send_photo(user_id, CAPTION)
    await street.turn(3)
    assert [(piece.by_id, piece.text) for piece in await pieces(street, number)] == [(user_id, CAPTION)]
    assert (await street.case(number)).item is None


async def test_a_photo_of_who_had_the_case_before_stays_whatever_its_caption_names(street: Street) -> None:
    """In reply to the card of a case that went to another team."""
    number = await street.report(item=None)
    await street.turn(40)
    street.captain.say(1001, f"/assign {number} 二队")
    await street.turn(3)
    street.wang.send_photo(GROUP, CAPTION, reply_to=street.card(number))
    await street.turn(3)
    assert [piece.text for piece in await pieces(street, number)] == [CAPTION]
    assert (await street.case(number)).item is None


async def test_a_photo_for_a_case_that_ended_stays_whatever_its_caption_names(street: Street) -> None:
    """What it is is settled; the reporter's photo is kept."""
    number = await street.report(item=None)
    await street.turn(40)
    street.captain.say(1001, f"/cancel {number} 看错了")
    await street.turn(2)
    await street.sure(1001)
    assert (await street.case(number)).state == "cancelled"
    street.reporter.send_photo(GROUP, CAPTION, reply_to=street.card(number))
    await street.turn(3)
    assert [piece.text for piece in await pieces(street, number)] == [CAPTION]


async def test_the_leads_caption_still_names_the_item(street: Street) -> None:
    """Who may say what it is says it with a caption."""
    number = await street.report(item=None)
    await street.turn(40)
    street.wang.send_photo(1002, CAPTION)
    await street.turn(3)
    assert (await street.case(number)).item == "shared_bike_parking"


# --- what is said of a picture, when cases are mixed up or merged


async def test_after_a_merge_no_case_has_its_own_picture_from_another(street: Street) -> None:
    """Reported twice with the same picture, one case made of both: nothing is flagged any more."""
    data = files.draw(77)
    first = await on_scene(street)
    street.reporter.send_photo(GROUP, data=data, reply_to=street.card(first))
    await street.turn(2)
    second = await street.report(item=STALL, near=NEXT)
    street.reporter.send_photo(GROUP, data=data, reply_to=street.card(second))
    await street.turn(2)
    flag = street.said("card-picture-seen", numbers="\0").partition("\0")[0]
    assert [piece.seen_in for piece in await pieces(street, second)] == [first]
    assert flag in street.card(second).text
    await merged(street, second, first)
    assert [piece.seen_in for piece in await pieces(street, first)] == [None, None]
    assert flag not in street.card(first).text


async def test_after_a_merge_into_the_later_case_its_flag_is_gone(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case that had the picture before is the same one now; a third one points to where it went.

    Where there are many pictures they are held against others one after the other.
    """
    monkeypatch.setattr(reuse, "AT_ONCE", 1)
    data = files.draw(77)
    first, second, third = [await street.report(item=STALL, near=near) for near in (CENTRE, NEXT, THERE)]
    for number in (first, second, third):
        street.reporter.send_photo(GROUP, data=data, reply_to=street.card(number))
        await street.turn(2)
    assert [piece.seen_in for piece in await pieces(street, third)] == [second]
    await merged(street, second, first)
    assert [piece.seen_in for piece in await pieces(street, first)] == [None, None]
    assert [piece.seen_in for piece in await pieces(street, third)] == [first]
    await street.turn(60)  # the group's budget of edits
    assert f"#{first}" in street.card(third).text
    await merged(street, first, third)
    assert [piece.seen_in for piece in await pieces(street, third)] == [None] * 3


async def test_what_a_piece_was_said_to_show_follows_into_the_other_case(street: Street) -> None:
    """Nobody mixed it up: two cases are one."""
    first, second = await two_held(street)
    await wanted(street, first)
    street.wang.send_photo(1002)
    await street.turn(2)
    await merged(street, first, second)
    assert [piece.counts_as for piece in await pieces(street, second)] == [SHOTS[2]]


async def test_a_picture_that_is_moved_to_the_right_case_is_compared_there(street: Street) -> None:
    """First put to the case that had it before, then to the other: only there it is another case's picture."""
    data = files.draw(77)
    first, second = await two_held(street)
    street.reporter.send_photo(GROUP, data=data, reply_to=street.card(first))
    await street.turn(2)
    street.wang.send_photo(1002, data=data)
    await street.turn(2)
    await which(street, first)
    assert [piece.seen_in for piece in await pieces(street, first)] == [None, None]
    await which(street, second)
    assert [piece.seen_in for piece in await pieces(street, second)] == [first]
    assert f"#{first}" in street.card(second).text
    assert street.said("matter-alike", other=first) in street.need(second)
    await which(street, first)
    assert [piece.seen_in for piece in await pieces(street, first)] == [None, None]
    await street.turn(60)  # the group's budget of edits
    assert f"#{first}" not in street.card(second).text.replace(f"#{second}", "")


async def test_many_pictures_that_were_with_no_case_are_compared_where_they_come_to(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken out of a case, and taken into the next by a location: all of them, not only the first few."""
    monkeypatch.setattr(reuse, "AT_ONCE", 1)
    same = [files.draw(77), files.draw(78)]
    first, second = [await street.report(item=STALL, near=near) for near in (CENTRE, NEXT)]
    for number in (first, second):
        for data in same:
            street.reporter.send_photo(GROUP, data=data, reply_to=street.card(number))
        await street.turn(2)
    assert [piece.seen_in for piece in await pieces(street, second)] == [first, first]
    async with street.house.store.begin() as tx:  # as an album is that was not of this case
        await tx[EVIDENCE].attach_all([piece.id for piece in await pieces(street, second)], None, "report")
    third = await street.report(item=STALL, near=THERE)
    await street.turn(5)
    assert [piece.seen_in for piece in await pieces(street, third)] == [first, first]


async def test_the_case_that_loses_a_piece_shows_it_no_longer(street: Street) -> None:
    """Its card and the order of its team count one less."""
    first, second = await two_held(street)
    street.wang.send_photo(1002)
    await street.turn(2)
    await which(street, first)
    have = [street.said("card-evidence-missing", have=n, need=3, missing="\0").partition("\0")[0] for n in (0, 1)]
    assert have[1] in street.card(first).text
    await which(street, second)
    assert have[0] in street.card(first).text
    assert have[1] in street.card(second).text


async def test_not_this_case_forgets_what_it_counted_as_there(street: Street) -> None:
    """Sent for another case by mistake: there it is the last of the list, elsewhere a photo like any other."""
    number = await on_scene(street)
    await wanted(street, number)
    street.wang.send_photo(1002)
    await street.turn(2)
    kept = street.private(1002)[-1]
    [piece] = await pieces(street, number)
    assert piece.counts_as == SHOTS[2]
    await street.press(1002, kept, street.said("button-not-this-case"))
    await street.turn(2)
    dropped = await stored(street, piece)
    assert (dropped.case_id, dropped.counts_as, dropped.seen_in) == (None, None, None)


# --- when and where from


async def test_the_place_and_the_hour_of_a_photo_are_those_of_its_sending(street: Street) -> None:
    """Two cases: the photo was sent at the first, where they stood, and says so whichever is tapped, however late."""
    first, second = await two_held(street)
    street.wang.start_live(1002, CENTRE.lat, CENTRE.lon, accuracy=10)
    await street.turn(5)
    street.wang.send_photo(1002)
    await street.turn(20)
    street.wang.say(1002, f"/arrived {second} 堵车")
    await street.turn(3)
    assert (await street.case(second)).state == "on_scene"
    await which(street, second)
    [piece] = await pieces(street, second)
    assert (piece.point, piece.stage) == (CENTRE, "before")
    await which(street, first)
    [piece] = await pieces(street, first)
    assert (piece.point, piece.stage) == (CENTRE, "after")


async def test_a_photo_sent_before_the_team_had_the_case_shows_none_of_its_work(street: Street) -> None:
    """Moved to a case that came to the team later, it is a photo like one of the report."""
    first = await on_scene(street)
    street.wang.send_photo(1002)
    await street.turn(30)
    second = await one_more(street)
    [piece] = await pieces(street, first)
    street.wang.press_data(street.private(1002)[-1], f"piece:1.{second}:keep:{piece.id}")
    await street.turn(2)
    assert [piece.stage for piece in await pieces(street, second)] == ["report"]


async def test_on_hold_after_the_arrival_photos_show_the_result(street: Street) -> None:
    """They wait for the tow truck on the spot; a case on hold that nobody reached yet has photos from before."""
    number = await on_scene(street)
    street.captain.say(1001, f"/hold {number} 30m 等拖车")
    await street.turn(2)
    assert (await street.case(number)).state == "held"
    for _ in range(3):
        street.wang.send_photo(1002)
        await street.turn(2)
    assert [piece.stage for piece in await pieces(street, number)] == ["after"] * 3
    await street.turn(2)
    assert street.private(1002, street.said("card-evidence", have=3, need=3))
    second = await street.report(item=STALL, near=THERE)
    street.captain.say(1001, f"/hold {second} 30m 等拖车")
    await street.turn(2)
    street.qiang.send_photo(1004)
    await street.turn(2)
    assert [piece.stage for piece in await pieces(street, second)] == ["before"]


# --- the second officer


async def test_two_officers_tap_the_same_message(street: Street) -> None:
    """In the group everybody taps the one card: each certified officer counts once, for each case."""
    numbers = [await on_scene(street), await on_scene(street, user_id=1004, near=THERE)]
    async with street.house.store.begin() as tx:
        zhou = await tx.people.member(1, 1005)
        assert zhou is not None
        await tx.people.save_member(replace(zhou, certified=True))
    for number in numbers:
        card = street.card(numbers[0])
        for player in (street.wang, street.zhou, street.zhou):
            query = player.press_data(card, f"piece:1.{number}:officer")
            await street.turn(2)
        assert (await street.zhou.answer(query)).text == street.said("officer-already", number=number)
        assert [piece.by_id for piece in await pieces(street, number)] == [1002, 1005]


# --- pictures sent as files


async def test_a_picture_sent_as_a_file_is_compared_with_those_of_other_cases(street: Street) -> None:
    """First a photo, then the same as a file, then as a file again whose kind only its name tells."""
    data = files.draw(77)
    first = await ended_with(street, data)
    second = await on_scene(street, near=NEXT)
    street.wang.send_document(1002, "IMG_1.jpg", data)
    await street.turn(2)
    assert [(piece.kind, piece.seen_in) for piece in await pieces(street, second)] == [("document", first)]
    assert f"#{first}" in street.card(second).text
    assert await done(street, second, "duplicate") == "resolved"
    third = await on_scene(street, near=CENTRE)
    street.wang.send_document(1002, "IMG_2.jpeg", data)
    await street.turn(2)
    assert [piece.seen_in for piece in await pieces(street, third)] == [second]


async def test_what_was_not_compared_is_told_from_what_was_not_found(street: Street) -> None:
    """A new photo was compared and found nowhere; a video, a voice note and a paper were not compared at all."""
    number = await on_scene(street)
    street.wang.send_photo(1002)
    street.wang.send_video(1002)
    street.wang.send_voice(1002)
    street.wang.send_document(1002)
    await street.turn(3)
    found = {str(piece.kind): (piece.was_compared, piece.seen_in) for piece in await pieces(street, number)}
    nothing = (False, None)
    assert found == {"photo": (True, None), "video": nothing, "voice": nothing, "document": nothing}
    [*folder] = street.house.photos.folder.iterdir()
    [photo] = [piece for piece in await pieces(street, number) if piece.kind == "photo"]
    assert {file.name.partition("-")[0] for file in folder} == {str(photo.id)}, "only the photo is fetched"
