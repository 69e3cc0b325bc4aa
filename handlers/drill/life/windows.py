"""Who looks on: the windows in which the page is open, and whose phone each of them holds."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

MOST_KEPT = 200
"""Of so many windows it is known whose phone they hold; the oldest are forgotten."""


class Windows:
    """A window is named by its page, by chance; while it listens to the stream it is open."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._whose: dict[str, int] = {}

    @contextmanager
    def listening(self, name: str) -> Iterator[None]:
        """A window is open inside; a page that comes back in the same moment may be there twice."""
        self._open[name] += 1
        try:
            yield
        finally:
            self._open[name] -= 1
            if not self._open[name]:
                del self._open[name]

    def hold(self, name: str, who: int) -> None:
        """A window holds somebody's phone, in place of the one before."""
        self._whose.pop(name, None)
        self._whose[name] = who
        if len(self._whose) > MOST_KEPT:
            del self._whose[next(iter(self._whose))]

    @property
    def is_any_open(self) -> bool:
        """Whether anybody looks on."""
        return bool(self._open)

    @property
    def held(self) -> frozenset[int]:
        """Whose phones are held in the windows that are open."""
        return frozenset(self._whose[name] for name in self._open if name in self._whose)
