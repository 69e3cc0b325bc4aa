"""What is entered late, with an hour or by a message that was held up, is timed by when it happened."""

from datetime import timedelta

import pytest

from bot.incidents import hours
from bot.insight import figures
from tests.stories.conftest import Street


async def _on_scene(street: Street) -> int:
    number = await street.report()
    await street.turn(2)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(20)
    street.wang.say(1002, f"/arrived {number}")
    await street.turn(40)
    return number


async def test_a_done_with_an_hour_leaves_no_waiting_behind(street: Street) -> None:
    """Five minutes later the team says that it was done before; the card tells both, and nobody waited for that."""
    number = await _on_scene(street)
    at = (street.clock.now() + timedelta(hours=8)).strftime("%H:%M")
    await street.turn(300)
    street.wang.say(1002, f"/done {number} duplicate at {at}")
    await street.turn(5)
    case = await street.case(number)
    assert case.state == "resolved"
    assert case.resolved_at != case.done_at
    times = figures.steps_of(case)
    assert times.waiting == pytest.approx(0, abs=3)
    assert times.total == hours.took_s(case) == pytest.approx(62, abs=60)
    entered = hours.entered_at(case)
    assert entered is not None
    hour = (entered + timedelta(hours=8)).strftime("%H:%M")
    assert street.said("entered-at", at=hour) in street.card(number).text


async def test_a_message_that_was_held_up_counts_from_when_it_was_written(street: Street) -> None:
    """The team said so in time: nothing was put back, and the history shows both hours."""
    number = await _on_scene(street)
    said_at = street.clock.now()
    await street.stop()
    street.wang.say(1002, f"/done {number} duplicate")
    await street.clock.turn(275)
    await street.start()
    await street.turn(5)
    case = await street.case(number)
    assert case.state == "resolved"
    assert case.done_at is not None
    assert case.resolved_at == case.done_at
    assert abs(case.done_at - said_at) < timedelta(seconds=2)
    assert hours.entered_at(case) is None
    assert figures.steps_of(case).waiting == pytest.approx(0, abs=3)
    async with street.house.store.look() as tx:
        line = (await tx.history.of_case(case.id))[-1]
    assert line.recorded_at - line.record.at >= timedelta(seconds=270)


async def test_what_was_written_before_the_last_move_counts_from_that(street: Street) -> None:
    """A held-up message never makes time run backwards."""
    number = await street.report()
    await street.turn(2)
    await street.stop()
    street.wang.say(1002, f"/accept {number}")
    street.wang.say(1002, f"/arrived {number}")
    await street.clock.turn(120)
    await street.start()
    await street.turn(5)
    lead = (await street.case(number)).lead
    assert lead is not None
    assert lead.accepted_at is not None
    assert lead.arrived_at is not None
    assert lead.sent_at <= lead.accepted_at <= lead.arrived_at < street.clock.now() - timedelta(seconds=115)


async def test_an_arrival_entered_late_is_a_sign_of_life_now(street: Street) -> None:
    """Whoever says so half an hour later is not asked at once whether all is well."""
    number = await street.report()
    await street.turn(2)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(2)
    await street.stop()
    street.wang.say(1002, f"/arrived {number}")
    await street.clock.turn(1800)
    await street.start()
    await street.turn(100)
    assert (await street.case(number)).state == "on_scene"
    async with street.house.store.look() as tx:
        team = await tx.teams.get(1)
    assert team is not None
    assert (team.seen_at is not None, team.asked) == (True, 0)
