"""A hazard as a case: its states, its table of moves, and what the memory keeps of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.cases.case import Case
from bot.cases.moves import REASON, Move, Need, Table, Tell
from bot.cases.store import CaseStore
from bot.values.port import Port
from bot.work.history import Part

KIND = "hazard"


class State(StrEnum):
    """Where a hazard stands."""

    FOUND = "found"
    CLUE = "clue"
    """An auxiliary or grid worker saw it at a firm: without colour, limit or count until an officer confirms it."""
    LIMITED = "limited"
    """To be put right by a day."""
    RECTIFIED = "rectified"
    """It is said to be put right; somebody else looks whether it is."""
    ESCALATED = "escalated"
    """Departments and owners know."""
    CLOSED = "closed"
    DISMISSED = "dismissed"
    """It was none."""


FOUND, CLUE, LIMITED, RECTIFIED, ESCALATED, CLOSED, DISMISSED = State
OPEN = frozenset({FOUND, LIMITED, RECTIFIED, ESCALATED})
"""States in which the place has it."""

LIVE = OPEN | {CLUE}

OWNERS = "owners"
"""To whom one may be escalated besides a body: the owners of the deployment."""


class Severity(StrEnum):
    """How bad, the worst last."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


_CLOCK, _OFFICER, _APPROVER = frozenset({Part.CLOCK}), frozenset({Part.OFFICER}), frozenset({Part.APPROVER})
_THEY = _OFFICER | _APPROVER
_ON_SPOT = _OFFICER | {Part.LEAD, Part.FINDER, Part.CAPTAIN}
_TOLD = _THEY | _ON_SPOT | {Part.PLACE}
_SAID = frozenset({Tell.CARD})
_GOES_ON = frozenset({FOUND, LIMITED, ESCALATED})
LIMIT = Need("limit_at", "DAYS")
UNTIL = LIMIT.if_given()
PHOTO = Need("photos").worked_out()

# fmt: off
MOVES = Table(KIND, begins=FOUND, live=LIVE, first="find", moves=(
    #    name          from                            to         by
    Move("doubt",      frozenset({FOUND}),             CLUE,      frozenset({Part.FINDER}), _SAID),
    Move("confirm_clue", frozenset({CLUE}),            FOUND,     _OFFICER, _SAID),
    Move("grade",      LIVE - {RECTIFIED},             None,      _THEY | {Part.FINDER}, _SAID,
         needs=(Need("severity", "SEVERITY"),)),
    Move("hand_to",    LIVE - {RECTIFIED},             None,      _THEY | {Part.FINDER, Part.CAPTAIN}, _SAID,
         needs=(Need("to_body", "BODY"),)),
    Move("picture",    LIVE | {CLOSED},                None,      _TOLD, _SAID, needs=(PHOTO,)),
    Move("set_limit",  _GOES_ON,                       LIMITED,   _THEY, _SAID, needs=(LIMIT,)),
    Move("stay",       OPEN,                           None,      _ON_SPOT, _SAID),
    Move("fix",        frozenset({FOUND, LIMITED}),    CLOSED,    _ON_SPOT, _SAID, needs=(PHOTO.if_given(),)),
    Move("rectify",    _GOES_ON,                       RECTIFIED, _ON_SPOT | {Part.PLACE}, _SAID,
         needs=(PHOTO.if_given(),)),
    Move("pass",       frozenset({RECTIFIED}),         CLOSED,    _OFFICER, _SAID),
    Move("send_back",  frozenset({RECTIFIED}),         LIMITED,   _OFFICER, _SAID, needs=(REASON, UNTIL)),
    Move("allow",      frozenset({RECTIFIED}),         None,      _APPROVER, _SAID,
         needs=(Need("who", "PERSON"), REASON)),
    Move("cannot",     frozenset({RECTIFIED}),         None,      _OFFICER, _SAID),
    Move("hasten",     frozenset({LIMITED, RECTIFIED, ESCALATED}), None, _THEY | {Part.PLACE}, _SAID),
    Move("redate",     frozenset({RECTIFIED}),         None,      _CLOCK, needs=(Need("recheck_at"),)),
    Move("escalate",   frozenset({FOUND, LIMITED, RECTIFIED}), ESCALATED,
         _THEY | _CLOCK | {Part.LEAD, Part.FINDER, Part.CAPTAIN}, _SAID,
         needs=(Need("whom", "TO WHOM"), REASON.if_given())),
    Move("forbid",     OPEN,                           None,      _THEY | {Part.CAPTAIN}, _SAID,
         needs=(Need("order", "ORDER"), Need("authority", "AUTHORITY"), Need("day", "DATE"))),
    Move("lift",       OPEN,                           None,      _THEY | {Part.CAPTAIN}, _SAID,
         needs=(Need("authority", "AUTHORITY"), Need("order", "ORDER"))),
    Move("dismiss",    LIVE,                           DISMISSED, _THEY, _SAID, needs=(REASON,)),
    Move("take_back",  LIVE | {CLOSED},                DISMISSED, frozenset({Part.FINDER}), _SAID),
))
# fmt: on

