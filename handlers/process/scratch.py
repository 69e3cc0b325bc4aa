"""Where what is needed for a moment lies: beside the data, for us alone, gone with the next start at the latest.

A library that writes a sheet keeps its rows in a file until the book is whole. In the folder of the system the names
and words of a year would lie for ever after a kill in the middle.
"""

import tempfile
from pathlib import Path

import structlog

from bot.values.files import ours

FOLDER = "scratch"

log = structlog.get_logger()


def use(data: Path) -> None:
    """Have every temporary file of this program lie below *data*; what one that was killed left there goes.

    For the one program that runs on *data*, before anything else of it does. Where no folder can be made, as on a full
    disk, files lie where the system has them: a start needs none.
    """
    folder = data / FOLDER
    try:
        ours.folder(folder)
        for left in folder.iterdir():
            left.unlink()
    except OSError as trouble:
        log.warning("scratch.not_cleaned", error=type(trouble).__name__)
    tempfile.tempdir = str(folder) if folder.is_dir() else None
