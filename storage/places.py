"""The register of places: its rows by edition, and the keys and cells by which a few of any number are found.

A row is read in the editions from *since* on, before *until*. Keys belong to a row, so that those of an edition that
nobody reads yet find nothing yet.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import cells, keys
from bot.places.register import Contact, Place, State
from bot.values.refused import Refused
from bot.work.ports import Stale
from storage import rows
from storage.both import each_of
from storage.growing import STAYS
from storage.personal import OfDistricts, Personal
from storage.schema import LAT, LON, metadata, partial
from storage.types import CODE, OWN_KEY, Instant, Json

place_registers = Table(
    "place_registers",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), unique=True),
    Column("edition", Integer, nullable=False),
    Column("writer", String(32)),
    Column("heard_at", Instant),
    Column("changes", Integer, nullable=False, server_default="0"),
    Column("colours", Integer, nullable=False, server_default="0"),
    info=STAYS,
)
"""One a district; of no district while a new one's places are written. *edition* is the one that is read.

*changes* and *colours* say how often something of it, or a colour of its places, has changed.
"""

places = Table(
    "places",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("register_id", ForeignKey("place_registers.id"), nullable=False),
    Column("code", CODE, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("cell", BigInteger),
    Column("address", Text, nullable=False),
    Column("aliases", Json, nullable=False),
    Column("community", Text, nullable=False),
    Column("responsible", Text, nullable=False),
    Column("contacts", Json, nullable=False),
    Column("licence", Text, nullable=False),
    Column("credit", Text, nullable=False),
    Column("firm", Boolean),
    Column("outside", Json, nullable=False),
    Column("state", String(16), nullable=False),
    Column("into", Text, nullable=False),
    Column("raw", Json),
    Column("version", Integer, nullable=False),
    Column("changed_at", Instant),
    UniqueConstraint("register_id", "code", "since"),
    CheckConstraint(LAT, name="lat"),
    CheckConstraint(LON, name="lon"),
    CheckConstraint("state IN ('unknown', 'open', 'closed', 'resuming', 'gone')", name="state"),
    Index("ix_places_code", "code"),
    Index("ix_places_cell", "register_id", "cell", "lat", "lon", "state", "since", "until"),
    Index("ix_places_kind", "register_id", "kind", "code"),
    Index("ix_places_since", "register_id", "since"),
    Index("ix_places_until", "register_id", "until"),
    Index("ix_places_changed", "register_id", "changed_at", "code"),
    info=STAYS,
)

HAVE_PEOPLE = "responsible <> '' OR contacts <> '[]'"
"""Places of which somebody is known."""

partial("ix_places_people", places.c.id, where=HAVE_PEOPLE)

place_keys = Table(
    "place_keys",
    metadata,
    Column("register_id", ForeignKey("place_registers.id"), primary_key=True),
    Column("sort", CODE, primary_key=True),
    Column("key", CODE, primary_key=True),
    Column("place_id", ForeignKey("places.id"), primary_key=True),
    Index("ix_place_keys_place", "place_id"),
    info=STAYS,
    sqlite_with_rowid=False,
)
"""By what the rows of places are found: see :mod:`bot.places.keys`."""

IS_READ = (places.c.since <= place_registers.c.edition) & or_(
    places.c.until.is_(None), places.c.until > place_registers.c.edition
)
_SINCE, _UNTIL = places.c.since + 0, places.c.until + 0
IS_READ_OF_FEW = (place_registers.c.edition >= _SINCE) & or_(_UNTIL.is_(None), place_registers.c.edition < _UNTIL)
"""As IS_READ; added to nothing the columns are of no index, which would lead through all rows of a register."""

HERE = place_registers.c.district_id == bindparam("district_id")
READ = select(places).join(place_registers, place_registers.c.id == places.c.register_id).where(HERE, IS_READ)
REGISTER = select(place_registers.c.id).where(HERE).scalar_subquery()
_CODES = READ.where(places.c.code.in_(bindparam("codes", expanding=True))).order_by(places.c.code)
_STRETCH = (
    READ.where(places.c.register_id == REGISTER, places.c.code > bindparam("after"))
    .order_by(places.c.code)
    .limit(bindparam("most"))
)
_ANYWHERE = (
    select(places, place_registers.c.district_id)
    .join(place_registers, place_registers.c.id == places.c.register_id)
    .where(places.c.code == bindparam("code"), place_registers.c.district_id.is_not(None), IS_READ)
    .order_by(
        case((place_registers.c.district_id.in_(bindparam("first", expanding=True)), 0), else_=1),
        place_registers.c.district_id,
    )
    .limit(bindparam("most"))
)
_SHARED = (
    select(places.c.code)
    .join(place_registers, place_registers.c.id == places.c.register_id)
    .where(places.c.code.in_(bindparam("codes", expanding=True)), place_registers.c.district_id.is_not(None), IS_READ)
    .group_by(places.c.code)
    .having(func.count() > 1)
)
_COUNT = (
    select(func.count())
    .select_from(places.join(place_registers, place_registers.c.id == places.c.register_id))
    .where(HERE, IS_READ)
)
_NOWHERE = (
    select(places.c.code)
    .join(place_registers, place_registers.c.id == places.c.register_id)
    .where(places.c.register_id == REGISTER, places.c.cell.is_(None), IS_READ_OF_FEW)
    .limit(bindparam("most"))
)
_NEW = insert(places)
_EACH = each_of("keys", "each_key")
NEW_KEYS = insert(place_keys).from_select(
    ["register_id", "sort", "key", "place_id"],
    select(
        bindparam("of", type_=BigInteger),
        func.substr(_EACH.c.value, 1, 1),
        func.substr(_EACH.c.value, 2),
        bindparam("own", type_=BigInteger),
    ),
)
"""The keys of one place, each behind its sort."""

SEVERAL_KEYS = insert(place_keys).from_select(
    ["register_id", "sort", "key", "place_id"],
    select(
        bindparam("of", type_=BigInteger),
        func.substr(_EACH.c.value, 1, 1),
        func.substr(_EACH.c.value, 2, func.length(_EACH.c.value) - 1 - keys.ROW_WIDE),
        cast(func.substr(_EACH.c.value, func.length(_EACH.c.value) + 1 - keys.ROW_WIDE), BigInteger),
    ),
)
"""The keys of many places, each at its row (:func:`keys.at_row`): one statement, in the order in which they come."""

_OLD_KEYS = delete(place_keys).where(place_keys.c.place_id == bindparam("own"))


class SqlPlaces:
    """Fulfils :class:`bot.places.register.Places`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def get(self, district_id: int, code: str) -> Place | None:
        """The place of a code."""
        found = await self.of(district_id, [code])
        return found[0] if found else None

    async def of(self, district_id: int, codes: Collection[str]) -> list[Place]:
        """Those of some codes."""
        return await self._many(_CODES, district_id=district_id, codes=list(codes))

    async def stretch(self, district_id: int, after: str, most: int) -> list[Place]:
        """The next ones by code."""
        return await self._many(_STRETCH, district_id=district_id, after=after, most=most)

    async def anywhere(self, code: str, most: int, first: Collection[int] = ()) -> list[tuple[int, Place]]:
        """Those of a code in any district."""
        asked = {"code": code, "most": most, "first": list(first)}
        return [(row["district_id"], read(row)) for row in (await self._db.execute(_ANYWHERE, asked)).mappings()]

    async def shared(self, codes: Collection[str]) -> set[str]:
        """Which of these codes places of several districts have."""
        return set((await self._db.execute(_SHARED, {"codes": list(codes)})).scalars()) if codes else set()

    async def given(self, code: str) -> bool:
        """Whether any row bears it."""
        query = select(places.c.id).where(places.c.code == code).limit(1)
        return (await self._db.execute(query)).first() is not None

    async def mark(self, district_id: int) -> int:
        """How often the register has changed."""
        query = select(place_registers.c.changes).where(place_registers.c.district_id == district_id)
        return int((await self._db.execute(query)).scalar() or 0)

    async def count(self, district_id: int) -> int:
        """How many the register holds."""
        return int((await self._db.execute(_COUNT, {"district_id": district_id})).scalar_one())

    async def add(self, district_id: int, place: Place, now: datetime) -> Place:
        """Store a new one; its code may stand in an edition that is still written, too."""
        register = await self._changed(district_id, makes=True)
        given = select(places.c.id).where(places.c.register_id == register["id"], places.c.code == place.code).limit(1)
        if (await self._db.execute(given)).first() is not None:
            raise Refused("place-code-given", code=place.code)
        new = replace(place, version=1, changed_at=now)
        await write(self._db, register["id"], register["edition"], [new])
        return new

    async def save(self, district_id: int, place: Place, now: datetime) -> Place:
        """Store it as the next version."""
        await self._changed(district_id)
        row = (await self._db.execute(_CODES, {"district_id": district_id, "codes": [place.code]})).mappings().first()
        if row is None or row["version"] != place.version:
            raise Stale
        new = replace(place, version=place.version + 1, changed_at=now)
        mine = (places.c.id == row["id"]) & (places.c.version == place.version)
        changed = await self._db.execute(update(places).where(mine).values(columns(new)))
        if not changed.rowcount:
            raise Stale
        if keys.of(new) != keys.of(read(row)):
            await self._db.execute(_OLD_KEYS, {"own": row["id"]})
            await self._db.execute(NEW_KEYS, own_keys(row["register_id"], row["id"], keys.of(new)))
        return new

    async def _changed(self, district_id: int, *, makes: bool = False) -> Any:
        """The register of a district, one change older; *makes*: also where it has none yet.

        It is asked for before anything is read of it: whoever switches it to another edition then waits for this
        change, or this one for the switch.
        """
        own = place_registers.c.district_id == district_id
        change = update(place_registers).where(own).values(changes=place_registers.c.changes + 1)
        if not (await self._db.execute(change)).rowcount:
            if not makes:
                raise Stale
            await self._db.execute(insert(place_registers).values(district_id=district_id, edition=0, changes=1))
        return (await self._db.execute(select(place_registers).where(own))).mappings().one()

    async def _many(self, query: Select[Any], **asked: Any) -> list[Place]:
        return [read(row) for row in (await self._db.execute(query, asked)).mappings()]


