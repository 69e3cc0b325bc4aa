"""The program stood still for a while: backlog first, fresh limits, questions anew, and what is lost is told."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.values import formats
from handlers.drill.people.seen import Seen
from tests.faults.after_trouble import restart, rows, whole
from tests.stories.conftest import CENTRE, GROUP, Street

pytestmark = pytest.mark.parametrize("street", ["zh"], indirect=True)
SECONDS, MINUTES, HOURS = 1, 60, 3600


def _orders(street: Street, user_id: int, number: int) -> list[str]:
    """Orders that sounded: with buttons that make a move."""
    mine = [m for m in street.private(user_id, f"#{number}") if m.buttons and m.location is None]
    return [m.text for m in mine if any(":accept" in str(b.data) or ":arrive" in str(b.data)
                                        or ":resolve" in str(b.data) for row in m.buttons for b in row)]  # fmt: skip


def _the_order(street: Street, user_id: int, number: int, move: str) -> Seen:
    """The one order with its buttons, of which *move* is the next; the steps and answers carry the next move alone."""
    mine = [m for m in street.private(user_id, f"#{number}") if f":{move}" in str(m.buttons)]
    [order] = [m for m in mine if ":backup" in str(m.buttons)]
    return order


def _asked_for_longer(street: Street) -> list[Seen]:
    return [m for m in street.private(1004) if ":longer" in str(m.buttons)]


@pytest.mark.parametrize("down_s", [10 * SECONDS, 10 * MINUTES, 23 * HOURS])
async def test_what_was_said_meanwhile_is_worked_off_before_the_clock_acts(street: Street, down_s: float) -> None:
    """The team accepted and was done while nobody listened: no order expires, no reminder is said, nobody is silent."""
    number = await street.report()
    await street.turn(5)

    def meanwhile() -> None:
        street.wang.say(1002, f"/accept {number}")
        street.wang.say(1002, f"/done {number} duplicate")

    await restart(street, down_s, meanwhile)
    await street.turn(5)
    case = await street.case(number)
    assert (case.state, [a.outcome for a in case.assignments]) == ("resolved", ["done"])
    assert not street.private(1002, street.said("late-mark").strip())
    assert await rows(street, "SELECT name FROM teams WHERE silent_since IS NOT NULL") == []


@pytest.mark.parametrize(("down_s", "orders"), [(10 * SECONDS, 1), (10 * MINUTES, 2), (23 * HOURS, 2), (25 * HOURS, 2)])
async def test_an_open_order_gets_a_fresh_limit_and_one_new_message(street: Street, down_s: float, orders: int) -> None:
    """Nobody's silence is counted: the team keeps it, and has the whole limit from the return on."""
    number = await street.report()
    await street.turn(5)
    await restart(street, down_s)
    await street.turn(3)
    assert len(_orders(street, 1002, number)) == orders
    await street.turn(15)
    case = await street.case(number)
    assert (case.state, case.lead and case.lead.outcome) == ("dispatched", None)
    assert await rows(street, "SELECT name FROM teams WHERE silent_since IS NOT NULL") == []
    await street.turn(60)
    assert "expired" in [a.outcome for a in (await street.case(number)).assignments]


@pytest.mark.parametrize(("down_s", "late"), [(10 * SECONDS, 0), (10 * MINUTES, 1), (23 * HOURS, 1), (25 * HOURS, 1)])
async def test_what_came_due_is_at_most_one_message_a_case_marked_late(
    street: Street, down_s: float, late: int
) -> None:
    """Arrival, 70 %, overdue and its repeats all fell into the gap: the most urgent is said, once, to each."""
    number = await street.report(item="shared_bike_parking")
    street.wang.say(1002, f"/accept {number}")
    await street.turn(60)
    await restart(street, down_s)
    await street.turn(3)
    marks = {1001: street.said("matter-late", said=""), 1002: street.said("late-mark")}
    for user_id, mark in marks.items():
        assert len(street.private(user_id, mark.strip())) == late
    results = [str(r[0]) for r in await rows(street, "SELECT result FROM occasions WHERE name = 'overdue'")]
    assert results.count("done") == late


@pytest.mark.parametrize(("stage", "word"), [("accept", "arrive"), ("arrived", "resolve")])
async def test_a_press_that_was_lost_is_asked_for_anew_once(street: Street, stage: str, word: str) -> None:
    """Telegram keeps a press 150 seconds: after a longer gap a new message brings the buttons back."""
    number = await street.report(item="shared_bike_parking")
    street.wang.say(1002, f"/accept {number}")
    await street.turn(6)
    if stage == "arrived":
        street.wang.say(1002, f"/arrived {number}")
        await street.turn(6)
    before = _the_order(street, 1002, number, word)
    await restart(street, 140, lambda: street.wang.press_data(before, f"incident:1.{number}:{word}:duplicate"))
    await street.turn(3)
    moved = {"arrive": "on_scene", "resolve": "resolved"}[word]
    assert (await street.case(number)).state == moved


