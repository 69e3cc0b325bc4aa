"""Points become tracks: one for each stretch of duty, in pieces where nothing was heard."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.exports import tracks
from bot.exports.port import Fix
from bot.exports.tracks import GAP, Cutting
from tests.bot.builders import NOW, SPOT

MINUTE = timedelta(minutes=1)


def fixes(*minutes: float) -> list[Fix]:
    """Points at these minutes."""
    return [Fix(n, SPOT, NOW + minute * MINUTE) for n, minute in enumerate(minutes)]


def test_a_gap_begins_another_segment_and_a_duty_another_track() -> None:
    """What is of no duty is told apart."""
    cutting = Cutting([(NOW, NOW + 60 * MINUTE), (NOW + 100 * MINUTE, None)])
    found = cutting.take(fixes(0, 1, 11, 22, 60, 70, 101, 500)) + cutting.end()
    assert [([len(s) for s in t.segments], t.on_duty) for t in found] == [
        ([3, 1, 1], True),
        ([1], False),
        ([1, 1], True),
    ]
    assert (found[0].begins_at, found[0].ends_at) == (NOW, NOW + 60 * MINUTE)
    assert cutting.end() == []


def test_one_that_is_endless_goes_on_in_another() -> None:
    """So that nothing grows without bound in memory."""
    cutting = Cutting([(NOW, None)])
    found = cutting.take(fixes(*(n / 100 for n in range(tracks.MOST_POINTS + 5)))) + cutting.end()
    assert [sum(map(len, one.segments)) for one in found] == [tracks.MOST_POINTS, 5]


@given(st.lists(st.floats(0, 600), max_size=60), st.integers(1, 20), st.lists(st.integers(0, 600), max_size=6))
def test_no_point_is_lost_however_they_come(minutes: list[float], page: int, ends: list[int]) -> None:
    """In pages of any size the tracks are the same, and no segment bridges a gap."""
    points, hours = fixes(*sorted(minutes)), sorted(set(ends))
    stretches = [(NOW + a * MINUTE, NOW + b * MINUTE) for a, b in zip(hours[::2], hours[1::2], strict=False)]
    whole, paged = Cutting(stretches), Cutting(stretches)
    at_once = whole.take(points) + whole.end()
    in_pages = [one for n in range(0, len(points), page) for one in paged.take(points[n : n + page])] + paged.end()
    assert in_pages == at_once
    assert [fix for one in at_once for segment in one.segments for fix in segment] == points
    for one in at_once:
        for segment in one.segments:
            assert all(b.fixed_at - a.fixed_at <= GAP for a, b in pairwise(segment))
