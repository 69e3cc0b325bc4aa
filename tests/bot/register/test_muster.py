"""Teams as they stand: who is there, where the team is taken to be, and what it may be given."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.register.people import Duty, Member, RoleHeld, RoleName, Who
from bot.register.teams import Position, Standing, Team, muster
from bot.values.geo import Point
from tests.bot.builders import NOW, SPOT

BASE = Point(30.3, 120.2)
FRESH_S = 300
ON_DUTY = Duty(1, 0, NOW - timedelta(hours=1), NOW + timedelta(hours=7))
ON_BREAK = replace(ON_DUTY, break_until=NOW + timedelta(minutes=10))


def a_member(user_id: int = 1002, **changed: Any) -> Member:
    """Somebody of the first team, on duty."""
    return replace(Member(1, user_id, f"p{user_id}", team_id=1, duty=ON_DUTY), **changed)


def a_fix(user_id: int = 1002, *, seconds_ago: int = 60, **changed: Any) -> Position:
    """Where somebody was a minute ago."""
    return replace(Position(1, user_id, SPOT, NOW - timedelta(seconds=seconds_ago)), **changed)


def stand(*members: Member, fixes: tuple[Position, ...] = (), holds: tuple[int, ...] = (), **team: Any) -> Standing:
    """The first team with these people."""
    teams = [replace(Team(1, "T", id=1, base=BASE), **team)]
    found = muster(teams, list(members), {one.user_id: one for one in fixes}, {1: holds}, NOW, FRESH_S).of(1)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("members", "holds", "doing"),
    [
        ((a_member(),), (), "team-free"),
        ((a_member(),), (7,), "team-busy"),
        ((a_member(duty=ON_BREAK),), (), "team-on-break"),
        ((a_member(duty=ON_BREAK), a_member(1003)), (), "team-free"),
        ((a_member(duty=None),), (), "team-off"),
        ((), (), "team-off"),
    ],
    ids=["free", "busy", "on break", "one on break", "off duty", "nobody"],
)
def test_what_a_team_does(members: tuple[Member, ...], holds: tuple[int, ...], doing: str) -> None:
    """What it holds comes first; one member who is there is enough."""
    assert stand(*members, holds=holds).doing == doing


def test_who_left_counts_for_no_team() -> None:
    """But is still known by name."""
    gone = a_member(left_at=NOW)
    assert stand(gone).members == ()
    assert muster([], [gone], {}, {}, NOW, FRESH_S).members == {1002: gone}


def test_a_team_is_where_its_newest_fresh_fix_is() -> None:
    """One too old is shown, but the team is taken to be at its base; of who is off duty nothing counts."""
    other = Point(30.4, 120.3)
    two = stand(a_member(), a_member(1003), fixes=(a_fix(), a_fix(1003, seconds_ago=30, point=other)))
    assert (two.fresh, two.point) == (True, other)
    old = stand(a_member(), fixes=(a_fix(seconds_ago=FRESH_S + 1),))
    assert (old.fresh, old.point, old.position) == (False, BASE, a_fix(seconds_ago=FRESH_S + 1))
    assert stand(a_member(duty=None), fixes=(a_fix(),)).position is None


def test_a_live_location_that_runs_goes_before_a_newer_fix_that_is_old() -> None:
    """Who stands still sends nothing, and is still there."""
    live = a_fix(seconds_ago=2 * FRESH_S, live_until=NOW + timedelta(minutes=1))
    found = stand(a_member(), a_member(1003), fixes=(live, a_fix(1003, seconds_ago=FRESH_S + 1)))
    assert (found.fresh, found.position) == (True, live)
    assert not replace(live, live_until=NOW).is_fresh(NOW, FRESH_S)


@pytest.mark.parametrize(("certified", "enough"), [(0, {"anyone"}), (1, {"anyone", "certified"})])
def test_who_is_reserved_for_officers(certified: int, enough: set[str]) -> None:
    """Only those who are there count: a certified member on a break is none."""
    people = [a_member(n, certified=n < certified) for n in range(2)]
    standing = stand(*people, a_member(9, certified=True, duty=ON_BREAK))
    assert {one for one in ("anyone", "certified", "two_certified") if standing.has_officers(one)} == enough


def test_what_a_team_may_be_given() -> None:
    """Items and groups that it handles, anything where none is said, and *other* always."""
    limited = stand(handles=("street_stall", "parking"))
    given = [("street_stall", "street"), ("shared_bike", "parking"), ("fire", "safety"), ("other", "other")]
    assert [limited.may_handle(*one) for one in given] == [True, True, False, True]
    assert stand().may_handle("fire", "safety")


def test_a_role_ends_at_its_hour_and_with_the_membership() -> None:
    """A stand-in of an hour is no captain afterwards."""
    held = (RoleHeld(RoleName.CAPTAIN, NOW, NOW + timedelta(hours=1)), RoleHeld(RoleName.MEMBER, NOW))
    one = a_member(roles=held)
    assert one.role_names(NOW) == {RoleName.CAPTAIN, RoleName.MEMBER}
    assert one.role_names(NOW + timedelta(hours=1)) == {RoleName.MEMBER}
    assert replace(one, left_at=NOW).role_names(NOW) == frozenset()


@pytest.mark.parametrize(
    ("told", "commands", "acts"),
    [
        ({"roles": frozenset({RoleName.CAPTAIN})}, True, True),
        ({"roles": frozenset({RoleName.MEMBER})}, False, True),
        ({"roles": frozenset({RoleName.VIEWER})}, False, False),
        ({"roles": frozenset({RoleName.VIEWER, RoleName.AUXILIARY})}, False, True),
        ({"is_owner": True}, False, False),
        ({"is_owner": True, "member": a_member()}, True, True),
        ({}, False, False),
    ],
    ids=["captain", "member", "viewer", "viewer and more", "owner elsewhere", "owner", "stranger"],
)
def test_who_may_command_and_act(told: dict[str, Any], *, commands: bool, acts: bool) -> None:
    """An owner commands only where they belong; a viewer only looks."""
    who = Who(1002, "p", -1, NOW, **told)
    assert (who.is_captain, who.may_act) == (commands, acts)
