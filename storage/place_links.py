"""Links between cases and places, and the colours of places."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    RowMapping,
    String,
    Table,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places.standing import colours as standing_colours
from bot.places.standing import links as standing_links
from bot.places.standing.colours import Coloured
from bot.places.standing.links import How, Link
from bot.work.at_door import Colour
from storage import rows, upsert
from storage.growing import STAYS, grows
from storage.personal import Personal
from storage.places import IS_READ, place_registers, places
from storage.rooms import Room
from storage.schema import metadata, partial
from storage.types import CODE, Instant, Json

place_links = Table(
    "place_links",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("code", CODE, nullable=False),
    Column("how", String(8), nullable=False),
    Column("at", Instant, nullable=False),
    Column("counts_at", Instant),
    Index("ix_place_links_of_place", "district_id", "code", "at"),
    info=grows(),
)
partial(
    "ix_place_links_counting",
    place_links.c.district_id,
    place_links.c.code,
    place_links.c.counts_at,
    where="counts_at IS NOT NULL",
)

place_colours = Table(
    "place_colours",
    metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("code", CODE, primary_key=True),
    Column("colour", String(8), nullable=False),
    Column("reason", Json, nullable=False),
    Column("source", Json, nullable=False),
    Column("at", Instant),
    Column("until", Instant),
    Index("ix_place_colours_colour", "district_id", "colour", "code"),
    info=STAYS,
)
"""Places that are not green."""


_WAS_MERGED: ColumnElement[bool] = literal_column("places.\"into\" <> ''")
"""In the very words of the index: SQLite takes it only for those."""

_CODES = (
    select(places.c.code, place_registers.c.district_id)
    .join(place_registers, place_registers.c.id == places.c.register_id)
    .where(place_registers.c.district_id == bindparam("district_id"), IS_READ)
)
_OWN = _CODES.where(places.c.code == bindparam("code")).cte("below", recursive=True)
_MERGED = (
    select(places.c.code, place_registers.c.district_id)
    .join(_OWN, places.c.into == _OWN.c.code)
    .join(place_registers, place_registers.c.id == places.c.register_id)
    .where(
        place_registers.c.district_id == bindparam("district_id"),
        _WAS_MERGED,
        places.c.since + 0 <= place_registers.c.edition,  # a sum, so that nobody looks through all by that index
        or_(places.c.until.is_(None), places.c.until + 0 > place_registers.c.edition),
    )
)
codes = _OWN.union(_MERGED)
"""The code of a place of a district, and those of all places that became part of it, one after the other.
"""

HERE = (place_links.c.district_id == codes.c.district_id) & (place_links.c.code == codes.c.code)
CASE_ID = func.coalesce(place_links.c.case_id, 0)
"""A link of one of these codes, and its case: joined so that a code without a link gives nothing.

An outer join, so that SQLite begins with the codes, which are few, and not with all links, as many as these may become.
"""

_NTH = place_links.alias("nth")
_SINCE = bindparam("since", type_=Instant)
_OLDEST = (
    select(_NTH.c.at)
    .where(_NTH.c.district_id == codes.c.district_id, _NTH.c.code == codes.c.code, _NTH.c.at >= _SINCE)
    .order_by(_NTH.c.at.desc())
    .limit(1)
    .offset(bindparam("skip"))
    .correlate(codes)
    .scalar_subquery()
)
"""Of a busy place only the last so many are looked at."""

_OF_CASE = select(place_links).where(place_links.c.case_id == bindparam("case_id"))
_OF_PLACE = (
    select(place_links)
    .select_from(codes)
    .outerjoin(place_links, HERE & (place_links.c.at >= func.coalesce(_OLDEST, _SINCE)))
    .where(CASE_ID > 0)
    .order_by(place_links.c.case_id.desc())
    .limit(bindparam("most"))
)
_COUNTING = (
    select(place_links.c.code)
    .where(
        place_links.c.district_id == bindparam("district_id"),
        place_links.c.code > bindparam("after"),
        place_links.c.counts_at.is_not(None),
    )
    .group_by(place_links.c.code)
    .order_by(place_links.c.code)
    .limit(bindparam("most"))
)


class SqlLinks:
    """Fulfils :class:`bot.places.standing.links.Links`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def of_case(self, case_id: int) -> Link | None:
        """That of a case."""
        row = (await self._db.execute(_OF_CASE, {"case_id": case_id})).mappings().first()
        return _link(row) if row else None

    async def of_place(self, district_id: int, code: str, since: datetime, most: int) -> list[Link]:
        """The newest case first."""
        asked = {"district_id": district_id, "code": code, "since": since, "most": most, "skip": most - 1}
        return [_link(row) for row in (await self._db.execute(_OF_PLACE, asked)).mappings()]

    async def put(self, link: Link) -> None:
        """Store it; what counts is left as it was."""
        await upsert.put(self._db, place_links, rows.values(place_links, link, leave=frozenset({"counts_at"})))

    async def count(self, case_id: int, at: datetime | None) -> None:
        """Since when it counts."""
        mine = place_links.c.case_id == case_id
        await self._db.execute(update(place_links).where(mine).values(counts_at=at))

    async def counting(self, district_id: int, after: str, most: int) -> list[str]:
        """The next codes."""
        asked = {"district_id": district_id, "after": after, "most": most}
        return list((await self._db.execute(_COUNTING, asked)).scalars())


def _link(row: RowMapping) -> Link:
    return rows.read(Link, row, how=How(row["how"]))


class SqlColours:
    """Fulfils :class:`bot.places.standing.colours.Colours`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def of(self, district_id: int, codes: Collection[str]) -> dict[str, Coloured]:
        """Those that are not green, by code."""
        if not codes:
            return {}
        mine = (place_colours.c.district_id == district_id) & place_colours.c.code.in_(list(codes))
        found = await self._db.execute(select(place_colours).where(mine))
        return {row["code"]: _coloured(row) for row in found.mappings()}

    async def mark(self, district_id: int) -> int:
        """How often a colour has changed."""
        query = select(place_registers.c.colours).where(place_registers.c.district_id == district_id)
        return int((await self._db.execute(query)).scalar() or 0)

    async def put(self, district_id: int, one: Coloured) -> None:
        """Store it over the one that the place had."""
        await upsert.put(self._db, place_colours, rows.values(place_colours, one) | {"district_id": district_id})
        await self._changed(district_id)

    async def drop(self, district_id: int, code: str) -> None:
        """It is green."""
        mine = (place_colours.c.district_id == district_id) & (place_colours.c.code == code)
        await self._db.execute(delete(place_colours).where(mine))
        await self._changed(district_id)

    async def _changed(self, district_id: int) -> None:
        own = place_registers.c.district_id == district_id
        await self._db.execute(update(place_registers).where(own).values(colours=place_registers.c.colours + 1))


def _coloured(row: RowMapping) -> Coloured:
    return rows.read(Coloured, row, colour=Colour(row["colour"]))


ROOM = Room(standing_links.LINKS, SqlLinks)
COLOURS = Room(
    standing_colours.COLOURS,
    SqlColours,
    personal=Personal(said=(place_colours.c.reason, place_colours.c.source)),
)
