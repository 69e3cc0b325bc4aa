"""Cards of cases whose kind says itself what they read, beside those that a feature of the chat writes."""

from dataclasses import replace

from bot.cases import cards
from bot.outbox.letters import Letter
from bot.screens.board import Board
from handlers.telegram.writing.calls import Call, Writer
from handlers.telegram.writing.notes import NoteWriter


class KindCards:
    """Writes those cards; *others* writes every other letter."""

    def __init__(self, others: Writer, plain: NoteWriter, board: Board) -> None:
        self.others = others
        self.plain = plain
        self.board = board

    async def write(self, letter: Letter) -> Call | None:
        """The call that sends or edits *letter*; None when its reason is gone."""
        if cards.OF_KIND not in letter.facts:
            return await self.others.write(letter)
        seen = await self.board.card(letter)
        if seen is None:
            return None
        said, stands = seen
        facts = said.facts | ({"edits": stands.message_id} if stands else {})
        return await self.plain.write(replace(letter, key=said.key, facts=facts, buttons=said.buttons))
