"""What the two databases say in words of their own."""

from typing import Any

from sqlalchemy import Integer, TableValuedAlias, bindparam, column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from storage.types import CODE, Json


class EachOf(FunctionElement[Any]):
    """The texts of a JSON list as rows: however many there are, the statement is the same."""

    name = "each_of"
    inherit_cache = True


class Within(FunctionElement[int]):
    """Where the second text stands in the first, from 1; 0 where it does not."""

    name = "within"
    type = Integer()
    inherit_cache = True


@compiles(EachOf)
def _each_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **more)})"


@compiles(EachOf, "postgresql")
def _each_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    said: str = compiler.process(element.clauses, **more)
    of_list = '(SELECT value COLLATE "C" AS value FROM json_array_elements_text(CAST('
    return of_list + said + " AS JSON)))"


@compiles(Within)
def _within_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)})"


@compiles(Within, "postgresql")
def _within_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)})"


def each_of(name: str, called: str) -> TableValuedAlias:
    """The texts of the list that is given as *name*, as rows with a *value*."""
    return EachOf(bindparam(name, type_=Json)).table_valued(column("value", CODE)).alias(called)
