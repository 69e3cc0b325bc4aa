"""The group's list of open cases, pinned."""

from dataclasses import replace

from bot.incidents.reminders import open_list
from bot.outbox.letters import Letter
from bot.screens.board import Board
from bot.work.speaker import Speaker
from handlers.telegram.writing.calls import Call, message
from handlers.telegram.writing.notes import NoteWriter


class OpenListWriter:
    """Writes letters of the kind board."""

    def __init__(self, board: Board, plain: NoteWriter) -> None:
        self.board = board
        self.plain = plain

    async def write(self, letter: Letter) -> Call:
        """The group's list of open cases; where none stands a new one, which is pinned."""
        nobody = Speaker(0, "", 0, self.board.clock.now(), channel="clock", district_id=letter.district_id)
        said, message_id, language = await self.board.see(open_list.pinned, nobody)
        told = replace(letter, key=said.key, facts=said.facts)
        call = message(letter, self.plain.text(told, language), stands=message_id)
        return call if message_id is not None else replace(call, pins=True)
