"""A visit as a case: its states, its table of moves, and what the memory keeps of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.cases.case import Case
from bot.cases.moves import REASON, Move, Need, Table, Tell
from bot.cases.store import CaseStore
from bot.inspections.visit import Answered, Rated, Signature
from bot.values.port import Port
from bot.work.history import Part

KIND = "inspection"

MOST_THERE = 50
"""So many visits that are not over are read of one place."""


class State(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    """Wished; no approver of its body has said yes."""
    APPROVED = "approved"
    NOTIFIED = "notified"
    """The place was told."""
    UNDER_WAY = "under_way"
    READ_BACK = "read_back"
    """All is answered and was read out; it is being signed."""
    SIGNED = "signed"
    FED_BACK = "fed_back"
    """The place has the result."""
    CLOSED = "closed"
    NO_ACCESS = "no_access"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"
    """Another body or office goes on with it, outside this system."""


(
    PLANNED, APPROVED, NOTIFIED, UNDER_WAY, READ_BACK, SIGNED, FED_BACK, CLOSED, NO_ACCESS, CANCELLED, HANDED_OVER,
) = State  # fmt: skip
AHEAD = frozenset({PLANNED, APPROVED, NOTIFIED})
"""Nobody has begun it."""

ON_SPOT = frozenset({UNDER_WAY, READ_BACK})
DONE = frozenset({SIGNED, FED_BACK})
LIVE = AHEAD | ON_SPOT | DONE
BEGUN = ON_SPOT | DONE | {CLOSED, NO_ACCESS, HANDED_OVER}
"""Somebody came, or meant to: a place may say how it was."""


class VisitKind(StrEnum):
    """Why somebody is visited."""

    DAILY = "daily"
    SINGLE = "single"
    """A single case: a complaint, passed on, an alarm, at the firm's own wish. It needs its source and number."""
    SPECIAL = "special"
    """A campaign."""
    RECHECK = "recheck"
    GUIDANCE = "guidance"
    """Advice, which sets no limits."""


BESIDE_COOLING = frozenset({VisitKind.SINGLE, VisitKind.RECHECK, VisitKind.GUIDANCE})
"""Kinds that stand beside the cool-down and the cap, not under them."""

_CLOCK, _OFFICER, _APPROVER = frozenset({Part.CLOCK}), frozenset({Part.OFFICER}), frozenset({Part.APPROVER})
_ANY = _OFFICER | _APPROVER | {Part.CAPTAIN}
_BOTH = _OFFICER | _APPROVER
_SAID = frozenset({Tell.CARD})
BODY = Need("body", "BODY")
USER = Need("user_id", "PERSON")
ANSWER = Need("answer", "ITEM RESULT").worked_out()

# fmt: off
MOVES = Table(KIND, begins=PLANNED, live=LIVE, first="plan", moves=(
    #    name           from                              to           by
    Move("approve",     frozenset({PLANNED}),             APPROVED,    _APPROVER, _SAID, never=_OFFICER,
         needs=(REASON.if_given(),)),
    Move("approve_late", LIVE - AHEAD | {CLOSED, NO_ACCESS, HANDED_OVER}, None, _APPROVER, _SAID, never=_OFFICER,
         needs=(REASON.if_given(),)),
    Move("approve_part", AHEAD | ON_SPOT,                 None,        _APPROVER, _SAID, never=_OFFICER,
         needs=(BODY.worked_out(),)),
    Move("turn_down",   frozenset({PLANNED}),             CANCELLED,   _APPROVER, _SAID, needs=(REASON,)),
    Move("notify",      frozenset({APPROVED}),            NOTIFIED,    _BOTH, _SAID),
    Move("move_to",     AHEAD,                            None,        _BOTH, _SAID,
         needs=(Need("window", "FROM [UNTIL]").worked_out(),), into=frozenset({PLANNED, APPROVED})),
    Move("join",        AHEAD | {UNDER_WAY},              None,        _BOTH, _SAID, needs=(BODY.worked_out(),)),
    Move("leave",       AHEAD,                            None,        _BOTH, _SAID,
         needs=(BODY.worked_out(), REASON.if_given())),
    Move("name_officer", AHEAD | {UNDER_WAY},             None,        _BOTH, _SAID, needs=(USER,)),
    Move("name_helper", AHEAD,                            None,        _BOTH, _SAID, needs=(USER,)),
    Move("recuse",      AHEAD | ON_SPOT,                  None,        _BOTH, _SAID, needs=(USER, REASON)),
    Move("begin",       AHEAD,                            UNDER_WAY,   _OFFICER, _SAID),
    Move("reach",       frozenset({UNDER_WAY}),           None,        _OFFICER | _CLOCK, _SAID),
    Move("answer",      frozenset({UNDER_WAY}),           None,        _OFFICER | {Part.HELPER}, _SAID,
         needs=(ANSWER,)),
    Move("read_back",   frozenset({UNDER_WAY}),           READ_BACK,   _OFFICER, _SAID),
    Move("correct",     frozenset({READ_BACK}),           UNDER_WAY,   _OFFICER | {Part.HELPER}, _SAID),
    Move("sign",        frozenset({READ_BACK}),           None,        _OFFICER, _SAID, into=frozenset({SIGNED})),
    Move("feed_back",   frozenset({SIGNED}),              FED_BACK,    _OFFICER, _SAID),
    Move("rate",        BEGUN,                            None,        frozenset({Part.PLACE}), _SAID),
    Move("close",       frozenset({FED_BACK}),            CLOSED,      _OFFICER | _CLOCK, _SAID),
    Move("no_access",   AHEAD | {UNDER_WAY},              NO_ACCESS,   _OFFICER, _SAID, needs=(REASON,)),
    Move("hand_over",   AHEAD | ON_SPOT,                  HANDED_OVER, _BOTH, _SAID,
         needs=(Need("to", "TO WHOM"), REASON)),
    Move("cancel",      AHEAD,                            CANCELLED,   _ANY, _SAID, needs=(REASON,)),
))
# fmt: on


