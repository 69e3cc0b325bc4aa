"""What time it is, as a port: limits, courier, tick and the drill ground's server all ask the same clock."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A source of time that can be the machine's, turned by hand, or run at a drill's speed."""

    @property
    def pace(self) -> float:
        """How many seconds pass here in one of the machine's: 1 for the machine's own, 0 while the clock stands."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Return once *seconds* of this clock's time have passed (at once for zero or less)."""

    def heard(self, hour: datetime) -> None:
        """Telegram says that it is *hour*, to the second."""

    def off_by_s(self) -> float:
        """How many seconds Telegram's clock is ahead of this one, as far as is known; negative where behind."""

    def put_right(self, not_before: datetime | None = None) -> float:
        """Show Telegram's hour from here on, and none before *not_before*; returns by how many seconds it moved."""
