"""A district, a roster or a checklist on the command line: read with all its mistakes, asked about, brought in."""

import asyncio
import gc
import secrets
import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer

from bot.app import console
from bot.app.console import Told, progress, run, say, stoppable, told_in, words
from bot.app.settings import Settings
from bot.imports import district_file, in_slices
from bot.imports.differences import Differences
from bot.imports.district_file import DistrictFile
from bot.places import editions
from bot.places.editions import Writing
from bot.register.districts import District
from bot.roster import importing, office, table
from bot.roster.table import RosterFile
from bot.values.slices import Pace
from handlers.imports import lists
from handlers.process.clock import SystemClock
from storage.store import SqlStore

Lines = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Import:
    """What is to be brought in, and how."""

    chosen: Settings
    file: Path
    chat_id: int
    prune: bool
    is_sure: bool

    @property
    def language(self) -> str:
        """In which all of it is said."""
        return self.chosen.spoken


def import_(chosen: Settings, file: Path, chat_id: int, *, prune: bool, is_sure: bool) -> None:
    """Read *file*, ask about what is odd unless *is_sure*, and bring it in; shows what changes."""
    wanted = Import(chosen, file, chat_id, prune, is_sure)
    with stoppable(wanted.language, "import-stopped"):
        is_roster, is_form = table.is_roster(file), lists.is_form(file)
    lines = _form(wanted) if is_form else _roster(wanted) if is_roster else _district(wanted)
    for key, facts in lines:
        say(wanted.language, key, **facts)
    say(wanted.language, "import-done" if lines else "import-nothing", count=len(lines))


# --- a district


def _district(wanted: Import) -> Lines:
    with told_in(wanted.language), stoppable(wanted.language, "import-stopped"):
        file = district_file.read(wanted.file, wanted.chosen.rules())
    _notes(wanted, file.notes)
    for key, facts in file.doubts:
        say(wanted.language, key, problem=True, **facts)
    if file.doubts and not wanted.is_sure:
        console.agreed(wanted.language, "import-anyway")
    return run(_bring_district(wanted, file), wanted.language, stopped="import-stopped")


async def _bring_district(wanted: Import, file: DistrictFile) -> Lines:
    store = await SqlStore.open(wanted.chosen.database)
    with ExitStack() as bar:
        writing = Writing(
            store, Pace(time.perf_counter, asyncio.sleep, least=editions.LEAST), SystemClock().now, secrets.token_hex(8)
        )

        def begins(_count: int) -> None:
            gc.freeze()  # the file's rows are not looked through while a slice holds the writer
            writing.done = bar.enter_context(progress(wanted.language, "import-progress"))

        try:
            told = await in_slices.bring_in(writing, file, wanted.chosen.rules(), prune=wanted.prune, begins=begins)
        finally:
            await store.close()
    return told.lines


# --- a checklist


def _form(wanted: Import) -> Lines:
    """A form is shown first."""
    from bot.app.checklists import cli as checklists

    told = (wanted.chosen, wanted.file, wanted.chat_id)
    if not wanted.is_sure:
        lines = run(checklists.bring(*told, is_trial=True), wanted.language)
        if not lines:
            return lines
        for key, facts in lines:
            say(wanted.language, key, **facts)
        console.agreed(wanted.language, "import-this")
    return run(checklists.bring(*told, is_trial=False), wanted.language)


# --- a roster


def _roster(wanted: Import) -> Lines:
    """A roster; a table is shown first, and the hours of its codes are asked for where nobody has said them."""
    is_table = wanted.file.suffix.lower() not in {".yaml", ".yml"}
    with told_in(wanted.language), stoppable(wanted.language, "import-stopped"):
        chat_id = wanted.chat_id if is_table else (_read(wanted, {}, None).chat_id or wanted.chat_id)
    district = run(_meant(wanted, chat_id), wanted.language)
    with told_in(wanted.language), stoppable(wanted.language, "import-stopped"):
        file = _read(wanted, office.kept(district), district)
    _notes(wanted, file.notes)
    said = {}
    if not file.mistakes and console.can_ask():  # where nobody can be asked, each unknown code is a mistake
        said = {code: _hours_asked(wanted, code) for code in file.unknown_codes}
    if said:
        with told_in(wanted.language), stoppable(wanted.language, "import-stopped"):
            file = _read(wanted, {**office.kept(district), **said}, district)
    if is_table and not wanted.is_sure:
        lines = run(_bring_roster(wanted, district, file, said, is_trial=True), wanted.language)
        if not lines:
            return lines
        for key, facts in lines:
            say(wanted.language, key, **facts)
        console.agreed(wanted.language, "import-this")
    return run(_bring_roster(wanted, district, file, said), wanted.language)


def _read(wanted: Import, legend: Mapping[str, str], district: District | None) -> RosterFile:
    now = SystemClock().now()
    if district is None:
        return table.read(wanted.file, now.date(), legend)
    return table.read(wanted.file, now.astimezone(district.zone).date(), legend, district.land.calendar)


async def _meant(wanted: Import, chat_id: int) -> District:
    store = await SqlStore.open(wanted.chosen.database)
    try:
        async with store.begin() as tx:
            return await importing.meant(tx, chat_id)
    finally:
        await store.close()


class _Trial(Exception):  # it is thrown to leave everything as it was
    """The end of a trial: what was done is rolled back."""


async def _bring_roster(
    wanted: Import, district: District, file: RosterFile, said: Mapping[str, str], *, is_trial: bool = False
) -> Lines:
    """Bring it in, with the legend that was *said*; a trial only tells what would change."""
    told = Differences()
    store = await SqlStore.open(wanted.chosen.database)
    try:
        now = SystemClock().now()
        async with store.look() as tx:
            read = await importing.read_in(tx, district, file, now)
        with suppress(_Trial):
            async with store.begin() as tx:
                whose = await tx.districts.get(district.id) or district
                if said:
                    whose = replace(whose, settings={**whose.settings, office.KEPT: {**office.kept(whose), **said}})
                    await tx.districts.save(whose)
                await importing.bring_in(tx, whose, file, now, told.add, prune=wanted.prune, read=read)
                if is_trial:
                    raise _Trial
    finally:
        await store.close()
    return told.lines


# --- what is said and asked


def _notes(wanted: Import, notes: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    for key, facts in notes:
        say(wanted.language, key, **facts)


def _hours_asked(wanted: Import, code: str) -> str:
    """The hours of a shift code as somebody at the terminal says them; empty: a day off."""
    question = words.say(wanted.language, "roster-ask-code", code=code)
    while True:
        try:
            answer = typer.prompt(question).strip()
        except typer.Abort:
            raise Told(1) from None
        if answer.lower() in office.OFF:
            return ""
        if hours := office.span_of(answer):
            return "-".join(hours)
