"""What a storage file keeps of people, said beside its tables: what they are handed, what goes, what keeps them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.port import Erased

Rows = Callable[[int], Select[Any]]
"""Rows about the person of an id."""

Forget = Callable[[AsyncConnection, int, datetime], Awaitable[Erased]]
"""Erases what may be erased of the person of an id, now; returns what went."""

NOTHING = Erased()


@dataclass(frozen=True)
class Export:
    """Rows of *table* that a person is handed; *columns* are those of its columns that name somebody."""

    table: Table
    rows: Rows
    columns: tuple[str, ...] = ()


async def _keep_all(_db: AsyncConnection, _user_id: int, _now: datetime) -> Erased:
    return NOTHING


@dataclass(frozen=True)
class Personal:
    """What one file keeps of people.

    *holds* finds ids of cases that keep somebody as long as they are live, *on_duty* ids of districts that count on
    them at this moment.
    """

    export: tuple[Export, ...] = ()
    forget: Forget = _keep_all
    holds: Rows | None = None
    on_duty: Rows | None = None


def naming(table: Table, *columns: str) -> Export:
    """The rows of *table* in which one of *columns* names the person."""

    def rows(user_id: int) -> Select[Any]:
        return select(table).where(or_(*(table.c[name] == user_id for name in columns)))

    return Export(table, rows, columns)


def whole_rows(*tables: Table) -> Forget:
    """Every row of *tables* that belongs to the person goes."""

    async def forget(db: AsyncConnection, user_id: int, _now: datetime) -> Erased:
        for table in tables:
            await db.execute(delete(table).where(table.c.user_id == user_id))
        return NOTHING

    return forget
