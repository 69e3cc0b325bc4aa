"""One program for a data folder: two that write one SQLite file would answer every report twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.values.files import ours
from storage.trouble import StoreTrouble, UnwritableData

FILE = "patrol.lock"


class FolderTaken(StoreTrouble):
    """Another program runs on the same data folder."""

    key = "folder-taken"


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold *folder* for this program; the system lets go of it however the program ends.

    Raises FolderTaken where another holds it, UnwritableData where the lock cannot be written.
    """
    lock = FileLock(folder / FILE, thread_local=False, mode=ours.FOR_US)
    try:
        ours.folder(folder)
        lock.acquire(blocking=False)
    except Timeout:
        raise FolderTaken(folder=str(folder)) from None
    except OSError as trouble:
        raise UnwritableData(folder=str(folder)) from trouble
    try:
        yield
    finally:
        lock.release()
