"""The schema: what the migrations make, what they keep, and the other database's words for it."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from storage import revisions
from storage.copies import NoRoom, UnusableCopy
from storage.library import sqlite3
from storage.schema import metadata
from storage.store import SqlStore

from .conftest import NOW, Town
from .test_copies import disk_with


def shape(file: Path) -> dict[str, str]:
    """Every table and index of a file, by name, with its words: one that was written anew is in quotes."""
    with closing(sqlite3.connect(file)) as raw:
        found = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(sql.replace('"', "").split()) for name, sql in found if name != "alembic_version"}


async def test_the_migrations_make_exactly_the_tables_of_the_code(town: Town, tmp_path: Path) -> None:
    """Tables, columns, constraints and partial indexes are the same, word for word."""
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    metadata.create_all(made)
    made.dispose()
    assert columns_sorted(shape(town.file)) == columns_sorted(shape(tmp_path / "made.db"))


def columns_sorted(found: dict[str, str]) -> dict[str, list[str]]:
    """The lines of each statement without regard to their order: constraints may stand in any."""
    return {name: sorted(part.strip(" ()") for part in sql.split(", ")) for name, sql in found.items()}


def test_there_is_one_line_of_revisions() -> None:
    """Two heads would leave half of the schema unmade."""
    assert len(ScriptDirectory.from_config(revisions.config()).get_heads()) == 1


def statements() -> Iterator[CreateTable | CreateIndex]:
    for table in metadata.sorted_tables:
        yield CreateTable(table)
        yield from map(CreateIndex, table.indexes)


@pytest.mark.parametrize("dialect", [postgresql.dialect(), sqlite.dialect()], ids=["postgresql", "sqlite"])
def test_both_databases_have_words_for_the_schema(dialect: object) -> None:
    """Everything compiles, and partial indexes stay partial."""
    words = [str(statement.compile(dialect=dialect)) for statement in statements()]  # type: ignore[arg-type]
    assert len(words) > 40
    lead = next(w for w in words if "uq_assignments_lead" in w)
    assert "UNIQUE" in lead
    assert "WHERE ended_at IS NULL AND role = 'lead'" in lead


async def test_an_older_database_is_copied_before_it_is_changed(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that waits leaves a copy of the file as it was, and all rows in the new one."""
    folder = tmp_path / "migrations"
    copy_revisions(folder)
    (folder / "versions" / "0999_a_column.py").write_text(SECOND)
    monkeypatch.setattr(revisions, "HERE", folder)
    await town.store.close()
    with monkeypatch.context() as patch, pytest.raises(NoRoom):
        patch.setattr(shutil, "disk_usage", disk_with(town.file.stat().st_size - 1))
        await SqlStore.open(town.url)
    assert "remark" not in shape(town.file)["people"], "without room for the copy nothing is changed"
    store = await SqlStore.open(town.url)
    async with store.look() as tx:
        assert len(await tx.people.members(town.district.id)) == 4
    await store.close()
    copy = town.file.parent / "backups" / "patrol.before-0999.db"
    assert "remark" in shape(town.file)["people"]
    assert "remark" not in shape(copy)["people"]
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT count(*) FROM people").fetchone() == (4,)
    with closing(sqlite3.connect(town.file)) as raw:
        assert raw.execute("SELECT count(*) FROM memberships").fetchone() == (4,)


async def test_a_damaged_database_is_not_changed(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No copy that is whole, no migration: what can still be saved is saved first."""
    folder = tmp_path / "migrations"
    copy_revisions(folder)
    (folder / "versions" / "0999_a_column.py").write_text(SECOND)
    monkeypatch.setattr(revisions, "HERE", folder)
    await town.store.close()
    with closing(sqlite3.connect(town.file)) as raw:
        raw.execute("INSERT INTO history_sides VALUES (77, 'salt', '{}')")
        raw.commit()
    with pytest.raises(UnusableCopy):
        await SqlStore.open(town.url)
    assert "remark" not in shape(town.file)["people"]
    assert not (town.file.parent / "backups" / "patrol.before-0999.db").exists()


async def test_a_migration_that_leaves_orphans_is_undone(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Foreign keys are off while it runs, and checked before it counts."""
    folder = tmp_path / "migrations"
    copy_revisions(folder)
    harmful = SECOND.replace("batch.add", "op.execute('DELETE FROM people')\n        batch.add")
    (folder / "versions" / "0999_a_column.py").write_text(harmful)
    monkeypatch.setattr(revisions, "HERE", folder)
    await town.store.close()
    with pytest.raises(RuntimeError, match="parents"):
        await SqlStore.open(town.url)
    with closing(sqlite3.connect(town.file)) as raw:
        assert raw.execute("SELECT count(*) FROM people").fetchone() == (4,)
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() != ("0999",)


SECOND = '''
"""A column more, by way of a new table."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0999", "{head}", None, None


def upgrade() -> None:
    with op.batch_alter_table("people", recreate="always") as batch:
        batch.add_column(sa.Column("remark", sa.Text(), nullable=True))
'''.replace("{head}", str(ScriptDirectory.from_config(revisions.config()).get_current_head()))


def copy_revisions(folder: Path) -> None:
    for file in revisions.HERE.rglob("*.py"):
        target = folder / file.relative_to(revisions.HERE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text())


@pytest.mark.parametrize(
    "wrong",
    [{"state": "asleep"}, {"severity": "huge"}, {"number": 0}, {"reporter_id": 424242}],
    ids=["state", "severity", "number", "reporter"],
)
async def test_what_must_not_be_is_refused_by_the_database(town: Town, wrong: dict[str, object]) -> None:
    """Unknown states, severities, numbers and people never get in."""
    told = {"state": "open", "number": 7, "reported_at": NOW, **wrong}
    with pytest.raises(IntegrityError):
        async with town.store.begin() as tx:
            await tx[INCIDENTS].add(Incident(town.district.id, "incident", **told))  # type: ignore[arg-type]
