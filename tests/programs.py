"""The command ``patrolbot`` in a process of its own, without paying for its imports each time: see the zygote."""

import atexit
import json
import os
import subprocess
import sys
from functools import cache
from itertools import count
from pathlib import Path

from tests.house.tree import ROOT

ZYGOTE = ROOT / "tests" / "faults" / "zygote.py"
OURS = ("PATROL_", "TELEGRAM_", "DATABASE_")


@cache
def parent(script: Path = ZYGOTE) -> "subprocess.Popen[bytes]":
    """What starts one program after the other for all tests of this process, without any settings of this machine."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
    started = subprocess.Popen(
        [sys.executable, script], env={**plain, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    atexit.register(started.communicate)
    return started


def begin(order: dict[str, object], script: Path = ZYGOTE) -> int:
    """Have *order* carried out by a program; returns its process id. The one before it has ended."""
    told = parent(script)
    assert told.stdin is not None
    assert told.stdout is not None
    told.stdin.write(json.dumps(order).encode() + b"\n")
    told.stdin.flush()
    return int(told.stdout.readline())


def end(script: Path = ZYGOTE) -> int:
    """Wait until the program that was begun last has ended, and return how it did."""
    told = parent(script)
    assert told.stdout is not None
    return os.waitstatus_to_exitcode(int(told.stdout.readline()))


class Programs:
    """Starts one program after the other and keeps what they say in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def run(self, folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """``patrolbot`` with *words* in *folder*, to its end."""
        out, err = (self._folder / f"{next(self._numbers)}" for _ in range(2))
        order = {"environment": settings, "words": words, "folder": str(folder), "log": str(out), "errors": str(err)}
        begin(order)
        code = end()
        said, wrong = (file.read_text(encoding="utf8") for file in (out, err))
        return subprocess.CompletedProcess(words, code, said, wrong)
