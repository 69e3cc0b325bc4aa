"""Pace: how fast Telegram lets us write, and who goes first when it is tight. Pure but for its own memory."""

from collections import defaultdict, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.menus.menus import NO_CHAT
from bot.outbox import backlog
from bot.outbox.backlog import Room
from bot.outbox.letters import Letter, Priority

CHATS = 10_000
"""With more of them than this in mind those are forgotten that wait for nothing."""


@dataclass(frozen=True)
class Share:
    """What letters of one sort may use of a group's minute: *most* calls, the last *even* of them at an even beat."""

    most: int
    even: int = 0


@dataclass(frozen=True)
class Rates:
    """What may be sent: messages a minute in a group (edits included), in one chat, and in all.

    Of the group's minute *sos* is for SOS, *urgent* for orders, critical cases and overdue, *new* for new cases and
    answers, and less for what only changes a card that stands, so that there is room for new cases at any moment.
    A critical case has a message of its own while no more than *alone_until* of the minute are used and fewer than
    *alone* went so in *alone_s*; else they go together, *together_s* apart. Menus, which go to no chat, have a burst
    of their own.
    """

    group_minute: int = 20
    urgent: Share = Share(18)
    new: Share = Share(15, even=8)
    closings: Share = Share(13, even=3)
    edits: Share = Share(12, even=2)
    listed: Share = Share(10, even=7)
    alone: int = 3
    alone_s: float = 10.0
    alone_until: int = 12
    together_s: float = 1.5
    window_s: float = 61.0
    chat_every_s: float = 1.0
    chat_burst: int = 3
    menu_burst: int = 20
    all_second: int = 28

    def share(self, priority: Priority) -> Share:
        """The share of letters of *priority*."""
        if priority is Priority.SOS:
            return Share(self.group_minute)
        named = {
            Priority.CLOSING: self.closings,
            Priority.EDIT: self.edits,
            Priority.MENU: self.edits,
            Priority.LIST: self.listed,
            Priority.LISTED: self.listed,
        }
        return self.urgent if priority <= Priority.OVERDUE else named.get(priority, self.new)


@dataclass
class _Lately:
    """What went to one group lately: by share the last call, each critical case alone, the last of several together.

    *is_full*: more new cases wait than fit in one message.
    """

    last: dict[Share, datetime] = field(default_factory=dict)
    alone: deque[datetime] = field(default_factory=deque)
    together_at: datetime | None = None
    is_full: bool = False


