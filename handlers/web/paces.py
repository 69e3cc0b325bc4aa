"""How often a program, or whoever has a secret address, may ask within each minute, counted by that secret."""

import math
from collections import OrderedDict, deque
from collections.abc import Hashable
from datetime import datetime, timedelta
from enum import Enum

from bot.values.clock import Clock
from bot.values.refused import Refused

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


class Counts:
    """How often each of many asked lately, in memory: a restart begins anew, and each replica counts its own."""

    def __init__(self, clock: Clock, remembered: int = REMEMBERED) -> None:
        self.clock = clock
        self.remembered = remembered
        self._asked: OrderedDict[Hashable, deque[datetime]] = OrderedDict()

    def wait_s(self, who: Hashable, most: int) -> int:
        """Counts one more of *who*; or, where that is too many, how many seconds they have to wait."""
        now = self.clock.now()
        asked = self._asked.setdefault(who, deque(maxlen=most))
        self._asked.move_to_end(who)
        while len(self._asked) > self.remembered:
            self._asked.popitem(last=False)
        if len(asked) == most and now - WITHIN < asked[0] <= now:
            return max(1, math.ceil((asked[0] + WITHIN - now).total_seconds()))
        asked.append(now)
        return 0

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._asked)


class Holders:
    """Of addresses that are a secret themselves, by its hash: wherever whoever has it comes from."""

    EACH, WRITES = 60, 6
    REMEMBERED = 10_000

    def __init__(self, clock: Clock) -> None:
        self._asked, self._wrote = (Counts(clock, self.REMEMBERED) for _ in range(2))

    def ask(self, secret_hash: str, *, writes: bool = False) -> None:
        """One more, of a secret that opens something; raises Refused where that is too many within the minute."""
        for counts, most in ((self._asked, self.EACH), *(((self._wrote, self.WRITES),) if writes else ())):
            if wait_s := counts.wait_s(secret_hash, most):
                raise Refused("too-many-at-once", seconds=wait_s)


class Paces:
    """Of programs."""

    def __init__(self, clock: Clock) -> None:
        self._asked = Counts(clock)

    def wait_s(self, key: int, pace: Pace) -> int:
        """Counts one more of *key*; or, where that is too many, how many seconds it has to wait."""
        return self._asked.wait_s((key, pace), pace.value)
