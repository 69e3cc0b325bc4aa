"""``/lists``: checklists shown, sent as forms, and forms that come back."""

import asyncio

from telegram import InputFile, Message

from bot.checklists import importing, showing, starter
from bot.outbox.letters import Letter, LetterKind
from bot.values.refused import Refused
from bot.work.speaker import Speaker
from handlers.documents import forms
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, Where, case_number, wants
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.writers import Means

COMMAND = "lists"


class FormWriter:
    """Writes letters of the kind checklist: a list in its edition as a form."""

    def __init__(self, means: Means) -> None:
        self.means = means

    async def write(self, letter: Letter) -> Call | None:
        """The file, and what to do with it; None for who commands there no more."""
        now = self.means.board.clock.now()
        asker = Speaker(letter.user_id or 0, "", letter.chat_id, now, channel="private", district_id=letter.district_id)
        code, edition = str(letter.facts["code"]), int(letter.facts["edition"])
        try:
            wanted = await self.means.board.see(showing.for_file, asker, code=code, number=edition)
        except Refused:
            return None
        data = await asyncio.to_thread(forms.xlsform, wanted, starter.departments())
        said = self.means.words.say(letter.language or "zh", "list-file", list=wanted.named, count=len(wanted.items))
        document = InputFile(data, filename=f"{code}{forms.ENDS}")
        return Call("sendDocument", {"chat_id": letter.chat_id, "document": document, "caption": said}, letter.purpose)


FEATURE = Feature("checklists", {LetterKind.CHECKLIST: FormWriter})


@FEATURE.command(COMMAND, For.CAPTAINS, "[LIST]", where=Where.PRIVATE, topic=Topic.SETTINGS)
async def lists(said: Said) -> Wants:
    """Every list, or the file of one, by its code or name."""
    named = said.words.strip()
    return wants(showing.file, named=named) if named else wants(showing.shown)


def is_form(said: Said, message: Message) -> bool:
    """Whether a document is one of ours that comes back: ``/lists`` is its caption, or it answers one that we sent."""
    first = (message.caption or "").split()[:1]
    command, _ = said.register.spelled(first[0][1:].partition("@")[0].lower()) if first else (None, "")
    if command is not None and command.name == COMMAND:
        return True
    before = message.reply_to_message
    file = before.document if before is not None and before.from_user and before.from_user.is_bot else None
    return file is not None and (file.file_name or "").endswith(forms.ENDS)


@FEATURE.button("lists")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """The file of a list."""
    del move
    return wants(showing.file, named=choice)


@FEATURE.button("list-file")
async def file_pressed(said: Said, move: str, choice: str) -> Wants:
    """*Bring in* or *leave it*."""
    del choice
    return wants(importing.pressed, import_id=case_number(said), move=move)
