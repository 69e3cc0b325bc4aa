"""The register of places as it is asked for by others: in a box, or by when it changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import cells
from bot.places.asked import pages
from bot.places.asked.pages import Key
from bot.places.editions import ALIVE
from bot.places.register import Box, Place
from storage.places import IS_READ, nowhere, place_registers, places, read
from storage.rooms import Room

ROWS = 200
"""Rows of the grid that are looked at; a higher box holds a good part of the register anyhow."""

_REGISTER = select(place_registers.c.id).where(place_registers.c.district_id == bindparam("district_id"))
_OWN = places.c.register_id == _REGISTER.scalar_subquery()
_CHANGED = (
    select(places)
    .join(place_registers, place_registers.c.id == places.c.register_id)
    .where(_OWN, IS_READ, places.c.changed_at >= bindparam("since"))
    .order_by(places.c.changed_at, places.c.code)
    .limit(bindparam("most"))
)
_BEHIND = or_(
    places.c.changed_at > bindparam("at"),
    and_(places.c.changed_at == bindparam("at"), places.c.code > bindparam("code")),
)
_SPOTS = select(places.c.register_id, places.c.code, places.c.since, places.c.until).where(_OWN)
"""One row of the grid each: asked for with *or*, SQLite would read every place of the register."""

_STAGED = (
    select(places.c.changed_at)
    .join(place_registers, place_registers.c.id == places.c.register_id)
    .where(_OWN, places.c.since > place_registers.c.edition)
    .order_by(places.c.since, places.c.id)
    .limit(1)
)
_HEARD = select(place_registers.c.heard_at).where(
    place_registers.c.district_id == bindparam("district_id"),
    place_registers.c.writer.is_not(None),
    place_registers.c.heard_at > bindparam("since"),
)

MOST = 4000
"""So many places of some boxes are read at most."""


class SqlPages:
    """Fulfils :class:`bot.places.asked.pages.Pages`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def codes_in(self, district_id: int, boxes: Sequence[Box]) -> list[str] | None:
        """The codes of what lies in some boxes; None where these are too many, or the boxes too high."""
        rows = [cells.covering(box) for box in boxes if box.north - box.south <= ROWS * cells.STEP_DEG]
        if len(rows) < len(boxes):
            return None
        parts = [
            _SPOTS.where(
                places.c.cell.between(first, last),
                places.c.lat.between(box.south, box.north),
                places.c.lon.between(box.west, box.east),
            )
            for box, of_box in zip(boxes, rows, strict=True)
            for first, last in of_box
        ]
        spots = union_all(*parts).subquery()
        is_read = (spots.c.since <= place_registers.c.edition) & or_(
            spots.c.until.is_(None), spots.c.until > place_registers.c.edition
        )
        query = (
            select(spots.c.code)
            .join(place_registers, place_registers.c.id == spots.c.register_id)
            .where(is_read)
            .limit(MOST)
        )
        found = list((await self._db.execute(query, {"district_id": district_id})).scalars())
        return found if len(found) < MOST else None

    async def nowhere(self, district_id: int) -> list[str] | None:
        """The codes of what lies nobody knows where; None where these are too many."""
        return await nowhere(self._db, district_id, MOST)

    async def changed(self, district_id: int, since: datetime, after: Key | None, most: int) -> list[Place]:
        """The next ones that changed."""
        asked = {"district_id": district_id, "since": since, "most": most}
        query = _CHANGED
        if after is not None:
            asked |= {"since": max(since, after[0] or since), "at": after[0] or since, "code": after[1]}
            query = _CHANGED.where(_BEHIND)
        return [read(row) for row in (await self._db.execute(query, asked)).mappings()]

    async def being_written_since(self, district_id: int, now: datetime) -> datetime | None:
        """When the first row of an edition was made that nobody reads yet; before that, when its writer began."""
        asked = {"district_id": district_id, "since": now - ALIVE}
        heard: datetime | None = (await self._db.execute(_HEARD, asked)).scalar()
        if heard is None:  # what a dead writer left is never read
            return None
        staged: datetime | None = (await self._db.execute(_STAGED, {"district_id": district_id})).scalar()
        return heard if staged is None else min(heard, staged)


ROOM = Room(pages.PAGES, SqlPages)
