"""The histories of places."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    bindparam,
    insert,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import register as places_register
from bot.places.register import Line
from storage import rows
from storage.growing import grows
from storage.personal import Personal, naming
from storage.places import of_registers, place_registers
from storage.rooms import Room
from storage.schema import metadata
from storage.types import CODE, OWN_KEY, Instant, Json

place_history = Table(
    "place_history",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("register_id", ForeignKey("place_registers.id"), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("code", CODE, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by_id", BigInteger),
    Column("channel", String(16), nullable=False),
    Column("move", String(32), nullable=False),
    Column("facts", Json, nullable=False),
    Index("ix_place_history_of", "register_id", "code", "version"),
    Index("ix_place_history_edition", "register_id", "edition"),
    Index("ix_place_history_by", "by_id", "id"),
    info=grows(("register_id", "code"), "by_id"),
)
"""A line is read once the register has reached its *edition*."""

_OF = (
    select(place_history)
    .join(place_registers, place_registers.c.id == place_history.c.register_id)
    .where(
        place_registers.c.district_id == bindparam("district_id"),
        place_history.c.code == bindparam("code"),
        place_history.c.edition <= place_registers.c.edition,
    )
    .limit(bindparam("most"))
)
_NEWEST = _OF.order_by(place_history.c.version.desc(), place_history.c.id.desc())
_BEFORE = _NEWEST.where(
    tuple_(place_history.c.version, place_history.c.id)
    < tuple_(
        select(place_history.c.version).where(place_history.c.id == bindparam("before")).scalar_subquery(),
        bindparam("before"),
    )
)
"""Several lines share a version, so that one alone says where a page ended."""

_MOST = 100


class SqlPast:
    """Fulfils :class:`bot.places.register.Past`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, district_id: int, lines: Sequence[Line]) -> None:
        """Append lines, read at once."""
        register = select(place_registers.c.id, place_registers.c.edition).where(
            place_registers.c.district_id == district_id
        )
        own = (await self._db.execute(register)).one()
        await write(self._db, own.id, own.edition, lines)

    async def of(
        self, district_id: int, code: str, most: int, before: int | None = None, moves: Collection[str] = ()
    ) -> list[Line]:
        """The newest first."""
        query, asked = (_NEWEST, {}) if before is None else (_BEFORE, {"before": before})
        if moves:
            query = query.where(place_history.c.move.in_(sorted(moves)))
        return await self._many(query, district_id=district_id, code=code, most=most, **asked)

    async def since(self, district_id: int, code: str, version: int) -> list[Line]:
        """What changed after *version*, oldest first."""
        query = _NEWEST.where(place_history.c.version > version)
        return (await self._many(query, district_id=district_id, code=code, most=_MOST))[::-1]

    async def _many(self, query: Select[Any], **asked: Any) -> list[Line]:
        return [_line(row) for row in (await self._db.execute(query, asked)).mappings()]


def _line(row: RowMapping) -> Line:
    return rows.read(Line, row)


async def write(db: AsyncConnection, register_id: int, edition: int, lines: Sequence[Line]) -> None:
    """Append lines that are read from *edition* on."""
    own = {"register_id": register_id, "edition": edition}
    if lines:
        await db.execute(
            insert(place_history),
            [own | rows.values(place_history, one, leave=frozenset({"id", *own})) for one in lines],
        )


ROOM = Room(
    places_register.PAST,
    SqlPast,
    personal=Personal(
        export=(naming(place_history, "by_id"),),
        said=(place_history.c.facts,),
        alone=(place_history.c.facts,),
        of=of_registers(place_history.c.register_id),
    ),
)
