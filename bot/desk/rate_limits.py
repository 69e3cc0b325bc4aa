"""How much one person is answered, and how much is kept of them, in a short time. Reports are never limited."""

from collections import defaultdict, deque
from datetime import datetime, timedelta
from enum import Enum

ANSWERS, STRANGERS_ANSWERS = 30, 3
"""How many answers to messages a registered person, and anybody else, gets in a minute; toasts are not counted."""

MINUTE = timedelta(minutes=1)


class Say(Enum):
    """What becomes of an answer."""

    YES = "yes"
    LAST = "last"  # instead of it, that there will be no more for a while
    NO = "no"


class Answers:
    """Counts answers by person, in memory: a restart begins anew."""

    def __init__(self) -> None:
        self._said: dict[int, deque[datetime]] = defaultdict(deque)

    def ask(self, user_id: int, now: datetime, *, is_known: bool) -> Say:
        """May this person be answered at *now*? Counts the answer."""
        said, most = self._said[user_id], ANSWERS if is_known else STRANGERS_ANSWERS
        while said and not now - MINUTE < said[0] <= now:
            said.popleft()
        if len(said) > most:
            return Say.NO
        said.append(now)
        if len(self._said) > 10_000:
            self._forget(now)
        return Say.LAST if len(said) > most else Say.YES

    def _forget(self, now: datetime) -> None:
        for user_id in [u for u, said in self._said.items() if not said or said[-1] <= now - MINUTE]:
            del self._said[user_id]
