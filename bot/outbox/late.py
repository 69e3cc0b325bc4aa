"""A reminder that could not go for a while says so, with its figures as they are when it goes."""

from dataclasses import replace
from datetime import datetime

from bot.outbox.letters import Letter

LATE_S = 30
"""A reminder decided later than this after its time is marked late."""


def as_late(letter: Letter, now: datetime) -> Letter:
    """A reminder that could not go for a while: marked late, with its figures as they are when it goes."""
    waited = (now - letter.created_at).total_seconds()
    if letter.purpose not in {"reminder", "reminder-arrive"} or waited <= LATE_S:
        return letter
    over = letter.facts["minutes"] + int(waited // 60)
    return replace(letter, facts={**letter.facts, "late": {"word": "late-mark"}, "minutes": over})
