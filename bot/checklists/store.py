"""What the checklists ask of the memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.checklists.model import Checklist
from bot.values.port import Port

MOST_LISTS = 40
"""Of one district: all of them are shown in one message."""


MOST_EDITIONS = 60
"""Of one list so many are listed, the newest; each older one can still be read."""


@dataclass(frozen=True)
class Known:
    """That there is an edition, by whom (None: it came along) and since when."""

    edition: int
    by_id: int | None
    at: datetime


@dataclass(frozen=True)
class Made:
    """A list of a district as it was brought in, by whom and when."""

    checklist: Checklist
    by_id: int | None
    at: datetime


class Checklists(Protocol):
    """Lists of districts, and of the program, by edition; nothing in one is changed once it is there."""

    async def newest(self, district_id: int) -> list[Made]:
        """Of each list of the district the newest edition, oldest list first."""

    async def edition(self, district_id: int, code: str, edition: int) -> Checklist | None:
        """One edition of a list of the district's own."""

    async def editions(self, district_id: int, code: str) -> list[Known]:
        """The editions of a list, newest first: the district's own, then those that came along."""

    async def add(self, district_id: int, made: Made) -> None:
        """Keep a new edition."""

    async def starter_newest(self) -> list[Checklist]:
        """Of each list that ever came along its newest edition."""

    async def starter_edition(self, code: str, edition: int) -> Checklist | None:
        """One edition that came along."""

    async def add_starter(self, lists: Sequence[Checklist], now: datetime) -> None:
        """Keep new editions."""


CHECKLISTS: Port[Checklists] = Port("checklists")
