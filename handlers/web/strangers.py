"""How often strangers may ask: so many times within a minute from one address."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from bot.values.clock import Clock
from handlers.web import guesses

WITHIN = timedelta(minutes=1)

EACH = 60
"""How often a stranger may ask in the time."""

REMEMBERED = 10_000
"""So many strangers are remembered; beyond that the one who asked longest ago is forgotten."""


class Strangers:
    """Counts in memory: a restart begins anew, and each replica counts its own."""

    def __init__(self, clock: Clock, each: int = EACH) -> None:
        self.clock = clock
        self.each = each
        self._asked: OrderedDict[str, deque[datetime]] = OrderedDict()

    def wait_s(self, address: str) -> int:
        """Counts one more from *address*; or, where that is too many, how many seconds whoever it is has to wait."""
        now, who = self.clock.now(), guesses.visitor(address)
        asked = self._asked.setdefault(who, deque(maxlen=self.each))
        self._asked.move_to_end(who)
        while len(self._asked) > REMEMBERED:
            self._asked.popitem(last=False)
        if len(asked) == self.each and now - WITHIN < asked[0] <= now:
            return max(1, round((asked[0] + WITHIN - now).total_seconds()))
        asked.append(now)
        return 0
