"""Districts and their chats."""

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    Select,
    String,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.register import districts as register_districts
from bot.register.districts import District
from storage import rows
from storage.growing import STAYS
from storage.rooms import Room
from storage.schema import LAT, LON, metadata
from storage.types import OWN_KEY, Instant, Json

districts = Table(
    "districts",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("chat_id", BigInteger, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("limits", Json, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("area", Json),
    Column("dispatch", String(16), nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("created_at", Instant),
    Column("last_number", Integer, nullable=False),
    Column("settings", Json, nullable=False),
    Column("country", String(2), nullable=False, server_default="CN"),
    CheckConstraint("dispatch IN ('send', 'suggest')", name="dispatch"),
    CheckConstraint(LAT, name="lat"),
    CheckConstraint(LON, name="lon"),
    info=STAYS,
)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("district_id", ForeignKey("districts.id"), nullable=False, index=True),
    info=STAYS,
)

_BY_ID = select(districts).where(districts.c.id == bindparam("district_id"))
_BY_CHAT = (
    select(districts).join(chats, chats.c.district_id == districts.c.id).where(chats.c.chat_id == bindparam("chat_id"))
)
_WITHOUT = frozenset({"id", "last_number"})


class SqlDistricts:
    """Fulfils :class:`bot.register.districts.Districts`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def get(self, district_id: int) -> District | None:
        """One district by id."""
        return await self._one(_BY_ID, district_id=district_id)

    async def by_chat(self, chat_id: int) -> District | None:
        """The district of a present or former chat id."""
        return await self._one(_BY_CHAT, chat_id=chat_id)

    async def _one(self, query: Select[Any], **asked: int) -> District | None:
        row = (await self._db.execute(query, asked)).mappings().first()
        return rows.read(District, row, point="centre") if row else None

    async def all(self) -> list[District]:
        """Every district."""
        found = (await self._db.execute(select(districts).order_by(districts.c.id))).mappings()
        return [rows.read(District, row, point="centre") for row in found]

    async def add(self, district: District) -> District:
        """Store a new one with its chat id."""
        columns = rows.values(districts, district, point="centre", leave=frozenset({"id"}))
        key = (await self._db.execute(insert(districts).values(columns))).inserted_primary_key
        stored = replace(district, id=int(key[0]) if key else 0)
        await self._db.execute(insert(chats).values(chat_id=district.chat_id, district_id=stored.id))
        return stored

    async def save(self, district: District) -> None:
        """Write everything but the id and the sequence of numbers."""
        columns = rows.values(districts, district, point="centre", leave=_WITHOUT)
        await self._db.execute(update(districts).where(districts.c.id == district.id).values(columns))

    async def move_chat(self, district: District, chat_id: int) -> District:
        """The group became *chat_id*; the former id keeps pointing here."""
        moved = replace(district, chat_id=chat_id)
        await self.save(moved)
        if await self.by_chat(chat_id) is None:
            await self._db.execute(insert(chats).values(chat_id=chat_id, district_id=district.id))
        return moved

    async def next_number(self, district_id: int) -> int:
        """The next case number of the district, taken in this transaction."""
        counted = (
            update(districts)
            .where(districts.c.id == district_id)
            .values(last_number=districts.c.last_number + 1)
            .returning(districts.c.last_number)
        )
        return int((await self._db.execute(counted)).scalar_one())


ROOM = Room(register_districts.DISTRICTS, SqlDistricts)
