"""An export as it stands, and what is asked of the memory for it: the port."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.incidents.table import Incident
from bot.values.geo import Point
from bot.values.port import Port

KEPT = timedelta(hours=24)
"""How long a file that is ready may be had; then it is deleted."""


KEPT_EACH = 5
"""So many files a person has at most; with one more the oldest goes."""


class What(StrEnum):
    """What is exported."""

    CASES = "cases"
    TRACK = "track"
    PLACES = "places"


class Format(StrEnum):
    """As what kind of file; also the end of its name."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    GPX = "gpx"
    YAML = "yaml"


class State(StrEnum):
    """Where an export stands. One that is *ending* has a file that is still to be deleted."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    ENDING = "ending"
    OVER = "over"


class Why(StrEnum):
    """Why an export ended, or why it is gone: stable codes, shown in words."""

    STOPPED = "stopped"
    FAILED = "failed"
    NO_ROOM = "no_room"
    TOO_LARGE = "too_large"
    EXPIRED = "expired"
    ERASED = "erased"
    NO_RIGHT = "no_right"
    FORGOTTEN = "forgotten"
    """Whoever asked for it is erased: the row goes too, and nobody is told."""


OPEN = frozenset({State.WAITING, State.RUNNING})


@dataclass(frozen=True)
class Export:
    """What somebody asked for. *since* and *until* bound it; *first* and *last* are the local days that were named.

    *people* are those whose tracks are in it; *personal*: it has reporters and words. *done* of *total* rows are
    written. *page_id* is the message whose place its own takes. *tries* counts how often it was begun. *by_file*: it
    was sent into the chat itself, without a link.
    """

    district_id: int
    user_id: int
    what: What
    format: Format
    first: str
    last: str
    since: datetime
    until: datetime
    asked_at: datetime
    language: str
    id: int = 0
    people: tuple[int, ...] = ()
    personal: bool = False
    state: State = State.WAITING
    why: Why | None = None
    done: int = 0
    total: int = 0
    tries: int = 0
    size: int = 0
    by_file: bool = False
    page_id: int | None = None
    reply_to: int | None = None
    secret_hash: str | None = None
    expires_at: datetime | None = None

    @property
    def is_of_others(self) -> bool:
        """Whether it shows where somebody else was."""
        return any(user_id != self.user_id for user_id in self.people)

    @property
    def file_name(self) -> str:
        """What the file is called where it arrives."""
        days = self.first if self.first == self.last else f"{self.first}_{self.last}"
        return f"{self.what}-{days}.{self.format}"

    @property
    def purpose(self) -> str:
        """The purpose of its message, by which it is found again."""
        return f"export:{self.id}"

    @property
    def file_purpose(self) -> str:
        """The purpose of the message that is the file."""
        return f"export-file:{self.id}"


@dataclass(frozen=True)
class Fix:
    """One point of somebody's track. *id* tells those of one moment apart."""

    id: int
    point: Point
    fixed_at: datetime


@dataclass(frozen=True)
class Bounds:
    """Which cases: reported from *since* on and before *until*; of drills or all others, never both."""

    district_id: int
    drill: bool
    since: datetime
    until: datetime


After = tuple[datetime, int]
"""The last row of the page before: its hour and its id."""


class Exports(Protocol):
    """Exports, and the rows that go into them page by page; part of a transaction."""

    @property
    def has_news(self) -> bool:
        """Whether there may be something to write, to stop or to delete, by what this transaction wrote."""

    async def add(self, export: Export) -> Export:
        """Store a new one; returns it with its id."""

    async def get(self, export_id: int) -> Export | None: ...
    async def save(self, export: Export) -> None: ...
    async def drop(self, export_id: int) -> None:
        """Forget one."""

    async def open_of(self, user_id: int) -> Export | None:
        """The one of this person that waits or is being written."""

    async def ready_of(self, user_id: int) -> list[Export]:
        """Those of this person that may be had, oldest first."""

    async def at_hand(self, most: int) -> list[Export]:
        """Those that wait, are being written or whose file is to be deleted, oldest first."""

    async def by_secret(self, secret_hash: str) -> Export | None: ...
    async def with_files(self, export_ids: Sequence[int]) -> set[int]:
        """Those of these ids whose file may lie on the disk."""

    async def forget_before(self, instant: datetime, most: int) -> int:
        """Delete those that were asked for before and are over; returns how many went."""

    async def count(self, bounds: Bounds, after: After | None, most: int) -> tuple[int, After | None]:
        """How many of the next cases there are, and where to go on counting (None: these were all)."""

    async def cases(self, bounds: Bounds, after: After | None, most: int) -> list[Incident]:
        """The next cases by report, oldest first."""

    async def team_names(self, district_id: int) -> Mapping[int, str]:
        """Every team's name, also of those that were dissolved."""

    async def names(self, district_id: int, user_ids: Sequence[int]) -> Mapping[int, str]:
        """Names as the register has them, also of people who left; without those who were erased."""

    async def count_fixes(self, district_id: int, user_id: int, since: datetime, until: datetime) -> int: ...
    async def fixes(
        self, district_id: int, user_id: int, since: datetime, until: datetime, after: After | None, most: int
    ) -> list[Fix]:
        """The next points of a person's track, oldest first."""

    async def duties(
        self, district_id: int, user_id: int, since: datetime, until: datetime
    ) -> list[tuple[datetime, datetime | None]]:
        """Stretches of duty that touch this time, oldest first; without an end while they last."""


EXPORTS: Port[Exports] = Port("exports")
