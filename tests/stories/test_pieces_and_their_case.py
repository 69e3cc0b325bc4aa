"""To which case a piece belongs: what was asked for and overtaken, captions, cases that were mixed up or merged."""

from tests.stories.conftest import GROUP, Street
from tests.stories.test_closing_by_evidence import NEXT, SHOTS, STALL, done, lacking, name, on_scene, pieces

SHARED = "shared_bike_parking"

CAPTION = "共享单车乱停"


async def wanted(street: Street, number: int, key: str = SHOTS[2], user_id: int = 1002) -> None:
    """Say ``/done`` and tap the button of a piece that is missing."""
    await done(street, number, user_id=user_id)
    await street.press(user_id, lacking(street, user_id), street.said("button-piece", piece=name(street, STALL, key)))
    await street.turn(2)


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
