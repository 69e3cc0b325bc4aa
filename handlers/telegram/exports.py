"""Exports in the chat: asked for, the one message that shows how each goes, its file where no page can be reached."""

import secrets
from dataclasses import replace

from telegram import InputFile

from bot.access.keys import fingerprint
from bot.exports import asking, fetching
from bot.exports import telling as exports_telling
from bot.exports.port import State
from bot.exports.telling import Told
from bot.outbox.letters import Letter, LetterKind
from bot.values.files import ours
from bot.work.speaker import Speaker
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, Where, case_number, wants
from handlers.telegram.writing import notes
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.writers import Means


class ExportWriter:
    """Writes letters of the kind export, from how it stands when they are sent."""

    def __init__(self, means: Means) -> None:
        self.means = means

    async def write(self, letter: Letter) -> Call | None:
        """The message of an export, in the place of what stands; or its file. None: it is gone."""
        number = int(letter.facts["export"])
        told = await self.means.board.see(exports_telling.told, self._house(letter), export_id=number)
        if told is None:
            return None
        if letter.facts.get("file"):
            return await self._file(letter, told)
        facts = dict(told.facts)
        if told.key == "export-ready-link":
            secret = secrets.token_urlsafe(32)
            kept = await self.means.desk.do(
                fetching.keep_link, self._house(letter), export_id=number, secret_hash=fingerprint(secret)
            )
            if kept.refused:
                return None
            facts["url"] = f"{self.means.address()}/download/{secret}"
        if (message_id := _stands(letter, told)) is not None:
            facts["edits"] = message_id
        call = await self.means.plain.write(replace(letter, key=told.key, facts=facts, buttons=told.buttons))
        return replace(call, then=(_away(told),)) if told.file and told.export.state is State.OVER else call

    async def _file(self, letter: Letter, told: Told) -> Call | None:
        """The file itself, in the private chat of whoever asked for it."""
        file = self.means.exports.file(told.export)
        if told.export.state is not State.READY or not file.is_file():
            return None
        said = self.means.words.say(letter.language or "zh", "export-caption", **notes.bare(told.facts))
        document = InputFile(ours.to_send(file), filename=told.export.file_name, read_file_handle=False)
        params = {"chat_id": letter.chat_id, "document": document, "caption": said}
        return Call("sendDocument", params, letter.purpose)

    def _house(self, letter: Letter) -> Speaker:
        return Speaker(0, "", 0, self.means.board.clock.now(), channel="clock", district_id=letter.district_id)


def _stands(letter: Letter, told: Told) -> int | None:
    """The message that this one takes the place of: its own of before, else the question that was pressed."""
    if told.stands is not None:
        return told.stands.message_id
    return told.export.page_id if letter.attempts == 0 else None


def _away(told: Told) -> Call:
    """The message with the file goes when its time is over."""
    file = told.file
    which = {"chat_id": file.chat_id, "message_id": file.message_id} if file else {}
    return Call("deleteMessage", which, told.export.file_purpose)


FEATURE = Feature("exports", {LetterKind.EXPORT: ExportWriter})


@FEATURE.command(
    "export",
    For.REGISTERED,
    "[cases|track [PERSON]|places] [2026-11|2026-11-01..2026-11-30|week] [csv|xlsx|geojson|yaml]",
    where=Where.PRIVATE,
    topic=Topic.LOOKS,
)
async def export(said: Said) -> Wants:
    """Cases or tracks as a file."""
    return wants(asking.ask, words=said.words)


@FEATURE.button("export")
async def export_pressed(said: Said, move: str, choice: str) -> Wants:
    """A question answered; *Stop*, or the same once more."""
    match move:
        case "stop":
            return wants(asking.stop, export_id=case_number(said))
        case "again":
            return wants(asking.again, export_id=case_number(said))
    return wants(asking.pressed, move=move, choice=choice)
