"""What every command of the command line shares: settings in, sentences out, and one way to end."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import shlex
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from bot.words import Words

if TYPE_CHECKING:
    from bot.app.settings import Settings

EX_CONFIG, EX_TEMPFAIL, EX_UNAVAILABLE = 78, 75, 69
"""Exit codes: settings that cannot be used; another program holds the data folder; another one the database.

Only the last is worth trying again: the other program may be one that is going.
"""

Found = TypeVar("Found")
words = Words()


class Told(SystemExit):
    """The end of the program with a sentence that was said already."""


def say(language: str, key: str, *, problem: bool = False, **facts: Any) -> None:
    """A sentence on the terminal; a *problem* on its error side."""
    put(words.say(language, key, **facts), problem=problem)


def put(text: str, *, problem: bool = False) -> None:
    """A text on the terminal.

    Where the terminal is a file on a full disk it stays unsaid: whoever is about to work does not end for that.
    """
    try:
        typer.echo(text, err=problem)
    except OSError as trouble:
        if trouble.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise


def chosen_settings() -> Settings:
    """The settings, or the end of the program with every mistake named."""
    from bot.app import settings

    try:
        chosen = settings.load()
        for written, meant in settings.look_alikes():
            say(chosen.spoken, "setting-looks-like", problem=True, name=written, meant=meant)
        return chosen
    except settings.WrongSettings as wrong:
        for language in ("zh", "en"):
            say(language, "settings-wrong", problem=True, count=len(wrong.mistakes))
            for name, key in wrong.mistakes:
                say(language, key, problem=True, name=name)
        raise Told(EX_CONFIG) from None


def close_to_others(chosen: Settings) -> None:
    """What an earlier version left open to others on this machine is closed; what is not ours to close is named."""
    from bot.values.files import ours
    from storage.engine import sqlite_file

    if left := ours.tightened(chosen.patrol_data_dir, sqlite_file(chosen.database)):
        files = " ".join(shlex.quote(str(one)) for one in left)
        say(chosen.spoken, "data-open", problem=True, files=files)


def run(work: Coroutine[Any, Any, Found], language: str, *, stopped: str = "") -> Found:
    """Run to the end, and return what it found; what can go wrong at a start is said in one sentence.

    *stopped* is the key of what is said where a signal ended it too early; the program then ends with an error.
    """
    found: list[Found] = []
    with told_in(language):
        asyncio.run(_listened_to(work, found))
    if not found:  # a signal ended it
        if stopped:
            say(language, stopped, problem=True)
        raise Told(1 if stopped else 0)
    return found[0]


@contextlib.contextmanager
def told_in(language: str) -> Iterator[None]:
    """Say what goes wrong in here, every mistake of a file on a line, and end the program."""
    try:
        yield
    except KeyboardInterrupt:
        raise Told(0) from None
    except Exception as trouble:
        code = _said_why(language, trouble)
        if code is None:
            raise
        raise Told(code) from None


def _said_why(language: str, trouble: Exception) -> int | None:
    """Say what went wrong and return its exit code; None, and nothing is said, where it has no sentence."""
    from telegram.error import InvalidToken

    from bot.values.refused import Mistakes, Refused
    from storage.alone import FolderTaken
    from storage.lease import LeaseLost, LeaseTaken
    from storage.trouble import StoreTrouble

    match trouble:
        case FolderTaken() | StoreTrouble() | Refused():
            say(language, trouble.key, problem=True, **trouble.facts)
        case Mistakes():
            for one in trouble.all:
                say(language, one.key, problem=True, **one.facts)
        case InvalidToken():
            say(language, "token-refused", problem=True)
        case _:
            return None
    if isinstance(trouble, FolderTaken):
        return EX_TEMPFAIL
    if isinstance(trouble, LeaseTaken | LeaseLost):
        return EX_UNAVAILABLE
    return EX_CONFIG if isinstance(trouble, StoreTrouble | InvalidToken) else 1


async def _listened_to(work: Coroutine[Any, Any, Found], found: list[Found]) -> None:
    """*work* until it ends or a signal ends it; what its tasks trip over is logged."""
    from handlers.process import logs, stopping

    async def kept() -> None:
        found.append(await work)

    logs.listen_to(asyncio.get_running_loop())
    await stopping.until_told(kept())


class Stopped(Exception):  # it is thrown to leave a thread that nobody waits for any more
    """Somebody told the program to stop."""


ENDING_S = 0.05
"""So often a thread is told to end while it is waited for."""


async def in_thread(
    work: Callable[[Callable[[float], None]], Found],
    told: Callable[[float], None] = lambda _: None,
    ends: Callable[[], None] = lambda: None,
) -> Found:
    """Do *work*, which is given whom to tell how much is done, in a thread; cancelled, it ends at its next word.

    *ends* cuts off what says no word for long; it is called until nothing is under way any more.
    """
    is_over = threading.Event()

    def tells(done: float) -> None:
        if is_over.is_set():
            raise Stopped
        told(done)

    task = asyncio.ensure_future(asyncio.to_thread(work, tells))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        is_over.set()
        while not task.done():
            ends()
            await asyncio.wait((task,), timeout=ENDING_S)
        await asyncio.gather(task, return_exceptions=True)
        raise


@contextlib.contextmanager
def stoppable(language: str, key: str) -> Iterator[None]:
    """What is done in here is left by SIGTERM and Ctrl+C; then *key* is said, and the program ends with an error."""

    def stop(*_about: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        say(language, key, problem=True)
        raise Told(1) from None
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def progress(language: str, key: str) -> Iterator[Callable[[float], None]]:
    """A bar that is told how much is done, 0 to 1."""
    with typer.progressbar(length=100, label=words.say(language, key), file=sys.stderr) as bar:
        yield lambda done: bar.update(max(0, int(done * 100) - bar.pos))


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty()


def agreed(language: str, key: str, *, wants: str = "import-wants-yes", no: str = "import-not-applied") -> None:
    """Go on if somebody at the terminal says yes to *key*; else, and where nobody can be asked, the program ends.

    *wants* is said where nobody can be asked, *no* where somebody does not agree.
    """
    if not can_ask():
        say(language, wants, problem=True)
        raise Told(1)
    try:
        is_agreed = typer.confirm(words.say(language, key))
    except typer.Abort:
        typer.echo()
        is_agreed = False
    if not is_agreed:
        say(language, no, problem=True)
        raise Told(1)
