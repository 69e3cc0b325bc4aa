"""The register of places, and its editions: rows that one edition adds and another one takes away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import editions as places_editions
from bot.places import register as places_register
from bot.places.editions import ALIVE, Edition
from bot.places.register import Place
from bot.values.refused import Refused
from storage import rows
from storage.growing import STAYS
from storage.rooms import Room
from storage.schema import LAT, LON, metadata
from storage.types import OWN_KEY, Instant

place_registers = Table(
    "place_registers",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), unique=True),
    Column("edition", Integer, nullable=False),
    Column("writer", String(32)),
    Column("heard_at", Instant),
    info=STAYS,
)
"""One a district; of no district while a new one's places are written. *edition* is the one that is read."""

places = Table(
    "places",
    metadata,
    Column("register_id", ForeignKey("place_registers.id"), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("since", Integer, primary_key=True, autoincrement=False),
    Column("until", Integer),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("address", Text, nullable=False),
    CheckConstraint(LAT, name="lat"),
    CheckConstraint(LON, name="lon"),
    Index("ix_places_since", "register_id", "since"),
    Index("ix_places_until", "register_id", "until"),
    info=STAYS,
)
"""A row is read in the editions from *since* on, before *until*."""

_LAST = 2**31 - 1
"""No edition is later."""

_IS_READ = (places.c.since <= place_registers.c.edition) & or_(
    places.c.until.is_(None), places.c.until > place_registers.c.edition
)
_ALL = (
    select(places)
    .join(place_registers, place_registers.c.id == places.c.register_id)
    .where(place_registers.c.district_id == bindparam("district_id"), _IS_READ)
    .order_by(places.c.code)
)
_NEW = insert(places)
_ENDS = (
    update(places)
    .where(
        places.c.register_id == bindparam("own"),
        places.c.code == bindparam("one"),
        places.c.since < bindparam("ends"),
        places.c.until.is_(None),
    )
    .values(until=bindparam("ends"))
)
_GOES = delete(places).where(
    places.c.register_id == bindparam("own"), places.c.code == bindparam("one"), places.c.since == bindparam("began")
)
_STAYS = (
    update(places)
    .where(
        places.c.register_id == bindparam("own"),
        places.c.code == bindparam("one"),
        places.c.since == bindparam("began"),
    )
    .values(until=None)
)


class SqlPlaces:
    """Fulfils :class:`bot.places.register.Places`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def all(self, district_id: int) -> list[Place]:
        """Every place of the district."""
        found = (await self._db.execute(_ALL, {"district_id": district_id})).mappings()
        return [rows.read(Place, row) for row in found]


class SqlEditions:
    """Fulfils :class:`bot.places.editions.Editions`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def begin(self, district_id: int | None, writer: str, now: datetime) -> Edition:
        """The next edition; Refused while another one writes."""
        known = await self._register(place_registers.c.district_id == district_id) if district_id is not None else None
        if known is None:
            columns = {"district_id": district_id, "edition": 0, "writer": writer, "heard_at": now}
            key = (await self._db.execute(insert(place_registers).values(columns))).inserted_primary_key
            return Edition(int(key[0]) if key else 0, 1, writer)
        if known["writer"] is not None and known["heard_at"] > now - ALIVE:
            raise Refused("import-at-work")
        mine = place_registers.c.id == known["id"]
        await self._db.execute(update(place_registers).where(mine).values(writer=writer, heard_at=now))
        return Edition(known["id"], known["edition"] + 1, writer)

    async def write(self, edition: Edition, changed: Sequence[Place], gone: Sequence[str], now: datetime) -> None:
        """One slice."""
        await self._still_mine(edition, heard_at=now)
        own = {"register_id": edition.register_id, "since": edition.number, "until": None}
        codes = [*(one.code for one in changed), *gone]
        if codes:
            ends = [{"own": edition.register_id, "one": code, "ends": edition.number} for code in codes]
            await self._db.execute(_ENDS, ends)
        if changed:
            await self._db.execute(_NEW, [own | rows.values(places, one, leave=frozenset(own)) for one in changed])

    async def switch(self, edition: Edition, district_id: int) -> None:
        """From now on it is the one that is read."""
        other = await self._register(place_registers.c.district_id == district_id)
        if other is not None and other["id"] != edition.register_id:
            raise Refused("import-taken-over")
        await self._still_mine(edition, edition=edition.number, district_id=district_id, writer=None, heard_at=None)

    async def give_up(self, edition: Edition) -> None:
        """Nobody writes it any more."""
        mine = (place_registers.c.id == edition.register_id) & (place_registers.c.writer == edition.writer)
        await self._db.execute(update(place_registers).where(mine).values(writer=None))

    async def tidy(self, register_id: int, writer: str, most: int) -> int:
        """Rows that are over; unless another one writes, also those of an edition that never was, and what it ended."""
        known = await self._register(place_registers.c.id == register_id)
        if known is None:
            return 0
        here, edition = places.c.register_id == register_id, known["edition"]
        over = await self._some(here & (places.c.until <= edition), most)
        if known["writer"] not in {None, writer}:
            edition = _LAST
        never = await self._some(here & (places.c.since > edition), most - len(over))
        back = await self._some(here & (places.c.until > edition), most - len(over) - len(never))
        for statement, found in ((_GOES, [*over, *never]), (_STAYS, back)):
            if found:
                await self._db.execute(statement, found)
        went = len(over) + len(never) + len(back)
        if not went and known["district_id"] is None and known["writer"] is None:
            await self._db.execute(delete(place_registers).where(place_registers.c.id == register_id))
        return went

    async def abandoned(self, before: datetime) -> list[int]:
        """Registers of no district whose writer was last heard of before then."""
        alone = place_registers.c.district_id.is_(None) & (place_registers.c.heard_at < before)
        return list((await self._db.execute(select(place_registers.c.id).where(alone))).scalars())

    async def _register(self, which: ColumnElement[bool]) -> Any:
        return (await self._db.execute(select(place_registers).where(which))).mappings().first()

    async def _some(self, which: ColumnElement[bool], most: int) -> list[dict[str, Any]]:
        """The keys of up to *most* rows."""
        query: Select[Any] = select(places.c.register_id, places.c.code, places.c.since).where(which).limit(most)
        found = await self._db.execute(query)
        return [{"own": row.register_id, "one": row.code, "began": row.since} for row in found]

    async def _still_mine(self, own: Edition, **columns: Any) -> None:
        """Write *columns* of the register as its writer; Refused for one who is it no more."""
        mine = (place_registers.c.id == own.register_id) & (place_registers.c.writer == own.writer)
        mine &= place_registers.c.edition == own.number - 1
        changed = await self._db.execute(update(place_registers).where(mine).values(columns))
        if not changed.rowcount:
            raise Refused("import-taken-over")


ROOM = Room(places_register.PLACES, SqlPlaces)
EDITIONS = Room(places_editions.EDITIONS, SqlEditions)
