"""Bundles: several reminders that wait for one chat become one message."""

from bot.outbox.letters import Letter, LetterKind

BUNDLED = frozenset({"reminder", "reminder-arrive"})
"""Purposes of notes that become one message when several wait for one chat."""


def together(first: Letter, other: Letter) -> bool:
    """Whether *other* goes in one message with *first*."""
    if first.id == other.id:
        return True
    alike = (first.kind, first.language, first.mentions) == (other.kind, other.language, other.mentions)
    return alike and first.kind is LetterKind.NOTE and {first.purpose, other.purpose} <= BUNDLED
