"""Whole copies of a SQLite database: made while it is in use, checked before they count, put back without surprises."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from bot.values.files import ours
from bot.values.files.ours import JOURNALS
from storage import library, revisions
from storage.stop import Stop
from storage.trouble import NewerDatabase, StoreTrouble, UnwritableData

PAGES = 256
"""Pages copied at a time; between two steps the program may write."""

MB = 10**6

THROWN_BACK = 2
"""So often a copy that is made step by step may begin again because somebody wrote meanwhile."""

SET_ASIDE = "restored from a copy"
"""Why letters that waited when the copy was made are not sent: what they say is old."""

Progress = Callable[[float], None]
"""Told how much is done, 0 to 1."""


class UnusableCopy(StoreTrouble):
    """A file that is no whole copy of our database."""

    key = "copy-unusable"


class NotAFile(StoreTrouble):
    """The database is no file: its own tools copy it."""

    key = "copy-not-a-file"


class NoRoom(StoreTrouble):
    """The disk has less room than the copy takes."""

    key = "copy-no-room"


class BrokenChain(StoreTrouble):
    """A copy whose history was changed."""

    key = "copy-chain-broken"


class TargetThere(StoreTrouble):
    """Where the copy is to lie there is a file already."""

    key = "copy-target-there"


class TargetIsOurs(StoreTrouble):
    """Where the copy is to lie is the live database, or a file beside it that belongs to it."""

    key = "copy-target-ours"


@dataclass(frozen=True)
class PutBack:
    """What a restore did: letters not sent any more, and where the former database lies (None: there was none)."""

    set_aside: int
    before: Path | None


def copy(
    source: Path,
    target: Path,
    progress: Progress = lambda _: None,
    *,
    over: bool = True,
    pages: Callable[[Path, Path, Progress], None] | None = None,
    stop: Stop | None = None,
) -> None:
    """Copy *source*, which may be in use, to *target*, which appears only when it is whole and checked.

    *pages* is another way to copy them than that of whoever stands beside.
    Without *over* a file that is there stays. Raises NoRoom, UnusableCopy, UnwritableData, TargetThere and
    TargetIsOurs, and Ended where *stop* is said; then *target* is as it was.
    """
    _must_exist(source)
    _may_lie(source, target, over=over)
    stop = stop or Stop()
    part: Path | None = None

    def told(done: float) -> None:
        stop.must_go_on()
        progress(done)

    try:
        ours.folder(target.parent)
        must_fit(takes(source), target.parent)
        part = ours.beside(target)
        (pages or _copy_pages)(source, part, told)
        _as_one_file(part)
        check(part, stop)
        _to_disk(part)
        ours.put(part, target, over=over)
        _to_disk(target.parent)
    except FileExistsError as there:
        raise TargetThere(file=str(target)) from there
    except (OSError, library.sqlite3.OperationalError) as trouble:
        raise UnwritableData(folder=str(target)) from trouble
    except library.sqlite3.DatabaseError as trouble:
        raise UnusableCopy(file=str(source), what=str(trouble)) from trouble
    finally:
        _forget(part)


def _forget(part: Path | None) -> None:
    """A part that did not become a copy, with what SQLite laid beside it."""
    for end in ("", *JOURNALS):
        if part is not None:
            part.with_name(f"{part.name}{end}").unlink(missing_ok=True)


def _may_lie(source: Path, target: Path, *, over: bool) -> None:
    """Refuse the live database by whatever name, what belongs to it, and without *over* any file that is there."""
    beside = {f"{source.name}{end}" for end in ("", *JOURNALS)}
    is_beside = target.name in beside and target.parent.resolve() == source.parent.resolve()
    if is_beside or (target.exists() and target.samefile(source)):
        raise TargetIsOurs(file=str(target))
    if target.is_dir() or (target.exists() and not over):
        raise TargetThere(file=str(target))


class _ThrownBack(Exception):
    """Somebody wrote, so that SQLite began the copy again from its first page."""


def _copy_pages(source: Path, target: Path, progress: Progress) -> None:
    """Step by step, without holding anybody up where WAL keeps what we read as it is.

    Else, where people write so often that it never comes to its end, in one go: then they wait for it.
    """
    best, done, thrown = 0.0, 0.0, 0

    def told(_status: int, remaining: int, total: int) -> None:
        nonlocal best, done, thrown
        now = 1 - remaining / total if total else 1.0
        thrown += now <= done
        if thrown > THROWN_BACK:
            raise _ThrownBack
        best, done = max(best, now), now
        progress(best)

    with library.reading(source) as read, closing(library.sqlite3.connect(target)) as made:
        made.execute("PRAGMA synchronous=OFF")  # it is handed to the disk once, when it is whole
        if read.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            read.execute("BEGIN")
            read.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        try:
            read.backup(made, pages=PAGES, progress=told, sleep=0.005)
        except _ThrownBack:
            read.backup(made, pages=-1)
            progress(1.0)


def _as_one_file(made: Path) -> None:
    """A copy is one file, which any SQLite reads."""
    with closing(library.sqlite3.connect(made)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")


def check(file: Path, stop: Stop | None = None) -> None:
    """Raise UnusableCopy where *file* is damaged or none of ours, NewerDatabase where a newer program made it.

    Raises Ended where *stop* is said: over years of work SQLite reads for minutes.
    """
    _must_exist(file)
    try:
        with library.reading(file) as read, (stop or Stop()).asking(read):
            problem = read.execute("PRAGMA integrity_check(1)").fetchone()[0]
            orphan = read.execute("PRAGMA foreign_key_check").fetchone()
            schemas = {row[0] for row in read.execute("SELECT version_num FROM alembic_version")}
    except library.sqlite3.DatabaseError as trouble:
        raise UnusableCopy(file=str(file), what=str(trouble)) from trouble
    if problem != "ok" or orphan is not None:
        raise UnusableCopy(file=str(file), what=problem if orphan is None else "foreign_key_check")
    if unknown := schemas - set(revisions.known()):
        raise NewerDatabase(schema=", ".join(sorted(unknown)))


def _must_exist(file: Path) -> None:
    if not file.is_file():
        raise UnusableCopy(file=str(file), what="missing")


def put_back(kept: Path, file: Path, now: datetime, progress: Progress = lambda _: None) -> PutBack:
    """Have *file* be the checked copy *kept*. The present one is kept beside it; letters that waited are set aside.

    Nobody may use *file* meanwhile. A death in the middle leaves the present one or the restored one, whole. Raises
    NoRoom where not both fit.
    """
    before = _free(file, f"{file.stem}.before-restore-{now:%Y%m%d-%H%M%S}") if file.exists() else None
    must_fit(takes(kept) + (takes(file) if before is not None else 0), file.parent)
    if before is not None:
        _keep(file, before)
    part: Path | None = None
    try:
        part = ours.beside(file)
        _copy_pages(kept, part, progress)
        _as_one_file(part)
        set_aside = _set_aside(part, now)
        _to_disk(part)
        for end in JOURNALS:  # of one that could not be read: they are kept with it, and do not belong to the copy
            file.with_name(f"{file.name}{end}").unlink(missing_ok=True)
        part.replace(file)
        _to_disk(file.parent)
    except OSError as trouble:
        raise UnwritableData(folder=str(file)) from trouble
    finally:
        _forget(part)
    return PutBack(set_aside, before)


def _free(file: Path, stem: str) -> Path:
    """A name beside *file* that nothing has yet, also where two restores fall into one second."""
    names = (file.with_name(f"{stem}{again}.db") for again in chain([""], (f"-{n}" for n in count(2))))
    return next(name for name in names if not os.path.lexists(name))


def _keep(file: Path, before: Path) -> None:
    """Through the database, so that its journal is in it and is gone; a damaged or newer one as it lies."""
    try:
        copy(file, before, over=False)
    except (UnusableCopy, NewerDatabase, library.sqlite3.DatabaseError):
        for end in ("", *JOURNALS):
            lies = file.with_name(f"{file.name}{end}")
            if lies.exists():
                kept = before.with_name(f"{before.name}{end}")
                with lies.open("rb") as read, ours.new(kept) as written:
                    shutil.copyfileobj(read, written)
                _to_disk(kept)


def _set_aside(file: Path, now: datetime) -> int:
    with closing(library.sqlite3.connect(file)) as made:
        changed = made.execute(
            "UPDATE outbox SET state = 'dropped', sent_at = ?, error = ? WHERE state IN ('waiting', 'sending')",
            (int(now.timestamp() * 1000), SET_ASIDE),
        ).rowcount
        made.commit()
    return changed


def takes(source: Path) -> int:
    """Bytes of a copy of *source*: what stands in the log beside it comes into the copy."""
    log = source.with_name(f"{source.name}-wal")
    return size(source) + (size(log) if log.exists() else 0)


def must_fit(wanted: int, folder: Path) -> None:
    """Raises NoRoom where *wanted* bytes do not fit into *folder*, so that no copy fills a disk by beginning."""
    if shutil.disk_usage(folder).free < wanted:
        raise no_room(wanted, folder)


def no_room(wanted: int, folder: Path) -> NoRoom:
    """That there is none for so many bytes."""
    return NoRoom(free=shutil.disk_usage(folder).free // MB, wanted=-(-wanted // MB))


def size(file: Path) -> int:
    """Bytes."""
    return file.stat().st_size


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
