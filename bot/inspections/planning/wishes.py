"""A body's wish to visit a place, the answer that it got, and what became of it: kept, so that it can be counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.inspections.table import VisitKind
from bot.values.port import Port


class Says(StrEnum):
    """What a wish is answered."""

    GO = "go"
    JOIN = "join"
    """Another visit goes there then: one visit for both."""
    NOT_NOW = "not_now"
    """Advice: the last result is here; the body's approver decides otherwise, with a reason."""


class Became(StrEnum):
    """What became of a wish."""

    OPEN = "open"
    """It was answered, and nobody has tapped yet."""
    MADE = "made"
    JOINED = "joined"
    ASKED = "asked"
    """It was advised against, and lies before the body's approver."""
    AVOIDED = "avoided"
    """The advice was taken, by whoever wished or by the approver."""
    DROPPED = "dropped"
    """Nothing came of it, nor was it advised against."""


@dataclass(frozen=True)
class Wish:
    """One body wants to see one place: *lists* are codes, *since* and *until* the first and last day of its window.

    *items* are the keys of all that was to be asked, as the lists read then. *about* is the id of the visit on which
    the answer rests: the one to join, or the one with the last result. *officers* are to go. *visit_id* is the visit
    that serves it. *decided_by* is the approver who decided against or with the advice, *reason* why.
    """

    district_id: int
    body: str
    place: str
    kind: VisitKind
    lists: tuple[str, ...]
    since: date
    until: date
    by_id: int
    at: datetime
    answer: Says
    id: int = 0
    rule: str = ""
    about: int | None = None
    items: tuple[str, ...] = ()
    officers: tuple[int, ...] = ()
    emergency: bool = False
    source: str = ""
    reference: str = ""
    incident_id: int | None = None
    became: Became = Became.OPEN
    visit_id: int | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""


class Wishes(Protocol):
    """Wishes; part of a transaction."""

    async def add(self, wish: Wish) -> Wish:
        """Store a new one; returns it with its id."""
        ...

    async def get(self, wish_id: int) -> Wish | None:
        """The one of an id."""

    async def save(self, wish: Wish) -> None:
        """What became of it."""

    async def of_visits(self, case_ids: Sequence[int]) -> list[Wish]:
        """Those that these visits serve, oldest first."""
        ...

    async def between(self, district_id: int, since: datetime, until: datetime, most: int) -> list[Wish]:
        """The newest ones of a time, newest first, at most so many."""
        ...

    async def asked(self, district_id: int, most: int) -> list[Wish]:
        """Those that lie before an approver, oldest first, at most so many."""
        ...


WISHES: Port[Wishes] = Port("visit_wishes")
