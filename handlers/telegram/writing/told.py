"""What people are told, as it is at the moment of sending: in place of what stands, late, with what goes along."""

from dataclasses import replace

from bot.outbox import late
from bot.outbox.letters import PICTURE_PAGE, Letter
from bot.screens.board import Board
from bot.sos import alerts
from bot.values.geo import Point
from handlers.telegram.writing import notes
from handlers.telegram.writing.behind import Behind
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.notes import NoteWriter
from handlers.telegram.writing.pairs import Pairs


class Told:
    """Writes letters of the kind note."""

    def __init__(self, board: Board, plain: NoteWriter, pairs: Pairs) -> None:
        self.board = board
        self.plain = plain
        self.pairs = pairs
        self.behind = Behind(board, plain)

    async def write(self, letter: Letter) -> Call | None:
        """The call that sends it, or edits the one that it renews; None where what comes behind one has no reason."""
        if letter.purpose == notes.ALONG:
            return await self.behind.write(letter)
        if "rebuttons" in letter.facts:
            return self.plain.rebuttoned(letter)
        if "renews" in letter.facts and (stands := await self.board.standing(letter)):
            letter = replace(letter, facts=letter.facts | {"edits": stands.message_id})
        if "caption" in letter.facts:
            return self.plain.captioned(letter)
        call = await self.plain.write(late.as_late(letter, self.board.clock.now()))
        if letter.purpose == PICTURE_PAGE:
            if (picture := await self.pairs.under(letter, call)) is not None:
                return picture
            call = replace(call, purpose="page")  # its words can be changed like those of any other
        along = await self.pairs.along(letter) if "pair" in letter.facts else notes.along(letter)
        return replace(call, then=along, keeps=await self._keeps(letter))

    async def _keeps(self, letter: Letter) -> tuple[str, str] | None:
        """Where the place of a caller was sent to, so that it is not sent there again; None once all is over."""
        if not (spot := letter.facts.get("spot")):
            return None
        looked = await self.board.alarm(letter.case_id or 0, letter.chat_id, letter.purpose)
        is_live = looked is not None and looked[0].call.is_live
        return (alerts.pin_name(letter.case_id or 0, letter.chat_id), alerts.pin(Point(*spot))) if is_live else None
