"""The disk: measured, with a ballast that is laid where there is room, given up once, and laid again."""

import errno
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.health.figures import DISK, FULL_DISK
from bot.health.space import GB, MB
from handlers.process.clock import HandClock
from handlers.process.disk import Disk, make_room
from storage import copies

BALLAST = 3 * 2**20 + 5
BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """A folder on a disk of 100 GB of which half is free."""
    made = Disk(tmp_path, HandClock(BEGIN), ballast=BALLAST)
    _free(made, 50 * GB)
    return made


def _free(disk: Disk, free: int) -> None:
    disk.usage = lambda _: (100 * GB, 100 * GB - free, free)


async def test_the_ballast_takes_the_room_that_it_is_to_give(disk: Disk) -> None:
    """Every byte of it is written, none can be made smaller, and nobody else reads it."""
    await disk.turn()
    told = disk.file.stat()
    assert (told.st_size, stat.S_IMODE(told.st_mode)) == (BALLAST, 0o600)
    assert told.st_blocks * 512 >= BALLAST, "no hole"
    assert len(set(disk.file.read_bytes()[:4096])) > 200, "random"
    before = told.st_mtime_ns
    await disk.turn()
    assert disk.file.stat().st_mtime_ns == before, "it is laid once"
    assert (disk.has_room, disk.late()) == (True, [])


async def test_it_is_given_up_once_and_laid_again_where_there_is_room(disk: Disk) -> None:
    """Meanwhile what can wait waits, and the auditor tells since when."""
    await disk.turn()
    assert disk.give_up()
    assert not disk.file.exists()
    assert not disk.give_up(), "there is nothing more to give"
    _free(disk, 3 * MB)
    await disk.turn()
    assert not disk.has_room
    assert [(one.kind, one.figure, one.since) for one in disk.late()] == [(DISK, 3, BEGIN), (FULL_DISK, 3, BEGIN)]
    _free(disk, GB + BALLAST - 1)
    await disk.turn()
    assert not disk.file.exists(), "laying it would make the disk short again"
    _free(disk, GB + BALLAST)
    await disk.turn()
    assert (disk.file.stat().st_size, disk.has_room, disk.late()) == (BALLAST, True, [])


@pytest.mark.parametrize("gives_up", [Disk.give_up, lambda disk: make_room(disk.folder)], ids=["at work", "at a start"])
async def test_whoever_starts_after_it_was_given_up_knows_that_it_is(
    disk: Disk, gives_up: Callable[[Disk], bool]
) -> None:
    """What is left is for what cannot wait: nobody hears that all is well, nor takes it for a copy."""
    await disk.turn()
    assert gives_up(disk)
    again = Disk(disk.folder, HandClock(BEGIN + timedelta(hours=1)), ballast=BALLAST)
    assert (again.is_given_up, again.has_room) == (True, False)
    _free(again, 30 * MB)
    await again.turn()
    assert [one.kind for one in again.late()] == [DISK, FULL_DISK]
    _free(again, 50 * GB)
    await again.turn()
    assert (again.has_room, sorted(file.name for file in again.folder.iterdir())) == (True, ["ballast"])
    assert not Disk(disk.folder, again.clock, ballast=BALLAST).is_given_up


async def test_a_disk_without_room_gets_none(disk: Disk) -> None:
    """Nor one that was cut off while it was laid: that is laid anew."""
    _free(disk, GB - 1)
    await disk.turn()
    assert not disk.file.exists()
    assert [one.kind for one in disk.late()] == [DISK]
    _free(disk, 50 * GB)
    disk.file.write_bytes(b"half")
    await disk.turn()
    assert disk.file.stat().st_size == BALLAST


@pytest.mark.parametrize("gives_up", [Disk.give_up, lambda disk: make_room(disk.folder)], ids=["at work", "at a start"])
async def test_what_was_laid_of_one_when_the_program_was_killed_is_given_up_too(
    disk: Disk, gives_up: Callable[[Disk], bool]
) -> None:
    """It takes the same room; only where there is neither is there nothing to give."""
    part = disk.file.with_name("ballast.part")
    for files in ([part], [part, disk.file]):
        for file in files:
            file.write_bytes(b"half")
        assert gives_up(disk)
        assert not any(file.exists() for file in files)
        assert not gives_up(disk)


@pytest.mark.parametrize("at", [2, 4], ids=["while it is written", "when all of it is"])
async def test_what_is_just_being_laid_is_given_up_too(disk: Disk, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Its room is free at once, nothing more is written, and it is not laid again for an hour."""
    part, drawn = disk.file.with_name("ballast.part"), list[int]()

    def full(size: int) -> bytes:
        drawn.append(size)
        if len(drawn) == at:
            held = part.open("rb")
            assert disk.give_up()
            assert os.fstat(held.fileno()).st_blocks == 0
            held.close()
        return bytes(size)

    monkeypatch.setattr(os, "urandom", full)
    for _ in range(2):
        await disk.turn()
    assert (len(drawn), [file.name for file in disk.folder.iterdir()], disk.has_room) == (
        at,
        ["ballast.given-up"],
        False,
    )


async def test_the_next_copy_has_to_fit(tmp_path: Path, disk: Disk) -> None:
    """Where it does not, captains hear of it before the night."""
    file = tmp_path / "patrol.db"
    disk.copy = lambda: copies.takes(file)
    await disk.turn()
    assert disk.has_room, "no database yet"
    file.write_bytes(bytes(2000))
    _free(disk, 50 * GB)
    await disk.turn()
    assert disk.has_room
    for log in (0, 500):  # what stands in the log comes into the copy
        file.with_name("patrol.db-wal").write_bytes(bytes(log))
        disk.usage = lambda _, log=log: (1000, 0, 2000 + log)
        await disk.turn()
        assert disk.has_room
        disk.usage = lambda _, log=log: (1000, 0, 1999 + log)
        await disk.turn()
        assert not disk.has_room


async def test_a_disk_that_cannot_be_measured_is_no_full_one(disk: Disk) -> None:
    """Unknown is not short, and nothing fails."""

    def gone(_: Path) -> tuple[int, int, int]:
        raise OSError

    disk.usage = gone
    await disk.turn()
    assert (disk.has_room, disk.late()) == (True, [])


async def test_where_a_quota_ends_captains_hear_and_nothing_is_filled_again_for_an_hour(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Much is free and little of it is ours: what could be laid is what is left, and one try an hour is enough."""
    await disk.turn()
    disk.give_up()
    tries: list[int] = []

    def half(size: int) -> bytes:
        tries.append(size)
        if len(tries) % 2 == 0:
            raise OSError(errno.EDQUOT, "quota")
        return bytes(size)

    monkeypatch.setattr(os, "urandom", half)
    for _ in range(60):
        await disk.turn()
        disk.clock._now += timedelta(minutes=1)  # type: ignore[attr-defined]
    assert len(tries) == 2
    assert [file.name for file in disk.folder.iterdir()] == ["ballast.given-up"]
    assert [(one.kind, one.figure, one.since) for one in disk.late()] == [(DISK, 1, BEGIN), (FULL_DISK, 3, BEGIN)]
    await disk.turn()
    assert len(tries) == 4
    monkeypatch.undo()
    disk.clock._now += timedelta(hours=1)  # type: ignore[attr-defined]
    await disk.turn()
    assert (disk.file.stat().st_size, disk.has_room, disk.late()) == (BALLAST, True, [])
