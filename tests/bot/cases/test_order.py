"""In what order cases stand on screens and in messages, and which of them need somebody now."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cases import order
from bot.cases.order import Stand, Why
from tests.bot.builders import NOW

GOES_ON = Stand(1, due_at=NOW + timedelta(minutes=5))
A_MINUTE = timedelta(minutes=1)

TOP_DOWN = (
    (replace(GOES_ON, severity="critical", alone=True), Why.CRITICAL_ALONE),
    (replace(GOES_ON, severity="critical"), Why.CRITICAL),
    (replace(GOES_ON, alone=True, asks="danger"), Why.DANGER),
    (replace(GOES_ON, alone=True, severity="high"), Why.NO_TEAM),
    (replace(GOES_ON, alone=True, asks="same"), Why.ASKED),
    (replace(GOES_ON, rests="held", hold_until=NOW), Why.HOLD_OVER),
    (replace(GOES_ON, rests="resolved", due_at=NOW - A_MINUTE), Why.CONFIRM),
    (replace(GOES_ON, due_at=NOW - A_MINUTE), Why.OVERDUE),
    (replace(GOES_ON, due_at=NOW + A_MINUTE), Why.RUNS),
    (replace(GOES_ON, rests="held", hold_until=NOW + A_MINUTE, due_at=NOW - A_MINUTE), Why.HELD),
)


@pytest.mark.parametrize(("one", "why"), TOP_DOWN)
def test_why_a_case_stands_where_it_stands(one: Stand, why: Why) -> None:
    """Each for one reason, the most urgent that it has."""
    assert order.why(one, NOW) is why


def test_the_order_is_that_of_the_reasons() -> None:
    """However they came in; what needs somebody now stands above all that does not."""
    cases = [replace(one, number=n) for n, (one, _) in enumerate(TOP_DOWN)]
    shuffled = random.Random(3).sample(cases, len(cases))
    assert sorted(shuffled, key=lambda one: order.key(one, NOW)) == cases
    now = [why.is_now for _, why in TOP_DOWN]
    assert now == sorted(now, reverse=True)
    assert [why for _, why in TOP_DOWN if not why.is_now] == [Why.RUNS, Why.HELD]


def test_of_one_reason_what_is_due_first_stands_higher() -> None:
    """Then what is more severe, then what came first; what is never due comes last."""
    soon, late = (replace(GOES_ON, due_at=NOW + A_MINUTE * n) for n in (1, 2))
    ordered = [
        replace(soon, number=9, severity="high"),
        replace(soon, number=2),
        replace(soon, number=3),
        late,
        replace(GOES_ON, due_at=None),
    ]
    shuffled = random.Random(3).sample(ordered, len(ordered))
    assert sorted(shuffled, key=lambda one: order.key(one, NOW)) == ordered


def test_a_call_for_help_comes_before_everything() -> None:
    """One that nobody has taken before one that somebody leads."""
    ranks = [order.why_called(is_taken=taken).rank for taken in (False, True)]
    assert ranks == [0, 1]
    assert min(order.why(one, NOW).rank for one, _ in TOP_DOWN) > max(ranks)


def test_what_was_critical_and_is_done_only_waits_to_be_confirmed() -> None:
    """The danger is over; a critical case on hold is still one."""
    assert order.why(replace(GOES_ON, severity="critical", rests="resolved"), NOW) is Why.CONFIRM
    assert order.why(replace(GOES_ON, severity="critical", rests="held"), NOW) is Why.CRITICAL
