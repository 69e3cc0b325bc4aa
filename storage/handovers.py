"""Handovers of shifts: rows of the cases, with what is their own beside."""

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, RowMapping, Table, Text, and_, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handovers import OFFERED, Handover, Listed
from bot.ports import Stale
from storage import rows
from storage.incidents import MOST_NUMBER
from storage.schema import cases, metadata, partial
from storage.types import Instant, Json

handovers = Table(
    "handovers", metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("listed", Json, nullable=False),
    Column("notes", Text, nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("counted_from", Instant),
    Column("told", Integer, nullable=False),
    Column("taken_by", BigInteger),
    Column("ended_at", Instant),
)  # fmt: skip
partial("ix_handovers_open", handovers.c.case_id, where="ended_at IS NULL")

_WHOLE = select(cases, handovers).join(handovers, handovers.c.case_id == cases.c.id)


class SqlHandovers:
    """Fulfils :class:`bot.handovers.Handovers`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, handover: Handover) -> Handover:
        """Store a new one."""
        columns = rows.values(cases, handover, leave=frozenset({"id"})) | {"version": 1}
        key = (await self._db.execute(insert(cases).values(columns))).inserted_primary_key
        stored = replace(rows.as_stored(handover), id=int(key[0]) if key else 0, version=1)
        await self._db.execute(insert(handovers).values(_own(stored) | {"case_id": stored.id}))
        return stored

    async def get(self, case_id: int) -> Handover | None:
        """One by its global id."""
        row = (await self._db.execute(_WHOLE.where(cases.c.id == case_id))).mappings().first()
        return _handover(row) if row else None

    async def by_number(self, district_id: int, number: int) -> Handover | None:
        """One by district and number."""
        if not 0 < number <= MOST_NUMBER:
            return None
        query = _WHOLE.where(cases.c.district_id == district_id, cases.c.number == number)
        row = (await self._db.execute(query)).mappings().first()
        return _handover(row) if row else None

    async def offered(self, district_id: int) -> list[Handover]:
        """Those that stand open, oldest first."""
        query = _WHOLE.where(handovers.c.ended_at.is_(None), cases.c.district_id == district_id)
        found = (await self._db.execute(query.where(cases.c.state == str(OFFERED)).order_by(cases.c.id))).mappings()
        return [_handover(row) for row in found]

    async def save(self, handover: Handover) -> Handover:
        """Write it over the version that was loaded."""
        kept = rows.as_stored(handover)
        loaded = and_(cases.c.id == kept.id, cases.c.version == kept.version)
        changed = {"state": str(kept.state), "version": kept.version + 1}
        if (await self._db.execute(update(cases).where(loaded).values(changed))).rowcount != 1:
            raise Stale(kept.number)
        await self._db.execute(update(handovers).where(handovers.c.case_id == kept.id).values(_own(kept)))
        return replace(kept, version=kept.version + 1)


def _own(handover: Handover) -> dict[str, Any]:
    return rows.values(handovers, handover) | {"listed": asdict(handover.listed)}


def _handover(row: RowMapping) -> Handover:
    listed = {name: tuple(numbers) for name, numbers in row["listed"].items()}
    return rows.read(Handover, row, listed=Listed(**listed))
