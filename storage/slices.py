"""Rows that go, some at a time: what is deleted in one statement is bounded, however much there is."""

from typing import Any

from sqlalchemy import Select, Table, delete, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection


async def drop(db: AsyncConnection, table: Table, old: Select[Any], most: int) -> int:
    """Delete the first *most* rows of *table* whose keys *old* finds; returns how many went."""
    keys = list(table.primary_key)
    which = keys[0] if len(keys) == 1 else tuple_(*keys)
    return (await db.execute(delete(table).where(which.in_(old.limit(most))))).rowcount
