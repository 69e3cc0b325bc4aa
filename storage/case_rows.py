"""Cases of any kind as rows: what all kinds have in common in ``cases``, what is a kind's own in a table beside it.

A kind needs one file here: its table, whose key is ``case_id``, and ``ROWS = CaseRows(MOVES, its_table, ItsCase)``:
each column goes to the field of its name. What stands otherwise in the table than in the case is *written* and *read*
by a function for each way. Queries of its own are methods of a class that is made from :class:`SqlCases`; a kind
without any registers ``ROWS.on`` as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Index,
    RowMapping,
    Select,
    Table,
    bindparam,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cases import moves as cases_moves
from bot.cases.case import Assignment, Case
from bot.work.ports import Stale
from storage import assignments, known, remembered, rows
from storage.schema import assignments as sent
from storage.schema import cases

Kept = TypeVar("Kept", bound=Case)
Held = tuple[Assignment, ...]

IS_LIVE: ColumnElement[Any] = literal_column("cases.is_live")
"""In the very words of the index of live cases: SQLite takes it only for those."""

MOST_NUMBER = 2**31 - 1
"""What the column of a case's number holds."""

_SELDOM: list[str] = []
_LIVE_KINDS = (
    select(cases.c.kind)
    .where(
        cases.c.district_id == bindparam("district_id"),
        cases.c.kind.in_(bindparam("kinds", expanding=True)),
        IS_LIVE,
    )
    .distinct()
)
_CHANGE = update(cases).where(cases.c.id == bindparam("which"), cases.c.version == bindparam("loaded"))
_NEW = insert(cases)
_UNCHANGING = frozenset({"id", "district_id", "kind", "number", "is_live"})


def _with_sent(query: Select[Any]) -> Select[Any]:
    joined = query.outerjoin(sent, sent.c.case_id == cases.c.id)
    return joined.add_columns(*assignments.JOINED).order_by(cases.c.id, sent.c.id)


class CaseRows(Generic[Kept]):
    """How the cases of one kind stand in the tables; made once, when the kind's file is imported.

    *table_of_moves* tells the kind's name and which of its states are live. *written* gives those own columns of a
    case that do not stand there as in the case, *read* those fields of it from a whole row. *reach* is what an
    assignment keeps of the case for good. *once* is an index by which there may be only one of some sort: whoever
    comes second is told Stale. *seldom*: at most times none is live, which is asked of all such kinds together.
    """

    def __init__(
        self,
        table_of_moves: cases_moves.Table,
        table: Table,
        of: type[Kept],
        written: Callable[[Kept], Mapping[str, Any]] = lambda _: {},
        read: Callable[[RowMapping], Mapping[str, Any]] = lambda _: {},
        *,
        reach: Callable[[Kept], int] = lambda _: 0,
        once: Index | None = None,
        seldom: bool = False,
    ) -> None:
        self.kind, self.drills, self.table = table_of_moves.kind, table_of_moves.drills, table
        self.states_alive = tuple(state for state in table_of_moves.states if state in table_of_moves.live)
        self.reach, self.once = reach, once
        self._of, self._written, self._read = of, written, read
        self.seldom = seldom
        if seldom:
            _SELDOM.append(self.kind)
        self.whole: Select[Any] = select(cases, table).join(table, table.c.case_id == cases.c.id)
        """Every case of the kind."""
        self.here = self.whole.where(cases.c.district_id == bindparam("district_id"))
        self.by_id = self.whole.where(cases.c.id == bindparam("case_id"))
        self.by_number = self.here.where(cases.c.number == bindparam("number"))
        self.live = self.here.where(cases.c.kind == self.kind, IS_LIVE).order_by(cases.c.reported_at, cases.c.id)
        of_team = select(sent.c.case_id).where(sent.c.team_id == bindparam("team_id"), sent.c.ended_at.is_(None))
        self.held_by = self.whole.where(cases.c.id.in_(of_team))
        self._prepared = {one: _with_sent(one) for one in (self.by_id, self.by_number, self.live, self.held_by)}
        self.new_own = insert(table)
        self.change_own = update(table).where(table.c.case_id == bindparam("which"))

    def to_row(self, case: Kept) -> dict[str, Any]:
        """The kind's own columns."""
        return {**rows.values(self.table, case), **self._written(case)}

    def from_row(self, row: RowMapping, held: Held) -> Kept:
        """The case of a whole row, and its assignments."""
        return rows.read(self._of, row, **self._read(row), assignments=held)

    def on(self, connection: AsyncConnection) -> "SqlCases[Kept]":
        """The cases of the kind in one transaction."""
        return SqlCases(self, connection)

    def with_sent(self, query: Select[Any]) -> Select[Any]:
        """*query* with a row for each assignment of a case, at least one."""
        prepared = self._prepared.get(query)
        return _with_sent(query) if prepared is None else prepared

    def common_row(self, case: Kept) -> dict[str, Any]:
        """The columns of ``cases`` that may change."""
        columns = rows.values(cases, case, leave=_UNCHANGING)
        return columns | {"is_live": case.state in self.states_alive}

    def is_second(self, error: IntegrityError) -> bool:
        """Whether *once* was broken: PostgreSQL tells its name, SQLite its columns."""
        if self.once is None:
            return False
        columns = ", ".join(f"cases.{column.name}" for column in self.once.columns)
        return any(words in str(error.orig) for words in (str(self.once.name), f"failed: {columns}"))


