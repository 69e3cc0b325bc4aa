"""Where no WAL keeps them apart, whoever reads gives way to whoever commits: a look is cut off, and begun again.

SQLite with a rollback journal commits only while nobody reads. So each statement of a look stands by itself there (as
it does on PostgreSQL), and one that has run for :data:`LOOK_S` while a commit waits is cut off and run anew. A process
that stands beside the bot does not see its commits: there it is cut off as if one always waited.
"""

import time
from dataclasses import dataclass
from pathlib import Path

LOOK_S = 0.04
"""So long a commit waits for a statement that reads."""

OPERATIONS = 2_000
"""Of SQLite's own machine, between two looks at the time: some tenths of a millisecond."""

PATIENCE_S = 20.0
"""A statement that never came to its end in so long is given up."""


@dataclass
class Commits:
    """Of one database file: whether somebody who writes wants to commit. Threads of all connections read it."""

    is_waiting: bool = False
    are_unseen: bool = False
    """Others than this process commit to it, so that nobody here knows when."""


_of_files: dict[str, Commits] = {}
_is_beside = False


def stand_beside() -> None:
    """From now on what this process opens is the bot's, which commits while we look; said before anything is opened."""
    global _is_beside  # noqa: PLW0603  # what a process is, is one thing for all of it
    _is_beside = True


def of(database: str | Path) -> Commits:
    """The same for all connections of this process to one file."""
    return _of_files.setdefault(str(Path(database).absolute()), Commits(are_unseen=_is_beside))


class Patience:
    """Of one connection that reads: when its statement began, and whether that is to be cut off now."""

    def __init__(self, commits: Commits) -> None:
        self._commits = commits
        self._since = 0.0
        self._most = LOOK_S

    def begin(self, cut_off: int = 0) -> None:
        """A statement begins that was cut off so often already.

        Where it may be that nobody waits for it, it has twice as long each time: one that cannot be shorter ends too.
        """
        self._since = time.perf_counter()
        self._most = LOOK_S * 2**cut_off if self._commits.are_unseen else LOOK_S

    def is_over(self) -> bool:
        """Asked by SQLite, every so many operations."""
        is_asked = self._commits.is_waiting or self._commits.are_unseen
        return is_asked and time.perf_counter() - self._since > self._most
