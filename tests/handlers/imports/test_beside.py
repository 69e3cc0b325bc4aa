"""A file of places looked at and brought in, and a form read, by a process of its own."""

import asyncio
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.app.places.runs import MODULE
from bot.checklists import model
from bot.places.register import PLACES
from bot.register.districts import District
from handlers.imports.folder import Folder
from handlers.imports.forms import Forms
from handlers.imports.runs import Asked, Beside, Killed
from storage.store import SqlStore
from tests.bot.checklists import forms


async def test_a_process_of_its_own_brings_places_in(tmp_path: Path) -> None:
    """It is asked on its input, tells on its output, and has ended when it has told."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'patrol.db'}"
    store = await SqlStore.open(url)
    async with store.begin() as tx:
        district = await tx.districts.add(District(-100, "D", "zh", "Asia/Shanghai", {}, created_at=datetime.now(UTC)))
    file = tmp_path / "1.csv"
    file.write_text("code,name,lat,lon\n" + "\n".join(f"P{n},店{n},30.3,120.2" for n in range(300)), encoding="utf8")
    heard: list[float] = []
    asked = Asked(str(file), "a.csv", str(tmp_path / "s.xlsx"), district.id, 7, "zh", "chat-1", writes=True)
    told = await Beside(MODULE, url)(asked, heard.append)
    assert told == {"lines": [["places-done", {"new": 300, "changed": 0, "gone": 0}]]}
    assert heard[-1] == 1.0
    async with store.look() as tx:
        assert await tx[PLACES].count(district.id) == 300
    await store.close()


async def test_a_process_of_its_own_reads_a_form(tmp_path: Path) -> None:
    """What it tells is the list as it is kept; every mistake of one that is wrong comes at once."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'patrol.db'}"
    store = await SqlStore.open(url)
    async with store.begin() as tx:
        district = await tx.districts.add(District(-100, "D", "zh", "Asia/Shanghai", {}, created_at=datetime.now(UTC)))
    await store.close()
    made = forms.sheets()
    asked = Asked(str(forms.as_file(made, tmp_path)), "a.xlsx", "", district.id, 7, "zh", "chat-1", about="lists")
    told = await Beside(MODULE, url)(asked, lambda _: None)
    assert (model.read(told["list"], 0), told["lines"]) == (forms.SHOP, [])
    for row in (3, 6, 7, 8):
        forms.put(made, row, "limit", "soon")
    forms.as_file(made, tmp_path)
    told = await Beside(MODULE, url)(asked, lambda _: None)
    assert told["refused"] and [facts["line"] for _, facts in told["lines"]] == [3, 6, 7, 8]


@pytest.mark.parametrize("trouble", [Killed("by signal 9"), TimeoutError()])
async def test_a_form_whose_reading_was_ended_is_refused(tmp_path: Path, trouble: OSError) -> None:
    """There was no memory for it, or it took too long: the page hears a sentence, and nothing of it stays."""

    async def ended(asked: Asked, _progress: object) -> dict[str, object]:
        assert Path(asked.file).exists()
        raise trouble

    imports: Any = SimpleNamespace(folder=Folder(tmp_path), has_room=lambda: True, runner=ended)
    told = await Forms(lambda: imports).looked(b"form", "a.xlsx", 1, 7, "zh")
    assert told == {"refused": True, "lines": [("places-file-failed", {})]}
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]


async def test_a_file_that_hangs_gives_up_its_turn(tmp_path: Path) -> None:
    """Others wait behind it."""
    asked = Asked(str(tmp_path / "1.csv"), "a.csv", "", 1, 7, "zh", "chat-1")
    with pytest.raises(TimeoutError):
        await Beside("tests.handlers.imports.hanging", "sqlite+aiosqlite://", silent_s=0.5)(asked, lambda _: None)


async def test_ctrl_c_at_the_terminal_is_for_the_bot(tmp_path: Path) -> None:
    """The process that reads is in a session of its own; one that somebody else ends is known to have been killed."""
    asked = Asked(str(tmp_path / "1.csv"), "a.csv", "", 1, 7, "zh", "chat-1")
    reading = asyncio.create_task(
        Beside("tests.handlers.imports.hanging", "sqlite+aiosqlite://")(asked, lambda _: None)
    )
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = set(children.read_text(encoding="utf8").split())
    async with asyncio.timeout(30):
        while not (begun := {*children.read_text(encoding="utf8").split()} - before):
            await asyncio.sleep(0.01)
    [pid] = map(int, begun)
    assert os.getsid(pid) == pid != os.getsid(0)
    os.kill(pid, signal.SIGTERM)
    with pytest.raises(Killed):
        await reading


def test_a_file_that_is_being_read_is_not_cleaned_away(tmp_path: Path) -> None:
    """Nor one that is still wanted; all others go."""
    folder = Folder(tmp_path / "imports")
    for name in ("1.csv", "2.csv", "page-ab.xlsx", "page-cd.xlsx"):
        folder.lay(name, b"x")
    with folder.lent("page-ab.xlsx"):
        assert folder.clean({2}) == 2
    assert sorted(one.name for one in folder.folder.iterdir()) == ["2.csv", "page-ab.xlsx"]
    assert folder.clean({2}) == 1
