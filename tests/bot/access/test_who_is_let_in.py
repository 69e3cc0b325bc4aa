"""Who is let in: for how long a session is open, and what somebody is in a district."""

from datetime import timedelta
from typing import Any

import pytest

from bot.access import keys, seats
from bot.access.keys import IDLE, SESSION, Session
from bot.register.people import Member, RoleHeld, RoleName
from bot.work.rules import Rules
from tests.bot.builders import NOW

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("age", "idle", "is_open"),
    [
        (timedelta(), timedelta(), True),
        (SESSION - SECOND, timedelta(), True),
        (SESSION, timedelta(), False),
        (IDLE, IDLE - SECOND, True),
        (IDLE, IDLE, False),
    ],
    ids=["new", "nearly too old", "too old", "nearly idle", "idle"],
)
def test_a_session_ends(age: timedelta, idle: timedelta, *, is_open: bool) -> None:
    """Twelve hours after the sign-in, or two hours after its owner was last there."""
    assert Session("hash", 1002, NOW - age, NOW - idle).is_open(NOW) is is_open


def test_a_secret_is_not_kept() -> None:
    """Only what cannot be turned back, whatever somebody sends as one."""
    assert keys.fingerprint("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(keys.fingerprint("\ud800")) == 64


@pytest.mark.parametrize(
    ("owns", "changed", "roles"),
    [
        (False, {}, {RoleName.VIEWER}),
        (True, {}, {RoleName.VIEWER, RoleName.CAPTAIN}),
        (True, {"roles": ()}, {RoleName.CAPTAIN}),
        (True, {"left_at": NOW}, set()),
        (False, {"roles": (RoleHeld(RoleName.CAPTAIN, NOW, NOW),)}, set()),
    ],
    ids=["a viewer", "an owner", "an owner without a role", "an owner who left", "a role that ended"],
)
def test_what_somebody_is_in_a_district(changed: dict[str, Any], roles: set[RoleName], *, owns: bool) -> None:
    """An owner commands where they belong, and nowhere else."""
    told: dict[str, Any] = {"roles": (RoleHeld(RoleName.VIEWER, NOW),), **changed}
    rules = Rules(owners=frozenset({1002} if owns else ()))
    assert seats.roles_of(Member(1, 1002, "p", **told), rules, NOW) == roles
