"""The command line as people expect it: versions, help, a check that makes nothing, and an end when it is told to."""

import asyncio
import contextlib
import errno
import os
import signal
import threading
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from bot.__main__ import app
from bot.app import console, settings
from bot.app.settings import WrongSettings
from bot.values.files import ours
from bot.words import Words
from tests.house.tree import ROOT

WORDS = Words(strict=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, from which commands are run in English."""
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_BOT_TOKEN", "DATABASE_URL", "PATROL_DATA_DIR", "PATROL_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATROL_LANGUAGE", "en")
    return tmp_path


def run(*words: str) -> Result:
    """One command."""
    return CliRunner().invoke(app, words)


def test_it_says_which_version_it_is() -> None:
    """As the package is called and numbered."""
    assert run("--version").output == f"patrolbot {metadata.version('patrolbot')}\n"


@pytest.mark.parametrize("words", [("-h",), ("--help",), ("help",)])
def test_help_lists_every_command(words: tuple[str, ...]) -> None:
    """However it is asked for."""
    said = run(*words)
    assert said.exit_code == 0
    assert all(name in said.output for name in ("check", "import", "backup", "restore", "migrate", "drill", "handbook"))


def test_help_of_a_command_is_its_help() -> None:
    """Also of one of several words; of none that there is not."""
    assert "--prune" in run("help", "import").output
    assert run("help", "import").output == run("import", "-h").output.replace("root import", "root import")
    assert "--overwrite" in run("help", "handbook", "export").output
    wrong = run("help", "handbook", "fly")
    assert (wrong.exit_code, "fly" in wrong.output) == (2, True)


def test_a_check_makes_nothing(folder: Path) -> None:
    """Neither the data folder nor the database; where there is one it is counted, and left as it is."""
    said = run("check")
    assert (said.exit_code, list(folder.iterdir())) == (0, [])
    assert WORDS.say("en", "check-database-none", folder="data") in said.output
    assert run("migrate").exit_code == 0
    before = {one.name: one.stat().st_mtime_ns for one in (folder / "data").iterdir()}
    assert WORDS.say("en", "check-database-ok", count=0) in run("check").output
    assert {one.name: one.stat().st_mtime_ns for one in (folder / "data").iterdir()} == before


def test_a_check_tells_the_chat_id_of_each_district(folder: Path) -> None:
    """A file that sets one up has to name it."""
    assert run("import", str(ROOT / "samples" / "dunmorrow" / "district.yaml"), "--yes").exit_code == 0
    assert WORDS.say("en", "check-district", name="Dunmorrow", chat_id="-1001000000002") in run("check").output


@pytest.mark.parametrize(("terminal", "language"), [("en_IE.UTF-8", "en"), ("zh_CN.UTF-8", "zh")])
def test_what_is_said_is_said_in_the_terminals_language(
    folder: Path, terminal: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where none is set: of a handbook that is checked, of a folder that lies open to others."""
    for name in ("PATROL_LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", terminal)
    book = ROOT / "samples" / "dunmorrow" / "handbook.yaml"
    assert {"en": "has no mistakes", "zh": "没有错误"}[language] in run("handbook", "check", str(book)).output
    monkeypatch.setattr(ours, "tightened", lambda *_: [folder])
    console.close_to_others(settings.load())
    assert WORDS.say(language, "data-open", files=str(folder)) in capsys.readouterr().err


def test_a_check_names_a_folder_that_cannot_be_written(folder: Path) -> None:
    """A file stands where the folder would be."""
    (folder / "data").mkdir()
    (folder / "data" / "patrol.db").mkdir()
    assert run("check").exit_code == console.EX_CONFIG


@pytest.mark.parametrize("name", ["TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKN", "BOT_TOKEN", "telegram_bottoken"])
def test_a_misspelt_token_starts_nothing(folder: Path, name: str) -> None:
    """The drill ground would open instead of the bot, and nobody would see why."""
    (folder / ".env").write_text(f"{name}=123:abc\n")
    with pytest.raises(WrongSettings) as wrong:
        settings.load()
    assert wrong.value.mistakes == ((name, "setting-token-misspelt"),)
    said = run()
    assert said.exit_code == console.EX_CONFIG
    assert "123:abc" not in said.output


def test_with_the_right_token_another_name_is_anybodys(folder: Path) -> None:
    """Another program's token in the same file is none of our business; one line says that it means nothing."""
    (folder / ".env").write_text("TELEGRAM_BOT_TOKEN=1:a\nTELEGRAM_TOKEN=2:b\nDATABASE=x\nEDITOR=vi\nHOME_URL=y\n")
    settings.load()
    assert settings.look_alikes() == [("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"), ("DATABASE", "DATABASE_URL")]


def test_what_looks_like_a_setting_is_said_in_one_line(folder: Path) -> None:
    """And the command goes on."""
    (folder / ".env").write_text("DATABASE=x\n")
    said = run("check")
    assert said.exit_code == 0
    assert WORDS.say("en", "setting-looks-like", name="DATABASE", meant="DATABASE_URL") in said.output


def test_a_persons_id_is_no_group(folder: Path) -> None:
    """It would make a district that no message ever reaches."""
    (folder / "d.yaml").write_text("district: {chat_id: 1001, name: D}\n")
    said = run("import", "d.yaml", "--yes")
    assert said.exit_code == 1
    assert WORDS.say("en", "file-wants-group", line=1, field="chat_id", value="1001") in said.output


async def test_work_in_a_thread_ends_at_its_next_word() -> None:
    """Whoever stops it waits until it has tidied up."""
    begun, tidied = threading.Event(), []

    def works(tells: Callable[[float], None]) -> None:
        try:
            while True:
                tells(0.5)
                begun.set()
                time.sleep(0.001)
        finally:
            tidied.append(True)

    task = asyncio.create_task(console.in_thread(works, lambda _: None))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert tidied == [True]


async def test_what_a_thread_finds_and_trips_over_comes_back() -> None:
    """As if it had been called."""
    assert await console.in_thread(lambda _: 42, lambda _: None) == 42
    with pytest.raises(ZeroDivisionError):
        await console.in_thread(lambda _: 1 // 0, lambda _: None)


def test_a_signal_leaves_what_may_be_left(capsys: pytest.CaptureFixture[str]) -> None:
    """What stands in it is tidied up, a sentence is said, and the exit code is that of an error."""
    before, tidied = signal.getsignal(signal.SIGTERM), []
    with pytest.raises(console.Told) as told, console.stoppable("en", "copy-stopped"):
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
        finally:
            tidied.append(True)
    assert (told.value.code, tidied) == (1, [True])
    assert capsys.readouterr().err.strip() == WORDS.say("en", "copy-stopped")
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.parametrize(("trouble", "ends"), [(errno.ENOSPC, False), (errno.EDQUOT, False), (errno.EIO, True)])
def test_a_sentence_that_finds_no_room_ends_nothing(trouble: int, ends: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program whose output goes into a file on a full disk goes on; another trouble of its terminal is told."""

    def refuse(*_given: object, **_facts: object) -> None:
        raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr(typer, "echo", refuse)
    with pytest.raises(OSError, match=os.strerror(trouble)) if ends else contextlib.nullcontext():
        console.say("en", "started", name="patrolbot")
