"""How a tracker does: what is over, and what is not yet."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.access.keys import Tracker
from bot.positions import tracker_health
from bot.positions.tracker_health import Battery

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def troubled(**troubles: datetime) -> Tracker:
    """A tracker with troubles last seen then; *refused* means a refusal."""
    named = {"refused": "refused:fix-ahead"}
    return Tracker(1, 2, "a" * 64, NOW, troubles={named.get(k, k): at.isoformat() for k, at in troubles.items()})


def left(tracker: Tracker, battery: Battery | None = None) -> set[str]:
    """The troubles that a good fix now does not end."""
    return set(tracker_health.over(tracker, battery, NOW).troubles or {})


@pytest.mark.parametrize(
    ("percent", "charging", "low", "well"),
    [(15, False, True, False), (15, True, False, True), (16, False, False, False), (20, False, False, True)],
)
def test_a_battery_is_low_until_it_is_well(percent: float, charging: bool, low: bool, well: bool) -> None:
    """Between the two nothing is said, so that one that wavers is not told again and again."""
    battery = Battery(percent, charging)
    assert (battery.is_low, battery.is_well) == (low, well)


def test_a_good_fix_ends_silence_at_once_and_refusals_after_a_while() -> None:
    """A receiver that finds and loses its place is one trouble, not many."""
    assert left(troubled(silent=NOW)) == set()
    assert left(troubled(refused=NOW - timedelta(minutes=4))) == {"refused:fix-ahead"}
    assert left(troubled(refused=NOW - timedelta(minutes=5))) == set()


def test_a_battery_is_over_when_it_says_so() -> None:
    """A fix that tells nothing of it changes nothing."""
    tracker = troubled(battery=NOW)
    assert left(tracker) == left(tracker, Battery(18)) == {"battery"}
    assert left(tracker, Battery(18, charging=True)) == left(tracker, Battery(80)) == set()
