"""Handovers of shifts: their table."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, RowMapping, Select, Table, Text, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handovers import table as handovers_table
from bot.handovers.table import KIND, MOVES, Handover, Listed, State
from storage.case_rows import IS_LIVE, CaseRows, SqlCases
from storage.growing import grows
from storage.personal import Personal, Words, blanked, naming
from storage.rooms import Room
from storage.schema import cases, metadata, only_states, partial
from storage.types import Instant, Json

handovers = Table(
    "handovers",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("listed", Json, nullable=False),
    Column("notes", Text, nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("counted_from", Instant),
    Column("told", Integer, nullable=False),
    Column("taken_by", BigInteger),
    Column("ended_at", Instant),
    info=grows(),
)
partial("ix_handovers_open", handovers.c.case_id, where="ended_at IS NULL")

only_states(KIND, State)


def _written(handover: Handover) -> dict[str, Any]:
    return {"listed": asdict(handover.listed)}


def _read(row: RowMapping) -> dict[str, Any]:
    return {"listed": Listed(**{name: tuple(numbers) for name, numbers in row["listed"].items()})}


ROWS = CaseRows(MOVES, handovers, Handover, _written, _read)


class SqlHandovers(SqlCases[Handover]):
    """Fulfils :class:`bot.handovers.table.Handovers`."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(ROWS, connection)

    async def offered(self, district_id: int) -> list[Handover]:
        """Those that stand open, oldest first."""
        return await self.live(district_id)


def _theirs(user_id: int) -> Select[Any]:
    live = handovers.join(cases, cases.c.id == handovers.c.case_id)
    return select(handovers.c.case_id).select_from(live).where(handovers.c.by_id == user_id, IS_LIVE)


_NOTES = blanked(handovers, lambda user_id: handovers.c.by_id == user_id, notes="")
"""Their own words."""


def _words(user_id: int, case_ids: Sequence[int]) -> Select[Any]:
    theirs = (handovers.c.case_id.in_(case_ids)) & (handovers.c.by_id == user_id)
    return select(handovers.c.case_id, handovers.c.notes).where(theirs)


PERSONAL = Personal(
    export=(naming(handovers, "by_id", "taken_by"),), forget=(_NOTES,), holds=_theirs, words=(Words(_words),)
)

ROOM = Room(handovers_table.HANDOVERS, SqlHandovers, PERSONAL, rows=ROWS)
