"""Finding cases by what is known of them, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.incidents.table import Incident
from bot.values.port import Port


@dataclass(frozen=True)
class Wanted:
    """Which cases of a district; None asks for all. *team_id* had an assignment; *since* and *until* bound the report.

    *drill* asks for cases of drills or for all others: the two are never mixed.
    """

    district_id: int
    drill: bool
    live: bool | None = None
    state: str | None = None
    item: str | None = None
    team_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    page: int = 1
    per_page: int = 50


class Finding(Protocol):
    """Finds cases; part of a transaction."""

    async def cases(self, wanted: Wanted) -> tuple[list[Incident], int]:
        """One page of the cases that fit, newest report first, and how many fit in all."""


FINDING: Port[Finding] = Port("finding")
