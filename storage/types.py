"""Column types: instants, JSON, and keys that both databases can hold."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

OWN_KEY = BigInteger().with_variant(Integer, "sqlite")
"""A primary key of our own: SQLite counts up only INTEGER."""

CODE = String(64).with_variant(String(64, collation="C"), "postgresql")
"""A code that is searched by its beginning: compared byte by byte in both databases."""

SUBJECT = String(64).with_variant(String(255, collation="C"), "postgresql")
"""What something that comes due belongs to: it may name a whole code. SQLite asks nobody how long a text is."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored as UTC milliseconds since 1970; finer parts of a second are cut off."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Milliseconds; raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        whole = value.astimezone(UTC)
        return int(whole.replace(microsecond=0).timestamp()) * 1000 + whole.microsecond // 1000

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        seconds, thousandths = divmod(value, 1000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=thousandths * 1000)


class Json(TypeDecorator[Any]):
    """Plain JSON values as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Compact JSON; instants become ISO texts."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)

    def plain(self, value: Any) -> Any:
        """*value* as it will be read back: tuples as lists, instants as ISO texts, points as two numbers."""
        return json.loads(json.dumps(value, default=_plain))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value as it was."""
        return None if value is None else json.loads(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "lat") and hasattr(value, "lon"):
        return [value.lat, value.lon]
    raise TypeError(f"{type(value).__name__} is no JSON value")
