"""Small facts of the deployment by name."""

from typing import Any

from sqlalchemy import Column, String, Table, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import upsert
from storage.schema import metadata
from storage.types import Json

kept = Table(
    "kept", metadata,
    Column("name", String(96), primary_key=True),
    Column("value", Json),
)  # fmt: skip

_VALUE = select(kept.c.value).where(kept.c.name == bindparam("name"))


class SqlKept:
    """Fulfils :class:`bot.ports.Kept`."""

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

    async def beginning(self, name: str) -> dict[str, Any]:
        """Every value whose name begins so, by name."""
        those = select(kept.c.name, kept.c.value).where(kept.c.name.startswith(name, autoescape=True))
        return {row.name: row.value for row in await self._db.execute(those)}
