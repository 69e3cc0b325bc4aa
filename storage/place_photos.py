"""Photos of places."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Select, Table, Text, UniqueConstraint, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places.photos import photos as places_photos
from bot.places.photos.photos import PlacePhoto
from storage import rows, upsert
from storage.growing import grows
from storage.personal import Personal, blanked, naming
from storage.rooms import Room
from storage.schema import metadata
from storage.types import CODE, OWN_KEY, Instant

place_photos = Table(
    "place_photos",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("code", CODE, nullable=False),
    Column("by_id", BigInteger),
    Column("taken_at", Instant, nullable=False),
    Column("file_id", Text, nullable=False),
    Column("file_unique_id", Text, nullable=False),
    Column("hidden_by", BigInteger),
    Column("hidden_at", Instant),
    UniqueConstraint("district_id", "code", "file_unique_id"),
    Index("ix_place_photos_of", "district_id", "code", "id"),
    Index("ix_place_photos_by", "by_id", "id"),
    Index("ix_place_photos_hidden_by", "hidden_by", "id"),
    info=grows("by_id", "hidden_by"),
)


class SqlPlacePhotos:
    """Fulfils :class:`bot.places.photos.photos.Photos`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, photo: PlacePhoto) -> PlacePhoto | None:
        """Store one; None where this place has it already."""
        columns = rows.values(place_photos, photo, leave=frozenset({"id"}))
        new = await upsert.insert_new(self._db, place_photos, [columns], "id")
        return replace(photo, id=int(new.pop())) if new else None

    async def of(self, district_id: int, codes: Collection[str], most: int) -> list[PlacePhoto]:
        """The newest that are not hidden."""
        there = (place_photos.c.district_id == district_id) & place_photos.c.code.in_(list(codes))
        query = select(place_photos).where(there, place_photos.c.hidden_at.is_(None))
        return await self._many(query.order_by(place_photos.c.id.desc()).limit(most))

    async def get(self, photo_id: int) -> PlacePhoto | None:
        """One by its id."""
        found = await self.with_files([photo_id])
        return found[0] if found else None

    async def hide(self, photo_id: int, by_id: int | None, at: datetime | None) -> None:
        """Write down who hid it when."""
        hidden = {"hidden_by": by_id, "hidden_at": at}
        await self._db.execute(update(place_photos).where(place_photos.c.id == photo_id).values(hidden))

    async def with_files(self, ids: Sequence[int]) -> list[PlacePhoto]:
        """Those of *ids* that are there."""
        return await self._many(
            select(place_photos).where(place_photos.c.id.in_(list(ids))).order_by(place_photos.c.id)
        )

    async def _many(self, query: Select[Any]) -> list[PlacePhoto]:
        return [rows.read(PlacePhoto, row) for row in (await self._db.execute(query)).mappings()]


ROOM = Room(
    places_photos.PHOTOS,
    SqlPlacePhotos,
    personal=Personal(
        export=(naming(place_photos, "by_id", "hidden_by"),),
        forget=(
            blanked(place_photos, lambda user_id: place_photos.c.by_id == user_id, by_id=None),
            blanked(place_photos, lambda user_id: place_photos.c.hidden_by == user_id, hidden_by=None),
        ),
    ),
)
