"""Starts the real program again and again without paying for its imports: a parent that forks for each start.

Reads one JSON object of environment variables a line; answers with the process id of the program. It never returns.
"""

import contextlib
import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import bot.app.assembly

import bot.__main__


def serve(program: Callable[[], None]) -> None:
    """Fork for each line; a child becomes *program*."""
    gc.disable()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(program, order)
        _tell(child)
        _tell(os.waitpid(child, 0)[1])


def _become(program: Callable[[], None], order: dict[str, object]) -> None:
    os.environ.update(order["environment"])  # type: ignore[call-overload]  # names and values
    log = os.open(str(order["log"]), os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.chdir(Path(str(order["folder"])))
    sys.argv = ["patrolbot", *order["words"]]  # type: ignore[misc]  # a list of texts
    gc.enable()
    with contextlib.suppress(KeyboardInterrupt):
        program()
    os._exit(0)


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    assert bot.app.assembly  # imported for those who are forked
    serve(bot.__main__.main)
