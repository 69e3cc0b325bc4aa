"""One look at a file of places, or one writing of it: what is asked, what is told; here or in a process of its own."""

import asyncio
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import structlog

from bot.checklists import importing as checklists
from bot.places.editions import From, Writing
from bot.places.files import bringing, marking, reading, rows, telling
from bot.places.files.planning import Plan, Wishes
from bot.places.files.reading import How
from bot.values.files import ours
from bot.values.refused import Mistakes, Refused
from bot.words import Words
from handlers.documents import place_files
from handlers.imports import lists

SHOWN = 3
"""So many of each sort stand in a message."""

SILENT_S = 600.0
"""Who has told nothing for so long hangs: a hundred thousand rows are read in a minute."""

Told = dict[str, Any]
Progress = Callable[[float], None]
log = structlog.get_logger()


@dataclass(frozen=True)
class Asked:
    """What is to be done with which file: only looked at, or brought in (*writes*)."""

    file: str
    name: str
    sheet: str
    district_id: int
    user_id: int
    language: str
    writer: str
    writes: bool = False
    system: str = "wgs84"
    swapped: bool = False
    prune: bool = False
    duplicates: str = "leave"
    about: str = "places"


class Killed(OSError):  # an OSError like all that befalls a process
    """The process that read the file was ended by a signal."""


class Runner(Protocol):
    """Does what is asked; *progress* hears how much is written, 0 to 1."""

    async def __call__(self, asked: Asked, progress: Progress) -> Told:
        """What is to be told: ``lines``, and what the buttons need; ``refused`` where nothing came of it."""
        ...


async def done(writing: Writing, asked: Asked, words: Words) -> Told:
    """Look at the file, or bring it in; what is wrong with it as a whole is told too."""
    try:
        if asked.about == checklists.ABOUT:
            return await lists.looked(writing.store, asked.district_id, Path(asked.file))
        return await _done(writing, asked, words)
    except Mistakes as wrong:
        told = wrong.all if asked.about == checklists.ABOUT else wrong.all[:SHOWN]
        return {"refused": True, "lines": [_as_sent(asked, one.key, one.facts) for one in told]}
    except Refused as wrong:
        if wrong.key == "places-missing-columns" and await asyncio.to_thread(lists.is_form, Path(asked.file)):
            return {"refused": True, "lines": [("form-wants-caption", {})]}
        paper = await asyncio.to_thread(_is_paper, Path(asked.file))
        return {"refused": True, "lines": [_as_sent(asked, wrong.key, wrong.facts)], "paper": paper}


def _is_paper(path: Path) -> bool:
    """Whether it names no columns of places at all, so that it may be something else."""
    return path.suffix.lower() in {".json", ".geojson"} or not rows.is_places(path)


def _as_sent(asked: Asked, key: str, facts: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The file is called as whoever sent it calls it."""
    return key, {**facts, "file": asked.name} if "file" in facts else dict(facts)


async def _done(writing: Writing, asked: Asked, words: Words) -> Told:
    async with writing.store.look() as tx:
        district = await tx.districts.get(asked.district_id)
    if district is None:
        raise Refused("no-district-yet")
    how = How(asked.system, asked.swapped, district.centre)
    read = await asyncio.to_thread(reading.read, Path(asked.file), how)
    wishes = Wishes(asked.prune, asked.duplicates)
    plan = await bringing.look(writing, district.id, read, wishes, district.zone)
    if not asked.writes:
        lines = [*read.notes, *telling.lines(plan, asked.name, swapped=read.swapped, prune=asked.prune, most=SHOWN)]
        said = [_as_sent(asked, key, facts) for key, facts in lines]
        counts = {"count": len(plan), "swapped": read.swapped, "doubtful": len(plan.doubtful)}
        sheet = await asyncio.to_thread(_sheet, asked, plan, words) if plan.mistakes else False
        return {"lines": [one for one in said if one[0] not in _BY_BUTTON], **counts, "sheet": sheet}
    found = await bringing.bring(writing, district.id, plan, From(asked.name, asked.user_id, "private"))
    counts = {"new": found.new, "changed": found.changed, "gone": found.gone}
    conflicts = [line for one in found.conflicts[: 4 * SHOWN] for line in one.lines]
    return {"lines": [("places-done", counts), *conflicts]}


_BY_BUTTON = frozenset({"places-plan-leave", "places-plan-swapped"})
"""What is said on the command line where there is a button here."""


def _sheet(asked: Asked, plan: Plan, words: Words) -> bool:
    head = [words.say(asked.language, key) for key in ("places-sheet-where", "places-sheet-mistake")]
    say = lambda one: words.say(asked.language, one.key, **one.facts)  # noqa: E731
    found = marking.marked(Path(asked.file), plan.mistakes, say, head)
    path = Path(asked.sheet)
    path.unlink(missing_ok=True)
    with ours.new(path) as out:
        title = words.say(asked.language, "places-sheet-title")
        place_files.mistakes(out, title, found.head, found.rows, found.marks)
    return True


class Beside:
    """A process of its own, so that a hundred thousand rows hold up nobody and take no memory of the bot.

    *lease* tells the token by which the bot is the one that writes; empty where nobody else could.
    """

    def __init__(
        self, module: str, database: str, silent_s: float = SILENT_S, lease: Callable[[], str] = lambda: ""
    ) -> None:
        self._module = module
        self._database = database
        self._silent_s = silent_s
        self._lease = lease

    async def __call__(self, asked: Asked, progress: Progress) -> Told:
        """Ask it on its input; it tells line by line on its output, and ends when nobody listens any more.

        It has a session of its own: Ctrl+C at the terminal is for the bot, which ends it in its order. TimeoutError
        where it is silent for too long: it is killed, so that other files have their turn. Killed where somebody else
        ended it, OSError where it ended without a word.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", self._module,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**24, start_new_session=True,
        )  # fmt: skip
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipe")
        said = {"database": self._database, "lease": self._lease(), **asdict(asked)}
        try:
            process.stdin.write(json.dumps(said).encode() + b"\n")
            await process.stdin.drain()
            told: Told | None = None
            async with asyncio.timeout(self._silent_s) as limit:
                async for line in process.stdout:
                    limit.reschedule(asyncio.get_running_loop().time() + self._silent_s)
                    said = json.loads(line)
                    if "progress" in said:
                        progress(said["progress"])
                    else:
                        told = said
                await process.wait()
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if told is None:
            ended = Killed if (process.returncode or 0) < 0 else OSError
            raise ended(f"the process that reads places ended with {process.returncode}")
        return told
