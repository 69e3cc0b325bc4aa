"""A captain reads in a second: nothing under the thumb that covers the page, every line says who and how long."""

import pytest

from tests.stories.conftest import CENTRE, GROUP, Street
from tests.stories.test_before_and_after_on_a_card import with_photos

CAPTAIN = 1001


async def test_turning_a_page_shows_nothing_over_it(street: Street) -> None:
    """Neither help nor the board says a piece of itself, with marks of its own writing, under the thumb."""
    await street.report()
    street.captain.say(CAPTAIN, "/help")
    await street.turn(3)
    page = street.private(CAPTAIN)[-1]
    assert await street.press(CAPTAIN, page, street.said("topic-shift")) == ""
    street.captain.say(CAPTAIN, "/board")
    await street.turn(3)
    board = street.private(CAPTAIN)[-1]
    assert await street.press(CAPTAIN, board, street.said("button-list-again", page=1, pages=1)) == ""


async def test_what_waits_to_be_confirmed_names_the_team_that_did_it(street: Street) -> None:
    """On the board, and in what is handed over."""
    await with_photos(street)
    street.captain.say(CAPTAIN, "/board")
    await street.turn(3)
    [line] = [one for one in street.private(CAPTAIN)[-1].text.splitlines() if "✔" in one]
    assert "一队" in line
    street.captain.say(CAPTAIN, "/shift start")
    await street.turn(3)
    [line] = [
        one
        for one in street.private(CAPTAIN)[-1].text.splitlines()
        if one.startswith("#") and street.said("state-resolved") in one
    ]
    assert "一队" in line


async def test_the_question_tells_seconds_and_of_no_rest_where_there_is_none(street: Street) -> None:
    """As the card: under a minute in seconds; *more after this* only where there is more."""
    number = await with_photos(street)
    case = await street.case(number)
    assert case.resolved_at is not None
    seconds = int((case.resolved_at - case.reported_at).total_seconds())
    assert seconds < 60
    street.captain.say(CAPTAIN, "/confirm")
    await street.turn(3)
    [asked] = [m for m in street.private(CAPTAIN) if street.said("button-confirm") in m.labels]
    first = asked.text.splitlines()[0]
    assert street.said("seconds", value=seconds) in first
    assert first.endswith("3/3")


@pytest.mark.parametrize(
    ("said", "key", "given"),
    [
        ("/limits 接单 45", "limit-out-of-bounds", ("minutes", 45)),
        ("/limits accept 2h", "limit-out-of-bounds", ("hours", 2)),
    ],
)
async def test_a_wrong_length_is_said_as_it_was_read(
    street: Street, said: str, key: str, given: tuple[str, int]
) -> None:
    """45 alone are minutes: who meant seconds sees it at once, and how to write them."""
    street.captain.say(CAPTAIN, said)
    await street.turn(3)
    limit, least, most = (
        {"word": "limit-accept"},
        {"word": "seconds", "value": 10},
        {"word": "minutes", "value": 30},
    )
    read = {"word": given[0], "hours" if given[0] == "hours" else "value": given[1]}
    told = street.private(CAPTAIN)[-1].text
    assert told == street.said(key, limit=limit, least=least, most=most, given=read)
    assert street.said(**{"key" if name == "word" else name: fact for name, fact in read.items()}) in told
    assert "45" in told


async def test_taking_away_what_was_never_set(street: Street) -> None:
    """A sentence, and no *is none already*."""
    street.captain.say(CAPTAIN, "/limits parking arrive default")
    await street.turn(3)
    of = {"word": "limits-of-group", "group": street.house.desk.books.built_in.category("parking")}
    told = street.private(CAPTAIN)[-1].text
    assert told == street.said("limits-same-none", of=of, limit={"word": "limit-arrive"})


async def test_no_hole_where_no_place_is_known(street: Street) -> None:
    """A case far from every registered place has none in its lines, and no gap instead."""
    number = await street.report(near=CENTRE)
    street.captain.say(CAPTAIN, "/board")
    street.captain.say(CAPTAIN, f"/history {number}")
    await street.turn(3)
    said = [m.text for chat in (CAPTAIN, GROUP) for m in street.captain.sees(chat) if m.by_bot]
    assert not [line for text in said for line in text.splitlines() if "  " in line.strip()]


async def test_shift_alone_is_one_tap_from_what_comes_next(street: Street) -> None:
    """On duty: how things stand, or the handover; off duty: the beginning."""
    street.captain.say(CAPTAIN, "/shift")
    await street.turn(3)
    asked = street.private(CAPTAIN)[-1]
    assert asked.labels == [street.said("button-shift-start"), street.said("button-shift-end")]
    street.captain.say(CAPTAIN, "/off")
    await street.turn(3)
    street.captain.say(CAPTAIN, "/shift")
    await street.turn(3)
    asked = street.private(CAPTAIN)[-1]
    assert asked.labels == [street.said("button-shift-start")]
    await street.press(CAPTAIN, asked, street.said("button-shift-start"))
    assert (await street.member(CAPTAIN)).duty is not None


async def test_a_silent_team_is_not_called_free(street: Street) -> None:
    """When all were asked, the captain's buttons say who gave no answer."""
    number = await street.report()
    await street.turn(400)
    told = [m for m in street.private(CAPTAIN) if f"incident:1.{number}:assign" in str(m.buttons)]
    assert told
    labels = " ".join(told[-1].labels)
    assert street.said("nearer-passed-over") in labels
    assert street.said("doubt-none") not in labels
