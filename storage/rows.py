"""Rows and the frozen values of ``bot``: fields and columns have the same names, points are two columns."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import RowMapping, Table

from bot.values.geo import Point
from storage.types import Json

Value = TypeVar("Value")


def _names(kind: Any) -> Collection[str]:
    names: Collection[str] = kind.__dataclass_fields__
    return names


@lru_cache(maxsize=256)
def _shared(kind: Any, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The fields of *kind* that a row with *columns* has."""
    return tuple(name for name in _names(kind) if name in columns)


def read(kind: type[Value], row: Mapping[str, Any] | RowMapping, /, *, point: str = "point", **more: Any) -> Value:
    """One value of *kind* from a row; *point* names the field that lat and lon make, *more* overrides fields."""
    have = tuple(row.keys())
    found: dict[str, Any] = {name: row[name] for name in _shared(kind, have)}  # type: ignore[arg-type]
    if point in _names(kind) and "lat" in have:
        found[point] = Point(row["lat"], row["lon"]) if row["lat"] is not None else None
    return kind(**{**found, **more})


def values(table: Table, value: object, *, point: str = "point", leave: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The columns of *table* from a value, without those in *leave*; codes become plain texts and numbers."""
    found = {name: _plain(getattr(value, name)) for name in _columns(table, leave) if hasattr(value, name)}
    if "lat" in table.columns and hasattr(value, point):
        where = getattr(value, point)
        found["lat"], found["lon"] = (where.lat, where.lon) if where else (None, None)
    return found


@lru_cache(maxsize=256)
def _columns(table: Table, leave: frozenset[str]) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.name not in leave)


def _plain(field: Any) -> Any:
    return field.value if isinstance(field, Enum) else field


def to_ms(instant: datetime) -> datetime:
    """*instant* as it comes back from the database: cut to milliseconds."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def as_stored(value: Value) -> Value:
    """A frozen value as it comes back from the database: instants in milliseconds, mappings as JSON has them."""
    told = {name: getattr(value, name) for name in _names(type(value))}
    cut = {name: to_ms(field) for name, field in told.items() if isinstance(field, datetime)}
    plain = {name: Json().plain(field) for name, field in told.items() if isinstance(field, dict)}
    return replace(value, **cut, **plain)  # type: ignore[type-var]
