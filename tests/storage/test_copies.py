"""Copies: whole and checked while people go on working, put back without sending old letters."""

import asyncio
import os
import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outbox.letters import Letter, LetterKind, Priority
from storage import copies
from storage.alone import alone_in
from storage.audit import audit_of
from storage.library import sqlite3
from storage.store import SqlStore
from storage.trouble import NewerDatabase

from .conftest import NOW, Town
from .test_history import fill, meddle

LATER = NOW + timedelta(hours=1)


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(file)) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(raw.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in tables}


def letter(town: Town) -> Letter:
    """One that waits."""
    return Letter(town.district.id, -100, LetterKind.NOTE, Priority.ANSWER, NOW, key="note-kept", facts={"number": 1})


async def test_a_copy_made_while_people_work_is_whole(town: Town, tmp_path: Path) -> None:
    """Its history holds and it is a state that was; progress goes from nothing to all."""
    await fill(town)
    target, told = tmp_path / "copies" / "copy.db", list[float]()
    work = asyncio.create_task(asyncio.to_thread(copies.copy, town.file, target, told.append))
    while not work.done():
        await fill_once(town)
    await work
    (chain,) = await audit_of(f"sqlite+aiosqlite:///{target}")
    assert chain.bad is None
    assert chain.lines >= 5
    assert told[-1] == 1.0
    assert told == sorted(told)
    assert [file.name for file in target.parent.iterdir()] == ["copy.db"]


async def fill_once(town: Town) -> None:
    """One more line."""
    async with town.store.begin() as tx:
        await tx.history.add(town.district.id, None, town.record(), NOW)


async def test_what_is_put_back_is_what_was_copied_but_for_waiting_letters(town: Town, tmp_path: Path) -> None:
    """Equal rows in every table; letters that waited are set aside, and the former database lies beside."""
    await fill(town)
    async with town.store.begin() as tx:
        waits, flies = await tx.outbox.add(letter(town)), await tx.outbox.add(letter(town))
        gone = await tx.outbox.add(letter(town))
        await tx.outbox.sending([flies.id], NOW)
        await tx.outbox.sent(gone.id, NOW, None)
    copies.copy(town.file, tmp_path / "copy.db")
    copied = rows(tmp_path / "copy.db")
    assert copied == rows(town.file)
    await fill_once(town)
    later = rows(town.file)
    await town.store.close()
    done = copies.put_back(tmp_path / "copy.db", town.file, LATER)
    assert done.set_aside == 2
    assert done.before is not None
    assert rows(done.before) == later
    restored = rows(town.file)
    assert {name for name in copied if restored[name] != copied[name]} == {"outbox"}
    store = await SqlStore.open(f"sqlite+aiosqlite:///{town.file}")
    async with store.begin() as tx:
        assert await tx.outbox.in_flight() == 0
        assert await tx.outbox.waiting(LATER) == []
    (chain,) = await store.audit()
    assert chain.bad is None
    await store.close()
    with closing(sqlite3.connect(town.file)) as raw:
        aside = raw.execute("SELECT id FROM outbox WHERE error = ?", (copies.SET_ASIDE,)).fetchall()
    assert aside == [(waits.id,), (flies.id,)]


