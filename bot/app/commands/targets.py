"""Files that commands write where somebody says: over nothing unasked, over nothing of ours, whole or not there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.app.settings import Settings
from bot.values.files import ours
from bot.values.refused import Refused
from storage.engine import sqlite_file


def must_be_free(chosen: Settings, file: Path, *, overwrite: bool) -> None:
    """Refused where *file* belongs to the folder of the data, or is there and may not be written over."""
    if ours.belongs(file, chosen.patrol_data_dir, sqlite_file(chosen.database)):
        raise Refused("copy-target-ours", file=str(file))
    if file.is_dir() or (os.path.lexists(file) and not overwrite):
        raise Refused("handbook-export-there", file=str(file))


@contextmanager
def written_whole(file: Path, *, overwrite: bool) -> Iterator[Path]:
    """A file beside *file* to write into; it takes its place only when it is whole. Refused where it cannot."""
    part: Path | None = None
    try:
        part = ours.beside(file)
        yield part
        ours.put(part, file, over=overwrite)
    except FileExistsError:
        raise Refused("handbook-export-there", file=str(file)) from None
    except OSError as trouble:
        raise Refused("handbook-export-unwritable", file=str(file)) from trouble
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
