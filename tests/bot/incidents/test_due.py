"""What repeats without end: worked out at once, however long ago it began."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate, chain, repeat, takewhile

import pytest

from bot.incidents import due
from bot.incidents.limits import Limits
from bot.incidents.reminders import stale
from tests.bot.builders import NOW, an_incident

LIMITS = Limits(remind_every=300)
EVER = (0, 1, 299, 300, 301, 599, 600, 601, 899, 900, 1499, 1500, 2699, 2700, 4500, 6300, 40_000, 86_400 * 365)


def _one_by_one(steps: Iterable[int], now_s: int) -> int:
    """How many of the times that lie *steps* seconds apart have been, counted one after the other."""
    return sum(1 for _ in takewhile(lambda at: at <= now_s, accumulate(steps)))


@pytest.mark.parametrize("after", EVER)
def test_the_last_that_it_was_said_to_be_overdue_and_the_next(after: int) -> None:
    """At the deadline, after 5, 15 and 35 minutes, then each half hour: the same as counted one by one."""
    case = an_incident("on_scene")
    deadline = next(d.due_at for d in due.occasions(case, LIMITS, NOW) if d.name == "overdue")
    now = deadline + timedelta(seconds=after)
    said = [(d.n, d.due_at <= now) for d in due.occasions(case, LIMITS, now) if d.name == "overdue"]
    last = _one_by_one(chain((0, 300, 600, 1200), repeat(1800)), after) - 1
    assert said == [(last, True), (last + 1, False)]
    assert due.repeats(case, LIMITS, now) == last


def test_before_the_deadline_only_the_first_is_to_come() -> None:
    """Nothing has been said."""
    case = an_incident("on_scene")
    assert [d.n for d in due.occasions(case, LIMITS, NOW) if d.name == "overdue"] == [0]
    assert due.repeats(case, LIMITS, NOW) == 0


@pytest.mark.parametrize("after", EVER)
def test_captains_are_asked_to_confirm_each_half_hour(after: int) -> None:
    """How often, and when next."""
    case = replace(an_incident("resolved"), resolved_at=NOW)
    now = NOW + timedelta(seconds=LIMITS.confirm + after)
    asked = _one_by_one(chain((0,), repeat(1800)), after)
    assert due.asked_to_confirm(case, LIMITS, now) == asked
    assert [(d.n, d.due_at <= now) for d in due.occasions(case, LIMITS, now)] == [(asked - 1, True), (asked, False)]


def test_nobody_is_asked_to_confirm_too_early() -> None:
    """The first time is to come."""
    case = replace(an_incident("resolved"), resolved_at=NOW)
    assert due.asked_to_confirm(case, LIMITS, NOW) == 0
    assert [d.n for d in due.occasions(case, LIMITS, NOW)] == [0]


@pytest.mark.parametrize(
    ("minutes", "hours"), [(0, [1]), (29, [1]), (30, [1, 2]), (95, [3, 4]), (60 * 24 * 700, [33_600, 33_601])]
)
def test_half_hours_without_a_touch(minutes: int, hours: list[int]) -> None:
    """The last that is over, and the next."""
    case = an_incident("open")
    found = stale.due(case, NOW, NOW + timedelta(minutes=minutes))
    assert [one.n for one in found] == hours
    assert [one.due_at for one in found] == [NOW + timedelta(minutes=30 * n) for n in hours]
