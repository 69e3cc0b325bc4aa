"""The command line's copies, as an operator uses them: beside the running bot, put back, and audited."""

import asyncio
import os
import re
import signal
import stat
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.places.register import Place
from storage.alone import alone_in
from storage.library import sqlite3
from tests.house.tree import ROOT
from tests.programs import Programs
from tests.storage.test_daily import MANY, SLOW
from tests.stories.conftest import CENTRE, GROUP, TOKEN, open_street, put_places
from tests.waiting import PATIENCE_S

Patrolbot = Callable[..., Awaitable[tuple[int, str]]]
"""The program with its words: its exit code and what it printed."""


@pytest.fixture
def patrolbot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, programs: Programs) -> Patrolbot:
    """On the street's own database, in a process of its own."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    (tmp_path / "data").mkdir()
    settings = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/data/patrol.db", "PATROL_DATA_DIR": f"{tmp_path}/data",
        "PATROL_LANGUAGE": "en",
    }  # fmt: skip

    async def run(*said: str, **more: str) -> tuple[int, str]:
        done = await asyncio.to_thread(programs.run, tmp_path, *said, **settings, **more)
        return done.returncode, done.stdout + done.stderr

    return run


async def test_a_copy_is_put_back_and_nothing_old_is_said_again(tmp_path: Path, patrolbot: Patrolbot) -> None:
    """A case is copied while it runs; later it is closed; put back it is open again, and people hear no old letter."""
    street = await open_street(tmp_path / "data", "en")
    copy = tmp_path / "kept" / "copy.db"
    try:
        number = await street.report()
        street.house.courier.pace.wait_until(GROUP, street.clock.now().replace(year=2030))
        street.wang.say(1002, f"/accept {number}")
        await street.settle()
        made_code, made = await patrolbot("backup", str(copy))
        assert made_code == 0, made
        assert "Copied and checked" in made
        street.captain.say(1001, f"/cancel {number} nothing there")
        await street.sure(1001)
        assert (await street.case(number)).state == "cancelled"
        await street.stop()
        said = len(street.captain.sees(GROUP))

        with alone_in(tmp_path / "data"):
            refused_code, _ = await patrolbot("restore", str(copy), "--yes")
        assert refused_code == 75
        done_code, done = await patrolbot("restore", str(copy), "--yes")
        assert done_code == 0, done
        assert re.search(r"^[1-9]\d* messages that waited", done, re.MULTILINE), done

        await street.start()
        assert (await street.case(number)).state == "accepted"
        assert len(street.captain.sees(GROUP)) == said
        street.wang.say(1002, f"/arrived {number}")
        await street.settle()
        assert (await street.case(number)).state == "on_scene"
    finally:
        await street.stack.aclose()


async def test_what_a_restore_throws_away_is_said_first(tmp_path: Path, patrolbot: Patrolbot) -> None:
    """Each case that came in or changed after the copy; a script without --yes, and --show, change nothing."""
    street = await open_street(tmp_path / "data", "en")
    copy = tmp_path / "kept" / "copy.db"
    try:
        first = await street.report()
        assert (await patrolbot("backup", str(copy)))[0] == 0
        street.captain.say(1001, f"/cancel {first} nothing there")
        await street.sure(1001)
        second = await street.report()
        assert second != first
        street.who(1007).say(1007, "/forgetme")
        await street.turn(3)
        await street.press(1007, street.private(1007)[-1], street.said("button-sure"))
        await street.turn(3)
    finally:
        await street.stack.aclose()
    file = tmp_path / "data" / "patrol.db"
    before = file.read_bytes()
    shown_code, shown = await patrolbot("restore", str(copy), "--show")
    refused_code, refused = await patrolbot("restore", str(copy))
    assert (shown_code, refused_code) == (0, 1)
    for said in (shown, refused):
        assert "1 case came in and 1 changed" in said
        assert re.search(rf"#{first} · \S+ \S+ \S+ · sent → cancelled · ", said), said
        assert re.search(rf"#{second} · \S+ \S+ \S+ · new, sent · ", said), said
        assert re.search(r"^1 person was erased .* Telegram ids: 1007$", said, re.MULTILINE), said
    assert "--yes" in refused
    assert file.read_bytes() == before
    assert (await patrolbot("restore", str(copy), "--yes"))[0] == 0
    code, said = await patrolbot("restore", str(copy))
    assert code == 0, said
    assert "No case came in or changed" in said
    assert "erased" not in said, "they are back"


async def test_a_copy_is_left_at_sigterm(tmp_path: Path) -> None:
    """Also while SQLite checks it, over years of work for minutes; nothing of it lies there."""
    (tmp_path / "data").mkdir()
    street = await open_street(tmp_path / "data", "en")
    await street.stack.aclose()
    with closing(sqlite3.connect(tmp_path / "data" / "patrol.db", isolation_level=None)) as raw:
        for statement in ("PRAGMA ignore_check_constraints=ON", SLOW, MANY):
            raw.execute(statement)
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PATROL_", "TELEGRAM_", "DATABASE_"))}
    settings = {"PATROL_DATA_DIR": "data", "PATROL_LANGUAGE": "en", "PYTHONPATH": str(ROOT)}
    copied = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "backup", "copies/copy.db", cwd=tmp_path, env={**plain, **settings},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(PATIENCE_S):
        while not [one for one in (tmp_path / "copies").glob(".*") if one.stat().st_size]:
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)  # it is checked from now on
        copied.send_signal(signal.SIGTERM)
        said, _ = await copied.communicate()
    assert (copied.returncode, said.decode().strip().endswith(street.said("copy-stopped"))) == (1, True), said
    assert list((tmp_path / "copies").iterdir()) == []


async def test_a_damaged_database_is_put_back_over_with_yes(tmp_path: Path, patrolbot: Patrolbot) -> None:
    """What it held cannot be listed, which is said."""
    street = await open_street(tmp_path / "data", "en")
    copy = tmp_path / "kept" / "copy.db"
    try:
        await street.report()
        assert (await patrolbot("backup", str(copy)))[0] == 0
    finally:
        await street.stack.aclose()
    (tmp_path / "data" / "patrol.db").write_bytes(b"no database" * 1000)
    code, said = await patrolbot("restore", str(copy))
    assert code == 1
    assert "cannot be listed" in said
    code, said = await patrolbot("restore", str(copy), "--yes")
    assert code == 0, said
    [kept] = (tmp_path / "data").glob("patrol.before-restore-*.db")
    assert kept.read_bytes().startswith(b"no database")
    assert (await patrolbot("audit", "verify"))[0] == 0


async def test_the_audit_names_the_first_bad_line(tmp_path: Path, patrolbot: Patrolbot) -> None:
    """Whole: one line a district and exit 0. Changed by somebody who takes the guards away: the line, and exit 1."""
    street = await open_street(tmp_path / "data", "en")
    try:
        number = await street.report()
    finally:
        await street.stack.aclose()
    whole_code, whole = await patrolbot("audit", "verify")
    assert whole_code == 0, whole
    assert whole.startswith("✅")
    head = whole.strip().rpartition(" ")[2]
    there_code, there = await patrolbot("audit", "verify", head.upper())
    assert there_code == 0, there
    assert re.search(rf"{head} is line \d+ of .+ 0 lines came after it", there, re.IGNORECASE), there
    gone_code, gone = await patrolbot("audit", "verify", "%" + head[1:])
    assert (gone_code, "No line has" in gone) == (1, True)
    with closing(sqlite3.connect(tmp_path / "data" / "patrol.db")) as raw:
        ((line,),) = raw.execute("SELECT min(id) FROM history WHERE case_id IS NOT NULL").fetchall()
        raw.execute("DROP TRIGGER history_no_update")
        raw.execute("UPDATE history SET by_id = 4711 WHERE id = ?", (line,))
        raw.commit()
    broken_code, broken = await patrolbot("audit", "verify")
    assert broken_code == 1
    assert f"line {line} does not fit (case #{number}" in broken
    copied_code, copied = await patrolbot("restore", str(tmp_path / "nowhere.db"))
    assert copied_code == 78
    assert "missing" in copied


async def test_no_command_writes_over_what_belongs_to_the_folder(tmp_path: Path, patrolbot: Patrolbot) -> None:
    """Whatever is asked: the database by another name, its key, a copy of the night. Elsewhere it does as asked."""
    street = await open_street(tmp_path / "data", "en")
    try:
        for name in ("webhooks.key", "backups/patrol-2026-03-01.db", "book.yaml"):
            (tmp_path / "data" / name).parent.mkdir(exist_ok=True)
            (tmp_path / "data" / name).write_text("kept")
            code, said = await patrolbot("backup", f"data/{name}", "--overwrite")
            assert (code, "a file of its folder" in said) == (78, True), said
            assert (tmp_path / "data" / name).read_text() == "kept"
        (tmp_path / "link.yaml").symlink_to(tmp_path / "data" / "patrol.db")
        for *command, name in (("handbook", "export", "link.yaml"), ("handbook", "export", "data/book.yaml"),
                               ("export", "link.yaml"), ("export", "data/exports/1.yaml")):  # fmt: skip
            code, said = await patrolbot(*command, name, "--overwrite")
            assert (code, "a file of its folder" in said) == (1, True), said
        async with street.house.store.begin() as tx:
            await put_places(tx, *(Place(f"P{n}", f"shop {n}", "restaurant", CENTRE) for n in range(100)))
        (tmp_path / "link.csv").symlink_to("nowhere")
        assert (await patrolbot("export", "link.csv"))[0] == 1
        assert not (tmp_path / "nowhere").exists()
        for words in (("backup", "copy.db"), ("handbook", "export", "book.yaml"), ("export", "places.csv")):
            file, beside = tmp_path / words[-1], tmp_path / f"{words[-1]}.part"
            file.write_text("theirs")
            beside.write_text("theirs too")
            assert (await patrolbot(*words))[0] != 0
            assert (file.read_text(), beside.read_text()) == ("theirs", "theirs too")
            assert (await patrolbot(*words, "--overwrite"))[0] == 0
            assert beside.read_text() == "theirs too"
            assert (file.stat().st_size > 1000, stat.S_IMODE(file.stat().st_mode)) == (True, 0o600)
        await street.report()
    finally:
        await street.stack.aclose()


async def test_a_start_closes_the_folder_or_names_what_it_cannot(tmp_path: Path, patrolbot: Patrolbot) -> None:
    """What an earlier version left open is closed; a folder with something else in it is named, each time."""
    street = await open_street(tmp_path / "data", "en")
    await street.stack.aclose()
    (tmp_path / "data" / "district.yaml").unlink()
    for other in (False, True, True):
        (tmp_path / "data").chmod(0o755)
        (tmp_path / "data" / "patrol.db").chmod(0o644)
        if other:
            (tmp_path / "data" / "letter.txt").touch()
        with alone_in(tmp_path / "data"):  # so that it ends by itself
            code, said = await patrolbot(TELEGRAM_BOT_TOKEN=TOKEN)
        assert code == 75
        assert stat.S_IMODE((tmp_path / "data" / "patrol.db").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == (0o755 if other else 0o700)
        assert said.count(f"Others on this machine may read {tmp_path}/data;") == other, said
