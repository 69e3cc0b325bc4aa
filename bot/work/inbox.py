"""Updates as they came, kept until they are done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.values.port import Port

CALLS_FOR_HELP = ('"/sos', '"sos:')
"""What stands in the raw text of an update that calls for help, by command or by button. Others may hold it too."""

MOST_BEGUN = 3
"""So many runs of the program may begin an update and not live to end it; after that it is a dead letter.

So many more may begin a call for help, which is tried at once: what ends a start may be something else.
"""

KILLED = "Killed"
"""How the error of such a dead letter begins."""

Key = tuple[int, int]
"""The bot, and the number that Telegram gave the update."""


@dataclass(frozen=True)
class InboxRow:
    """One update as it came. *lane* is the person (else the chat) whose order is kept; *payload* is raw JSON text.

    *attempts* are tries that failed; *begun* counts runs of the program that began it and did not live to end it. It is
    counted only of what a start found waiting.
    """

    bot_id: int
    update_id: int
    lane: int
    payload: str
    received_at: datetime
    attempts: int = 0
    state: str = "waiting"
    error: str | None = None
    begun: int = 0

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.bot_id, self.update_id

    @property
    def may_call_for_help(self) -> bool:
        """Whether it goes before all others: a moment too early does no harm to what only looks like it."""
        return any(mark in self.payload for mark in CALLS_FOR_HELP)

    @property
    def is_to_blame(self) -> bool:
        """Whether as many runs of the program as may began it and ended; of a call for help twice as many may."""
        return self.begun >= MOST_BEGUN * (1 + self.may_call_for_help)


class Inbox(Protocol):
    """Updates as they came, kept until they are done."""

    async def add(self, rows: Sequence[InboxRow]) -> list[InboxRow]:
        """Store those not seen before (by bot and update id); returns the new ones, in their order."""

    async def waiting(self, limit: int, each: int) -> list[InboxRow]:
        """Not done: calls for help, then the first of every lane, the second of each …, at most *limit* in all.

        Of a lane at most *each*; calls for help are among them whatever their place.
        """

    async def oldest(self, limit: int) -> list[InboxRow]:
        """Waiting ones in the order in which they came, without regard to their lanes."""

    async def done(self, bot_id: int, update_id: int, now: datetime) -> None:
        """Mark done and empty the payload."""

    async def failed(self, bot_id: int, update_id: int, error: str, now: datetime, *, dead: bool) -> None:
        """Count an attempt; *dead* moves it to the dead letters, payload kept."""

    async def begin(self, keys: Sequence[Key]) -> None:
        """Count one more run that begins these."""

    async def begin_anew(self, keys: Sequence[Key]) -> None:
        """None of these ended the program: what was counted counts no more."""

    async def backlog(self) -> int: ...
    async def forget_before(self, done_before: datetime, dead_before: datetime, most: int) -> int: ...


INBOX: Port[Inbox] = Port("inbox")
