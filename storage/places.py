"""The register of places: its rows by edition, and the keys and cells by which a few of any number are found.

A row is read in the editions from *since* on, before *until*. Keys belong to a row, so that those of an edition that
nobody reads yet find nothing yet.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
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
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import cells, keys
from bot.places import register as places_register
from bot.places.register import Box, Contact, Near, Place, Sort, State
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.ports import Stale
from storage import rows
from storage.growing import STAYS
from storage.personal import Personal
from storage.rooms import Room
from storage.schema import LAT, LON, metadata
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
    info=STAYS,
)
"""One a district; of no district while a new one's places are written. *edition* is the one that is read."""

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
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("cell", BigInteger, nullable=False),
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
    Index("ix_places_cell", "register_id", "cell"),
    Index("ix_places_since", "register_id", "since"),
    Index("ix_places_until", "register_id", "until"),
    info=STAYS,
)

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
_HERE = place_registers.c.district_id == bindparam("district_id")
_READ = select(places).join(place_registers, place_registers.c.id == places.c.register_id).where(_HERE, IS_READ)
_REGISTER = select(place_registers.c.id).where(_HERE).scalar_subquery()
_OF_IDS = _READ.where(places.c.id.in_(bindparam("ids", expanding=True)))
_SPOTS = (
    select(places.c.id, places.c.lat, places.c.lon)
    .join(place_registers, place_registers.c.id == places.c.register_id)
    .where(_HERE, IS_READ, places.c.state != State.GONE.value)
)
_CODES = _READ.where(places.c.code.in_(bindparam("codes", expanding=True))).order_by(places.c.code)
_STRETCH = (
    _READ.where(places.c.register_id == _REGISTER, places.c.code > bindparam("after"))
    .order_by(places.c.code)
    .limit(bindparam("most"))
)
_ANYWHERE = (
    select(places, place_registers.c.district_id)
    .join(place_registers, place_registers.c.id == places.c.register_id)
    .where(places.c.code == bindparam("code"), place_registers.c.district_id.is_not(None), IS_READ)
    .limit(bindparam("most"))
)
_COUNT = (
    select(func.count())
    .select_from(places.join(place_registers, place_registers.c.id == places.c.register_id))
    .where(_HERE, IS_READ)
)
_KEYED = (
    _READ.join(place_keys, place_keys.c.place_id == places.c.id)
    .where(
        place_keys.c.register_id == _REGISTER,
        place_keys.c.sort == bindparam("sort"),
        place_keys.c.key.in_(bindparam("keys", expanding=True)),
    )
    .order_by(case((places.c.state == State.GONE.value, 1), else_=0), places.c.code)
    .limit(bindparam("most"))
)
_BEGINNING = (
    _READ.join(place_keys, place_keys.c.place_id == places.c.id)
    .where(
        place_keys.c.register_id == _REGISTER,
        place_keys.c.sort == bindparam("sort"),
        place_keys.c.key >= bindparam("first"),
        place_keys.c.key < bindparam("beyond"),
    )
    .limit(bindparam("most"))
)

COMMON = 1000
"""So many places at most are looked at for one pair of letters: one that more of them have tells little."""

PAIRS = 3
"""Over so many of the rarest pairs candidates are sought."""

LAST = "\U0010ffff"
"""Behind every key that begins alike."""

