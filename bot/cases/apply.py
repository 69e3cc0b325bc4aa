"""One pure function that makes a move: from a case as it stands to the case as it stands afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.cases.case import Actor, AnyCase, Assignment, Case, Change, Role, with_assignment
from bot.cases.moves import Does, Move, Table
from bot.cases.rulebook import Facts, Rulebook
from bot.values.refused import Refused
from bot.work.history import Part, Record, by_program


def apply(kind: Rulebook, case: AnyCase, name: str, actor: Actor, now: datetime, facts: Facts) -> Change[AnyCase]:
    """Make the move *name*; raises Refused where it is not possible now, not theirs to make, or lacks a fact.

    Pure: nothing is read or written but the arguments. The steps that a later move implies are recorded too.
    """
    table = kind.table
    move = _allowed(table, case, name, actor, facts)
    if guard := kind.guards.get(name):
        guard(case, actor, facts)
    at = facts.at or now
    after, records = case, []
    for implied in move.implies:
        if after.state in table[implied].start and _is_missing(after, implied):
            after, record = _make(kind, after, table[implied], actor, at, facts, implied=True)
            records.append(record)
    after, record = _make(kind, after, move, actor, at, facts, implied=False)
    records.append(record)
    return Change(before=case, case=after, move=name, records=tuple(records))


def _allowed(table: Table, case: Case, name: str, actor: Actor, facts: Facts) -> Move:
    move = table[name]
    was_theirs = Part.HANDLER in actor.parts and Part.LEAD in move.by
    if not move.by & actor.parts and not (was_theirs and case.state not in move.start):
        raise Refused("not-yours", number=case.number, move=name, state=case.state, of_kind=table.kind)
    if case.state not in move.start:
        raise Refused("not-now", number=case.number, move=name, state=case.state, of_kind=table.kind)
    if move.never & actor.parts:
        raise Refused("not-own-work", number=case.number, move=name, of_kind=table.kind)
    for need in sorted(move.required):
        missing = facts.team_id is None if need == "team" else not facts.given.get(need)
        if missing:
            raise Refused(f"needs-{need}", number=case.number, move=name, of_kind=table.kind)
    return move


def _make(
    kind: Rulebook, case: AnyCase, move: Move, actor: Actor, at: datetime, facts: Facts, *, implied: bool
) -> tuple[AnyCase, Record]:
    after = case
    for effect in move.does:
        after = _EFFECTS[effect](after, move, actor, at, facts)
    after = replace(after, state=move.to or after.state)
    if rule := kind.rules.get(move.name):
        after = rule(after, actor, at, facts)
    if case.lead and not after.lead and after.support:
        after = _promote(after, kind.table)
    part = next((p for p in Part if p in actor.parts and p in move.by), Part.CLOCK)
    record = Record(
        move=move.name,
        before=case.state,
        after=after.state,
        at=at,
        by_id=actor.user_id,
        part=part,
        channel=actor.channel,
        automatic=facts.automatic,
        implied=implied,
        team_id=facts.team_id or actor.on_behalf_of or actor.team_id,
        facts={**kind.keeps(case, after), **facts.given, **by_program(actor.program_id)},
    )
    return after, record


def _is_missing(case: Case, name: str) -> bool:
    lead = case.lead
    if lead is None:
        return False
    return lead.accepted_at is None if name == "accept" else lead.arrived_at is None


def new_assignment(case: Case, role: Role, actor: Actor, at: datetime, facts: Facts) -> Assignment:
    """The order to the team that *facts* names; Refused where it names none."""
    if facts.team_id is None:
        raise Refused("needs-team", number=case.number)
    return Assignment(
        team_id=facts.team_id,
        role=role,
        sent_at=at,
        counted_from=at,
        case_id=case.id,
        override=bool(facts.given.get("override")),
        automatic=Part.CLOCK in actor.parts,
        by_id=actor.user_id,
        sent_metres=facts.given.get("metres"),
        sent_accuracy_m=facts.given.get("accuracy_m"),
        stood_there=bool(facts.given.get("stood_there")),
    )


def _ended(assignment: Assignment, at: datetime, outcome: str, facts: Facts) -> Assignment:
    return replace(assignment, ended_at=at, outcome=outcome, reason=facts.given.get("reason"))


def _send_lead(case: AnyCase, move: Move, actor: Actor, at: datetime, facts: Facts) -> AnyCase:
    already = case.of_team(facts.team_id or 0)
    if already and already.role is Role.LEAD and move.name != "send_back":
        raise Refused("already-leads", number=case.number)
    case = _end_lead(case, move, actor, at, facts)
    if already:
        case = with_assignment(case, already, _ended(already, at, "promoted", facts))
    return with_assignment(case, None, new_assignment(case, Role.LEAD, actor, at, facts))


def _lead_on_scene(case: AnyCase, move: Move, actor: Actor, at: datetime, facts: Facts) -> AnyCase:
    case = _end_all(case, move, actor, at, facts)
    lead = replace(new_assignment(case, Role.LEAD, actor, at, facts), accepted_at=at, arrived_at=at)
    return with_assignment(case, None, lead)


def _send_support(case: AnyCase, move: Move, actor: Actor, at: datetime, facts: Facts) -> AnyCase:
    if case.of_team(facts.team_id or 0):
        raise Refused("already-sent", number=case.number)
    return with_assignment(case, None, new_assignment(case, Role.SUPPORT, actor, at, facts))


def _accept(case: AnyCase, move: Move, actor: Actor, at: datetime, facts: Facts) -> AnyCase:
    lead = case.lead
    return case if lead is None else with_assignment(case, lead, replace(lead, accepted_at=lead.accepted_at or at))


def _arrive(case: AnyCase, move: Move, actor: Actor, at: datetime, facts: Facts) -> AnyCase:
    lead = case.lead
    if lead is None:
        return case
    stood = replace(lead, accepted_at=lead.accepted_at or at, arrived_at=lead.arrived_at or at)
    return with_assignment(case, lead, stood)


def _end_lead(case: AnyCase, move: Move, actor: Actor, at: datetime, facts: Facts) -> AnyCase:
    lead = case.lead
    return case if lead is None else with_assignment(case, lead, _ended(lead, at, move.outcome, facts))


def _end_all(case: AnyCase, move: Move, actor: Actor, at: datetime, facts: Facts) -> AnyCase:
    for assignment in case.assignments:
        if assignment.is_open:
            case = with_assignment(case, assignment, _ended(assignment, at, move.outcome, facts))
    return case


def _free_if_asked(case: AnyCase, move: Move, actor: Actor, at: datetime, facts: Facts) -> AnyCase:
    return _end_all(case, move, actor, at, facts) if facts.given.get("free") else case


def _promote(case: AnyCase, table: Table) -> AnyCase:
    """The most advanced support becomes lead, in the state of its own progress; the earliest sent breaks a tie."""
    best = max(case.support, key=lambda a: (a.stage, -a.sent_at.timestamp()))
    promoted = replace(best, role=Role.LEAD)
    state = table.stages[best.stage] if table.stages else case.state
    return replace(with_assignment(case, best, promoted), state=state)


_EFFECTS: Mapping[Does, Callable[[Any, Move, Actor, datetime, Facts], Any]] = {
    Does.SEND_LEAD: _send_lead,
    Does.LEAD_ON_SCENE: _lead_on_scene,
    Does.SEND_SUPPORT: _send_support,
    Does.ACCEPT: _accept,
    Does.ARRIVE: _arrive,
    Does.END_LEAD: _end_lead,
    Does.END_ALL: _end_all,
    Does.FREE_IF_ASKED: _free_if_asked,
}
