"""Works out what new pictures look like, one after the other, beside everything else."""

import asyncio
from pathlib import Path

import structlog

from bot.desk.desk import Desk
from bot.evidence.pieces import EVIDENCE, UNKNOWN, Evidence
from bot.incidents import reuse
from bot.words import Words
from bot.work import speaker as work_speaker
from bot.work.ports import Store
from handlers.telegram.files.photos import Photos
from handlers.telegram.transport import reactions

AT_A_TIME = 20

log = structlog.get_logger()


class Likenesses:
    """Fetches each new picture of a case, and tells the desk its likeness."""

    def __init__(self, desk: Desk, store: Store, photos: Photos, words: Words) -> None:
        self.desk = desk
        self.store = store
        self.photos = photos
        self.words = words

    @property
    def is_idle(self) -> bool:
        """Every picture that can be had now has been looked at."""
        return self.photos.bell.is_quiet

    async def run(self) -> None:
        """Look whenever a picture came, until cancelled; what could not be had is tried again with the next one."""
        await self.photos.bell.answer(self._look)

    async def _look(self) -> None:
        after = 0
        while True:
            async with self.store.look() as tx:
                waiting = await tx[EVIDENCE].without_likeness(after, AT_A_TIME)
            for piece in waiting:
                try:
                    await self._one(piece)
                except Exception:  # one must not stop the look at all that came later; it is tried again with the next
                    log.exception("likeness.failed", evidence=piece.id)
            if len(waiting) < AT_A_TIME:
                return
            after = waiting[-1].id

    async def _one(self, piece: Evidence) -> None:
        path = await self.photos.picture(piece, large=False)
        if path is None and not self.photos.is_settled(piece):
            return
        likeness = UNKNOWN if path is None else await self._of(piece, path)
        async with self.store.look() as tx:
            district = await tx.districts.get(piece.district_id)
        if district is not None:
            speaker = work_speaker.as_clock(district, self.desk.clock.now())
            outcome = await self.desk.do(reuse.compared, speaker, evidence_id=piece.id, likeness=likeness)
            if outcome.answer is not None and (sign := outcome.answer.reaction):
                where = (piece.chat_id, piece.message_id)
                await reactions.put(self.photos.bot, self.words, *where, sign, outcome.language)

    async def _of(self, piece: Evidence, path: Path) -> str:
        """What the picture at *path* looks like; nobody knows of one that cannot be read, now or ever."""
        from handlers import pictures

        data = await asyncio.to_thread(path.read_bytes)
        try:
            return await asyncio.to_thread(pictures.likeness, data)
        except Exception:  # a broken file may have a decoder raise anything
            log.exception("likeness.unreadable", evidence=piece.id)
            return UNKNOWN
