"""Whichever SQLite is linked: the one that a wheel brings, and the one that Python was built with."""

import asyncio
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot.work.ports import Tx
from handlers.process.clock import HandClock
from storage import copies, daily, engine, giving_way, library, standing, stepping
from storage.districts import districts
from storage.stop import Stop
from storage.store import SqlStore

from .conftest import NOW, Town

LINKED = {"built in": sqlite3, "linked": library.sqlite3}


@pytest.fixture(autouse=True, params=LINKED)
def linked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The one that is used, in everything that follows."""
    chosen = LINKED[request.param]
    monkeypatch.setattr(library, "sqlite3", chosen)
    return chosen


def beside(file: Path) -> list[str]:
    """What lies in its folder."""
    return sorted(one.name for one in file.parent.iterdir())


async def put(tx: Tx, value: object) -> None:
    """Write something."""
    await tx.kept.put("something", value)


async def test_its_errors_are_known(town: Town, linked: ModuleType) -> None:
    """Each driver has its own error classes; a missing table, a row that is there and a locked file are told apart."""
    made = engine.make_engine(town.url, pool_size=1, writes=True)
    async with made.connect() as connection:
        assert (await connection.exec_driver_sql("SELECT sqlite_version()")).scalar() == linked.sqlite_version
        with pytest.raises(OperationalError):
            await connection.exec_driver_sql("SELECT * FROM nothing")
        with pytest.raises(IntegrityError):
            await connection.execute(districts.insert().values(id=town.district.id, chat_id=1, name="", language="zh"))
    await made.dispose()
    locked = linked.OperationalError("locked")
    locked.sqlite_errorcode = linked.SQLITE_BUSY
    assert engine.why(DBAPIError("", {}, locked)) == "locked"
    assert engine.why(locked) == "locked"


def test_what_a_server_says_is_known() -> None:
    """Its disk is full, it was made read-only, it comes up, its network is gone; a statement alone says nothing."""
    said = {"53100": "full", "25006": "readonly", "57P03": "unreachable", "08006": "unreachable", "23505": ""}
    for state, found in said.items():
        trouble = type("Said", (Exception,), {"sqlstate": state})()
        assert engine.why(DBAPIError("", {}, trouble)) == engine.why(trouble) == found
    assert engine.why(ConnectionRefusedError()) == "unreachable"
    assert engine.why(DBAPIError("", {}, Exception(), connection_invalidated=True)) == "unreachable"
    assert engine.why(ValueError()) == ""


async def test_a_look_that_stays_open_holds_up_no_commit(town: Town) -> None:
    """Somebody reads a long screen; what is reported meanwhile is written at once."""
    async with town.store.look() as looking:
        await looking.kept.get("something")
        async with asyncio.timeout(5), town.store.begin() as tx:
            await put(tx, 1)
    async with town.store.look() as tx:
        assert await tx.kept.get("something") == 1


LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT count(*) FROM n"


async def test_a_statement_that_takes_long_holds_up_no_commit(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is cut off where it would, begun again, and still comes to its answer."""
    begun, begin = list[giving_way.Patience](), giving_way.Patience.begin
    monkeypatch.setattr(giving_way.Patience, "begin", lambda self, *given: (begun.append(self), begin(self, *given)))

    async def look() -> object:
        async with town.store._readers.connect() as connection:
            return (await connection.exec_driver_sql(LONG.format(15_000_000))).scalar()

    looking = asyncio.create_task(look())
    while not library.has_safe_wal() and not begun:
        await asyncio.sleep(0.01)
    await asyncio.sleep(2 * giving_way.LOOK_S)
    for n in range(100):  # the first may have been before SQLite began with it, however busy the machine is
        async with asyncio.timeout(30), town.store.begin() as tx:
            await put(tx, n)
        assert not looking.done(), "the commit waited for it"
        if library.has_safe_wal() or len(begun) > 1:
            break
    assert await looking == 15_000_000
    assert library.has_safe_wal() or len(begun) > 1, "it was not begun again"


