"""Every action says who may, bears a name that lasts, and is refused to everybody else: nothing is open by default."""

import importlib
import pkgutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import bot
from bot.desk import rights as desk_rights
from bot.register.people import Member, RoleHeld, RoleName, Who
from bot.values.refused import Refused
from bot.work.actions import Action, Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work
from handlers.telegram.commands import Register
from handlers.telegram.features import FEATURES
from tests.stories.conftest import START

FROZEN = dict(line.split() for line in (Path(__file__).parent / "actions.txt").read_text("utf8").splitlines())
"""Lasting names and rights. A name goes only when no draft and no log can hold it any more; none is ever changed."""


def actions() -> list[Action[..., Answer | None]]:
    """Every action of the brain, once."""
    names = (found.name for found in pkgutil.walk_packages(bot.__path__, "bot.") if found.name != "bot.__main__")
    modules = map(importlib.import_module, names)
    found = {id(one): one for module in modules for one in vars(module).values() if isinstance(one, Action)}
    return sorted(found.values(), key=lambda one: one.name)


ACTIONS = actions()


def who(role: RoleName | None, user_id: int = 7, *, owner: bool = False) -> Who:
    """Somebody with this role; None: who does not belong here. User 0 is the house."""
    member = Member(1, user_id, "x", roles=(RoleHeld(role, START),)) if role else None
    roles = frozenset({role}) if role else frozenset()
    return Who(user_id, "x", -1, START, member=member, roles=roles, is_owner=owner)


STRANGER, OWNER_ELSEWHERE, OWNER = who(None), who(None, owner=True), who(RoleName.VIEWER, owner=True)
PROGRAM = replace(who(None, 0), program_id=3)
VIEWER, HOUSE = who(RoleName.VIEWER), who(None, 0)
MEMBER, AUXILIARY, MEDIATOR = who(RoleName.MEMBER), who(RoleName.AUXILIARY), who(RoleName.MEDIATOR)
CAPTAIN = who(RoleName.CAPTAIN)
OFFICER, APPROVER = who(RoleName.OFFICER), who(RoleName.APPROVER)
BOTH = replace(OFFICER, roles=frozenset({RoleName.OFFICER, RoleName.MEMBER}))
"""An officer who is of the patrol too."""
PEOPLE = (STRANGER, OWNER_ELSEWHERE, VIEWER, MEMBER, AUXILIARY, MEDIATOR, CAPTAIN, OWNER, OFFICER, APPROVER, BOTH)
ACTING = dict.fromkeys((MEMBER, AUXILIARY, MEDIATOR, CAPTAIN, OWNER, BOTH))
OF_BODIES = dict.fromkeys((OFFICER, APPROVER), "officers-do-visits")
UNKNOWN = dict.fromkeys((STRANGER, OWNER_ELSEWHERE), "not-registered")

REFUSED: dict[Right, dict[Who, str | None]] = {
    Right.HOUSE: dict.fromkeys(PEOPLE, "house-only"),
    Right.ANYBODY: dict.fromkeys(PEOPLE),
    Right.PROGRAM: dict.fromkeys(PEOPLE, "needs-a-key"),
    Right.DISTRICT: {**UNKNOWN, VIEWER: None, **ACTING, OFFICER: None, APPROVER: None},
    Right.OFFICER: {**UNKNOWN, VIEWER: "officers-only", **dict.fromkeys(ACTING, "officers-only"), OFFICER: None,
                    APPROVER: None, BOTH: None},
    Right.REGISTERED: {**UNKNOWN, VIEWER: None, **ACTING, **OF_BODIES},
    Right.MEMBER: {**UNKNOWN, VIEWER: "viewer-may-only-look", **ACTING, **OF_BODIES},
    Right.CAPTAIN: {
        **UNKNOWN, **dict.fromkeys((VIEWER, MEMBER, AUXILIARY, MEDIATOR), "captains-only-command"),
        **dict.fromkeys((OFFICER, APPROVER, BOTH), "captains-only-command"),
        CAPTAIN: None, OWNER: None,
    },
}  # fmt: skip
"""By right: what each is told who tries; None: they may."""


def tried(one: object, by: Who) -> str | None:
    """The key of the refusal, if it is one."""
    try:
        desk_rights.check(one, by)
    except Refused as refusal:
        return refusal.key
    return None


def test_names_and_rights_stand_as_they_are_written_down() -> None:
    """What an older version kept is found again; a right that changes is a line that somebody reads."""
    assert {one.name: str(one.right) for one in ACTIONS} == FROZEN


def test_no_two_actions_share_a_name() -> None:
    """A draft would do the other one."""
    assert [name for name, times in Counter(one.name for one in ACTIONS).items() if times > 1] == []


@pytest.mark.parametrize("one", ACTIONS, ids=lambda one: one.name)
def test_each_action_is_for_those_who_may_and_refused_to_everybody_else(one: Action[..., Answer | None]) -> None:
    """What only the house does is refused to captains and owners too; the house itself is refused nothing."""
    assert {by: tried(one, by) for by in PEOPLE} == REFUSED[one.right]
    assert tried(one, HOUSE) is None
    assert tried(one, PROGRAM) == (None if one.right is Right.PROGRAM else "program-may-not")


@pytest.mark.parametrize("by", [*PEOPLE, HOUSE])
def test_a_function_that_says_no_right_is_done_for_nobody(by: Who) -> None:
    """It is a mistake of whoever wrote it, not an answer: nobody may, not even the house."""

    async def something_new(work: Work) -> Answer:
        return QUIET

    with pytest.raises(desk_rights.NoRight, match="something_new"):
        desk_rights.check(something_new, by)
    desk_rights.check(action(Right.ANYBODY, "tests.something_new")(something_new), by)


def test_every_command_of_captains_is_there() -> None:
    """The register of the door knows those that command people."""
    assert {"enrol", "dismiss", "team"} <= set(Register(FEATURES).commands)
