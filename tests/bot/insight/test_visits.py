"""Figures of visits and hazards: sums, shares of few, Wilson's interval, what is in time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.hazards.table import Hazard
from bot.insight import visits
from bot.insight.visits import Found, Made, Wished
from bot.screens.checks import statistics

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def test_sums_are_those_of_the_visits_and_a_joined_one_counts_once_for_each_body() -> None:
    """By kind the visits are all of them, each once; by body there are as many more as bodies joined."""
    made = [
        Made(1, "daily", ("fire",)),
        Made(2, "daily", ("market", "fire")),
        Made(3, "special", ("fire", "emergency")),
    ]
    told = visits.figures(made, [Wished(2, "fire", avoided=False, whole=True), Wished(1, "gas", True, None)], [])
    assert sorted(n for numbers in told.by_kind.values() for n in numbers) == sorted(told.made) == [1, 2, 3]
    assert sum(len(numbers) for numbers in told.by_body.values()) == len(told.made) + len(told.joined)
    assert told.joined == ((2, "fire"), (3, "emergency"))
    assert told.avoided == ((1, "gas"),)
    assert (told.whole.good, told.whole.bad) == ((2,), ())


@pytest.mark.parametrize(
    ("good", "count", "low", "high"), [(8, 10, 0.490, 0.943), (10, 10, 0.722, 1.0), (0, 20, 0, 0.161)]
)
def test_a_share_of_ten_lies_within_wilsons_interval(good: int, count: int, low: float, high: float) -> None:
    """Also of all and of none it says how sure that is."""
    told = visits.share((n, n < good) for n in range(count))
    assert (told.rate, told.low, told.high) == (
        good / count,
        pytest.approx(low, abs=2e-3),
        pytest.approx(high, abs=2e-3),
    )


def test_of_fewer_than_ten_no_share_is_told() -> None:
    """What is not decided yet is no case of it either."""
    told = visits.share([*((n, True) for n in range(9)), (9, None)])
    assert (told.count, told.rate, told.low) == (9, None, None)


def test_hazards_on_the_spot_have_no_limit_to_keep_and_those_still_in_time_wait() -> None:
    """Each hazard stands in exactly one of: on the spot, in time, late, waiting."""
    found = [Found(1, True, None, on_spot=True), Found(2, True, True), Found(3, False, False), Found(4, None, None)]
    told = visits.figures([], [], found)
    assert (told.on_spot, told.in_time.good, told.in_time.bad, told.waiting) == ((1,), (2,), (3,), (4,))
    assert (told.first_time.good, told.first_time.bad) == ((2,), (3,))


CLOSED = Hazard(
    1, "hazard", 5, "closed", NOW - 9 * DAY, limit_at=NOW - 3 * DAY, fixed_at=NOW - 4 * DAY, recheck_at=NOW - DAY,
    ended_at=NOW - 2 * DAY,
)  # fmt: skip


@pytest.mark.parametrize(
    ("hazard", "in_time"),
    [
        (CLOSED, True),
        (replace(CLOSED, fixed_at=NOW - 2 * DAY), False),
        (replace(CLOSED, ended_at=NOW), False),
        (replace(CLOSED, sent_back=1), False),
        (replace(CLOSED, state="rectified", ended_at=None), False),
        (replace(CLOSED, state="rectified", ended_at=None, recheck_at=NOW + DAY), None),
        (replace(CLOSED, state="limited", fixed_at=None, recheck_at=None, ended_at=None), False),
    ],
)
def test_in_time_is_put_right_by_the_limit_and_looked_at_again_by_its_day(hazard: Hazard, in_time: bool | None) -> None:
    """What was sent back missed its limit, whatever the new one says; what is open and over is late already."""
    assert statistics.in_time(hazard, NOW) is in_time


def test_what_comes_again_is_told_by_place() -> None:
    """The same item, or the same by what it is called, also beside one of a list; most first."""
    a, b, c = "K7M4QX", "Y2P8RT", "Z9W3NB"

    def one(number: int, place: str, item: str, called: str) -> Found:
        return Found(number, None, None, place=place, item=item, called=called)

    found = [
        one(1, a, "fire/F1", "extinguisher"),
        one(2, a, "", "extinguisher"),
        one(3, a, "fire/F2", "wiring"),
        one(4, b, "", "manhole"),
        one(5, c, "fire/F1", "extinguisher"),
        one(6, c, "fire/F1", "extinguishers"),
        one(7, c, "", "extinguisher"),
        one(8, b, "", ""),
        one(9, b, "", ""),
    ]
    assert visits.figures([], [], found).again == {c: (5, 6, 7), a: (1, 2)}
    assert list(visits.figures([], [], found).again) == [c, a]