_NEW = insert(places)
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

    async def keyed(self, district_id: int, sort: Sort, keys: Collection[str], most: int) -> list[Place]:
        """Places that have one of *keys* exactly."""
        if not keys:
            return []
        asked = {"district_id": district_id, "sort": sort.value, "keys": list(keys), "most": most}
        return _once(await self._many(_KEYED, **asked))

    async def beginning(self, district_id: int, sort: Sort, key: str, most: int) -> list[Place]:
        """Places of which a key begins with *key*."""
        asked = {"district_id": district_id, "sort": sort.value, "first": key, "beyond": key + LAST, "most": most}
        return _once(await self._many(_BEGINNING, **asked))

    async def alike(self, district_id: int, grams: Collection[str], most: int) -> list[Place]:
        """Places whose names share the most of *grams*."""
        register = (await self._db.execute(select(_REGISTER), {"district_id": district_id})).scalar()
        if register is None or not grams:
            return []
        having: Counter[int] = Counter()
        postings = await self._postings(register, grams)
        for of_gram in sorted(postings.values(), key=len)[:PAIRS]:
            having.update(of_gram)
        best = [place_id for place_id, _ in having.most_common(most)]
        return await self._of_ids(district_id, best)

    async def _postings(self, register: int, grams: Collection[str]) -> Mapping[str, list[int]]:
        """Rows by pair, of each pair no more than a common one has; a single letter is the beginning of a pair."""
        found: dict[str, list[int]] = {}
        own = (place_keys.c.register_id == register) & (place_keys.c.sort == Sort.GRAM.value)
        parts = []
        for gram in grams:
            which = place_keys.c.key == gram if len(gram) > 1 else place_keys.c.key.between(gram, gram + LAST)
            of_gram = select(literal(gram).label("gram"), place_keys.c.place_id).where(own, which).limit(COMMON)
            parts.append(select(of_gram.subquery()))
        for row in await self._db.execute(union_all(*parts)):
            found.setdefault(row.gram, []).append(row.place_id)
        return found

    async def near(self, district_id: int, point: Point, within_m: float, most: int) -> list[Near]:
        """Those that are not gone, the nearest first; few of a crowded street are read whole."""
        for radius in (*(r for r in cells.RINGS_M if r < within_m), within_m):
            spots = self._in(cells.around(point, radius), _SPOTS)
            found = (await self._db.execute(spots, {"district_id": district_id})).all()
            by_chord = sorted((_chord(point, Point(row.lat, row.lon)), row.id) for row in found)
            ids = [place_id for _, place_id in by_chord[: most + 1]]
            each = [Near.of(place, point) for place in await self._of_ids(district_id, ids)]
            near = sorted((one for one in each if one.metres <= radius), key=lambda one: (one.metres, one.place.code))
            if len(near) >= most or radius == within_m:
                return near[:most]
        return []

    def _in(self, boxes: Iterable[Box], query: Select[Any]) -> Select[Any]:
        there = (
            and_(
                or_(*(places.c.cell.between(first, last) for first, last in cells.covering(box))),
                places.c.lat.between(box.south, box.north),
                places.c.lon.between(box.west, box.east),
            )
            for box in boxes
        )
        return query.where(places.c.register_id == _REGISTER, or_(*there)).limit(cells.MOST)

    async def within(self, district_id: int, box: Box, most: int) -> list[Place]:
        """Those in a box."""
        return await self._many(self._in([box], _READ).limit(most), district_id=district_id)

    async def _of_ids(self, district_id: int, ids: Sequence[int]) -> list[Place]:
        return await self._many(_OF_IDS, district_id=district_id, ids=list(ids)) if ids else []

    async def stretch(self, district_id: int, after: str, most: int) -> list[Place]:
        """The next ones by code."""
        return await self._many(_STRETCH, district_id=district_id, after=after, most=most)

    async def anywhere(self, code: str, most: int) -> list[tuple[int, Place]]:
        """Those of a code in any district."""
        found = (await self._db.execute(_ANYWHERE, {"code": code, "most": most})).mappings()
        return [(row["district_id"], read(row)) for row in found]

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
        register = await self._register(district_id)
        given = select(places.c.id).where(places.c.register_id == register["id"], places.c.code == place.code).limit(1)
        if (await self._db.execute(given)).first() is not None:
            raise Refused("place-code-given", code=place.code)
        new = replace(place, version=1, changed_at=now)
        await write(self._db, register["id"], register["edition"], [new])
        await self._changed(register["id"])
        return new

    async def save(self, district_id: int, place: Place, now: datetime) -> Place:
        """Store it as the next version."""
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
            await self._db.execute(insert(place_keys), key_rows(row["register_id"], row["id"], new))
        await self._changed(row["register_id"])
        return new

    async def _changed(self, register_id: int) -> None:
        own = place_registers.c.id == register_id
        await self._db.execute(update(place_registers).where(own).values(changes=place_registers.c.changes + 1))

    async def _register(self, district_id: int) -> Any:
        """The register of a district; made where it has none."""
        query = select(place_registers).where(place_registers.c.district_id == district_id)
        row = (await self._db.execute(query)).mappings().first()
        if row is None:
            await self._db.execute(insert(place_registers).values(district_id=district_id, edition=0))
            row = (await self._db.execute(query)).mappings().one()
        return row

    async def _many(self, query: Select[Any], **asked: Any) -> list[Place]:
        return [read(row) for row in (await self._db.execute(query, asked)).mappings()]


def _chord(a: Point, b: Point) -> float:
    """The straight line between two points: it orders as the way does, and is quickly worked out."""
    return math.dist(geo.earth_centred(a), geo.earth_centred(b))


def _once(found: Iterable[Place]) -> list[Place]:
    """A place that is found by several of its keys once."""
    return list({place.code: place for place in found}.values())


def read(row: RowMapping) -> Place:
    """A place from its row."""
    contacts = tuple(Contact(**one) for one in row["contacts"])
    return rows.read(Place, row, aliases=tuple(row["aliases"]), contacts=contacts, state=State(row["state"]))


def columns(place: Place) -> dict[str, Any]:
    """What is written of a place, whatever its row's edition."""
    told = rows.values(places, place, leave=frozenset({"id", "register_id", "since", "until", "cell"}))
    contacts = [vars(one) for one in place.contacts]
    more = {"cell": cells.of(place.point), "contacts": contacts, "aliases": list(place.aliases)}
    return {**told, **more, "outside": dict(place.outside)}


def key_rows(register_id: int, place_id: int, place: Place) -> list[dict[str, Any]]:
    """The rows of its keys."""
    return [
        {"register_id": register_id, "sort": sort.value, "key": key, "place_id": place_id}
        for sort, key in keys.of(place)
    ]


async def write(db: AsyncConnection, register_id: int, since: int, new: Sequence[Place]) -> None:
    """New rows, read from the edition *since* on, with their keys."""
    own = {"register_id": register_id, "since": since, "until": None}
    await db.execute(_NEW, [own | columns(place) for place in new])
    codes = {place.code: place for place in new}
    written = select(places.c.id, places.c.code).where(
        and_(places.c.register_id == register_id, places.c.since == since, places.c.code.in_(codes))
    )
    found = (await db.execute(written)).all()
    await db.execute(
        insert(place_keys), [row for one in found for row in key_rows(register_id, one.id, codes[one.code])]
    )


ROOM = Room(places_register.PLACES, SqlPlaces, personal=Personal(said=(places.c.responsible, places.c.contacts)))
