"""Which reminders become one message."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.incidents.reporting.nowhere import unknown
from bot.outbox import backlog
from bot.outbox.letters import Button, Letter, LetterKind, Priority
from handlers.telegram.transport import bundles
from handlers.telegram.transport.pace import Pace

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
STEP = ((Button("button-step-of", "incident:1.7:arrive"),),)
SEEN = ((Button("button-seen", "incident:1.7:seen"),),)


def reminder(number: int, *, user_id: int | None, buttons: tuple[tuple[Button, ...], ...]) -> Letter:
    """A reminder of one case."""
    return Letter(
        district_id=None,
        chat_id=user_id or -100,
        kind=LetterKind.NOTE,
        priority=Priority.OVERDUE,
        created_at=NOON,
        id=number,
        user_id=user_id,
        case_id=number,
        buttons=buttons,
        purpose="reminder",
    )


@pytest.mark.parametrize(
    ("user_id", "buttons", "is_one"),
    [(1002, STEP, False), (1002, SEEN, True), (None, STEP, True), (1002, (), True)],
    ids=["steps in private", "owners", "steps in the group", "no buttons"],
)
def test_steps_of_two_cases_stand_apart_in_private(
    user_id: int | None, buttons: tuple[tuple[Button, ...], ...], *, is_one: bool
) -> None:
    """Each leaves when its own case moves on; all else becomes one message."""
    first, other = (reminder(number, user_id=user_id, buttons=buttons) for number in (7, 8))
    assert bundles.together(first, other) is is_one
    assert bundles.together(first, first)


def test_what_captains_hear_of_a_case_that_lies_nowhere_keeps_its_buttons() -> None:
    """Each has the step of its own case; it is no case to which no team can be sent."""
    plain = replace(reminder(7, user_id=None, buttons=()), purpose=bundles.NOBODY)
    assert bundles.together(plain, replace(plain, id=8))
    lost = replace(plain, purpose=unknown.PURPOSE)
    assert not bundles.together(lost, replace(lost, id=8))
    assert bundles.as_one((lost, replace(lost, id=8))) is None


def new_case(number: int, priority: Priority) -> Letter:
    """The first card of a case in the group."""
    return Letter(
        district_id=1, chat_id=-100, kind=LetterKind.CARD, priority=priority, created_at=NOON, id=number,
        case_id=number, facts={backlog.NEW: True},
    )  # fmt: skip


@pytest.mark.parametrize(("used", "held_back", "sets_out"), [(5, {-100}, True), (14, {-100}, False), (14, set(), True)])
def test_a_critical_case_takes_along_what_waits_where_it_may_not_go_alone(
    used: int, held_back: set[int], *, sets_out: bool
) -> None:
    """It is left to the next round, which lists them together, instead of using up the minute by itself."""
    pace = Pace()
    for n in range(used):
        pace.spent(-100, NOON - timedelta(seconds=40 - n))
    critical = new_case(7, Priority.ORDER)
    assert bundles.setting_out([critical], pace, NOON, held_back) == ([critical] if sets_out else [])
