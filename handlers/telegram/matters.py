"""*Needs you now* in the chat: the living message of each captain, and its own buttons."""

from dataclasses import replace
from datetime import timedelta

from bot.matters import needs
from bot.outbox.letters import Letter, LetterKind, Posting
from bot.screens.board import Board
from bot.values.refused import Refused
from bot.work.speaker import Speaker
from handlers.telegram.commands import Feature, Said, Wants, wants, whole
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.notes import NoteWriter

DELETABLE = timedelta(hours=47)
"""A message of ours that is older can hardly be deleted any more: it is emptied."""


class NeedsWriter:
    """Writes letters of the kind needs, from how things stand when they are sent."""

    def __init__(self, board: Board, plain: NoteWriter) -> None:
        self.board = board
        self.plain = plain

    async def write(self, letter: Letter) -> Call | None:
        """A new message in the place of the former, where it is to sound; else an edit. None: there is nothing."""
        nobody = Speaker(0, "", 0, self.board.clock.now(), channel="clock", district_id=letter.district_id)
        said, stands = await self.board.see(needs.written, nobody, letter.chat_id)
        if letter.facts.get("over") or said is None:
            key = "matters-over" if letter.facts.get("over") else "matters-none"
            return await self._edit(replace(letter, key=key, facts={}), stands) if stands else None
        told = replace(letter, key=said.key, facts=said.facts, buttons=said.buttons)
        if stands is not None and not letter.facts.get("anew"):
            return await self._edit(told, stands)
        call = await self.plain.write(told)
        return replace(call, then=(self._away(stands),)) if stands else call

    async def _edit(self, letter: Letter, stands: Posting) -> Call:
        return await self.plain.write(replace(letter, facts=letter.facts | {"edits": stands.message_id}))

    def _away(self, stands: Posting) -> Call:
        """The former message goes, so that no button is there twice."""
        which = {"chat_id": stands.chat_id, "message_id": stands.message_id}
        if self.board.clock.now() - stands.posted_at < DELETABLE:
            return Call("deleteMessage", which, needs.PURPOSE)
        return Call("editMessageText", which | {"text": "\u2193"}, needs.PURPOSE)


FEATURE = Feature("matters", {LetterKind.NEEDS: lambda means: NeedsWriter(means.board, means.plain)})


@FEATURE.button("matters")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """Another page of the list, or one line that needs nobody any more."""
    match move:
        case "page":
            return wants(needs.page, page=whole(choice))
        case "hide":
            return wants(needs.hide, subject=choice)
    raise Refused("stale-button")
