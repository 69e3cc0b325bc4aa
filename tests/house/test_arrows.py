"""Every arrow points to bot: the contracts hold, and a wrong import is found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

WRONG = [
    ("bot/register/teams.py", "import handlers.process.clock", "Every arrow points to bot"),
    ("bot/register/teams.py", "from storage import store", "Every arrow points to bot"),
    ("bot/register/teams.py", "import telegram", "Every arrow points to bot"),
    ("bot/register/teams.py", "def late():\n    import sqlalchemy", "Every arrow points to bot"),
    ("bot/cases/apply.py", "import httpx", "Every arrow points to bot"),
    (
        "bot/register/teams.py",
        "from bot.app import assembly",
        "Nothing imports those who introduce the rooms to each other",
    ),
    (
        "handlers/process/clock.py",
        "from bot import __main__",
        "Nothing imports those who introduce the rooms to each other",
    ),
    ("handlers/process/clock.py", "import storage.store", "The doors never reach into the memory"),
    ("handlers/telegram/door.py", "import aiosqlite", "The doors never reach into the memory"),
    ("storage/store.py", "import handlers.process.clock", "The memory knows no door"),
    ("storage/rows.py", "from telegram import Bot", "The memory knows no door"),
    ("handlers/drill/world/world.py", "from handlers.drill.world import forums", "No circles among siblings"),
    ("handlers/process/care.py", "from handlers.web import health", "No circles among siblings"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Ask import-linter about the tree in *folder*."""
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [program, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rooms and their contracts, to plant a wrong import in."""
    folder = tmp_path_factory.mktemp("house")
    for room in ("bot", "handlers", "storage"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_arrow_points_to_bot() -> None:
    """The tree as it stands keeps all contracts."""
    said = lint(ROOT)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize(("file", "line", "contract"), WRONG)
def test_a_wrong_import_is_found(copy: Path, file: str, line: str, contract: str) -> None:
    """One import planted where it must not be breaks the contract that forbids it."""
    path = copy / file
    before = path.read_text(encoding="utf8")
    path.write_text(f"{before}\n\n{line}\n", encoding="utf8")
    try:
        said = lint(copy)
    finally:
        path.write_text(before, encoding="utf8")
    assert said.returncode == 1, said.stdout + said.stderr
    assert f"{contract} BROKEN" in said.stdout
