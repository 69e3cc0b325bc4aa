"""Bringing the schema up to date at the start: backed up first, checked afterwards, never backwards."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.migration import MigrationContext
from alembic.runtime.migration import MigrationInfo
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.values import crash_points
from bot.values.files import ours
from storage import copies, revisions
from storage.engine import is_server, make_engine, sqlite_file
from storage.trouble import NewerDatabase, UnwritableData

LOOK_S = 0.2
_LOCK = text("SELECT pg_try_advisory_lock(4711000032)")

BACKUPS = "backups"
"""The folder of copies, beside the database."""


async def to_newest(url: str, told: Callable[[float], None] = lambda _: None) -> None:
    """Migrate the database of *url*; *told* hears of how much of it is done, 0 to 1.

    Raises NewerDatabase and UnwritableData.
    """
    file = sqlite_file(url)
    if file is not None:
        _must_be_writable(file)
    engine = make_engine(url, pool_size=1, writes=True)
    try:
        async with _one_at_a_time(url):
            await _migrate(engine, file, told)
    except OperationalError as trouble:
        if file is not None and _is_about_the_file(trouble):
            raise UnwritableData(folder=str(file)) from trouble
        raise
    finally:
        await engine.dispose()


@contextlib.asynccontextmanager
async def _one_at_a_time(url: str) -> AsyncIterator[None]:
    """On a server two programs may start at once; a SQLite file is locked by its folder.

    It is asked for again and again: who waited in a statement would hold up steps that want no other transaction.
    """
    if not is_server(url):
        yield
        return
    engine = make_engine(url, pool_size=1, writes=True)
    try:
        async with engine.connect() as connection:
            while not (await connection.execute(_LOCK)).scalar():
                await connection.rollback()
                await asyncio.sleep(LOOK_S)
            await connection.rollback()  # the lock is the session's: it goes with it
            yield
    finally:
        await engine.dispose()


def copy_before(url: str) -> Path | None:
    """Where the copy lies that is made before the next change of the schema; None: no file, so none is made."""
    file = sqlite_file(url)
    return None if file is None else _before(file)


def _before(file: Path) -> Path:
    return file.parent / BACKUPS / f"{file.stem}.before-{revisions.known()[0]}.db"


def _is_about_the_file(trouble: OperationalError) -> bool:
    said = str(trouble.orig)
    return any(words in said for words in ("readonly", "unable to open", "disk I/O", "is full"))


def _must_be_writable(file: Path) -> None:
    try:
        ours.folder(file.parent)
        probe = file.parent / f".writable-{os.getpid()}"
        probe.touch(ours.FOR_US)
        probe.unlink()
        with contextlib.suppress(FileExistsError):
            ours.new(file).close()  # SQLite would let others read it; its journals take their mode from it
    except OSError as trouble:
        raise UnwritableData(folder=str(file.parent)) from trouble
    if file.exists() and not (file.is_file() and os.access(file, os.W_OK)):
        raise UnwritableData(folder=str(file))


async def _migrate(engine: AsyncEngine, file: Path | None, told: Callable[[float], None]) -> None:
    async with engine.connect() as connection:
        heads = await connection.run_sync(_stands_at)
        await connection.rollback()
    if unknown := heads - set(revisions.known()):
        raise NewerDatabase(schema=", ".join(sorted(unknown)))
    newest = revisions.known()[0]
    if heads == {newest}:
        return
    if file is not None and heads:
        await asyncio.to_thread(copies.copy, file, _before(file))
    async with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            await _forget_foreign_keys(connection)
            async with connection.begin():  # begun here, so that Alembic does not commit before the check
                await connection.run_sync(_upgrade, heads, told)
        else:  # begun by Alembic: a step may ask for statements outside of any transaction
            await connection.run_sync(_upgrade, heads, told)


def _stands_at(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


async def _forget_foreign_keys(connection: AsyncConnection) -> None:
    """For the rest of this connection; inside a transaction SQLite ignores the pragma, so none is begun yet."""
    raw = await connection.get_raw_connection()
    if raw.driver_connection is not None:
        await raw.driver_connection.execute("PRAGMA foreign_keys=OFF")


def _upgrade(connection: Connection, heads: set[str], told: Callable[[float], None]) -> None:
    made = revisions.config()
    made.attributes["connection"] = connection
    steps = revisions.known()
    wanted = steps.index(next(iter(heads))) if heads else len(steps)

    def applied(*, step: MigrationInfo, **_about: Any) -> None:
        told((wanted - steps.index(step.up_revision_id or steps[0])) / max(wanted, 1))

    made.attributes["applied"] = applied
    command.upgrade(made, "head")
    crash_points.reached("in-migration")
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise RuntimeError("a migration left rows without their parents")
