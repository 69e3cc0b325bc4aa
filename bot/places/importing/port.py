"""An import as it stands, and what is asked of the memory for it: the port."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.values.port import Port

PAPER = "paper"
"""Under this stands, among the wishes of a file that nobody has looked at yet, what it is as a paper of a case."""


class State(StrEnum):
    """Where an import stands."""

    WAITING = "waiting"
    """To be looked at."""
    SHOWN = "shown"
    AGREED = "agreed"
    """To be written."""
    OVER = "over"


@dataclass(frozen=True)
class Import:
    """A file that somebody sent. *about*: what it holds; *wishes*: how it is brought in, as its buttons say."""

    district_id: int
    user_id: int
    file_id: str
    file_name: str
    asked_at: datetime
    language: str
    id: int = 0
    state: State = State.WAITING
    wishes: Mapping[str, Any] = field(default_factory=dict)
    about: str = "places"

    @property
    def asked(self) -> dict[str, Any]:
        """The wishes alone."""
        return {name: value for name, value in self.wishes.items() if name != PAPER}

    @property
    def purpose(self) -> str:
        """The purpose of its message, by which it is found again."""
        return f"place-import:{self.id}"


class Imports(Protocol):
    """Imports; part of a transaction."""

    @property
    def has_news(self) -> bool:
        """Whether there may be something to look at or to write, by what this transaction wrote."""

    async def add(self, one: Import) -> Import:
        """Store a new one; returns it with its id."""

    async def get(self, import_id: int) -> Import | None: ...
    async def save(self, one: Import) -> None: ...
    async def open_of(self, user_id: int) -> list[Import]:
        """Those of this person that are not over, oldest first."""

    async def at_hand(self, most: int) -> list[Import]:
        """Those that wait or are agreed to, oldest first."""

    async def open_ids(self) -> set[int]:
        """Those that are not over (a thousand at most)."""

    async def forget_before(self, instant: datetime, most: int) -> int:
        """Delete those that were asked for before; returns how many went."""


IMPORTS: Port[Imports] = Port("place_imports")
