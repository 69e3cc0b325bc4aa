"""A call for help while Telegram fails, the bot is down, or the group is full: late by no more than that."""

from datetime import datetime

import pytest

from bot.outbox.letters import Priority
from handlers.telegram.transport.pace import Pace
from tests.faults.after_trouble import restart, rows, unmarked
from tests.stories.conftest import GROUP, START, Street
from tests.stories.test_sos import alarms, call_of, raised

pytestmark = pytest.mark.parametrize("street", ["zh"], indirect=True)


def _first_sent(street: Street, chat: int, number: int) -> datetime:
    return min(c.at for c in street.world.calls.of(chat, "sendMessage", ok=True) if f"#{number}" in (c.text or ""))


async def test_twenty_seconds_without_telegram_hold_it_up_by_hardly_more(street: Street) -> None:
    """Sending fails for 20 s after the call was heard: card and alarms go within two seconds of its end, each once."""
    await street.turn(5)
    street.wang.say(1002, "/sos")
    street.world.faults.fail_next("sendMessage", 502)
    await street.settle()
    number = await street.last_number()
    began = street.clock.now()
    street.world.outage(20)
    await street.turn(26)
    for chat in (GROUP, 1001, 1004, 1005):
        assert 0 <= (_first_sent(street, chat, number) - began).total_seconds() <= 23
    assert len(alarms(street, 1001, number)) == 1
    await street.turn(10)
    assert len(alarms(street, 1001, number)) == 2
    assert await unmarked(street) == []


async def test_a_call_said_while_nothing_answers_is_heard_at_the_end(street: Street) -> None:
    """It waits at Telegram; whatever else came in the gap, everybody hears it within seconds of the return."""
    await street.turn(5)
    street.world.outage(40)
    number = await street.last_number() + 1
    for n in range(30):
        street.reporter.say(GROUP, f"talk {n}")
    street.wang.say(1002, "/sos")
    await street.turn(75)
    assert (await call_of(street, number)).state == "raised"
    assert alarms(street, 1001, number)


@pytest.mark.parametrize("down_s", [10, 600])
async def test_after_a_restart_the_repeats_go_on_and_nothing_is_doubled(street: Street, down_s: float) -> None:
    """However many came due meanwhile, all are told once, and then in the old step."""
    number = await raised(street, 1004)
    await street.turn(5)
    assert len(alarms(street, 1001, number)) == 1
    await restart(street, down_s)
    await street.turn(32)
    told = len(alarms(street, 1001, number))
    assert told in {2, 3}
    await street.turn(60)
    assert len(alarms(street, 1001, number)) == told + 2
    cards = await rows(street, "SELECT message_id FROM postings WHERE purpose = 'card'")
    assert len(cards) == 1
    assert await unmarked(street) == []
    street.captain.say(1001, f"/ack {number}")
    await street.turn(3)
    assert (await call_of(street, number)).state == "acknowledged"


async def test_an_answer_that_was_lost_is_said_again_with_the_mark(street: Street) -> None:
    """The card was sent and nobody knows: it comes again, marked; the buttons act on the state."""
    street.world.faults.lose_answer("sendMessage")
    number = await raised(street, 1004)
    await street.turn(20)
    assert await unmarked(street) == []
    mark = street.said("repeated-mark")
    seen = [m.text for user in (1001, 1002, 1005, 1004) for m in street.private(user)]
    seen += [m.text for m in street.captain.sees(GROUP)]
    assert any(mark in text for text in seen if f"#{number}" in text)


async def test_two_of_the_groups_twenty_are_its_own(street: Street) -> None:
    """Orders and overdue may use eighteen, all else fifteen; only then does an SOS wait, for the minute."""
    pace = Pace()
    assert await street.last_number() == 0
    room = {Priority.ANSWER: 15, Priority.OVERDUE: 18, Priority.ORDER: 18, Priority.SOS: 20}
    far = START.replace(hour=5)
    for n in range(20):
        at = far.replace(minute=0, second=2 * n)
        for priority, most in room.items():
            assert (pace.ready_at(GROUP, priority, at) <= at) == (n < most), (priority, n)
        pace.spent(GROUP, at)
    assert pace.ready_at(GROUP, Priority.SOS, far.replace(second=50)) > far.replace(second=59)
