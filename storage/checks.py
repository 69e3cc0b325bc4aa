"""Visits and hazards as screens list and count them."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, case, func, literal, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.hazards.table import CLOSED, ESCALATED, LIMITED, OPEN, RECTIFIED, Hazard, Severity
from bot.inspections.planning.wishes import Wish
from bot.inspections.table import AHEAD, ON_SPOT, Visit
from bot.screens.checks import port
from bot.screens.checks.port import FAR, MOST_COUNTED, Counts, Key, Where
from storage import hazards as storage_hazards
from storage import inspections as storage_inspections
from storage.case_rows import IS_LIVE
from storage.hazards import SqlHazards, hazards
from storage.inspections import SqlVisits, visits
from storage.rooms import Room
from storage.schema import cases
from storage.visit_wishes import SqlWishes

_VISITS, _HAZARDS = storage_inspections.ROWS, storage_hazards.ROWS

_due: ColumnElement[int] = func.coalesce(
    case(
        (cases.c.state == RECTIFIED.value, type_coerce(hazards.c.recheck_at, BigInteger)),
        (cases.c.state.in_([LIMITED.value, ESCALATED.value]), type_coerce(hazards.c.limit_at, BigInteger)),
    ),
    literal(FAR, BigInteger),
)
"""As :attr:`bot.hazards.table.Hazard.due_at`, in milliseconds; far away where nothing is due."""

_first: ColumnElement[int] = case(
    ((_due == FAR) & (hazards.c.severity == Severity.CRITICAL.value), literal(0, BigInteger)), else_=_due
)
"""By what open hazards are listed: a critical one without a limit waits for somebody now, before all that have one."""

_ended: ColumnElement[int] = type_coerce(hazards.c.ended_at, BigInteger)


class _Visits(SqlVisits):
    """Visits by queries of ours."""

    async def find(self, query: Select[Any], district_id: int) -> list[Visit]:
        """Those of a district that *query* finds."""
        return await self._load(query, district_id=district_id)


class _Hazards(SqlHazards):
    """Hazards by queries of ours."""

    async def find(self, query: Select[Any], district_id: int) -> list[Hazard]:
        """Those of a district that *query* finds."""
        return await self._load(query, district_id=district_id)


class SqlChecks:
    """Fulfils :class:`bot.screens.checks.port.Checks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self._visits, self._hazards = _Visits(connection), _Hazards(connection)
        self._wishes = SqlWishes(connection)

    async def visits(self, where: Where, today: date, after: Key | None, most: int) -> list[Visit]:
        """Those that are due, by their last day."""
        query = _due_visits(where, today).order_by(visits.c.until, cases.c.number).limit(most)
        if after is not None:
            day = date.fromordinal(max(1, min(after.by, date.max.toordinal())))
            later = (visits.c.until == day) & (cases.c.number > after.number)
            query = query.where(or_(visits.c.until > day, later))
        return await self._visits.find(query, where.district_id)

    async def hazards(self, where: Where, after: Key | None, most: int) -> list[Hazard]:
        """Those that are open, by what is due; what is critical without a limit first."""
        query = _open_hazards(where).order_by(_first, cases.c.number).limit(most)
        if after is not None:
            query = query.where(or_(_first > after.by, (_first == after.by) & (cases.c.number > after.number)))
        return await self._hazards.find(query, where.district_id)

    async def orders(self, where: Where, after: Key | None, most: int) -> list[Hazard]:
        """Those with an order that stands, by number."""
        query = _orders(where).order_by(cases.c.number).limit(most)
        if after is not None:
            query = query.where(cases.c.number > after.number)
        return await self._hazards.find(query, where.district_id)

    async def counts(self, where: Where, today: date, now: datetime) -> Counts:
        """How many of each."""
        due, open_ = _due_visits(where, today), _open_hazards(where)
        over = _due < port.milliseconds(now)
        grave = hazards.c.severity == Severity.CRITICAL.value
        queries = (due, due.where(visits.c.until < today), open_, open_.where(over), _orders(where), open_.where(grave))
        return Counts(*[await self._count(one, where.district_id) for one in queries])

    async def _count(self, query: Select[Any], district_id: int) -> int:
        some = query.with_only_columns(cases.c.id).limit(MOST_COUNTED + 1).subquery()
        counted = select(func.count()).select_from(some).execution_options(unbounded="of what is open, a thousand")
        return int((await self._db.execute(counted, {"district_id": district_id})).scalar_one())

    async def pairs(self, where: Where, after: Key | None, most: int) -> list[Hazard]:
        """Those that ended with both, the newest end first."""
        both = (hazards.c.before != [], hazards.c.after != [])
        query = _HAZARDS.here.where(cases.c.drill == where.drill, cases.c.state == CLOSED.value, *both)
        query = query.where(hazards.c.ended_at.is_not(None))
        query = query.order_by(hazards.c.ended_at.desc(), cases.c.number.desc()).limit(most)
        if after is not None:
            earlier = (_ended == after.by) & (cases.c.number < after.number)
            query = query.where(or_(_ended < after.by, earlier))
        return await self._hazards.find(query, where.district_id)

    async def made(self, where: Where, since: datetime, most: int) -> list[Visit]:
        """Those that were begun, the newest first."""
        query = _VISITS.here.where(cases.c.drill == where.drill, visits.c.begun_at >= since)
        newest = query.order_by(visits.c.begun_at.desc(), cases.c.number.desc()).limit(most)
        return await self._visits.find(newest, where.district_id)

    async def found(self, where: Where, since: datetime, most: int) -> list[Hazard]:
        """Those that were found, the newest first."""
        query = _HAZARDS.here.where(cases.c.drill == where.drill, cases.c.reported_at >= since)
        newest = query.order_by(cases.c.reported_at.desc(), cases.c.number.desc()).limit(most)
        return await self._hazards.find(newest, where.district_id)

    async def wished(self, district_id: int, since: datetime, most: int) -> list[Wish]:
        """Wishes, the newest first."""
        return await self._wishes.between(district_id, since, datetime.max.replace(year=9000, tzinfo=UTC), most)

    async def answered(self, case_ids: Sequence[int]) -> dict[int, set[str]]:
        """The items that were decided, by visit."""
        return await self._visits.decided(case_ids)

    async def visits_of(self, case_ids: Collection[int]) -> dict[int, Visit]:
        """These visits by id."""
        return await self._visits.of_ids(case_ids)


def _due_visits(where: Where, today: date) -> Select[Any]:
    states = sorted(one.value for one in AHEAD | ON_SPOT)
    return _VISITS.here.where(
        cases.c.kind == _VISITS.kind,
        IS_LIVE,
        cases.c.drill == where.drill,
        cases.c.state.in_(states),
        visits.c.since <= today,
    )


def _open_hazards(where: Where) -> Select[Any]:
    states = sorted(one.value for one in OPEN)
    live = (cases.c.kind == _HAZARDS.kind, IS_LIVE)
    return _HAZARDS.here.where(*live, cases.c.drill == where.drill, cases.c.state.in_(states))


def _orders(where: Where) -> Select[Any]:
    return _open_hazards(where).where(hazards.c.order != "", hazards.c.lifted_at.is_(None))


ROOM = Room(port.CHECKS, SqlChecks)
