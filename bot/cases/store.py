"""What the memory offers for the cases of any kind: the port of which each kind's own port is a larger one."""

from typing import Protocol, TypeVar

from bot.cases.case import Case

OneCase = TypeVar("OneCase", bound=Case)


class CaseStore(Protocol[OneCase]):
    """The cases of one kind with their assignments; part of a transaction. A case of another kind is not there."""

    async def add(self, case: OneCase) -> OneCase:
        """Store a new one; returns it with its id and version 1. Stale where there may be only one, and is."""

    async def get(self, case_id: int) -> OneCase | None:
        """One by its global id."""

    async def by_number(self, district_id: int, number: int) -> OneCase | None:
        """One by its number in the district."""

    async def live(self, district_id: int) -> list[OneCase]:
        """All in a live state, oldest report first."""

    async def held_by(self, team_id: int) -> list[OneCase]:
        """Cases on which the team has an assignment that has not ended, last sent last."""

    async def save(self, case: OneCase) -> OneCase:
        """Write it WHERE version is as loaded (else Stale), and its assignments; returns it as stored."""
