"""The handbooks of districts and of the program: each version's papers, and the items as they read in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, Select, String, Table, UniqueConstraint, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handbook import store as handbook_store
from bot.handbook.model import Item, Papers
from storage.growing import STAYS
from storage.rooms import Room
from storage.schema import metadata
from storage.types import OWN_KEY, Instant, Json

handbooks = Table(
    "handbooks",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("papers", Json, nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("district_id", "version"),
    info=STAYS,
)

handbook_items = Table(
    "handbook_items",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("code", String(32), nullable=False),
    Column("body", Json, nullable=False),
    UniqueConstraint("district_id", "version", "code"),
    info=STAYS,
)

starter_handbooks = Table(
    "starter_handbooks",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("papers", Json, nullable=False),
    Column("made_at", Instant, nullable=False),
    info=STAYS,
)

starter_items = Table(
    "starter_items",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("version", ForeignKey("starter_handbooks.version"), nullable=False),
    Column("code", String(32), nullable=False),
    Column("body", Json, nullable=False),
    UniqueConstraint("version", "code"),
    info=STAYS,
)


class SqlHandbooks:
    """Fulfils :class:`bot.handbook.store.Handbooks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def papers(self, district_id: int) -> dict[int, Papers]:
        """What each version holds besides its items."""
        of_all = select(handbooks.c.version, handbooks.c.papers)
        return await self._papers(of_all.where(handbooks.c.district_id == district_id))

    async def readings(self, district_id: int) -> list[Item]:
        """Every item in each version in which it was changed, oldest first."""
        items = handbook_items.c
        of_district = select(items.version, items.body).where(items.district_id == district_id)
        return await self._items(of_district.order_by(items.version, items.id))

    async def add(
        self, district_id: int, version: int, papers: Papers, readings: Sequence[Item], now: datetime
    ) -> None:
        """Keep a new version."""
        whose = {"district_id": district_id, "version": version}
        await self._add(handbooks, handbook_items, whose, papers, readings, now)

    async def starter_papers(self) -> dict[int, Papers]:
        """The same of each edition that the program brought along."""
        return await self._papers(select(starter_handbooks.c.version, starter_handbooks.c.papers))

    async def starter_readings(self) -> list[Item]:
        """Every item of those in each edition in which it was changed, oldest first."""
        items = starter_items.c
        return await self._items(select(items.version, items.body).order_by(items.version.desc(), items.id))

    async def add_starter(self, version: int, papers: Papers, readings: Sequence[Item], now: datetime) -> None:
        """Keep a new edition."""
        await self._add(starter_handbooks, starter_items, {"version": version}, papers, readings, now)

    async def _papers(self, wanted: Select[Any]) -> dict[int, Papers]:
        return {version: Papers.model_validate(kept) for version, kept in await self._db.execute(wanted)}

    async def _items(self, wanted: Select[Any]) -> list[Item]:
        rows = await self._db.execute(wanted)
        return [Item.model_validate({**body, "version": version}) for version, body in rows]

    async def _add(
        self, whole: Table, parts: Table, whose: dict[str, int], papers: Papers, readings: Sequence[Item], now: datetime
    ) -> None:
        await self._db.execute(insert(whole).values({**whose, "papers": papers.model_dump(), "made_at": now}))
        rows = [{**whose, "code": item.code, "body": item.model_dump()} for item in readings]
        if rows:
            await self._db.execute(insert(parts), rows)


ROOM = Room(handbook_store.HANDBOOKS, SqlHandbooks)
