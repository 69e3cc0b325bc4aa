"""The planned roster: rules and swaps."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    RowMapping,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.duty import plan as duty_plan
from bot.duty.plan import Rule, Swap, SwapState
from storage import rows
from storage.growing import STAYS, grows
from storage.personal import Personal, naming, whole_rows
from storage.rooms import Room
from storage.schema import metadata
from storage.types import OWN_KEY, Instant, Json

roster_rules = Table(
    "roster_rules",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False, index=True),
    Column("user_id", ForeignKey("people.user_id")),
    Column("team_id", ForeignKey("teams.id")),
    Column("captain", Boolean, nullable=False),
    Column("days", Json, nullable=False),
    Column("begins", String(5), nullable=False),
    Column("ends", String(5), nullable=False),
    Column("first", String(10)),
    Column("last", String(10)),
    CheckConstraint("(user_id IS NULL) <> (team_id IS NULL)", name="whose"),
    info=STAYS,
)

swaps = Table(
    "swaps",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", ForeignKey("people.user_id"), nullable=False),
    Column("to_id", BigInteger, nullable=False),
    Column("begins_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("offered_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("confirmed_by", BigInteger),
    CheckConstraint("state IN ('offered', 'agreed', 'confirmed', 'declined', 'refused', 'withdrawn')", name="state"),
    Index("ix_swaps_begin", "district_id", "begins_at"),
    info=grows(),
)


MOST = 2_000
"""Of the swaps that begin from some day on so many are read: far more than a district has."""


class SqlRosters:
    """Fulfils :class:`bot.duty.plan.Rosters`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def rules(self, district_id: int) -> list[Rule]:
        """All rules, as they were written."""
        return await self._rules(roster_rules.c.district_id == district_id)

    async def rules_of(self, district_id: int, user_ids: Sequence[int], team_ids: Sequence[int]) -> list[Rule]:
        """Those of these people and teams, as they were written."""
        theirs = roster_rules.c.user_id.in_(user_ids) | roster_rules.c.team_id.in_(team_ids)
        return await self._rules((roster_rules.c.district_id == district_id) & theirs)

    async def _rules(self, which: ColumnElement[bool]) -> list[Rule]:
        query = select(roster_rules).where(which).order_by(roster_rules.c.id)
        return [rows.read(Rule, r, days=tuple(r["days"])) for r in (await self._db.execute(query)).mappings()]

    async def add(self, *wanted: Rule) -> None:
        """Store new ones."""
        if wanted:
            columns = [rows.values(roster_rules, rule, leave=frozenset({"id"})) for rule in wanted]
            await self._db.execute(insert(roster_rules), columns)

    async def drop(self, *rule_ids: int) -> None:
        """Forget some."""
        if rule_ids:
            own = [{"own": rule_id} for rule_id in rule_ids]
            await self._db.execute(delete(roster_rules).where(roster_rules.c.id == bindparam("own")), own)

    async def swaps(self, district_id: int, since: datetime) -> list[Swap]:
        """Swaps of shifts that begin at *since* or later, oldest first."""
        those = (swaps.c.district_id == district_id) & (swaps.c.begins_at >= since)
        found = (await self._db.execute(select(swaps).where(those).order_by(swaps.c.id).limit(MOST))).mappings()
        return [_swap(row) for row in found]

    async def swap(self, swap_id: int) -> Swap | None:
        """One swap."""
        row = (await self._db.execute(select(swaps).where(swaps.c.id == swap_id))).mappings().first()
        return _swap(row) if row else None

    async def add_swap(self, swap: Swap) -> Swap:
        """Store a new one."""
        columns = rows.values(swaps, swap, leave=frozenset({"id"}))
        key = (await self._db.execute(insert(swaps).values(columns))).inserted_primary_key
        return replace(swap, id=int(key[0]) if key else 0)

    async def save_swap(self, swap: Swap) -> None:
        """Write a changed one."""
        columns = rows.values(swaps, swap, leave=frozenset({"id"}))
        await self._db.execute(update(swaps).where(swaps.c.id == swap.id).values(columns))


def _swap(row: RowMapping) -> Swap:
    return rows.read(Swap, row, state=SwapState(row["state"]))


PERSONAL = Personal(
    export=(naming(roster_rules, "user_id"), naming(swaps, "user_id", "to_id", "confirmed_by")),
    forget=whole_rows(roster_rules, swaps),
)

ROOM = Room(duty_plan.ROSTERS, SqlRosters, PERSONAL)
