"""Small facts of the deployment by name."""

from collections.abc import Collection
from copy import deepcopy
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, String, Table, and_, bindparam, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.work import ports
from storage import remembered, upsert
from storage.growing import WHY, grows
from storage.personal import Export, Personal, gone
from storage.rooms import Room
from storage.schema import metadata
from storage.types import Json

kept = Table(
    "kept",
    metadata,
    Column("name", String(96).with_variant(String(96, collation="C"), "postgresql"), primary_key=True),
    Column("value", Json),
    info=grows(),
)

_KEPT = frozenset({kept})

_LAST = "\U0010ffff"
"""Sorts behind every name: names are compared by their bytes."""

_OF_ONE = {WHY: "what is kept under one name for each live case of a district, or each who may use the bot"}

_VALUE = select(kept.c.value).where(kept.c.name == bindparam("name"))

_BEGINNING = (
    select(kept.c.name, kept.c.value)
    .where(kept.c.name >= bindparam("first"), kept.c.name < bindparam("beyond"))
    .execution_options(**_OF_ONE)
)


class SqlKept:
    """Fulfils :class:`bot.work.ports.Kept`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self._owed: dict[str, Any] = {}

    async def get(self, name: str) -> Any:
        """The value, or None."""
        if name in self._owed or not self._owed:
            return (await self._db.execute(_VALUE, {"name": name})).scalar()
        return (await remembered.beside(self._db, _VALUE, {"name": name})).scalar()

    async def put(self, name: str, value: Any) -> None:
        """Set the value; None forgets it. Written with all others at the end, or as soon as anybody asks."""
        self._owed[name] = deepcopy(value)  # as it is now, whatever becomes of it until it is written
        remembered.owe(self._db, _KEPT, self._pay)

    async def _pay(self) -> None:
        """Write what each name has got last."""
        owed, self._owed = self._owed, {}
        gone = sorted(name for name, value in owed.items() if value is None)
        if gone:
            await self._db.execute(delete(kept).where(kept.c.name.in_(gone)))
        left = [{"name": name, "value": owed[name]} for name in sorted(owed) if owed[name] is not None]
        await upsert.put_all(self._db, kept, left)

    async def several(self, names: Collection[str]) -> dict[str, Any]:
        """The values of those of *names* that have one."""
        those = select(kept.c.name, kept.c.value).where(kept.c.name.in_(sorted(set(names))))
        return {row.name: row.value for row in await self._db.execute(those)}

    async def beginning(self, name: str) -> dict[str, Any]:
        """Every value whose name begins so, by name."""
        found = await self._db.execute(_BEGINNING, {"first": name, "beyond": f"{name}{_LAST}"})
        return {row.name: row.value for row in found}


def _begins(name: str) -> ColumnElement[bool]:
    """What lies between two names: that is found by the index."""
    return and_(kept.c.name >= name, kept.c.name < f"{name}{_LAST}")


def _name(user_id: int) -> ColumnElement[bool]:
    """Small facts whose name holds the person's id."""
    whole = kept.c.name.in_([f"{one}:{user_id}" for one in ("live-off", "shifted")])
    return or_(whole, *(_begins(f"{one}:{user_id}:") for one in ("gaps-read", "menu")))


def _facts(user_id: int) -> Select[Any]:
    return select(kept).where(_name(user_id))


PERSONAL = Personal(
    export=(Export(kept, _facts),), forget=(gone(kept, _name),), said=(kept.c.value,), alone=(kept.c.value,)
)

ROOM = Room(ports.KEPT, SqlKept, PERSONAL)
