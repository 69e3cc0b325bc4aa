"""The handbook on the command line: brought in after it was shown what changes, checked, and written to a file."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import typer

from bot.app.commands import targets
from bot.app.console import Told, chosen_settings, progress, run, say, stoppable, told_in, words
from bot.app.settings import Settings
from bot.handbook import file as handbook_file
from bot.handbook import versions as handbook_versions
from bot.handbook import written as handbook_written
from bot.handbook.book import Handbook
from bot.handbook.file import HandbookFile
from bot.handbook.versions import Plan
from bot.register.districts import District
from bot.roster import importing
from bot.values.refused import Mistakes, Refused
from handlers.process.clock import SystemClock
from storage.store import SqlStore

ENDINGS = (".yaml", ".yml", ".docx")
MANY = 100
"""From so many items on, writing shows how far it is."""


class Asked(NamedTuple):
    """A plan, and the district that it is for."""

    district: District
    plan: Plan


def import_(chosen: Settings, file: Path, chat_id: int, *, prune: bool, is_sure: bool) -> None:
    """Show what *file* changes, ask unless *is_sure*, and make it the district's newest version."""
    language = chosen.spoken
    found = _read(file, language)
    asked = run(_plan(chosen, file, found, chat_id, prune=prune), language)
    if asked.plan.is_empty:
        say(language, "handbook-same")
        return
    _show(asked, language)
    if not (is_sure or _agrees(language)):
        say(language, "handbook-not-applied", problem=True)
        raise Told(1)
    version = run(_apply(chosen, asked), language)
    say(language, "handbook-done", version=version)


def _read(file: Path, language: str) -> HandbookFile:
    """A handbook file, or the end of the program with every mistake of it told."""
    with told_in(language), stoppable(language, "import-stopped"), _mistakes_of(file):
        return handbook_file.read(file)


@contextmanager
def _mistakes_of(file: Path) -> Iterator[None]:
    """Mistakes are told below the name of the file that they are in."""
    try:
        yield
    except Mistakes as wrong:
        raise Mistakes([Refused("handbook-file-wrong", file=file.name, count=len(wrong.all)), *wrong.all]) from None


async def _plan(chosen: Settings, file: Path, found: HandbookFile, chat_id: int, *, prune: bool) -> Asked:
    if chat_id and found.chat_id not in {None, chat_id}:
        raise Refused("handbook-names-other", chat=str(found.chat_id))
    store = await SqlStore.open(chosen.database)
    try:
        async with store.look() as tx:
            district = await importing.meant(tx, found.chat_id or chat_id)
            with _mistakes_of(file):
                before = await handbook_versions.now_of(tx, district)
                return Asked(district, handbook_versions.plan(before, found, district.country, prune=prune))
    finally:
        await store.close()


def _show(asked: Asked, language: str) -> None:
    plan = asked.plan
    added, changed, retired = (
        sum(one.what == what for one in plan.differences) for what in ("added", "changed", "retired")
    )
    say(
        language,
        "handbook-plan",
        district=asked.district.name,
        since=plan.since,
        version=plan.since + 1,
        added=added,
        changed=changed,
        retired=retired,
    )
    for key, facts in handbook_versions.told(plan):
        say(language, key, **facts)


def _agrees(language: str) -> bool:
    """Whether somebody at the terminal says yes; where nobody can be asked, the end of the program."""
    if not sys.stdin.isatty():
        say(language, "handbook-wants-yes", problem=True)
        raise Told(1)
    try:
        return typer.confirm(words.say(language, "handbook-apply"))
    except typer.Abort:
        typer.echo()
        return False


async def _apply(chosen: Settings, asked: Asked) -> int:
    """Make the plan the newest version and return its number; Refused where another was made meanwhile."""
    store = await SqlStore.open(chosen.database)
    try:
        async with store.begin() as tx:
            district = await tx.districts.get(asked.district.id)
            assert district is not None  # noqa: S101  # districts are never deleted
            return (await handbook_versions.bring_in(tx, district, asked.plan, SystemClock().now())).handbook
    finally:
        await store.close()


def check(file: Path) -> None:
    """Name every mistake of a handbook file, with its line and what is allowed there."""
    language = chosen_settings().spoken
    found = _read(file, language)
    with told_in(language), _mistakes_of(file):
        handbook_versions.must_be_found(handbook_file.starter(), found)
    say(language, "handbook-file-right", file=file.name, items=len(found.items), laws=len(found.papers.laws))


def export(file: Path, district: int = 0, *, overwrite: bool = False) -> None:
    """Write the handbook of a district to a file."""
    chosen = chosen_settings()
    language = chosen.spoken
    with told_in(language):
        if file.suffix.lower() not in ENDINGS:
            raise Refused("handbook-export-ending", file=file.name, allowed=", ".join(ENDINGS))
        targets.must_be_free(chosen, file, overwrite=overwrite)
    whose, book = run(_present(chosen, district), language)
    written = targets.written_whole(file, overwrite=overwrite)
    stopped = stoppable(language, "handbook-export-stopped")
    with told_in(language), stopped, written as part, _progress(language, book) as told:
        if file.suffix.lower() == ".docx":
            _print(book, whose, chosen, part, told)
        else:
            _write(book, whose, part, told)
    name = whose.name if whose else words.say(language, "handbook-starter")
    say(
        language,
        "handbook-exported",
        file=str(file),
        district=name,
        version=book.version,
        items=len(book.own),
        laws=len(book.papers.laws),
    )


async def _present(chosen: Settings, chat_id: int) -> tuple[District | None, Handbook]:
    """The district that is meant, and its handbook; before there is any district: the one that comes along."""
    store = await SqlStore.open(chosen.database)
    try:
        async with store.look() as tx:
            if not chat_id and not await tx.districts.all():
                return None, handbook_file.starter()
            district = await importing.meant(tx, chat_id)
            return district, await handbook_versions.now_of(tx, district)
    finally:
        await store.close()


@contextmanager
def _progress(language: str, book: Handbook) -> Iterator[Callable[[int], None]]:
    """Is told how many items are done; a bar where there are many."""
    if len(book.own) < MANY:
        yield lambda _: None
        return
    with progress(language, "handbook-export-progress") as told:
        yield lambda done: told(done / len(book.own))


def _write(book: Handbook, whose: District | None, file: Path, told: Callable[[int], None]) -> None:
    with file.open("w", encoding="utf8") as out:
        for done, piece in enumerate(handbook_written.pieces(book, whose.chat_id if whose else None), -1):
            out.write(piece)
            told(max(0, done))


def _print(book: Handbook, whose: District | None, chosen: Settings, file: Path, told: Callable[[int], None]) -> None:
    from handlers.documents import handbook as document

    language = whose.language if whose else chosen.spoken
    document.made(book, words, language, SystemClock().now(), whose, told).save(str(file))
