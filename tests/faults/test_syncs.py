"""What is committed has been handed to the disk: the system calls are counted, not believed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

SYNC = re.compile(r"\b(?:fsync|fdatasync)\(\d+")


@pytest.mark.long
def test_every_commit_is_synced(tmp_path: Path) -> None:
    """A thousand more commits cost at least a thousand more syncs."""
    assert _syncs(tmp_path / "many", 1050) - _syncs(tmp_path / "few", 50) >= 1000


def _syncs(folder: Path, commits: int) -> int:
    strace = shutil.which("strace")
    assert strace, "strace is needed to count the syncs: install it"
    folder.mkdir()
    told = folder / "calls"
    child = [sys.executable, "-m", "tests.faults.committing", str(folder), str(commits)]
    trace = [strace, "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(told)]
    subprocess.run([*trace, *child], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, timeout=300)
    return len(SYNC.findall(told.read_text()))
