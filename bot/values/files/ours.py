"""Files that the program writes: for nobody else's eyes, whole or not there, and over nothing unasked."""

import os
import stat
from contextlib import suppress
from glob import escape
from io import FileIO
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

FOR_US, FOLDER_FOR_US = 0o600, 0o700
OTHERS = 0o077
"""What others may do with a file, of its mode."""

PART = ".part"
LEFT_BEHIND_S = 3600.0
"""A part that nobody has written to for so long is left of a program that was killed."""

BACKUPS = "backups"
NAMES = ("patrol.lock", "webhooks.key", "hash.key", "addresses.json", "ballast", "ballast.given-up")
FOLDERS = ("photos", "place-photos", "exports", "imports", "drill", "scratch", BACKUPS)
"""What the program makes in the folder of the data: a module's ``FILE`` or ``FOLDER`` (a test compares them)."""

JOURNALS = ("-journal", "-wal", "-shm")
"""What may lie beside a database while it is used."""


def folder(path: Path) -> None:
    """Have it be there; what of it is missing is made for us alone."""
    for missing in reversed([one for one in path.parents if not one.exists()]):
        missing.mkdir(mode=FOLDER_FOR_US, exist_ok=True)
    path.mkdir(mode=FOLDER_FOR_US, exist_ok=True)


def new(path: Path) -> BinaryIO:
    """A file to be written that was not there; raises FileExistsError."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FOR_US), "wb")


class SelfClosing(FileIO):
    """A file that is handed on to be sent: it is closed when nobody has it any more."""

    def __del__(self) -> None:
        """Closed, without a word about it."""
        self.close()


def to_send(path: Path) -> SelfClosing:
    """The file at *path*, to be read while it is sent."""
    return SelfClosing(path, "rb")


def nameless(within: Path) -> SelfClosing:
    """A file to be written and read again in the folder *within*; gone with whoever has it, or with the program."""
    folder(within)
    handle, name = mkstemp(prefix=".", suffix=PART, dir=within)
    Path(name).unlink()
    return SelfClosing(handle, "w+b")


def write(path: Path, data: bytes, *, at: float | None = None) -> None:
    """Have *path* hold *data*; it appears whole, also where the power goes, and is as old as *at* says."""
    part = path.with_name(f".{path.name}{PART}")
    part.unlink(missing_ok=True)
    with new(part) as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())  # else the name may reach the disk before what it names
    if at is not None:
        os.utime(part, (at, at))
    part.replace(path)


def beside(target: Path) -> Path:
    """A new, empty file beside *target* to write it into; what a killed program left of such a one goes."""
    handle, name = mkstemp(prefix=f".{target.name}.", suffix=PART, dir=target.parent)
    os.close(handle)
    now = Path(name).stat().st_mtime
    for left in target.parent.glob(f".{escape(target.name)}.*{PART}"):
        with suppress(OSError):
            if now - left.stat().st_mtime > LEFT_BEHIND_S:
                left.unlink()
    return Path(name)


def put(part: Path, target: Path, *, over: bool) -> None:
    """Let the finished *part* appear as *target*; without *over* not even what came meanwhile is written over.

    Raises FileExistsError.
    """
    if not over:
        try:
            target.hardlink_to(part)
        except FileExistsError:
            raise
        except OSError:  # such as on a stick, which knows no links
            new(target).close()  # taken by us alone, whoever else wants it
        else:
            part.unlink()
            return
    part.replace(target)


def belongs(target: Path, data: Path, database: Path | None) -> bool:
    """Whether *target* is the live database, by whatever name, or a file of the folder *data*, there or to come."""
    place = target.parent.resolve() / target.name
    live = [] if database is None else [database.parent.resolve() / f"{database.name}{end}" for end in ("", *JOURNALS)]
    if place in live or any(one.exists() and target.exists() and target.samefile(one) for one in live):
        return True
    if not place.is_relative_to(data.resolve()):
        return False
    first, *more = place.relative_to(data.resolve()).parts or ("",)
    return os.path.lexists(target) or first in NAMES or (first in FOLDERS and not (more and first == BACKUPS))


def tightened(data: Path, database: Path | None) -> list[Path]:
    """Close what an earlier version left open to others on this machine; returns what is not ours to close.

    The folder itself is closed only if nothing lies in it but what the program makes: it may be somebody's home.
    """
    if os.name != "posix":
        return []
    inside = sorted(data.iterdir()) if data.is_dir() else []
    ours = [one for one in inside if _is_known(one)]
    live = [] if database is None else [database.with_name(f"{database.name}{end}") for end in ("", *JOURNALS)]
    left = [one for one in dict.fromkeys([*ours, *live]) if not _closed(one)]
    is_alone = len(ours) == len(inside) and not left
    if data.is_dir() and not (_closed(data) if is_alone else _is_closed(data)):
        left.insert(0, data)
    return left


def _is_known(one: Path) -> bool:
    """By its name, one that the program makes."""
    if one.name in FOLDERS:
        return one.is_dir()
    return one.name in NAMES or one.suffix in {".db", *(f".db{end}" for end in JOURNALS)} or one.suffix == PART


def _is_closed(one: Path) -> bool:
    return not stat.S_IMODE(one.stat().st_mode) & OTHERS


def _closed(one: Path) -> bool:
    """Close it where it is ours; False where others may still read it."""
    try:
        found = one.stat()
    except FileNotFoundError:
        return True
    if stat.S_IMODE(found.st_mode) & OTHERS and found.st_uid == os.geteuid():
        with suppress(OSError):
            one.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)
    return _is_closed(one)
