"""What happened to cases and districts, append-only: a line, and the port to the memory."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.values.port import Port


@dataclass(frozen=True)
class Record:
    """One line of a case's history: what changed, who did it, when it happened (*at*)."""

    move: str
    before: str
    after: str
    at: datetime
    by_id: int | None
    part: str
    channel: str
    automatic: bool = False
    implied: bool = False
    team_id: int | None = None
    facts: dict[str, object] = field(default_factory=dict)


PROGRAM = "program"
"""The fact that says which program of another system did it, where no person did: its id."""


def by_program(program_id: int | None) -> dict[str, object]:
    """As it is kept among the facts of a line."""
    return {PROGRAM: program_id} if program_id is not None else {}


class Part(StrEnum):
    """What somebody is to a case at the moment of acting."""

    CLOCK = "clock"
    """An automatic step: the tick, a live position, a limit that ran out."""
    CAPTAIN = "captain"
    """A captain of the district (owners act as captains)."""
    LEAD = "lead"
    """A member of the team that leads."""
    SUPPORT = "support"
    """A member of a team sent along."""
    REPORTER = "reporter"
    """Who reported the case."""
    OWN_TEAM = "own_team"
    """The reporter, while their own available team may handle the item."""
    HANDLER = "handler"
    """Was in a lead or support team while it held the case."""
    OFFICER = "officer"
    """An officer of a body who works on it with the powers that it needs."""
    APPROVER = "approver"
    """Who approves for a body that takes part in it."""
    PLACE = "place"
    """The place that it is about, over its own page."""
    FINDER = "finder"
    """Who found what it is about."""
    FIXER = "fixer"
    """Who put right what it is about."""
    HELPER = "helper"
    """Named beforehand to help: notes what they see, and decides nothing."""


@dataclass(frozen=True)
class HistoryRow:
    """A stored Record with its place in the district's chain."""

    id: int
    district_id: int
    case_id: int | None
    record: Record
    recorded_at: datetime
    text: str | None
    hash: str


MOST_OF_CASE = 500
"""So many lines of one case are read together, the newest; hardly a case has a tenth of them."""


class History(Protocol):
    """What happened, append-only and chained by hashes per district.

    *fresh* are the lines that this transaction appended: the id of each, and of its case.
    """

    fresh: list[tuple[int, int | None]]

    async def add(
        self, district_id: int, case_id: int | None, record: Record, now: datetime, text: str | None = None
    ) -> None:
        """Append a line. *text* (words people wrote) and positions among the facts go to an erasable side row."""

    async def of_case(self, case_id: int, most: int = MOST_OF_CASE) -> list[HistoryRow]:
        """The lines of a case, oldest first; of more than *most* the newest."""
        ...

    async def count(self, case_id: int) -> int:
        """How many lines a case has."""

    async def of_moves(self, case_id: int, moves: Collection[str]) -> list[HistoryRow]:
        """The lines of these *moves* of a case, oldest first; of more than ``MOST_OF_CASE`` the newest."""
        ...

    async def first(self, case_id: int, move: str) -> HistoryRow | None:
        """The oldest line of a move of a case."""

    async def newest(
        self, case_id: int, moves: Collection[str], most: int, by_id: int | None = None
    ) -> list[HistoryRow]:
        """The newest lines of these *moves* of a case, newest first, at most so many; with *by_id* of that person."""

    async def last_into(self, case_id: int, state: str) -> HistoryRow | None:
        """The newest line by which a case came to *state* from another one."""

    async def line(self, history_id: int) -> HistoryRow | None: ...
    async def last_move_at(self, case_id: int) -> datetime | None: ...
    async def last_recorded(self, case_ids: Sequence[int]) -> dict[int, datetime]:
        """When something was last written down about each of these cases; without those that have no line."""

    async def last_facts(self, district_id: int, move: str, part: Part, most: int) -> list[dict[str, Any]]:
        """What came with the last *most* of a move that *part* made in a district, newest first.

        Looked for among its newest lines alone; what was erased is left out.
        """

    async def lately(self, district_id: int, move: str, most: int) -> list[HistoryRow]:
        """The last *most* lines of a move, newest first; looked for among the newest lines of the district alone."""
        ...


HISTORY: Port[History] = Port("history")
