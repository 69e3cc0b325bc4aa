"""Files of places that captains sent, while they are looked at and brought in."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    RowMapping,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places.importing import port as importing_port
from bot.places.importing.port import Import, State
from storage import remembered, rows, slices
from storage.growing import grows
from storage.personal import Personal, blanked, naming
from storage.rooms import Room
from storage.schema import metadata, partial
from storage.types import OWN_KEY, Instant, Json

place_imports = Table(
    "place_imports",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("file_id", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("language", String(8), nullable=False),
    Column("state", String(8), nullable=False),
    Column("wishes", Json, nullable=False),
    Column("about", String(16), nullable=False, server_default="places"),
    info=grows("user_id"),
)
partial("ix_place_imports_at_hand", place_imports.c.id, where="state IN ('waiting', 'agreed')")

_AT_HAND = place_imports.c.state.in_([str(State.WAITING), str(State.AGREED)])
_OPEN = place_imports.c.state != str(State.OVER)
_MOST = 1000


class SqlImports:
    """Fulfils :class:`bot.places.importing.port.Imports`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    @property
    def has_news(self) -> bool:
        """Whether anything was written of them."""
        return bool(remembered.writes(self._db, frozenset({place_imports})))

    async def add(self, one: Import) -> Import:
        """Store a new one."""
        columns = rows.values(place_imports, one, leave=frozenset({"id"}))
        key = (await self._db.execute(insert(place_imports).values(columns))).inserted_primary_key
        return replace(one, id=int(key[0]) if key else 0)

    async def get(self, import_id: int) -> Import | None:
        """One by its id."""
        query = select(place_imports).where(place_imports.c.id == import_id)
        row = (await self._db.execute(query)).mappings().first()
        return _import(row) if row else None

    async def save(self, one: Import) -> None:
        """Write a changed one."""
        columns = rows.values(place_imports, one, leave=frozenset({"id"}))
        await self._db.execute(update(place_imports).where(place_imports.c.id == one.id).values(columns))

    async def open_of(self, user_id: int) -> list[Import]:
        """Those of this person that are not over."""
        query = select(place_imports).where(place_imports.c.user_id == user_id, _OPEN).order_by(place_imports.c.id)
        return [_import(row) for row in (await self._db.execute(query.limit(_MOST))).mappings()]

    async def at_hand(self, most: int) -> list[Import]:
        """Those that wait or are agreed to."""
        query = select(place_imports).where(_AT_HAND).order_by(place_imports.c.id).limit(most)
        return [_import(row) for row in (await self._db.execute(query)).mappings()]

    async def open_ids(self) -> set[int]:
        """Those that are not over."""
        query = select(place_imports.c.id).where(_OPEN).limit(_MOST)
        return set((await self._db.execute(query)).scalars())

    async def forget_before(self, instant: datetime, most: int) -> int:
        """Delete some old ones."""
        old = select(place_imports.c.id).where(place_imports.c.asked_at < instant)
        return await slices.drop(self._db, place_imports, old.order_by(place_imports.c.id), most)


def _import(row: RowMapping) -> Import:
    return rows.read(Import, row, state=State(row["state"]))


def _theirs(user_id: int) -> ColumnElement[bool]:
    return place_imports.c.user_id == user_id


ROOM = Room(
    importing_port.IMPORTS,
    SqlImports,
    personal=Personal(
        export=(naming(place_imports, "user_id"),),
        forget=(blanked(place_imports, _theirs, state=str(State.OVER), file_name="", wishes={}),),
        said=(place_imports.c.file_name, place_imports.c.wishes),
    ),
)
"""What they sent is over, so that its file goes with the next cleaning."""
