"""The register of places."""

from collections.abc import Sequence

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import register as places_register
from bot.places.register import Place
from storage import rows
from storage.rooms import Room
from storage.schema import LAT, LON, metadata

places = Table(
    "places",
    metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("address", Text, nullable=False),
    CheckConstraint(LAT, name="lat"),
    CheckConstraint(LON, name="lon"),
)

_ALL = select(places).where(places.c.district_id == bindparam("district_id")).order_by(places.c.code)


class SqlPlaces:
    """Fulfils :class:`bot.places.register.Places`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def all(self, district_id: int) -> list[Place]:
        """Every place of the district."""
        found = (await self._db.execute(_ALL, {"district_id": district_id})).mappings()
        return [rows.read(Place, row) for row in found]

    async def replace(self, district_id: int, places_now: Sequence[Place], *, prune: bool) -> None:
        """Insert or update by code; with *prune* remove those not named."""
        known = {place.code for place in await self.all(district_id)}
        for place in places_now:
            columns = {**rows.values(places, place), "district_id": district_id}
            if place.code in known:
                one = (places.c.district_id == district_id) & (places.c.code == place.code)
                await self._db.execute(update(places).where(one).values(columns))
            else:
                await self._db.execute(insert(places).values(columns))
        gone = known - {place.code for place in places_now} if prune else set()
        if gone:
            here = (places.c.district_id == district_id) & places.c.code.in_(gone)
            await self._db.execute(delete(places).where(here))


ROOM = Room(places_register.PLACES, SqlPlaces)
