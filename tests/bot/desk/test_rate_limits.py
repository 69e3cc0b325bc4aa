"""How much one person is answered in a minute."""

from datetime import timedelta

import pytest

from bot.desk.rate_limits import ANSWERS, MINUTE, STRANGERS_ANSWERS, Answers, Say
from tests.bot.builders import NOW


@pytest.mark.parametrize(("is_known", "most"), [(True, ANSWERS), (False, STRANGERS_ANSWERS)])
def test_the_last_answer_says_that_it_is_the_last(*, is_known: bool, most: int) -> None:
    """Then there is silence, which costs nothing; others are still answered."""
    answers = Answers()
    said = [answers.ask(1002, NOW, is_known=is_known) for _ in range(most + 3)]
    assert said == [Say.YES] * most + [Say.LAST, Say.NO, Say.NO]
    assert answers.ask(1003, NOW, is_known=is_known) is Say.YES


def test_a_minute_later_there_are_answers_again() -> None:
    """Each counts for a minute from when it was given, and silence does not count."""
    answers = Answers()
    for n in range(STRANGERS_ANSWERS + 2):
        answers.ask(9, NOW + timedelta(seconds=n), is_known=False)
    last = STRANGERS_ANSWERS
    assert answers.ask(9, NOW + MINUTE - timedelta(seconds=1), is_known=False) is Say.NO
    assert answers.ask(9, NOW + MINUTE, is_known=False) is Say.LAST
    assert answers.ask(9, NOW + MINUTE + timedelta(seconds=last + 1), is_known=False) is Say.YES


def test_a_clock_that_was_set_back_silences_nobody() -> None:
    """What was said in the future is forgotten."""
    answers = Answers()
    for _ in range(STRANGERS_ANSWERS + 1):
        answers.ask(9, NOW + timedelta(days=1), is_known=False)
    assert answers.ask(9, NOW, is_known=False) is Say.YES


def test_many_strangers_fill_no_memory() -> None:
    """Those of whom nothing was heard for a minute are forgotten."""
    answers = Answers()
    for user_id in range(10_000):
        answers.ask(user_id, NOW, is_known=False)
    answers.ask(-1, NOW + 2 * MINUTE, is_known=False)
    assert len(answers._said) == 1