ACTS = frozenset({"stay", "fix", "rectify", "escalate", "forbid", "dismiss", "take_back"})
"""With these somebody has done what an open critical one asks for: nobody is alarmed again."""


@dataclass(frozen=True)
class Hazard(Case):
    """One hazard at one place.

    *place* is its code in the register, *firm* what the register said when it was found. *title* says what it is, in
    words of the list or of whoever found it; *item* is ``LIST/ITEM`` where it comes from a list (*edition*), *body* who
    has the power over it. *finder_id* found it, *visit_id* and *incident_id* are the cases in which. *before* and
    *after* are ids of evidence. *hours* is the limit that was set, *limit_at* its end, *provisional* whether that or
    the re-check rests on days that nobody has announced yet. *fixer_id* put it right (*by_place*: the place says so
    itself) at *fixed_at*; *recheck_at* is the last moment of the re-check, *early* that it is wished for
    sooner, since *hastened_at*.
    *allowed* may re-check though they found or fixed it. *rechecked_by* did. *sent_back* counts how often.
    *order*, *authority*, *order_day*: it must not open, by whose order of which day; *lifted_at*: no more.
    *guidance*: a visit that only advises found it, which sets no limits. *alarmed* counts how often people were told
    of an open critical one, last at *alarmed_at*; *acted_at* is when somebody did about it what it asks for.
    """

    place: str = ""
    firm: bool = True
    title: str = ""
    item: str = ""
    edition: int = 0
    body: str = ""
    severity: Severity = Severity.MINOR
    finder_id: int | None = None
    visit_id: int | None = None
    incident_id: int | None = None
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    hours: int | None = None
    limit_at: datetime | None = None
    limit_set_at: datetime | None = None
    provisional: bool = False
    fixer_id: int | None = None
    by_place: bool = False
    fixed_at: datetime | None = None
    recheck_at: datetime | None = None
    early: bool = False
    hastened_at: datetime | None = None
    allowed: int | None = None
    rechecked_by: int | None = None
    sent_back: int = 0
    escalated_to: str = ""
    order: str = ""
    authority: str = ""
    order_day: str = ""
    lifted_at: datetime | None = None
    guidance: bool = False
    alarmed: int = 0
    alarmed_at: datetime | None = None
    acted_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Not over."""
        return self.state in LIVE

    @property
    def is_open(self) -> bool:
        """The place has it: no clue, and not over."""
        return self.state in OPEN

    @property
    def must_not_open(self) -> bool:
        """An order stands that the place must not open."""
        return self.is_open and bool(self.order) and self.lifted_at is None

    @property
    def due_at(self) -> datetime | None:
        """Its limit, or the end of the time for its re-check; None where nothing is due of it."""
        if not self.is_open or self.state == FOUND:
            return None
        return self.recheck_at if self.state == RECTIFIED else self.limit_at

    @property
    def is_alarming(self) -> bool:
        """Open, critical, and nobody has done yet what it asks for."""
        return self.is_open and self.severity is Severity.CRITICAL and self.acted_at is None

    def is_overdue(self, now: datetime) -> bool:
        """Its limit, or the time for its re-check, is over."""
        return self.due_at is not None and self.due_at < now

    def found_or_fixed(self, user_id: int) -> bool:
        """Whether somebody found it or put it right: not alone by them it is looked at again."""
        return user_id in {self.finder_id, self.fixer_id}


class Hazards(CaseStore[Hazard], Protocol):
    """Hazards; part of a transaction."""

    async def open_at(self, district_id: int, places: Sequence[str], most: int) -> list[Hazard]:
        """Those of these places that are not over, oldest first."""

    async def critical(self, district_id: int, most: int) -> list[Hazard]:
        """Critical ones of the district that are not over, oldest first."""

    async def at_place(self, district_id: int, places: Sequence[str], most: int) -> list[Hazard]:
        """The newest of these places, newest first, at most so many."""

    async def of_visit(self, visit_id: int) -> list[Hazard]:
        """Those that were found in a visit, in order."""


HAZARDS: Port[Hazards] = Port("hazards")
