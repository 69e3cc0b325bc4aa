"""How much is kept of one person, in a short time and with one case: whatever is over it is answered, never dropped.

A bound is each person's own, so that nobody's flood keeps out what somebody else sends.
"""

from datetime import timedelta

from bot.evidence.pieces import EVIDENCE
from bot.work.answer import Answer, answer
from bot.work.work import Work

PIECES, MINUTES = 60, 10
"""How many texts, photos, voice notes and papers of one person in one chat are kept in how many minutes."""

MOST_OF_ONE = 200
"""How many pieces of one person are kept with one case."""


async def has_time(work: Work) -> bool:
    """No more is kept of the one who speaks in a short time than a case can need."""
    since = work.who.said_at - timedelta(minutes=MINUTES)
    return await work.tx[EVIDENCE].count_of(work.who.user_id, work.who.chat_id, since) < PIECES


async def is_full(work: Work, case_id: int, most: int | None = None) -> bool:
    """Whether a case has as many pieces of the one who speaks as are kept, or *most*."""
    most = MOST_OF_ONE if most is None else most
    return await work.tx[EVIDENCE].count_in(case_id, work.who.user_id, most) >= most


def too_fast() -> Answer:
    """What is said where it comes too fast."""
    return answer("pieces-limited", alert=True, most=PIECES, minutes=MINUTES)


def enough(number: int) -> Answer:
    """What is said where the case with this *number* is full."""
    return answer("case-has-enough", alert=True, number=number, most=MOST_OF_ONE)