class Pace:
    """Remembers what was sent when, and says when the next one may go."""

    def __init__(self, rates: Rates | None = None) -> None:
        self.rates = rates or Rates()
        self._sent: dict[int, deque[datetime]] = defaultdict(deque)
        self._lately: dict[int, _Lately] = defaultdict(_Lately)
        self._all: deque[datetime] = deque()
        self._told: dict[int, datetime] = {}
        self._most = CHATS

    def ready_at(self, chat_id: int, priority: Priority, now: datetime) -> datetime:
        """The earliest instant at which a letter of *priority* may go to *chat_id*; *now* or earlier means at once."""
        waits = [self._told.get(chat_id, now), self._overall(now), self._chat(chat_id, priority, now)]
        if chat_id < 0:
            waits.append(self._group(chat_id, priority, now))
        return max(waits)

    def room(self, chat_id: int, now: datetime) -> Room:
        """How many new cases may have a message of their own in a group, and whether a critical one may."""
        used = self._used(chat_id, now)
        return Room(max(1, self.rates.new.most - used - self.rates.new.even), self._may_be_alone(chat_id, now))

    def _overall(self, now: datetime) -> datetime:
        _forget(self._all, now - timedelta(seconds=1))
        full = len(self._all) >= self.rates.all_second
        return self._all[-self.rates.all_second] + timedelta(seconds=1) if full else now

    def _chat(self, chat_id: int, priority: Priority, now: datetime) -> datetime:
        """One a second with a small burst: the burst's oldest must lie that many seconds back.

        An SOS takes the first second in which Telegram has room again.
        """
        sent, burst = self._sent[chat_id], self.rates.chat_burst if chat_id != NO_CHAT else self.rates.menu_burst
        every = timedelta(seconds=self.rates.chat_every_s)
        if len(sent) < burst:
            return now
        if priority is Priority.SOS:
            return min(sent[-1] + every, sent[-burst] + every * burst)
        return sent[-burst] + every * burst

    def _group(self, chat_id: int, priority: Priority, now: datetime) -> datetime:
        """By the share of its sort; of the last of that at an even beat, so that there is never long nothing left."""
        sent, used, share = self._sent[chat_id], self._used(chat_id, now), self.rates.share(priority)
        window = timedelta(seconds=self.rates.window_s)
        if used >= share.most:
            return sent[-share.most] + window
        lately = self._lately[chat_id]
        if priority is Priority.ORDER:
            return self._together(chat_id, lately, now)
        last = lately.last.get(share)
        is_full = lately.is_full and share is self.rates.new and share.most - used > 2
        if last is None or is_full or share.most - used > share.even:
            return now
        return last + self._beat(sent, share.most - used, last)

    def _beat(self, sent: deque[datetime], left: int, last: datetime) -> timedelta:
        """The shortest even distance at which what is *left*, and each call as it falls out of the minute, lasts."""
        window = timedelta(seconds=self.rates.window_s)
        return max((at + window - last) / (left + n) for n, at in enumerate(sent))

    def _together(self, chat_id: int, lately: _Lately, now: datetime) -> datetime:
        """Critical cases that go together wait a little for one another, longer when hardly anything is left."""
        if lately.together_at is None or self._may_be_alone(chat_id, now):
            return now
        left = self.rates.urgent.most - len(self._sent[chat_id])
        if left > 1:
            return lately.together_at + timedelta(seconds=self.rates.together_s)
        return lately.together_at + self._beat(self._sent[chat_id], left, lately.together_at)

    def _may_be_alone(self, chat_id: int, now: datetime) -> bool:
        lately = self._lately[chat_id].alone
        _forget(lately, now - timedelta(seconds=self.rates.alone_s))
        return len(lately) < self.rates.alone and self._used(chat_id, now) < self.rates.alone_until

    def _used(self, chat_id: int, now: datetime) -> int:
        sent = self._sent[chat_id]
        _forget(sent, now - timedelta(seconds=self.rates.window_s))
        return len(sent)

    def fills(self, chat_id: int, *, more: bool) -> None:
        """Whether more new cases wait for a group than fit in one message: then nothing is gained by waiting."""
        self._lately[chat_id].is_full = more

    def goes(self, chat_id: int, letters: Sequence[Letter], now: datetime) -> None:
        """Which letters the call that was counted last is for."""
        if chat_id >= 0 or not letters:
            return
        lately, first = self._lately[chat_id], letters[0]
        is_critical = backlog.is_new(first) and backlog.is_critical(first)
        if is_critical and len(letters) == 1 and self._may_be_alone(chat_id, now):
            lately.alone.append(now)
            return
        if is_critical:
            lately.together_at = now
        lately.last[self.rates.new if backlog.is_new(first) else self.rates.share(first.priority)] = now

    def spent(self, chat_id: int, now: datetime) -> None:
        """One call is made to *chat_id*; counted when it begins, so that many at once keep the pace."""
        if len(self._sent) >= self._most:
            self._forget_chats(now)
        self._sent[chat_id].append(now)
        self._all.append(now)
        if len(self._sent[chat_id]) > 64:
            self._sent[chat_id].popleft()

    def _forget_chats(self, now: datetime) -> None:
        """Chats to which nothing went for so long that they wait for nothing: each stranger once answered is one."""
        before = now - timedelta(seconds=self.rates.window_s)
        self._sent = defaultdict(deque, {chat: sent for chat, sent in self._sent.items() if sent and sent[-1] > before})
        self._lately = defaultdict(_Lately, {chat: it for chat, it in self._lately.items() if chat in self._sent})
        self._told = {chat: until for chat, until in self._told.items() if until > now}
        self._most = max(CHATS, 2 * len(self._sent))

    @asynccontextmanager
    async def if_none(self, chat_id: int) -> AsyncIterator[list[Any]]:
        """What was spent on *chat_id* is given back where at the end nothing is in the list, whatever came between."""
        taken: list[Any] = []
        try:
            yield taken
        finally:
            if not taken:
                self.unspent(chat_id)

    def unspent(self, chat_id: int) -> None:
        """The call that was counted last for *chat_id* was not made after all."""
        for sent in (self._sent[chat_id], self._all):
            if sent:
                sent.pop()

    def wait_until(self, chat_id: int, until: datetime) -> None:
        """Telegram said to wait, for this chat only."""
        self._told[chat_id] = until


def _forget(sent: deque[datetime], before: datetime) -> None:
    while sent and sent[0] <= before:
        sent.popleft()
