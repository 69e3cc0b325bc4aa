"""How often a program may ask: so many reports and so many looks within each minute, counted by its key."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from enum import Enum

from bot.values.clock import Clock

WITHIN = timedelta(minutes=1)

REMEMBERED = 1_000
"""So many keys are remembered; beyond that the one that asked longest ago is forgotten."""


class Pace(Enum):
    """What is asked, and how often within a minute it may be."""

    REPORTS = 30
    LOOKS = 240


def of_method(method: str) -> Pace:
    """Whether a request looks or changes something."""
    return Pace.LOOKS if method in {"GET", "HEAD", "OPTIONS"} else Pace.REPORTS


class Paces:
    """Counts in memory: a restart begins anew, and each replica counts its own."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._asked: OrderedDict[tuple[int, Pace], deque[datetime]] = OrderedDict()

    def wait_s(self, key: int, pace: Pace) -> int:
        """Counts one more of *key*; or, where that is too many, how many seconds it has to wait."""
        now, which = self.clock.now(), (key, pace)
        asked = self._asked.setdefault(which, deque(maxlen=pace.value))
        self._asked.move_to_end(which)
        while len(self._asked) > REMEMBERED:
            self._asked.popitem(last=False)
        if len(asked) == pace.value and now - WITHIN < asked[0] <= now:
            return max(1, -int(-(asked[0] + WITHIN - now).total_seconds() // 1))
        asked.append(now)
        return 0
