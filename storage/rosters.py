"""The planned roster: rules and swaps."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.roster import Rule, Swap, SwapState
from storage import rows
from storage.schema import roster_rules, swaps


class SqlRosters:
    """Fulfils :class:`bot.roster.Rosters`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def rules(self, district_id: int) -> list[Rule]:
        """All rules, as they were written."""
        query = select(roster_rules).where(roster_rules.c.district_id == district_id).order_by(roster_rules.c.id)
        return [rows.read(Rule, r, days=tuple(r["days"])) for r in (await self._db.execute(query)).mappings()]

    async def add(self, rule: Rule) -> None:
        """Store a new one."""
        await self._db.execute(insert(roster_rules).values(rows.values(roster_rules, rule, leave=frozenset({"id"}))))

    async def drop(self, rule_id: int) -> None:
        """Forget one."""
        await self._db.execute(delete(roster_rules).where(roster_rules.c.id == rule_id))

    async def swaps(self, district_id: int, since: datetime) -> list[Swap]:
        """Swaps of shifts that begin at *since* or later, oldest first."""
        those = (swaps.c.district_id == district_id) & (swaps.c.begins_at >= since)
        found = (await self._db.execute(select(swaps).where(those).order_by(swaps.c.id))).mappings()
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
