"""*Unsafe* travels: whoever is sent next reads who declined and why, and the captain can act with one tap."""

import pytest

from handlers.drill.people.seen import Seen
from tests.stories.conftest import GROUP, Street

WORDS = "三个人拿着棍子"


async def _declined(street: Street) -> tuple[int, Seen]:
    """老王 declines in words; the number, and what the captain hears."""
    number = await street.report(item="street_stall")
    street.wang.say(1002, f"/decline {number} unsafe {WORDS}")
    await street.turn(4)
    told = street.needs()
    assert told is not None
    assert WORDS in street.need(number)
    return number, told


async def test_the_next_order_says_who_declined_and_why(street: Street) -> None:
    """Second line of the order, and on the card."""
    number, _ = await _declined(street)
    why = street.said("unsafe-words", words=WORDS)
    line = street.said("card-unsafe", team="一队", name="老王", why=why)
    [order] = [m for m in street.private(1004, f"#{number}") if street.said("button-accept") in m.labels]
    assert order.text.splitlines()[1] == line
    assert line in street.card(number).text


async def test_the_others_of_the_team_hear_that_nobody_goes(street: Street) -> None:
    """One of them declined for all: who is on the way there reads it in a new message, who did it does not."""
    street.who(1003).say(GROUP, "/duty")
    await street.turn(3)
    number, _ = await _declined(street)
    heard = street.said("former-hears-decline", case="|", by="老王", reason="|", next="|").split("|")[1].strip()
    assert [m for m in street.captain.sees(GROUP) if heard in m.text], (
        "who has no private chat is mentioned in the group"
    )
    assert not [m for m in street.private(1002, f"#{number}") if heard in m.text]


@pytest.mark.parametrize("reason", ["busy", "equipment"])
async def test_another_reason_warns_nobody(street: Street, reason: str) -> None:
    """Neither the order nor the captain's message has anything of it."""
    number = await street.report(item="street_stall")
    street.wang.say(1002, f"/decline {number} {reason}")
    await street.turn(4)
    [order] = [m for m in street.private(1004, f"#{number}") if street.said("button-accept") in m.labels]
    assert "⚠️" not in order.text
    assert street.need(number) == ""


async def test_the_captain_sends_backup_with_one_tap(street: Street) -> None:
    """The team after the next goes along."""
    number, told = await _declined(street)
    await street.press(1001, told, street.said("matter-do-backup"))
    await street.turn(4)
    assert [a.team_id for a in (await street.case(number)).support] == [3]
    [order] = [m for m in street.private(1005, f"#{number}") if street.said("button-accept") in m.labels]
    assert WORDS in order.text


async def test_the_captain_holds_it_with_one_tap_and_the_reason_stands(street: Street) -> None:
    """Nobody goes there for half an hour; the card says why."""
    number, told = await _declined(street)
    await street.press(1001, told, street.said("matter-do-hold"))
    await street.turn(4)
    case = await street.case(number)
    assert (case.state, case.hold_until) == ("held", case.hold_until)
    assert street.said("reason-unsafe") in street.card(number).text


async def test_it_is_forgotten_when_the_case_begins_anew(street: Street) -> None:
    """Sent back after it was done, another day's team need not fear it."""
    number, _ = await _declined(street)
    street.qiang.say(1004, f"/done {number} duplicate")
    await street.turn(3)
    street.captain.say(1001, f"/sendback {number} look again")
    await street.turn(4)
    assert "⚠️" not in street.private(1004, f"#{number}")[-1].text
