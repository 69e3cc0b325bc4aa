"""Past days of a district."""

from datetime import datetime

from sqlalchemy import BigInteger, bindparam, case, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.incidents.table import Incident
from bot.insight import days as insight_days
from bot.insight.days import Reports
from storage.history import SqlHistory
from storage.incidents import SqlIncidents, incidents
from storage.rooms import Room
from storage.schema import cases
from storage.types import Instant

_TOOK_MS = type_coerce(incidents.c.resolved_at, BigInteger) - type_coerce(cases.c.reported_at, BigInteger)
_EACH = (
    select(cases.c.state, cases.c.drill, case((bindparam("close_ms") >= _TOOK_MS, 1), else_=0).label("within"))
    .join(incidents, incidents.c.case_id == cases.c.id)
    .where(
        cases.c.district_id == bindparam("district_id"),
        cases.c.reported_at >= bindparam("since", type_=Instant),
        cases.c.reported_at < bindparam("until", type_=Instant),
    )
    .subquery()
)
_COUNTED = (
    select(_EACH, func.count().label("count"))
    .group_by(_EACH.c.state, _EACH.c.drill, _EACH.c.within)
    .execution_options(unbounded="counted where they lie, of a month at most")
)


class SqlDays:
    """Fulfils :class:`bot.insight.days.Days`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self._cases = SqlIncidents(connection)
        self._history = SqlHistory(connection)

    async def reported(self, district_id: int, since: datetime, until: datetime) -> list[Incident]:
        """Every case reported from *since* on and before *until*, oldest first."""
        return await self._cases.reported_between(district_id, since, until)

    async def counted(self, district_id: int, since: datetime, until: datetime, close_s: int) -> list[Reports]:
        """How many were reported then, counted where they lie."""
        asked = {"district_id": district_id, "since": since, "until": until, "close_ms": close_s * 1000}
        found = (await self._db.execute(_COUNTED, asked)).all()
        return [Reports(row.state, bool(row.drill), bool(row.within), row[3]) for row in found]

    async def head(self, district_id: int) -> str:
        """The hash of the last line of the history."""
        return await self._history.head(district_id)


ROOM = Room(insight_days.DAYS, SqlDays)
