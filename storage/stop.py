"""Work in a thread is left when the program stops, also in the middle of a statement that takes minutes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from storage import library


class Ended(Exception):  # not an error: the program stops
    """What was under way was ended before it was done."""


class Stop:
    """Whether the program stops; said by the loop, asked by threads between their steps."""

    def __init__(self) -> None:
        self.is_over = False
        self._asking: list[library.sqlite3.Connection] = []
        self._turn = threading.Lock()

    def say(self) -> None:
        """It stops. Said again and again until nobody works: a statement that had not begun was not cut off."""
        self.is_over = True
        with self._turn:
            for one in self._asking:
                one.interrupt()

    def must_go_on(self) -> None:
        """Raise Ended where the program stops."""
        if self.is_over:
            raise Ended

    @contextmanager
    def asking(self, connection: "library.sqlite3.Connection") -> Iterator[None]:
        """Statements of *connection* in here are cut off; then Ended is raised."""
        self.must_go_on()
        with self._turn:
            self._asking.append(connection)
        try:
            yield
        except library.sqlite3.OperationalError:
            self.must_go_on()
            raise
        finally:
            with self._turn:
                self._asking.remove(connection)
