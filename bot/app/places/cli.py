"""The register of places on the command line: a file looked at, asked about and brought in; or one written."""

import asyncio
import gc
import secrets
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.app.commands import targets
from bot.app.console import Told, agreed, progress, run, say, stoppable, told_in, words
from bot.app.settings import Settings
from bot.places import editions
from bot.places.editions import From, Writing
from bot.places.files import bringing, giving, marking, reading, telling
from bot.places.files.bringing import Done
from bot.places.files.planning import DUPLICATES, Plan, Wishes
from bot.places.files.reading import How, Read
from bot.places.register import PLACES
from bot.register.districts import District
from bot.values import geo
from bot.values.files import ours
from bot.values.refused import Refused
from bot.values.slices import Pace
from handlers.documents import place_files
from handlers.process.clock import SystemClock
from storage.store import SqlStore

PAGE = 1000
"""Places that are read in one look."""


@dataclass(frozen=True)
class Wanted:
    """What is to be brought in, and how."""

    chosen: Settings
    file: Path
    chat_id: int
    is_sure: bool
    prune: bool = False
    duplicates: str = "leave"
    system: str = "wgs84"
    swapped: bool = False

    def __post_init__(self) -> None:
        """What nobody knows is said as the command line says it."""
        for said, allowed in ((self.duplicates, DUPLICATES), (self.system, tuple(geo.SYSTEMS))):
            if said not in allowed:
                raise typer.BadParameter(f"{said}: {', '.join(allowed)}")

    @property
    def wishes(self) -> Wishes:
        """What becomes of what the file does not say, and of what it may say twice."""
        return Wishes(self.prune, self.duplicates)

    @property
    def language(self) -> str:
        """In which all of it is said."""
        return self.chosen.spoken


def import_(wanted: Wanted) -> None:
    """Show what the file would change, ask unless that is not wanted, and bring in what is right."""
    district = run(_meant(wanted.chosen, wanted.chat_id), wanted.language)
    with told_in(wanted.language), stoppable(wanted.language, "import-stopped"):
        read = reading.read(wanted.file, How(wanted.system, wanted.swapped, district.centre))
    for key, facts in read.notes:
        say(wanted.language, key, **facts)
    plan = run(_plan(wanted, district, read), wanted.language, stopped="import-stopped")
    for key, facts in telling.lines(plan, wanted.file.name, swapped=read.swapped, prune=wanted.prune):
        say(wanted.language, key, **facts)
    if plan.mistakes:
        sheet = _marked(wanted, plan)
        say(wanted.language, "places-mistakes-in", file=str(sheet))
    if not plan:
        say(wanted.language, "places-nothing")
        if plan.wrong:
            raise Told(1)
        return
    if not wanted.is_sure:
        agreed(wanted.language, "import-this")
    done = run(_bring(wanted, district, plan), wanted.language, stopped="import-stopped")
    for conflict in done.conflicts:
        for key, facts in conflict.lines:
            say(wanted.language, key, **facts)
    say(wanted.language, "places-done", new=done.new, changed=done.changed, gone=done.gone)


async def _meant(chosen: Settings, chat_id: int) -> District:
    store = await SqlStore.open(chosen.database)
    try:
        async with store.look() as tx:
            districts = await tx.districts.all()
    finally:
        await store.close()
    found = [one for one in districts if chat_id in {0, one.chat_id}]
    if len(found) == 1:
        return found[0]
    if not districts:
        raise Refused("no-district-yet")
    if not found:
        raise Refused("roster-no-district", chat=str(chat_id))
    raise Refused("places-which-district", districts=", ".join(f"{one.chat_id} {one.name}" for one in found[:20]))


def _writing(store: SqlStore) -> Writing:
    return Writing(
        store, Pace(time.perf_counter, asyncio.sleep, least=editions.LEAST), SystemClock().now, secrets.token_hex(8)
    )


async def _plan(wanted: Wanted, district: District, read: Read) -> Plan:
    store = await SqlStore.open(wanted.chosen.database)
    try:
        return await bringing.look(_writing(store), district.id, read, wanted.wishes, district.zone)
    finally:
        await store.close()


async def _bring(wanted: Wanted, district: District, plan: Plan) -> Done:
    store = await SqlStore.open(wanted.chosen.database)
    with ExitStack() as bar:
        writing = _writing(store)
        gc.freeze()  # the file's rows are not looked through while a slice holds the writer
        writing.done = bar.enter_context(progress(wanted.language, "places-progress"))
        try:
            return await bringing.bring(writing, district.id, plan, From(wanted.file.name))
        finally:
            await store.close()


def _marked(wanted: Wanted, plan: Plan) -> Path:
    """The sheet with the mistakes, beside the file; a number is put behind its name where there is one already."""
    language = wanted.language
    head = [words.say(language, key) for key in ("places-sheet-where", "places-sheet-mistake")]
    found = marking.marked(wanted.file, plan.mistakes, lambda one: words.say(language, one.key, **one.facts), head)
    path, n = wanted.file.with_name(f"{wanted.file.stem}-mistakes.xlsx"), 1
    while path.exists():
        n += 1
        path = wanted.file.with_name(f"{wanted.file.stem}-mistakes-{n}.xlsx")
    with ours.new(path) as out:
        place_files.mistakes(out, words.say(language, "places-sheet-title"), found.head, found.rows, found.marks)
    return path


# --- and out


def export(chosen: Settings, file: Path, chat_id: int, *, overwrite: bool) -> None:
    """Write the register of a district to *file*, whose ending says as what."""
    language = chosen.spoken
    kind = {"yml": "yaml", "json": "geojson"}.get(file.suffix.lower()[1:], file.suffix.lower()[1:])
    with told_in(language):
        if kind not in place_files.KINDS:
            allowed = ", ".join(f".{one}" for one in place_files.KINDS)
            raise Refused("places-export-ending", file=file.name, allowed=allowed)
        targets.must_be_free(chosen, file, overwrite=overwrite)
    district = run(_meant(chosen, chat_id), language)
    with told_in(language), targets.written_whole(file, overwrite=overwrite) as part:
        count = run(_export(chosen, district, part, kind), language, stopped="handbook-export-stopped")
    say(language, "places-exported", file=str(file), count=count, district=district.name)


async def _export(chosen: Settings, district: District, file: Path, kind: str) -> int:
    """Page by page."""
    store = await SqlStore.open(chosen.database)
    try:
        async with store.look() as tx:
            giving.must_come_back(kind, await tx[PLACES].count(district.id))
        with file.open("wb") as out:
            made = place_files.PlaceFile(out, kind, words, chosen.spoken, personal=True)
            count = await _pages(store, district.id, made)
            if not count:
                made.leave()
                raise Refused("places-export-empty", district=district.name)
            made.end()
    finally:
        await store.close()
    return count


async def _pages(store: SqlStore, district_id: int, made: place_files.PlaceFile) -> int:
    after, count = "", 0
    while True:
        async with store.look() as tx:
            some = await tx[PLACES].stretch(district_id, after, PAGE)
        if not some:
            return count
        made.add(some)
        count, after = count + len(some), some[-1].code
