"""Which tables grow with the years, and what may be asked of them: nothing that reads more the older a district is.

Each table says at its head ``info=STAYS``, or ``info=grows(…)`` with what finds few of its rows however many there are.
A statement on a growing table has a limit, or finds its rows by a unique key or by one of those. Whatever does not, and
may all the same, says why, in the statement itself: ``.execution_options(unbounded="why")``. Tests refuse all else.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, FromClause, Select, Table, UniqueConstraint, and_, true
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.dml import Delete, Update
from sqlalchemy.sql.elements import (
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    ClauseElement,
    ColumnElement,
    Grouping,
    Tuple,
)
from sqlalchemy.sql.selectable import Alias, CompoundSelect, Join, Subquery

STAYS: dict[str, Any] = {"grows": False}
"""As large as the district is, however old it becomes."""


WHY = "unbounded"
"""The execution option in which a statement says why it may."""


LAST_MINUTES = {WHY: "what one person did in the last minutes"}
ONE_DAY = {WHY: "one day of one district"}
"""Reasons that hold in several places."""


def grows(*keys: str | tuple[str, ...], few: Iterable[str] = ()) -> dict[str, Any]:
    """A table that grows as long as there is work.

    By each of *keys* (a column, or several) few rows are found; *few* are conditions, as SQL says them, that few rows
    fulfil.
    """
    return {"grows": True, "keys": keys, "few": frozenset(few)}


class Unbounded(AssertionError):  # not to be caught with what the database refuses
    """A statement that reads more the longer a district has been at work."""


def refuse(statement: Any, options: Mapping[str, Any]) -> None:
    """Raise Unbounded where *statement* reads without bounds from a growing table, and its *options* do not say why."""
    if isinstance(statement, ClauseElement) and not options.get(WHY):
        for table in unbounded(statement):
            raise Unbounded(f"all of {table}: {statement}")


def unbounded(statement: ClauseElement) -> Iterator[str]:
    """The growing tables that *statement*, or a query within it, reads without bounds."""
    limited, apart = _within_limits(statement), _apart(statement)
    outer = list(_flat(_froms(statement)))
    for part in visitors.iterate(statement):
        if isinstance(part, Select) and id(part) not in limited and part._limit_clause is None:  # noqa: SLF001
            froms = part.get_final_froms()
            own = [one for one in _flat(froms) if part is statement or id(part) in apart or one not in outer]
            yield from _open(own or list(_flat(froms)), [*_conditions(part.whereclause), *_on(froms)])
        elif isinstance(part, Update | Delete):
            yield from _open([part.table], list(_conditions(part.whereclause)))


def _froms(statement: ClauseElement) -> list[FromClause]:
    """What the outermost query reads: a query within it that names the same means each of its rows."""
    if isinstance(statement, Select):
        return list(statement.get_final_froms())
    return [statement.table] if isinstance(statement, Update | Delete) else []


def _apart(statement: ClauseElement) -> set[int]:
    """Queries that are read like a table: they know nothing of the rows around them."""
    return {id(one.element) for one in visitors.iterate(statement) if isinstance(one, Subquery)}


def _within_limits(statement: ClauseElement) -> set[int]:
    """Queries that are part of a union which has a limit."""
    unions = (one for one in visitors.iterate(statement) if isinstance(one, CompoundSelect))
    return {id(one) for union in unions if union._limit_clause is not None for one in union.selects}  # noqa: SLF001


def _open(froms: Iterable[FromClause], conditions: list[ColumnElement[Any]]) -> Iterator[str]:
    """Those of *froms* that stay without bounds when each that has some gives them to those joined to it."""
    waiting = [one for one in froms if _info(one).get("grows")]
    while found := [one for one in waiting if _is_bound(one, and_(true(), *conditions), waiting)]:
        waiting = [one for one in waiting if one not in found]
    yield from (str(_table(one)) for one in waiting)


def _flat(froms: Iterable[FromClause]) -> Iterator[FromClause]:
    for one in froms:
        if isinstance(one, Join):
            yield from _flat((one.left, one.right))
        else:
            yield one


def _on(froms: Iterable[FromClause]) -> Iterator[ColumnElement[Any]]:
    for one in froms:
        if isinstance(one, Join):
            yield from _conditions(one.onclause)
            yield from _on((one.left, one.right))


def _conditions(clause: Any) -> Iterator[ColumnElement[Any]]:
    if isinstance(clause, Grouping):
        clause = clause.element
    if isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
        for one in clause.clauses:
            yield from _conditions(one)
    elif clause is not None:
        yield clause


def _table(one: FromClause) -> FromClause:
    return one.element if isinstance(one, Alias) else one


def _info(one: FromClause) -> dict[str, Any]:
    table = _table(one)
    return table.info if isinstance(table, Table) else {}


def _is_bound(one: FromClause, clause: Any, others: list[FromClause]) -> bool:
    """Whether *clause* leaves few rows of *one*; a column of *others*, which may have any number, bounds nothing."""
    conditions = list(_conditions(clause))
    for condition in conditions:
        plain = condition.element if isinstance(condition, Grouping) else condition
        if isinstance(plain, BooleanClauseList) and plain.operator is operators.or_:
            if all(_is_bound(one, and_(branch, *_without(conditions, condition)), others) for branch in plain.clauses):
                return True
        elif _said(condition) in _info(one)["few"]:
            return True
    known = {name for condition in conditions for name in _named(one, condition, others)}
    return any(set(key) <= known for key in _keys(one))


def _without(conditions: list[ColumnElement[Any]], one: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    return [other for other in conditions if other is not one]


def _said(condition: ColumnElement[Any]) -> str:
    """In the words of SQL, with the code that it compares with."""
    if isinstance(condition, BinaryExpression) and isinstance(condition.right, BindParameter):
        return f"{condition.left} = '{condition.right.value}'" if condition.operator is operators.eq else ""
    return str(condition)


def _named(one: FromClause, condition: ColumnElement[Any], others: list[FromClause]) -> Iterator[str]:
    """Columns of *one* that *condition* says outright, by a value, some values, or a column of a row that is known."""
    if not isinstance(condition, BinaryExpression):
        return
    for mine, theirs in ((condition.left, condition.right), (condition.right, condition.left)):
        if condition.operator in {operators.eq, operators.in_op} and not _is_of(theirs, [one, *others]):
            columns = mine.clauses if isinstance(mine, Tuple) else [mine]
            yield from (each.name for each in columns if isinstance(each, Column) and each.table is one)


def _is_of(what: Any, tables: list[FromClause]) -> bool:
    """Whether it is a column of one of *tables*; what a query within it reads is asked of that query."""
    return isinstance(what, Column) and any(what.table is one for one in tables)


def _keys(one: FromClause) -> Iterator[tuple[str, ...]]:
    table: Any = _table(one)
    yield tuple(column.name for column in table.primary_key)
    yield from ((key,) if isinstance(key, str) else key for key in _info(one)["keys"])
    yield from (tuple(c.name for c in each.columns) for each in table.constraints if isinstance(each, UniqueConstraint))
    whole = (each for each in table.indexes if each.unique and each.dialect_options["sqlite"]["where"] is None)
    yield from (tuple(c.name for c in each.columns) for each in whole)
