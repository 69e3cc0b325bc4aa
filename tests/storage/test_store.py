"""Opening, transactions, and what keeps them apart."""

import asyncio
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from storage import engine, store
from storage.library import sqlite3
from storage.store import SqlStore
from storage.trouble import NewerDatabase, UnwritableData

from .conftest import Town


async def test_250_updates_at_once_are_all_kept(town: Town) -> None:
    """Each reads a number and writes it back one higher; none is lost."""

    async def once() -> None:
        async with town.store.begin() as tx:
            await tx.kept.put("count", (await tx.kept.get("count") or 0) + 1)

    await asyncio.gather(*(once() for _ in range(250)))
    async with town.store.look() as tx:
        assert await tx.kept.get("count") == 250


async def test_an_exception_rolls_everything_back(town: Town) -> None:
    """What was written before the exception is not there afterwards."""
    with pytest.raises(RuntimeError):
        async with town.store.begin() as tx:
            await tx.kept.put("written", True)
            raise RuntimeError
    async with town.store.look() as tx:
        assert await tx.kept.get("written") is None


async def test_a_cancelled_writer_keeps_nothing_and_blocks_nobody(town: Town) -> None:
    """A task that is cancelled in its transaction leaves no trace; the next one writes."""
    inside = asyncio.Event()

    async def slow() -> None:
        async with town.store.begin() as tx:
            await tx.kept.put("slow", True)
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(slow())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(5), town.store.begin() as tx:
        assert await tx.kept.get("slow") is None
        await tx.kept.put("next", 1)
    async with town.store.look() as tx:
        assert await tx.kept.get("next") == 1


async def put(town: Town, value: int) -> None:
    """Write something."""
    async with town.store.begin() as tx:
        await tx.kept.put("something", value)


