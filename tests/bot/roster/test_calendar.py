"""What a phone is told of each shift: told apart for ever, counted up when it changes, and not otherwise."""

from datetime import date, timedelta

from bot.duty.plan import Shift, Swap, SwapState
from bot.roster import calendar
from tests.bot.builders import NOW

TEAMS = {1: "一队", 2: "二队"}
SINCE = NOW - timedelta(days=7)


def shift(hours: int, *, lasts: int = 8, team_id: int | None = 1, captain: bool = False) -> Shift:
    """One that begins so many hours from now."""
    begin = NOW + timedelta(hours=hours)
    return Shift(1002, date(2026, 3, 2), begin, begin + timedelta(hours=lasts), captain, team_id)


def test_what_did_not_change_is_told_as_before() -> None:
    """The same bytes an hour later: a phone that has them is told so."""
    first, told = calendar.entries([shift(1), shift(30)], TEAMS, {}, SINCE, NOW)
    again, later = calendar.entries([shift(1), shift(30)], TEAMS, told, SINCE, NOW + timedelta(hours=1))
    assert (again, later) == (first, told)
    assert [(one.changes, one.changed_at, one.team) for one in first] == [(0, NOW, "一队")] * 2


def test_one_that_changed_counts_up_and_keeps_its_name() -> None:
    """A longer shift, another team, a captain's; the others stay as they are."""
    _, told = calendar.entries([shift(1), shift(30)], TEAMS, {}, SINCE, NOW)
    later = NOW + timedelta(minutes=5)
    for changed in (shift(1, lasts=9), shift(1, team_id=2), shift(1, captain=True)):
        (one, other), _ = calendar.entries([changed, shift(30)], TEAMS, told, SINCE, later)
        assert (one.minute, one.changes, one.changed_at) == (changed.minute, 1, later)
        assert (other.changes, other.changed_at) == (0, NOW)


def test_one_that_went_and_comes_back_is_newer_than_both() -> None:
    """A swap that was undone: a phone takes the entry with the higher count."""
    _, told = calendar.entries([shift(1)], TEAMS, {}, SINCE, NOW)
    none, told = calendar.entries([], TEAMS, told, SINCE, NOW)
    [back], _ = calendar.entries([shift(1)], TEAMS, told, SINCE, NOW)
    assert (none, back.changes) == ([], 2)


def test_what_is_long_over_is_forgotten() -> None:
    """So that nothing grows for ever."""
    _, told = calendar.entries([shift(1)], TEAMS, {}, SINCE, NOW)
    assert calendar.entries([], TEAMS, told, NOW + timedelta(days=1), NOW)[1] == {}


def test_whoever_a_shift_may_come_from_is_looked_at() -> None:
    """Also through several hands; offers that nobody confirmed bring none."""
    swaps = [
        Swap(1, giver, taker, NOW, NOW, NOW, state)
        for giver, taker, state in (
            (2, 1, SwapState.CONFIRMED), (3, 2, SwapState.CONFIRMED), (1, 3, SwapState.CONFIRMED),
            (4, 1, SwapState.AGREED), (1, 5, SwapState.CONFIRMED),
        )
    ]  # fmt: skip
    assert calendar.givers(1, swaps) == {1, 2, 3}
