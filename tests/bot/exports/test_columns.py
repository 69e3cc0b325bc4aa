"""A case as a row: the hours of the cards and figures, and columns by right."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.cases.case import Assignment, Role
from bot.exports import columns, rights
from bot.exports.columns import Around, Coded
from bot.exports.port import Export, Format, What
from bot.handbook import file as handbook_file
from bot.incidents.limits import Limits
from bot.incidents.table import ALSO, Incident
from bot.insight import figures
from bot.register.people import Member, RoleHeld, RoleName, Who
from bot.values.refused import Refused
from tests.bot.builders import NOW, an_assignment, an_incident

ZONE = ZoneInfo("Asia/Shanghai")
AROUND = Around(ZONE, NOW, 600.0, {1: "一队", 2: "二队"}, {1006: "路人甲"})
ITEM = handbook_file.starter().item("street_stall")


def row(incident: Incident, around: Around = AROUND) -> dict[str, columns.Cell]:
    """Its row under the program's own limits."""
    return columns.row(incident, ITEM, Limits(), around)


def test_every_column_is_filled_and_has_its_place() -> None:
    """The same columns for every case, whatever is not known of it."""
    for incident in (an_incident(), an_incident("closed"), an_incident(point=None, reporter_id=None)):
        assert set(row(incident)) == set(columns.columns(personal=True))
    assert set(columns.columns(personal=True)) - set(columns.columns(personal=False)) == {"reporter", "words"}


def test_hours_are_those_of_the_district_with_their_offset() -> None:
    """ISO 8601; a case elsewhere in time, across the change of the clock too."""
    found = row(an_incident(reported_at=datetime(2026, 3, 1, 16, 30, tzinfo=UTC)))
    assert found["reported_at"] == "2026-03-02T00:30:00+08:00"
    berlin = replace(AROUND, zone=ZoneInfo("Europe/Berlin"))
    hours = [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]
    told = [row(an_incident(reported_at=one), berlin)["reported_at"] for one in hours]
    assert told == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]


def test_what_was_entered_late_counts_as_in_the_figures() -> None:
    """Done when it happened; on time by when the team itself entered it, which stands beside it."""
    incident = an_incident(
        "closed", reported_at=NOW - timedelta(hours=1), done_at=NOW - timedelta(minutes=55), resolved_at=NOW,
        closed_at=NOW,
    )  # fmt: skip
    found = row(incident)
    assert (found["done_at"], found["entered_at"]) == ("2026-03-02T15:05:00+08:00", "2026-03-02T16:00:00+08:00")
    assert found["on_time"] is figures.in_time(incident, 600.0, NOW) is False
    assert found["within_limit"] is False
    assert row(replace(incident, resolved_at=incident.done_at))["entered_at"] is None


def test_the_hours_are_of_the_team_that_did_it() -> None:
    """First sent is the first order; accepted and arrived are of the team that led it to its end."""
    gone = Assignment(2, Role.LEAD, NOW - timedelta(seconds=58), NOW, ended_at=NOW, outcome="declined")
    did, came = an_assignment("closed"), Assignment(2, Role.SUPPORT, NOW, NOW)
    assert did is not None
    found = row(an_incident("closed", assignments=(gone, did, came)))
    assert found["dispatched_at"] == columns.iso(gone.sent_at, ZONE)
    assert found["accepted_at"] == columns.iso(did.accepted_at, ZONE)
    assert (found["team"], found["support"]) == ("一队", "二队")


@pytest.mark.parametrize("state", ["cancelled", "merged", "transferred"])
def test_ends_that_say_nothing_about_limits_are_left_open(state: str) -> None:
    """As the figures leave them out."""
    found = row(an_incident(state, reported_at=NOW - timedelta(days=1)))
    assert (found["within_limit"], found["on_time"]) == (None, None)


def test_a_live_case_is_late_once_it_is() -> None:
    """Until then nobody knows."""
    assert row(an_incident("accepted"))["within_limit"] is None
    assert row(an_incident("accepted", reported_at=NOW - timedelta(hours=1)))["within_limit"] is False


def test_codes_come_with_their_words() -> None:
    """Programs read the one, people the other."""
    found = row(an_incident("closed", severity="critical"))
    assert found["severity"] == Coded("critical", {"word": "severity-critical"})
    assert found["outcome"] == Coded("fixed", {"word": "outcome-fixed"})
    assert isinstance(found["item"], Coded)
    assert found["item"].said == ITEM.named


def test_words_of_reports_that_became_part_of_it_are_in_it() -> None:
    """Each once; of whoever was erased nothing is left."""
    also = {ALSO: [{"by": 1, "words": "二"}, {"by": 2, "words": ""}, {"by": 3, "words": "一"}]}
    assert row(an_incident(words="一", marks=also))["words"] == "一\n二"


def who(*roles: RoleName, owner: bool = False) -> Who:
    """Somebody with these roles."""
    held = tuple(RoleHeld(role, NOW) for role in roles)
    return Who(7, "x", 7, NOW, member=Member(1, 7, "x", roles=held), roles=frozenset(roles), is_owner=owner)


CAPTAIN, VIEWER, MEMBER = who(RoleName.CAPTAIN), who(RoleName.VIEWER), who(RoleName.MEMBER)


def test_who_may_have_what() -> None:
    """Cases: captains and viewers; words: captains; tracks of others: captains; one's own: everybody."""
    assert [rights.may_cases(one) for one in (CAPTAIN, VIEWER, MEMBER, Who(7, "x", 7, NOW))] == [
        True,
        True,
        False,
        False,
    ]
    assert [rights.may_words(one) for one in (CAPTAIN, VIEWER, MEMBER)] == [True, False, False]
    for one in (VIEWER, MEMBER):
        rights.check(one, What.TRACK, of_others=False)
        with pytest.raises(Refused, match="export-tracks-whose"):
            rights.check(one, What.TRACK, of_others=True)
    rights.check(CAPTAIN, What.TRACK, of_others=True)


def test_a_file_with_words_is_only_for_captains_also_later() -> None:
    """Whoever is a viewer now may have the one without them."""
    made = Export(1, 7, What.CASES, Format.CSV, "2026-03-01", "2026-03-02", NOW, NOW, NOW, "en", personal=True)
    assert [rights.may_have(one, made) for one in (CAPTAIN, VIEWER, MEMBER)] == [True, False, False]
    assert rights.may_have(VIEWER, replace(made, personal=False))
