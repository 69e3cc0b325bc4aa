"""What becomes of a message of ours that bears what was erased, and that nothing says anew."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.outbox.letters import PICTURE_PAGE, Letter, LetterKind, Posting, Priority
from bot.privacy import by_value
from bot.words import Words
from handlers.telegram.writing.anew import AnewWriter
from handlers.telegram.writing.notes import NoteWriter

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Looked:
    """A board that sees one message: of a live case, not the newest of its purpose."""

    def __init__(self, posted_at: datetime, kind: LetterKind, purpose: str, **more: Any) -> None:
        self.posted_at, self.more = posted_at, more
        self.what = kind, purpose
        self.clock = self

    def now(self) -> datetime:
        """The time."""
        return NOW

    async def see(self, *_: Any) -> Any:
        """The message and its letter."""
        kind, purpose = self.what
        posting = Posting(1002, 7, purpose, self.posted_at, district_id=1, case_id=5)
        said = Letter(1, 1002, kind, Priority.ORDER, self.posted_at, case_id=5, purpose=purpose, **self.more)
        return posting, [said], False, True


ORDER, PAGE = (LetterKind.ORDER, "order"), (LetterKind.NOTE, PICTURE_PAGE)


@pytest.mark.parametrize(
    ("what", "hours", "method", "words"),
    [
        (ORDER, 1, "deleteMessage", None),
        (ORDER, 47, "deleteMessage", None),
        (ORDER, 49, "editMessageText", "text"),
        (PAGE, 1, "deleteMessage", None),
        (PAGE, 49, "editMessageCaption", "caption"),
    ],
)
async def test_what_telegram_deletes_no_more_is_emptied(
    what: tuple[LetterKind, str], hours: int, method: str, words: str | None
) -> None:
    """An order that another one came after, words beneath a picture: they go, or a dash stands there."""
    said = Words()
    board: Any = Looked(NOW - timedelta(hours=hours), *what)
    writer = AnewWriter(said, board, NoteWriter(said))
    call = await writer.write(Letter(1, 1002, LetterKind.ANEW, Priority.LISTED, NOW, facts={"edits": 7, "of": 3}))
    assert call is not None
    assert (call.method, call.edits) == (method, (1002, 7))
    told = {name: value for name, value in call.params.items() if name in {"text", "caption", "reply_markup"}}
    assert told == ({words: by_value.ERASED} if words else {})


async def test_what_was_said_below_a_picture_is_said_below_it_anew() -> None:
    """Not in its place: a picture has no words of its own."""
    said = Words()
    facts = {"edits": 7, "caption": True, "number": 12}
    board: Any = Looked(NOW, LetterKind.NOTE, "page-former", key="report-taken", facts=facts)
    call = await AnewWriter(said, board, NoteWriter(said)).write(
        Letter(1, 1002, LetterKind.ANEW, Priority.LISTED, NOW, facts={"edits": 7, "of": 3})
    )
    assert call is not None
    assert (call.method, call.edits, call.params["caption"]) == (
        "editMessageCaption",
        (1002, 7),
        said.say("zh", "report-taken", number=12),
    )
