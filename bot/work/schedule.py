"""What comes due and when: occasions are a pure function of what they belong to, and are decided once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.values.port import Port


@dataclass(frozen=True)
class Due:
    """One thing that will come due. *subject*, *name* and *n* together are what it is: it is decided only once.

    *subject* reads like ``case:12``, ``case:12/r2`` (second resolve), ``assignment:40/1``, ``duty:7/``. One that
    belongs to no case is found by its beginning, so what is in it ends: ``duty:7`` is also the beginning of 70.
    """

    subject: str
    name: str
    due_at: datetime
    n: int = 0


@dataclass(frozen=True)
class Occasion:
    """A stored Due. *result*: ``done``, ``moot`` (its reason is gone) or ``gap`` (passed over for a later one)."""

    subject: str
    name: str
    due_at: datetime
    n: int = 0
    id: int = 0
    district_id: int | None = None
    case_id: int | None = None
    done_at: datetime | None = None
    result: str | None = None


class Occasions(Protocol):
    """The schedule: what comes due, decided once."""

    async def sync(
        self, district_id: int | None, case_id: int | None, subject_like: str, wanted: Sequence[Due]
    ) -> None:
        """Make the undecided occasions below *subject_like* (a prefix) exactly *wanted*.

        Missing ones are inserted unless already decided, moved ones get the new time, unwanted ones become moot. It is
        written at the end of the transaction, or as soon as anybody asks. Without a case, ValueError for a prefix that
        ends in a letter or figure: it would take in others.
        """

    async def written(self) -> None:
        """Write what was asked for."""

    async def due(self, now: datetime, limit: int = 100) -> list[Occasion]:
        """Undecided ones with due_at <= now: calls for help before all else, then earliest first."""

    async def decide(self, occasion_id: int, now: datetime, result: str) -> bool:
        """Mark one decided; False when it already was."""

    async def next_due(self) -> datetime | None:
        """When the earliest undecided one comes due."""

    async def done_of(self, case_ids: Sequence[int], names: Sequence[str], most: int) -> dict[int, int]:
        """How many occasions with one of *names* were decided ``done`` for each case, counted up to *most*.

        Cases without any are left out.
        """

    async def undecided(self, case_id: int) -> list[Occasion]:
        """What of one case is still to come or to be decided, in order."""


OCCASIONS: Port[Occasions] = Port("occasions")
