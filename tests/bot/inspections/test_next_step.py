"""What comes next, in every state of a visit: there is always one sentence, in both languages."""

from datetime import timedelta

import pytest

from bot.inspections import next_step
from bot.inspections.table import State
from bot.words import Words
from tests.bot.inspections.test_visit_moves import DAY, visit


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("days", [-1, 0, 5])
def test_every_state_says_what_comes_next(state: State, days: int) -> None:
    """Before its days, on them and after; what is over says so too."""
    words = Words(strict=True)
    for one in (visit(state), visit(state, emergency=True)):
        told = next_step.word(one, DAY + timedelta(days=days))
        for language in ("zh", "en"):
            assert words.say(language, told["word"])


@pytest.mark.parametrize(
    ("state", "days", "more", "said"),
    [
        ("planned", 0, {}, "wait"),
        ("planned", 0, {"emergency": True}, "begin-today"),
        ("approved", 0, {}, "part"),
        ("approved", 0, {"bodies": ("fire",)}, "notify-today"),
        ("approved", -3, {"bodies": ("fire",)}, "notify-later"),
        ("notified", -1, {"bodies": ("fire",)}, "begin-later"),
        ("notified", 3, {"bodies": ("fire",)}, "over"),
        ("under_way", 9, {}, "answer"),
    ],
)
def test_what_is_said_before_the_door(state: str, days: int, more: dict[str, object], said: str) -> None:
    """Whoever goes is never told to wait for a day that has come."""
    one = visit(state)
    one = type(one)(**{**vars(one), **more})
    assert next_step.of(one, DAY + timedelta(days=days)) == said
