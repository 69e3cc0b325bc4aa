"""What the program is made of is looked through for rubbish no more: that held the loop for a quarter of a second.

Python looks for rings of objects that nobody needs, through everything that has lived for a while. Most of that are
modules, tables, models and statements put together once, a million objects that stay until the end; the rest of the
heap is looked through in milliseconds. Some of it comes only with the first use: what a look found to be needed is
left out of the next ones once looking takes too long.
"""

import gc
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

TURN_S = 0.001
"""So long one thread works before another that wants to has its turn; Python's own is five times as long.

A report is a hundred short visits to the database's thread: beside one that packs a file it waits at each.
"""

LOOK_S = 0.01
"""After a look that took so long what it left is looked through no more."""

TIMES = 30
"""So often at most: a ring among what was left out then stays for good, and so must be bounded."""

_WHOLE = 2
"""The generation of a look through everything."""


class Looks:
    """Hears of every look for rubbish, which Python makes in the middle of whatever is done."""

    def __init__(self, timer: Callable[[], float] = time.perf_counter) -> None:
        self.timer = timer
        self.left = TIMES
        self._begun = 0.0

    def hear(self, phase: str, told: Mapping[str, Any]) -> None:
        """As ``gc.callbacks`` are called: a look begins or ends."""
        if phase == "start":
            self._begun = self.timer()
        elif told["generation"] == _WHOLE and self.left > 0 and self.timer() - self._begun > LOOK_S:
            self.left -= 1
            gc.freeze()


def settle() -> None:
    """From now on only what is made later is looked through; to be called once, when the program stands."""
    sys.setswitchinterval(TURN_S)
    gc.freeze()
    gc.collect()  # counts anew what has lived for a while: by that Python decides when it looks again
    gc.callbacks.append(Looks().hear)
