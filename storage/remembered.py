"""What a transaction has read it knows: the same question is asked of the database once, until it writes to the answer.

Between two statements of one transaction nobody else changes what it sees: SQLite has one writer, who holds the lock
from the beginning. Where others may (a look without a snapshot, PostgreSQL) the answer of a moment ago stands for the
rest of it, as if all had been read at once; whoever locks a row asks anew. Whatever is written in it is forgotten, by
table; what cannot be told by table forgets everything. Nothing outlives its transaction.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Mapping, Set
from functools import cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Delete, Executable, FrozenResult, Insert, Select, Table, Update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import visitors
from sqlalchemy.sql.selectable import GenerativeSelect

T = TypeVar("T")

MOST_ROWS = 1_000
"""An answer of more rows is not kept: it is a page of something long, and nobody asks for it twice."""

MOST_KEPT = 5_000
"""So many rows one transaction keeps at most."""

_KNOWN_MOST = 2_000
_shapes: dict[Any, "_Shape"] = {}


def over(connection: AsyncConnection, *, shared: bool = False) -> AsyncConnection:
    """*connection* for one transaction, whose answers are remembered; *shared*: several ask in it side by side."""
    return cast("AsyncConnection", _InTurn(connection) if shared else _Remembering(connection))


def writes(connection: AsyncConnection, tables: frozenset[Table]) -> int | None:
    """How often this transaction wrote to *tables*, or to what it could not tell; None where nobody counts."""
    return connection.count(tables) if isinstance(connection, _Remembering) else None


def version(connection: AsyncConnection, tables: frozenset[Table]) -> int | None:
    """The same number as long as nothing is written to *tables* in this transaction, or owed; None: nobody counts."""
    return connection.version(tables) if isinstance(connection, _Remembering) else None


def opened(connection: AsyncConnection, case_id: int) -> None:
    """This transaction has opened a case: what there is about it was written here."""
    if isinstance(connection, _Remembering):
        connection.opened.add(case_id)


def has_nothing(connection: AsyncConnection, case_id: int, tables: frozenset[Table]) -> bool:
    """Whether nothing of a case can stand in *tables*: it was opened here, and nothing was written to them since."""
    if not isinstance(connection, _Remembering) or case_id not in connection.opened:
        return False
    return connection.count(tables) == 0 and connection.owes_nothing(tables)


def beside_all(connection: AsyncConnection, make: Callable[[AsyncConnection], T]) -> T:
    """What *make* makes for a connection: one for the whole transaction, whoever of its parts asks for it."""
    if not isinstance(connection, _Remembering):
        return make(connection)
    if make not in connection.parts:
        connection.parts[make] = make(connection)
    found: T = connection.parts[make]
    return found


class Made(Generic[T]):
    """What was made of answers about *tables*: made once, and again after something was written to them."""

    def __init__(self, connection: AsyncConnection, tables: frozenset[Table]) -> None:
        self._connection = connection
        self._tables = tables
        self._version: int | None = None
        self._kept: dict[Hashable, T] = {}

    def known(self, key: Hashable) -> T | None:
        """What was made for *key*, where it still holds."""
        return self._kept.get(key) if version(self._connection, self._tables) == self._version else None

    async def of(self, key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
        """What *make* makes, the same one for the same *key*; nobody changes it."""
        now = version(self._connection, self._tables)
        if now != self._version:
            self._kept.clear()
        self._version = now
        if now is None or key not in self._kept:
            self._kept[key] = await make()
        return self._kept[key]


def owe(connection: AsyncConnection, tables: frozenset[Table], write: Callable[[], Awaitable[None]]) -> None:
    """Have *write* be called at the end of the transaction, or before anybody asks of *tables*."""
    cast("_Remembering", connection).owe(tables, write)


async def beside(connection: AsyncConnection, statement: Executable, asked: Mapping[str, Any]) -> Any:
    """The answer of the database as it is, whatever is owed: for who knows themselves what they owe."""
    if not isinstance(connection, _Remembering):
        return await connection.execute(statement, asked)
    return await connection.beside(statement, asked)


async def settle(connection: AsyncConnection) -> None:
    """Write what is owed."""
    if isinstance(connection, _Remembering):
        await connection.pay(None)


class _Shape:
    """Statements that differ in their values only: known by itself, for its parts are many to compare each time."""

    tables: frozenset[Table] | None = None


class _Remembering:
    """Stands where the connection does."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._answers: dict[Any, tuple[frozenset[Table], FrozenResult[Any]]] = {}
        self._rows = 0
        self._written: Counter[Table] = Counter()
        self._unknown = self._times_owed = 0
        self._owed: dict[frozenset[Table], Callable[[], Awaitable[None]]] = {}
        self.opened: set[int] = set()
        self.parts: dict[Any, Any] = {}

    def owe(self, tables: frozenset[Table], write: Callable[[], Awaitable[None]]) -> None:
        """See :func:`owe`."""
        self._owed[tables] = write
        self._times_owed += 1
        self._forget_of(tables)

    async def pay(self, statement: Executable | None, asked: Any = None) -> None:
        """Write what is owed of the tables that *statement* reads or writes; None, or one that tells none: of all."""
        if not self._owed:
            return
        known = isinstance(statement, GenerativeSelect | Insert | Update | Delete)
        tables = _tables(asked[0] if asked else None, statement) if statement is not None and known else frozenset()
        for owed in list(self._owed):
            if not tables or not owed.isdisjoint(tables):
                write = self._owed.pop(owed, None)
                if write is not None:
                    await write()

    async def beside(self, statement: Executable, asked: Mapping[str, Any]) -> Any:
        """See :func:`beside`."""
        return await self._connection.execute(statement, asked)

    def owes_nothing(self, tables: frozenset[Table]) -> bool:
        """Whether nothing of *tables* is still to be written."""
        return all(tables.isdisjoint(owed) for owed in self._owed)

    def count(self, tables: frozenset[Table]) -> int:
        """See :func:`writes`."""
        return self._unknown + sum(self._written[one] for one in tables)

    def version(self, tables: frozenset[Table]) -> int:
        """See :func:`version`; what is owed of others counts too, which costs no more than making it once more."""
        return self.count(tables) + self._times_owed

    def __getattr__(self, name: str) -> Any:
        """All else is the connection's own; whoever goes past us may write anything."""
        if name not in {"dialect", "engine", "info"}:
            self._unknown += 1
            self._forget()
        return getattr(self._connection, name)

    async def execute(self, statement: Executable, parameters: Any = None, **more: Any) -> Any:
        """As the connection's own."""
        asked = _asked(statement, parameters) if not more else None
        if asked is None:
            await self.pay(statement)
            self._forget_written(statement)
            return await self._connection.execute(statement, parameters, **more)
        answer = self._answers.get(asked)
        if answer is not None:
            return answer[1]()
        await self.pay(statement, asked)
        frozen = (await self._connection.execute(statement, parameters)).freeze()
        rows = len(frozen.data)
        if rows <= MOST_ROWS:
            if self._rows + rows > MOST_KEPT:
                self._forget()
            self._answers[asked] = _tables(asked[0], statement), frozen
            self._rows += rows + 1
        return frozen()

    def _forget(self) -> None:
        self._answers.clear()
        self._rows = 0

    def _forget_written(self, statement: Executable) -> None:
        if not isinstance(statement, Insert | Update | Delete) or not isinstance(statement.table, Table):
            self._unknown += not isinstance(statement, GenerativeSelect)
            self._forget()  # of what we do not understand we know nothing
            return
        written = _with_children(statement.table) if isinstance(statement, Delete) else {statement.table}
        self._written.update(written)
        self._forget_of(written)

    def _forget_of(self, written: Set[Table]) -> None:
        for asked, (tables, _) in list(self._answers.items()):
            if not tables.isdisjoint(written):
                del self._answers[asked]


