"""The same trouble again and again is one line a minute with a count, however often it is logged."""

import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

EVERY_S = 60.0
REMEMBERED = 200
"""So many different lines are remembered; beyond that all are forgotten, and the next of each is logged."""


class _Line(NamedTuple):
    """Two lines with the same one are the same; other facts may differ."""

    logger: str
    level: int
    event: str
    error: str


@dataclass
class _Told:
    at: float
    left_out: int = 0


class Repeats(logging.Filter):
    """Lets warnings and errors through once a minute each, and says how many it left out; what crashes always goes."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._seconds = seconds
        self._told: dict[_Line, _Told] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether *record* is logged; how often another was left out is said as soon as anything is logged again."""
        now = self._seconds()
        self._say_what_stopped(now)
        if not logging.WARNING <= record.levelno < logging.CRITICAL:
            return True
        key = _key(record)
        told = self._told.get(key)
        if told is not None:
            told.left_out += 1
            return False
        if len(self._told) >= REMEMBERED:
            self._told.clear()
        self._told[key] = _Told(now)
        return True

    def _say_what_stopped(self, now: float) -> None:
        over = [(key, told) for key, told in [*self._told.items()] if now - told.at >= EVERY_S]
        for key, _ in over:  # all of them first: what is said below comes through here too, and so do other threads
            self._told.pop(key, None)
        for key, told in over:
            if told.left_out:
                logging.getLogger(key.logger).log(key.level, "%s: %d times more in a minute", key.event, told.left_out)


def _key(record: logging.LogRecord) -> _Line:
    """What makes a line the same as another."""
    said, error = record.msg, record.exc_info[1] if record.exc_info else None
    if not isinstance(said, dict):
        return _Line(record.name, record.levelno, record.getMessage(), _name(error))
    error = said.get("exc_info") or error
    if error is True:
        error = sys.exc_info()[1]
    elif isinstance(error, tuple):
        error = error[1]
    named = _name(error) if isinstance(error, BaseException) else str(said.get("error", ""))
    return _Line(record.name, record.levelno, str(said.get("event")), named)


def _name(error: BaseException | None) -> str:
    return "" if error is None else f"{type(error).__name__}: {error}"