async def test_who_keeps_a_writer_waiting_is_known(town: Town) -> None:
    """Another program that holds the file, or a transaction of our own that does not end."""
    with closing(sqlite3.connect(town.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waits = asyncio.create_task(put(town, 1))
        while not town.store.is_kept_waiting:
            await asyncio.sleep(0.01)
        other.execute("ROLLBACK")
        await waits
    assert not town.store.is_kept_waiting
    async with town.store.begin():
        waits = asyncio.create_task(put(town, 2))
        await asyncio.sleep(0.05)
        assert not town.store.is_kept_waiting
    await waits


async def test_a_server_that_is_away_is_known_before_a_transaction_begins() -> None:
    """Nobody listens at its address: what is raised then is no error of the driver, and says why all the same."""
    made = [engine.make_engine("postgresql://x@127.0.0.1:1/x", pool_size=1, writes=True) for _ in range(3)]
    store = SqlStore(*made)
    with pytest.raises(OSError):
        async with store.begin():
            raise AssertionError("it was let in")
    assert store.trouble == "unreachable"
    await store.close()


async def test_a_look_cannot_write(town: Town) -> None:
    """The connections of readers refuse to change anything."""
    with pytest.raises(OperationalError):
        async with town.store.look() as tx:
            await tx.kept.put("written", True)


async def test_readers_stand_beside_the_writer(town: Town) -> None:
    """A look inside an open write sees what was committed before, without waiting."""
    async with town.store.begin() as writing:
        await writing.kept.put("written", True)
        async with asyncio.timeout(5), town.store.look() as tx:
            assert await tx.kept.get("written") is None


async def test_a_page_looks_after_the_street(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins when what is being written is written, on connections of its own; but it does not wait for ever."""
    begun, done, seen = asyncio.Event(), asyncio.Event(), []

    async def street() -> None:
        async with town.store.begin() as tx:
            begun.set()
            await tx.kept.put("written", True)
            await done.wait()

    async def page() -> None:
        async with town.store.look_for_page() as tx:
            seen.append(await tx.kept.get("written"))

    writing = asyncio.create_task(street())
    await begun.wait()
    looking = asyncio.create_task(page())
    async with town.store.look() as tx:
        assert await tx.kept.get("written") is None, "the street's own looks wait for nothing"
    assert not looking.done()
    done.set()
    await asyncio.gather(writing, looking)
    assert seen == [True]
    begun.clear()
    done.clear()
    monkeypatch.setattr(store, "AFTER_YOU_S", 0)
    writing = asyncio.create_task(street())
    await begun.wait()
    await page()
    done.set()
    await writing


async def test_pages_that_look_for_long_hold_up_no_look_of_the_street(town: Town) -> None:
    """All connections of pages are in use, and more pages wait for one: the street looks all the same."""
    async with AsyncExitStack() as looks:
        for _ in range(store.OF_PAGES):
            await looks.enter_async_context(town.store.look_for_page())
        waiting = asyncio.create_task(looks.enter_async_context(town.store.look_for_page()))
        async with town.store.look() as tx:
            assert await tx.kept.get("count") is None
        assert not waiting.done()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)


async def test_the_settings_of_sqlite_fit_its_version(town: Town) -> None:
    """An old SQLite is kept from WAL, which can corrupt it; rows cannot lose their parents."""
    is_safe = sqlite3.sqlite_version_info >= (3, 51, 3)
    made = engine.make_engine(town.url, pool_size=1, writes=True)
    async with made.connect() as connection:
        told = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    await made.dispose()
    expected = ("wal", 2) if is_safe else ("delete", 3)
    assert (told["journal_mode"], told["synchronous"]) == expected
    assert told["foreign_keys"] == 1
    assert told["busy_timeout"] == 60_000


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 51, 3)])
def test_wal_is_used_only_where_it_is_safe(version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The boundary is 3.51.3."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    expected = "WAL" if version == (3, 51, 3) else "DELETE"
    assert f"PRAGMA journal_mode={expected}" in engine._pragmas()


async def test_opening_again_keeps_all_and_makes_no_backup(town: Town) -> None:
    """A schema that is up to date is left alone."""
    again = await SqlStore.open(town.url)
    async with again.look() as tx:
        assert await tx.districts.by_chat(-100) == town.district
    await again.close()
    await town.store.close()
    assert [f.name for f in town.file.parent.iterdir()] == [town.file.name]


async def test_a_newer_schema_is_refused(town: Town) -> None:
    """A database from a later program is not touched."""
    with closing(sqlite3.connect(town.file)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    with pytest.raises(NewerDatabase) as told:
        await SqlStore.open(town.url)
    assert told.value.key == "database-newer"
    assert told.value.facts == {"schema": "9999"}


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A path below a plain file can never be written, by nobody."""
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableData) as told:
        await SqlStore.open(f"sqlite:///{tmp_path / 'file' / 'data' / 'patrol.db'}")
    assert told.value.key == "data-unwritable"
    assert str(tmp_path / "file") in str(told.value.facts["folder"])


async def test_a_folder_in_the_place_of_the_database_is_named(tmp_path: Path) -> None:
    """SQLite cannot open a folder."""
    (tmp_path / "patrol.db").mkdir()
    with pytest.raises(UnwritableData):
        await SqlStore.open(f"sqlite:///{tmp_path / 'patrol.db'}")


async def test_what_is_kept_is_found_by_how_its_name_begins(town: Town) -> None:
    """Those and no others, whatever their letters."""
    names = ("due:1:5", "due:1:", "due:1:\u4e5d", "due:1;", "due:10:5", "Due:1:5", "due%1:5")
    async with town.store.begin() as tx:
        for name in names:
            await tx.kept.put(name, 1)
    async with town.store.look() as tx:
        assert set(await tx.kept.beginning("due:1:")) == {"due:1:5", "due:1:", "due:1:\u4e5d"}
        assert set(await tx.kept.beginning("due%")) == {"due%1:5"}
