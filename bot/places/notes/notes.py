"""What an alert note is: a fact for safety at a place, what it rests on, who wrote it, and when it ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from bot.register.districts import District
from bot.values import formats
from bot.values.port import Port

USUAL_DAYS, MOST_DAYS = 30, 90
"""How long a note stands where nobody says otherwise, and at most, counted from when it was written."""

MOST_TEXT, MOST_GROUND = 200, 120
"""Letters of what it says, and of what it rests on."""

MOST_LIVE = 10
"""So many notes stand at a place at most: nobody reads more at a door."""


class NoteKind(StrEnum):
    """What a note is about."""

    DOG = "dog"
    VIOLENCE = "violence"
    """Somebody here attacked people before: when and how, never what they are like."""
    GOODS = "goods"
    """Dangerous goods: flammable, explosive, poisonous."""
    STRUCTURE = "structure"
    FALL = "fall"
    """Edges, shafts, roofs."""
    ELECTRIC = "electric"
    AIR = "air"
    """Cellars, pits and tanks where people cannot breathe."""
    INFECTION = "infection"
    NO_SIGNAL = "no_signal"
    ACCESS = "access"
    """How one gets in or out."""
    OTHER = "other"


GRAVE = frozenset(
    {NoteKind.VIOLENCE, NoteKind.GOODS, NoteKind.STRUCTURE, NoteKind.ELECTRIC, NoteKind.AIR, NoteKind.INFECTION}
)
"""Kinds that are to be read before somebody goes in, unless its author says otherwise."""


@dataclass(frozen=True)
class Note:
    """One note. *ground*: a case number, an order, who saw it. *must*: to be read before somebody goes in.

    *by_id* is None once its author was erased. *ended_at*: when somebody ended it (*ended_by*) before its time.
    """

    district_id: int
    code: str
    kind: NoteKind
    text: str
    ground: str
    by_id: int | None
    at: datetime
    until: datetime
    must: bool = False
    id: int = 0
    ended_at: datetime | None = None
    ended_by: int | None = None

    def is_live(self, now: datetime) -> bool:
        """Whether it is shown."""
        return self.ended_at is None and now < self.until

    def lasts(self, days: int) -> datetime:
        """When it ends where it stands so many days, from when it was written."""
        return self.at + timedelta(days=days)

    @property
    def latest(self) -> datetime:
        """When it ends at the latest."""
        return self.lasts(MOST_DAYS)


def kind_word(kind: NoteKind) -> dict[str, str]:
    """A kind as a fact of the words."""
    return {"word": f"place-note-kind-{formats.dashed(kind)}"}


def day(district: District, at: datetime) -> dict[str, Any]:
    """The last day on which a note stands, as a fact of the words."""
    return formats.day_word((at - timedelta(microseconds=1)).astimezone(district.zone).date())


class Notes(Protocol):
    """Alert notes; none of them is ever deleted."""

    async def add(self, note: Note) -> Note:
        """Store a new one; returns it with its id."""

    async def get(self, note_id: int) -> Note | None:
        """One by its id."""

    async def save(self, note: Note) -> None:
        """Write its end, and whether it is to be read first."""

    async def live(self, district_id: int, codes: Collection[str], now: datetime) -> list[Note]:
        """Those that stand at some places: what is to be read first before all, then the newest."""

    async def of(self, district_id: int, codes: Collection[str], most: int) -> list[Note]:
        """The newest of some places, ended ones too."""

    async def read_by(self, case_id: int, note_ids: Collection[int]) -> set[tuple[int, int]]:
        """Who has read which for a case: ids of the note and of the person."""

    async def read(self, case_id: int, note_ids: Sequence[int], user_id: int, now: datetime) -> None:
        """Somebody has read these for a case; once is enough."""


NOTES: Port[Notes] = Port("place_notes")
