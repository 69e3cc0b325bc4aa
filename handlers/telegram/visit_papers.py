"""Papers of visits in the chat: the record, what is copied into the official system, the code that is shown."""

import asyncio
import io
from dataclasses import replace
from typing import Any

import segno
from telegram import InputFile

from bot.evidence.pieces import EVIDENCE
from bot.inspections.papers import asking
from bot.outbox.letters import Letter, LetterKind
from bot.values import texts
from bot.values.refused import Refused
from bot.work.speaker import Speaker
from handlers.documents import visit_photos, visit_record
from handlers.telegram import visits
from handlers.telegram.commands import Feature, Said, Wants, case_number, wants
from handlers.telegram.writing import notes
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.writers import Means


class PaperWriter:
    """Writes papers of visits: made when they are sent, from how things stand then, for who may have them then."""

    def __init__(self, means: Means) -> None:
        self.means = means

    async def write(self, letter: Letter) -> Call | None:
        """The file; None for who may not have it any more, or has none to lose."""
        if letter.facts["what"] == asking.AWAY:
            message_id = int(letter.facts["edits"])
            which = {"chat_id": letter.chat_id, "message_id": message_id}
            return Call("deleteMessage", which, letter.purpose, edits=(letter.chat_id, message_id))
        try:
            if letter.facts["what"] == asking.PHOTOS:
                return await self._photos(letter)
            return await self._record(letter)
        except Refused:
            return None

    async def _record(self, letter: Letter) -> Call:
        number, language = int(letter.facts["number"]), letter.language or "zh"
        sheet = await self.means.board.see(asking.sheet, self._asker(letter), number=number)
        pictures = await self._pictures(sheet.pictures, large=False)
        data = await asyncio.to_thread(visit_record.made, sheet, self._say(language), pictures)
        said = self.means.words.say(language, "visit-paper-caption", number=number)
        return _document(letter, data, f"visit-{number}.pdf", said)

    async def _photos(self, letter: Letter) -> Call:
        number, language = int(letter.facts["number"]), letter.language or "zh"
        album = await self.means.board.see(asking.album, self._asker(letter), number=number)
        found = await self._pictures([one.evidence_id for one in album.shots], large=True)
        files = [(one.name, found[one.evidence_id]) for one in album.shots if one.evidence_id in found]
        if not files:
            return await self.means.plain.write(
                replace(letter, key="visit-paper-photos-none", facts={"number": number})
            )
        data, left = await asyncio.to_thread(visit_photos.packed, files)
        caption = [self.means.words.say(language, "visit-paper-photos-caption", number=number)]
        if missing := left + len(album.shots) - len(files):
            caption.append(self.means.words.say(language, "visit-paper-photos-left", count=missing))
        return _document(letter, data, f"visit-{number}-photos.zip", "\n".join(caption))

    async def _pictures(self, ids: Any, *, large: bool) -> dict[int, bytes]:
        """The files of these pieces that can be had now."""
        found = {}
        for number in ids:
            async with self.means.board.store.look() as tx:
                piece = await tx[EVIDENCE].get(number)
            file = await self.means.pairs.pictures.picture(piece, large=large) if piece is not None else None
            if file is not None:
                found[number] = await asyncio.to_thread(file.read_bytes)
        return found

    def _say(self, language: str) -> visit_record.Say:
        return lambda fact: self.means.words.fact(language, notes.bare(fact))

    def _asker(self, letter: Letter) -> Speaker:
        """Whoever asked: their right is looked up anew."""
        now = self.means.board.clock.now()
        return Speaker(letter.user_id or 0, "", letter.chat_id, now, channel="export", district_id=letter.district_id)


def _document(letter: Letter, data: bytes, name: str, said: str) -> Call:
    document = InputFile(data, filename=name)
    caption = texts.cut(said, notes.MOST_CAPTION)
    return Call("sendDocument", {"chat_id": letter.chat_id, "document": document, "caption": caption}, letter.purpose)


class CodeWriter:
    """Writes who visits as a picture of the code, its words and buttons beneath; where they are too long, as words."""

    def __init__(self, means: Means) -> None:
        self.means = means

    async def write(self, letter: Letter) -> Call | None:
        """The picture leads to the address behind the first button that has one."""
        call = await self.means.plain.write(letter)
        url = next((one.url for row in letter.buttons for one in row if one.url), "")
        text = str(call.params["text"])
        if not url or texts.utf16(text) > notes.MOST_CAPTION:
            return call
        kept = {name: value for name, value in call.params.items() if name not in {"text", "link_preview_options"}}
        picture = InputFile(await asyncio.to_thread(code_of, url), filename="code.png")
        return replace(call, method="sendPhoto", params={**kept, "photo": picture, "caption": text})


def code_of(url: str) -> bytes:
    """A QR picture of an address as PNG, large enough to be scanned from a phone's screen."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", scale=10, border=4)
    return out.getvalue()


FEATURE = Feature("visit_papers", {LetterKind.VISIT_PAPER: PaperWriter, LetterKind.VISIT_CODE: CodeWriter})


@visits.step("record")
async def record(said: Said, move: str, choice: str) -> Wants:
    """The record of a visit as PDF."""
    return wants(asking.ask_record, number=case_number(said))


@visits.step("official")
async def official(said: Said, move: str, choice: str) -> Wants:
    """What is copied into the official system, and the photos by item."""
    return wants(asking.ask_official, number=case_number(said))
