"""The incident: its states, its table of moves, and the few rules that a row cannot say."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, get_args

from bot.cases import apply as applying
from bot.cases.apply import Facts, Kind, Rule
from bot.cases.case import Actor, Case, Change, Role, with_assignment
from bot.cases.moves import Does, Move, Part, Table, Tell
from bot.handbook import OutcomeCode
from bot.holds import WHY_HELD
from bot.refused import Refused

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

DECLINE_REASONS = ("busy", "too_far", "unsafe", "not_ours", "equipment", "other")
"""Why a team declines: stable codes, shown in words."""

TICKED = "ticked"
"""The mark that holds the numbers of the steps that were ticked off."""

OUTCOMES: tuple[str, ...] = get_args(OutcomeCode)
"""How an incident was resolved: stable codes, shown in words."""


def _move(
    name: str,
    start: frozenset[State] | set[State],
    to: State | None,
    by: set[Part],
    tell: set[Tell] | None = None,
    does: tuple[Does, ...] = (),
    *,
    needs: tuple[str, ...] = (),
    never: tuple[Part, ...] = (),
    implies: tuple[str, ...] = (),
    outcome: str = "done",
    shown_in: set[State] | None = None,
    asks_once: bool = False,
    command: str = "",
) -> Move:
    return Move(
        name=name, start=frozenset(start), to=to, by=frozenset(by), tell=frozenset(tell or ()), does=does,
        needs=frozenset(needs), never=frozenset(never), implies=implies, outcome=outcome,
        shown_in=frozenset(shown_in or ()), asks_once=asks_once, command=command,
    )  # fmt: skip


_CARD, _TO_LEAD, _TO_FORMER, _TO_SUPPORT, _TO_CAPTAIN, _TO_REPORTER = (
    Tell.CARD, Tell.LEAD, Tell.FORMER, Tell.SUPPORT, Tell.CAPTAIN, Tell.REPORTER,
)  # fmt: skip

# fmt: off
MOVES = Table(KIND, begins=OPEN, live=LIVE, moves=(
    #     name            from                                 to           by
    _move("take",         {OPEN, DISPATCHED},                  ON_SCENE,    {Part.OWN_TEAM},
          {_CARD, _TO_FORMER}, (Does.LEAD_ON_SCENE,), needs=("team",), outcome="recalled"),
    _move("dispatch",     {OPEN},                              DISPATCHED,  {Part.CLOCK, Part.CAPTAIN},
          {_CARD, _TO_LEAD}, (Does.SEND_LEAD,), needs=("team",), command="assign"),
    _move("reassign",     WITH_TEAM | {HELD},                  DISPATCHED,  {Part.CAPTAIN, Part.CLOCK},
          {_CARD, _TO_LEAD, _TO_FORMER}, (Does.SEND_LEAD,), needs=("team",), outcome="released", command="assign"),
    _move("accept",       {DISPATCHED},                        ACCEPTED,    {Part.LEAD, Part.CLOCK},
          {_CARD}, (Does.ACCEPT,), shown_in={DISPATCHED}, command="accept"),
    _move("decline",      {DISPATCHED, ACCEPTED},              OPEN,        {Part.LEAD},
          {_CARD, _TO_CAPTAIN}, (Does.END_LEAD,), needs=("reason",), outcome="declined",
          shown_in={DISPATCHED}, command="decline"),
    _move("expire",       {DISPATCHED},                        OPEN,        {Part.CLOCK},
          {_CARD, _TO_FORMER}, (Does.END_LEAD,), outcome="expired"),
    _move("arrive",       {DISPATCHED, ACCEPTED},              ON_SCENE,    {Part.LEAD, Part.CLOCK},
          {_CARD}, (Does.ARRIVE,), implies=("accept",), shown_in={ACCEPTED}, command="arrived"),
    _move("resolve",      WITH_TEAM,                           RESOLVED,    {Part.LEAD},
          {_CARD, _TO_SUPPORT}, (Does.END_ALL,), needs=("outcome",), implies=("accept", "arrive"),
          shown_in={ON_SCENE}, command="done"),
    _move("confirm",      {RESOLVED},                          CLOSED,      {Part.CAPTAIN, Part.REPORTER, Part.CLOCK},
          {_CARD}, never=(Part.HANDLER,), shown_in={RESOLVED}, command="confirm"),
    _move("send_back",    {RESOLVED},                          None,        {Part.CAPTAIN, Part.REPORTER},
          {_CARD, _TO_LEAD}, needs=("reason",), never=(Part.HANDLER,), shown_in={RESOLVED}, command="sendback"),
    _move("hold",         WITH_TEAM,                           HELD,        {Part.CAPTAIN},
          {_CARD, _TO_LEAD}, (Does.FREE_IF_ASKED,), needs=("reason", "minutes"), outcome="released", command="hold"),
    _move("resume",       {HELD},                              None,        {Part.CAPTAIN, Part.CLOCK},
          {_CARD, _TO_LEAD}, shown_in={HELD}, command="resume"),
    _move("backup",       WITH_TEAM,                           None,        {Part.LEAD, Part.CAPTAIN, Part.CLOCK},
          {_CARD}, (Does.SEND_SUPPORT,), needs=("team",), shown_in={ACCEPTED, ON_SCENE}, command="backup"),
    _move("relocate",     LIVE,                                None,        {Part.REPORTER, Part.LEAD, Part.CAPTAIN},
          {_CARD, _TO_LEAD}, needs=("point",), command="place"),
    _move("recategorise", LIVE,                                None,        {Part.REPORTER, Part.LEAD, Part.CAPTAIN},
          {_CARD, _TO_LEAD}, needs=("item",), command="item"),
    _move("prioritise",   LIVE,                                None,        {Part.CAPTAIN},
          {_CARD, _TO_LEAD}, needs=("severity",), command="priority"),
    _move("waive",        LIVE,                                None,        {Part.CAPTAIN},
          {_CARD, _TO_LEAD}, needs=("reason", "pieces"), command="waive"),
    _move("undo",         {ACCEPTED, ON_SCENE},                None,        {Part.LEAD, Part.CAPTAIN},
          {_CARD}, shown_in={ACCEPTED, ON_SCENE}),
    _move("release",      WITH_TEAM | {HELD},                  OPEN,        {Part.CLOCK, Part.CAPTAIN},
          {_CARD, _TO_FORMER, _TO_CAPTAIN}, (Does.END_LEAD,), outcome="released", asks_once=True, command="release"),
    _move("cancel",       LIVE,                                CANCELLED,   {Part.REPORTER, Part.CAPTAIN},
          {_CARD, _TO_FORMER}, (Does.END_ALL,), needs=("reason",), outcome="recalled", asks_once=True,
          command="cancel"),
    _move("merge",        LIVE,                                MERGED,      {Part.CAPTAIN},
          {_CARD, _TO_FORMER, _TO_REPORTER}, (Does.END_ALL,), needs=("into",), outcome="recalled", asks_once=True,
          command="merge"),
    _move("transfer",     LIVE,                                TRANSFERRED, {Part.CAPTAIN},
          {_CARD, _TO_FORMER, _TO_REPORTER}, (Does.END_ALL,), needs=("department",), outcome="recalled",
          asks_once=True, command="transfer"),
    _move("answered",     {TRANSFERRED},                       CLOSED,      {Part.CAPTAIN},
          {_CARD, _TO_REPORTER}, command="answered"),
    _move("returned",     {TRANSFERRED},                       OPEN,        {Part.CAPTAIN},
          {_CARD}, needs=("reason",), command="returned"),
    _move("reopen",       ENDED,                               OPEN,        {Part.CAPTAIN},
          {_CARD, _TO_REPORTER}, needs=("reason",), asks_once=True, command="reopen"),
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
    it. *marks* holds what the card explains: the choice of the team, why nobody is sent.
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
    marks: dict[str, Any] = field(default_factory=dict)


def apply(incident: Incident, name: str, actor: Actor, now: datetime, facts: Facts) -> Change[Incident]:
    """Make the move *name* on *incident*; raises Refused. Pure. See :func:`bot.cases.apply.apply`."""
    return applying.apply(INCIDENT, incident, name, actor, now, facts)


def _take(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(case, self_found=True, asks=(), asked_until=None)


def _undoable(move: str, before: str) -> Rule:
    """What was read from positions can be taken back."""

    def rule(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
        undo_move, undo_state = (move, before) if facts.automatic else (None, None)
        return replace(case, undo_move=undo_move, undo_state=undo_state)

    return rule


def _resolve(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    """A back-dated *done* improves the figures only when a captain entered it: *done_at* keeps what was said."""
    counted = at if facts.at is None or Part.CAPTAIN in actor.parts else facts.given.get("recorded_at", at)
    return replace(
        case, resolved_at=counted, done_at=at, outcome=facts.given["outcome"], round=case.round + 1,
        undo_move=None, undo_state=None,
    )  # fmt: skip


def _confirm(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(case, closed_at=at, confirmed_by=actor.user_id)


def _send_back(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    """To the same team if it is free and on duty (*team_id* says so), else open; the clock runs on."""
    back = replace(_anew(case), resolved_at=None, done_at=None, outcome=None)
    back.marks["sent_back"] = facts.given["reason"]
    if facts.team_id is None:
        return replace(back, state=State.OPEN)
    sent = applying.new_assignment(back, Role.LEAD, actor, at, facts)
    return replace(with_assignment(back, None, sent), state=State.DISPATCHED)


def _anew(case: Incident) -> Incident:
    """Begun anew: the steps are to be done again, and nothing is waived any more."""
    return replace(case, turn=case.turn + 1, waived=(), marks={**case.marks, TICKED: []})


def _hold(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    until = at + timedelta(minutes=float(facts.given["minutes"]))
    return replace(case, held_since=at, hold_until=until, marks={**case.marks, WHY_HELD: facts.given["reason"]})


def _resume(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    """Back to where the lead was; open when the team was let go."""
    lead = case.lead
    state = State.OPEN if lead is None else (State.DISPATCHED, State.ACCEPTED, State.ON_SCENE)[lead.stage]
    return _unheld(replace(case, state=state), at)


def _unheld(case: Incident, at: datetime) -> Incident:
    if case.held_since is None:
        return case
    held = max(0, round((at - case.held_since).total_seconds()))
    return replace(case, held_s=case.held_s + held, held_since=None, hold_until=None)


def _after_hold(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(_unheld(case, at), undo_move=None, undo_state=None)


def _relocate(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(case, point=facts.given["point"], place=facts.given.get("place"))


def _recategorise(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(
        case, item=facts.given["item"], item_version=facts.given.get("item_version", 0),
        asks=tuple(a for a in case.asks if a != "item"), waived=(),
        marks={**case.marks, TICKED: []},
    )  # fmt: skip


def _undo(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    """Take an automatic accept or arrive back; the team's position is not read for it again."""
    lead, state = case.lead, case.undo_state
    if lead is None or state is None:
        return case
    plain = replace(lead, arrived_at=None, arrival_seen_at=None, by_hand=True)
    if state == State.DISPATCHED:
        plain = replace(plain, accepted_at=None, counted_from=at, round=lead.round + 1)
    return replace(with_assignment(case, lead, plain), state=state, undo_move=None, undo_state=None)


