"""Every kind of case is whole: it can end, the clock has a reason for what it does, and all of it can be said."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.cases.case import Assignment, Role
from bot.cases.kinds import Kind
from bot.desk.features import FEATURES
from bot.handovers import table as handovers_table
from bot.hazards import table as hazards_table
from bot.hazards.clock import due as hazards_due
from bot.incidents import asks
from bot.incidents import due as incidents_due
from bot.incidents.limits import Limits
from bot.inspections.course import due as visits_due
from bot.inspections.table import Visit
from bot.sos import table as sos_table
from bot.trials import table as trials_table
from bot.values import formats
from bot.words import Words
from bot.work.history import Part
from docs.__main__ import PARTS
from storage.features import ROOMS
from tests.bot.builders import NOW, an_assignment, an_incident

KINDS: tuple[Kind[Any], ...] = tuple(kind for feature in FEATURES for kind in feature.kinds)
WORDS = Words(strict=True)
SOON = NOW + timedelta(minutes=5)


def _incidents() -> set[str]:
    """What comes due for incidents of all states, with questions, orders, support and a position on the scene."""
    support = Assignment(team_id=2, role=Role.SUPPORT, sent_at=NOW, counted_from=NOW, id=12, case_id=7)
    lead = an_assignment("dispatched")
    assert lead is not None
    cases = [an_incident(state) for state in incidents_table_states()]
    cases += [
        an_incident("open", asks=("item",), asked_until=SOON, pull_until=SOON, suggest_until=SOON),
        an_incident("dispatched", asks=(asks.Danger("injured", SOON, "").ask,)),
        an_incident("dispatched", assignments=(replace(lead, arrival_seen_at=NOW), support)),
        an_incident("transferred", department_due=SOON),
    ]
    return {one.name for case in cases for one in incidents_due.occasions(case, Limits(), NOW)}


def incidents_table_states() -> tuple[str, ...]:
    """Every state of an incident."""
    return next(kind.table.states for kind in KINDS if kind.name == "incident")


def _calls() -> set[str]:
    call = sos_table.Sos(1, "sos", 8, "raised", NOW, card_due_at=SOON)
    return {one.name for one in sos_table.occasions(call)}


def _handovers() -> set[str]:
    offered = handovers_table.Handover(1, "handover", 7, "offered", NOW)
    return {one.name for one in handovers_table.occasions(offered)}


def _trials() -> set[str]:
    return {one.name for one in trials_table.occasions(trials_table.Trial(1, "trial", 6, "dispatched", NOW))}


def _hazards() -> set[str]:
    """What comes due for hazards of all states, with a limit, a re-check, and an alarm that nobody has heard."""
    found = hazards_table.Hazard(1, "hazard", 5, "found", NOW, place="A", severity=hazards_table.Severity.CRITICAL)
    limited = replace(found, state="limited", limit_set_at=NOW, limit_at=NOW + timedelta(days=7))
    cases = [found, limited, replace(found, alarmed=1, alarmed_at=NOW)]
    return {one.name for case in cases for one in hazards_due.occasions(case, ZoneInfo("Asia/Shanghai"), NOW)}


def _visits() -> set[str]:
    day = NOW.date()
    one = Visit(1, "inspection", 5, "planned", NOW, since=day + timedelta(days=2), until=day + timedelta(days=3))
    one = replace(one, bodies=("fire",))
    stand = [one, *(replace(one, state=state, fed_back_at=NOW) for state in ("approved", "notified", "fed_back"))]
    stand.append(replace(one, state="under_way", emergency=True, begun_at=NOW))
    stand.append(replace(one, since=day + timedelta(days=20), until=day + timedelta(days=20)))
    return {due.name for each in stand for due in visits_due.occasions(each, ZoneInfo("Asia/Shanghai"))}


DUES = {
    "incident": _incidents,
    "sos": _calls,
    "handover": _handovers,
    "trial": _trials,
    "hazard": _hazards,
    "inspection": _visits,
}
"""What comes due for cases of each kind as they may stand."""

LEADS_TO = {
    ("incident", "dispatch"): {"ask", "suggest"},
    ("incident", "expire"): {"accept"},
    ("incident", "arrive"): {"arrival"},
    ("incident", "confirm"): {"confirm"},
    ("incident", "resume"): {"hold_ends"},
    ("trial", "stop"): {"trial_ends"},
    ("hazard", "escalate"): {"hazard_overdue"},
    ("inspection", "close"): {"visit_closes"},
}
"""What comes due before the clock makes a move."""

NO_DUE = {
    ("incident", "reassign"): "a nearer team is free: looked for at the end of a work, not at an hour",
    ("incident", "accept"): "a team that has set off has accepted: its position or its words say so",
    ("incident", "relocate"): "it is known where its place lies: looked for at the end of a work, not at an hour",
    ("incident", "backup"): "an item that wants two teams is sent two with its first order",
    ("hazard", "redate"): "other working days are known: counted anew by what brings them",
    ("inspection", "reach"): "a position or a scan shows that they stand there",
    ("incident", "release"): "nobody of the team is left to hold it: at the end of a duty",
}
"""Moves that the clock makes at no hour of their own, and why."""

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@each_kind
def test_every_live_state_can_end(kind: Kind[Any]) -> None:
    """From each there is a way, by moves, to a state in which it is over; the first state is a live one."""
    table = kind.table
    assert table.begins in table.live
    reach = set(table.states) - table.live
    assert reach
    for _ in table.states:
        reach |= {state for move in table for state in move.start if {move.to, *move.into} & reach}
    assert set(table.states) - reach == set()


@each_kind
def test_every_live_state_can_be_reached(kind: Kind[Any]) -> None:
    """A state that no move leads to is a mistake in the table."""
    reached = {kind.table.begins}
    for _ in kind.table.states:
        found = [move for move in kind.table if move.start & reached]
        reached |= {state for move in found for state in (move.to, *move.into) if state}
    assert set(kind.table.states) - reached == set()


@each_kind
def test_the_clock_has_a_reason_for_each_of_its_moves(kind: Kind[Any]) -> None:
    """Something comes due that leads to it, or it is said here why there is no hour for it."""
    for move in kind.table:
        of = (kind.name, move.name)
        assert (Part.CLOCK in move.by) == (of in LEADS_TO or of in NO_DUE), of
        assert LEADS_TO.get(of, set()) <= DUES[kind.name]()


@each_kind
def test_what_comes_due_is_decided(kind: Kind[Any]) -> None:
    """Each name that a case of the kind may give, and no decision waits for one that none gives."""
    assert DUES[kind.name]() == set(kind.decide)


@each_kind
@pytest.mark.parametrize("language", WORDS.languages)
def test_every_state_and_move_has_words(kind: Kind[Any], language: str) -> None:
    """In each language, its own or those of all kinds; also what begins such a case."""
    words = [formats.state_word(state, kind.name) for state in kind.table.states]
    words += [formats.move_word(move.name, kind.name) for move in kind.table]
    assert [word for word in words if not WORDS.fact(language, word)] == []


@each_kind
def test_its_life_is_drawn(kind: Kind[Any]) -> None:
    """As a diagram and as a table of moves, where how the program works is told."""
    drawn = PARTS["docs/how-it-works.md"]
    assert kind.table.begins in drawn[f"{kind.name}-life-cycle"]()
    assert all(move.name in drawn[f"{kind.name}-moves"]() for move in kind.table)


@each_kind
def test_the_memory_keeps_it(kind: Kind[Any]) -> None:
    """There is a room of the memory that fulfils its port."""
    assert kind.store in {room.port for room in ROOMS}
