"""The proof of a copy: in a process of its own, from the last mark on, a part of the rest each night, under a seal."""

import asyncio
import os
import signal
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.register.districts import District
from handlers.process.clock import HandClock
from storage import copies, daily, hash_key, proof, proving
from storage.copies import BrokenChain, UnusableCopy
from storage.library import sqlite3
from storage.proof import Prover, sealed, unsealed
from storage.stop import Ended
from storage.trouble import UnwritableData

from .conftest import NOW, Town
from .test_daily import at, keeper, names, told
from .test_history import fill, meddle

KEY = b"k" * 32
HANGS = "import sys; sys.stdin.readline(); print('at work', flush=True); sys.stdin.read()"


async def lines(town: Town, count: int) -> None:
    """So many lines more."""
    async with town.store.begin() as tx:
        for n in range(count):
            record = town.record(metres=n, reason="对方不在")
            await tx.history.add(
                town.district.id, None, record, NOW + timedelta(seconds=n), f"词{n}" if n % 3 else None
            )


def copy_of(town: Town) -> Path:
    """A copy as it stands now."""
    file = town.file.with_name("copy.db")
    copies.copy(town.file, file)
    return file


async def test_all_is_read_once_and_then_what_is_new(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the mark on; and each night a part of what lies before it, so that everything is read again in a week."""
    monkeypatch.setattr(proving, "AT_LEAST", 10)
    monkeypatch.setattr(proving, "PAGE", 4)
    monkeypatch.setattr(proving.time, "sleep", lambda _s: None)
    await lines(town, 70)
    pages: list[int] = []
    [first] = proving.prove(copy_of(town), {}, pages.append)
    assert (first["bad"], first["read"], first["upto"][2]) == (None, 70, 70)
    assert pages == [*range(4, 70, 4), 70], "after each page it tells that it goes on"
    marks = {str(town.district.id): {"upto": first["upto"]}}
    read = []
    for _ in range(proving.NIGHTS):
        await lines(town, 1)
        [night] = proving.prove(copy_of(town), marks)
        marks = {str(town.district.id): {which: night[which] for which in ("upto", "again") if which in night}}
        read.append(night["read"])
        assert night["bad"] is None
    assert max(read) <= 1 + max(-(-77 // proving.NIGHTS) + proving.PAGE, 10)
    assert sum(read) >= 77
    assert "again" not in marks[str(town.district.id)]


async def test_the_process_says_what_the_memory_says(town: Town) -> None:
    """Two districts, words that were erased, points and instants: the same heads."""
    await fill(town)
    async with town.store.begin() as tx:
        other = await tx.districts.add(District(-200, "别处", "zh", "Asia/Shanghai", {}))
        await tx.history.add(other.id, None, town.record(), NOW, "他们")
        await tx.history.erase(2)  # type: ignore[attr-defined]
    marks = await Prover().prove(copy_of(town), {})
    heads = {str(chain.district_id): chain.head for chain in await town.store.audit()}
    assert {district: mark["upto"][1] for district, mark in marks.items()} == heads


@pytest.mark.parametrize(
    ("meddling", "bad"),
    [
        ("UPDATE history SET by_id = 1003 WHERE id = 3", 3),
        ("DELETE FROM history_sides WHERE history_id = 3; DELETE FROM history WHERE id = 3", 4),
        ('UPDATE history_sides SET content = \'{"text": "other"}\' WHERE history_id = 3', 3),
        ("UPDATE history SET implied = 1 WHERE id = 5", 5),
    ],
)
async def test_a_line_that_does_not_fit_is_named(town: Town, meddling: str, bad: int) -> None:
    """By the first proof as by one that begins at a mark: what lies before it is read again."""
    await fill(town)
    before = await Prover().prove(copy_of(town), {})
    meddle(town, *meddling.split("; "))
    for marks in ({}, before):
        with pytest.raises(BrokenChain) as broken:
            await Prover().prove(copy_of(town), marks)
        assert broken.value.facts["line"] == bad


async def test_a_history_rewritten_from_its_beginning_is_found_by_the_mark(town: Town) -> None:
    """All hashes fit, and the line of the mark has another one than it had."""
    await fill(town)
    before = await Prover().prove(copy_of(town), {})
    meddle(town, "DELETE FROM history_sides", "DELETE FROM history")
    await fill(town)
    assert (await Prover().prove(copy_of(town), {})).keys() == before.keys()
    with pytest.raises(BrokenChain):
        await Prover().prove(copy_of(town), before)


def test_nobody_else_can_have_written_the_marks() -> None:
    """With another key, or a line changed, they count as none; the first proof has none either."""
    marks = {"1": {"upto": [5, "a" * 64, 5]}}
    kept = sealed(marks, KEY)
    assert unsealed(kept, KEY) == marks
    assert unsealed(kept, b"o" * 32) == {}
    assert unsealed({**kept, "marks": {"1": {"upto": [9, "b" * 64, 9]}}}, KEY) == {}
    assert unsealed(None, KEY) == unsealed("nonsense", KEY) == unsealed({"marks": marks}, KEY) == {}


async def test_marks_are_kept_from_night_to_night(town: Town) -> None:
    """Sealed in the database by a key that lies beside it, closed to others."""
    await fill(town)
    clock = HandClock(at(2, 4))
    await keeper(town, clock).turn()
    key_file = town.file.parent / hash_key.FILE
    assert key_file.stat().st_mode & 0o077 == 0
    async with town.store.look() as tx:
        kept = await tx.kept.get(daily.PROVED)
    assert unsealed(kept, hash_key.read(town.file.parent))[str(town.district.id)]["upto"][0] == 5
    assert key_file.read_bytes() not in town.file.read_bytes()


def test_a_key_that_was_cut_off_is_no_key(tmp_path: Path) -> None:
    """What were sealed with it could be forged."""
    assert hash_key.read(tmp_path) == hash_key.read(tmp_path)
    assert hash_key.read(tmp_path, "chosen" * 6) == b"chosen" * 6
    (tmp_path / hash_key.FILE).write_bytes(b"short")
    with pytest.raises(UnwritableData):
        hash_key.read(tmp_path)


async def test_a_file_that_is_none_of_ours_is_no_copy(tmp_path: Path) -> None:
    """And so is a process that ends too early."""
    (tmp_path / "x.db").write_bytes(b"no database" * 1000)
    with pytest.raises(UnusableCopy):
        await Prover().prove(tmp_path / "x.db", {})


async def test_the_process_has_none_of_our_memory_and_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh interpreter that knows only where the program lies, and imports next to nothing of it."""
    monkeypatch.setenv("PATROL_HASH_KEY", "hunter2")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:hunter2")
    assert "hunter2" not in str(proof._environment())
    names_code = "import sys, storage.proving; print(sorted(m for m in sys.modules if m.split('.')[0] not in "
    names_code += "sys.stdlib_module_names))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", names_code, stdout=asyncio.subprocess.PIPE, env=proof._environment()
    )
    said = (await process.communicate())[0].decode()
    assert not {"sqlalchemy", "aiosqlite", "telegram", "bot"} & set(said.replace("'", "").strip("[]\n").split(", "))


