"""Files of evidence: fetched when somebody wants to see them, kept for a time under names of our own."""

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence, Set
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import structlog
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.evidence import own_files
from bot.evidence.own_files import OWN_FILES
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.values.clock import Clock
from bot.values.files import ours
from bot.work.ports import Store, Tx
from handlers import films
from handlers.easel import Easel
from handlers.process import cleaning
from handlers.process.bell import Bell
from handlers.telegram.transport import api

FOLDER = "photos"
"""Where those of evidence lie, in the folder of the data."""

MOST_BYTES = 20 * 2**20
"""What the public Bot API hands out at most; another server may hand out more, we take no more."""

PATIENCE_S = 30.0
"""How long a file may take to come, in seconds of the machine."""

AGAIN = timedelta(seconds=30)
"""A file that could not be fetched is not asked for again before."""

NOTHING, AS_IT_CAME = ".none", ".bin"
"""How the names of files end: what stands for a file that is never kept, and a file that is no picture."""

TOGETHER = (("-1600.jpg", "-320.jpg"), (AS_IT_CAME,))
"""How the names end of all that is kept of a piece: a picture in both sizes, or what came."""

_STEM = r"(\d+)-[0-9a-f]{16}"
_NAME = re.compile(rf"({_STEM})(?:-({_STEM}))?[.-]\w+(?:\.jpg)?")
"""How our files are called: the piece's id and a mark, those of a second one where it shows two, and what it is."""

UNDRAWN = b"too-large"
"""What stands in the place of a picture that stays in the chat alone, because drawing it would fill the memory."""

CHUNK = 500
"""Pieces that the memory is asked about at a time."""

PICTURES = frozenset({EvidenceKind.PHOTO, EvidenceKind.DOCUMENT})
"""Kinds that may hold a picture."""

log = structlog.get_logger()


class NotOurs(Exception):
    """A file that will never be kept: too large, gone, or not where it should be; *why* is kept in its place."""

    def __init__(self, said: str, why: bytes = b"") -> None:
        super().__init__(said)
        self.why = why