async def test_nothing_is_put_back_that_is_damaged_or_strange(town: Town, tmp_path: Path) -> None:
    """Each file is refused, and the database stays as it was."""
    await fill(town)
    whole = tmp_path / "copy.db"
    copies.copy(town.file, whole)
    cut = tmp_path / "cut.db"
    cut.write_bytes(whole.read_bytes()[:9000])
    text = tmp_path / "text.db"
    text.write_text("not a database")
    empty = tmp_path / "empty.db"
    empty.touch()
    for file in (cut, text, empty, tmp_path / "missing.db"):
        with pytest.raises(copies.UnusableCopy):
            copies.check(file)
    with closing(sqlite3.connect(whole)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    with pytest.raises(NewerDatabase):
        copies.check(whole)


async def test_a_copy_of_a_damaged_database_does_not_take_the_place_of_a_good_one(town: Town, tmp_path: Path) -> None:
    """The target stays as it was, and no part is left behind."""
    target = tmp_path / "copies" / "copy.db"
    copies.copy(town.file, target)
    good = target.read_bytes()
    meddle(town, "PRAGMA foreign_keys=OFF", "INSERT INTO history_sides VALUES (77, 'salt', '{}')")
    with pytest.raises(copies.UnusableCopy):
        copies.copy(town.file, target)
    assert target.read_bytes() == good
    assert [file.name for file in target.parent.iterdir()] == ["copy.db"]


def test_a_database_that_cannot_be_read_is_said_to_be_none(tmp_path: Path) -> None:
    """In the words that it has, not in those of the driver."""
    text = tmp_path / "text.db"
    text.write_text("not a database" * 1000)
    with pytest.raises(copies.UnusableCopy):
        copies.copy(text, tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


def disk_with(free: int) -> Callable[[Path], tuple[int, int, int]]:
    """A disk that has so many bytes left."""
    usage = type(shutil.disk_usage("/"))
    return lambda _: usage(10**12, 10**12 - free, free)


async def test_no_copy_is_begun_that_does_not_fit(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the log counts with it; putting back needs room for both."""
    await fill(town)
    target = tmp_path / "copies" / "copy.db"
    log = town.file.with_name("patrol.db-wal")
    assert copies.takes(town.file) == town.file.stat().st_size + (log.stat().st_size if log.exists() else 0)
    monkeypatch.setattr(copies.shutil, "disk_usage", disk_with(copies.takes(town.file) - 1))
    with pytest.raises(copies.NoRoom):
        copies.copy(town.file, target)
    assert list(target.parent.iterdir()) == []
    monkeypatch.setattr(copies.shutil, "disk_usage", disk_with(copies.takes(town.file)))
    copies.copy(town.file, target)
    await town.store.close()
    monkeypatch.setattr(copies.shutil, "disk_usage", disk_with(copies.takes(town.file) + copies.takes(target) - 1))
    before = sorted(town.file.parent.iterdir())
    with pytest.raises(copies.NoRoom):
        copies.put_back(target, town.file, LATER)
    assert sorted(town.file.parent.iterdir()) == before


def test_nothing_is_written_over_unasked(town: Town, tmp_path: Path) -> None:
    """Neither what is there, nor, whatever is asked, the live database by any of its names or what belongs to it."""
    target = tmp_path / "copy.db"
    target.write_text("mine")
    with pytest.raises(copies.TargetThere):
        copies.copy(town.file, target, over=False)
    assert target.read_text() == "mine"
    copies.copy(town.file, target)
    assert target.stat().st_size > 100
    other = tmp_path / "same.db"
    other.hardlink_to(town.file)
    for ours in (town.file, other, town.file.with_name(f"{town.file.name}-wal")):
        with pytest.raises(copies.TargetIsOurs):
            copies.copy(town.file, ours)
    with pytest.raises(copies.TargetThere):
        copies.copy(town.file, tmp_path)
    fresh = tmp_path / "new" / "copy.db"
    copies.copy(town.file, fresh, over=False)
    copies.check(fresh)
    assert list(fresh.parent.iterdir()) == [fresh]


async def test_the_database_and_its_copies_are_for_us_alone(tmp_path: Path) -> None:
    """Also where whatever is made may be read by everybody: journals, copies of each kind, and what is put back."""
    before = os.umask(0)
    try:
        file, copy = tmp_path / "data" / "deep" / "patrol.db", tmp_path / "kept" / "copy.db"
        with alone_in(file.parent):
            store = await SqlStore.open(f"sqlite:///{file}")
            async with store.begin() as tx:
                await tx.kept.put("a", "b")
                while_open = _open_to_others(tmp_path)
            await store.close()
        copies.copy(file, copy)
        assert copies.put_back(copy, file, LATER).before is not None
        file.write_text("damaged")
        damaged = copies.put_back(copy, file, LATER).before
        assert damaged is not None
        assert damaged.read_text() == "damaged"
    finally:
        os.umask(before)
    assert [*while_open, *_open_to_others(tmp_path)] == []
    assert len(list(file.parent.glob("*.before-restore-*"))) == 2


def _open_to_others(folder: Path) -> list[str]:
    return [one.name for one in folder.rglob("*") if stat.S_IMODE(one.stat().st_mode) & 0o077]
