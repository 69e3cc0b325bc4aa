"""What is kept of a team that declined because it is unsafe there."""

from dataclasses import replace

import pytest

from bot.incidents import unsafe
from bot.incidents.unsafe import Warned
from tests.bot.builders import an_incident


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("unsafe three men with sticks", "three men with sticks"),
        ("unsafe", ""),
        ("", ""),
        ("危险 有人拿刀", "有人拿刀"),
        ("有人拿刀，危险", "有人拿刀，危险"),
        ("a\nb", "a b"),
    ],
)
def test_their_words_without_the_bare_reason(said: str, kept: str) -> None:
    """The line says already that it is unsafe."""
    assert unsafe.warned(unsafe.noted(an_incident(), 3, "Li", said)) == Warned(3, "Li", kept)


def test_it_holds_while_the_case_is_handled_in_the_same_turn() -> None:
    """Begun anew, or over, it warns nobody."""
    noted = unsafe.noted(an_incident(), 3, "Li", "")
    assert unsafe.warned(replace(noted, turn=noted.turn + 1)) is None
    assert unsafe.warned(replace(noted, state="resolved")) is None
    assert unsafe.warned(an_incident()) is None
