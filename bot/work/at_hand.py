"""What lies at hand in a piece of work beside the open transaction: laid ready by the desk, or noted on the way.

Whoever needs a thing owns its key; the work itself knows none of them by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

P = TypeVar("P")


@dataclass(frozen=True)
class Ready(Generic[P]):
    """The key of something that the desk lays ready for every work (the handbook in force); told apart by its name."""

    name: str


@dataclass(frozen=True)
class Notes(Generic[P]):
    """The key of something that is noted during one work and read at its end; *begin* makes it, empty."""

    name: str
    begin: Callable[[], P]


class AtHand:
    """The things of one work, by their keys."""

    def __init__(self) -> None:
        self._ready: dict[str, Any] = {}
        self._notes: dict[str, Any] = {}

    def lay(self, key: Ready[P], thing: P) -> None:
        """Lay a thing ready, in the place of one that lay there."""
        self._ready[key.name] = thing

    def __getitem__(self, key: Ready[P]) -> P:
        """What was laid ready under *key*; KeyError where nothing was."""
        found: P = self._ready[key.name]
        return found

    def notes(self, key: Notes[P]) -> P:
        """What was noted under *key* so far, begun when it is first asked for."""
        if key.name not in self._notes:
            self._notes[key.name] = key.begin()
        found: P = self._notes[key.name]
        return found
