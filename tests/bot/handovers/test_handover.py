"""A handover: who may take it over, and when the owners hear that nobody did."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handovers import table
from bot.handovers.table import OFFERED, TAKEN, WITHDRAWN, Handover
from bot.values.refused import Refused
from bot.work.history import Part
from tests.bot.builders import NOW, an_actor

MADE = Handover(1, "handover", 7, OFFERED, NOW, id=3, reporter_id=1001)
TEN = timedelta(minutes=10)


def test_another_captain_takes_it_over() -> None:
    """It is theirs from then on, and nothing comes due any more."""
    taken = table.apply(MADE, "take_over", an_actor(Part.CAPTAIN), NOW + TEN).case
    assert (taken.state, taken.taken_by, taken.ended_at) == (TAKEN, 1002, NOW + TEN)
    assert table.occasions(taken) == []


def test_who_hands_over_takes_it_back() -> None:
    """Withdrawn, it was taken by nobody."""
    back = table.apply(MADE, "withdraw", an_actor(Part.CAPTAIN, Part.REPORTER), NOW + TEN).case
    assert (back.state, back.taken_by, back.ended_at) == (WITHDRAWN, None, NOW + TEN)
    assert table.occasions(back) == []


@pytest.mark.parametrize(
    ("move", "parts", "key"),
    [
        ("take_over", (Part.CAPTAIN, Part.REPORTER), "not-own-work"),
        ("take_over", (), "not-yours"),
        ("withdraw", (Part.CAPTAIN,), "not-yours"),
    ],
    ids=["their own", "no captain", "of another"],
)
def test_who_may_not(move: str, parts: tuple[Part, ...], key: str) -> None:
    """Nobody takes over from themselves, and nobody withdraws what another offers."""
    with pytest.raises(Refused) as refused:
        table.apply(MADE, move, an_actor(*parts), NOW)
    assert refused.value.key == key


def test_it_is_taken_once() -> None:
    """Who comes second is told so."""
    taken = table.apply(MADE, "take_over", an_actor(Part.CAPTAIN), NOW).case
    with pytest.raises(Refused) as refused:
        table.apply(taken, "take_over", an_actor(Part.CAPTAIN, user_id=1003), NOW)
    assert refused.value.key == "not-now"


def test_the_owners_hear_every_ten_minutes_and_then_no_more() -> None:
    """Four times; what they heard already does not come again."""
    assert [(due.n, due.due_at) for due in table.occasions(MADE)] == [(n, NOW + (n + 1) * TEN) for n in range(4)]
    assert [due.n for due in table.occasions(replace(MADE, told=3))] == [3]
    assert table.occasions(replace(MADE, told=4)) == []
    assert {due.subject for due in table.occasions(MADE)} == {"handover:3/"}


@pytest.mark.parametrize("told", range(table.TOLD_MOST))
def test_after_a_time_without_contact_others_have_ten_minutes_again(told: int) -> None:
    """However often the owners heard of it before."""
    later = NOW + timedelta(hours=1)
    due = table.occasions(table.anew(replace(MADE, told=told), later))[0]
    assert (due.n, due.due_at) == (told, later + TEN)
