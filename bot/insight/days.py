"""What the memory tells of a day: the port of the morning report, and of all figures about past days."""

from datetime import datetime
from typing import Protocol

from bot.incidents.table import Incident
from bot.values.port import Port


class Days(Protocol):
    """Past days of one district."""

    async def reported(self, district_id: int, since: datetime, until: datetime) -> list[Incident]:
        """Every case reported from *since* on and before *until*, drills too, oldest first."""

    async def head(self, district_id: int) -> str:
        """The hash of the last line of the district's history: 64 hex digits."""


DAYS: Port[Days] = Port("days")
