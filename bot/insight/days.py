"""What the memory tells of a day: the port of the morning report, and of all figures about past days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.incidents.table import Incident
from bot.values.port import Port


@dataclass(frozen=True)
class Reports:
    """So many cases that are alike: in which *state*, whether a *drill*, whether resolved *within* a time."""

    state: str
    drill: bool
    within: bool
    count: int


class Days(Protocol):
    """Past days of one district."""

    async def reported(self, district_id: int, since: datetime, until: datetime) -> list[Incident]:
        """Every case reported from *since* on and before *until*, drills too, oldest first."""

    async def counted(self, district_id: int, since: datetime, until: datetime, close_s: int) -> Sequence[Reports]:
        """How many cases were reported then, however many: by state, by drill, by whether *close_s* were enough."""

    async def head(self, district_id: int) -> str:
        """The hash of the last line of the district's history: 64 hex digits."""


DAYS: Port[Days] = Port("days")
