"""One program for a data folder: a second is refused, and a lock never outlives its program."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage.alone import FolderTaken, alone_in
from storage.trouble import UnwritableData
from tests.house.tree import ROOT

HOLD = "import sys, pathlib; from storage.alone import alone_in\n"
HOLD += "with alone_in(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"


def test_the_lock_of_a_killed_program_is_free(tmp_path: Path) -> None:
    """While it lives a second is refused; after a kill -9 the next holds the folder at once."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(FolderTaken) as refused, alone_in(tmp_path):
            pass
        assert refused.value.facts == {"folder": str(tmp_path)}
        holder.kill()
        holder.wait()
        with alone_in(tmp_path):
            pass


def test_a_folder_is_free_again_when_the_work_ends_and_also_when_it_fails(tmp_path: Path) -> None:
    """Twice in a row, with trouble between; the folder is made where it is missing."""
    folder = tmp_path / "new" / "data"
    with pytest.raises(ZeroDivisionError), alone_in(folder):
        raise ZeroDivisionError
    with alone_in(folder), pytest.raises(FolderTaken), alone_in(folder):
        pass


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableData), alone_in(tmp_path / "file"):
        pass
