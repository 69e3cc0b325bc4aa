"""Bundles: several reminders that wait for one chat become one message."""

from bot.incidents.orders import next_step
from bot.outbox.letters import Letter, LetterKind

BUNDLED = frozenset({"reminder", "reminder-arrive"})
"""Purposes of notes that become one message when several wait for one chat."""


def together(first: Letter, other: Letter) -> bool:
    """Whether *other* goes in one message with *first*.

    In private the step of a case stands in a message of its own: it leaves when the case moves on.
    """
    if first.id == other.id:
        return True
    if first.user_id is not None and any(next_step.stands_in(one.buttons) for one in (first, other)):
        return False
    alike = (first.kind, first.language, first.mentions) == (other.kind, other.language, other.mentions)
    return alike and first.kind is LetterKind.NOTE and {first.purpose, other.purpose} <= BUNDLED