class Photos:
    """Fetches, keeps and forgets. Pictures are made anew, so that nothing stays of what a camera wrote into them."""

    def __init__(
        self, bot: Bot, store: Store, clock: Clock, folder: Path, keep_days: int, easel: Easel | None = None
    ) -> None:
        self.bot = bot
        self.store = store
        self.clock = clock
        self.folder = folder
        self.keep = timedelta(days=keep_days)
        self._client: httpx.AsyncClient | None = None
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._failed_at: dict[str, datetime] = {}
        self.easel = easel or Easel()
        self.has_room: Callable[[], bool] = lambda: True
        self.beside: Photos | None = None
        """Whose files are of something else than evidence, and are cleaned and closed together with these."""
        self.bell = Bell(clock)
        """Rung when a new picture has come."""

    async def picture(self, evidence: Evidence, *, large: bool) -> Path | None:
        """The file of a picture (JPEG, long side 1600 or 320); None where there is none or it cannot be had now."""
        from handlers import pictures

        if evidence.kind not in PICTURES:
            return None
        side = pictures.LARGE if large else pictures.SMALL
        return await self._file(evidence, f"{_stem(evidence)}-{side}.jpg")

    async def pair(self, before: Evidence, after: Evidence) -> Path | None:
        """Both side by side, as one JPEG file; None where one of them cannot be had now."""
        from handlers import pictures

        found = [await self.picture(one, large=True) for one in (before, after)]
        both = [file for file in found if file is not None]
        if len(both) < 2:
            return None
        path = self.folder / f"{_stem(before)}-{_stem(after)}-pair.jpg"
        older = min(before, after, key=lambda piece: piece.taken_at)
        try:
            async with self.easel.alone:
                if not _is_whole(path):
                    made = await asyncio.to_thread(lambda: pictures.beside(*(file.read_bytes() for file in both)))
                    await asyncio.to_thread(self._write, {path.name: made}, older)
        except OSError as trouble:
            log.warning("photo.no_pair", evidence=after.id, error=type(trouble).__name__)
            return None
        return path

    async def original(self, evidence: Evidence) -> Path | None:
        """The file of what is no picture (voice, paper) as it came, of a video without what a camera wrote into it."""
        return await self._file(evidence, f"{_stem(evidence)}{AS_IT_CAME}")

    async def clip(self, evidence: Evidence) -> Path | None:
        """The file of a video or a video note that a page may play; None where there is none, or not now."""
        file = await self.original(evidence) if evidence.kind is EvidenceKind.VIDEO else None
        return file if file is not None and films.kind_of(file) is not None else None

    def is_undrawn(self, evidence: Evidence) -> bool:
        """Whether a piece is a picture that is too large to be drawn: it can be seen in the chat."""
        file = self.folder / f"{_stem(evidence)}{NOTHING}"
        return file.is_file() and file.read_bytes() == UNDRAWN

    def look(self) -> None:
        """A new picture has come."""
        self.bell.ring()

    def is_settled(self, evidence: Evidence) -> bool:
        """Whether there is nothing more to fetch of a piece: it is here, or will never be."""
        is_gone = evidence.file_id is None or evidence.taken_at < self.clock.now() - self.keep
        return is_gone or self._is_settled(_stem(evidence))

    async def _file(self, evidence: Evidence, name: str) -> Path | None:
        stem, path = _stem(evidence), self.folder / name
        if evidence.file_id is None or evidence.taken_at < self.clock.now() - self.keep:
            return None
        if not self._is_settled(stem):
            await self._fetched_once(stem, evidence)
        return path if _is_whole(path) else None

    def _is_settled(self, stem: str) -> bool:
        """Whether it was fetched, also when nothing of it could be kept.

        An empty file is what is left of one when the power goes: it is as good as none, and fetched again.
        """
        if (self.folder / f"{stem}{NOTHING}").is_file():
            return True
        return any(all(_is_whole(self.folder / f"{stem}{end}") for end in ends) for ends in TOGETHER)

    async def _fetched_once(self, stem: str, evidence: Evidence) -> None:
        """Two who ask at the same time wait for the same fetch; one who goes away does not end it for the other."""
        if not self.has_room():
            return
        failed_at = self._failed_at.get(stem)
        if failed_at is not None and self.clock.now() - failed_at < AGAIN:
            return
        task = self._under_way.get(stem)
        if task is None:
            task = self._under_way[stem] = asyncio.create_task(self._fetch(stem, evidence))
            task.add_done_callback(lambda _: self._under_way.pop(stem, None))
        await asyncio.wait({task})

    async def _fetch(self, stem: str, evidence: Evidence) -> None:
        try:
            async with self.easel.room:  # until it is kept: what waits to be drawn lies in the memory
                async with asyncio.timeout(PATIENCE_S):
                    data = await self._data(evidence)
                await self._keep(stem, evidence, data)
            self._failed_at.pop(stem, None)
        except NotOurs as reason:
            log.info("photo.not_kept", evidence=evidence.id, reason=str(reason))
            await asyncio.to_thread(self._write, {f"{stem}{NOTHING}": reason.why}, evidence)
        except (TelegramError, httpx.HTTPError, TimeoutError, OSError) as trouble:
            log.warning("photo.not_fetched", evidence=evidence.id, error=type(trouble).__name__)
            self._failed_at[stem] = self.clock.now()

    async def _data(self, evidence: Evidence) -> bytes:
        """The bytes, through the Bot API, or from our own memory what came by a page of ours; raises NotOurs."""
        if own_files.is_own(evidence):
            return await self._own(evidence)
        try:
            file = await self.bot.get_file(evidence.file_id or "")
        except BadRequest as refused:
            raise NotOurs(refused.message) from None
        address = file.file_path or ""
        if not address.startswith(f"{self.bot.base_file_url}/") or ".." in address:
            raise NotOurs("not a file of the Bot API")
        if (file.file_size or 0) > MOST_BYTES:
            raise NotOurs("too large")
        self._client = self._client or httpx.AsyncClient(timeout=httpx.Timeout(10.0), verify=api.trusted())
        async with self._client.stream("GET", address) as answer:
            answer.raise_for_status()
            data = bytearray()
            async for part in answer.aiter_bytes():
                data += part
                if len(data) > MOST_BYTES:
                    raise NotOurs("too large")
        return bytes(data)

    async def _own(self, evidence: Evidence) -> bytes:
        async with self.store.look() as tx:
            data = await tx[OWN_FILES].of(evidence.id)
        if data is None:
            raise NotOurs("not kept any more")
        return data

    async def _keep(self, stem: str, evidence: Evidence, data: bytes) -> None:
        from handlers import pictures

        if not data:
            raise NotOurs("empty")
        is_film = evidence.kind is EvidenceKind.VIDEO
        files = {f"{stem}{AS_IT_CAME}": await asyncio.to_thread(films.blanked, data) if is_film else data}
        if evidence.kind in PICTURES:
            async with self.easel.alone:
                made = await asyncio.to_thread(pictures.made_anew, data)
            if made is pictures.NoPicture.TOO_LARGE:
                raise NotOurs("too large to be drawn", UNDRAWN)
            if isinstance(made, dict):
                files = {f"{stem}-{side}.jpg": made[side] for side in (pictures.SMALL, pictures.LARGE)}
            elif made is pictures.NoPicture.UNREADABLE or evidence.kind is EvidenceKind.PHOTO:
                raise NotOurs("no picture that can be read")
        await asyncio.to_thread(self._write, files, evidence)

    def _write(self, files: dict[str, bytes], evidence: Evidence) -> None:
        """Each file appears whole. It is as old as what it shows, so that its age says when it goes."""
        ours.folder(self.folder)
        for name, data in files.items():
            ours.write(self.folder / name, data, at=evidence.taken_at.timestamp())

    # --- forgetting

    async def forget(self, evidence_ids: Sequence[int]) -> None:
        """Delete every file of these pieces; what cannot be deleted now goes with the next cleaning.

        The folder of half a year is read once for all of them, and not by the loop that everybody waits for.
        """
        numbers = {f"{number:d}" for number in evidence_ids}
        for stem, task in list(self._under_way.items()):
            if stem.partition("-")[0] in numbers:
                task.cancel()
        async with self.easel.alone:  # a pair that is being made shows them too
            await asyncio.to_thread(_delete_those_of, self.folder, numbers)

    async def clean(self) -> int:
        """Delete what is older than it may be, and what belongs to no piece of evidence any more; how many went."""
        oldest = self.clock.now() - self.keep
        own = await cleaning.in_slices(self.store, lambda tx, most: tx[OWN_FILES].forget_before(oldest, most))
        return own + await self._clean() + (await self.beside.clean() if self.beside is not None else 0)

    async def _clean(self) -> int:
        self._failed_at.clear()
        if not self.folder.is_dir():
            return 0
        oldest = (self.clock.now() - self.keep).timestamp()
        files = await asyncio.to_thread(lambda: [(file, file.stat().st_mtime) for file in self.folder.iterdir()])
        named = {file: name for file, _ in files if (name := _NAME.fullmatch(file.name))}
        stems = await self._stems(
            sorted({int(number) for name in named.values() for number in name.group(2, 4) if number})
        )
        ours = {file for file, name in named.items() if {*name.group(1, 3)} <= {*stems, None}}
        gone = [file for file, taken in files if taken < oldest or file not in ours]
        await asyncio.to_thread(_delete, gone)
        return len(gone)

    async def _with_files(self, tx: Tx, numbers: Sequence[int]) -> Sequence[Evidence]:
        """The pieces of these ids that have files."""
        return await tx[EVIDENCE].with_files(numbers)

    async def _stems(self, numbers: Sequence[int]) -> set[str]:
        """The names of the files that there may be, of pieces with these ids."""
        found: set[str] = set()
        for begin in range(0, len(numbers), CHUNK):
            async with self.store.look() as tx:
                pieces = await self._with_files(tx, numbers[begin : begin + CHUNK])
            found |= {_stem(piece) for piece in pieces}
        return found

    async def close(self) -> None:
        """Take back what is under way, and close the connections."""
        if self.beside is not None:
            await self.beside.close()
        for task in list(self._under_way.values()):
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()


def _stem(evidence: Evidence) -> str:
    """The name of a piece's files: its id, and a hash of what Telegram calls it; nothing that came from outside."""
    mark = hashlib.sha256((evidence.file_unique_id or evidence.file_id or "").encode()).hexdigest()[:16]
    return f"{evidence.id:d}-{mark}"


def _is_whole(file: Path) -> bool:
    """Whether it is there, with something in it."""
    try:
        return file.stat().st_size > 0
    except FileNotFoundError:
        return False


def _delete_those_of(folder: Path, numbers: Set[str]) -> None:
    """Every file in which a piece with one of these ids is seen, also one that is still being written."""
    try:
        named = [(file, _NAME.match(file.name.removeprefix("."))) for file in folder.iterdir()]
    except FileNotFoundError:
        return
    except OSError as trouble:
        log.warning("photo.not_deleted", file=folder.name, error=type(trouble).__name__)
        return
    _delete(file for file, name in named if name and not numbers.isdisjoint(name.group(2, 4)))


def _delete(files: Iterable[Path]) -> None:
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as trouble:
            log.warning("photo.not_deleted", file=file.name, error=type(trouble).__name__)
