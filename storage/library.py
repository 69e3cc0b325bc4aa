"""Which SQLite is used, everywhere in the program: one file must never be opened by two of them in one process.

Where its wheel is installed it is the one that pysqlite3 brings along, else the one that Python was built with. Two
copies of SQLite in one process do not know of each other's locks, so nothing else imports ``sqlite3``. Nothing but it
opens a database that is in use, either: the system lets go of all locks of a process on a file as soon as any handle
of it is closed, and the next program that closes its last connection takes the log away from under us.
"""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:
        import sqlite3

__all__ = ["has_safe_wal", "reading", "sqlite3"]

SAFE_WAL = (3, 51, 3)
"""SQLite before this version can corrupt a WAL database when two connections write and checkpoint at once."""


def has_safe_wal() -> bool:
    """Whether readers may stand beside the writer without waiting: the version that is linked decides."""
    return sqlite3.sqlite_version_info >= SAFE_WAL


def reading(file: Path) -> "closing[sqlite3.Connection]":
    """*file*, to be read and closed; what SQLite has to lay beside it for that is gone afterwards.

    A file that is opened only to be read leaves those behind where it was written with WAL. Raises what SQLite raises.
    """
    opened = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)
    opened.execute("PRAGMA query_only=ON")
    return closing(opened)
