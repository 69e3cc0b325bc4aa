"""What is stored about a person: told, handed over, erased."""

import asyncio
import io
import json
import time
import zipfile
from pathlib import Path
from typing import IO, Any

from telegram import InputFile

from bot.outbox.letters import Letter, LetterKind
from bot.privacy import actions as privacy_actions
from bot.privacy.port import DataPage
from bot.screens.board import Board
from bot.values import texts
from bot.values.files import ours
from bot.values.refused import Refused
from bot.words import Words
from handlers.telegram.commands import Feature, For, Said, Wants, Where, wants
from handlers.telegram.writing import notes
from handlers.telegram.writing.anew import AnewWriter
from handlers.telegram.writing.calls import Call

PLAIN = 2 * 2**20
"""Bytes up to which the file is sent as it is."""

NAME = "my-data"

FEATURE = Feature(
    "privacy",
    {
        LetterKind.FILE: lambda means: DataWriter(means.words, means.board.for_pages(), means.exports.folder),
        LetterKind.ANEW: lambda means: AnewWriter(means.words, means.board, means.plain),
    },
)


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
    """Writes letters of the kind file; a long one lies in *folder* until it is sent."""

    def __init__(self, words: Words, board: Board, folder: Path) -> None:
        self.words = words
        self.board = board
        self.folder = folder

    async def write(self, letter: Letter) -> Call:
        """A person's own data, collected at this moment; after each page everybody else has their turn."""
        pile, begun = _Pile(self.folder), time.perf_counter()
        async for page in self.board.data_of(letter.user_id or 0):
            if page.rows:
                await asyncio.to_thread(pile.add, page)
                await asyncio.sleep(time.perf_counter() - begun)
            begun = time.perf_counter()
        language = letter.language or "zh"
        said = self.words.say(language, "my-data-caption", count=pile.count)
        caption = texts.cut(said, notes.MOST_CAPTION)
        named = await asyncio.to_thread(pile.file)
        params: dict[str, Any] = {"chat_id": letter.chat_id, "document": named, "caption": caption}
        if letter.reply_to is not None:
            params["reply_parameters"] = {"message_id": letter.reply_to, "allow_sending_without_reply": True}
        return Call("sendDocument", params, letter.purpose)


class _Pile:
    """JSON by tables, a row a line, written as the pages come; from some length on it is packed into a file."""

    def __init__(self, folder: Path) -> None:
        self.count = 0
        self._folder = folder
        self._plain = io.BytesIO()
        self._packed: ours.SelfClosing | None = None
        self._archive: zipfile.ZipFile | None = None
        self._within: IO[bytes] = self._plain
        self._table: str | None = None

    def add(self, page: DataPage) -> None:
        """The next rows; those of one table come one after the other."""
        text = []
        for row in page.rows:
            if page.table == self._table:
                before = ",\n"
            else:
                before = f'{{\n"{page.table}": [\n' if self._table is None else f'\n],\n"{page.table}": [\n'
            text.append(f"{before} {json.dumps(row, ensure_ascii=False)}")
            self._table, self.count = page.table, self.count + 1
        self._within.write("".join(text).encode())
        if self._archive is None and self._plain.tell() > PLAIN:
            self._packed = ours.nameless(self._folder)
            self._archive = zipfile.ZipFile(self._packed, "w", zipfile.ZIP_DEFLATED)
            self._within = self._archive.open(f"{NAME}.json", "w", force_zip64=True)
            self._within.write(self._plain.getvalue())
            self._plain = io.BytesIO()

    def file(self) -> InputFile:
        """The whole; what is packed is read piece by piece while it is sent."""
        self._within.write(b"{}\n" if self._table is None else b"\n]\n}\n")
        if self._archive is None or self._packed is None:
            return InputFile(self._plain.getvalue(), filename=f"{NAME}.json")
        self._within.close()
        self._archive.close()
        return InputFile(self._packed, filename=f"{NAME}.zip", read_file_handle=False)
