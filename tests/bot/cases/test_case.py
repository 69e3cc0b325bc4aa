"""A case of any kind: its teams, what a change did to them, and what makes a move on it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cases import buttons, phrases
from bot.cases.case import Assignment, Case, Change, Role, with_assignment
from bot.cases.kinds import Kinds
from bot.register.districts import District
from bot.sos import feature as sos_feature
from tests.bot.builders import NOW

DISTRICT = District(-1, "d", "en", "UTC", {}, id=4)


def sent(team_id: int, role: Role = Role.LEAD, **changed: Any) -> Assignment:
    """A team that was sent."""
    return replace(Assignment(team_id, role, NOW, NOW), **changed)


def a_case(*assignments: Assignment) -> Case:
    """A case with these teams."""
    return Case(4, "sos", 12, "raised", NOW, id=9, assignments=assignments)


def test_who_leads_and_who_helps() -> None:
    """Only those who hold it still."""
    before, lead = sent(1, ended_at=NOW, outcome="recalled"), sent(2)
    help_, gone = sent(3, Role.SUPPORT), sent(4, Role.SUPPORT, ended_at=NOW)
    case = a_case(before, lead, help_, gone)
    assert (case.lead, case.support) == (lead, (help_,))
    assert [case.of_team(team) for team in (1, 2, 3, 4)] == [None, lead, help_, None]
    assert a_case(before).lead is None


def test_who_led_it_to_its_end() -> None:
    """The last one, where it was begun anew; whoever only helped did not."""
    done: dict[str, Any] = {"ended_at": NOW, "outcome": "done"}
    assert a_case(sent(1, **done), sent(2, **done), sent(3, Role.SUPPORT, **done)).finished_by == 2
    assert a_case(sent(1, ended_at=NOW, outcome="recalled")).finished_by is None


@pytest.mark.parametrize(
    ("changed", "stage"),
    [({}, 0), ({"accepted_at": NOW}, 1), ({"accepted_at": NOW, "arrived_at": NOW}, 2), ({"arrived_at": NOW}, 2)],
)
def test_how_far_a_team_is(changed: dict[str, Any], stage: int) -> None:
    """Who is there is there, whether or not they said that they would come."""
    assert sent(1, **changed).stage == stage


def test_what_a_change_did_to_teams() -> None:
    """It freed one and sent one; a team that was sent again is not free."""
    stays, goes, again = sent(1), sent(2, Role.SUPPORT), sent(3, Role.SUPPORT)
    ended = replace(goes, ended_at=NOW)
    new, anew = sent(4, Role.SUPPORT), replace(again, round=1)
    before = a_case(stays, goes, again)
    change = Change(before, a_case(stays, ended, replace(again, ended_at=NOW), anew, new), "move", ())
    assert (change.freed, change.sent) == ((ended,), (new,))
    assert Change(before, before, "move", ()).freed == ()


def test_an_assignment_is_replaced_in_its_place() -> None:
    """Or added behind the others."""
    first, second = sent(1), sent(2, Role.SUPPORT)
    there = replace(first, arrived_at=NOW)
    assert with_assignment(a_case(first, second), first, there).assignments == (there, second)
    assert with_assignment(a_case(first), None, second).assignments == (first, second)


def test_a_button_says_on_which_case_it_makes_which_move() -> None:
    """Telegram gives back no more than this."""
    plain = buttons.case_button(a_case(), DISTRICT, "false_alarm")
    assert (plain.key, plain.data) == ("button-false-alarm", "sos:4.12:false_alarm")
    chosen = buttons.case_button(a_case(), DISTRICT, "clear", "yes", key="button-sure")
    assert (chosen.key, chosen.data) == ("button-sure", "sos:4.12:clear:yes")


def test_a_refusal_names_move_and_state_in_words() -> None:
    """With the command that makes the move, where there is one; the kind itself is no fact of the sentence."""
    kinds = Kinds(sos_feature.FEATURE.kinds)
    told = phrases.in_words({"number": 12, "move": "acknowledge", "state": "raised", "of_kind": "sos"}, kinds)
    assert (told["number"], told["command"]) == (12, "ack")
    assert {"move_word", "state_word"} <= told.keys()
    assert "of_kind" not in told
    assert phrases.in_words({"move": "unheard"}, kinds)["command"] == "unheard"
    assert phrases.in_words({"number": 12}, kinds) == {"number": 12}


def test_numbers_in_a_sentence() -> None:
    """Of cases, or as they are."""
    assert phrases.numbers([7, a_case()]) == "#7 #12"
    assert phrases.numbers([]) == ""
