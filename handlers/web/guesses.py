"""Guesses of secrets are counted: after some wrong ones an address waits, after very many everybody does."""

from collections import Counter, deque
from datetime import datetime, timedelta

from bot.clock import Clock

EACH, ALL = 10, 300
"""How many wrong ones an address, and all together, may try in the time."""

WITHIN = timedelta(minutes=5)


class Guesses:
    """Counts in memory: a restart begins anew, and each replica counts its own."""

    def __init__(self, clock: Clock, each: int = EACH, everybody: int = ALL) -> None:
        self.clock = clock
        self.each = each
        self.everybody = everybody
        self._wrong: deque[tuple[datetime, str]] = deque()
        self._by: Counter[str] = Counter()

    def wait_s(self, address: str) -> int:
        """How many seconds *address* has to wait before it may try; 0: not at all."""
        now = self.clock.now()
        while self._wrong and not now - WITHIN < self._wrong[0][0] <= now:
            _, whose = self._wrong.popleft()
            self._by[whose] -= 1
            self._by += Counter()
        if self._by[address] < self.each and len(self._wrong) < self.everybody:
            return 0
        first = next(at for at, whose in self._wrong if whose == address or len(self._wrong) >= self.everybody)
        return max(1, round((first + WITHIN - now).total_seconds()))

    def wrong(self, address: str) -> None:
        """A wrong one from *address*."""
        self._wrong.append((self.clock.now(), address))
        self._by[address] += 1
