"""Small facts of the deployment by name."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, String, Table, bindparam, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.work import ports
from storage import upsert
from storage.growing import STAYS
from storage.personal import Export, Personal, gone
from storage.rooms import Room
from storage.schema import metadata
from storage.types import Json

kept = Table(
    "kept",
    metadata,
    Column("name", String(96), primary_key=True),
    Column("value", Json),
    info=STAYS,
)

_LAST = "\U0010ffff"
"""Sorts behind every name: SQLite compares texts by their bytes."""

_VALUE = select(kept.c.value).where(kept.c.name == bindparam("name"))


class SqlKept:
    """Fulfils :class:`bot.work.ports.Kept`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def get(self, name: str) -> Any:
        """The value, or None."""
        return (await self._db.execute(_VALUE, {"name": name})).scalar()

    async def put(self, name: str, value: Any) -> None:
        """Set the value; None forgets it."""
        if value is None:
            await self._db.execute(delete(kept).where(kept.c.name == name))
            return
        await upsert.put(self._db, kept, {"name": name, "value": value})

    async def several(self, names: Collection[str]) -> dict[str, Any]:
        """The values of those of *names* that have one."""
        those = select(kept.c.name, kept.c.value).where(kept.c.name.in_(sorted(set(names))))
        return {row.name: row.value for row in await self._db.execute(those)}

    async def beginning(self, name: str) -> dict[str, Any]:
        """Every value whose name begins so, by name."""
        those = select(kept.c.name, kept.c.value).where(kept.c.name.startswith(name, autoescape=True))
        if self._db.dialect.name == "sqlite":  # it finds no beginning by its index, but what lies between two names
            those = those.where(kept.c.name >= name, kept.c.name < f"{name}{_LAST}")
        return {row.name: row.value for row in await self._db.execute(those)}


def _name(user_id: int) -> ColumnElement[bool]:
    """Small facts whose name holds the person's id."""
    begins = (f"live-off:{user_id}:", f"menu:{user_id}:")
    read = kept.c.name.like(f"gaps-read:%:{user_id}")
    named = (kept.c.name.startswith(one, autoescape=True) for one in begins)
    return or_(kept.c.name == f"shifted:{user_id}", read, *named)


def _facts(user_id: int) -> Select[Any]:
    return select(kept).where(_name(user_id))


PERSONAL = Personal(
    export=(Export(kept, _facts),), forget=(gone(kept, _name),), said=(kept.c.value,), alone=(kept.c.value,)
)

ROOM = Room(ports.KEPT, SqlKept, PERSONAL)