@dataclass(frozen=True)
class ListUsed:
    """A checklist in the edition with which a visit began; it keeps that one."""

    code: str
    edition: int


@dataclass(frozen=True)
class Visit(Case):
    """One visit to one place.

    *place* is its code in the register, *firm* what the register said when it was planned. *bodies*: the first leads,
    the others joined; *approved* are those whose approver said yes, *asked_at* is when that was asked for. *officers*
    and *helpers* are user ids, *recused* those who may not be named again. *since* and *until* are the first and last
    day of its window. *emergency*: it may begin unapproved, and is approved within the day. *source* and
    *reference* say where a single-case visit comes from.
    *advised*: the name of the rule that advised against it, *reason* why its approver decided otherwise. *found_by*:
    ``scan`` of the door's code or ``fix`` on the spot at *found_at*. *official* is the number of the official code.
    *rests_on*: on what its standing rests. *incident_id*: the case within which it was made. *round* counts how often
    it was read back: signatures belong to one round. *ended_at* is when it left the live states.
    """

    place: str = ""
    visit_kind: VisitKind = VisitKind.DAILY
    firm: bool = True
    lists: tuple[ListUsed, ...] = ()
    bodies: tuple[str, ...] = ()
    approved: tuple[str, ...] = ()
    officers: tuple[int, ...] = ()
    helpers: tuple[int, ...] = ()
    recused: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    emergency: bool = False
    source: str = ""
    reference: str = ""
    advised: str = ""
    reason: str = ""
    rests_on: str = ""
    official: str = ""
    asked_at: datetime | None = None
    approved_by: int | None = None
    approved_at: datetime | None = None
    notified_at: datetime | None = None
    begun_at: datetime | None = None
    found_by: str = ""
    found_at: datetime | None = None
    round: int = 0
    read_at: datetime | None = None
    signed_at: datetime | None = None
    fed_back_at: datetime | None = None
    incident_id: int | None = None
    ended_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Not over."""
        return self.state in LIVE

    @property
    def unapproved(self) -> tuple[str, ...]:
        """The bodies whose approver has not said yes."""
        return tuple(one for one in self.bodies if one not in self.approved)

    @property
    def not_yet(self) -> tuple[str, ...]:
        """Bodies whose officers decide nothing yet: their part is not approved. In an emergency that comes later."""
        return () if self.emergency else self.unapproved

    @property
    def on_spot(self) -> bool:
        """Whether it is shown that they stand at the place: its code was scanned, or a fix was near."""
        return bool(self.found_by)

    @property
    def waits_for_approval(self) -> bool:
        """Begun in an emergency, and not approved yet by each of its bodies."""
        return self.emergency and self.begun_at is not None and bool(self.unapproved)


class Visits(CaseStore[Visit], Protocol):
    """Visits; part of a transaction."""

    async def at_place(self, district_id: int, places: Sequence[str], most: int) -> list[Visit]:
        """The newest visits of these places, newest first, at most so many."""

    async def live_at(self, district_id: int, places: Sequence[str], most: int = MOST_THERE) -> list[Visit]:
        """Those of these places that are not over, oldest first, at most so many."""

    async def due(self, district_id: int, until: date, most: int) -> list[Visit]:
        """Those that are not over and whose window has begun by then, the earliest first, at most so many."""

    async def of_ids(self, case_ids: Collection[int]) -> dict[int, Visit]:
        """These visits by id; what is none is left out."""

    async def decided(self, case_ids: Collection[int]) -> dict[int, set[str]]:
        """The items that were answered in these visits, by visit; notes for another body answer nothing."""

    async def answered(self, case_id: int) -> list[Answered]:
        """All that was answered in a visit, in the order in which it was recorded."""

    async def answer(self, answered: Sequence[Answered]) -> list[Answered]:
        """Store those of one visit whose *sent_as* it does not have yet, and return these: others were sent twice."""

    async def signatures(self, case_id: int) -> list[Signature]:
        """All signatures of a visit, oldest first, also of earlier rounds."""

    async def sign(self, signature: Signature) -> Signature | None:
        """Store one; None where the same signed in this round already."""

    async def ratings(self, case_id: int) -> list[Rated]:
        """What the place said of it, oldest first."""

    async def rate(self, rated: Rated) -> Rated:
        """Store what the place said; returns it with its id."""
        ...


VISITS: Port[Visits] = Port("visits")
