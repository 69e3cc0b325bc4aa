"""What the program writes: for us alone whatever the umask says, whole, and over nothing."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.values.files import ours
from handlers.process import disk
from storage.migrate import BACKUPS
from tests.house.tree import ROOT

MADE = re.compile(r'^(FILE|FOLDER) = "(.+)"$', re.MULTILINE)


def modes(folder: Path) -> dict[str, int]:
    """Of the folder and of all in it."""
    return {one.name: stat.S_IMODE(one.stat().st_mode) for one in (folder, *folder.rglob("*"))}


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """A machine on which whatever is made may be read and written by everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_to_all")
def test_whatever_is_made_is_for_us_alone(tmp_path: Path) -> None:
    """Each missing folder too, and a file that takes the place of an open one."""
    made = tmp_path / "a"
    ours.folder(made / "b" / "c")
    ours.new(made / "new").close()
    (made / "written").touch(0o644)
    ours.write(made / "written", b"x", at=1e9)
    ours.put(ours.beside(made / "put"), made / "put", over=False)
    folders = dict.fromkeys(("a", "b", "c"), 0o700)
    assert modes(made) == {**folders, **dict.fromkeys(("new", "written", "put"), 0o600)}
    assert (made / "written").stat().st_mtime == 1e9
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        ours.folder(tmp_path / "file")


def test_what_came_meanwhile_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look and the end somebody else's file came, also a link to nowhere; with or without hard links."""

    def no_links(*_about: object) -> None:
        raise PermissionError

    for n in range(2):
        target, link = tmp_path / f"target{n}", tmp_path / f"link{n}"
        part = ours.beside(target)
        target.write_text("theirs")
        link.symlink_to("nowhere")
        for there in (target, link):
            with pytest.raises(FileExistsError):
                ours.put(part, there, over=False)
        assert target.read_text() == "theirs"
        ours.put(part, target, over=True)
        assert target.read_text() == ""
        ours.put(ours.beside(target), tmp_path / f"fresh{n}", over=False)
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    assert not list(tmp_path.glob(".*"))


def test_a_part_is_nobody_elses_file_and_what_was_left_of_one_goes(tmp_path: Path) -> None:
    """Two that write the same file have a part each; one that a kill left goes an hour later."""
    target = tmp_path / "copy[1].db"
    theirs = tmp_path / "copy[1].db.part"
    theirs.write_text("theirs")
    first, second = ours.beside(target), ours.beside(target)
    assert len({first, second, theirs}) == 3
    long_ago = first.stat().st_mtime - 2 * ours.LEFT_BEHIND_S
    os.utime(first, (long_ago, long_ago))
    os.utime(theirs, (long_ago, long_ago))
    third = ours.beside(target)
    assert sorted(tmp_path.iterdir()) == sorted([second, third, theirs])


def test_which_files_belong_to_the_folder(tmp_path: Path) -> None:
    """The database by whatever name, all that lies in the folder, and what would come there."""
    data = tmp_path / "data"
    (data / "photos").mkdir(parents=True)
    database, elsewhere = data / "patrol.db", tmp_path / "other" / "far.db"
    elsewhere.parent.mkdir()
    for file in (database, elsewhere, data / "notes.txt", tmp_path / "free.db"):
        file.touch()
    (tmp_path / "same.db").hardlink_to(database)
    (tmp_path / "link.db").symlink_to(database)
    (tmp_path / "way").symlink_to(data)
    belong = ("data/patrol.db", "data/patrol.db-wal", "same.db", "link.db", "way/patrol.db-journal", "data/notes.txt",
              "data/webhooks.key", "data/photos/copy.db", "data")  # fmt: skip
    assert [name for name in belong if not ours.belongs(tmp_path / name, data, database)] == []
    free = ("free.db", "data/copy.db", "data/backups/mine.db", "other/far.db", "nowhere/x.db")
    assert [name for name in free if ours.belongs(tmp_path / name, data, database)] == []
    assert ours.belongs(elsewhere, data, elsewhere)
    assert ours.belongs(tmp_path / "other" / "far.db-wal", data, elsewhere)


def test_all_that_the_program_makes_in_its_folder_is_known(tmp_path: Path) -> None:
    """What a module calls its ``FILE`` or ``FOLDER`` belongs to it before it is there, and is closed to others."""
    sources = [
        one.read_text(encoding="utf8") for room in ("bot", "handlers", "storage") for one in (ROOT / room).rglob("*.py")
    ]
    made = {name: kind for text in sources for kind, name in MADE.findall(text)}
    made |= {BACKUPS: "FOLDER", disk.GIVEN_UP: "FILE"}
    assert made == dict.fromkeys(ours.NAMES, "FILE") | dict.fromkeys(ours.FOLDERS, "FOLDER")
    data = tmp_path / "data"
    data.mkdir()
    assert [name for name in made if not ours.belongs(data / name, data, None)] == []
    for name, kind in made.items():
        (data / name).mkdir() if kind == "FOLDER" else (data / name).touch()
    for one in (data, *data.iterdir()):
        one.chmod(0o755 if one.is_dir() else 0o644)
    assert ours.tightened(data, None) == []
    closed = {"FOLDER": 0o700, "FILE": 0o600}
    assert modes(data) == {"data": 0o700, **{name: closed[kind] for name, kind in made.items()}}
    assert [one for one in ours.FOLDERS if ours.belongs(data / one / "copy.db", data, None)] == [
        one for one in ours.FOLDERS if one != BACKUPS
    ]


def test_an_older_folder_is_closed_if_it_is_ours_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it; where something else lies in it only our own, and the folder is named, as is what another owns."""
    data = tmp_path / "data"
    (data / "photos").mkdir(parents=True)
    names = ("patrol.db", "patrol.db-wal", "patrol.lock", "webhooks.key", "patrol.before-restore-20260302-010000.db")
    for name in names:
        (data / name).touch()
    for one in (data, *data.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
    assert ours.tightened(data, data / "patrol.db") == []
    closed = {"data": 0o700, "photos": 0o700, **dict.fromkeys(names, 0o600)}
    assert modes(data) == closed
    (data / "letter.txt").touch(0o644)
    data.chmod(0o755)
    (data / "patrol.db").chmod(0o644)
    assert ours.tightened(data, data / "patrol.db") == [data]
    assert modes(data) == {**closed, "data": 0o755, "letter.txt": 0o644}
    data.chmod(0o700)
    assert ours.tightened(data, data / "patrol.db") == []
    (data / "patrol.db").chmod(0o644)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert ours.tightened(data, data / "patrol.db") == [data / "patrol.db"]
    assert ours.tightened(tmp_path / "none", None) == []
