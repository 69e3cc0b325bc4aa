"""Small facts of the deployment by name."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import upsert
from storage.schema_papers import kept


class SqlKept:
    """Fulfils :class:`bot.ports.Kept`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def get(self, name: str) -> Any:
        """The value, or None."""
        return (await self._db.execute(select(kept.c.value).where(kept.c.name == name))).scalar()

    async def put(self, name: str, value: Any) -> None:
        """Set the value."""
        await upsert.put(self._db, kept, {"name": name, "value": value})
