"""What the street has in hand: updates being worked off, letters being written. Whoever only looks gives way to it."""

from collections.abc import Iterator
from contextlib import contextmanager


class Street:
    """Counts it. Who waits for Telegram meanwhile takes nothing from anybody, and does not count."""

    def __init__(self) -> None:
        self._in_hand = 0

    @property
    def is_at_work(self) -> bool:
        """Something is in hand this moment."""
        return self._in_hand > 0

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """One thing more, until the block ends."""
        self._in_hand += 1
        try:
            yield
        finally:
            self._in_hand -= 1

    @contextmanager
    def away(self) -> Iterator[None]:
        """One thing in hand waits for others, until the block ends."""
        self._in_hand -= 1
        try:
            yield
        finally:
            self._in_hand += 1
