"""What is stored about a person: told, handed over, erased."""

import json
from typing import Any

from telegram import InputFile

from bot.outbox.letters import Letter, LetterKind
from bot.privacy import actions as privacy_actions
from bot.screens.board import Board
from bot.values import texts
from bot.values.refused import Refused
from bot.words import Words
from handlers.telegram.commands import Feature, For, Said, Wants, Where, wants
from handlers.telegram.writing import notes
from handlers.telegram.writing.calls import Call

FEATURE = Feature("privacy", {LetterKind.FILE: lambda means: DataWriter(means.words, means.board)})


@FEATURE.command("privacy", For.EVERYBODY)
async def privacy_(said: Said) -> Wants:
    """What is stored, why and for how long."""
    return wants(privacy_actions.notice)


@FEATURE.command("mydata", For.EVERYBODY, where=Where.PRIVATE)
async def mydata(said: Said) -> Wants:
    """One's own data as a file."""
    return wants(privacy_actions.my_data)


@FEATURE.command("forgetme", For.EVERYBODY, where=Where.PRIVATE)
async def forgetme(said: Said) -> Wants:
    """Erase what may be erased."""
    return wants(privacy_actions.forget_me)


@FEATURE.button("privacy")
async def forget_pressed(said: Said, move: str, choice: str) -> Wants:
    """The confirming tap of ``/forgetme``; it counts only under the thumb of the person it names."""
    if move != "forget" or said.number != said.speaker.user_id:
        raise Refused("stale-button")
    return wants(privacy_actions.forget_me, sure=True)


class DataWriter:
    """Writes letters of the kind file."""

    def __init__(self, words: Words, board: Board) -> None:
        self.words = words
        self.board = board

    async def write(self, letter: Letter) -> Call:
        """A person's own data, collected at this moment."""
        data = await self.board.data_of(letter.user_id or 0)
        language = letter.language or "zh"
        named = InputFile(json.dumps(data, ensure_ascii=False, indent=1).encode(), filename="my-data.json")
        said = self.words.say(language, "my-data-caption", count=sum(len(rows) for rows in data.values()))
        caption = texts.cut(said, notes.MOST_CAPTION)
        params: dict[str, Any] = {"chat_id": letter.chat_id, "document": named, "caption": caption}
        if letter.reply_to is not None:
            params["reply_parameters"] = {"message_id": letter.reply_to, "allow_sending_without_reply": True}
        return Call("sendDocument", params, letter.purpose)