class SqlCases(Generic[Kept]):
    """The cases of one kind: loaded whole, written only over the version that was loaded.

    Fulfils :class:`bot.cases.store.CaseStore`.
    """

    def __init__(self, kept_as: CaseRows[Kept], connection: AsyncConnection) -> None:
        self._rows = kept_as
        self._db = connection
        self._tables = frozenset({cases, kept_as.table})
        self._known = known.Known[Kept](connection, self._tables | {sent})
        self._live_kinds = remembered.beside_all(connection, known.LiveKinds)
        self._owed: dict[int, tuple[Kept, Kept]] = {}

    async def add(self, case: Kept) -> Kept:
        """Store a new one; Stale where there may be only one, and is."""
        self._look()
        new = _as_stored(case)
        columns = rows.values(cases, new, leave=frozenset({"id", "is_live"})) | self._rows.common_row(new)
        written = await self._write_once(_NEW, columns | {"version": 1}, case.number)
        key = written.inserted_primary_key
        stored = replace(new, id=int(key[0]) if key else 0, version=1)
        remembered.opened(self._db, stored.id)
        await self._db.execute(self._rows.new_own, {**self._rows.to_row(stored), "case_id": stored.id})
        return await self._with_assignments(stored, ()) if stored.assignments else self._stands(stored)

    async def get(self, case_id: int) -> Kept | None:
        """One by its global id."""
        return self._known.get(case_id) or await self._first(self._rows.by_id, case_id=case_id)

    async def by_number(self, district_id: int, number: int) -> Kept | None:
        """One by district and number."""
        if not 0 < number <= MOST_NUMBER:
            return None
        found = self._known.numbered(district_id, number)
        return found or await self._first(self._rows.by_number, district_id=district_id, number=number)

    async def live(self, district_id: int) -> list[Kept]:
        """All in a live state, oldest report first."""
        if not await self.may_be_live(district_id):
            return []
        found = self._known.live(district_id)
        if found is None:
            found = await self._live_as_owed(district_id) if self._owed else None
            if found is None:
                found = await self._load(self._rows.live, district_id=district_id)
            self._known.are_live(district_id, found)
        return found

    async def may_be_live(self, district_id: int) -> bool:
        """False where none is live, of a kind of which there seldom is one."""
        return not self._rows.seldom or await self._live_kinds.has(
            self._rows.kind, district_id, partial(self._read_live_kinds, district_id)
        )

    async def _read_live_kinds(self, district_id: int) -> set[str]:
        asked = {"district_id": district_id, "kinds": _SELDOM}
        return set((await remembered.beside(self._db, _LIVE_KINDS, asked)).scalars())

    async def _live_as_owed(self, district_id: int) -> list[Kept] | None:
        """The same with what is owed laid over it, unwritten still; None where that cannot be told."""
        self._known.look()
        each: dict[int, list[RowMapping]] = {}
        query = self._rows.with_sent(self._rows.live)
        for row in (await remembered.beside(self._db, query, {"district_id": district_id})).mappings():
            each.setdefault(row["id"], []).append(row)
        loaded = {key: self._rows.from_row(one[0], _sent(one)) for key, one in each.items()}
        for key, (_, after) in self._owed.items():
            is_live = after.state in self._rows.states_alive
            if key in loaded:
                loaded[key] = replace(after, assignments=loaded[key].assignments)
                if not is_live:
                    del loaded[key]
            elif is_live:
                return None  # alive again: not among those that were read
        return self._known.read(sorted(loaded.values(), key=lambda one: (one.reported_at, one.id)))

    async def held_by(self, team_id: int) -> list[Kept]:
        """Those that the team holds, last sent last."""
        found = await self._load(self._rows.held_by, team_id=team_id)
        return sorted(found, key=lambda i: max(a.sent_at for a in i.assignments if a.is_open and a.team_id == team_id))

    async def save(self, case: Kept) -> Kept:
        """Write it over the version that was loaded; after a Stale the transaction must end.

        What changes no order is written at the end of the transaction, or as soon as anybody asks.
        """
        self._look()
        before = self._known.get(case.id)
        one = _as_stored(case)
        if before is not None and before.version != one.version:
            raise Stale(one.number)
        if before is not None and before.assignments == one.assignments:
            after = replace(one, version=one.version + 1)
            self._owed[one.id] = self._owed.get(one.id, (before, before))[0], after
            remembered.owe(self._db, self._tables, self._pay)
            return self._stands(after)
        after = replace(one, version=one.version + 1)
        loaded = self._owed.pop(one.id, (before, after))[0]
        await self._write(loaded, after, one.version if loaded is None else loaded.version)
        return await self._with_assignments(after, before.assignments if before is not None else None)

    async def _write(self, before: Kept | None, after: Kept, loaded: int) -> None:
        changed = self._rows.common_row(after) | {"version": after.version, "which": after.id, "loaded": loaded}
        if (await self._write_once(_CHANGE, changed, after.number)).rowcount != 1:
            raise Stale(after.number)
        own = dict(self._rows.to_row(after))
        if own and (before is None or own != self._rows.to_row(before)):
            await self._db.execute(self._rows.change_own, own | {"which": after.id})

    async def _pay(self) -> None:
        """Write each case that was saved, once, as it was saved last."""
        owed, self._owed = self._owed, {}
        self._look()
        for before, after in owed.values():
            await self._write(before, after, before.version)
        self._written()

    async def _write_once(self, statement: Any, columns: Mapping[str, Any], number: int) -> Any:
        try:
            return await self._db.execute(statement, columns)
        except IntegrityError as refused:
            if self._rows.is_second(refused):
                raise Stale(number) from refused
            raise

    async def _with_assignments(self, case: Kept, before: Held | None) -> Kept:
        written = await assignments.write(self._db, case, self._rows.reach(case), before)
        return self._stands(replace(case, assignments=written))

    def _stands(self, case: Kept) -> Kept:
        """It is written."""
        is_live = case.state in self._rows.states_alive
        self._known.stands(case, is_live=is_live)
        self._live_kinds.stands(case, is_live=is_live)
        return case

    def _look(self) -> None:
        """Something of ours is about to be written: forget what others have changed."""
        self._known.look()
        self._live_kinds.look()

    def _written(self) -> None:
        self._known.written()
        self._live_kinds.written()

    async def _first(self, query: Select[Any], **asked: int) -> Kept | None:
        found = await self._load(query, **asked)
        return found[0] if found else None

    async def _load(self, query: Select[Any], **asked: Any) -> list[Kept]:
        """What *query*, made from ``whole``, finds, with all assignments: in one statement, however many cases."""
        self._known.look()
        if query._limit_clause is not None:  # noqa: SLF001  # a limit counts cases, not what was sent to them
            read: Sequence[RowMapping] = (await self._db.execute(query, asked)).mappings().all()
            held = await assignments.of(self._db, [row["id"] for row in read]) if read else {}
            return self._known.read([self._rows.from_row(row, tuple(held[row["id"]])) for row in read])
        each: dict[int, list[RowMapping]] = {}
        for row in (await self._db.execute(self._rows.with_sent(query), asked)).mappings():
            each.setdefault(row["id"], []).append(row)
        return self._known.read([self._rows.from_row(one[0], _sent(one)) for one in each.values()])


def _sent(each: Sequence[RowMapping]) -> Held:
    return tuple(one for row in each if (one := assignments.beside(row)) is not None)


def _as_stored(case: Kept) -> Kept:
    """What :meth:`SqlCases.get` will give for it: instants in milliseconds, mappings as JSON has them."""
    return replace(rows.as_stored(case), assignments=tuple(rows.as_stored(one) for one in case.assignments))
