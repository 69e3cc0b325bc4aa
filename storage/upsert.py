"""Insert what may be there already: both databases can, each in a spelling of its own."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


async def insert_new(
    connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]], key: str
) -> set[Any]:
    """Insert those of *rows* that are not there yet; returns the values of column *key* of those that were new."""
    query = INSERTS[connection.dialect.name](table).on_conflict_do_nothing().returning(table.c[key])
    return set((await connection.execute(query, list(rows))).scalars())


async def put(connection: AsyncConnection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert *row*, or change the row of the same primary key to it."""
    await connection.execute(_put(connection.dialect.name, table, tuple(row)), dict(row))


async def put_all(connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same of several rows, which have the same columns."""
    if rows:
        await connection.execute(_put(connection.dialect.name, table, tuple(rows[0])), [dict(row) for row in rows])


@cache
def _put(dialect: str, table: Table, names: tuple[str, ...]) -> Any:
    """The statement that puts a row of *names*; the parameters of its execution are the row."""
    keys = [column.name for column in table.primary_key]
    query = INSERTS[dialect](table)
    changed = {name: query.excluded[name] for name in names if name not in keys}
    return query.on_conflict_do_update(index_elements=keys, set_=changed)