async def nowhere(db: AsyncConnection, district_id: int, most: int) -> list[str] | None:
    """The codes of the places that lie nobody knows where, in no order; None where they are more than *most*."""
    found = (await db.execute(_NOWHERE, {"district_id": district_id, "most": most + 1})).scalars().all()
    return list(found) if len(found) <= most else None


def read(row: RowMapping) -> Place:
    """A place from its row."""
    contacts = tuple(Contact(**one) for one in row["contacts"])
    return rows.read(Place, row, aliases=tuple(row["aliases"]), contacts=contacts, state=State(row["state"]))


def columns(place: Place) -> dict[str, Any]:
    """What is written of a place, whatever its row's edition."""
    told = rows.values(places, place, leave=frozenset({"id", "register_id", "since", "until", "cell"}))
    contacts = [one.plain for one in place.contacts]
    more = {
        "cell": cells.of(place.point) if place.point else None,
        "contacts": contacts,
        "aliases": list(place.aliases),
    }
    return {**told, **more, "outside": dict(place.outside)}


def own_keys(register_id: int, place_id: int, found: Sequence[keys.Key]) -> dict[str, Any]:
    """The keys of a row, which one statement writes."""
    return {"own": place_id, "of": register_id, "keys": [f"{sort}{key}" for sort, key in found]}


