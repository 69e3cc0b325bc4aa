"""Working days in the chat: what is known, and a district's own as lines or as a file."""

import unicodedata

from telegram import Document
from telegram.error import TelegramError

from bot.values import texts
from bot.values.refused import Refused
from bot.workdays import chat, file
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, wants

FEATURE = Feature("workdays")

NAME = "workdays"


@FEATURE.command(NAME, For.CAPTAINS, "[2027: {off: [2027-02-06..2027-02-12]}|forget 2027]", topic=Topic.SETTINGS)
async def workdays(said: Said) -> Wants:
    """What is known; in reply to a file, or with lines of one behind it: the district's own days."""
    replied = said.message.reply_to_message if said.message is not None else None
    if replied is not None and replied.document is not None:
        return await _of_file(said, replied.document)
    return wants(chat.said, text=said.words) if said.words else wants(chat.show)


async def taken(said: Said) -> Wants | None:
    """A file that was sent with ``/workdays`` under it; None for any other."""
    message = said.message
    if message is None or message.document is None or message.forward_origin is not None:
        return None
    under = unicodedata.normalize("NFKC", message.caption or "").split()[:1]
    name = under[0].partition("@")[0].lower() if under else ""
    return await _of_file(said, message.document) if name == f"/{NAME}" else None


async def _of_file(said: Said, document: Document) -> Wants:
    """The file itself, fetched where it is small enough to be one; what is wrong in it is told at the desk."""
    name = texts.name(document.file_name or "workdays.yaml")
    if said.bot is None or (document.file_size or 0) > file.MOST_BYTES:
        raise Refused("workdays-file-large", file=name, most=file.MOST_BYTES // 1024)
    try:
        found = await said.bot.get_file(document.file_id)
        data = await found.download_as_bytearray()
    except TelegramError as wrong:
        raise Refused("workdays-file-not-fetched", file=name) from wrong
    return wants(chat.sent, data=bytes(data), name=name)
