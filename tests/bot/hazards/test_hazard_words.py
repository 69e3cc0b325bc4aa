"""What may be written for a step of a hazard."""

import pytest

from bot.hazards.table import Severity
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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("wiring bare and hot, critical, 1d", ("wiring bare and hot", Severity.CRITICAL, 24)),
        ("灭火器过期，较大，3日", ("灭火器过期", Severity.MAJOR, 72)),
        ("通道堵塞、堆物 重大", ("通道堵塞、堆物", Severity.CRITICAL, None)),
        ("gas, strong smell, 12h critical", ("gas, strong smell", Severity.CRITICAL, 12)),
        ("exit blocked, paint", ("exit blocked, paint", None, None)),
    ],
)
def test_a_new_one_may_be_written_with_commas(text: str, meant: tuple[str, Severity | None, int | None]) -> None:
    """As the bot's own example has them: how bad it is is not lost in the title."""
    assert said.found(text) == said.Found(*meant)
