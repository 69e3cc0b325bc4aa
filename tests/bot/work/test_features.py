"""What features bring, read once; what is laid ready for a work; and what an answer is."""

from typing import Any

import pytest

from bot.outbox.letters import Button
from bot.work.answer import answer, listed
from bot.work.at_hand import AtHand, Notes, Ready
from bot.work.features import Feature, Features

HEARD: Any = object()
BUTTONS = ((Button("button-yes", "yes"),),)


@pytest.mark.parametrize("field", ["decides", "undelivered"])
def test_two_features_that_claim_the_same_do_not_start(field: str) -> None:
    """The one of them would never be asked."""
    both: list[Any] = [{field: {"sos": HEARD}}, {field: {"duty": HEARD, "sos": HEARD}}]
    with pytest.raises(ValueError, match="sos"):
        Features([Feature("one", **both[0]), Feature("other", **both[1])])
    assert getattr(Features([Feature("other", **both[1])]), field) == both[1][field]


@pytest.mark.parametrize("field", ["settles", "after_gap", "takes_rest"])
def test_what_has_a_number_comes_in_its_order(field: str) -> None:
    """Whatever the order of the features; of the same number the earlier feature is first."""
    first: Any = {field: ((30, "c"), (10, "a"))}
    second: Any = {field: ((20, "b"), (10, "z"))}
    assert getattr(Features([Feature("one", **first), Feature("other", **second)]), field) == ("a", "z", "b", "c")


def test_each_feature_is_heard() -> None:
    """In the order of the list."""
    found = Features([Feature("one", kinds=(1,), hears=(HEARD,)), Feature("other", kinds=(2, 3), hears=(HEARD,))])
    assert (found.kinds, found.hears, [one.name for one in found]) == ((1, 2, 3), (HEARD, HEARD), ["one", "other"])


def test_what_lies_at_hand() -> None:
    """What was laid ready last; notes are begun when they are first asked for, and kept for this work only."""
    ready: Ready[str] = Ready("ready")
    notes: Notes[list[int]] = Notes("ready", list)
    first, second = AtHand(), AtHand()
    with pytest.raises(KeyError):
        first[ready]
    first.lay(ready, "old")
    first.lay(ready, "new")
    first.notes(notes).append(5)
    assert (first[ready], first.notes(notes), second.notes(notes)) == ("new", [5], [])


def test_several_facts_read_as_one() -> None:
    """Two at a time, the first ones innermost; one is itself, none is empty."""
    assert listed("abc") == {"word": "both", "one": {"word": "both", "one": "a", "other": "b"}, "other": "c"}
    assert (listed(["a"]), listed([])) == ("a", "")


def test_what_is_more_than_a_toast() -> None:
    """Something to tap, or several lines."""
    more = [answer("k", BUTTONS), answer("k", lines=[]), answer("k", facts_keyboard="location")]
    assert [one.is_more_than_a_toast for one in (*more, answer("k", number=4))] == [True, True, True, False]
