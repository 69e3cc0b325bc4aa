"""The nearest team is exactly the one that trying all would give."""

from datetime import UTC, datetime, timedelta

from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dispatch import matching
from bot.dispatch.matching import Candidate, Reason, Waiting
from bot.values.geo import Point

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
lats = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 90.0, 0.0, 89.9999999, -89.9999999]))
lons = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 180.0, 179.9999999, -179.9999999, 0.0]))
anywhere = st.builds(Point, lats, lons)
near = st.builds(lambda a, b: Point(30.3147 + a, 120.2741 + b), st.floats(-0.02, 0.02), st.floats(-0.02, 0.02))
hair = st.builds(lambda a, b: Point(30.3147 + a, 120.2741 + b), st.floats(-1e-7, 1e-7), st.floats(-1e-7, 1e-7))
sent = st.one_of(st.none(), st.integers(0, 3).map(lambda h: NOW - timedelta(hours=h)))


@st.composite
def teams(draw: st.DrawFn) -> list[Candidate]:
    """Teams with and without position, some of whom may not go, some at the very same point."""
    points = draw(st.lists(st.one_of(anywhere, near, hair, st.none()), min_size=1, max_size=25))
    points += [p for p in points[:3] if draw(st.booleans())]
    reasons = st.one_of(st.none(), st.none(), st.sampled_from(list(Reason)))
    return [
        Candidate(
            i, f"t{i}", p, reason=Reason.POSITION_UNKNOWN if p is None else draw(reasons), last_sent_at=draw(sent)
        )
        for i, p in enumerate(points, start=1)
    ]


def plainly(point: Point, candidates: list[Candidate]) -> int | None:
    """Try them all with geopy."""
    may = [c for c in candidates if c.reason is None and c.point is not None]
    ranked = sorted(
        may,
        key=lambda c: (
            geodesic((point.lat, point.lon), (c.point.lat, c.point.lon)).meters,  # type: ignore[union-attr]
            c.last_sent_at.timestamp() if c.last_sent_at else float("-inf"),
            c.team_id,
        ),
    )
    return ranked[0].team_id if ranked else None


@settings(max_examples=400, deadline=None)
@given(st.one_of(anywhere, near, hair), teams())
def test_the_same_team_as_trying_them_all(point: Point, candidates: list[Candidate]) -> None:
    """Poles, antimeridian, equal distances, stale and missing positions: always the plain answer."""
    choice = matching.nearest(point, candidates)
    assert (choice.team_id if choice else None) == plainly(point, candidates)


def test_ties_go_to_the_one_sent_longest_ago_then_to_the_lower_id() -> None:
    """Never sent comes before all."""
    spot = Point(30.0, 120.0)
    early, late = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    rows = [Candidate(1, "a", spot, last_sent_at=late), Candidate(2, "b", spot, last_sent_at=early)]
    assert matching.nearest(spot, rows).team_id == 2  # type: ignore[union-attr]
    rows += [Candidate(4, "d", spot), Candidate(3, "c", spot)]
    assert matching.nearest(spot, rows).team_id == 3  # type: ignore[union-attr]


def test_the_choice_is_explained_with_the_nearer_ones_that_could_not_go() -> None:
    """二队 · 240 m; 一队 is nearer but on break."""
    spot = Point(30.3147, 120.2741)
    rows = [
        Candidate(1, "一队", Point(30.3150, 120.2741), reason=Reason.ON_BREAK),
        Candidate(2, "二队", Point(30.3170, 120.2741), age_s=40.0, source=matching.Source.FIX),
        Candidate(3, "三队", Point(30.3300, 120.2741), reason=Reason.BUSY),
    ]
    choice = matching.nearest(spot, rows)
    assert choice is not None
    why = matching.explain(spot, rows, choice)
    assert (why["team"], why["age_s"], why["source"]) == ("二队", 40.0, "fix")
    assert [(n["team"], n["reason"]) for n in why["nearer"]] == [("一队", "on_break")]
    assert matching.why_nobody(rows) == {Reason.BUSY: 1, Reason.ON_BREAK: 1}


def test_the_three_nearest_in_order() -> None:
    """What a captain chooses from."""
    rows = [Candidate(i, f"t{i}", Point(30.0 + i / 1000, 120.0)) for i in (5, 1, 3, 2)]
    assert [c.team_id for c in matching.ranked(Point(30.0, 120.0), rows, 3)] == [1, 2, 3]


def _waiting(case_id: int, **changed: object) -> Waiting:
    told = {
        "case_id": case_id, "point": Point(30.3147, 120.2741), "severity": "low", "reported_at": NOW,
        "due_at": NOW + timedelta(minutes=10), "work_minutes": 3.0,
    }  # fmt: skip
    return Waiting(**{**told, **changed})  # type: ignore[arg-type]


def test_a_free_team_takes_the_most_severe_then_what_it_can_best_still_save() -> None:
    """Severity first; among equals the hopeless one waits behind the one that can be saved."""
    team = Point(30.3147, 120.2741)
    hopeless = _waiting(1, due_at=NOW - timedelta(minutes=5), reported_at=NOW - timedelta(minutes=15))
    good = _waiting(2)
    far = _waiting(3, point=Point(30.3500, 120.2741))
    assert matching.best_waiting(team, [hopeless, good, far], NOW) == 2
    assert matching.best_waiting(team, [hopeless, _waiting(4, severity="high", point=far.point)], NOW) == 4
    assert matching.best_waiting(team, [hopeless], NOW) == 1
    assert matching.best_waiting(team, [], NOW) is None
