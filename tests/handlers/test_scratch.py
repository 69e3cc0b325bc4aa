"""Temporary files: beside the data, and gone with the next start."""

import io
import stat
import tempfile
from pathlib import Path

import pytest

from handlers.documents.spreadsheets import XlsxRows
from handlers.process import scratch


@pytest.fixture(autouse=True)
def _the_system_has_its_own_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)


def test_of_a_sheet_that_was_being_written_nothing_outlives_a_kill(tmp_path: Path) -> None:
    """Its rows lie in a file of the library until the book is whole: where we delete it, and for us alone."""
    scratch.use(tmp_path)
    sheet = XlsxRows(io.BytesIO(), ["name"], "x")
    sheet.add([["Old Wang"]] * 3)
    [left] = (tmp_path / scratch.FOLDER).iterdir()
    assert (stat.S_IMODE(left.stat().st_mode), stat.S_IMODE(left.parent.stat().st_mode)) == (0o600, 0o700)
    scratch.use(tmp_path)
    assert list(left.parent.iterdir()) == []
    with pytest.raises(FileNotFoundError):
        sheet.leave()


def test_a_start_needs_no_temporary_files(tmp_path: Path) -> None:
    """Where no folder can be made they lie where the system has them."""
    (tmp_path / scratch.FOLDER).write_bytes(b"in the way")
    scratch.use(tmp_path)
    assert not Path(tempfile.gettempdir()).is_relative_to(tmp_path)
