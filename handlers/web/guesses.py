"""Guesses of secrets are counted for each visitor: after some wrong ones the wrong ones of that visitor wait.

A right one never waits: behind one address of a carrier are many people, and the phones of those who left.
There is no limit for all together: it would let one stranger lock everybody out, and a secret of 256 bits is not
guessed however many try.
"""

from collections import OrderedDict, deque
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.values.clock import Clock
from bot.values.refused import Refused
from handlers import households

EACH = 10
"""How many wrong ones a visitor may try in the time."""

WITHIN = timedelta(minutes=5)

REMEMBERED = 10_000
"""So many visitors are remembered; beyond that the one who guessed longest ago is forgotten."""


class Guesses:
    """Counts in memory: a restart begins anew, and each replica counts its own."""

    def __init__(self, clock: Clock, each: int = EACH, remembered: int = REMEMBERED) -> None:
        self.clock = clock
        self.each = each
        self.remembered = remembered
        self._wrong: OrderedDict[str, deque[datetime]] = OrderedDict()

    def wait_s(self, address: str) -> int:
        """How many seconds whoever comes from *address* has to wait before they may try; 0: not at all."""
        now, tried = self.clock.now(), self._wrong.get(households.visitor(address), deque())
        if len(tried) < self.each or not now - WITHIN < tried[0] <= now:
            return 0
        return max(1, round((tried[0] + WITHIN - now).total_seconds()))

    def wrong(self, address: str) -> int:
        """A wrong one from *address* is counted; or, where there were too many, how many seconds they have to wait."""
        if wait_s := self.wait_s(address):
            return wait_s
        who = households.visitor(address)
        self._wrong.setdefault(who, deque(maxlen=self.each)).append(self.clock.now())
        self._wrong.move_to_end(who)
        while len(self._wrong) > self.remembered:
            self._wrong.popitem(last=False)
        return 0

    def judged(self, refusal: Refused, guessed: Collection[str], address: str) -> Refused:
        """What *address* hears: a refusal that is one of *guessed* is counted, and after too many of them they wait."""
        if refusal.key in guessed and (wait_s := self.wrong(address)):
            return Refused("too-many-tries", minutes=-(-wait_s // 60))
        return refusal

    def __len__(self) -> int:
        """How many visitors are remembered."""
        return len(self._wrong)
