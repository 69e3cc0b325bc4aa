"""Every move of a visit in every state by every part: allowed as the table says, refused everywhere else."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from bot.cases.apply import apply
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.inspections.rules import INSPECTION
from bot.inspections.table import AHEAD, LIVE, MOVES, PLANNED, ListUsed, State, Visit
from bot.values.refused import Refused
from bot.work.history import Part
from tests.bot.builders import NOW

DAY = date(2026, 3, 2)
PARTS = (Part.CLOCK, Part.CAPTAIN, Part.OFFICER, Part.APPROVER, Part.PLACE, Part.REPORTER, Part.LEAD)
GIVEN = {
    "reason": "because", "body": "market", "window": ["2026-03-03", "2026-03-04"], "user_id": 2003, "answer": "x",
    "to": "gas", "certified": 2, "day": DAY.isoformat(), "found_by": "scan", "whole": True,
}  # fmt: skip
"""Enough for every move."""


def visit(state: str, **more: object) -> Visit:
    """An approved visit of two officers of two bodies, which the market has joined and not approved."""
    return replace(
        Visit(1, "inspection", 5, state, NOW, id=9, reporter_id=2001),
        place="P1", bodies=("fire", "market"), approved=("fire",), officers=(2001, 2002), since=DAY,
        until=DAY + timedelta(days=2), approved_at=NOW, **more,
    )  # fmt: skip


def made(move: str, one: Visit, *parts: Part, user_id: int = 2009, **given: object) -> Visit:
    """The visit after a move."""
    facts = Facts(given=GIVEN | given)
    return apply(INSPECTION, one, move, Actor(user_id, frozenset(parts)), NOW, facts).case


def special(move: str) -> dict[str, object]:
    """What a visit has to be so that no rule beside the table stands against a move."""
    if move == "approve_late":
        return {"approved_at": None, "emergency": True}
    return {"begin": {"approved": ("fire", "market")}, "approve_part": {"emergency": True}}.get(move, {})


@pytest.mark.parametrize(("move", "state", "part"), list(product([one.name for one in MOVES], State, PARTS)))
def test_every_move_in_every_state_by_every_part(move: str, state: str, part: Part) -> None:
    """The row says from where and by whom; all else is refused, and the visit stays as it is."""
    row, one = MOVES[move], replace(visit(state), **special(move))
    if part in row.by and state in row.start:
        if move == "begin" and state == PLANNED:
            one = replace(one, emergency=True)
        after = made(move, one, part)
        assert after.state == (row.to or after.state)
        assert after.state in {row.to or state, *row.into}
        assert (after.ended_at is not None) == (after.state not in LIVE) or state not in LIVE
    else:
        with pytest.raises(Refused) as refused:
            made(move, one, part)
        assert refused.value.key == ("not-yours" if part not in row.by else "not-now")


@pytest.mark.parametrize("move", ["approve", "approve_late", "approve_part"])
def test_nobody_approves_their_own(move: str) -> None:
    """Not as one of its officers, nor who asked for it, helps, or was taken out of it."""
    state = {"approve": "planned", "approve_late": "under_way", "approve_part": "approved"}[move]
    one = replace(visit(state, helpers=(2005,), recused=(2006,)), **special(move))
    assert made(move, one, Part.APPROVER).approved_by in {2009, None}
    for user_id in (2001, 2005, 2006):
        with pytest.raises(Refused, match="visit-own"):
            made(move, one, Part.APPROVER, user_id=user_id)
    with pytest.raises(Refused, match="not-own-work"):
        made(move, one, Part.APPROVER, Part.OFFICER)


def test_only_its_own_body_approves() -> None:
    """The one that leads; who approves for one that joined says yes to that part alone."""
    with pytest.raises(Refused, match="visit-of-another-body"):
        made("approve", visit("planned"), Part.APPROVER, bodies=["market"])
    part = made("approve_part", visit("approved"), Part.APPROVER)
    assert (part.approved, part.state) == (("fire", "market"), "approved")
    with pytest.raises(Refused, match="visit-approved-already"):
        made("approve_part", part, Part.APPROVER)


def test_a_part_is_approved_before_it_is_read_out() -> None:
    """Afterwards the record says that it was left out, unless its officers take it back; an emergency comes first."""
    with pytest.raises(Refused, match="visit-part-read"):
        made("approve_part", visit("read_back"), Part.APPROVER)
    assert visit("read_back", emergency=True).not_yet == ()
    assert visit("under_way").not_yet == ("market",)
    assert made("approve_part", visit("under_way"), Part.APPROVER).not_yet == ()


def test_it_begins_approved_by_all_on_its_days_with_two() -> None:
    """An approval that is missing or over, a day too early, one officer for a firm: each refused by name."""
    good = visit(
        "approved",
    )
    good = replace(good, approved=("fire", "market"))
    assert made("begin", good, Part.OFFICER).begun_at == NOW
    for key, one, given in [
        ("visit-part-not-approved", visit("approved"), {}),
        ("visit-not-approved", visit("planned"), {}),
        ("visit-approval-over", good, {"day": "2026-03-05"}),
        ("visit-not-yet", good, {"day": "2026-03-01"}),
        ("visit-needs-two", good, {"certified": 1}),
        ("visit-needs-one", replace(good, firm=False), {"certified": 0}),
    ]:
        with pytest.raises(Refused, match=key):
            made("begin", one, Part.OFFICER, **given)
    assert made("begin", replace(good, firm=False), Part.OFFICER, certified=1).state == "under_way"
    urgent = replace(good, state="planned", emergency=True, approved=(), approved_at=None)
    begun = made("begin", urgent, Part.OFFICER)
    assert begun.waits_for_approval
    assert not made("approve_late", begun, Part.APPROVER, bodies=["fire", "market"]).waits_for_approval


def test_other_days_want_another_approval() -> None:
    """Days within those that were approved do not; in either case the place is told anew."""
    one = replace(visit("notified"), notified_at=NOW)
    within = made("move_to", one, Part.OFFICER)
    assert (within.state, within.approved, within.notified_at) == ("approved", ("fire",), None)
    beyond = made("move_to", one, Part.OFFICER, window=["2026-03-09", "2026-03-09"])
    assert (beyond.state, beyond.approved, beyond.approved_at) == ("planned", (), None)


@pytest.mark.parametrize("state", sorted(AHEAD))
def test_a_body_joins_once_and_may_leave(state: str) -> None:
    """Lists and officers that are there already stay once; the body that leads cannot leave."""
    one = replace(visit(state), bodies=("fire",), officers=(2001,))
    both = made("join", one, Part.OFFICER, lists=[["shop", 0]], officers=[2001, 2003])
    again = made("join", both, Part.OFFICER, lists=[["shop", 0]], officers=[2003])
    assert (again.bodies, again.officers, [used.code for used in again.lists]) == (
        ("fire", "market"),
        (2001, 2003),
        ["shop"],
    )
    left = made("leave", again, Part.OFFICER, lists=["shop"], officers=[2003])
    assert (left.bodies, left.officers, left.lists) == (("fire",), (2001,), ())
    with pytest.raises(Refused, match="visit-leads"):
        made("leave", again, Part.OFFICER, body="fire")


def test_who_was_taken_out_is_not_named_again() -> None:
    """Recusal stands."""
    one = made("recuse", visit("approved"), Part.OFFICER, user_id=2002)
    assert one.officers == (2001, 2002)
    gone = apply(
        INSPECTION, one, "recuse", Actor(2002, frozenset({Part.OFFICER})), NOW, Facts(given=GIVEN | {"user_id": 2002})
    ).case
    assert (gone.officers, gone.recused) == ((2001,), (2003, 2002))
    with pytest.raises(Refused, match="visit-was-recused"):
        made("name_officer", gone, Part.OFFICER)


@pytest.mark.parametrize("move", ["name_officer", "name_helper"])
def test_who_was_taken_out_comes_back_in_no_way(move: str) -> None:
    """Neither as an officer nor as who helps."""
    with pytest.raises(Refused, match="visit-was-recused"):
        made(move, visit("approved", recused=(2003,)), Part.OFFICER)
    assert 2003 in (*(one := made(move, visit("approved"), Part.OFFICER)).officers, *one.helpers)


@pytest.mark.parametrize("state", ["no_access", "handed_over", "closed"])
def test_an_emergency_that_is_over_can_still_be_approved(state: str) -> None:
    """It waits for its approval however it ended, where it was begun; where nobody began it nothing waits."""
    ended = visit(state, emergency=True)
    ended = replace(ended, approved_at=None)
    assert not ended.waits_for_approval
    begun = replace(ended, begun_at=NOW)
    assert begun.waits_for_approval
    assert not made("approve_late", begun, Part.APPROVER, bodies=["market"]).waits_for_approval


@pytest.mark.parametrize("first", ["fire", "market"])
def test_each_body_approves_an_emergency_in_any_order(first: str) -> None:
    """None waits for the other; it waits until both said yes, and who leads is who it is said to be approved by."""
    begun = replace(visit("under_way", emergency=True, begun_at=NOW), approved=(), approved_at=None)
    second = "market" if first == "fire" else "fire"
    half = made("approve_late", begun, Part.APPROVER, bodies=[first], user_id=2008)
    assert (half.approved, half.waits_for_approval) == ((first,), True)
    with pytest.raises(Refused, match="visit-approved-already"):
        made("approve_late", half, Part.APPROVER, bodies=[first])
    whole = made("approve_late", half, Part.APPROVER, bodies=[second])
    assert (set(whole.approved), whole.waits_for_approval) == ({"fire", "market"}, False)
    assert whole.approved_by == (2008 if first == "fire" else 2009)
    with pytest.raises(Refused, match="visit-of-another-body"):
        made("approve_late", begun, Part.APPROVER, bodies=["gas"])


def test_lists_that_are_added_want_their_body_again() -> None:
    """Also where it had approved before; what is there already wants nothing."""
    one = replace(visit("approved"), approved=("fire", "market"), lists=(ListUsed("shop", 0),))
    same = made("join", one, Part.OFFICER, lists=[["shop", 0]], officers=[2003])
    assert (same.unapproved, same.officers) == ((), (2001, 2002, 2003))
    more = made("join", one, Part.OFFICER, lists=[["shop", 0], ["gas", 0]], officers=[])
    assert (more.unapproved, [used.code for used in more.lists]) == (("market",), ["shop", "gas"])
    with pytest.raises(Refused, match="visit-part-not-approved"):
        made("begin", more, Part.OFFICER)


def test_who_joins_a_visit_under_way_asks_nothing_before_its_approval() -> None:
    """Its lists and officers come with the yes of its approver; in an emergency at once; never after reading out."""
    brought = {"lists": [["gas", 0]], "officers": [2003]}
    there = replace(visit("under_way"), bodies=("fire",), begun_at=NOW)
    joined = made("join", there, Part.OFFICER, **brought)
    assert (joined.bodies, joined.lists, joined.officers) == (("fire", "market"), (), (2001, 2002))
    yes = made("approve_part", joined, Part.APPROVER, **brought)
    assert (yes.unapproved, [used.code for used in yes.lists], yes.officers) == ((), ["gas"], (2001, 2002, 2003))
    urgent = made("join", replace(there, emergency=True), Part.OFFICER, **brought)
    assert ([used.code for used in urgent.lists], urgent.officers) == (["gas"], (2001, 2002, 2003))
    with pytest.raises(Refused, match="visit-part-read"):
        made("approve_part", replace(joined, state="read_back"), Part.APPROVER, **brought)
