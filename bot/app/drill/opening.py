"""A drill ground opened: its Bot API server on loopback, the page on which it is played, and where both are found."""

import asyncio
import errno
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.app import addresses, samples
from bot.app.addresses import Addresses
from bot.app.drill import standing
from bot.app.drill.standing import Ground
from bot.app.samples import Sample
from bot.app.settings import Settings, Web
from bot.imports import district_file
from bot.values.refused import Refused
from bot.words import Words
from handlers.drill import ground
from handlers.drill.server import DrillServer
from handlers.process.clock import DrillClock
from storage.alone import FolderTaken, alone_in

FOLDER = "drill"
"""Where all of it lies, in the folder of the data."""


@asynccontextmanager
async def opened(
    settings: Settings,
    words: Words,
    clock: DrillClock,
    source: Path,
    database: Path,
    *,
    port: int = 0,
    tries: int = 1,
    web: Web | None = None,
    scenarios: Path | None = None,
    choices: Sequence[Sample] = (),
    is_chosen: bool = False,
) -> AsyncIterator[tuple[Ground, DrillServer]]:
    """A ground with its server listening and the bot running, with its own web server where *web* says so.

    With *scenarios*, a folder of written drills, the server has the page on which all of it is played; with *choices*
    it lives by its roster, and the first page that is opened chooses between them, unless it *is_chosen* already or
    the language is set.
    """
    file = district_file.read(source, settings.rules())
    url = f"sqlite+aiosqlite:///{database}"
    made = Ground(ground.furnish(clock, file), clock, file, source, settings, url, words, web, samples=choices)
    made.is_chosen = is_chosen or bool(made.fixed_language) or not choices
    if made.fixed_language:
        made.file = replace(file, language=made.fixed_language)
        made.world = ground.furnish(clock, made.file)
    async with DrillServer(made.world, port=port, tries=tries, stage=made, scenarios=scenarios) as server:
        made.api_url, made.server = server.url, server
        await made.start()
        try:
            yield made, server
        finally:
            await server.rest()
            await made.stop()


async def open_until_stopped(settings: Settings, words: Words, district: str = "", *, opens: bool = False) -> None:
    """Without a token: open the drill ground, say where it is, and stay; without *district* the first page chooses.

    Where one is open already on this folder, say where that is. *opens*: in the browser too.
    """
    folder, language = settings.patrol_data_dir / FOLDER, settings.spoken
    try:
        with alone_in(folder):
            database = folder / "patrol.db"
            standing.forget(f"sqlite+aiosqlite:///{database}")
            await _stay(settings, words, database, district, opens=opens)
    except FolderTaken:
        if (found := addresses.of_running(folder)) is None:
            raise
        addresses.tell(words, language, found, again=True)
        if opens:
            addresses.open_browser(found)
    except OSError as taken:
        if taken.errno != errno.EADDRINUSE:
            raise
        raise Refused("drill-port-taken", port=settings.patrol_drill_port) from taken


async def _stay(settings: Settings, words: Words, database: Path, district: str, *, opens: bool) -> None:
    clock = DrillClock(datetime.now(UTC))
    web = replace(settings.web(), tiles=standing.tiles_asked_for(settings))
    port, tries = settings.patrol_drill_port, settings.tries("patrol_drill_port")
    chosen = samples.named(district) if district else samples.fitting(settings.patrol_language)
    opening = opened(
        settings, words, clock, chosen.path, database, port=port, tries=tries, web=web, scenarios=chosen.drills,
        choices=samples.ALL, is_chosen=bool(district),
    )  # fmt: skip
    async with opening as (made, server):
        found = Addresses(made.command_centre.rstrip("/"), server.url)
        with addresses.kept(database.parent, found):
            addresses.tell(words, settings.spoken, found)
            if opens:
                addresses.open_browser(found)
            await asyncio.Event().wait()
