"""Files of places in the chat: taken from a captain in private, shown, brought in after a tap; their mistakes."""

import asyncio
from pathlib import Path
from typing import Any

from telegram import InputFile

from bot.checklists import importing
from bot.conversation import place_files
from bot.outbox.letters import Letter, LetterKind
from bot.places.files import rows
from bot.places.importing import actions
from bot.values import texts
from handlers.imports.folder import FOLDER, Folder
from handlers.telegram import checklists
from handlers.telegram.commands import Feature, Said, Wants, case_number, wants
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.writers import Means

SHEET = "mistakes.xlsx"


def taken(said: Said, piece: dict[str, Any]) -> Wants | None:
    """A checklist; or a document that may be a file of places: of a kind that can be one, no answer, not forwarded."""
    message = said.message
    document = message.document if message is not None else None
    if message is None or document is None or message.chat.type != "private":
        return None
    if checklists.is_form(said, message):
        return wants(place_files.sent, name=texts.plain(document.file_name or ""), piece=piece, about=importing.ABOUT)
    if said.reply_to is not None:
        return None
    name = texts.plain(document.file_name or "")
    if Path(name).suffix.lower() not in rows.ENDS or message.forward_origin is not None:
        return None
    return wants(place_files.sent, name=name, piece=piece)


class SheetWriter:
    """Writes letters of the kind sheet: the file with the mistakes, as long as it lies there."""

    def __init__(self, means: Means) -> None:
        self.means = means

    async def write(self, letter: Letter) -> Call | None:
        """The file itself; None: it is gone."""
        folder = Folder(self.means.exports.folder.parent / FOLDER)
        path = folder.sheet(int(letter.facts["import"]))
        if not path.is_file():
            return None
        data = await asyncio.to_thread(path.read_bytes)
        said = self.means.words.say(letter.language or "zh", "places-file-sheet")
        document = InputFile(data, filename=SHEET)
        return Call("sendDocument", {"chat_id": letter.chat_id, "document": document, "caption": said}, letter.purpose)


FEATURE = Feature("place_files", {LetterKind.SHEET: SheetWriter})


@FEATURE.button("place-file")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """*Bring in*, *leave it*, or how it is to be read."""
    return wants(actions.pressed, import_id=case_number(said), move=move, choice=choice)
