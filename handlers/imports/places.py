"""Looks at files that captains send, and brings places in when they say so; one after the other."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from telegram import Bot

from bot.checklists import importing as checklists
from bot.conversation import place_files
from bot.desk.desk import Action, Desk
from bot.places import editions
from bot.places.editions import Writing
from bot.places.importing import actions
from bot.places.importing.port import IMPORTS, PAPER, Import, State
from bot.screens.board import Board
from bot.values.slices import Pace
from bot.work.speaker import Speaker
from handlers.imports.folder import Folder
from handlers.imports.runs import Asked, Killed, Runner, Told
from handlers.process import cleaning
from handlers.process.bell import Bell
from handlers.process.winding_up import TOLD_TOO_S

MOST_BYTES = 20 * 2**20
"""What the public Bot API hands out at most."""

AT_HAND = 20
KEPT_DAYS = 30
"""How long it is kept that there was one."""

TOLD_EVERY = timedelta(seconds=3)
AGAIN_S = 5.0
SHOWN: Mapping[str, Action] = {actions.PLACES: actions.shown, checklists.ABOUT: checklists.shown}
"""What is told of a file that was looked at, by what it is about."""

NO_ROOM: Told = {"refused": True, "lines": [("places-file-no-room", {})]}

log = structlog.get_logger()


class PlaceImports:
    """One part of the house that runs beside the others."""

    def __init__(self, desk: Desk, board: Board, bot: Bot, folder: Folder, run: Runner) -> None:
        self.desk = desk
        self.board = board
        self.bot = bot
        self.folder = folder
        self.runner = run
        self.has_room: Callable[[], bool] = lambda: True
        """Whether there is room on the disk for what can wait."""
        self._bell = Bell(board.clock)
        self._is_stopping = False

    def stopping(self) -> None:
        """The program is about to stop: what ends from now on did not fail, and no file is begun any more."""
        self._is_stopping = True

    def stir(self) -> None:
        """Something of imports was committed: perhaps there is one to look at or to write."""
        self._bell.ring()

    @property
    def is_idle(self) -> bool:
        """Nothing is looked at or written, and nothing waits to be."""
        return self._bell.is_quiet

    async def run(self) -> None:
        """Work until cancelled; what is not done then is begun anew after the next start."""
        await self._bell.answer(self._look)

    async def _look(self) -> None:
        for one in await self.board.see(actions.at_hand, None, most=AT_HAND):
            if not self._is_stopping:
                await self._minded(one)

    async def _minded(self, one: Import) -> None:
        """What cannot even be written down is logged, and tried again a little later."""
        try:
            await self._one(one)
        except Exception:
            log.exception("import.not_written_down", number=one.id)
            await self.board.clock.sleep(AGAIN_S)
            self._bell.ring()

    async def _one(self, one: Import) -> None:
        """One step of one; whatever it trips over ends this one alone. Where the program stops it is begun anew."""
        action = actions.done if one.state is State.AGREED else SHOWN[one.about]
        try:
            told = await self._told(one)
        except Exception as trouble:
            if isinstance(trouble, Killed):  # perhaps by the signal that is to stop us as well
                await asyncio.sleep(TOLD_TOO_S)
            if self._is_stopping:
                log.info("import.left", number=one.id)
                return
            log.exception("import.failed", number=one.id)
            told = {"refused": True, "lines": [("places-file-failed", {})]}
        if not (told.get("paper") and await self._is_paper(one)):
            await self._tell(action, one, told=told)

    async def _is_paper(self, one: Import) -> bool:
        """Whether it could be taken as a paper of whoever sent it."""
        if PAPER not in one.wishes:
            return False
        sent = {"message_id": one.wishes[PAPER]["message_id"], "channel": "private", "district_id": one.district_id}
        them = Speaker(one.user_id, "", one.user_id, one.asked_at, **sent)
        return not (await self.desk.do(place_files.as_paper, them, import_id=one.id)).refused

    async def _told(self, one: Import) -> Told:
        if not self.has_room():
            return NO_ROOM
        path, sheet = self.folder.file(one), self.folder.sheet(one.id)
        with self.folder.lent(path.name, sheet.name):
            return await self._run(one, path, sheet)

    async def _run(self, one: Import, path: Path, sheet: Path) -> Told:
        if not await asyncio.to_thread(path.is_file):
            file = await self.bot.get_file(one.file_id)
            if (file.file_size or 0) > MOST_BYTES:
                return {
                    "refused": True,
                    "lines": [("file-too-large", {"file": one.file_name, "most": MOST_BYTES // 2**20})],
                }
            data = bytes(await file.download_as_bytearray())
            await asyncio.to_thread(self.folder.keep, one, data)
        wishes: dict[str, Any] = one.asked
        asked = Asked(
            file=str(path), name=one.file_name, sheet=str(sheet), district_id=one.district_id,
            user_id=one.user_id, language=one.language, writer=f"chat-{one.id}",
            writes=one.state is State.AGREED, about=one.about, **wishes,
        )  # fmt: skip
        heard = _Heard(self, one)
        try:
            return await self.runner(asked, heard)
        finally:
            await heard.end()

    async def _tell(self, action: Action, one: Import, **facts: Any) -> None:
        house = Speaker(0, "", 0, self.board.clock.now(), channel="clock", district_id=one.district_id)
        await self.desk.do(action, house, import_id=one.id, **facts)

    async def clean(self) -> int:
        """Delete files of imports that are over, and what killed ones left; forget old ones. How many files went."""
        pace = Pace(time.perf_counter, asyncio.sleep, least=editions.LEAST)
        await Writing(self.desk.store, pace, self.board.clock.now, "cleaning").tidy_abandoned()
        wanted = await self.board.see(actions.open_ids, None)
        before = self.board.clock.now() - timedelta(days=KEPT_DAYS)
        await cleaning.in_slices(self.desk.store, lambda tx, most: tx[IMPORTS].forget_before(before, most))
        return await asyncio.to_thread(self.folder.clean, wanted)


class _Heard:
    """How far it is, told every few seconds."""

    def __init__(self, of: PlaceImports, one: Import) -> None:
        self._of, self._one = of, one
        self._at: datetime = of.board.clock.now()
        self._telling: asyncio.Task[None] | None = None

    def __call__(self, done: float) -> None:
        now = self._of.board.clock.now()
        if now - self._at >= TOLD_EVERY and (self._telling is None or self._telling.done()):
            self._at = now
            tell = self._of._tell(actions.progress, self._one, percent=int(done * 100))  # noqa: SLF001  # of this file
            self._telling = asyncio.create_task(tell)

    async def end(self) -> None:
        """Nothing is told any more."""
        if self._telling is not None:
            await asyncio.gather(self._telling, return_exceptions=True)