async def _until_gone(pid: int) -> None:
    for _ in range(500):
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf8")
        except (FileNotFoundError, ProcessLookupError):
            return
        if stat.rpartition(")")[2].split()[0] == "Z":
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it lives on")


async def test_it_dies_with_who_asked_it(tmp_path: Path) -> None:
    """A kill of the program leaves nothing that goes on reading: its input is at its end."""
    code = (
        "import subprocess, sys, time\n"
        "one = subprocess.Popen([sys.executable, '-m', 'storage.proving'], stdin=subprocess.PIPE, "
        "start_new_session=True)\n"
        'one.stdin.write(b\'{"file": "/dev/zero", "marks": {}}\')\n'
        "one.stdin.flush()\n"
        "print(one.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    asker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE, env=proof._environment()
    )
    assert asker.stdout is not None
    pid = int(await asker.stdout.readline())
    os.kill(pid, 0)
    asker.send_signal(signal.SIGKILL)
    await asker.wait()
    await _until_gone(pid)


@pytest.mark.parametrize("first", ["program", "process"])
async def test_a_program_that_stops_does_not_wait_for_the_proof(
    town: Town, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    """It is ended, nothing of the copy is left, and it counts as no failure: after the start it is made.

    Also where who stops the program tells its processes as well, and one of them hears it before us.
    """
    await fill(town)
    made, clock = keeper(town, HandClock(at(2, 4))), HandClock(at(2, 4))
    module = town.file.parent / "hangs.py"
    module.write_text(HANGS, encoding="utf8")
    execute = asyncio.create_subprocess_exec

    async def hangs(program: str, *_given: str, **more: object) -> asyncio.subprocess.Process:
        return await execute(program, str(module), **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(proof.asyncio, "create_subprocess_exec", hangs)
        turn = asyncio.create_task(made.turn())
        while made.prover._process is None:
            await asyncio.sleep(0.01)
        pid = made.prover._process.pid
        if first == "process":
            os.kill(pid, signal.SIGTERM)
            await made.prover._process.wait()
            await asyncio.sleep(0.05)
        await made.finish()
        await turn
    await _until_gone(pid)
    assert names(town) == []
    assert "trouble" not in await told(town)
    await keeper(town, clock).turn()
    assert names(town) == ["patrol-2026-03-02.db"]
    with pytest.raises(Ended):
        await made.prover.prove(town.file, {})


async def test_a_proof_that_hangs_is_a_copy_that_failed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """It tells of each page that it goes on; who is silent for too long is killed, and the next copy has its hour."""
    module = town.file.parent / "hangs.py"
    module.write_text(HANGS, encoding="utf8")
    execute, pids = asyncio.create_subprocess_exec, list[int]()

    async def hangs(program: str, *_given: str, **more: object) -> asyncio.subprocess.Process:
        begun = await execute(program, str(module), **more)  # type: ignore[arg-type]
        pids.append(begun.pid)
        return begun

    monkeypatch.setattr(proof.asyncio, "create_subprocess_exec", hangs)
    monkeypatch.setattr(proof, "SILENT_S", 0.5)
    async with asyncio.timeout(20):
        await keeper(town, HandClock(at(2, 4))).turn()
    await _until_gone(pids[0])
    assert (await told(town))["trouble"] == "UnusableCopy"
    assert [name for name in names(town) if name.endswith("-02.db")] == []


async def test_a_proof_that_was_killed_is_a_copy_that_failed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a machine that has no memory left, for one; the copy does not count."""
    monkeypatch.setattr(proof.sys, "executable", "/bin/false")
    await keeper(town, HandClock(at(2, 4))).turn()
    assert (await told(town))["trouble"] == "UnusableCopy"
    assert [name for name in names(town) if name.endswith("-02.db")] == []


async def test_a_copy_of_a_database_with_a_log_of_its_own_is_read_as_it_is(town: Town) -> None:
    """Nothing is written beside the copy, also where its head says WAL."""
    await fill(town)
    file = copy_of(town)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
    lies = sorted(one.name for one in file.parent.iterdir())
    assert [one["bad"] for one in proving.prove(file, {})] == [None]
    assert sorted(one.name for one in file.parent.iterdir()) == lies
