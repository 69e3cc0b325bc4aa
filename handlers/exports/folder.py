"""Where files of exports lie: a folder for nobody else, names of our own, whole or not there."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import BinaryIO

import structlog

from bot.exports.port import Export
from bot.values.files import ours

FOLDER = "exports"
"""Where they lie, in the folder of the data."""

PART = ".part"

log = structlog.get_logger()


class Folder:
    """Files by the number of their export."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, export: Export) -> Path:
        """Where the file of *export* lies, if it does."""
        return self.folder / f"{export.id:d}.{export.format}"

    def new(self, export: Export) -> BinaryIO:
        """The file that is being written; what was left of an earlier try is gone."""
        ours.folder(self.folder)
        part = self._part(export)
        part.unlink(missing_ok=True)
        return ours.new(part)

    def whole(self, export: Export) -> int:
        """It is written: it appears under its name; returns its bytes."""
        return self._part(export).replace(self.file(export)).stat().st_size

    def _part(self, export: Export) -> Path:
        return self.folder / f"{export.id:d}{PART}"

    def delete(self, export: Export) -> None:
        """Whatever there is of it; never raises, what cannot be deleted now goes with the next cleaning."""
        _delete((self.file(export), self._part(export)))

    def numbers(self) -> set[int]:
        """Exports of which something lies here."""
        files = self.folder.iterdir() if self.folder.is_dir() else ()
        return {int(file.stem) for file in files if file.stem.isdecimal()}

    def clean(self, numbers: Collection[int]) -> int:
        """Delete the files of these exports, and what is no file of ours; how many went."""
        files = list(self.folder.iterdir()) if self.folder.is_dir() else []
        gone = [file for file in files if not file.stem.isdecimal() or int(file.stem) in numbers]
        _delete(gone)
        return len(gone)


def _delete(files: Iterable[Path]) -> None:
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as trouble:
            log.warning("export.not_deleted", file=file.name, error=type(trouble).__name__)
