"""Which reasons are offered by a tap: pure."""

import pytest

from bot.incidents import holds, proof
from bot.incidents.reporting import reasons


def test_the_most_usual_first_and_of_equals_the_newest() -> None:
    """Newest come first; four at most."""
    given = [{"reason": one} for one in ("a", "b", "c", "b", "d", "e", "f")]
    assert reasons.usual("cancel", given) == ["b", "a", "c", "d"]


def test_a_hold_says_how_long() -> None:
    """As somebody would write it; without that it could not be made."""
    given = [{"reason": "等拖车", "minutes": 40.0}, {"reason": "no minutes"}]
    assert reasons.usual("hold", given) == ["40m 等拖车"]


@pytest.mark.parametrize("reason", [holds.ASKED, proof.NO_PHOTO, "busy", "", None, 3, "x" * 31])
def test_codes_and_what_a_button_would_cut_are_not_offered(reason: object) -> None:
    """Nor what is no text."""
    assert reasons.usual("send_back", [{"reason": reason}]) == []
