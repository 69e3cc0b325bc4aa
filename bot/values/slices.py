"""Long work in slices: each holds the writer for a blink, and between two of them everybody else has their turn."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

SLICE_S = 0.05
"""Seconds for which a slice may hold the writer."""

AIM = 0.5
"""The share of it that a slice is made for: the machine may be slower at the next one."""

FIRST, LEAST, MOST = 100, 10, 1000
"""Rows of the first slice, and of the smallest and the largest."""

One = TypeVar("One")


@dataclass
class Pace:
    """How many rows go into the next slice, by how long the last one took.

    *timer* tells seconds, *sleep* waits for some. *least*: no slice has fewer rows, however slow the machine is;
    *most*: nor more, however fast.
    """

    timer: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    size: int = FIRST
    longest_s: float = 0.0
    least: int = LEAST
    most: int = MOST

    async def took(self, rows: int, seconds: float, rested: float = 0.0) -> None:
        """A slice of *rows* held the writer for so long; waits at least as long, so that others come in between.

        *rested*: so long nobody held it while the slice was made ready.
        """
        self.longest_s = max(self.longest_s, seconds)
        if rows and seconds > 0:
            fitting = rows * SLICE_S * AIM / seconds
            self.size = int(min(max(fitting, rows / 2, self.least), self.size * 2, self.most))
        await self.sleep(max(max(seconds, SLICE_S * AIM) - rested, 0))

    def slices(self, rows: Sequence[One]) -> Iterator[Sequence[One]]:
        """*rows* in their order, each time as many as fit."""
        at = 0
        while at < len(rows):
            part = rows[at : at + self.size]
            at += len(part)
            yield part
