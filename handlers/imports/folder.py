"""Where files that were sent lie while they are looked at: a folder for nobody else, names of our own."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from bot.places.files import rows
from bot.places.importing.port import Import
from bot.values.files import ours

FOLDER = "imports"
"""Where they lie, in the folder of the data."""

log = structlog.get_logger()


class Folder:
    """Files by the number of their import: what was sent, and the sheet of its mistakes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lent: set[str] = set()

    @contextmanager
    def lent(self, *names: str) -> Iterator[None]:
        """As long as this lasts these files are being read or written: whoever cleans leaves them."""
        self._lent.update(names)
        try:
            yield
        finally:
            self._lent.difference_update(names)

    def file(self, one: Import) -> Path:
        """The file as it was sent, under an ending that says what it is."""
        end = Path(one.file_name).suffix.lower()
        return self.folder / f"{one.id:d}{end if end in rows.ENDS else '.csv'}"

    def sheet(self, import_id: int) -> Path:
        """The sheet of its mistakes."""
        return self.folder / f"{import_id:d}-mistakes.xlsx"

    def keep(self, one: Import, data: bytes) -> None:
        """Write what was sent."""
        self.lay(self.file(one).name, data)

    def lay(self, name: str, data: bytes) -> Path:
        """Write a file under a name of our own, in the place of one that was there."""
        ours.folder(self.folder)
        path = self.folder / name
        path.unlink(missing_ok=True)
        with ours.new(path) as out:
            out.write(data)
        return path

    def clean(self, wanted: Collection[int]) -> int:
        """Delete every file but those of *wanted*, and those that are lent; how many went."""
        files = list(self.folder.iterdir()) if self.folder.is_dir() else []
        gone = 0
        for file in files:
            head = file.name.split("-")[0].split(".")[0]
            if file.name in self._lent or (head.isdecimal() and int(head) in wanted):
                continue
            try:
                file.unlink(missing_ok=True)
                gone += 1
            except OSError as trouble:
                log.warning("import.not_deleted", file=file.name, error=type(trouble).__name__)
        return gone
