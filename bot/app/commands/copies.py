"""Copies on the command line: made, and put back after it was said what that throws away."""

import asyncio
from datetime import UTC
from pathlib import Path
from typing import Any

from bot.app.console import agreed, in_thread, progress, run, say, words
from bot.app.settings import Settings
from bot.privacy.copies_kept import OTHERS_KEPT
from bot.values import formats
from bot.values.files import ours
from handlers.process.clock import SystemClock
from storage import copies, library, since
from storage.alone import alone_in
from storage.audit import whole_chains
from storage.engine import sqlite_file
from storage.migrate import to_newest
from storage.stop import Stop

LISTED = 30
"""So many cases are listed before it is asked; ``--show`` lists all."""


def backup(chosen: Settings, file: Path, *, overwrite: bool) -> None:
    """A checked copy, also while the bot runs."""
    run(_backup(chosen, file, overwrite=overwrite), chosen.spoken, stopped="copy-stopped")


def restore(chosen: Settings, file: Path, *, shows: bool, is_sure: bool, keeps_schema: bool) -> None:
    """Say what came in after the copy was made, ask unless *is_sure* or nothing did, and put it back.

    *shows*: all of it is said, and nothing is done. *keeps_schema*: an earlier version will go on with it.
    """
    lost = run(_lost(chosen, file), chosen.spoken)
    _say_lost(chosen, file, lost, most=None if shows else LISTED)
    _say_erased(chosen.spoken, lost)
    if shows:
        return
    if (lost is None or lost) and not is_sure:
        agreed(chosen.spoken, "since-ask", wants="since-wants-yes", no="restore-stopped")
    doing = _restore(chosen, file, keeps_schema=keeps_schema)
    run(doing, chosen.spoken, stopped="restore-stopped")


async def _backup(chosen: Settings, file: Path, *, overwrite: bool) -> None:
    language = chosen.spoken
    source = _database_file(chosen)
    if ours.belongs(file, chosen.patrol_data_dir, source):
        raise copies.TargetIsOurs(file=str(file))
    stop = Stop()
    with progress(language, "copy-progress") as told:
        await in_thread(lambda tells: copies.copy(source, file, tells, over=overwrite, stop=stop), told, stop.say)
    found = await whole_chains(file)
    size = f"{copies.size(file) / 2**20:.1f}"
    say(language, "copy-made", file=str(file), lines=sum(chain.lines for chain in found), megabytes=size)


async def _checked(file: Path) -> None:
    """Raises UnusableCopy, NewerDatabase; over years of work it takes minutes."""
    stop = Stop()
    await in_thread(lambda _: copies.check(file, stop), ends=stop.say)


async def _lost(chosen: Settings, file: Path) -> since.Since | None:
    """What became of the live database after the checked copy was made; None where it cannot be read."""
    target = _database_file(chosen)
    with alone_in(chosen.patrol_data_dir):
        await _checked(file)
        if not target.exists():
            return since.Since([], [])
        try:
            return await asyncio.to_thread(since.of, target, file)
        except library.sqlite3.DatabaseError:
            return None


def _say_lost(chosen: Settings, file: Path, lost: since.Since | None, most: int | None) -> None:
    language = chosen.spoken
    if lost is None:
        say(language, "since-unreadable")
        return
    if not lost.cases:
        say(language, "since-nothing")
        return
    new = sum(one.was is None for one in lost.cases)
    say(language, "since-cases", new=new, changed=len(lost.cases) - new)
    for one in lost.cases[:most]:
        said: dict[str, Any] = {
            "district": one.district,
            "number": one.number,
            "at": formats.day_clock(one.at, one.at.tzinfo or UTC),
            "words": one.words or "–",
            "state": _state(language, one.state),
        }
        if one.was is None:
            say(language, "since-new", **said)
        else:
            say(language, "since-changed", was=_state(language, one.was), **said)
    if most is not None and len(lost.cases) > most:
        say(language, "since-more", count=len(lost.cases) - most, file=str(file))


def _say_erased(language: str, lost: since.Since | None) -> None:
    """Whom the copy brings back who wanted to be gone."""
    if lost is not None and lost.erased:
        say(language, "since-erased", count=len(lost.erased), ids=" ".join(map(str, lost.erased)))


def _state(language: str, state: str) -> str:
    return words.say(language, f"state-{state.replace('_', '-')}")


async def _restore(chosen: Settings, file: Path, *, keeps_schema: bool) -> None:
    language = chosen.spoken
    target = _database_file(chosen)
    with alone_in(chosen.patrol_data_dir):
        await _checked(file)
        found = await whole_chains(file)
        with progress(language, "copy-progress") as told:
            done = await in_thread(lambda tells: copies.put_back(file, target, SystemClock().now(), tells), told)
        if not keeps_schema:
            await to_newest(chosen.database)
    say(language, "copy-put-back", file=str(file), lines=sum(chain.lines for chain in found))
    say(language, "copy-set-aside", count=done.set_aside)
    if done.before is not None:
        say(language, "copy-before", file=str(done.before), days=OTHERS_KEPT.days)
    if keeps_schema:
        say(language, "copy-schema-kept")


def _database_file(chosen: Settings) -> Path:
    file = sqlite_file(chosen.database)
    if file is None:
        raise copies.NotAFile
    return file
