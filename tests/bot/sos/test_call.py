"""A call for help: who ends it, what each team does by itself, and when all are told again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.cases.case import Assignment, Role
from bot.cases.rulebook import Facts
from bot.sos import table
from bot.sos.table import ACKNOWLEDGED, CLEARED, FALSE_ALARM, RAISED, Sos
from bot.values.refused import Refused
from bot.work.history import Part
from tests.bot.builders import NOW, an_actor

LATER = NOW + timedelta(seconds=20)
SENT = tuple(Assignment(team, role, NOW, NOW, id=team, case_id=5) for team, role in ((1, Role.LEAD), (2, Role.SUPPORT)))
CALL = Sos(1, "sos", 8, RAISED, NOW, id=5, reporter_id=1006, assignments=SENT)


def after(call: Sos, move: str, *parts: Part, team_id: int | None = None, **given: Any) -> Sos:
    """The call after a move of somebody, twenty seconds later."""
    return table.apply(call, move, an_actor(*parts, team_id=team_id), LATER, Facts(given=given)).case


@pytest.mark.parametrize(
    ("move", "state", "given"), [("clear", CLEARED, {}), ("false_alarm", FALSE_ALARM, {"reason": "a test"})]
)
def test_who_ends_it_has_taken_it(move: str, state: str, given: dict[str, Any]) -> None:
    """All teams are free, and nothing comes due; who took it before stays the one who did."""
    ended = after(replace(CALL, card_due_at=LATER), move, Part.CAPTAIN, **given)
    assert (ended.state, ended.acknowledged_by, ended.ended_by, ended.ended_at) == (state, 1002, 1002, LATER)
    assert [one.is_open for one in ended.assignments] == [False, False]
    assert (ended.is_live, table.occasions(ended)) == (False, [])
    taken = replace(CALL, state=ACKNOWLEDGED, acknowledged_at=NOW, acknowledged_by=1001)
    assert after(taken, move, Part.CAPTAIN, **given).acknowledged_by == 1001


@pytest.mark.parametrize("parts", [(), (Part.REPORTER,), (Part.LEAD,)], ids=["anybody", "who called", "who was sent"])
@pytest.mark.parametrize("move", ["acknowledge", "clear", "false_alarm"])
def test_only_a_captain_takes_and_ends_it(move: str, parts: tuple[Part, ...]) -> None:
    """Who is in danger may be made to say that all is well."""
    with pytest.raises(Refused) as refused:
        after(CALL, move, *parts, reason="a test")
    assert refused.value.key == "not-yours"


def test_a_false_alarm_wants_a_reason() -> None:
    """It is read later by those who came running."""
    with pytest.raises(Refused) as refused:
        after(CALL, "false_alarm", Part.CAPTAIN)
    assert refused.value.key == "needs-reason"


def test_each_team_sets_off_by_itself() -> None:
    """The other stands as it did, and who is there has set off."""
    going = after(CALL, "set_off", Part.SUPPORT, team_id=2)
    assert [one.stage for one in going.assignments] == [0, 1]
    there = after(going, "reach", Part.LEAD, team_id=1)
    assert [(one.stage, one.accepted_at) for one in there.assignments] == [(2, LATER), (1, LATER)]
    assert there.state == RAISED


@pytest.mark.parametrize(("state", "seconds"), [(RAISED, 30), (ACKNOWLEDGED, 180)])
def test_all_are_told_again(state: str, seconds: int) -> None:
    """Counted from when they were told last; more seldom once a captain has it."""
    call = replace(CALL, state=state)
    assert [(due.name, due.due_at, due.n) for due in table.occasions(call)] == [
        ("sos_again", NOW + timedelta(seconds=seconds), 0)
    ]
    told = replace(call, told=2, told_at=LATER)
    assert [(due.due_at, due.n) for due in table.occasions(told)] == [(LATER + timedelta(seconds=seconds), 2)]


def test_a_newer_position_comes_on_the_card() -> None:
    """At its own hour, each hour once."""
    dues = table.occasions(replace(CALL, card_due_at=LATER))
    assert [(due.subject, due.due_at) for due in dues if due.name == "sos_card"] == [("sos:5/card", LATER)]
    other = table.occasions(replace(CALL, card_due_at=LATER + timedelta(seconds=1)))
    assert {due.n for due in dues}.isdisjoint({due.n for due in other if due.name == "sos_card"})
