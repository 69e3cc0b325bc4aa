"""Where no WAL keeps them apart, whoever reads gives way to whoever commits: a look is cut off, and begun again.

SQLite with a rollback journal commits only while nobody reads. So each statement of a look stands by itself there (as
it does on PostgreSQL), and one that has run for :data:`LOOK_S` while a commit waits is cut off and run anew.
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


_of_files: dict[str, Commits] = {}


def of(database: str | Path) -> Commits:
    """The same for all connections of this process to one file."""
    return _of_files.setdefault(str(Path(database).absolute()), Commits())


class Patience:
    """Of one connection that reads: when its statement began, and whether that is to be cut off now."""

    def __init__(self, commits: Commits) -> None:
        self._commits = commits
        self._since = 0.0

    def begin(self) -> None:
        """A statement begins."""
        self._since = time.perf_counter()

    def is_over(self) -> bool:
        """Asked by SQLite, every so many operations."""
        return self._commits.is_waiting and time.perf_counter() - self._since > LOOK_S
