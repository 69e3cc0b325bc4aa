"""What screens show of teams and cases: how a place is known, what a team does, what a public wall leaves out."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.cases.case import Assignment
from bot.handbook.book import Handbook
from bot.insight import figures as insight_figures
from bot.register.districts import District
from bot.register.people import Duty, Member
from bot.register.teams import Muster, Position, Standing, Team
from bot.screens import parts
from bot.screens.ground import Ground
from bot.screens.snapshot import Situation
from bot.sos import table as sos_table
from bot.sos.table import Sos
from bot.values.geo import Point
from tests.bot.builders import NOW, SPOT, an_assignment, an_incident

HERE = Member(1, 1002, "p", team_id=1, duty=Duty(1, 1002, NOW, NOW + timedelta(hours=8)))
FIX = Position(1, 1002, SPOT, NOW)


def a_standing(**changed: Any) -> Standing:
    """A team at its base, whose one member is there."""
    return replace(Standing(Team(1, "T", id=1, base=SPOT), (HERE,), (HERE,), None, fresh=False, holds=()), **changed)


def held(*states: str) -> list[Assignment]:
    """Assignments as they are in these states."""
    return [one for state in states if (one := an_assignment(state))]


@pytest.mark.parametrize(
    ("changed", "known"),
    [
        ({"position": replace(FIX, live_until=NOW + timedelta(seconds=1)), "fresh": True}, "live"),
        ({"position": replace(FIX, live_until=NOW), "fresh": True}, "fix"),
        ({"position": FIX, "fresh": True}, "fix"),
        ({"position": FIX}, "stale"),
        ({}, "base"),
        ({"team": Team(1, "T")}, "unknown"),
    ],
)
def test_how_a_teams_place_is_known(changed: dict[str, Any], known: str) -> None:
    """An old fix is never shown as if it were a new one."""
    assert parts.how_known(a_standing(**changed), NOW) == known


@pytest.mark.parametrize(
    ("standing", "states", "shown"),
    [
        ({}, (), "free"),
        ({"available": ()}, (), "on_break"),
        ({"available": (), "members": ()}, (), "off_duty"),
        ({}, ("dispatched",), "sent"),
        ({}, ("dispatched", "accepted"), "on_the_way"),
        ({"available": ()}, ("on_scene", "dispatched"), "on_scene"),
    ],
)
def test_what_a_team_does(standing: dict[str, Any], states: tuple[str, ...], shown: str) -> None:
    """Of several cases the one that is furthest on counts, and any before breaks."""
    assert parts.team_state(a_standing(**standing), held(*states)) == shown


def test_the_work_of_teams() -> None:
    """What they hold now, and the numbers of what they led today."""
    going, over = an_incident("on_scene", number=1), an_incident("closed", number=2)
    work = parts.team_work([going], [going, over, an_incident(number=3)])
    assert {team: [case.number for case, _ in cases] for team, cases in work.held.items()} == {1: [1]}
    assert dict(work.led) == {1: {1, 2}}


@pytest.mark.parametrize(
    ("state", "since", "rests"),
    [
        ("open", timedelta(minutes=-1), None),
        ("dispatched", timedelta(seconds=-50), None),
        ("accepted", timedelta(seconds=-40), None),
        ("on_scene", timedelta(seconds=-20), None),
        ("held", timedelta(seconds=-20), "held"),
        ("resolved", timedelta(seconds=-5), "resolved"),
    ],
)
def test_since_when_a_case_stands_as_it_does(state: str, since: timedelta, rests: str | None) -> None:
    """And whether its time stands still."""
    case = an_incident(state)
    assert (parts._since(case) - NOW, parts._rests(case)) == (since, rests)


def test_a_case_that_was_given_back_is_open_since_then() -> None:
    """Not since it was reported."""
    lead = an_assignment("dispatched", ended_at=NOW)
    assert lead is not None
    assert parts._since(an_incident(assignments=(lead,))) == NOW


def test_a_public_wall_shows_no_people() -> None:
    """No names, no words of theirs, no pictures; where and how late stays."""
    seen: dict[str, parts.Part] = {
        "case:1": {"number": 1, "reporter": "p", "words": "w", "source": "s", "due_at": "d"},
        "team:1": {"name": "T", "members": [{"name": "p"}]},
        "sos:2": {"number": 2, "by": "p"},
        "picture:3": {"id": 3},
    }
    figures = insight_figures.day_figures([], [], [], 600.0, NOW, NOW)
    shown = Situation(1, NOW, seen, figures, {}).without_people()
    assert shown == {"case:1": {"number": 1, "due_at": "d"}, "team:1": {"name": "T"}, "sos:2": {"number": 2}}


A_CALL = Sos(1, "sos", 9, sos_table.RAISED, NOW, reporter_id=1002, id=3)
OLD = replace(FIX, fixed_at=NOW - timedelta(hours=2), point=Point(SPOT.lat + 0.01, SPOT.lon))


def called(standing: Standing, call: Sos = A_CALL) -> parts.Part:
    """What screens are told of a call of the one member of a team that stands like this."""
    district = District(-1, "d", "en", "UTC", {}, id=1)
    muster = Muster({1: standing}, {1002: HERE})
    seen = parts.Seen(district, Handbook([]), muster, Ground(NOW, []), {}, {}, parts.team_work([], []))
    return seen.call_part(call, NOW)


@pytest.mark.parametrize(
    ("changed", "guess"),
    [
        ({"position": OLD}, (OLD.point, "stale", OLD.fixed_at)),
        ({"position": FIX, "fresh": True}, (SPOT, "fix", NOW)),
        ({}, (SPOT, "base", None)),
        ({"team": Team(1, "T", id=1)}, None),
    ],
    ids=["where they were last", "where they are", "their base", "nothing is known"],
)
def test_who_is_nowhere_is_taken_to_be_where_their_team_was_last(changed: dict[str, Any], guess: Any) -> None:
    """With how that is known and since when; it never stands as their place."""
    part = called(a_standing(**changed))
    assert part["point"] is None
    told = part["guess"]
    at = told and told["fixed_at"]
    found = told and (Point(*told["point"]), told["known"], datetime.fromisoformat(at) if at else None)
    assert found == guess


def test_whose_place_is_known_is_not_guessed() -> None:
    """Whatever their team does."""
    part = called(a_standing(position=OLD), replace(A_CALL, point=SPOT))
    assert (part["point"], part["guess"]) == ([SPOT.lat, SPOT.lon], None)


@pytest.mark.parametrize(
    ("state", "moves"),
    [("raised", ["acknowledge", "clear", "false_alarm"]), ("acknowledged", ["clear", "false_alarm"])],
)
def test_what_captains_may_do_with_a_call(state: str, moves: list[str]) -> None:
    """As the table has it; what ends it is asked about once more."""
    told = called(a_standing(), replace(A_CALL, state=sos_table.State(state)))["moves"]
    assert [one["move"] for one in told] == moves
    assert [one["move"] for one in told if one["asks_once"]] == ["clear", "false_alarm"]
