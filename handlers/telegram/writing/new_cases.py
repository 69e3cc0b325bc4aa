"""Several cases in one message: written when it goes, and brought up to date as cases leave it."""

from dataclasses import replace

from bot.incidents.orders import listed
from bot.outbox import backlog
from bot.outbox.letters import Letter
from bot.screens.board import Board
from bot.work.answer import answer
from bot.work.speaker import Speaker
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.notes import NoteWriter


class ListWriter:
    """Writes letters of the kind list."""

    def __init__(self, board: Board, plain: NoteWriter) -> None:
        self.board = board
        self.plain = plain

    async def write(self, letter: Letter) -> Call | None:
        """A new list of the *cases* that its facts name, which is followed by questions in private; or what is left."""
        edits = letter.facts.get("edits")
        cases = letter.facts.get("cases") or await self.board.listed_in(letter.chat_id, int(edits or 0))
        nobody = Speaker(0, "", 0, self.board.clock.now(), channel="clock", district_id=letter.district_id)
        said, questions, language = await self.board.see(
            listed.written, nobody, cases, again=letter.facts.get("again", ())
        )
        if edits is None and not said.facts:
            return None
        said = said if said.facts else answer("new-cases-none")
        facts = said.facts | ({"edits": edits} if edits is not None else {})
        told = replace(letter, key=said.key, facts=facts, buttons=said.buttons, language=language)
        call = await self.plain.write(replace(told, purpose=backlog.PURPOSE))
        return call if edits is not None else replace(call, leaves=questions)
