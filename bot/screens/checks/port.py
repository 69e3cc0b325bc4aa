"""What screens ask the memory about visits and hazards: pages by key, counts that stop, pairs, what figures rest on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from bot.hazards.table import Hazard, Severity
from bot.inspections.planning.wishes import Wish
from bot.inspections.table import Visit
from bot.values.port import Port

MOST_COUNTED = 1_000
"""Counts stop here."""


class Where(NamedTuple):
    """Which cases: of a district, drills or real ones, never both."""

    district_id: int
    drill: bool


class Key(NamedTuple):
    """Where a page ends: by what it is sorted, as a whole number, and the case's number."""

    by: int
    number: int


@dataclass(frozen=True)
class Counts:
    """How many there are, :data:`MOST_COUNTED` and one at most. *late* are those of *checks* whose last day is over."""

    checks: int
    late: int
    hazards: int
    overdue: int
    must_not_open: int
    critical: int


class Checks(Protocol):
    """Part of a transaction. Every list is in the order of its key, at most *most* behind *after*."""

    async def visits(self, where: Where, today: date, after: Key | None, most: int) -> list[Visit]:
        """Visits that may be begun by today or are under way, the last day that ends first before all."""

    async def hazards(self, where: Where, after: Key | None, most: int) -> list[Hazard]:
        """Open hazards without clues, critical ones of which nothing is due before all, then what is due first."""

    async def orders(self, where: Where, after: Key | None, most: int) -> list[Hazard]:
        """Open hazards for which an order stands that the place must not open, by number."""

    async def counts(self, where: Where, today: date, now: datetime) -> Counts:
        """How many of each."""
        ...

    async def pairs(self, where: Where, after: Key | None, most: int) -> list[Hazard]:
        """Hazards that ended with photos of before and after, the newest end first."""

    async def made(self, where: Where, since: datetime, most: int) -> list[Visit]:
        """Visits that were begun since then, the newest first."""

    async def found(self, where: Where, since: datetime, most: int) -> list[Hazard]:
        """Hazards that were found since then, the newest first."""

    async def wished(self, district_id: int, since: datetime, most: int) -> list[Wish]:
        """Wishes since then, the newest first."""

    async def answered(self, case_ids: Sequence[int]) -> dict[int, set[str]]:
        """The items that were decided in these visits, as an answer names them; notes for other bodies are none."""

    async def visits_of(self, case_ids: Collection[int]) -> dict[int, Visit]:
        """These visits by id."""


CHECKS: Port[Checks] = Port("checks")


def key_of_visit(visit: Visit) -> Key:
    """Where a page of visits ends behind this one."""
    return Key(visit.until.toordinal() if visit.until else 0, visit.number)


def key_of_hazard(hazard: Hazard) -> Key:
    """The same of hazards by what is due."""
    nothing_due = 0 if hazard.severity is Severity.CRITICAL else FAR
    return Key(milliseconds(hazard.due_at) if hazard.due_at else nothing_due, hazard.number)


def key_of_pair(hazard: Hazard) -> Key:
    """The same of pairs."""
    return Key(milliseconds(hazard.ended_at) if hazard.ended_at else 0, hazard.number)


FAR = 2**53
"""Behind every instant: of what nothing is due."""


def milliseconds(at: datetime) -> int:
    """As the memory keeps an instant."""
    return int(at.replace(microsecond=0).timestamp()) * 1000 + at.microsecond // 1000
