"""The program as the system sees it: ready, alive, one on a folder, stopped by signals, and its unit file."""

import asyncio
import configparser
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import console
from bot.health import figures as health_figures
from bot.words import Words
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.server import DrillServer
from handlers.process import systemd
from handlers.process.clock import SystemClock
from storage.alone import FolderTaken
from storage.lease import LeaseLost, LeaseTaken
from tests.faults.feeding import FILES
from tests.house.tree import ROOT
from tests.stories.conftest import TOKEN

UNIT = ROOT / "docs" / "patrolbot.service"
WORDS = Words(strict=True)


class Ears:
    """What systemd would hear."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(path))
        self.socket.setblocking(False)

    async def hears(self, word: str, within_s: float = 30) -> None:
        """The next word is *word*; others are told in the failure."""
        async with asyncio.timeout(within_s):
            heard = (await asyncio.get_running_loop().sock_recv(self.socket, 200)).decode()
        assert heard == word

    def next_word(self) -> str:
        """What was said already; empty where nothing."""
        with contextlib.suppress(BlockingIOError):
            return self.socket.recv(200).decode()
        return ""


@pytest.fixture
async def api() -> AsyncIterator[DrillServer]:
    """A Bot API server."""
    async with DrillServer(DrillTelegram(SystemClock(), TOKEN)) as server:
        yield server


@pytest.fixture
async def ears(tmp_path: Path) -> AsyncIterator[Ears]:
    """A notify socket."""
    made = Ears(tmp_path / "notify")
    yield made
    made.socket.close()


async def _start(folder: Path, api: DrillServer, **more: str) -> asyncio.subprocess.Process:
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PATROL_", "TELEGRAM_", "DATABASE_"))}
    settings = {
        "PATROL_DATA_DIR": str(folder), "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url,
        "PATROL_LANGUAGE": "en", "PATROL_HTTP_PORT": "0", "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **more,
    }  # fmt: skip
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=folder, env={**plain, **settings},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def test_one_program_from_ready_to_stopping_and_three_that_cannot(
    tmp_path: Path, api: DrillServer, ears: Ears
) -> None:
    """Ready, alive, stopped by SIGTERM. A second on the folder, one on a taken port, one without Telegram beside it."""
    folders = [tmp_path / name for name in ("one", "other", "alone")]
    for folder in folders:
        folder.mkdir()
    (folders[0] / "scratch").mkdir()
    (folders[0] / "scratch" / "openpyxl.left").write_text("what a killed one left")
    first = await _start(folders[0], api, NOTIFY_SOCKET=str(ears.path), WATCHDOG_USEC="900000")
    alone = await _start(folders[2], api, TELEGRAM_API_URL="http://127.0.0.1:1")
    await ears.hears("READY=1")
    await ears.hears("WATCHDOG=1")
    assert list((folders[0] / "scratch").iterdir()) == []
    second = await _start(folders[0], api)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        other = await _start(folders[1], api, PATROL_HTTP_PORT=str(port))
        said = await _said(second, 75)
        taken_by = WORDS.say("en", "folder-taken", folder=str(folders[0]))
        assert (said[0], said[-1]) == (WORDS.say("en", "addresses-already"), taken_by)
        assert "/wall" in said[1]
        assert WORDS.say("en", "port-taken", host="127.0.0.1", port=port) in await _said(other, 1)
    while b"api.unreachable" not in await asyncio.wait_for(alone.stderr.readline(), 20):  # type: ignore[union-attr]
        pass
    alone.send_signal(signal.SIGINT)
    await _said(alone, 0)
    while ears.next_word():
        pass
    await ears.hears("WATCHDOG=1")
    first.send_signal(signal.SIGTERM)
    logged = await _said(first, 0)
    assert "stopping" in "".join(logged)
    while (word := ears.next_word()) == "WATCHDOG=1":
        pass
    assert word == "STOPPING=1"


async def _said(process: asyncio.subprocess.Process, code: int) -> list[str]:
    """The lines of a program that ended with *code*: no traceback, no token."""
    out, err = await asyncio.wait_for(process.communicate(), 30)
    said = (out + err).decode()
    assert process.returncode == code, said
    assert "Traceback" not in said
    assert TOKEN.split(":")[1] not in said
    return said.splitlines()


async def test_the_watchdog_hears_nothing_while_a_restart_may_mend_it(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signs of life stop with the first bad check and come back with the last good one."""
    from dataclasses import replace

    from tests.bot.health.test_health import WELL

    monkeypatch.setenv("NOTIFY_SOCKET", str(ears.path))
    monkeypatch.setenv("WATCHDOG_USEC", "30000")
    seen = [replace(WELL, poll_age_s=9999.0)]

    async def checks() -> tuple[health_figures.Check, ...]:
        return health_figures.checks(seen[0])

    ready = asyncio.Event()
    speaking = systemd.Systemd(checks, ready)
    task = asyncio.create_task(speaking.run())
    await asyncio.sleep(0.05)
    assert not ears.next_word()
    ready.set()
    await ears.hears("READY=1")
    await ears.hears("WATCHDOG=1")
    seen[0] = replace(WELL, tick_age_s=60.0)
    await asyncio.sleep(0.05)
    while ears.next_word():
        pass
    await asyncio.sleep(0.1)
    assert not ears.next_word()
    for well in (WELL, replace(WELL, write_s=None, write_trouble="full", inbox_age_s=90.0, tick_age_s=90.0)):
        seen[0] = well  # on a full disk a new program could not even come up: this one lives on
        for _ in range(2):
            while ears.next_word():
                pass
            await ears.hears("WATCHDOG=1")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    speaking.close()


