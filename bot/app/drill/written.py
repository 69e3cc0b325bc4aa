"""A written drill played on a ground of its own, from the command line, and what came of it."""

import contextlib
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.app import samples
from bot.app.drill import opening
from bot.app.drill.standing import Ground
from bot.app.settings import Settings
from bot.imports import district_file
from bot.values.files import ours
from bot.words import Words
from handlers.drill.people import review, scenario
from handlers.drill.people.playing import Playing
from handlers.drill.people.review import Review
from handlers.drill.people.scenario import Scenario
from handlers.process.clock import DrillClock

PATIENCE_REAL_S = 60.0
"""How long the bot is waited for at most, where nobody looks on: a drill goes the same way on a busy machine."""


async def play(settings: Settings, words: Words, path: Path, speed: float, district: str = "") -> None:
    """Play a written scenario with a progress line, and end with the after-action table.

    With *district*, the name of a sample, it is the drill of that name as it is written for that district. It is told
    in the language of its district unless one is set.
    """
    console, script = Console(), scenario.read(samples.drill_of(district, path) if district else path)
    language = settings.spoken
    if "patrol_language" not in settings.model_fields_set:
        language = district_file.read(script.district, settings.rules()).language
        settings = settings.model_copy(update={"patrol_language": language})
    review.show(console, words, language, await played(settings, words, script, speed, console))


async def played(
    settings: Settings, words: Words, script: Scenario, speed: float, console: Console | None = None
) -> Review:
    """Play *script* on a ground of its own; returns the times of every case."""
    language = settings.spoken
    title = script.title.get(language) or next(iter(script.title.values()), "")
    told = words.say(language, "drill-title", title=title, speed=speed)
    with Progress(console=console or Console(quiet=True)) as progress:
        async with set_up(settings, words, script, speed) as (_, playing):
            task = progress.add_task(told, total=playing.total_s)
            await playing.run(lambda: progress.update(task, completed=playing.elapsed_s))
            return await playing.review()


@asynccontextmanager
async def set_up(
    settings: Settings, words: Words, script: Scenario, speed: float
) -> AsyncIterator[tuple[Ground, Playing]]:
    """A ground of its own for *script*, which may be played now; its clock shows the hour at which the drill begins."""
    folder = settings.patrol_data_dir / opening.FOLDER
    ours.folder(folder)
    database = folder / f"scenario-{random.randrange(16**8):08x}.db"  # noqa: S311  # only a name
    clock = DrillClock(script.start, 0.0)
    clock.stand()
    clock.run_at(speed)
    with contextlib.ExitStack() as after:
        after.callback(database.unlink, missing_ok=True)
        async with opening.opened(settings, words, clock, script.district, database) as (made, _):
            made.patience_s = PATIENCE_REAL_S
            yield made, Playing(made, script)