async def write(
    db: AsyncConnection,
    register_id: int,
    since: int,
    new: Sequence[Place],
    keyed: Mapping[str, Sequence[keys.Key]] | None = None,
) -> None:
    """New rows, read from the edition *since* on, with their keys; *keyed* where these are known already, by code.

    With an empty *keyed* nothing finds them yet.
    """
    own = {"register_id": register_id, "since": since, "until": None}
    await db.execute(_NEW, [own | columns(place) for place in new])
    if keyed is not None and not keyed:
        return
    found = {place.code: keys.of(place) for place in new} if keyed is None else keyed
    written = select(places.c.id, places.c.code).where(
        and_(places.c.register_id == register_id, places.c.since == since, places.c.code.in_(found))
    )
    ids = (await db.execute(written)).all()
    await db.execute(NEW_KEYS, [own_keys(register_id, one.id, found[one.code]) for one in ids])


def of_registers(column: Column[Any]) -> OfDistricts:
    """Rows that say of which register they are, by the district of that."""

    def of(districts: Sequence[int]) -> ColumnElement[bool]:
        here = place_registers.c.district_id.in_(districts)
        return column.in_(select(place_registers.c.id).where(here))

    return of


PERSONAL = Personal(
    said=(places.c.responsible, places.c.contacts),
    said_in=literal_column(f"({HAVE_PEOPLE})", Boolean),
    alone=(places.c.responsible, places.c.contacts),
    of=of_registers(places.c.register_id),
)
