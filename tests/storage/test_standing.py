"""How a database stands, seen without touching it."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from storage import migrate, revisions, standing
from storage.engine import make_engine
from storage.standing import Standing
from storage.trouble import NewerDatabase

from .conftest import BOTH, Town

DATABASES = BOTH
OLDER = revisions.known()[1]


async def test_one_that_is_in_use_is_counted(town: Town) -> None:
    """Its schema is the newest."""
    assert await standing.of(town.url) == Standing(
        revisions.known()[0], 1, ((town.district.chat_id, town.district.name),)
    )


async def test_a_newer_one_is_named(town: Town) -> None:
    """As at a start."""
    async with town.store.begin() as tx:
        await tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))  # type: ignore[attr-defined]
    with pytest.raises(NewerDatabase):
        await standing.of(town.url)


async def test_an_older_one_stays_older(tmp_path: Path) -> None:
    """Nothing is brought up to date; afterwards its steps are told as they are done."""
    url = f"sqlite:///{tmp_path / 'patrol.db'}"
    engine = make_engine(url, pool_size=1, writes=True)

    def up(connection: Connection) -> None:
        made = revisions.config()
        made.attributes["connection"] = connection
        command.upgrade(made, OLDER)

    async with engine.begin() as connection:
        await connection.run_sync(up)
    await engine.dispose()
    for _ in range(2):
        found = await standing.of(url)
        assert (found.schema, found.is_older) == (OLDER, True)
    told: list[float] = []
    await migrate.to_newest(url, told.append)
    assert told == [1.0]
    assert not (await standing.of(url)).is_older


async def test_where_there_is_none_none_is_made(tmp_path: Path) -> None:
    """Neither a file nor its folder."""
    assert await standing.of(f"sqlite:///{tmp_path / 'a' / 'b' / 'patrol.db'}") == Standing()
    assert list(tmp_path.iterdir()) == []


async def test_all_steps_are_told(tmp_path: Path) -> None:
    """From nothing to the newest, each a little more."""
    told: list[float] = []
    await migrate.to_newest(f"sqlite:///{tmp_path / 'patrol.db'}", told.append)
    assert told == sorted(told)
    assert (len(told), told[-1]) == (len(revisions.known()), 1.0)
