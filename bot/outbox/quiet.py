"""A quiet group: where its captain chose so, what can wait for a look comes to it without a sound."""

from bot.outbox.letters import Letter, Priority
from bot.register.districts import District

KEPT = "quiet"
"""The district's setting that holds it."""

CHOICES = ("off", "on")

SOUNDING = frozenset({Priority.SOS, Priority.ORDER, Priority.OVERDUE})
"""These sound in every group, as does whatever names somebody who has no private chat with the bot."""


def of(district: District) -> str:
    """``on`` or ``off``."""
    return CHOICES[bool(district.settings.get(KEPT))]


def hushes(district: District, letter: Letter) -> bool:
    """Whether a letter to the group of *district* comes without a sound."""
    return of(district) == "on" and letter.priority not in SOUNDING and not letter.mentions
