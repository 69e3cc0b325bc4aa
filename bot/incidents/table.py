"""The incident: its states, its table of moves, and the few rules that a row cannot say."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, get_args

from bot.cases.case import Case
from bot.cases.moves import REASON, Does, How, Move, Need, Table, Tell
from bot.handbook.model import SEVERITIES, OutcomeCode
from bot.work.history import Part

KIND = "incident"


class State(StrEnum):
    """Where an incident stands. A team holds it from dispatched to held; resolved and open are held by nobody."""

    OPEN = "open"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    ON_SCENE = "on_scene"
    HELD = "held"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"
    TRANSFERRED = "transferred"


OPEN, DISPATCHED, ACCEPTED, ON_SCENE, HELD, RESOLVED, CLOSED, CANCELLED, MERGED, TRANSFERRED = State
LIVE = frozenset({OPEN, DISPATCHED, ACCEPTED, ON_SCENE, HELD, RESOLVED})
WITH_TEAM = frozenset({DISPATCHED, ACCEPTED, ON_SCENE})
ENDED = frozenset(State) - LIVE
BEFORE_ARRIVAL = frozenset({OPEN, DISPATCHED, ACCEPTED})

DECLINE_REASONS = ("busy", "too_far", "unsafe", "not_ours", "equipment", "other")
"""Why a team declines: stable codes, shown in words."""

TICKED = "ticked"
"""The mark that holds the numbers of the steps that were ticked off."""

OUTCOMES: tuple[str, ...] = get_args(OutcomeCode)
"""How an incident was resolved: stable codes, shown in words."""

FAR_REASONS = ("gps", "moved", "crowd")
"""Why somebody arrives by hand far from the spot: stable codes, shown in words."""

ALSO = "also"
"""The mark that holds whose reports became part of a case lately, each with their own words."""

ALSO_MORE = "also_more"
"""The mark that holds how many more did before them."""

DOOR = "door"
"""The mark of a case that was ever said to be at a registered place: its code, empty where it is at none any more.

