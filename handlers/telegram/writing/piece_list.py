"""The list of a case's pieces: edited in place, or sent anew where that would not be seen."""

from dataclasses import replace

from bot.incidents.closing import piece_list
from bot.incidents.closing.piece_list import Listed
from bot.outbox.letters import Letter, LetterKind, Posting, Priority
from bot.screens.board import Board
from bot.work.speaker import Speaker
from handlers.telegram.writing import notes
from handlers.telegram.writing.calls import Call, message
from handlers.telegram.writing.notes import NoteWriter

FORMER = "pieces-former"
"""What the list is called when a newer one has come below it."""


class PieceListWriter:
    """Writes letters of the kind pieces, from the case at the moment of sending."""

    def __init__(self, board: Board, plain: NoteWriter) -> None:
        self.board = board
        self.plain = plain

    async def write(self, letter: Letter) -> Call | None:
        """The list; where it comes anew, the one that stands becomes a line without buttons after it."""
        nobody = Speaker(0, "", 0, self.board.clock.now(), channel="clock", district_id=letter.district_id)
        by_id, chat_id = letter.facts.get("by"), letter.chat_id
        listed = await self.board.see(
            piece_list.look, nobody, case_id=letter.case_id or 0, chat_id=chat_id, by_id=by_id
        )
        if listed is None:
            return None
        stands = await self.board.standing(letter)
        if stands is not None and not self._is_anew(letter, listed, stands, await self.board.newest_in(letter.chat_id)):
            return self._call(replace(letter, repeated=False), listed, stands.message_id)
        call = self._call(letter, listed, None)
        return call if stands is None else replace(call, leaves=(self._former(letter, listed, stands.message_id),))

    @staticmethod
    def _is_anew(letter: Letter, listed: Listed, stands: Posting, newest: int) -> bool:
        """In a group others write below it all the time: there only what is worth it is said anew."""
        is_below = letter.user_id is not None and newest > stands.message_id
        is_worth_it = listed.is_anew and listed.last_id > stands.message_id
        return is_below or is_worth_it or bool(letter.facts.get("anew"))

    def _call(self, letter: Letter, listed: Listed, stands: int | None) -> Call:
        language, said = letter.language or "zh", listed.said
        told = replace(letter, key=said.key, facts=said.facts)
        shown = notes.keyboard(self.plain.words, language, said.buttons) if said.buttons else None
        return message(told, self.plain.text(told, language), shown, stands)

    def _former(self, letter: Letter, listed: Listed, stands: int) -> Letter:
        """The letter that makes a line of what stood, paced like any other."""
        return Letter(
            district_id=letter.district_id,
            chat_id=letter.chat_id,
            user_id=letter.user_id,
            kind=LetterKind.NOTE,
            priority=Priority.EDIT,
            created_at=self.board.clock.now(),
            case_id=letter.case_id,
            key=FORMER,
            facts={"number": listed.said.facts["number"], "edits": stands},
            language=letter.language,
            collapse=f"amend:{letter.chat_id}:{stands}",
            purpose=FORMER,
        )
