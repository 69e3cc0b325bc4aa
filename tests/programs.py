"""The command ``patrolbot`` in a process of its own, without paying for its imports each time: see the zygote."""

import json
import os
import subprocess
import sys
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.house.tree import ROOT

ZYGOTE = ROOT / "tests" / "faults" / "zygote.py"
OURS = ("PATROL_", "TELEGRAM_", "DATABASE_")


class Programs:
    """Starts one program after the other, forked from a parent that has imported everything already."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def __enter__(self) -> Self:
        """Start the parent, without any settings of this machine."""
        plain = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
        self._parent = subprocess.Popen(
            [sys.executable, ZYGOTE], env={**plain, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """End it."""
        self._parent.communicate()

    def run(self, folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """``patrolbot`` with *words* in *folder*, to its end."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        out, err = (self._folder / f"{next(self._numbers)}" for _ in range(2))
        order = {"environment": settings, "words": words, "folder": str(folder), "log": str(out), "errors": str(err)}
        self._parent.stdin.write(json.dumps(order) + "\n")
        self._parent.stdin.flush()
        self._parent.stdout.readline()  # its process id
        code = os.waitstatus_to_exitcode(int(self._parent.stdout.readline()))
        said, wrong = (file.read_text(encoding="utf8") for file in (out, err))
        return subprocess.CompletedProcess(words, code, said, wrong)
