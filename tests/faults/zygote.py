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

import geopy.distance
import shapely.geometry

import bot.__main__
import bot.app.assembly
import bot.app.console
import bot.app.serving
import bot.app.settings
import bot.handbook.file
import bot.handbook.versions
import bot.imports.district_file
import handlers.telegram.transport.api
import handlers.web.server
import storage.alone

BROUGHT = (
    bot.imports.district_file,
    bot.app.assembly,
    bot.app.serving,
    bot.app.settings,
    geopy.distance,
    handlers.web.server,
    shapely.geometry,
    storage.alone,
)
"""What a start imports only when it comes to it."""


def read_all() -> None:
    """What each start would read from files again: words, handbook, and whom connections trust."""
    for language in bot.app.console.words.languages:
        bot.app.console.words.keys(language)
    bot.handbook.versions.learn(bot.handbook.file.starter())
    handlers.telegram.transport.api.trusted()


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
    for number, file in ((1, order["log"]), (2, order.get("errors", order["log"]))):
        os.dup2(os.open(str(file), os.O_CREAT | os.O_APPEND | os.O_WRONLY), number)
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
    read_all()
    serve(bot.__main__.main)
