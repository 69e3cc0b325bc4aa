"""The register of places as maps and tables of pages read it: a stretch of an index at a time."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import cells as grid
from bot.places.register import Box, Place, Sort, State
from bot.screens.places import shown
from bot.screens.places.shown import (
    FEW,
    LISTED_STRETCH,
    MOST_KINDS,
    STRETCH,
    Cluster,
    Counted,
    Key,
    Listed,
    Order,
    Sorted,
    Spot,
    Which,
)
from bot.values.geo import Point
from bot.work.at_door import Colour
from storage.place_links import place_colours
from storage.places import IS_READ_OF_FEW, nowhere, place_keys, place_registers, places, read
from storage.rooms import Room

Cells = tuple[int, int | None]

_COLOUR: ColumnElement[str] = (
    select(place_colours.c.colour)
    .where(place_colours.c.district_id == place_registers.c.district_id, place_colours.c.code == places.c.code)
    .correlate(places, place_registers)
    .scalar_subquery()
)
"""The colour of a place, one by one; of a green one there is none."""

_REGISTERS = places.join(place_registers, place_registers.c.id == places.c.register_id)


class SqlShown:
    """Fulfils :class:`bot.screens.places.shown.Shown`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def _few(self, district_id: int, which: Which) -> list[str] | None:
        """The codes of what few places are; None where they are found by going through what else is asked.

        Those that lie nobody knows where, else those of a colour.
        """
        if which.nowhere:
            return await nowhere(self._db, district_id, FEW)
        if which.colour in {None, Colour.GREEN}:
            return None
        mine = (place_colours.c.district_id == district_id) & (place_colours.c.colour == which.colour)
        query = select(place_colours.c.code).where(mine).order_by(place_colours.c.code).limit(FEW + 1)
        found = list((await self._db.execute(query)).scalars())
        return found if len(found) <= FEW else None

    async def stretch(self, district_id: int, box: Box, which: Which, after: int) -> int | None:
        """The last cell of the next stretch."""
        if await self._few(district_id, which) is not None:
            return None
        first, last = _rows(box)
        there = places.c.cell.between(max(first, after + 1), last)
        query = select(places.c.cell).where(_own(district_id), there).order_by(places.c.cell)
        return (await self._db.execute(query.limit(1).offset(STRETCH - 1))).scalar()

    async def spots(self, district_id: int, box: Box, which: Which, cells: Cells, most: int) -> list[Spot]:
        """Places of a stretch."""
        columns = (places.c.code, places.c.name, places.c.kind, places.c.state, places.c.lat, places.c.lon)
        few = await self._few(district_id, which)
        told = (*_there(district_id, box, cells, few), *_fit(which, few))
        query = select(*columns).select_from(_REGISTERS).where(*told)
        found = await self._db.execute(query.limit(most))
        return [Spot(row.code, row.name, row.kind, row.state, Point(row.lat, row.lon)) for row in found]

    async def clusters(
        self, district_id: int, box: Box, which: Which, cells: Cells, side: int
    ) -> dict[tuple[int, int], Cluster]:
        """Places of a stretch, counted by squares."""
        row, column = (places.c.cell // literal(grid.ROW)) // side, (places.c.cell % literal(grid.ROW)) // side
        squares = select(row.label("r"), column.label("c"), places.c.lat, places.c.lon).select_from(_REGISTERS)
        few = await self._few(district_id, which)
        some = squares.where(*_there(district_id, box, cells, few), *_fit(which, few)).subquery()
        middle = func.avg(some.c.lat).label("lat"), func.avg(some.c.lon).label("lon")
        query = (
            select(some.c.r, some.c.c, func.count().label("n"), *middle)
            .group_by(some.c.r, some.c.c)
            .execution_options(unbounded="the squares of one stretch")
        )
        found = await self._db.execute(query)
        return {(one.r, one.c): Cluster(one.n, Point(one.lat, one.lon)) for one in found}

    async def listed(self, district_id: int, which: Which, sorting: Sorted, after: Key | None, most: int) -> Listed:
        """Places of a stretch, in their order."""
        own, few = _Index(sorting), await self._few(district_id, which)
        end = await self._end(district_id, which, own, after) if few is None else None
        told = own.of(district_id, after, end)
        fitting = (IS_READ_OF_FEW, *_fit(which, few))
        if sorting.order is not Order.NAME:
            query = select(places, *own.labels).select_from(_REGISTERS).where(*told, *fitting).order_by(*own.by)
        elif few is None:
            query = _by_name(own, told).where(*fitting)
        else:
            query = _named(own, told).where(_own(district_id), *fitting)
        found = (await self._db.execute(query.limit(most + 1))).mappings().all()
        if len(found) > most:
            last = found[most - 1]
            end = (last["by_what"], str(last["by_own"]))
        mine = [(read(row), row["by_what"]) for row in found[:most]]
        return Listed([place for place, what in mine if own.is_its_own(place, what)], end)

    async def counted(self, district_id: int, which: Which, after: Key | None, most: int) -> Counted:
        """How many of a stretch fit."""
        own, few = _Index(Sorted()), await self._few(district_id, which)
        end = await self._end(district_id, which, own, after) if few is None else None
        some = select(places.c.id).select_from(_REGISTERS)
        told = (*own.of(district_id, after, end), IS_READ_OF_FEW, *_fit(which, few))
        some = some.where(*told).order_by(*own.by).limit(most)
        counted = select(func.count()).select_from(some.subquery())
        counted = counted.execution_options(unbounded="one stretch, most of it")
        return Counted(int((await self._db.execute(counted)).scalar_one()), end)

    async def kinds(self, district_id: int) -> list[str]:
        """The kinds, each found behind the one before."""
        found: list[str] = []
        next_one = select(places.c.kind).where(_own(district_id)).order_by(places.c.kind).limit(1)
        while len(found) < MOST_KINDS:
            query = next_one.where(places.c.kind > found[-1]) if found else next_one
            kind = (await self._db.execute(query)).scalar()
            if kind is None:
                break
            found.append(kind)
        return [kind for kind in found if kind]

    async def _end(self, district_id: int, which: Which, own: "_Index", after: Key | None) -> Key | None:
        """The last key of the stretch; None where it goes to the end."""
        query = select(*own.labels).where(*own.of(district_id, after, None))
        query = query if own.sorting.order is Order.NAME else query.where(*_of_kind(which))
        row = (await self._db.execute(query.order_by(*own.by).limit(1).offset(LISTED_STRETCH - 1))).first()
        return (row.by_what, str(row.by_own)) if row else None


class _Index:
    """What an order is in the tables: two columns that no two rows share, and which rows of them are meant."""

    def __init__(self, sorting: Sorted) -> None:
        self.sorting = sorting
        self.columns: tuple[Any, Any] = {
            Order.CODE: (places.c.code, places.c.id),
            Order.KIND: (places.c.kind, places.c.code),
            Order.NAME: (place_keys.c.key, place_keys.c.place_id),
        }[sorting.order]

    @property
    def labels(self) -> list[ColumnElement[Any]]:
        """The two columns by names that all orders share."""
        what, own = self.columns
        return [what.label("by_what"), own.label("by_own")]

    @property
    def by(self) -> list[ColumnElement[Any]]:
        """In which order."""
        return [column.desc() if self.sorting.down else column for column in self.columns]

    def of(self, district_id: int, after: Key | None, end: Key | None) -> list[ColumnElement[bool]]:
        """The rows of a district behind *after*, up to *end*."""
        told = [_own(district_id)]
        if self.sorting.order is Order.NAME:
            told = [place_keys.c.register_id == _register(district_id), place_keys.c.sort == Sort.NAME.value]
        pair, down = tuple_(*self.columns), self.sorting.down
        if after is not None:
            told.append(pair < self._values(after) if down else pair > self._values(after))
        if end is not None:
            told.append(pair >= self._values(end) if down else pair <= self._values(end))
        return told

    def _values(self, key: Key) -> ColumnElement[Any]:
        what, own = key
        first, second = self.columns
        return tuple_(literal(what, first.type), literal(own if second is places.c.code else int(own), second.type))

    def is_its_own(self, place: Place, what: str) -> bool:
        """Whether a row is found by what it is sorted by: by its name, not by another name of it."""
        return self.sorting.order is not Order.NAME or shown.name_key(place) == what


def _by_name(own: _Index, told: list[ColumnElement[bool]]) -> Select[Any]:
    """The keys of a stretch first, then their places: not the other way round."""
    keys = select(*own.labels).where(*told).order_by(*own.by).limit(LISTED_STRETCH).subquery()
    order = [keys.c.by_what, keys.c.by_own]
    query = select(places, *order).select_from(keys.join(_REGISTERS, places.c.id == keys.c.by_own))
    return query.order_by(*(column.desc() if own.sorting.down else column for column in order))


def _named(own: _Index, told: list[ColumnElement[bool]]) -> Select[Any]:
    """The keys of a few places: each found by its place."""
    found = places.join(place_registers, place_registers.c.id == places.c.register_id)
    found = found.join(place_keys, place_keys.c.place_id == places.c.id)
    return select(places, *own.labels).select_from(found).where(*told).order_by(*own.by)


def _register(district_id: int) -> ColumnElement[int]:
    found: ColumnElement[int] = (
        select(place_registers.c.id).where(place_registers.c.district_id == district_id).scalar_subquery()
    )
    return found


def _own(district_id: int) -> ColumnElement[bool]:
    return places.c.register_id == _register(district_id)


def _rows(box: Box) -> tuple[int, int]:
    """The first and the last cell of the rows of *box*, all around the earth."""
    south, north = (grid.of(Point(lat, lon)) for lat, lon in ((box.south, -180.0), (box.north, 180.0)))
    return south, north


def _there(district_id: int, box: Box, cells: Cells, few: list[str] | None) -> list[ColumnElement[bool]]:
    """What the index of cells tells first, then the box itself; of a *few* places the box alone."""
    if few is not None:
        return [_own(district_id), *_inside(box), IS_READ_OF_FEW]
    (first, last), (after, end) = _rows(box), cells
    west, east = (grid.of(Point(0.0, lon)) % grid.ROW for lon in (box.west, box.east))
    told: list[ColumnElement[bool]] = [
        _own(district_id),
        places.c.cell.between(max(first, after + 1), last if end is None else min(last, end)),
        (places.c.cell % literal(grid.ROW)).between(west, east),
        *_inside(box),
        IS_READ_OF_FEW,
    ]
    return told


def _inside(box: Box) -> tuple[ColumnElement[bool], ...]:
    return places.c.lat.between(box.south, box.north), places.c.lon.between(box.west, box.east)


def _of_kind(which: Which) -> list[ColumnElement[bool]]:
    return [places.c.kind == which.kind] if which.kind is not None else []


def _fit(which: Which, few: list[str] | None) -> list[ColumnElement[bool]]:
    """Whether a place is meant; *few*: the codes of those that may be, where these are known."""
    told = _of_kind(which)
    told += [places.c.state == which.state.value] if which.state else [places.c.state != State.GONE.value]
    told += [places.c.lat.is_(None)] if which.nowhere else []
    if few is not None:
        told.append(places.c.code.in_(few))
    if which.colour is Colour.GREEN:
        return [*told, _COLOUR.is_(None)]
    is_asked = which.colour is not None and (few is None or which.nowhere)
    return [*told, _COLOUR.in_([which.colour.value])] if which.colour and is_asked else told


ROOM = Room(shown.SHOWN, SqlShown)