async def test_after_more_than_150_s_what_waits_for_a_press_is_posted_anew_once(street: Street) -> None:
    """The press on *arrived* is gone; the order comes again with its buttons, and not a third time after a restart."""
    number = await street.report(item="shared_bike_parking")
    street.wang.say(1002, f"/accept {number}")
    await street.turn(6)
    before = _the_order(street, 1002, number, "arrive")
    await restart(street, 200, lambda: street.wang.press_data(before, f"incident:1.{number}:arrive"))
    await street.turn(3)
    assert (await street.case(number)).state == "accepted"
    order = _the_order(street, 1002, number, "arrive")
    assert order.id > before.id
    assert not [m for m in street.private(1002) if m.id == before.id and m.buttons], "the former one has none any more"
    count = len(_orders(street, 1002, number))
    await restart(street, 5)
    await street.turn(3)
    assert _the_order(street, 1002, number, "arrive").id == order.id
    assert len(_orders(street, 1002, number)) == count
    await street.press(1002, order, street.said("button-arrive"))
    assert (await street.case(number)).state == "on_scene"


async def test_after_less_than_150_s_no_order_that_was_accepted_comes_again(street: Street) -> None:
    """Presses were kept: nothing is asked twice."""
    number = await street.report(item="shared_bike_parking")
    street.wang.say(1002, f"/accept {number}")
    await street.turn(6)
    before = len(_orders(street, 1002, number))
    await restart(street, 140)
    await street.turn(3)
    assert len(_orders(street, 1002, number)) == before


@pytest.mark.parametrize("waited_s", [60, 700])
async def test_what_waits_for_confirmation_is_asked_anew_once(street: Street, waited_s: float) -> None:
    """Before its limit and after it: the captain's list comes once as a new message that sounds, never twice."""
    number = await street.report(item="shared_bike_parking")
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(waited_s)
    before = [m.id for m in street.private(1001) if "confirm_all" in str(m.buttons)]
    assert len(before) == (waited_s > 600)
    assert await _sounds(street) == len(before)
    await restart(street, 300)
    await street.turn(3)
    [asked] = [m.id for m in street.private(1001) if "confirm_all" in str(m.buttons)]
    assert asked not in before
    assert await _sounds(street) == len(before) + 1
    await restart(street, 5)
    await street.turn(10)
    assert [m.id for m in street.private(1001) if "confirm_all" in str(m.buttons)] == [asked]
    assert await _sounds(street) == len(before) + 1


async def _sounds(street: Street) -> int:
    """How often a captain's list has made a sound."""
    return len(await rows(street, "SELECT id FROM outbox WHERE purpose = 'needs' AND state = 'sent' AND NOT silent"))


async def test_the_question_before_the_end_of_duty_is_asked_anew(street: Street) -> None:
    """Asked at 11:50 h, nobody listened for fifteen minutes: asked again, and ten minutes to answer from then on."""
    await restart(street, 12 * HOURS - 300)
    await street.turn(3)
    assert len(_asked_for_longer(street)) == 1
    await restart(street, 15 * MINUTES)
    await street.turn(3)
    again = _asked_for_longer(street)
    assert len(again) == 2
    assert not street.private(1004, street.said("duty-over"))
    await street.press(1004, again[-1], street.said("button-hour-more"))
    await street.turn(11 * MINUTES)
    assert not street.private(1004, street.said("duty-over"))
    assert street.private(1005, street.said("duty-over"))


async def test_a_duty_that_ended_long_ago_just_ends(street: Street) -> None:
    """Hours after the end nobody is asked whether they are still there."""
    await restart(street, 12 * HOURS - 300)
    await street.turn(3)
    await restart(street, 5 * HOURS)
    await street.turn(3)
    assert len(_asked_for_longer(street)) == 1
    assert len(street.private(1004, street.said("duty-over"))) == 1


@pytest.mark.parametrize(("down_s", "told"), [(23 * HOURS, 0), (25 * HOURS, 1)])
async def test_messages_that_telegram_no_longer_kept_are_told_of_in_one_sentence(
    street: Street, down_s: float, told: int
) -> None:
    """From the last contact until a day before the return; the pin of the last day is there."""
    await street.turn(60)
    assert street.house.intake.last_good_poll is not None
    since = street.house.intake.last_good_poll
    await street.stop()
    street.reporter.send_location(GROUP, CENTRE.lat + 0.01, CENTRE.lon)
    await street.clock.turn(2 * HOURS)
    pin = street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await restart(street, down_s - 2 * HOURS)
    back = street.clock.now()
    await street.turn(3)
    assert await street.last_number() == 2 - told
    sentence = street.said("gap-messages-lost", begin="§", end="§").split("§")[0]
    found = street.private(1001, sentence)
    assert len(found) == told
    if told:
        zone = ZoneInfo("Asia/Shanghai")
        for at in (since, back - timedelta(hours=24)):
            assert street.house.words.fact(street.language, formats.day_clock(at, zone)) in found[0].text
        await street.turn(5)  # a captain has much to read, a message a second
        await whole(street, [pin.message_id])
    await restart(street, 5)
    await street.turn(3)
    assert len(street.private(1001, sentence)) == told
