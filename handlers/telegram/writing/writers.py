"""Who writes which kind of letter, and with what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.desk.desk import Desk
from bot.outbox.letters import Letter, LetterKind
from bot.screens.board import Board
from bot.words import Words
from handlers.exports.folder import Folder
from handlers.telegram.writing.calls import Call, Writer
from handlers.telegram.writing.notes import NoteWriter
from handlers.telegram.writing.pairs import Pairs


@dataclass(frozen=True)
class Means:
    """What letters are written with. *offers* are the commands, *address* is where people reach the pages, if any.

    *exports* is where files lie that were asked for.
    """

    words: Words
    board: Board
    desk: Desk
    plain: NoteWriter
    pairs: Pairs
    offers: Callable[[], list[dict[str, str]]]
    address: Callable[[], str]
    exports: Folder


MakeWriter = Callable[[Means], Writer]


class ByKind:
    """Has each letter written by the writer of its kind; ValueError where a kind has none."""

    def __init__(self, writers: Mapping[LetterKind, Writer]) -> None:
        if missing := set(LetterKind) - set(writers):
            raise ValueError(f"nobody writes letters of the kind {', '.join(sorted(missing))}")
        self.writers = writers

    async def write(self, letter: Letter) -> Call | None:
        """The call that sends or edits *letter*; None when its reason is gone."""
        return await self.writers[letter.kind].write(letter)
