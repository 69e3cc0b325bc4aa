"""Which checks are said at the door of a place: those ahead, from two weeks before their first day on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.inspections import marks
from bot.inspections.table import AHEAD, LIVE, Visit

TODAY = date(2026, 12, 1)
VISIT = Visit(1, "inspection", 7, "approved", datetime(2026, 11, 1, tzinfo=UTC), since=TODAY, until=TODAY)


@pytest.mark.parametrize(("days", "soon"), [(-3, True), (0, True), (14, True), (15, False)])
def test_a_check_is_due_from_two_weeks_before(days: int, soon: bool) -> None:
    """Also on a day that has passed: nobody went."""
    assert marks.is_soon(replace(VISIT, since=TODAY + timedelta(days=days)), TODAY) is soon


@pytest.mark.parametrize("state", sorted(LIVE))
def test_one_that_was_begun_is_due_no_more(state: str) -> None:
    """Only what is ahead."""
    assert marks.is_soon(replace(VISIT, state=state), TODAY) is (state in AHEAD)