async def test_a_listener_that_does_not_listen_stops_nothing(ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its queue is full: words are dropped, the loop goes on."""
    from tests.bot.health.test_health import WELL

    monkeypatch.setenv("NOTIFY_SOCKET", str(ears.path))

    async def checks() -> tuple[health_figures.Check, ...]:
        return health_figures.checks(WELL)

    speaking = systemd.Systemd(checks, asyncio.Event())
    for _ in range(2000):
        speaking.stopping()
    speaking.close()
    assert ears.next_word() == "STOPPING=1"


def test_the_watchdog_of_another_process_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is one that is off."""
    for micros, pid, seconds in (("5000000", "", 5), ("5000000", "1", None), ("0", "", None), ("", "", None)):
        monkeypatch.setenv("WATCHDOG_USEC", micros)
        monkeypatch.setenv("WATCHDOG_PID", pid)
        assert systemd._watchdog_s() == seconds


def test_the_unit_says_what_the_program_does() -> None:
    """Notify, watchdog, no limit to the start, no restart for what it cannot mend, told alone to stop."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNIT, encoding="utf8")
    service = unit["Service"]
    told = {"Type": "notify", "TimeoutStartSec": "infinity", "Restart": "always", "RestartPreventExitStatus": "75 78",
            "KillMode": "mixed", "NoNewPrivileges": "yes", "ProtectSystem": "strict", "DynamicUser": "yes"}  # fmt: skip
    assert {name: service[name] for name in told} == told
    assert int(service["WatchdogSec"]) >= 30
    hopeless = {int(code) for code in service["RestartPreventExitStatus"].split()}
    assert hopeless == {console.EX_CONFIG, console.EX_TEMPFAIL}
    ends = {FolderTaken(folder="."): True, LeaseTaken(seconds=30): False, LeaseLost(): False}
    for trouble, is_hopeless in ends.items():
        with pytest.raises(console.Told) as ended, console.told_in("en"):
            raise trouble
        assert (ended.value.code in hopeless) == is_hopeless
        assert ended.value.code == (console.EX_TEMPFAIL if is_hopeless else console.EX_UNAVAILABLE)
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    """Its own check, with the program where it lies here."""
    text = UNIT.read_text(encoding="utf8")
    here = text.replace("/opt/patrolbot/.venv/bin/patrolbot", sys.executable).replace("/opt/patrolbot", str(ROOT))
    copy = tmp_path / "patrolbot.service"
    copy.write_text(here, encoding="utf8")
    program = shutil.which("systemd-analyze")
    assert here.count(sys.executable) == 1
    if program is not None:
        said = subprocess.run([program, "verify", copy], capture_output=True, text=True, check=False, timeout=60)
        ours = [line for line in (said.stdout + said.stderr).splitlines() if "patrolbot.service" in line]
        assert ours == []


async def test_a_file_that_is_being_read_is_left_at_sigterm(tmp_path: Path) -> None:
    """At any line or cell, also as the first program of a container, to which signals mean nothing by default."""
    for name in ("roster.csv", "roster.xlsx"):
        os.mkfifo(tmp_path / name)
    cells = FILES["a million cells"][2]()
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PATROL_", "TELEGRAM_", "DATABASE_"))}
    settings = {"PATROL_LANGUAGE": "en", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    (tmp_path / "district.yaml").write_text("district: {chat_id: -100, name: A, country: CN}\n", encoding="utf8")

    async def importing(*words: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "import", *words, cwd=tmp_path, env={**plain, **settings},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    await _said(await importing("district.yaml"), 0)
    stopped = WORDS.say("en", "import-stopped")
    told = await importing("roster.csv", "--yes")
    with await asyncio.to_thread((tmp_path / "roster.csv").open, "wb"):  # it reads from now on
        told.send_signal(signal.SIGTERM)
        assert (await _said(told, 1))[-1] == stopped
    told = await importing("roster.xlsx", "--yes")
    await asyncio.to_thread((tmp_path / "roster.xlsx").write_bytes, cells)  # it has all of it
    await asyncio.sleep(0.3)
    told.send_signal(signal.SIGTERM)
    assert (await _said(told, 1))[-1] == stopped
