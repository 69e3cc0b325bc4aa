"""Confirmed incidents by the place that they are linked to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.incidents import at_door, table
from bot.incidents.at_door import Confirmed, Unlinked
from storage import rows
from storage.incidents import incidents
from storage.place_links import CASE_ID, HERE, codes, place_links
from storage.rooms import Room
from storage.schema import cases
from storage.types import Instant

LATE = 50
"""Among so many of the first that were reported since then is the one of the smallest number: few are told late."""

_NTH, _NTH_CASE = place_links.alias("nth"), cases.alias("nth_case")
_FIRST_AT = bindparam("first", type_=Instant)
_OLDEST = (
    select(_NTH.c.counts_at)
    .join(_NTH_CASE, _NTH_CASE.c.id == _NTH.c.case_id)
    .where(
        _NTH.c.district_id == codes.c.district_id,
        _NTH.c.code == codes.c.code,
        _NTH.c.counts_at.is_not(None),
        _NTH.c.counts_at >= _FIRST_AT,
        _NTH_CASE.c.drill == bindparam("drill"),
    )
    .order_by(_NTH.c.counts_at.desc())
    .limit(1)
    .offset(bindparam("skip"))
    .correlate(codes)
    .scalar_subquery()
)
"""Of a busy place only the last so many are looked at."""

AT = (
    select(
        place_links.c.case_id,
        place_links.c.counts_at,
        cases.c.reporter_id,
        incidents.c.item,
        incidents.c.item_version,
        incidents.c.program_id,
        incidents.c.source,
        incidents.c.self_found,
    )
    .select_from(codes)
    .outerjoin(
        place_links,
        HERE & place_links.c.counts_at.is_not(None) & (place_links.c.counts_at >= func.coalesce(_OLDEST, _FIRST_AT)),
    )
    .join(cases, cases.c.id == CASE_ID)
    .join(incidents, incidents.c.case_id == cases.c.id)
    .where(cases.c.drill == bindparam("drill"))
    .order_by(place_links.c.counts_at.desc(), place_links.c.case_id.desc())
    .limit(bindparam("most"))
)

_FIRST = (
    select(cases.c.number)
    .where(cases.c.district_id == bindparam("district_id"), cases.c.reported_at >= bindparam("since", type_=Instant))
    .order_by(cases.c.reported_at)
    .limit(LATE)
    .subquery()
)
NUMBERS = select(
    select(func.min(_FIRST.c.number)).scalar_subquery().label("first"),
    select(cases.c.number)
    .where(cases.c.district_id == bindparam("district_id"))
    .order_by(cases.c.number.desc())
    .limit(1)
    .scalar_subquery()
    .label("newest"),
)

UNLINKED = (
    select(cases.c.id.label("case_id"), cases.c.number)
    .outerjoin(place_links, place_links.c.case_id == cases.c.id)
    .where(
        cases.c.district_id == bindparam("district_id"),
        cases.c.number > bindparam("after"),
        cases.c.number <= bindparam("to"),
        cases.c.kind == table.KIND,
        cases.c.reported_at >= bindparam("since", type_=Instant),
        cases.c.lat.is_not(None),
        place_links.c.case_id.is_(None),
    )
    .order_by(cases.c.number)
    .limit(bindparam("most"))
)


class SqlAtDoors:
    """Fulfils :class:`bot.incidents.at_door.AtDoors`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def at(self, district_id: int, code: str, since: datetime, *, drill: bool, most: int) -> list[Confirmed]:
        """The newest first."""
        asked: dict[str, Any] = {"district_id": district_id, "code": code, "drill": drill}
        asked |= {"first": since + timedelta(milliseconds=1), "most": most, "skip": most - 1}
        return [rows.read(Confirmed, row) for row in (await self._db.execute(AT, asked)).mappings()]

    async def numbers(self, district_id: int, since: datetime) -> tuple[int, int]:
        """By the index of when cases were reported."""
        row = (await self._db.execute(NUMBERS, {"district_id": district_id, "since": since})).one()
        return row.first or 0, row.newest or 0

    async def unlinked(self, district_id: int, since: datetime, after: int, to: int) -> Sequence[Unlinked]:
        """By number."""
        asked = {"district_id": district_id, "since": since, "after": after, "to": to, "most": to - after}
        return [rows.read(Unlinked, row) for row in (await self._db.execute(UNLINKED, asked)).mappings()]


ROOM = Room(at_door.AT_DOORS, SqlAtDoors)
