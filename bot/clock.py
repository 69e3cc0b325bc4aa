"""What time it is, as a port: limits, courier, tick and the drill ground's server all ask the same clock."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A source of time that can be the machine's, turned by hand, or run at a drill's speed."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Return once *seconds* of this clock's time have passed (at once for zero or less)."""
