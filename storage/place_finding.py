"""How a few of any number of places are found: over their keys and cells, in statements that are bounded each."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import cells
from bot.places import register as places_register
from bot.places.register import NOBODY, Asked, Box, Near, Place, Sort, State
from bot.values import geo
from bot.values.geo import Point
from storage.both import Within, each_of
from storage.places import HERE, PERSONAL, REGISTER, SqlPlaces, place_keys, place_registers, places
from storage.rooms import Room

MOST_OF_A_KEY = 20_000
"""So many places of one name, or near one point, are ordered by how near they are: more are as good as any."""

MOST_BEGINNING = 2000
"""So many keys that begin alike are looked at."""

COMMON = 2000
"""So many places at most are looked at for one pair of letters: one that more of them have tells little."""

PAIRS = 4
"""Over so many of the rarest pairs candidates are sought."""

LAST = "\U0010ffff"
"""Behind every key that begins alike."""

SPARE = 3
"""So many more than wanted are measured exactly: on the way a degree of longitude is taken to be one length."""

LATER = 2**31 - 1
"""Later than any edition."""

NUMBER = "0123456789 号幢栋楼室座单元弄-—,，"
"""What stands beside the street in an address."""


_SAID = each_of("keys", "said")
_SORT = (place_keys.c.register_id == REGISTER) & (place_keys.c.sort == bindparam("sort"))
_IS_GONE = case((places.c.state == State.GONE.value, 1), else_=0)
_LAT, _LON, _WIDE = (bindparam(name, type_=Float) for name in ("lat", "lon", "wide"))
_APART: ColumnElement[Any] = (places.c.lat - _LAT) * (places.c.lat - _LAT) + (places.c.lon - _LON) * (
    places.c.lon - _LON
) * _WIDE
"""The square of how far a place is, in degrees of latitude; None where nobody says from where."""

_NEAREST = func.coalesce(_APART, literal(1e9))
"""The same to sort by: what lies nobody knows where comes last, in both databases."""

_STREET = func.rtrim(func.ltrim(func.lower(places.c.address), NUMBER), NUMBER)
_UNSAID = case(
    (bindparam("text", type_=String) == "", 1),
    ((places.c.address != "") & (Within(bindparam("text"), func.lower(places.c.address)) > 0), -1),
    ((func.length(_STREET) > 1) & (Within(bindparam("text"), _STREET) > 0), 0),
    else_=1,
)
"""First those whose address a text says, then its street."""

_EDITION = select(place_registers.c.edition).where(HERE).scalar_subquery()
_READ_NOW = (
    (places.c.register_id + 0 == REGISTER)
    & (places.c.since + 0 <= _EDITION)
    & (func.coalesce(places.c.until, LATER) > _EDITION)
)
"""Of rows that something else finds: each sum keeps a database from reading a whole register for it."""

_COUNTED = (
    select(literal(1).label("one"))
    .where(_SORT, place_keys.c.key == _SAID.c.value)
    .limit(bindparam("most"))
    .correlate(_SAID)
    .subquery()
)
_KNOWN = select(_SAID.c.value.label("key"), select(func.count()).select_from(_COUNTED).scalar_subquery().label("many"))


def _keyed() -> Select[Any]:
    """The first of each key."""
    which = select(_SAID.c.value)
    hits = (
        select(place_keys.c.key, place_keys.c.place_id)
        .where(_SORT, place_keys.c.key.in_(which))
        .limit(MOST_OF_A_KEY)
        .subquery("hits")
    )
    order = (_IS_GONE, _UNSAID, _NEAREST, places.c.code)
    n = func.row_number().over(partition_by=hits.c.key, order_by=order).label("n")
    ranked = (
        select(places.c.id, n)
        .select_from(hits.join(places, places.c.id == hits.c.place_id))
        .where(_READ_NOW)
        .subquery("ranked")
    )
    return (
        select(places).join(ranked, ranked.c.id == places.c.id).where(ranked.c.n <= bindparam("most")).order_by(*order)
    )


def _beginning() -> Select[Any]:
    """The first of those that begin so."""
    hits = (
        select(place_keys.c.key, place_keys.c.place_id)
        .where(_SORT, place_keys.c.key >= bindparam("first"), place_keys.c.key < bindparam("beyond"))
        .order_by(place_keys.c.key)
        .limit(MOST_BEGINNING)
        .subquery("hits")
    )
    whole = func.min(case((hits.c.key == bindparam("first"), 0), else_=1))
    first = (
        select(places.c.id)
        .select_from(hits.join(places, places.c.id == hits.c.place_id))
        .where(_READ_NOW)
        .group_by(places.c.id)
        .order_by(whole, _IS_GONE, _NEAREST, places.c.code)
        .limit(bindparam("most"))
        .subquery("first")
    )
    return select(places).where(places.c.id.in_(select(first.c.id)))


def _alike() -> Select[Any]:
    """Those that have the most of a few pairs."""
    postings = union_all(
        *(
            select(select(place_keys.c.place_id).where(_SORT, place_keys.c.key == bindparam(f"pair{n}")).limit(COMMON)
            .subquery(f"of{n}"))
            for n in range(PAIRS)
        )
    ).subquery("postings")  # fmt: skip
    many = func.count().label("many")
    counted = (
        select(postings.c.place_id, many)
        .group_by(postings.c.place_id)
        .order_by(many.desc(), postings.c.place_id)
        .limit(COMMON)
        .subquery("counted")
    )
    first = (
        select(places.c.id)
        .select_from(counted.join(places, places.c.id == counted.c.place_id))
        .where(_READ_NOW)
        .order_by(counted.c.many.desc(), _IS_GONE, _NEAREST, places.c.code)
        .limit(bindparam("most"))
        .subquery("first")
    )
    return select(places).where(places.c.id.in_(select(first.c.id)))


def _strip(n: int, *needed: ColumnElement[bool]) -> Any:
    """The rows of the grid that the ring touches, one by one; none where another one found enough."""
    first = (
        select(bindparam(f"first{n}", type_=BigInteger).label("row")).where(*needed).cte(f"strip{n}", recursive=True)
    )
    return first.union_all(select(first.c.row + 1).where(first.c.row < bindparam(f"last{n}", type_=BigInteger)))


def _ring(n: int, strip: Any, *what: ColumnElement[bool]) -> Select[Any]:
    """What lies in the box of a ring, cell by cell: few columns of many rows.

    An outer join with nothing but the cells in it, since both databases then go by the strips and the cells.
    """
    west, east = (bindparam(f"{side}{n}", type_=BigInteger) for side in ("column_west", "column_east"))
    south, north, left, right = (bindparam(f"{side}{n}", type_=Float) for side in ("south", "north", "west", "east"))
    in_row = places.c.cell.between(strip.c.row * cells.ROW + west, strip.c.row * cells.ROW + east)
    told = (
        select(
            *(places.c[name] for name in ("id", "lat", "lon")),
            and_(_READ_NOW, *what).label("fits"),
            _APART.label("apart"),
        )
        .select_from(strip.outerjoin(places, (places.c.register_id == REGISTER) & in_row))
        .limit(MOST_OF_A_KEY)
        .subquery()
    )
    in_box = told.c.lat.between(south, north) & told.c.lon.between(left, right)
    return select(told.c.id, told.c.apart).where(told.c.fits, in_box)


def _near() -> Select[Any]:
    """The first of the ring that holds enough, each looked at only where the one before did not."""
    found: list[Any] = []
    for n in range(len(cells.RINGS_M) + 1):
        needed = [
            select(func.count()).select_from(ring).where(ring.c.apart <= bindparam(f"within{before}")).scalar_subquery()
            < bindparam("enough")
            for before, ring in enumerate(found)
        ]
        ring = _ring(n, _strip(n, *needed), places.c.state != State.GONE.value).subquery()
        found.append(select(ring.c.id, ring.c.apart).order_by(ring.c.apart).limit(bindparam("most")).cte(f"ring{n}"))
    return select(places).where(places.c.id.in_(union_all(*(select(ring.c.id) for ring in found))))


_KEYED, _BEGINNING, _ALIKE, _NEAR = _keyed(), _beginning(), _alike(), _near()
_IN_BOX = _ring(0, _strip(0)).limit(bindparam("most")).subquery("spots")
_WITHIN = select(places).where(places.c.id.in_(select(_IN_BOX.c.id)))


class SqlFound(SqlPlaces):
    """Fulfils :class:`bot.places.register.Places`."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self._nearby: dict[tuple[int, Point], list[Near]] = {}

    async def _changed(self, district_id: int, *, makes: bool = False) -> Any:
        self._nearby.clear()
        return await super()._changed(district_id, makes=makes)

    async def known(self, district_id: int, sort: Sort, keys: Collection[str]) -> Mapping[str, int]:
        """Which keys there are."""
        if not keys:
            return {}
        asked = {"district_id": district_id, "sort": sort.value, "keys": sorted(keys), "most": COMMON}
        return {row.key: row.many for row in await self._db.execute(_KNOWN, asked) if row.many}

    async def keyed(
        self, district_id: int, sort: Sort, keys: Collection[str], most: int, asked: Asked = NOBODY
    ) -> list[Place]:
        """Places that have one of *keys* exactly."""
        if not keys:
            return []
        which = {"district_id": district_id, "sort": sort.value, "keys": sorted(keys), "most": most}
        return _once(await self._many(_KEYED, **which, **_from(asked.here), text=asked.text.lower()))

    async def beginning(self, district_id: int, sort: Sort, key: str, most: int, asked: Asked = NOBODY) -> list[Place]:
        """Places of which a key begins with *key*."""
        which = {"district_id": district_id, "sort": sort.value, "first": key, "beyond": key + LAST, "most": most}
        return await self._many(_BEGINNING, **which, **_from(asked.here))

    async def alike(self, district_id: int, pairs: Collection[str], most: int, asked: Asked = NOBODY) -> list[Place]:
        """Places whose names share the most of *pairs*."""
        many = await self.known(district_id, Sort.GRAM, pairs)
        if not many:
            return []
        rarest = [*sorted(many, key=lambda pair: (many[pair], pair))[:PAIRS], *[""] * PAIRS][:PAIRS]
        which = {"district_id": district_id, "sort": Sort.GRAM.value, "most": most}
        which |= {f"pair{n}": pair for n, pair in enumerate(rarest)}
        return await self._many(_ALIKE, **which, **_from(asked.here))

    async def near(self, district_id: int, point: Point, within_m: float, most: int) -> list[Near]:
        """Those that are not gone, the nearest first; few of a crowded street are read whole.

        What this transaction found about a point says the same of the nearest of them.
        """
        known = self._nearby.get((district_id, point))
        if known is None or len(known) < most:
            known = self._nearby[district_id, point] = await self._near(district_id, point, within_m, most)
        return [one for one in known if one.metres <= within_m][:most]

    async def _near(self, district_id: int, point: Point, within_m: float, most: int) -> list[Near]:
        radii = [*(min(ring, within_m) for ring in cells.RINGS_M), within_m]
        found: dict[str, Place] = {}
        for shift in cells.turns(point, within_m):
            seen = Point(point.lat, point.lon + shift)
            asked: dict[str, Any] = {"district_id": district_id, "most": most + SPARE, "enough": most, **_from(seen)}
            for n, metres in enumerate(radii):
                asked |= {f"{name}{n}": one for name, one in _sides(cells.around(seen, metres)).items()}
                asked[f"within{n}"] = (metres / cells.M_PER_DEG) ** 2
            found |= {place.code: place for place in await self._many(_NEAR, **asked)}
        lying = [(place, place.point) for place in found.values() if place.point is not None]
        closest = sorted(lying, key=lambda one: geo.chord(point, one[1]))[: most + SPARE]
        each = [Near.of(place, point) for place, _ in closest]
        return sorted((one for one in each if one.metres <= within_m), key=lambda one: (one.metres, one.place.code))[
            :most
        ]

    async def within(self, district_id: int, box: Box, most: int) -> list[Place]:
        """Those in a box."""
        sides = {f"{name}0": one for name, one in _sides(box).items()}
        return await self._many(_WITHIN, district_id=district_id, most=most, **sides, **_from(None))


def _from(here: Point | None) -> dict[str, float | None]:
    """From where it is measured."""
    if here is None:
        return {"lat": None, "lon": None, "wide": None}
    return {"lat": here.lat, "lon": here.lon, "wide": cells.narrowing(here.lat) ** 2}


def _sides(box: Box) -> dict[str, float]:
    """A box, and the rows and columns of the grid that it touches."""
    rows, columns = cells.rows(box), cells.columns(box)
    sides = {"first": rows[0], "last": rows[1], "column_west": columns[0], "column_east": columns[1]}
    return {**sides, "south": box.south, "north": box.north, "west": box.west, "east": box.east}


def _once(found: Iterable[Place]) -> list[Place]:
    """A place that is found by several of its keys once."""
    return list({place.code: place for place in found}.values())


ROOM = Room(places_register.PLACES, SqlFound, personal=PERSONAL)
