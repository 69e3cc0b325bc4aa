"""The command line's copies, as an operator uses them: beside the running bot, put back, and audited."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.alone import alone_in
from storage.library import sqlite3
from tests.programs import Programs
from tests.stories.conftest import GROUP, open_street

Patrolbot = Callable[..., Awaitable[tuple[int, str]]]
"""The program with its words: its exit code and what it printed."""


@pytest.fixture
def patrolbot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, programs: Programs) -> Patrolbot:
    """On the street's own database, in a process of its own."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    settings = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/patrol.db", "PATROL_DATA_DIR": str(tmp_path),
        "PATROL_LANGUAGE": "en",
    }  # fmt: skip

    async def run(*said: str) -> tuple[int, str]:
        done = await asyncio.to_thread(programs.run, tmp_path, *said, **settings)
        return done.returncode, done.stdout + done.stderr

    return run


async def test_a_copy_is_put_back_and_nothing_old_is_said_again(tmp_path: Path, patrolbot: Patrolbot) -> None:
    """A case is copied while it runs; later it is closed; put back it is open again, and people hear no old letter."""
    street = await open_street(tmp_path, "en")
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

        with alone_in(tmp_path):
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
    street = await open_street(tmp_path, "en")
    copy = tmp_path / "kept" / "copy.db"
    try:
        first = await street.report()
        assert (await patrolbot("backup", str(copy)))[0] == 0
        street.captain.say(1001, f"/cancel {first} nothing there")
        await street.sure(1001)
        second = await street.report()
        assert second != first
    finally:
        await street.stack.aclose()
    file = tmp_path / "patrol.db"
    before = file.read_bytes()
    shown_code, shown = await patrolbot("restore", str(copy), "--show")
    refused_code, refused = await patrolbot("restore", str(copy))
    assert (shown_code, refused_code) == (0, 1)
    for said in (shown, refused):
        assert "1 case came in and 1 changed" in said
        assert re.search(rf"#{first} · \S+ \S+ · sent → cancelled · ", said), said
        assert re.search(rf"#{second} · \S+ \S+ · new, sent · ", said), said
    assert "--yes" in refused
    assert file.read_bytes() == before
    assert (await patrolbot("restore", str(copy), "--yes"))[0] == 0
    code, said = await patrolbot("restore", str(copy))
    assert code == 0, said
    assert "No case came in or changed" in said


async def test_a_damaged_database_is_put_back_over_with_yes(tmp_path: Path, patrolbot: Patrolbot) -> None:
    """What it held cannot be listed, which is said."""
    street = await open_street(tmp_path, "en")
    copy = tmp_path / "kept" / "copy.db"
    try:
        await street.report()
        assert (await patrolbot("backup", str(copy)))[0] == 0
    finally:
        await street.stack.aclose()
    (tmp_path / "patrol.db").write_bytes(b"no database" * 1000)
    code, said = await patrolbot("restore", str(copy))
    assert code == 1
    assert "cannot be listed" in said
    code, said = await patrolbot("restore", str(copy), "--yes")
    assert code == 0, said
    [kept] = tmp_path.glob("patrol.before-restore-*.db")
    assert kept.read_bytes().startswith(b"no database")
    assert (await patrolbot("audit", "verify"))[0] == 0


async def test_the_audit_names_the_first_bad_line(tmp_path: Path, patrolbot: Patrolbot) -> None:
    """Whole: one line a district and exit 0. Changed by somebody who takes the guards away: the line, and exit 1."""
    street = await open_street(tmp_path, "en")
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
    with closing(sqlite3.connect(tmp_path / "patrol.db")) as raw:
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
