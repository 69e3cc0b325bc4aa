"""Messages of ours that bear what was erased: written anew from how things stand now, else deleted or emptied."""

from collections.abc import Sequence
from dataclasses import replace

from bot.outbox import backlog
from bot.outbox.letters import PICTURE_PAGE, Letter, LetterKind
from bot.privacy import by_value
from bot.screens.board import Board
from bot.words import Words
from handlers.telegram.writing import notes
from handlers.telegram.writing.alarms import AlarmWriter
from handlers.telegram.writing.calls import Call, message
from handlers.telegram.writing.cards import CardWriter, OrderWriter
from handlers.telegram.writing.kind_cards import KindCards
from handlers.telegram.writing.new_cases import ListWriter
from handlers.telegram.writing.notes import NoteWriter


class AnewWriter:
    """Writes letters of the kind anew."""

    def __init__(self, words: Words, board: Board, plain: NoteWriter) -> None:
        self.words = words
        self.board = board
        self.plain = plain
        self.cards = KindCards(CardWriter(words, board), plain, board)
        self.orders = OrderWriter(words, board)
        self.lists = ListWriter(board, plain)
        self.alarms = AlarmWriter(words, board)

    async def write(self, letter: Letter) -> Call | None:
        """The call that edits the message or deletes it; None where it is gone already.

        Telegram deletes nothing that is older than two days, but lets us edit what is ours: then a dash stands there.
        """
        message_id = int(letter.facts["edits"])
        found = await self.board.see(by_value.message, None, letter.chat_id, message_id)
        if found is None:
            return None
        posting, said, is_newest, is_live = found
        call: Call | None = None
        if posting.purpose == backlog.PURPOSE:
            call = await self.lists.write(replace(letter, kind=LetterKind.LIST, facts={"edits": message_id}))
        elif said and "caption" in said[-1].facts:
            call = self.plain.captioned(_still(said[-1], {"edits": message_id}))
        elif said and said[-1].kind is LetterKind.NOTE and said[-1].purpose != PICTURE_PAGE:
            call = self._note(said, message_id, is_live=is_live)
        elif said and said[-1].kind is LetterKind.SOS:
            call = await self.alarms.write(_still(said[-1], {"edits": message_id}))
        elif said and is_newest:
            call = await self._state(said[-1])
        if call is not None and call.edits == (letter.chat_id, message_id):
            return replace(call, then=(), pins=False, keeps=None, leaves=())
        which, at = {"chat_id": letter.chat_id, "message_id": message_id}, (letter.chat_id, message_id)
        if posting.posted_at >= self.board.clock.now() - by_value.MESSAGES_BACK:
            return Call("deleteMessage", which, letter.purpose, edits=at)
        if said and said[-1].purpose == PICTURE_PAGE:
            return Call("editMessageCaption", which | {"caption": by_value.ERASED}, letter.purpose, edits=at)
        return message(letter, by_value.ERASED, None, message_id)

    def _note(self, said: Sequence[Letter], message_id: int, *, is_live: bool) -> Call:
        """The same sentences; what could still be tapped stays while its case is live."""
        last, language = said[-1], said[-1].language or "zh"
        text = notes.cut("\n".join(self.plain.text(_still(one), one.language or "zh") for one in said), notes.MOST_TEXT)
        rows = [row for one in said for row in one.buttons] if is_live else []
        shown = notes.keyboard(self.words, language, tuple(rows)) if rows else None
        return message(last, text, shown, message_id)

    async def _state(self, said: Letter) -> Call | None:
        """How a case stands, in the message that says so."""
        if said.kind is LetterKind.CARD:
            return await self.cards.write(_still(said))
        if said.kind is LetterKind.ORDER:
            facts = {name: value for name, value in said.facts.items() if name != "anew"}
            return await self.orders.write(replace(_still(said), facts=facts))
        return None


def _still(said: Letter, facts: dict[str, int] | None = None) -> Letter:
    """The letter without what it says only once, when it is new."""
    return replace(said, facts=said.facts | (facts or {}), repeated=False)