async def test_a_statement_that_is_always_cut_off_is_given_up(
    town: Town, linked: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commits go first for ever; who asked hears that it cannot be answered."""
    monkeypatch.setattr(giving_way, "PATIENCE_S", 0.2)
    if library.has_safe_wal():
        return
    giving_way.of(town.file).is_waiting = True
    async with town.store._readers.connect() as connection:
        with pytest.raises(OperationalError, match="interrupted"):
            await connection.exec_driver_sql(LONG.format(500_000_000))
    giving_way.of(town.file).is_waiting = False


async def test_a_process_beside_the_bot_gives_way_to_commits_that_it_does_not_see(
    town: Town, linked: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What looks long is cut off whether or not anybody waits here, and comes to its answer all the same."""
    monkeypatch.setattr(giving_way, "_of_files", {})
    giving_way.stand_beside()
    tries, begin = list[int](), giving_way.Patience.begin
    monkeypatch.setattr(giving_way.Patience, "begin", lambda self, n: (tries.append(n), begin(self, n)))
    store = await SqlStore.open(town.url)
    async with store._readers.connect() as connection:
        tries.clear()
        assert (await connection.exec_driver_sql(LONG.format(3_000_000))).scalar() == 3_000_000
    await store.close()
    assert tries == ([] if library.has_safe_wal() else list(range(len(tries))))
    assert library.has_safe_wal() or len(tries) > 1, "it was not cut off"


async def test_nothing_is_left_beside_it(town: Town, tmp_path: Path) -> None:
    """A closed memory is one file, and so is each copy; neither reading nor checking lays anything down."""
    async with town.store.begin() as tx:
        await put(tx, 1)
    copy = tmp_path / "copies" / "copy.db"
    copies.copy(town.file, copy)
    assert beside(copy) == ["copy.db"]
    assert copy.read_bytes()[18:20] == b"\x01\x01", "a copy is read by any SQLite, from wherever it lies"
    await town.store.close()
    assert beside(town.file) == ["patrol.db"]
    assert (await standing.of(town.url)).districts == 1
    copies.check(town.file)
    assert beside(town.file) == ["patrol.db"]


async def test_a_copy_has_what_the_log_beside_it_holds(town: Town, tmp_path: Path) -> None:
    """What was committed a moment ago is not yet in the file itself."""
    async with town.store.begin() as tx:
        await put(tx, "just now")
    copies.copy(town.file, tmp_path / "copy.db")
    kept = await SqlStore.open(f"sqlite:///{tmp_path / 'copy.db'}")
    async with kept.look() as tx:
        assert await tx.kept.get("something") == "just now"
    await kept.close()


async def test_who_was_written_by_one_is_read_by_the_other(
    town: Town, linked: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine whose wheel is missing after an upgrade goes on with the same file, without WAL."""
    async with town.store.begin() as tx:
        await put(tx, 1)
    await town.store.close()
    (other,) = [one for one in LINKED.values() if one is not linked]
    monkeypatch.setattr(library, "sqlite3", other)
    again = await SqlStore.open(town.url)
    async with again.begin() as tx:
        assert await tx.kept.get("something") == 1
        await put(tx, 2)
    await again.close()
    with closing(other.connect(town.file)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone()[0] == ("wal" if library.has_safe_wal() else "delete")


async def test_where_the_disk_knows_no_wal_each_commit_is_synced_twice(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer of SQLite counts, not what it was asked for."""
    await town.store.close()
    asked = [one.replace("WAL", "DELETE") for one in engine._pragmas()]
    monkeypatch.setattr(engine, "_pragmas", lambda: tuple(asked))
    made = engine.make_engine(town.url, pool_size=1, writes=True)
    async with made.connect() as connection:
        assert (await connection.exec_driver_sql("PRAGMA synchronous")).scalar() == 3
    await made.dispose()


async def test_the_nightly_copy_holds_up_nobody(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """People go on writing between any two steps; it never begins anew, and has what they wrote until its end."""
    async with town.store.begin() as tx:
        for n in range(60):
            await tx.kept.put(f"ballast:{n}", "x" * 20_000)
    steps = list[float]()
    monkeypatch.setattr(copies, "PAGES", 16)
    real = copies.copy
    monkeypatch.setattr(copies, "copy", lambda source, target, **given: real(source, target, steps.append, **given))
    made = daily.DailyCopies(town.store, HandClock(NOW.replace(hour=20)), town.file, town.file.parent / "b", UTC)
    work, written, longest = asyncio.create_task(made.turn()), 0, 0.0
    while not work.done():
        begun = time.perf_counter()
        async with town.store.begin() as tx:
            await put(tx, written)
        longest, written = max(longest, time.perf_counter() - begun), written + 1
    await work
    assert written > 3
    assert longest < 5
    assert steps == sorted(steps), "it began anew"
    (copy,) = (town.file.parent / "b").iterdir()
    assert len(steps) > 10
    kept = await SqlStore.open(f"sqlite:///{copy}")
    async with kept.look() as tx:
        found = await tx.kept.get("something")
        assert library.has_safe_wal() or found is not None
    await kept.close()


USED = "import sqlite3, sys; read = sqlite3.connect(sys.argv[1]); {}; read.close()"
FOUND = "print(read.execute('SELECT value FROM kept WHERE name = ?', ('something',)).fetchone()[0])"


async def test_after_the_nightly_copy_the_log_stays_ours(town: Town) -> None:
    """Another program that opens and closes the database takes it away from nobody: what is written then is kept.

    It has the machine's SQLite, as a shell has: the newest ones look again before they take a log away.
    """

    def another(does: str) -> str:
        command = (sys.executable, "-c", USED.format(does), str(town.file))
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    made = daily.DailyCopies(town.store, HandClock(NOW.replace(hour=20)), town.file, town.file.parent / "b", UTC)
    await made.turn()
    assert list((town.file.parent / "b").iterdir())
    another("read.execute('SELECT count(*) FROM kept').fetchone()")
    assert library.has_safe_wal() == town.file.with_name("patrol.db-wal").exists()
    async with town.store.begin() as tx:
        await put(tx, "later")
    assert another(FOUND).strip() == '"later"'


async def test_a_copy_that_nobody_waits_for_lets_go(town: Town, tmp_path: Path) -> None:
    """Cut off in its middle, it leaves the connection to whoever writes."""
    async with town.store.begin() as tx:
        for n in range(60):
            await tx.kept.put(f"ballast:{n}", "x" * 20_000)
    first = asyncio.Event()
    loop = asyncio.get_running_loop()
    copied = stepping._copied(
        town.store, tmp_path / "copy.db", 1, lambda _: loop.call_soon_threadsafe(first.set), Stop()
    )
    work = asyncio.create_task(copied)
    await first.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    async with asyncio.timeout(5), town.store.begin() as tx:
        await put(tx, 1)
