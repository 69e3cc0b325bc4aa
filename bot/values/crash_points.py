"""Places at which a test may have the program die on the spot, as if the machine had lost its power there.

Armed from outside by ``PATROL_CRASH_AT=name`` or ``name:3`` (the third time that the place is reached). Not armed, a
place costs one comparison.
"""

import os
import signal

POINTS = (
    "after-receive",
    "after-inbox-commit",
    "in-handler",
    "after-handler-commit",
    "before-send",
    "after-send",
    "in-tick",
    "in-migration",
)
"""After an update came and before it is stored; once it is stored; inside a move's transaction; after its commit; a
letter marked and not yet sent; sent and not yet recorded; inside the clock's transaction; inside a migration."""


class UnknownPoint(Exception):
    """A name that no place bears."""

    def __init__(self, name: str) -> None:
        super().__init__(f"PATROL_CRASH_AT: no such place {name!r}; there are {', '.join(POINTS)}")


class _Armed:
    name = ""
    left = 0


def arm(text: str) -> None:
    """Arm ``name`` or ``name:n``; an empty text disarms. Raises UnknownPoint."""
    name, _, times = text.partition(":")
    if name and name not in POINTS:
        raise UnknownPoint(name)
    _Armed.name, _Armed.left = name, int(times or 1)


def reached(name: str) -> None:
    """Die here where this place is armed and has been reached often enough."""
    if name != _Armed.name:
        return
    _Armed.left -= 1
    if _Armed.left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
