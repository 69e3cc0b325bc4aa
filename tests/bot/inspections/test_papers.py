"""Papers of visits: what officers differed about, how long an address lives, who came, days in a calendar. All pure."""

from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any

import pytest

from bot.bodies.officers import Officer
from bot.inspections.papers import address, own_page
from bot.inspections.papers.record import approvals, conflicts, people, recording
from bot.inspections.planning.planning import SOURCES
from bot.inspections.table import AHEAD, CLOSED, KIND, UNDER_WAY, Visit
from bot.inspections.visit import Answered, Result
from bot.roster import calendar
from bot.words import Words
from bot.work.dates import Dated
from bot.work.findings import FoundThere
from bot.work.history import HistoryRow, Record
from tests.stories.conftest import START

CHEN, LU, FANG, SUN = 2001, 2002, 2003, 2004
WORDS = Words(strict=True)
PASS, FAIL = Result.PASS, Result.FAIL


def said(by: int, result: Result, n: int = 0, **more: Any) -> Answered:
    """One answer to one item."""
    at = START + timedelta(minutes=n)
    return Answered(1, "shop/a", by, "fire", result, at, at, f"{by}-{n}", **more)


@pytest.mark.parametrize(
    ("answers", "count", "settled"),
    [
        ([said(CHEN, PASS), said(LU, PASS, 1)], 0, None),
        ([said(CHEN, PASS), said(CHEN, FAIL, 1)], 0, None),
        ([said(CHEN, PASS), said(LU, FAIL, 1)], 2, None),
        ([said(CHEN, PASS), said(LU, FAIL, 1, to_body="gas")], 0, None),
        ([said(CHEN, PASS), said(LU, FAIL, 1), said(CHEN, PASS, 2, keeps=True)], 2, PASS),
        ([said(CHEN, PASS), said(LU, FAIL, 1), said(LU, PASS, 2)], 2, PASS),
        ([said(CHEN, PASS), said(LU, FAIL, 1), said(LU, Result.NONE, 2)], 3, None),
    ],
)
def test_what_officers_differed_about(answers: list[Answered], count: int, settled: Result | None) -> None:
    """Two people and two answers; it ends where somebody keeps one, or both say the same. A note contradicts nobody."""
    found = conflicts.disputes(answers)
    assert sum(len(one.said) for one in found) == count
    assert [one.settled.result if one.settled else None for one in found] == ([settled] if count else [])


def a_visit(**more: Any) -> Visit:
    """One visit."""
    return replace(Visit(1, KIND, 4, UNDER_WAY, START, place="P1", bodies=("market",), begun_at=START), **more)


@pytest.mark.parametrize(
    ("days", "is_open", "lives"), [(0, False, True), (29, False, True), (30, False, False), (300, True, True)]
)
def test_how_long_an_address_lives(days: int, is_open: bool, lives: bool) -> None:
    """As long as the visit, thirty days more, and on while something is open."""
    found = [FoundThere(9, 5, "x", "major", "limited", is_open)]
    now = START + timedelta(days=days)
    assert address.lives(a_visit(state=CLOSED, ended_at=START), found, now) is lives
    assert all(address.lives(a_visit(state=state), (), now) for state in AHEAD | {UNDER_WAY})


def test_a_photo_of_what_was_put_right_stands_there_alone() -> None:
    """What was put right on the spot was photographed once: it is no photo of how it was."""
    fixed = FoundThere(9, 5, "x", "major", "closed", is_open=False, before=(3,), after=(7, 8))
    shown = own_page.of_hazard(fixed, "x", (), (3, 4, 7), UTC)
    assert (shown.before, shown.after) == ((3, 4), (7, 8))


def test_who_came_is_named_as_they_stood_then() -> None:
    """A certificate that was given later, or had ended before, is not the one that was shown at the door."""
    old = Officer(1, CHEN, "Chen", "market", START - timedelta(days=9), "M-1", date(2026, 6, 1))
    ended = replace(old, certificate="M-0", ended_at=START - timedelta(days=1))
    later = replace(old, certificate="M-2", since=START + timedelta(days=1))
    other = replace(old, body="fire", certificate="F-1", certified_until=date(2030, 1, 1))
    held = people.as_it_stood(a_visit(), [later, other, old, ended], START)
    assert held is not None
    assert held.certificate == "M-1", "that of the body that took part"
    assert people.as_it_stood(a_visit(), [later, ended], START) is None


def yes(by: int, minutes: int, **facts: object) -> HistoryRow:
    """Somebody approved, as the history has it."""
    at = START + timedelta(minutes=minutes)
    move = "approve_part" if "body" in facts else "approve"
    return HistoryRow(1, 1, 4, Record(move, "", "", at, by, "approver", "private", facts=facts), at, None, "")


def test_each_body_is_named_with_who_approved_for_it() -> None:
    """Not with whoever approved first; a later yes, after another window, is the one that counts."""
    visit = a_visit(bodies=("fire", "market", "enf"), approved=("fire", "market"), begun_at=START + timedelta(hours=1))
    rows = [yes(SUN, 0, bodies=["fire"]), yes(SUN, 5, bodies=["fire"]), yes(FANG, 90, body="market")]
    found = approvals.by(visit, rows)
    assert [(one.by_id, one.bodies) for one in found] == [(SUN, ("fire",)), (FANG, ("market",))]
    said = [WORDS.fact("en", one) for one in approvals.told(visit, found, {SUN: "Sun", FANG: "Fang"}, UTC)]
    assert [("Sun" in one, "Fang" in one, "00:05" in one, "01:30" in one) for one in said] == [
        (True, False, True, False), (False, True, False, True), (False, False, False, False)
    ]  # fmt: skip
    assert "afterwards" in said[1]
    assert approvals.by(a_visit(approved=("market",)), []) == [approvals.Approval(None, None, ("market",))]


def test_days_of_a_calendar_count_their_changes() -> None:
    """One that moved counts up, one that stays does not; what was taken away is forgotten."""
    one = Dated("visit:4", date(2026, 3, 4), date(2026, 3, 6), {"word": "calendar-visit", "number": 4})
    shown, told = calendar.on_days([one], {}, START)
    assert [(entry.key, entry.changes) for entry in shown] == [("visit:4", 0)]
    again, same = calendar.on_days([one], told, START + timedelta(hours=1))
    assert (again[0].changes, same) == (0, told)
    moved, _ = calendar.on_days([replace(one, until=date(2026, 3, 7))], told, START + timedelta(hours=1))
    assert (moved[0].changes, moved[0].changed_at) == (1, START + timedelta(hours=1))
    assert calendar.on_days([], told, START) == ([], {})


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_a_single_case_came_from_is_said_in_words(source: str, language: str) -> None:
    """Each source has its word in the record."""
    [line] = recording.why(a_visit(source=source, reference="12345-7"))
    assert "12345-7" in Words().fact(language, line.value)
