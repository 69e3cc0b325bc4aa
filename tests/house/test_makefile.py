"""The few commands that everybody uses."""

import importlib
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT

TARGETS = ("run", "test", "test-long", "check", "bench", "pictures", "lock")


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Call make in *folder*, without the variables of a make that may be running this test."""
    return subprocess.run(
        ["make", "-C", str(folder), "--no-print-directory", *words],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )


def test_help_lists_every_target() -> None:
    """``make`` alone says what there is."""
    said = make(ROOT).stdout
    assert {line.split()[0] for line in said.splitlines()} == {"help", *TARGETS}
    assert all(len(line.split()) > 2 for line in said.splitlines())


@pytest.mark.parametrize("target", TARGETS)
def test_a_python_that_is_too_old_gets_one_sentence(tmp_path: Path, target: str) -> None:
    """It names what is needed and how to say which Python to use; nothing is set up."""
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf8")
    old.chmod(0o755)
    for python in (str(old), "", "/no/such/python"):
        said = make(tmp_path, target, f"PYTHON={python}")
        assert said.returncode != 0
        assert said.stdout.startswith("Patrolbot needs Python 3.11 or newer")
        assert len(said.stdout.splitlines()) == 1
        assert not (tmp_path / ".venv").exists()


def test_every_bench_can_begin() -> None:
    """What they measure goes on changing, and nobody runs them for weeks."""
    benches = [importlib.import_module(f"benchmarks.{file.stem}") for file in (ROOT / "benchmarks").glob("[!_]*.py")]
    assert benches
    assert [one.__name__ for one in benches if not callable(getattr(one, "main", None))] == []
