"""Telegram's rates: how many messages a bot may send or edit, and how long it has to wait when it sent too many.

Twenty messages in any sixty seconds to one group (edits count as messages), one a second to one chat with a small
burst, thirty a second in all. A refused call costs nothing.
"""

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MINUTE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)


@dataclass
class Bucket:
    """What one chat may still be sent at once: fills up by *rate* a second to at most *size*."""

    size: float
    rate: float
    level: float
    at: datetime

    def wait_for(self, cost: float, now: datetime) -> float:
        """Seconds until *cost* fits; zero when it fits now. An album larger than the bucket waits for a full one."""
        passed = max(0.0, (now - self.at).total_seconds())
        self.level = min(self.size, self.level + passed * self.rate)
        self.at = max(self.at, now)
        return max(0.0, (min(cost, self.size) - self.level) / self.rate)


@dataclass
class Rates:
    """The three rates together; the numbers may be changed to see how a bot bears stricter ones."""

    per_group_minute: int = 20
    per_chat_second: float = 1.0
    chat_burst: int = 3
    per_second: int = 30
    enabled: bool = True
    _groups: dict[int, deque[datetime]] = field(default_factory=dict)
    _chats: dict[int, Bucket] = field(default_factory=dict)
    _all: deque[datetime] = field(default_factory=deque)

    def spend(self, chat_id: int, is_group: bool, now: datetime, cost: int = 1) -> int:
        """Take *cost* messages from the chat's allowance: 0, or the seconds to wait (then nothing was taken)."""
        if not self.enabled:
            return 0
        bucket = self._bucket(chat_id, now)
        group = self._groups.setdefault(chat_id, deque()) if is_group else None
        wait = max(
            bucket.wait_for(cost, now),
            _wait_in(self._all, self.per_second, SECOND, now, cost),
            0.0 if group is None else _wait_in(group, self.per_group_minute, MINUTE, now, cost),
        )
        if wait > 1e-9:
            return max(1, math.ceil(wait - 1e-9))
        bucket.level -= cost
        self._all.extend([now] * cost)
        if group is not None:
            group.extend([now] * cost)
        return 0

    def _bucket(self, chat_id: int, now: datetime) -> Bucket:
        if chat_id not in self._chats:
            self._chats[chat_id] = Bucket(float(self.chat_burst), self.per_chat_second, float(self.chat_burst), now)
        return self._chats[chat_id]


def _wait_in(spent: deque[datetime], most: int, window: timedelta, now: datetime, cost: int) -> float:
    while spent and spent[0] <= now - window:
        spent.popleft()
    over = len(spent) + cost - most
    if over <= 0:
        return 0.0
    return (spent[min(over, len(spent)) - 1] + window - now).total_seconds() if spent else 0.0
