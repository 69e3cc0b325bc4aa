"""What becomes of a message of ours that bears what was erased, and that nothing says anew."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.outbox.letters import Letter, LetterKind, Posting, Priority
from bot.privacy import by_value
from bot.words import Words
from handlers.telegram.writing.anew import AnewWriter
from handlers.telegram.writing.notes import NoteWriter

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Looked:
    """A board that sees one message: of a live case, an order that is not its newest."""

    def __init__(self, posted_at: datetime) -> None:
        self.posted_at = posted_at
        self.clock = self

    def now(self) -> datetime:
        """The time."""
        return NOW

    async def see(self, *_: Any) -> Any:
        """The message and its letter."""
        posting = Posting(1002, 7, "order", self.posted_at, district_id=1, case_id=5)
        said = Letter(1, 1002, LetterKind.ORDER, Priority.ORDER, self.posted_at, case_id=5, purpose="order")
        return posting, [said], False, True


@pytest.mark.parametrize(("hours", "method"), [(1, "deleteMessage"), (47, "deleteMessage"), (49, "editMessageText")])
async def test_what_telegram_deletes_no_more_is_emptied(hours: int, method: str) -> None:
    """An order that another one came after: it goes, and where it is too old for that a dash stands there."""
    words = Words()
    board: Any = Looked(NOW - timedelta(hours=hours))
    writer = AnewWriter(words, board, NoteWriter(words))
    call = await writer.write(Letter(1, 1002, LetterKind.ANEW, Priority.LISTED, NOW, facts={"edits": 7, "of": 3}))
    assert call is not None
    assert (call.method, call.edits) == (method, (1002, 7))
    assert call.params.get("text", by_value.ERASED) == by_value.ERASED
    assert "reply_markup" not in call.params
