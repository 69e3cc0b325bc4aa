"""Pace: how fast Telegram lets us write, and who goes first when it is tight. Pure but for its own memory."""

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.menus.menus import NO_CHAT
from bot.outbox.letters import Priority


@dataclass(frozen=True)
class Rates:
    """What may be sent: messages a minute in a group (edits included), in one chat, and in all.

    *kept* of the group's minute are for SOS, orders and overdue, *kept_sos* of these for SOS alone; intermediate edits
    go only while no more than *edits_until* of the minute are used, so that they collapse when the group nears its
    limit; closings leave room for new cards. Menus, which go to no chat, have a burst of their own.
    """

    group_minute: int = 20
    kept: int = 4
    kept_sos: int = 2
    edits_until: int = 10
    closings_until: int = 13
    window_s: float = 61.0
    chat_every_s: float = 1.0
    chat_burst: int = 3
    menu_burst: int = 20
    all_second: int = 28


class Pace:
    """Remembers what was sent when, and says when the next one may go."""

    def __init__(self, rates: Rates | None = None) -> None:
        self.rates = rates or Rates()
        self._sent: dict[int, deque[datetime]] = defaultdict(deque)
        self._all: deque[datetime] = deque()
        self._told: dict[int, datetime] = {}

    def ready_at(self, chat_id: int, priority: Priority, now: datetime) -> datetime:
        """The earliest instant at which a letter of *priority* may go to *chat_id*; *now* or earlier means at once."""
        waits = [self._told.get(chat_id, now), self._overall(now), self._chat(chat_id, priority, now)]
        if chat_id < 0:
            waits.append(self._group(chat_id, priority, now))
        return max(waits)

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
        sent = self._sent[chat_id]
        window = timedelta(seconds=self.rates.window_s)
        _forget(sent, now - window)
        kept = self.rates.kept_sos if priority <= Priority.OVERDUE else self.rates.kept
        room = self.rates.group_minute - (0 if priority is Priority.SOS else kept)
        if priority >= Priority.CLOSING:
            room = min(room, self.rates.edits_until if priority is Priority.EDIT else self.rates.closings_until)
        return sent[-room] + window if len(sent) >= room else now

    def spent(self, chat_id: int, now: datetime) -> None:
        """One call is made to *chat_id*; counted when it begins, so that many at once keep the pace."""
        self._sent[chat_id].append(now)
        self._all.append(now)
        if len(self._sent[chat_id]) > 64:
            self._sent[chat_id].popleft()

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
