"""Reads one file after the other, each in a process of its own, and says by how much its memory rose.

One JSON list a line comes in: the reader's name and the file. A line goes out for each: what came of it, and megabytes.
Started by ``test_small_files_that_hold_much.py``; a parent that forks has paid for the imports already.
"""

import json
import os
import re
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from openpyxl.utils import datetime as _dated  # noqa: F401  # imported once, for all
from PIL import Image

from bot.imports import area_file
from bot.values.files import table, tree
from bot.values.refused import Refused
from handlers import pictures


def _picture(file: Path) -> str:
    made = pictures.made_anew(file.read_bytes())
    return "read" if isinstance(made, dict) else made.value


def _pair(file: Path) -> str:
    pictures.beside(file.read_bytes(), file.read_bytes())
    return "read"


def _reads(read: Callable[[Path], object]) -> Callable[[Path], str]:
    return lambda file: "read" if read(file) else "nothing"


READERS: dict[str, Callable[[Path], str]] = {
    "table": _reads(table.read),
    "tree": _reads(tree.compose),
    "area": _reads(area_file.read),
    "picture": _picture,
    "pair": _pair,
}


def _most() -> int:
    """Kilobytes that this process has ever held."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1])


def _swallow(reader: str, file: Path) -> str:
    before = _most()
    try:
        told = READERS[reader](file)
    except Refused as refused:
        told = refused.key
    return f"{told} {(_most() - before) / 1024:.0f}"


def main() -> None:
    """Until no more comes in."""
    Image.init()
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        reader, file = json.loads(line)
        read, write = os.pipe()
        if (child := os.fork()) == 0:
            os.write(write, _swallow(reader, Path(file)).encode())
            os._exit(0)
        os.close(write)
        os.read(read, 200).decode()
        os.close(read)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