def _merge(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(_end(case, actor, at, facts), merged_into=facts.given["into"])


def _transfer(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    given = facts.given
    return replace(
        _end(case, actor, at, facts), department=given["department"], department_ref=given.get("ref"),
        department_due=given.get("due"), outcome="transferred",
    )  # fmt: skip


def _end(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(_unheld(case, at), closed_at=at, asks=(), asked_until=None, suggest_until=None, pull_until=None)


def _reopen(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    """Open again, held by nobody; its clock runs from the first report as if it had never stopped."""
    return replace(
        _anew(case), resolved_at=None, done_at=None, outcome=None, closed_at=None, confirmed_by=None,
        merged_into=None, department_due=None, reach=case.reach + 1, marks={},
    )  # fmt: skip


RULES: Mapping[str, Rule] = {
    "take": _take,
    "accept": _undoable("accept", DISPATCHED),
    "arrive": _undoable("arrive", ACCEPTED),
    "resolve": _resolve,
    "confirm": _confirm,
    "send_back": _send_back,
    "hold": _hold,
    "resume": _resume,
    "reassign": _after_hold,
    "release": _after_hold,
    "relocate": _relocate,
    "recategorise": _recategorise,
    "prioritise": lambda case, _, __, facts: replace(case, severity=facts.given["severity"]),
    "waive": lambda case, _, __, facts: replace(case, waived=(*case.waived, *facts.given["pieces"])),
    "undo": _undo,
    "merge": _merge,
    "transfer": _transfer,
    "cancel": _end,
    "answered": _confirm,
    "returned": _reopen,
    "reopen": _reopen,
}
"""The special rules, by the name of the move."""


def _may_cancel(case: Incident, actor: Actor, facts: Facts) -> None:
    """A reporter may cancel until a team is on scene; later only a captain may."""
    arrived = any(a.is_open and a.arrived_at for a in case.assignments) or case.state == State.RESOLVED
    if arrived and Part.CAPTAIN not in actor.parts:
        raise Refused("cancel-too-late", number=case.number)


def _may_undo(case: Incident, actor: Actor, facts: Facts) -> None:
    if case.undo_move is None:
        raise Refused("nothing-to-undo", number=case.number)


def _may_merge(case: Incident, actor: Actor, facts: Facts) -> None:
    if facts.given["into"] == case.id:
        raise Refused("merge-with-itself", number=case.number)


INCIDENT = Kind(MOVES, guards={"cancel": _may_cancel, "undo": _may_undo, "merge": _may_merge}, rules=RULES)
"""The incident as a kind of case."""
