"""Hazards: their table, and what is open at places."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    literal_column,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.hazards import table as hazards_table
from bot.hazards.table import MOVES, Hazard, Severity
from storage.case_rows import CaseRows, SqlCases
from storage.growing import grows
from storage.personal import Personal, Words, naming
from storage.rooms import Room
from storage.schema import cases, metadata, partial
from storage.types import CODE, Instant, Json

hazards = Table(
    "hazards",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("place", CODE, nullable=False),
    Column("firm", Boolean, nullable=False),
    Column("title", Text, nullable=False),
    Column("item", String(130), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("body", String(32), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("finder_id", BigInteger),
    Column("visit_id", ForeignKey("cases.id")),
    Column("incident_id", ForeignKey("cases.id")),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Column("hours", Integer),
    Column("limit_at", Instant),
    Column("limit_set_at", Instant),
    Column("provisional", Boolean, nullable=False),
    Column("fixer_id", BigInteger),
    Column("by_place", Boolean, nullable=False),
    Column("fixed_at", Instant),
    Column("recheck_at", Instant),
    Column("early", Boolean, nullable=False),
    Column("hastened_at", Instant),
    Column("allowed", BigInteger),
    Column("rechecked_by", BigInteger),
    Column("sent_back", Integer, nullable=False),
    Column("escalated_to", String(64), nullable=False),
    Column("order", String(64), nullable=False),
    Column("authority", String(64), nullable=False),
    Column("order_day", String(10), nullable=False),
    Column("lifted_at", Instant),
    Column("guidance", Boolean, nullable=False),
    Column("alarmed", Integer, nullable=False),
    Column("alarmed_at", Instant),
    Column("acted_at", Instant),
    Column("ended_at", Instant),
    Index("ix_hazards_place", "place", "case_id"),
    Index("ix_hazards_visit", "visit_id", "case_id"),
    Index("ix_hazards_incident", "incident_id", "case_id"),
    Index("ix_hazards_finder", "finder_id", "case_id"),
    Index("ix_hazards_fixer", "fixer_id", "case_id"),
    Index("ix_hazards_rechecked", "rechecked_by", "case_id"),
    Index("ix_hazards_ended", "ended_at", "case_id"),
    info=grows("visit_id", "incident_id", "finder_id", "fixer_id", "rechecked_by"),
)
partial("ix_hazards_open", hazards.c.place, hazards.c.case_id, where="ended_at IS NULL")
partial("ix_hazards_critical", hazards.c.case_id, where="severity = 'critical' AND ended_at IS NULL")


def _written(hazard: Hazard) -> dict[str, Any]:
    return {"before": list(hazard.before), "after": list(hazard.after)}


def _read(row: RowMapping) -> dict[str, Any]:
    return {"severity": Severity(row["severity"]), "before": tuple(row["before"]), "after": tuple(row["after"])}


ROWS = CaseRows(MOVES, hazards, Hazard, _written, _read, seldom=True)


class SqlHazards(SqlCases[Hazard]):
    """Fulfils :class:`bot.hazards.table.Hazards`."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(ROWS, connection)

    async def open_at(self, district_id: int, places: Sequence[str], most: int) -> list[Hazard]:
        """Those of these places that are not over, oldest first."""
        is_open: ColumnElement[bool] = literal_column("hazards.ended_at IS NULL")
        found = ROWS.here.where(hazards.c.place.in_(places), is_open).order_by(hazards.c.case_id).limit(most)
        return await self._load(found, district_id=district_id)

    async def critical(self, district_id: int, most: int) -> list[Hazard]:
        """Critical ones that are not over, oldest first."""
        if not await self.may_be_live(district_id):
            return []
        is_so: ColumnElement[bool] = literal_column("hazards.severity = 'critical' AND hazards.ended_at IS NULL")
        here = cases.c.district_id + 0 == district_id  # no index: an older SQLite would go through all of the district
        return await self._load(ROWS.whole.where(is_so, here).order_by(hazards.c.case_id).limit(most))

    async def at_place(self, district_id: int, places: Sequence[str], most: int) -> list[Hazard]:
        """The newest of these places, newest first, at most so many."""
        newest = ROWS.here.where(hazards.c.place.in_(places)).order_by(hazards.c.case_id.desc()).limit(most)
        return await self._load(newest, district_id=district_id)

    async def of_visit(self, visit_id: int) -> list[Hazard]:
        """Those that were found in a visit, in order."""
        found = ROWS.whole.where(hazards.c.visit_id == visit_id).order_by(hazards.c.case_id)
        return await self._load(found)


def _words(user_id: int, case_ids: Sequence[int]) -> Select[Any]:
    theirs = hazards.c.case_id.in_(case_ids) & (hazards.c.finder_id == user_id)
    return select(hazards.c.case_id, hazards.c.title).where(theirs)


PERSONAL = Personal(
    export=(naming(hazards, "finder_id", "fixer_id", "rechecked_by", "allowed"),),
    words=(Words(_words),),
    said=(hazards.c.title,),
)

ROOM = Room(hazards_table.HAZARDS, SqlHazards, PERSONAL, rows=ROWS)
