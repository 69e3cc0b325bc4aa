"""The chain of a district's history as arithmetic: what a line's hash is made of, and a walk from line to line.

Nothing of the database: the process that proves a copy imports this and little else.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

BEGINNING = "0" * 64
"""What the first row of a district names as its predecessor, followed by the district's id."""

CHAINED = (
    "district_id",
    "case_id",
    "move",
    "before",
    "after",
    "at",
    "recorded_at",
    "by_id",
    "part",
    "channel",
    "automatic",
    "implied",
    "team_id",
    "facts",
    "side_hash",
    "previous",
)
"""Columns of which the hash is made."""


def beginning(district_id: int) -> str:
    """What the first line of a district names as its predecessor."""
    return f"{district_id}:{BEGINNING}"[:64]


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode


def row_hash(row: Mapping[str, Any]) -> str:
    """SHA-256 over the row's own columns and the hash of the row before it; instants may be milliseconds already."""
    told = {name: _ms(row[name]) if isinstance(row[name], datetime) else row[name] for name in CHAINED}
    return hashlib.sha256(_canonical(told).encode()).hexdigest()


def _ms(at: datetime) -> int:
    return int(at.replace(microsecond=0).timestamp()) * 1000 + at.microsecond // 1000


def side_hash(salt: str, content: dict[str, Any]) -> str:
    """SHA-256 of the texts and positions that may be erased, with their salt."""
    return hashlib.sha256((salt + _canonical(content)).encode()).hexdigest()


@dataclass
class Walk:
    """How far a chain was walked: the *line* that was reached and its *hash*, how many came by, the first *bad* one."""

    hash: str
    line: int = 0
    lines: int = 0
    erased: int = 0
    bad: int | None = None

    def take(self, row: Mapping[str, Any]) -> None:
        """The next line, with *salt* and *content* of what lies beside it; after a bad one they are only counted."""
        self.lines += 1
        self.erased += row["side_hash"] is not None and row["salt"] is None
        is_whole = row["content"] is None or side_hash(row["salt"], row["content"]) == row["side_hash"]
        if self.bad is None and (row["previous"] != self.hash or row_hash(row) != row["hash"] or not is_whole):
            self.bad = int(row["id"])
        self.line, self.hash = int(row["id"]), row["hash"]
