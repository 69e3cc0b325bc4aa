"""What is wrong with an incident as it stands, and what is wished: pure."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.cases.rulebook import Facts
from bot.incidents import rules, wishes
from bot.incidents.limits import Limits
from bot.incidents.needing import wrongs
from bot.incidents.needing.wrongs import Standing
from bot.incidents.table import Incident
from bot.work.history import Part
from bot.work.matters import Rank
from tests.bot.builders import NOW, an_actor, an_assignment, an_incident


def found(incident: Incident, severity: str = "medium", after_s: float = 0, **more: Any) -> dict[str, Rank]:
    """What is wrong with it some seconds later, by name."""
    standing = Standing(incident, Limits(), severity, NOW + timedelta(seconds=after_s), NOW.tzinfo, **more)  # type: ignore[arg-type]
    return {wrong.what: wrong.rank for wrong in wrongs.of(standing)}


def test_a_case_that_goes_well_needs_nobody() -> None:
    """Before each of its limits."""
    for state in ("open", "dispatched", "accepted", "on_scene", "held", "resolved"):
        assert found(an_incident(state)) == {}


@pytest.mark.parametrize(("severity", "rank"), [("low", Rank.WAITS), ("critical", Rank.LOST)])
def test_nobody_goes_there(severity: str, rank: Rank) -> None:
    """As long as it is open and nobody could be sent; a critical one says nothing else beside it."""
    marks = {"nobody": {"busy": 2}}
    assert found(an_incident(marks=marks), severity) == {"nobody": rank}
    assert "nobody" not in found(an_incident("dispatched", marks=marks), severity)


@pytest.mark.parametrize(("severity", "rank"), [("low", Rank.WAITS), ("critical", Rank.LOST)])
def test_nobody_knows_where(severity: str, rank: Rank) -> None:
    """Until a captain sets the location or sends a team by hand."""
    assert found(an_incident(point=None), severity) == {"nowhere": rank}
    assert "nowhere" not in found(an_incident("dispatched", point=None), severity)


def test_a_critical_case_needs_a_captain_for_being_one() -> None:
    """Until it is done."""
    assert found(an_incident("on_scene"), "critical") == {"critical": Rank.CRITICAL}
    assert found(an_incident("resolved"), "critical") == {}


def test_time_over_and_not_there() -> None:
    """At twice the arrive limit, and past the limit to be done; on hold neither."""
    assert found(an_incident("accepted"), after_s=309) == {}
    assert found(an_incident("accepted"), after_s=310) == {"arrive": Rank.LATE}
    assert found(an_incident("on_scene"), after_s=540) == {"overdue": Rank.LATE}
    assert found(an_incident("held"), after_s=900) == {}


def test_the_repeats_are_said_anew() -> None:
    """After five minutes, ten, twenty; hushed while a captain has taken it."""
    case = an_incident("on_scene", silenced_until=NOW + timedelta(seconds=1000))

    def at(seconds: float) -> tuple[int, bool]:
        [wrong] = wrongs.of(Standing(case, Limits(), "low", NOW + timedelta(seconds=seconds), NOW.tzinfo))  # type: ignore[arg-type]
        return wrong.again, wrong.hushed

    assert [at(s) for s in (540, 839, 840, 1440, 2640)] == [(0, True), (0, True), (1, True), (2, False), (3, False)]


def make(case: Incident, move: str, *parts: Part, **given: Any) -> Incident:
    """The case after a move."""
    team_id = given.pop("team_id", None)
    return rules.apply(case, move, an_actor(*parts), NOW, Facts(team_id=team_id, given=given)).case


def test_a_wish_leaves_with_its_answer() -> None:
    """A hold that was granted is wished no longer, also once it is over."""
    asked = wishes.asking(an_incident("on_scene"), "hold", NOW, minutes=20, reason="tow truck")
    assert found(asked) == {"hold": Rank.WAITS}
    held = make(asked, "hold", Part.CAPTAIN, minutes=20, reason="tow truck")
    assert found(held) == {}
    assert found(make(held, "resume", Part.CAPTAIN)) == {}


def test_a_piece_that_is_waived_is_wished_no_longer_and_another_still_is() -> None:
    """Each piece is a wish of its own."""
    asked = an_incident("on_scene")
    for piece in ("close", "wide"):
        asked = wishes.asking(asked, f"waive:{piece}", NOW, piece={"name_zh": piece, "name_en": piece})
    waived = make(asked, "waive", Part.CAPTAIN, pieces=("close",), reason="dark", piece="close")
    assert found(waived) == {"waive:wide": Rank.WAITS}
    assert found(wishes.without(asked, "waive")) == {}


def test_what_a_team_asked_for_goes_with_it() -> None:
    """Another one leads."""
    asked = wishes.asking(an_incident("on_scene"), "backup", NOW)
    assert found(make(asked, "reassign", Part.CAPTAIN, team_id=2)) == {}


def test_who_declines_as_unsafe_is_named_until_somebody_is_sent_along() -> None:
    """Also while the next team goes there."""
    declined = make(an_incident("accepted"), "decline", Part.LEAD, reason="unsafe")
    assert found(declined) == {"unsafe": Rank.WAITS}
    assert wishes.of(declined)["unsafe"]["team_id"] == 1
    sent = make(declined, "dispatch", Part.CLOCK, team_id=2)
    assert found(sent) == {"unsafe": Rank.WAITS}
    assert found(make(sent, "backup", Part.CAPTAIN, team_id=3)) == {}
    assert found(make(an_incident("accepted"), "decline", Part.LEAD, reason="busy")) == {}


def test_a_case_is_taken_as_long_as_that_keeps_reminders_away() -> None:
    """Half an hour."""
    until = NOW + timedelta(minutes=30)
    taken = an_incident("on_scene", silenced_until=until, marks={wishes.TAKEN: 1001})
    assert wishes.taken_by(taken, NOW) == 1001
    assert wishes.taken_by(taken, until) is None
    assert wishes.taken_by(replace(taken, silenced_until=None), NOW) is None


def test_nothing_is_wrong_with_a_team_that_is_there() -> None:
    """However long it took."""
    late = an_assignment("on_scene", counted_from=NOW - timedelta(hours=1))
    assert "arrive" not in found(an_incident("on_scene", assignments=(late,)))
