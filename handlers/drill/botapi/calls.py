"""The book of calls: what the bot asked of Telegram, when, for which chat, and what it cost of the rates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Call:
    """One call of a method.

    *cost* is what it took of the chat's allowance (messages sent, pinned or edited, also edits that
    changed nothing; 0 for free calls and for what was refused before that),
    *text* the text or caption that was to be shown, *retry_after* the seconds named in a 429.
    """

    at: datetime
    method: str
    chat_id: int | None
    ok: bool
    error: str | None = None
    code: int | None = None
    message_id: int | None = None
    text: str | None = None
    cost: int = 0
    retry_after: int | None = None


@dataclass
class CallBook:
    """All calls but getUpdates, which is only counted."""

    entries: list[Call] = field(default_factory=list)
    polls: int = 0
    keep: int = 200_000

    def add(self, call: Call) -> None:
        """Enter a call; beyond *keep* the oldest tenth is dropped."""
        self.entries.append(call)
        if len(self.entries) > self.keep:
            del self.entries[: self.keep // 10]

    def of(
        self,
        chat_id: int | None = None,
        method: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        ok: bool | None = None,
    ) -> list[Call]:
        """The calls that fit all that is given; *since* is included, *until* is not."""
        return [
            call
            for call in self.entries
            if (chat_id is None or call.chat_id == chat_id)
            and (method is None or call.method.lower() == method.lower())
            and (since is None or call.at >= since)
            and (until is None or call.at < until)
            and (ok is None or call.ok == ok)
        ]

    def cost(self, chat_id: int | None, since: datetime | None = None, until: datetime | None = None) -> int:
        """How many messages and edits a chat (None: all chats) was sent from *since* up to *until*."""
        return sum(call.cost for call in self.of(chat_id, since=since, until=until))

    def methods(self) -> Iterable[str]:
        """The names of the methods that were called, in order."""
        return (call.method for call in self.entries)
