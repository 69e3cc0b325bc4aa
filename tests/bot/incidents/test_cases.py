"""The life of an incident, read from its table: every state with every move, every part with every move."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cases.case import Role
from bot.cases.moves import Move
from bot.cases.rulebook import Facts
from bot.incidents import rules as incidents_rules
from bot.incidents import table as incidents_table
from bot.incidents.table import LIVE, MOVES, State
from bot.values.refused import Refused
from bot.work.history import Part
from tests.bot.builders import GIVEN, NOW, an_actor, an_assignment, an_incident

ALL_PARTS = frozenset(Part) - {Part.HANDLER}


def _facts(move: Move, team_id: int | None = 2) -> Facts:
    return Facts(team_id=team_id if "team" in move.required else None, given=GIVEN)


def _ready(state: str) -> incidents_table.Incident:
    """A case in *state* on which every move of that state is possible."""
    made = an_incident(state)
    return replace(made, undo_move="accept", undo_state="dispatched") if state in {"accepted", "on_scene"} else made


@pytest.mark.parametrize("move", MOVES.moves, ids=lambda m: m.name)
@pytest.mark.parametrize("state", State)
def test_a_move_is_possible_in_its_states_and_in_no_other(state: State, move: Move) -> None:
    """Where a row names the state the move is made; elsewhere it is refused with the present state."""
    actor = an_actor(*(move.by - {Part.HANDLER}))
    if state in move.start:
        change = incidents_rules.apply(_ready(state), move.name, actor, NOW, _facts(move))
        assert change.records[-1].move == move.name
        if move.to is not None:
            assert change.case.state == move.to
    else:
        with pytest.raises(Refused) as refused:
            incidents_rules.apply(_ready(state), move.name, actor, NOW, _facts(move))
        assert refused.value.key == "not-now"
        assert refused.value.facts["state"] == state


@pytest.mark.parametrize("move", MOVES.moves, ids=lambda m: m.name)
@pytest.mark.parametrize("part", sorted(ALL_PARTS))
def test_a_move_belongs_to_its_parts_and_to_nobody_else(part: Part, move: Move) -> None:
    """Each part may make the moves whose row names it; all others are refused."""
    state = min(move.start)
    if part in move.by:
        assert incidents_rules.apply(_ready(state), move.name, an_actor(part), NOW, _facts(move)).move == move.name
    else:
        with pytest.raises(Refused, match="not-yours"):
            incidents_rules.apply(_ready(state), move.name, an_actor(part), NOW, _facts(move))


def test_what_lay_nowhere_is_sent_as_all_others_once_it_lies_somewhere() -> None:
    """The clock may say so too, where its place is known since; what a captain chose at a place stays."""
    for before, by_hand in ((None, False), (GIVEN["point"], True)):
        case = replace(an_incident("open"), point=before, by_hand_only=True)
        after = incidents_rules.apply(case, "relocate", an_actor(Part.CLOCK), NOW, Facts(given=GIVEN)).case
        assert (after.point, after.by_hand_only) == (GIVEN["point"], by_hand)


@pytest.mark.parametrize("move", [m for m in MOVES if m.required], ids=lambda m: m.name)
def test_a_missing_fact_is_asked_for(move: Move) -> None:
    """A move without what it needs is refused with the name of what is missing."""
    with pytest.raises(Refused) as refused:
        incidents_rules.apply(_ready(min(move.start)), move.name, an_actor(*move.by), NOW, Facts())
    assert refused.value.key in {f"needs-{need}" for need in move.required}


@pytest.mark.parametrize("name", ["confirm", "send_back"])
def test_handlers_never_judge_their_own_work(name: str) -> None:
    """A handler may not confirm or send back, whatever else they are."""
    actor = an_actor(Part.CAPTAIN, Part.REPORTER, Part.HANDLER)
    with pytest.raises(Refused, match="not-own-work"):
        incidents_rules.apply(an_incident("resolved"), name, actor, NOW, Facts(given=GIVEN))


def test_done_from_dispatched_implies_accepted_and_arrived() -> None:
    """A later move implies the skipped ones, marked so."""
    change = incidents_rules.apply(an_incident("dispatched"), "resolve", an_actor(Part.LEAD), NOW, Facts(given=GIVEN))
    assert [(r.move, r.implied) for r in change.records] == [("accept", True), ("arrive", True), ("resolve", False)]
    [lead] = change.case.assignments
    assert lead.accepted_at == lead.arrived_at == lead.ended_at == NOW


@pytest.mark.parametrize(("stage", "state"), [(0, "dispatched"), (1, "accepted"), (2, "on_scene")])
@pytest.mark.parametrize("name", ["decline", "expire", "release"])
def test_the_most_advanced_support_becomes_lead(name: str, stage: int, state: str) -> None:
    """When the lead goes, the support that is farthest on leads, in the state of its own progress."""
    accepted = NOW if stage >= 1 else None
    arrived = NOW if stage == 2 else None
    first = replace(an_assignment(), id=12, team_id=2, role=Role.SUPPORT)
    second = replace(first, id=13, team_id=3, accepted_at=accepted, arrived_at=arrived)
    case = an_incident("dispatched")
    case = replace(case, assignments=(*case.assignments, first, second))
    move = MOVES[name]
    after = incidents_rules.apply(case, name, an_actor(*move.by), NOW, Facts(given=GIVEN)).case
    assert after.lead is not None
    assert after.lead.team_id == (3 if stage else 2)
    assert after.state == state
    assert [a.team_id for a in after.support] == ([2] if stage else [3])


def test_resume_goes_back_to_where_the_case_was() -> None:
    """A hold that ends leaves the lead where it stood, and the held time is kept."""
    after = incidents_rules.apply(an_incident("held"), "resume", an_actor(Part.CLOCK), NOW, Facts()).case
    assert (after.state, after.held_s, after.held_since) == ("on_scene", 20, None)


def test_resume_of_a_case_whose_team_was_let_go_opens_it() -> None:
    """``free`` releases the team; afterwards the case is open."""
    held = incidents_rules.apply(
        an_incident("accepted"), "hold", an_actor(Part.CAPTAIN), NOW, Facts(given={**GIVEN, "free": True})
    ).case
    assert held.lead is None
    assert incidents_rules.apply(held, "resume", an_actor(Part.CLOCK), NOW, Facts()).case.state == "open"


def test_undo_takes_an_automatic_arrival_back_once() -> None:
    """An automatic step is undone with one tap and not tried again; a second undo has nothing to undo."""
    case = an_incident("accepted")
    arrived = incidents_rules.apply(case, "arrive", an_actor(Part.CLOCK), NOW, Facts(automatic=True)).case
    undone = incidents_rules.apply(arrived, "undo", an_actor(Part.LEAD), NOW, Facts()).case
    assert undone.state == "accepted"
    assert undone.lead is not None
    assert undone.lead.arrived_at is None
    assert undone.lead.by_hand
    with pytest.raises(Refused, match="nothing-to-undo"):
        incidents_rules.apply(undone, "undo", an_actor(Part.LEAD), NOW, Facts())


def test_a_reporter_cancels_until_a_team_is_on_scene() -> None:
    """Afterwards only a captain may."""
    reporter, captain = an_actor(Part.REPORTER), an_actor(Part.CAPTAIN)
    assert (
        incidents_rules.apply(an_incident("accepted"), "cancel", reporter, NOW, Facts(given=GIVEN)).case.closed_at
        == NOW
    )
    with pytest.raises(Refused, match="cancel-too-late"):
        incidents_rules.apply(an_incident("on_scene"), "cancel", reporter, NOW, Facts(given=GIVEN))
    assert (
        incidents_rules.apply(an_incident("on_scene"), "cancel", captain, NOW, Facts(given=GIVEN)).case.state
        == "cancelled"
    )


def test_a_late_done_improves_the_figures_only_from_a_captain() -> None:
    """The said time is kept; the figures count it only where a captain entered it."""
    earlier = NOW - timedelta(seconds=30)
    facts = Facts(at=earlier, given={**GIVEN, "recorded_at": NOW})
    case = an_incident("on_scene")
    by_lead = incidents_rules.apply(case, "resolve", an_actor(Part.LEAD), NOW, facts).case
    by_captain = incidents_rules.apply(case, "resolve", an_actor(Part.LEAD, Part.CAPTAIN), NOW, facts).case
    assert (by_lead.done_at, by_lead.resolved_at) == (earlier, NOW)
    assert (by_captain.done_at, by_captain.resolved_at) == (earlier, earlier)


@pytest.mark.parametrize("state", sorted(LIVE))
def test_a_case_that_ends_frees_every_team(state: str) -> None:
    """Cancelled, merged, transferred: nobody holds it any more."""
    for name in ("cancel", "merge", "transfer"):
        after = incidents_rules.apply(an_incident(state), name, an_actor(Part.CAPTAIN), NOW, Facts(given=GIVEN)).case
        assert not any(a.is_open for a in after.assignments)


def test_send_back_without_a_free_team_opens_the_case_with_its_clock_running() -> None:
    """The report's time stays; resolved is forgotten."""
    case = an_incident("resolved")
    after = incidents_rules.apply(case, "send_back", an_actor(Part.CAPTAIN), NOW, Facts(given=GIVEN)).case
    assert (after.state, after.resolved_at, after.reported_at) == ("open", None, case.reported_at)


def test_the_diagram_names_every_state_and_every_move_between_two() -> None:
    """The picture in the docs is drawn from the same table."""
    drawn = MOVES.as_mermaid()
    assert all(state in drawn for state in State)
    assert all(m.name in drawn for m in MOVES if m.to and m.start - {m.to})


@pytest.mark.parametrize("move", [m for m in MOVES if m.shown_in], ids=lambda m: m.name)
def test_a_button_is_offered_only_where_its_move_is_possible(move: Move) -> None:
    """No card offers what would be refused."""
    assert move.shown_in <= move.start
