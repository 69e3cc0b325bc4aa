"""A member who knows nothing yet, with an old phone: every answer says what holds, briefly, and where to tap."""

import re

import pytest

from handlers.drill.people.seen import Seen
from handlers.telegram.commands import Register
from handlers.telegram.features import FEATURES
from tests.stories.conftest import GROUP, Street
from tests.stories.test_before_and_after_on_a_card import with_photos

CAPTAIN, WANG, LI, VIEWER, STRANGER = 1001, 1002, 1003, 1007, 9999


def in_group(street: Street) -> list[Seen]:
    """What the bot said to everybody."""
    return [m for m in street.captain.sees(GROUP) if m.by_bot]


async def test_start_in_the_group_shows_the_way(street: Street) -> None:
    """One tap opens the private chat."""
    street.who(STRANGER).say(GROUP, "/start")
    await street.turn(3)
    said = in_group(street)[-1]
    assert said.text == street.said("start-in-private")
    assert said.labels == [street.said("button-open-private")]


async def test_a_long_help_does_not_fill_the_group(street: Street) -> None:
    """Who has no private chat reads names under headings, all of them, and the way to that chat."""
    street.who(LI).say(GROUP, "/help")
    await street.turn(3)
    said = in_group(street)[-1]
    assert said.labels == [street.said("button-open-private")]
    assert len(said.text.splitlines()) <= 10
    of_others = {"captains", "officers"}
    may = {
        name for name, c in Register(FEATURES).commands.items() if c.audience not in of_others and c.where != "private"
    }
    assert set(re.findall(r"(?<!\w)/(\w+)", said.text)) == may


@pytest.mark.parametrize("user_id", [VIEWER, STRANGER])
async def test_who_may_not_report_is_not_told_to(street: Street, user_id: int) -> None:
    """A location of a viewer or a stranger is no report, and their help does not say so."""
    street.who(STRANGER).start_private()
    await street.turn(3)
    street.who(user_id).say(user_id, "/help")
    await street.turn(3)
    told = street.private(user_id)[-1].text
    assert "/help" in told
    assert street.said("help-pin") not in told


async def test_help_is_in_one_language(street: Street) -> None:
    """What is to be written in its place is named in the language of the rest."""
    street.wang.say(WANG, "/help")
    await street.turn(3)
    page = street.private(WANG)[-1]
    await street.press(WANG, page, street.said("topic-case"))
    await street.turn(3)
    told = street.private(WANG)[-1].text
    assert f"/decline 42 {street.said('blank-reason')}" in told
    assert (re.search("[A-Z]{3,}", told) is None) == (street.language == "zh")


async def test_help_of_a_member_names_the_hold(street: Street) -> None:
    """Who leads may ask for one, so it stands among what they may use."""
    street.wang.say(WANG, "/help")
    await street.turn(3)
    line = next(one for one in street.private(WANG)[-1].text.splitlines() if "/accept" in one)
    assert "/hold" in line
    assert "/resume" in line


async def test_the_captain_reads_which_case_is_to_be_held(street: Street) -> None:
    """With its item, and no empty reason where none was given."""
    number = await street.report()
    street.wang.say(WANG, f"/accept {number}")
    await street.turn(3)
    for words, why in (("/hold", ""), ("/hold 40m 等拖车", street.said("because", reason="等拖车"))):
        street.wang.say(WANG, words)
        await street.turn(3)
        item = street.house.desk.books.built_in.item("shared_bike_parking")
        named = item.name_zh if street.language == "zh" else item.name_en
        minutes = 40 if why else 30
        await street.turn(6)
        told = street.need(number)
        assert named in told
        assert told.endswith(street.said("matter-hold", minutes=minutes, why=why))


async def test_done_twice_says_how_it_stands(street: Street) -> None:
    """It is theirs and done already; nobody is sent to the captain for it."""
    number = await with_photos(street)
    street.wang.say(WANG, f"/done {number}")
    await street.turn(3)
    facts = {"state_word": street.said("state-resolved"), "move_word": street.said("move-resolve")}
    assert street.private(WANG)[-1].text == street.said("not-now", number=number, **facts)


async def test_which_case_is_asked_with_the_command_that_was_typed(street: Street) -> None:
    """And not with another one, which would do something."""
    await street.report(by=1006)
    await street.report("street_stall", by=1005)
    for command in ("case", "history"):
        street.captain.say(CAPTAIN, f"/{command}")
        await street.turn(3)
        told = street.private(CAPTAIN)[-1].text
        assert f"/{command}_" in told
        assert "/accept" not in told


async def on_hold(street: Street) -> int:
    """老王 asked for it without a reason, and the captain tapped."""
    number = await street.report()
    street.wang.say(WANG, f"/accept {number}")
    street.wang.say(WANG, "/hold")
    await street.turn(3)
    asked = [m for m in street.private(CAPTAIN) if street.said("button-hold") in m.labels][-1]
    await street.press(CAPTAIN, asked, street.said("button-hold"))
    await street.turn(3)
    assert (await street.case(number)).state == "held"
    return number


async def test_a_hold_without_a_reason_tells_of_none(street: Street) -> None:
    """Neither to the team nor in the history; no word of ours stands where a reason would."""
    number = await on_hold(street)
    street.captain.say(CAPTAIN, f"/history {number}")
    await street.turn(3)
    told = [m.text for m in (*street.private(WANG), *street.private(CAPTAIN)) if street.said("move-hold") in m.text]
    assert len(told) >= 2
    assert not [text for text in told if "asked" in text]


async def test_while_it_is_on_hold_nothing_is_offered_that_cannot_be(street: Street) -> None:
    """No second hold is asked of the captain; words that are no move are told how to go on."""
    number = await on_hold(street)
    before = len(street.private(CAPTAIN))
    street.wang.say(WANG, "/hold")
    await street.turn(3)
    assert len(street.private(CAPTAIN)) == before
    facts = {"state_word": street.said("state-held"), "move_word": street.said("move-hold")}
    assert street.private(WANG)[-1].text == street.said("not-now", number=number, **facts)
    street.wang.say(WANG, "在哪")
    await street.turn(3)
    assert street.private(WANG)[-1].text == street.said("case-on-hold", number=number)
    street.wang.say(WANG, "/resume")
    await street.turn(3)
    await street.turn(6)
    assert street.said("matter-resume") in street.need(number)
