"""What a storage file keeps of people, said beside its tables: what they are handed, what goes, what keeps them.

Both are done a slice at a time, by the keys of rows, however much there is of somebody.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    String,
    Table,
    cast,
    delete,
    literal,
    or_,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy import column as sql_column
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.port import Erased
from storage import both

Rows = Callable[[int], Select[Any]]
"""Rows about the person of an id."""

Change = Callable[[AsyncConnection, int, datetime, Sequence[Any]], Awaitable[Erased]]
"""Erases what may be erased in the rows of these keys, of the person of an id, now; returns what went."""

OfDistricts = Callable[[Sequence[int]], ColumnElement[bool]]
"""Whether a row is of one of some districts."""

NOTHING = Erased()

NOBODY = 0
"""What stands in a list in the place of somebody who was erased."""


@dataclass(frozen=True)
class Export:
    """Rows of *table* that a person is handed; *columns* are those of its columns that name somebody.

    *parts* find them in several steps where one question would find no index. *key* is by what they go on from page to
    page. *among*: of all rows those are handed out in whose lists (of these columns) the person stands, and that no
    other question finds by one of *columns*; no index knows them, so that each page looks through some rows.
    """

    table: Table
    rows: Rows
    columns: tuple[str, ...] = ()
    parts: tuple[Rows, ...] = ()
    key: tuple[Column[Any], ...] = ()
    among: tuple[str, ...] = ()

    def is_of(self, row: Mapping[Any, Any], user_id: int) -> bool:
        """Whether a row that was found is handed out."""
        if not self.among:
            return True
        stands = any(user_id in (row[name] or ()) for name in self.among)
        return stands and all(row[name] != user_id for name in self.columns)

    def pages(self, user_id: int) -> Sequence[Select[Any]]:
        """The questions that together find every row once."""
        return [part(user_id) for part in self.parts or (self.rows,)]

    @property
    def keys(self) -> tuple[Column[Any], ...]:
        """By what the rows go on."""
        return self.key or tuple(self.table.primary_key)


@dataclass(frozen=True)
class Step:
    """One part of erasing somebody: rows of *keys* of which *which* is true, some at a time; *change* erases there."""

    keys: tuple[Column[Any], ...]
    which: Callable[[int], ColumnElement[bool]]
    change: Change

    async def slice(
        self, db: AsyncConnection, user_id: int, now: datetime, after: Sequence[Any] | None, most: int
    ) -> tuple[Erased, list[Any] | None, int]:
        """Do the next *most* rows: what went, where to go on (None: it is done), and how many rows there were."""
        query = select(*self.keys).where(self.which(user_id), beyond(self.keys, after)).order_by(*self.keys).limit(most)
        found = [tuple(row) for row in await db.execute(query)]
        gone = NOTHING
        if found:
            gone = await self.change(db, user_id, now, found if len(self.keys) > 1 else [row[0] for row in found])
        return gone, list(found[-1]) if len(found) == most else None, len(found)


def beyond(keys: Sequence[Column[Any]], after: Sequence[Any] | None) -> ColumnElement[bool]:
    """What comes after the row of a key."""
    if after is None:
        return true()
    where: ColumnElement[bool] = keys[0] > after[0] if len(keys) == 1 else tuple_(*keys) > tuple_(*after)
    return where


def those(keys: Sequence[Column[Any]], found: Sequence[Any]) -> ColumnElement[bool]:
    """The rows of some keys."""
    return keys[0].in_(found) if len(keys) == 1 else tuple_(*keys).in_(found)


@dataclass(frozen=True)
class Words:
    """What somebody said in cases: *of* finds (case, value) for a person and cases, *read* what of it is theirs."""

    of: Callable[[int, Sequence[int]], Select[Any]]
    read: Callable[[int, Any], Any] = lambda _user_id, value: value


@dataclass(frozen=True)
class Personal:
    """What one file keeps of people.

    *words* is what they said where it stood first, *said* are columns in which a name or words may stand by value, of
    whomever: what is erased is searched there, in the rows *said_in*, of districts that the person is or was of: *of*
    tells which those are where no column of the table does. In *alone*, some of them, names stand and no sentences:
    only a whole one is anybody's.

    *listed* are columns of JSON lists in which ids of people stand, as of the officers of a visit. *holds* finds ids of
    cases that keep somebody as long as they are live, *on_duty* ids of districts that count on them at this moment.
    """

    export: tuple[Export, ...] = ()
    forget: tuple[Step, ...] = ()
    holds: Rows | None = None
    on_duty: Rows | None = None
    words: tuple[Words, ...] = ()
    said: tuple[Column[Any], ...] = ()
    said_in: ColumnElement[bool] = field(default_factory=true)
    alone: tuple[Column[Any], ...] = ()
    of: OfDistricts | None = None
    listed: tuple[Column[Any], ...] = ()

    @property
    def exports(self) -> tuple[Export, ...]:
        """All that a person is handed from here; what is of one table comes together."""
        tables = dict.fromkeys([one.table for one in self.export] + [one.table for one in self.listed])
        found: list[Export] = []
        for table in tables:
            own = [one for one in self.export if one.table is table]
            among = [column.name for column in self.listed if column.table is table]
            found += [*own, *([_listing(table, own, among)] if among else [])]
        return tuple(found)

    @property
    def steps(self) -> tuple[Step, ...]:
        """All parts of erasing somebody here."""
        tables = dict.fromkeys(one.table for one in self.listed)
        return (*self.forget, *(_unlisted(table, [c for c in self.listed if c.table is table]) for table in tables))


def naming(table: Table, *columns: str) -> Export:
    """The rows of *table* in which one of *columns* names the person."""

    def rows(user_id: int) -> Select[Any]:
        return select(table).where(or_(*(table.c[name] == user_id for name in columns)))

    def part(n: int) -> Rows:
        def its(user_id: int) -> Select[Any]:
            others = (table.c[name].is_distinct_from(user_id) for name in columns[:n])
            return select(table).where(table.c[columns[n]] == user_id, *others)

        return its

    return Export(table, rows, columns, tuple(part(n) for n in range(len(columns))))


def _listing(table: Any, known: Sequence[Export], among: Sequence[str]) -> Export:
    """The rows of *table* in whose lists the person stands, and that nothing *known* finds."""
    columns = tuple(name for one in known for name in one.columns)
    return Export(table, lambda _user_id: select(table), columns, among=tuple(among))


def gone(table: Table, which: Callable[[int], ColumnElement[bool]]) -> Step:
    """The rows of *table* of which *which* is true go."""
    keys = tuple(table.primary_key)

    async def change(db: AsyncConnection, _user_id: int, _now: datetime, found: Sequence[Any]) -> Erased:
        await db.execute(delete(table).where(those(keys, found)))
        return NOTHING

    return Step(keys, which, change)


def blanked(table: Table, which: Callable[[int], ColumnElement[bool]], **columns: Any) -> Step:
    """In the rows of *table* of which *which* is true these columns are put in place of what stood there."""
    keys = tuple(table.primary_key)

    async def change(db: AsyncConnection, _user_id: int, _now: datetime, found: Sequence[Any]) -> Erased:
        await db.execute(update(table).where(those(keys, found)).values(**columns))
        return NOTHING

    return Step(keys, which, change)


def _unlisted(table: Any, columns: Sequence[Column[Any]]) -> Step:
    """In JSON lists nobody stands in the place of the person, so that how many they were stays true.

    No index knows who stands in a list: all rows are looked at by their key, a slice at a time.
    """
    keys = tuple(table.primary_key)

    async def change(db: AsyncConnection, user_id: int, _now: datetime, found: Sequence[Any]) -> Erased:
        for row in await db.execute(select(*keys, *columns).where(those(keys, found))):
            own, lists = row[: len(keys)], dict(zip(columns, row[len(keys) :], strict=True))
            named = {column.name: among for column, among in lists.items() if user_id in among}
            if named:
                left = {name: [NOBODY if one == user_id else one for one in among] for name, among in named.items()}
                await db.execute(update(table).where(those(keys, [own if len(keys) > 1 else own[0]])).values(**left))
        return NOTHING

    return Step(keys, lambda _user_id: true(), change)


def stands_in(column: Column[Any], user_id: int) -> ColumnElement[bool]:
    """Whether the id of a person stands in a JSON list."""
    each = both.EachOf(column).table_valued(sql_column("value", String)).alias(f"each_{column.name}")
    return select(literal(1)).select_from(each).where(cast(each.c.value, String) == str(user_id)).exists()


def whole_rows(*tables: Table) -> tuple[Step, ...]:
    """Every row of *tables* that belongs to the person goes."""

    def mine(table: Table) -> Step:
        return gone(table, lambda user_id: table.c.user_id == user_id)

    return tuple(mine(table) for table in tables)
