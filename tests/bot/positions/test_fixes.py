"""How good a fix is: which of two counts, which is a jump, and whose stands for a team."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.register import fixes
from bot.register import teams as register_teams
from bot.register.fixes import Fix, Verdict
from bot.register.teams import Position
from bot.values.geo import Point

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HERE = Point(30.3147, 120.2741)
WITHIN_S = 900


def fix(after_s: float = 0, accuracy_m: float | None = None, north_m: float = 0) -> Fix:
    """A fix so long after eight o'clock, so many metres north of here."""
    return Fix(Point(HERE.lat + north_m / 111_000, HERE.lon), AT + timedelta(seconds=after_s), accuracy_m)


@pytest.mark.parametrize(
    ("kept", "new", "is_worse"),
    [
        (8, 3000, True),
        (8, 101, True),
        (8, 100, False),
        (60, 150, False),
        (60, 181, True),
        (3000, 3000, False),
        (3000, 8, False),
        (None, 300, False),
        (None, 301, True),
        (8, None, False),
    ],
)
def test_far_worse_is_imprecise_and_three_times_as_coarse(
    kept: float | None, new: float | None, is_worse: bool
) -> None:
    """What nobody said is no reason against a fix; it counts as good as what is just not imprecise."""
    assert fixes.is_far_worse(fix(60, new), fix(0, kept), WITHIN_S) is is_worse


def test_a_good_fix_stands_for_its_time_only() -> None:
    """Later a coarse one is better than none."""
    assert fixes.weigh(fix(0, 8), None, fix(900, 3000), WITHIN_S) is Verdict.PASSED_OVER
    assert fixes.weigh(fix(0, 8), None, fix(901, 3000), WITHIN_S) is Verdict.TAKEN
    assert fixes.weigh(None, None, fix(0, 15_000), WITHIN_S) is Verdict.TAKEN


def test_a_jump_waits_for_a_second_that_agrees() -> None:
    """The same fix again is no second one, and one that contradicts both is doubted in its turn."""
    kept, jumped = fix(0, 8), fix(10, 8, north_m=9000)
    assert fixes.weigh(kept, None, jumped, WITHIN_S) is Verdict.DOUBTED
    assert fixes.weigh(kept, jumped, jumped, WITHIN_S) is Verdict.DOUBTED
    assert fixes.weigh(kept, jumped, fix(20, 8, north_m=9050), WITHIN_S) is Verdict.TAKEN
    assert fixes.weigh(kept, jumped, fix(20, 8, north_m=-9000), WITHIN_S) is Verdict.DOUBTED
    assert fixes.weigh(kept, jumped, fix(20, 8, north_m=30), WITHIN_S) is Verdict.TAKEN


@pytest.mark.parametrize(
    ("metres", "seconds", "jumps"), [(40, 0, False), (60, 0, True), (60, 1, True), (330, 10, False), (350, 10, True)]
)
def test_a_jump_is_faster_than_any_team(metres: float, seconds: float, jumps: bool) -> None:
    """Over 120 km/h; what wobbles at one place is none."""
    assert fixes.is_jump(fix(0), fix(seconds, north_m=metres)) is jumps


def test_what_both_may_be_off_is_no_jump() -> None:
    """A cell fix and the satellite's a kilometre away are one place; what lies beyond both is a jump."""
    assert not fixes.is_jump(fix(0, 1500), fix(15, 8, north_m=1300))
    assert not fixes.is_jump(fix(0, 8), fix(15, 1500, north_m=1300))
    assert fixes.is_jump(fix(0, 80), fix(15, 80, north_m=1300))
    assert not fixes.is_jump(fix(0, 80), fix(15, 80, north_m=650))
    assert fixes.is_jump(fix(0, None), fix(15, 8, north_m=650))


@pytest.mark.parametrize(
    ("kept", "new", "verdict"),
    [
        (1500, 8, Verdict.TAKEN),
        (101, 33, Verdict.TAKEN),
        (101, 34, Verdict.DOUBTED),
        (99, 8, Verdict.DOUBTED),
        (1500, None, Verdict.DOUBTED),
        (None, 8, Verdict.DOUBTED),
    ],
)
def test_a_far_better_fix_is_taken_at_once(kept: float | None, new: float | None, verdict: Verdict) -> None:
    """However far away: the kept one was coarse, and says so; of an unknown accuracy nothing is guessed."""
    assert fixes.weigh(fix(0, kept), None, fix(15, new, north_m=9000), WITHIN_S) is verdict


@pytest.mark.parametrize(
    ("accuracy", "metres", "can"), [(8, 100, True), (99, 100, True), (100, 100, False), (3000, 600, False)]
)
def test_a_distance_is_told_by_a_better_fix_only(accuracy: float, metres: float, can: bool) -> None:
    """A place that may be off by as much says nothing; of an unknown one nothing is guessed."""
    assert fixes.can_tell(accuracy, metres) is can
    assert fixes.can_tell(None, metres)


def test_of_a_team_the_good_position_stands() -> None:
    """The newest, unless another's is so much better and still in its time."""

    def of(user_id: int, one: Fix) -> Position:
        return Position(1, user_id, one.point, one.at, one.accuracy_m)

    good, coarse = of(1, fix(0, 8)), of(2, fix(60, 2000, north_m=4000))
    assert register_teams.best_of([good, coarse], WITHIN_S) == good
    assert register_teams.best_of([good, of(2, fix(901, 2000))], WITHIN_S) == of(2, fix(901, 2000))
    assert register_teams.best_of([good, of(2, fix(60, 20))], WITHIN_S) == of(2, fix(60, 20))
    assert register_teams.best_of([coarse], WITHIN_S) == coarse
    assert register_teams.best_of([], WITHIN_S) is None


@pytest.mark.parametrize(
    ("lat", "lon", "is_place"),
    [(0, 0, False), (1e-7, 1e-7, False), (-1e-7, 0.009, False), (0, 0.011, True), (30.3, 0, True), (0.5, 0.5, True)],
)
def test_near_zero_is_no_position(lat: float, lon: float, is_place: bool) -> None:
    """A device that does not know where it is says so, more or less exactly."""
    assert (Point.read(lat, lon) is not None) is is_place