class _InTurn(_Remembering):
    """One for several tasks: one statement at a time; the second who asks the same hears what the first was told."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self._turn = asyncio.Lock()

    async def execute(self, statement: Executable, parameters: Any = None, **more: Any) -> Any:
        """As the connection's own, in turn."""
        async with self._turn:
            return await super().execute(statement, parameters, **more)


def _asked(statement: Executable, parameters: Any) -> Any:
    """The same value for the same question; None for what is no plain question."""
    if not isinstance(statement, GenerativeSelect) or statement._for_update_arg is not None:  # noqa: SLF001  # not told otherwise
        return None
    key = statement._generate_cache_key()  # noqa: SLF001  # by which SQLAlchemy itself knows compiled statements again
    if key is None:
        return None
    given = parameters or {}
    if not isinstance(given, Mapping):
        return None
    values = [given.get(one.key, one.effective_value) for one in key.bindparams]
    try:
        asked = _shape(key.key), tuple(tuple(one) if isinstance(one, list | set) else one for one in values)
        hash(asked)
    except TypeError:
        return None
    return asked


def _shape(key: Any) -> _Shape:
    """The same one for the same *key*, as long as it is known."""
    found = _shapes.get(key)
    if found is None:
        if len(_shapes) >= _KNOWN_MOST:
            _shapes.clear()
        found = _shapes[key] = _Shape()
    return found


def _tables(shape: _Shape | None, statement: Executable) -> frozenset[Table]:
    """Every table of *statement*; where it has a *shape*, that knows them from then on."""
    found = shape.tables if shape is not None else None
    if found is None:
        parts = visitors.iterate(cast("Select[Any]", statement))
        found = frozenset(part for part in parts if isinstance(part, Table))
        if shape is not None:
            shape.tables = found
    return found


@cache
def _with_children(table: Table) -> frozenset[Table]:
    """*table* and all whose rows may go with its own."""
    children = {one for one in table.metadata.tables.values() if one is not table and _refers(one, table)}
    return frozenset({table}).union(*(_with_children(one) for one in children))


def _refers(child: Table, parent: Table) -> bool:
    return any(key.column.table is parent for key in child.foreign_keys)
