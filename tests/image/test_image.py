"""The image, built anew and run: ready, its root closed, stopped within ten seconds, and no report is lost by that."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import SqlStore
from tests.faults.harness import Town
from tests.image.building import PLACE_OF_AUTHORITIES, Built, Workshop, missing, stop

pytestmark = pytest.mark.long

STOPS_WITHIN_S = 10
READY_WITHIN_S = 60


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Built once; its folder, a gigabyte, goes away with it."""
    if lacking := missing():
        pytest.fail(f"The image cannot be built here: this needs {' and '.join(lacking)}.", pytrace=False)
    workshop = Workshop(tmp_path_factory.mktemp("image"))
    try:
        workshop.base()
        yield workshop.image()
    finally:
        shutil.rmtree(workshop.folder, ignore_errors=True)


@pytest.fixture
def volume(tmp_path: Path, image: Built) -> Path:
    """An empty folder that belongs to the image's user."""
    made = tmp_path / "data"
    made.mkdir()
    _give(made, image)
    return made


def _give(path: Path, image: Built) -> None:
    user, group = map(int, image.config["User"].split(":"))
    os.chown(path, user, group)


def _free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def _ready(port: str) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)
    except OSError:
        return 0, {}


async def _becomes_ready(port: str) -> None:
    until = time.monotonic() + READY_WITHIN_S
    found: tuple[int, dict[str, object]] = (0, {})
    while time.monotonic() < until and found[0] != 200:
        await asyncio.sleep(0.2)
        found = await asyncio.to_thread(_ready, port)
    assert found[0] == 200, found


def test_it_is_nobody_s_and_has_one_volume(image: Built) -> None:
    """Not root, one folder to write in, a health check, and the signal that the program ends on in order."""
    assert image.config["User"] == "10001:10001"
    assert list(image.config["Volumes"]) == ["/data"]
    assert image.config["Healthcheck"]["Test"] == ["CMD", "python", "docker/alive.py"]
    assert image.config["StopSignal"] == "SIGTERM"
    assert image.config["Entrypoint"] == ["patrolbot"]


def test_nothing_of_the_machine_that_built_it_is_in_it(image: Built) -> None:
    """No settings of pip, no authorities of its own, no tools that only build, no tests, no history."""
    assert not (image.root / "etc" / "pip.conf").exists()
    assert not (image.root / PLACE_OF_AUTHORITIES.lstrip("/")).exists()
    assert not any("pip.conf" in step or "PIP_" in step for step in image.steps)
    inside = {path.name for path in (image.root / "opt" / "patrolbot").iterdir()}
    assert inside == {
        ".venv",
        "LICENSE",
        "README.md",
        "bot",
        "docker",
        "handlers",
        "pyproject.toml",
        "requirements.in",
        "requirements.lock",
        "samples",
        "storage",
    }
    brought = {path.name for path in (image.root / "opt" / "patrolbot" / ".venv").glob("lib/*/site-packages/*")}
    assert {"telegram", "sqlalchemy"} <= brought
    assert not brought & {"pytest", "mypy", "playwright"}


def test_it_writes_nowhere_but_in_its_volume(image: Built, volume: Path) -> None:
    """Neither its own program nor the system; what it makes in the volume is its user's alone."""
    for place in ("/opt/patrolbot/bot/x", "/etc/x", "/x"):
        code, said = image.run(volume, program=["python", "-c", f"open('{place}', 'w')"])
        assert code == 1
        assert "Read-only file system" in said or "Permission denied" in said
    code, said = image.run(volume, program=["id", "-u"])
    assert (code, said.strip()) == (0, "10001")
    code, said = image.run(volume, "check", PATROL_LANGUAGE="en")
    assert code == 0, said
    assert "drill ground" in said
    assert list(volume.iterdir()) == []


def test_it_says_that_it_is_dead(image: Built, volume: Path) -> None:
    """The health check of a container in which nothing answers."""
    code, said = image.run(volume, program=image.config["Healthcheck"]["Test"][1:], PATROL_HTTP_PORT=_free_port())
    assert code == 1
    assert "refused" in said


async def test_it_is_stopped_within_ten_seconds_and_loses_no_report(image: Built, volume: Path) -> None:
    """Three times in the middle of a busy hour; at the end every pin has exactly one case, nothing twice in silence."""
    town, port = Town(volume, seed=18), _free_port()
    (volume / "district.yaml").write_text(town.quarters[0].file(), encoding="utf8")
    _give(volume / "district.yaml", image)
    async with town.server:
        given = town.environment()
        settings = {name: given[name] for name in given if name.startswith(("TELEGRAM", "PATROL"))}
        settings |= {"PATROL_DATA_DIR": "/data", "PATROL_HTTP_PORT": port, "PATROL_HTTP_HOST": "127.0.0.1"}
        code, said = await asyncio.to_thread(
            image.run, volume, "import", "/data/district.yaml", "--yes", PATROL_LANGUAGE="en"
        )
        assert code == 0, said
        town.begin_duty()
        for _ in range(3):
            program = image.start(volume, **settings)
            try:
                await _becomes_ready(port)
                alive = await asyncio.to_thread(
                    image.run, volume, program=image.config["Healthcheck"]["Test"][1:], PATROL_HTTP_PORT=port
                )
                assert alive[0] == 0, alive
                await town.live(3)
                town.report()
                assert await asyncio.to_thread(stop, program, STOPS_WITHIN_S) == 0
            finally:
                program.kill()
                program.communicate()
        program = image.start(volume, **settings)
        try:
            await _becomes_ready(port)
            await town.rest()
            assert await asyncio.to_thread(stop, program, STOPS_WITHIN_S) == 0
        finally:
            program.kill()
            program.communicate()
        await town.bury()
    verdict = town.compare()  # what came due while it was being stopped is decided at the next start
    assert (verdict.lost, verdict.doubled, verdict.second_leads, verdict.unmarked) == ([], [], [], [])
    assert len(town.pins) > 3
    store = await SqlStore.open(f"sqlite+aiosqlite:///{town.database}")
    assert await store.verify(1) is None
    await store.close()


def test_the_backup_job_s_command_works_in_it(image: Built, volume: Path) -> None:
    """A checked copy, made by the image's own program."""
    code, said = image.run(volume, "migrate", PATROL_LANGUAGE="en")
    assert code == 0, said
    code, said = image.run(volume, "backup", "--overwrite", "/data/copy.db", PATROL_LANGUAGE="en")
    assert code == 0, said
    assert (
        subprocess.run(["stat", "-c", "%a", str(volume / "copy.db")], capture_output=True, check=True).stdout
        == b"600\n"
    )
