"""What no test may see the program do, whoever runs it.

A statement that reads more the longer a district has been at work (see ``storage.growing``); a handle of a database
that is in use (see ``storage.library``).
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from storage import growing

SHORT = 12
ROOT = Path(__file__).parent.parent
HANDLES = Path("/proc/self/fd")


class Guard:
    """Asks of each statement once, in all tests together.

    What is refused is told at the end of the test: most of the program tries again what the memory refuses.
    """

    def __init__(self) -> None:
        self.known: set[Any] = set()
        self.refused: list[str] = []

    def look(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, context: Any, _many: bool) -> None:
        """Before a statement runs: SQLAlchemy's event."""
        asked = getattr(context, "invoked_statement", None)
        if asked is None or getattr(asked, "is_insert", False):
            return
        codes = frozenset(one for one in parameters if isinstance(one, str) and len(one) < SHORT)
        if (statement, codes) in self.known:
            return
        try:
            growing.refuse(asked, context.execution_options)
        except growing.Unbounded as refused:
            self.refused.append(str(refused))
        else:
            self.known.add((statement, codes))


class Handles:
    """Hears of each file that Python opens: none that the program opens may be a database that it has in use.

    The system lets go of all locks that a process has on a file as soon as any handle of it is closed, SQLite's with
    them. What tests open is their own affair.
    """

    def __init__(self) -> None:
        self.opened: list[str] = []

    def heard(self, event: str, given: tuple[Any, ...]) -> None:
        """What Python does: its audit hook. A file that has to be new is not opened where it is there."""
        if event != "open" or not str(given[0]).endswith(".db") or given[2] & os.O_EXCL:
            return
        if os.path.realpath(given[0]) in _in_use() and (where := _by_us()):
            self.opened.append(f"{given[0]} is in use and was opened at {where}")


def _in_use() -> set[str]:
    """Files of which this process has a handle, where the system tells."""
    found = set()
    for one in HANDLES.iterdir() if HANDLES.is_dir() else ():
        with suppress(OSError):
            found.add(str(one.readlink()))
    return found


def _by_us() -> str:
    """Where in the program it is opened; empty where a test does."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(ROOT):
            at = file.relative_to(ROOT)
            return "" if at.parts[0] == "tests" else f"{at}:{frame.f_lineno}"
        frame = frame.f_back
    return "a thread of its own"
