"""What incidents ask of the memory."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.cases.store import CaseStore
from bot.incidents.table import Incident
from bot.values.geo import Point
from bot.values.port import Port


class Cases(CaseStore[Incident], Protocol):
    """Incidents with their assignments."""

    async def reported_by(self, district_id: int, user_id: int, since: datetime) -> list[Incident]:
        """Reported by this person since *since*, newest last."""

    async def of_program(self, program_id: int, source_ref: str) -> Incident | None:
        """The live one that this program reported under this number of its own; None where there is none."""

    async def keep(self, incident: Incident) -> Incident:
        """Write changes of the incident's own columns that are no move, with the same check of the version."""

    async def touch_assignments(self, incident: Incident) -> Incident:
        """Write changed assignment columns that are no move (counted_from, arrival_seen_at), version-checked."""

    async def add_handlers(self, case_id: int, team_id: int, user_ids: Sequence[int]) -> None: ...
    async def handlers(self, case_id: int) -> set[int]: ...
    async def all_tried(self, incidents: Sequence[Incident]) -> dict[int, dict[int, str]]:
        """:meth:`teams_tried` of many cases at once, by case; each of them is in it."""
        ...

    async def teams_tried(self, case_id: int, reach: int) -> dict[int, str]:
        """Teams whose assignment of this case ended declined or expired since it was last forgiven: team -> outcome."""

    async def mark_of_ended(self, district_id: int, since: datetime) -> tuple[int, int, int]:
        """Three figures of all that were reported since *since* and are over: others as soon as anything of them is."""

    async def versions_of_ended(self, district_id: int, since: datetime) -> dict[int, int]:
        """The version of each that was reported since *since* and is over, by id, oldest report first."""
        ...

    async def several(self, case_ids: Sequence[int]) -> list[Incident]:
        """Those of these ids that are there, in no order."""
        ...

    async def item_counts(self, district_id: int, near: Point, local: datetime) -> dict[str, int]:
        """How often each item was reported within 300 m or in the same hour of day, for the eight likeliest."""

    async def waiting_confirm(self, district_id: int) -> list[Incident]: ...


INCIDENTS: Port[Cases] = Port("incidents")
