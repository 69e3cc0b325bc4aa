"""Rows and the frozen values of ``bot``: fields and columns have the same names, points are two columns."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Table

from bot.geo import Point

Value = TypeVar("Value")


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def read(kind: type[Value], row: Mapping[str, Any], *, point: str = "point", **more: Any) -> Value:
    """One value of *kind* from a row; *point* names the field that lat and lon make, *more* overrides fields."""
    found = {name: row[name] for name in _names(kind) if name in row}
    if point in _names(kind) and "lat" in row:
        found[point] = Point(row["lat"], row["lon"]) if row["lat"] is not None else None
    return kind(**{**found, **more})


def values(table: Table, value: object, *, point: str = "point", leave: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The columns of *table* from a value, without those in *leave*."""
    found = {c.name: getattr(value, c.name) for c in table.columns if hasattr(value, c.name) and c.name not in leave}
    if "lat" in table.columns and hasattr(value, point):
        where = getattr(value, point)
        found["lat"], found["lon"] = (where.lat, where.lon) if where else (None, None)
    return found
