"""What may be written for a step of a hazard."""

import pytest

from bot.hazards.talk import said
from bot.words import Words

LABELS = {
    "limits": "set_limit",
    "grades": "grade",
    "bodies": "hand_to",
    "confirm-clue": "confirm_clue",
    "dismiss": "dismiss",
    "stay": "stay",
    "fix": "fix",
    "rectify": "rectify",
    "pass": "pass",
    "send-back": "send_back",
    "allow": "allow",
    "hasten": "hasten",
    "escalate": "escalate",
    "forbid": "forbid",
    "lift": "lift",
    "photo": "photo",
}


@pytest.mark.parametrize(("button", "move"), LABELS.items())
def test_what_a_button_says_may_be_written(button: str, move: str) -> None:
    """Whoever has no button writes what it would say; it means the same step."""
    label = Words().say("zh", f"button-hazard-{button}")
    assert said.move(f"{label} 理由") == (move, "理由")
