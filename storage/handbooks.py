"""The handbooks of districts: each version's papers, and the items as they read in it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handbook import Item, Papers
from storage.schema_papers import handbook_items, handbooks


class SqlHandbooks:
    """Fulfils :class:`bot.handbook.Handbooks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def papers(self, district_id: int) -> Papers | None:
        """What the newest one holds besides its items."""
        of_district = select(handbooks.c.papers).where(handbooks.c.district_id == district_id)
        newest = of_district.order_by(handbooks.c.version.desc()).limit(1)
        found = (await self._db.execute(newest)).scalar_one_or_none()
        return Papers.model_validate(found) if found is not None else None

    async def readings(self, district_id: int) -> list[Item]:
        """Every item in each version in which it was changed, oldest first."""
        of_district = select(handbook_items.c.version, handbook_items.c.body).where(
            handbook_items.c.district_id == district_id
        )
        rows = await self._db.execute(of_district.order_by(handbook_items.c.version, handbook_items.c.id))
        return [Item.model_validate({**body, "version": version}) for version, body in rows]

    async def add(
        self, district_id: int, version: int, papers: Papers, readings: Sequence[Item], now: datetime
    ) -> None:
        """Keep a new version."""
        kept = {"district_id": district_id, "version": version, "papers": papers.model_dump(), "made_at": now}
        await self._db.execute(insert(handbooks).values(kept))
        for item in readings:
            row = {"district_id": district_id, "version": version, "code": item.code, "body": item.model_dump()}
            await self._db.execute(insert(handbook_items).values(row))
