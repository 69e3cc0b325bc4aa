"""Letters to a group come to their topic."""

from bot.outbox.letters import Letter
from bot.preferences import delivery
from bot.screens.board import Board
from handlers.telegram.writing.calls import Call, Writer


class Placed:
    """Writes letters, and has those to a group come to the topic and with the sound that are theirs at this moment."""

    def __init__(self, writer: Writer, board: Board) -> None:
        self.writer = writer
        self.board = board

    async def write(self, letter: Letter) -> Call | None:
        """The call that *writer* makes of it, in its topic; what is edited stays where it is."""
        call = await self.writer.write(letter)
        if call is None or call.edits is not None or letter.chat_id >= 0:
            return call
        manner = await self.board.see(delivery.of, None, letter)
        call = call.hushed() if manner.silent else call
        if manner.thread is None:
            return call
        return call.in_topic(manner.thread, replies=manner.thread == letter.thread)
