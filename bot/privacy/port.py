"""What the memory knows of one person: the port."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.values.port import Port

Place = tuple[int, int, list[Any] | None]
"""Where the memory goes on with something that it does a slice at a time; means nothing to anybody else."""


@dataclass(frozen=True)
class Erased:
    """What went: how many texts of the history, and the pieces of evidence whose files go too.

    *rest* is where to go on where not all of it is gone yet.
    """

    texts: int = 0
    pieces: tuple[int, ...] = ()
    rest: Place | None = None


@dataclass(frozen=True)
class DataPage:
    """Some rows of one table about a person, and where the next page begins (None: it was the last)."""

    table: str
    rows: Sequence[Mapping[str, Any]]
    after: Place | None


@dataclass(frozen=True)
class Look:
    """Somebody looked at something of a case; *about* says which, where there are several."""

    user_id: int
    at: datetime
    about: str | None


class Privacy(Protocol):
    """Everything stored about one person, across all districts."""

    async def page(self, user_id: int, after: Place | None, most: int) -> DataPage:
        """The next rows that name the person, of one table; times as ISO texts."""

    async def holds_back(self, user_id: int) -> tuple[list[int], list[int]]:
        """Numbers of live cases that they reported or that their team holds; districts where they are on duty."""

    async def erase(self, user_id: int, now: datetime, after: Place | None, most: int) -> Erased:
        """Erase what may be erased, so many rows at most, beginning with every membership."""

    async def looked(
        self, district_id: int, user_id: int, what: str, case_id: int | None, now: datetime, about: str | None = None
    ) -> None:
        """Write down that somebody looked at something; *about* says at which, where there are several."""

    async def looks_at(self, case_id: int, what: str) -> list[Look]:
        """Who looked at this of a case, newest first."""

    async def saw(self, user_id: int, what: str, case_id: int, since: datetime) -> bool:
        """Whether it is written down that this person looked at this of a case since then."""

    async def forget_before(self, looks_before: datetime, letters_before: datetime, most: int) -> int:
        """Delete some old looks and letters; returns how many went."""


PRIVACY: Port[Privacy] = Port("privacy")
