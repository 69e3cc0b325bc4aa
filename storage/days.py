"""Past days of a district."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.incidents.table import Incident
from bot.insight import days as insight_days
from storage.history import SqlHistory
from storage.incidents import SqlIncidents
from storage.rooms import Room


class SqlDays:
    """Fulfils :class:`bot.insight.days.Days`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._cases = SqlIncidents(connection)
        self._history = SqlHistory(connection)

    async def reported(self, district_id: int, since: datetime, until: datetime) -> list[Incident]:
        """Every case reported from *since* on and before *until*, oldest first."""
        return await self._cases.reported_between(district_id, since, until)

    async def head(self, district_id: int) -> str:
        """The hash of the last line of the history."""
        return await self._history.head(district_id)


ROOM = Room(insight_days.DAYS, SqlDays)
