"""What can go wrong between a bot and Telegram, armed from outside: outages, single failures, lost answers."""

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.drill.world.errors import ApiError

WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests: retry after 1",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


@dataclass
class Faults:
    """The faults that are armed now; method names are compared without regard to case, ``*`` means any."""

    out_until: datetime | None = None
    token_revoked: bool = False
    too_many_until: dict[str, datetime] = field(default_factory=dict)
    _failing: deque[tuple[str, ApiError]] = field(default_factory=deque)
    _losing: deque[str] = field(default_factory=deque)

    @property
    def armed(self) -> int:
        """How many single failures wait for their call."""
        return len(self._failing) + len(self._losing)

    def out(self, now: datetime) -> bool:
        """Whether nothing answers at the moment."""
        return self.out_until is not None and now < self.out_until

    def outage(self, now: datetime, seconds: float) -> None:
        """From now on, for *seconds* of the clock, every call gets a 502."""
        self.out_until = now + timedelta(seconds=seconds)

    def fail_next(self, method: str, status: int, description: str | None = None) -> None:
        """The next call of *method* is refused with *status* and nothing is done."""
        words = description or WORDS.get(status, "Internal Server Error")
        parameters = {"retry_after": 1} if status == 429 else {}
        self._failing.append((method.lower(), ApiError(status, words, **parameters)))

    def too_many(self, chat_id: int, now: datetime, seconds: float) -> None:
        """From now on, for *seconds* of the clock, every call that names this chat gets a 429 with the time left."""
        self.too_many_until[str(chat_id)] = now + timedelta(seconds=seconds)

    def too_many_of(self, chat_id: str, now: datetime) -> ApiError | None:
        """The 429 for a call that names *chat_id*, while there is one."""
        until = self.too_many_until.get(chat_id)
        left = math.ceil((until - now).total_seconds()) if until else 0
        return ApiError(429, f"Too Many Requests: retry after {left}", retry_after=left) if left > 0 else None

    def lose_answer(self, method: str) -> None:
        """The next call of *method* is performed, but the connection breaks before the answer."""
        self._losing.append(method.lower())

    def failure_of(self, method: str) -> ApiError | None:
        """The refusal armed for this call, if any; it is used up."""
        for entry in self._failing:
            if entry[0] in (method.lower(), "*"):
                self._failing.remove(entry)
                return entry[1]
        return None

    def loses(self, method: str) -> bool:
        """Whether this call's answer is to be lost; it is used up."""
        for name in (method.lower(), "*"):
            if name in self._losing:
                self._losing.remove(name)
                return True
        return False

    def clear(self) -> None:
        """Disarm everything."""
        self.out_until = None
        self.token_revoked = False
        self.too_many_until.clear()
        self._failing.clear()
        self._losing.clear()