True is the mark of cases from before the code was kept in it.
"""

STANDS = "stands"
"""The mark of a case whose location is only where its reporter stands: it lies elsewhere, and nobody knows yet where.
"""

OWN_LIMITS = "limits"
"""The mark that holds what a captain decided for this case alone: seconds by the name of the limit."""

BY_RADIO = "radio"
"""The mark of the assignment whose last step was said by radio, and so was not seen."""

WHY_FAR = Need("reason", "", How.CHOICE, FAR_REASONS, "button-far-", "arrive-why", kind="why_far", optional=True)
"""Wanted only of who is far from the spot."""

_TEAM = Need("team", "TEAM", How.CHOICE)
_ANOTHER_TEAM = Need("team", "TEAM", how=How.CHOICE, kind="another_team", optional=True)
_WHY_NOT = Need("reason", "REASON", How.CHOICE, DECLINE_REASONS, "reason-", "decline-why", kind="why_not")
_OUTCOME = Need("outcome", "OUTCOME", How.CHOICE, OUTCOMES, "outcome-", default="fixed")
_NOTE = Need("note", "NOTE", optional=True)
_MINUTES = Need("minutes", "40m")
_FREE = Need("free", "free", How.CHOICE, ("free",), "choice-", optional=True)
_POINT = Need("point", how=How.POINT, question="place-where")
_ITEM = Need("item", "ITEM", How.CHOICE, question="item-which")
_SEVERITY = Need("severity", "SEVERITY", How.CHOICE, SEVERITIES[::-1], "severity-", "severity-which")
_PIECE = Need("piece", "PIECE", How.CHOICE, optional=True)
_PIECES = Need("pieces", found=True)
_INTO = Need("into", "41")
_DEPARTMENT = Need("department", "DEPARTMENT")


def _move(
    name: str,
    start: frozenset[State] | set[State],
    to: State | None,
    by: set[Part],
    tell: set[Tell] | None = None,
    does: tuple[Does, ...] = (),
    *,
    needs: tuple[Need, ...] = (),
    never: tuple[Part, ...] = (),
    implies: tuple[str, ...] = (),
    outcome: str = "done",
    shown_in: set[State] | None = None,
    asks_once: bool = False,
    command: str = "",
    at_hand: bool = False,
    wished_by: tuple[Part, ...] = (),
) -> Move:
    return Move(
        name=name, start=frozenset(start), to=to, by=frozenset(by), tell=frozenset(tell or ()), does=does,
        needs=needs, never=frozenset(never), implies=implies, outcome=outcome,
        shown_in=frozenset(shown_in or ()), asks_once=asks_once, command=command, at_hand=at_hand,
        wished_by=frozenset(wished_by),
    )  # fmt: skip


_CARD, _TO_LEAD, _TO_FORMER, _TO_SUPPORT, _TO_CAPTAIN, _TO_REPORTER = (
    Tell.CARD, Tell.LEAD, Tell.FORMER, Tell.SUPPORT, Tell.CAPTAIN, Tell.REPORTER,
)  # fmt: skip

# fmt: off
MOVES = Table(KIND, begins=OPEN, live=LIVE, stages=(DISPATCHED, ACCEPTED, ON_SCENE), moves=(
    #     name            from                                 to           by
    _move("take",         {OPEN, DISPATCHED},                  ON_SCENE,    {Part.OWN_TEAM},
          {_CARD, _TO_FORMER}, (Does.LEAD_ON_SCENE,), needs=(_TEAM.worked_out(),), outcome="recalled"),
    _move("dispatch",     {OPEN},                              DISPATCHED,  {Part.CLOCK, Part.CAPTAIN},
          {_CARD, _TO_LEAD}, (Does.SEND_LEAD,), needs=(_TEAM,), command="assign"),
    _move("reassign",     WITH_TEAM | {HELD},                  DISPATCHED,  {Part.CAPTAIN, Part.CLOCK},
          {_CARD, _TO_LEAD, _TO_FORMER}, (Does.SEND_LEAD,), needs=(_TEAM,), outcome="released", command="assign"),
    _move("accept",       {DISPATCHED},                        ACCEPTED,    {Part.LEAD, Part.CLOCK},
          {_CARD}, (Does.ACCEPT,), shown_in={DISPATCHED}, command="accept", at_hand=True),
    _move("decline",      {DISPATCHED, ACCEPTED},              OPEN,        {Part.LEAD},
          {_CARD, _TO_CAPTAIN, _TO_FORMER}, (Does.END_LEAD,), needs=(_WHY_NOT,), outcome="declined",
          shown_in={DISPATCHED}, command="decline"),
    _move("expire",       {DISPATCHED},                        OPEN,        {Part.CLOCK},
          {_CARD, _TO_FORMER}, (Does.END_LEAD,), outcome="expired"),
    _move("arrive",       {DISPATCHED, ACCEPTED},              ON_SCENE,    {Part.LEAD, Part.CLOCK},
          {_CARD}, (Does.ARRIVE,), needs=(WHY_FAR,),
          implies=("accept",), shown_in={ACCEPTED}, command="arrived", at_hand=True),
    _move("resolve",      WITH_TEAM,                           RESOLVED,    {Part.LEAD},
          {_CARD, _TO_SUPPORT}, (Does.END_ALL,), needs=(_OUTCOME, _NOTE), implies=("accept", "arrive"),
          shown_in={ON_SCENE}, command="done", at_hand=True),
    _move("confirm",      {RESOLVED},                          CLOSED,      {Part.CAPTAIN, Part.REPORTER, Part.CLOCK},
          {_CARD}, never=(Part.HANDLER,), shown_in={RESOLVED}, command="confirm", at_hand=True),
    _move("send_back",    {RESOLVED},                          None,        {Part.CAPTAIN, Part.REPORTER},
          {_CARD, _TO_LEAD}, needs=(REASON,), never=(Part.HANDLER,), shown_in={RESOLVED}, command="sendback"),
    _move("hold",         WITH_TEAM,                           HELD,        {Part.CAPTAIN},
          {_CARD, _TO_LEAD, _TO_FORMER}, (Does.FREE_IF_ASKED,), needs=(_MINUTES, REASON, _FREE),
          outcome="released", command="hold", wished_by=(Part.LEAD,)),
    _move("resume",       {HELD},                              None,        {Part.CAPTAIN, Part.CLOCK},
          {_CARD, _TO_LEAD}, shown_in={HELD}, command="resume", wished_by=(Part.LEAD,)),
    _move("backup",       WITH_TEAM,                           None,        {Part.LEAD, Part.CAPTAIN, Part.CLOCK},
          {_CARD}, (Does.SEND_SUPPORT,), needs=(_TEAM.worked_out(), _ANOTHER_TEAM),
          shown_in={ACCEPTED, ON_SCENE}, command="backup", at_hand=True),
    _move("relocate",     LIVE,                                None,
          {Part.REPORTER, Part.LEAD, Part.CAPTAIN, Part.CLOCK},
          {_CARD, _TO_LEAD}, needs=(_POINT,), command="relocate"),
    _move("recategorise", LIVE,                                None,        {Part.REPORTER, Part.LEAD, Part.CAPTAIN},
          {_CARD, _TO_LEAD}, needs=(_ITEM,), command="item"),
    _move("prioritise",   LIVE,                                None,        {Part.CAPTAIN},
          {_CARD, _TO_LEAD}, needs=(_SEVERITY,), command="priority"),
    _move("waive",        LIVE,                                None,        {Part.CAPTAIN},
          {_CARD, _TO_LEAD}, needs=(_PIECE, REASON, _PIECES), command="waive"),
    _move("undo",         {ACCEPTED, ON_SCENE},                None,        {Part.LEAD, Part.CAPTAIN},
          {_CARD}, shown_in={ACCEPTED, ON_SCENE}),
    _move("release",      WITH_TEAM | {HELD},                  OPEN,        {Part.CLOCK, Part.CAPTAIN},
          {_CARD, _TO_FORMER, _TO_CAPTAIN}, (Does.END_LEAD,), outcome="released", asks_once=True,
          needs=(REASON.if_given(),), command="release"),
    _move("cancel",       LIVE,                                CANCELLED,   {Part.REPORTER, Part.CAPTAIN},
          {_CARD, _TO_FORMER}, (Does.END_ALL,), needs=(REASON,), outcome="recalled", asks_once=True,
          command="cancel"),
    _move("merge",        LIVE,                                MERGED,      {Part.CAPTAIN},
          {_CARD, _TO_FORMER, _TO_REPORTER}, (Does.END_ALL,), needs=(_INTO,), outcome="recalled", asks_once=True,
          command="merge"),
    _move("transfer",     LIVE,                                TRANSFERRED, {Part.CAPTAIN},
          {_CARD, _TO_FORMER, _TO_REPORTER}, (Does.END_ALL,), needs=(_DEPARTMENT, _NOTE), outcome="recalled",
          asks_once=True, command="transfer", wished_by=(Part.LEAD,)),
    _move("answered",     {TRANSFERRED},                       CLOSED,      {Part.CAPTAIN},
          {_CARD, _TO_REPORTER}, command="answered"),
    _move("returned",     {TRANSFERRED},                       OPEN,        {Part.CAPTAIN},
          {_CARD}, needs=(REASON,), command="returned"),
    _move("reopen",       ENDED,                               OPEN,        {Part.CAPTAIN},
          {_CARD, _TO_REPORTER}, needs=(REASON,), asks_once=True, command="reopen"),
))
# fmt: on


@dataclass(frozen=True)
class Incident(Case):
    """A street problem from first report to end. Instants are aware UTC; *held_s* is the sum of past holds.

    *severity* of None means the item's own. *asks* are the open questions (``item``, ``same:41``, ``outside``,
    ``shifted:LAT,LON``, ``arrived:40``), which hold the sending of a team until *asked_until* at most. *round* grows
    each time the case is resolved, so that each confirmation has its own limit; *turn* each time it is begun anew
    (sent back, returned, opened again), so that what was sent before shows no result. *reach* is how often its
    exclusions were forgiven (a captain reopened it, or nobody else was left). *origin* is the message that reported
    it, *program_id* the program of another system that did: then nobody can be asked, and captains answer in its place.
    *marks* holds what the card explains: the choice of the team, why nobody is sent.
    """

    item: str | None = None
    severity: str | None = None
    words: str = ""
    place: str | None = None
    source: str | None = None
    source_ref: str | None = None
    relayed: bool = False
    self_found: bool = False
    by_hand_only: bool = False
    asks: tuple[str, ...] = ()
    asked_until: datetime | None = None
    resolved_at: datetime | None = None
    done_at: datetime | None = None
    outcome: str | None = None
    closed_at: datetime | None = None
    confirmed_by: int | None = None
    held_since: datetime | None = None
    hold_until: datetime | None = None
    held_s: int = 0
    undo_move: str | None = None
    undo_state: str | None = None
    item_version: int = 0
    waived: tuple[str, ...] = ()
    round: int = 0
    turn: int = 0
    reach: int = 0
    merged_into: int | None = None
    department: str | None = None
    department_ref: str | None = None
    department_due: datetime | None = None
    silenced_until: datetime | None = None
    suggest_until: datetime | None = None
    pull_until: datetime | None = None
    origin_chat_id: int | None = None
    origin_message_id: int | None = None
    program_id: int | None = None
    marks: dict[str, Any] = field(default_factory=dict)

    @property
    def is_nowhere(self) -> bool:
        """Open, and nobody has said where: it waits for a captain, who sets the location or sends a team by hand."""
        return self.state == OPEN and self.point is None


BELONGS_S = 120
"""A text or picture of the same person this long before or after a location belongs to it; so does a second pin."""

MOST_WORDS = 1000
"""UTF-16 units of the words that a case is shown with; every text is kept whole as a piece of evidence."""


CORRECTS_M = 50.0
SAME_CASE_M = 50.0
AT_THE_SPOT_M = 200.0


NEXT = (("accept", "decline"), ("arrive", "decline"), ("resolve",))
"""A team's next steps by its stage: sent, accepted, on scene."""


def outside(case: Incident) -> dict[str, Any]:
    """What other systems hear of an incident: codes, and where it came from; no words of people."""
    return {"item": case.item, "outcome": case.outcome, "source": case.source, "source_ref": case.source_ref}
