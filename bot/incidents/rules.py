"""What a row of the table cannot say: guards before a move, rules after its effects."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.cases import apply as cases_apply
from bot.cases.case import Actor, Assignment, Change, Role, with_assignment
from bot.cases.rulebook import Facts, Rule, Rulebook
from bot.incidents import asks as incident_asks
from bot.incidents import wishes
from bot.incidents.holds import WHY_HELD
from bot.incidents.table import ACCEPTED, BY_RADIO, DISPATCHED, MOVES, OWN_LIMITS, STANDS, TICKED, Incident, State
from bot.values import geo
from bot.values.refused import Refused
from bot.work.history import Part

AFAR_M = 50.0
"""A place so far from where it was is another spot, no better fix of the same."""


def apply(incident: Incident, name: str, actor: Actor, now: datetime, facts: Facts) -> Change[Incident]:
    """Make the move *name* on *incident*; raises Refused. Pure. See :func:`bot.cases.apply.apply`."""
    return cases_apply.apply(INCIDENT, incident, name, actor, now, facts)


def _take(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(case, self_found=True, asks=(), asked_until=None)


def _undoable(move: str, before: str) -> Rule:
    """What was read from positions, or said over the radio, can be taken back; only the former was seen."""

    def rule(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
        is_radio, lead = bool(facts.given.get("radio")), case.lead
        undo_move, undo_state = (move, before) if facts.automatic or is_radio else (None, None)
        if is_radio and lead and lead.accepted_at == lead.arrived_at:
            undo_state = State.DISPATCHED  # the accept was only implied: it goes with the step
        marks = {name: mark for name, mark in case.marks.items() if name != BY_RADIO}
        marks |= {BY_RADIO: lead.id} if is_radio and lead else {}
        return replace(case, undo_move=undo_move, undo_state=undo_state, marks=marks)

    return rule


def _resolve(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    """A back-dated *done* improves the figures only when a captain entered it: *done_at* keeps what was said."""
    counted = at if facts.at is None or Part.CAPTAIN in actor.parts else facts.given.get("recorded_at", at)
    return replace(
        case,
        resolved_at=counted,
        done_at=at,
        outcome=facts.given["outcome"],
        round=case.round + 1,
        undo_move=None,
        undo_state=None,
    )


def _confirm(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(case, closed_at=at, confirmed_by=actor.user_id)


def _send_back(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    """To the same team if it is free and on duty (*team_id* says so), else open; the clock runs on."""
    back = replace(_anew(case), resolved_at=None, done_at=None, outcome=None)
    back.marks["sent_back"] = facts.given["reason"]
    if facts.team_id is None:
        return replace(back, state=State.OPEN)
    sent = cases_apply.new_assignment(back, Role.LEAD, actor, at, facts)
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
    """What was measured to where it was does not hold for a place far from there: not on cards, not for the clock.

    One that lay nobody knew where, and so was sent by hand only, is sent as all others from now on.
    """
    asks = incident_asks.without_place(case.asks)
    point, by_hand = facts.given["point"], case.by_hand_only and case.point is not None
    marks = {name: kept for name, kept in case.marks.items() if name != STANDS}
    moved = replace(case, point=point, place=facts.given.get("place"), asks=asks, by_hand_only=by_hand, marks=marks)
    if case.point is None or geo.metres(case.point, point) < AFAR_M:
        return moved
    going = (_unmeasured(one) if one.is_open and one.arrived_at is None else one for one in case.assignments)
    marks.pop("choice", None)
    return replace(moved, assignments=tuple(going))


def _unmeasured(one: Assignment) -> Assignment:
    return replace(one, sent_metres=None, sent_accuracy_m=None, stood_there=False, arrival_seen_at=None)


def _recategorise(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(
        case,
        item=facts.given["item"],
        item_version=facts.given.get("item_version", 0),
        severity=facts.given.get("severity", case.severity),
        asks=tuple(a for a in case.asks if a != "item"),
        waived=(),
        marks={**case.marks, TICKED: []},
    )


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
        _end(case, actor, at, facts),
        department=given["department"],
        department_ref=given.get("ref"),
        department_due=given.get("due"),
        outcome="transferred",
    )


def _end(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    return replace(_unheld(case, at), closed_at=at, asks=(), asked_until=None, suggest_until=None, pull_until=None)


def _reopen(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
    """Open again, held by nobody; its clock runs from the first report as if it had never stopped."""
    return replace(
        _anew(case),
        resolved_at=None,
        done_at=None,
        outcome=None,
        closed_at=None,
        confirmed_by=None,
        merged_into=None,
        department_due=None,
        reach=case.reach + 1,
        marks={name: mark for name, mark in case.marks.items() if name == OWN_LIMITS},
    )


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


def _keeps(before: Incident, after: Incident) -> dict[str, Any]:
    """What it was before, as far as the move has changed it, for whoever reads its history."""
    was: dict[str, Any] = {}
    if before.lead is not None and (after.lead is None or after.lead.team_id != before.lead.team_id):
        was["was_team"] = before.lead.team_id
    if before.item is not None and before.item != after.item:
        was["was_item"] = before.item
    if before.place and before.point != after.point:
        was["was_place"] = before.place
    if before.undo_move and not after.undo_move:
        was["undone"] = before.undo_move
    return was | ({"department": before.department} if before.state == State.TRANSFERRED else {})


def _answering(move: str, rule: Rule | None) -> Rule:
    """A move that answers what was wished, besides what its own rule says."""

    def answered(case: Incident, actor: Actor, at: datetime, facts: Facts) -> Incident:
        return wishes.after(case if rule is None else rule(case, actor, at, facts), move, at, facts)

    return answered


INCIDENT = Rulebook(
    MOVES,
    guards={"cancel": _may_cancel, "undo": _may_undo, "merge": _may_merge},
    rules={move.name: _answering(move.name, RULES.get(move.name)) for move in MOVES},
    keeps=_keeps,
)
"""The incident as a kind of case."""
