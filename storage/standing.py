"""How a database stands, seen without touching it: is it there, how old is its schema, can its folder be written."""

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import library, revisions
from storage.engine import make_engine, sqlite_file
from storage.trouble import NewerDatabase, UnwritableData

_NAMED = "SELECT chat_id, name FROM districts ORDER BY id LIMIT 20"


@dataclass(frozen=True)
class Standing:
    """*schema* is None where there is no database yet; *districts* counts those in it, *named* are the first of them.

    *named* holds chat ids and names: a file that sets one up names it by its chat id.
    """

    schema: str | None = None
    districts: int = 0
    named: tuple[tuple[int, str], ...] = ()

    @property
    def is_older(self) -> bool:
        """It is brought up to date at the next start."""
        return self.schema is not None and self.schema != revisions.known()[0]


async def of(url: str) -> Standing:
    """How the database of *url* stands; nothing is made. Raises NewerDatabase and UnwritableData."""
    file = sqlite_file(url)
    found = _of_file(file) if file is not None else await _of_server(url)
    if found.schema is not None and found.schema not in revisions.known():
        raise NewerDatabase(schema=found.schema)
    return found


def _of_file(file: Path) -> Standing:
    folder = next(one for one in (file.parent.absolute(), *file.parent.absolute().parents) if one.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise UnwritableData(folder=str(file))
    if not file.exists():
        return Standing()
    if not file.is_file() or not os.access(file, os.R_OK | os.W_OK):
        raise UnwritableData(folder=str(file))
    is_used = any(file.with_name(file.name + end).exists() for end in ("-wal", "-journal"))
    how = "mode=ro" if is_used else "mode=ro&immutable=1"  # unused: so that not even a journal is made beside it
    try:
        with closing(library.sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True)) as read:
            return Standing(
                read.execute("SELECT version_num FROM alembic_version").fetchone()[0],
                read.execute("SELECT count(*) FROM districts").fetchone()[0],
                tuple(read.execute(_NAMED).fetchall()),
            )
    except library.sqlite3.OperationalError:  # an empty file, or the start was cut off before anything was in it
        return Standing()
    except library.sqlite3.DatabaseError as trouble:
        raise UnwritableData(folder=str(file)) from trouble


async def _of_server(url: str) -> Standing:
    engine = make_engine(url, pool_size=1, writes=False)
    try:
        async with engine.connect() as connection:
            schema = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
            districts = (await connection.execute(text("SELECT count(*) FROM districts"))).scalar_one()
            named = tuple((row.chat_id, row.name) for row in await connection.execute(text(_NAMED)))
        return Standing(schema, districts, named)
    except DBAPIError as trouble:
        if "does not exist" in str(trouble.orig):
            return Standing()
        raise
    finally:
        await engine.dispose()
