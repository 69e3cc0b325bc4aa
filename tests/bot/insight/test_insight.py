"""Times of a case, and the figures of a day with the cases behind them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.cases.case import Role
from bot.incidents.table import Incident
from bot.insight import figures as insight_figures
from tests.bot.builders import NOW, an_assignment, an_incident

CLOSE_S = 600


def _after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def _an(**told: Any) -> Incident:
    """An incident reported this moment."""
    return an_incident(**({"reported_at": NOW} | told))


def _done(number: int, seconds: float, **more: Any) -> Incident:
    """Reported now, resolved after so many seconds, and confirmed."""
    told = {"state": "closed", "resolved_at": _after(seconds), "closed_at": _after(seconds + 60)} | more
    return replace(_an(**told), number=number, id=number)


def test_the_times_of_a_case_are_split_by_step() -> None:
    """From the report to the order, to the accept, to the arrival, to done; all together is from report to done."""
    lead = an_assignment(sent_at=_after(20), accepted_at=_after(50), arrived_at=_after(170), ended_at=_after(400),
                         outcome="done")  # fmt: skip
    times = insight_figures.steps_of(replace(_done(1, 400), assignments=(lead,)))
    assert (times.waiting, times.accept, times.travel, times.scene, times.total) == (20, 30, 120, 230, 400)


def test_a_done_entered_late_is_timed_by_when_it_was_done() -> None:
    """What lies between is nobody's waiting; whether it was on time is seen from the entry."""
    lead = an_assignment(
        sent_at=_after(2), accepted_at=_after(20), arrived_at=_after(60), ended_at=_after(325), outcome="done"
    )
    put_back = replace(_done(1, 600), done_at=_after(325), closed_at=_after(425), assignments=(lead,))
    times = insight_figures.steps_of(put_back)
    assert (times.waiting, times.scene, times.total, times.confirm) == (2, 265, 325, 100)
    assert insight_figures.in_time(put_back, 599, _after(700)) is False
    assert insight_figures.in_time(put_back, 600, _after(700)) is True


def test_what_has_not_happened_has_no_time() -> None:
    """An open case has none at all."""
    times = insight_figures.steps_of(_an())
    assert [times.waiting, times.accept, times.travel, times.scene, times.total] == [None] * 5


def test_the_wait_ends_with_the_first_order_and_the_way_begins_with_the_last_accept() -> None:
    """A team that was silent costs the time to accept, not the time on the way."""
    silent = an_assignment(team_id=1, sent_at=_after(10), ended_at=_after(70), outcome="expired")
    lead = an_assignment(team_id=2, sent_at=_after(70), accepted_at=_after(90), arrived_at=_after(150))
    times = insight_figures.steps_of(replace(_an(state="on_scene"), assignments=(silent, lead)))
    assert (times.waiting, times.accept, times.travel) == (10, 80, 60)


def test_support_is_no_part_of_the_times() -> None:
    """Only who leads moves the case."""
    support = an_assignment(team_id=9, role=Role.SUPPORT, sent_at=_after(1), accepted_at=_after(2))
    assert insight_figures.steps_of(replace(_an(), assignments=(support,))).waiting is None


@pytest.mark.parametrize(
    ("incident", "said"),
    [
        (_done(1, 600), True),
        (_done(1, 601), False),
        (_done(1, 599, state="resolved", closed_at=None), None),
        (_done(1, 601, state="resolved", closed_at=None), False),
        (_done(1, 100, state="cancelled"), None),
        (_done(1, 100, state="merged"), None),
        (_done(1, 100, state="closed", resolved_at=None, outcome="transferred"), None),
        (_an(state="on_scene"), None),
    ],
)
def test_on_time_is_done_within_the_limit_and_confirmed_afterwards(incident: Incident, said: bool | None) -> None:
    """Undecided while it may go either way; late as soon as it can no longer be on time."""
    assert insight_figures.in_time(incident, CLOSE_S, _after(300)) is said


def test_an_open_case_is_late_once_its_time_is_over() -> None:
    """It does not wait for its end to spoil the figure."""
    assert insight_figures.in_time(_an(state="on_scene"), CLOSE_S, _after(601)) is False


def test_every_figure_of_the_day_keeps_its_cases() -> None:
    """The rate leaves out what is undecided and what a team found itself; open ones count whenever they came."""
    today = [
        _done(1, 300), _done(2, 500), _done(3, 900), _done(4, 200, self_found=True), _done(5, 100, state="cancelled"),
        replace(_an(), number=6), replace(_done(7, 100, state="resolved", closed_at=None)),
    ]  # fmt: skip
    yesterday = replace(_an(state="on_scene", reported_at=_after(-90000)), number=99)
    live = [i for i in today if i.number in {6, 7}] + [yesterday]
    since = NOW.astimezone(ZoneInfo("Asia/Shanghai")).replace(hour=0)
    day = insight_figures.day_figures(today, live, [99], CLOSE_S, since, _after(400))
    assert (day.on_time.cases, day.late.cases, day.rate) == ((1, 2), (3,), 2 / 3)
    assert day.reported.cases == (1, 2, 3, 4, 5, 6, 7)
    assert day.self_found.cases == (4,)
    assert (day.open.cases, day.waiting.cases, day.unconfirmed.cases) == ((6, 99), (6,), (7,))
    assert day.overdue.cases == (99,)
    assert (day.medians["total"].value, day.medians["total"].cases) == (400, (1, 2, 3, 7))
    assert day.hours == ((NOW.astimezone(since.tzinfo).hour, 7),)


def test_a_day_without_cases_has_no_rate() -> None:
    """A dash, not a hundred percent."""
    day = insight_figures.day_figures([], [], [], CLOSE_S, NOW, NOW)
    assert day.rate is None
    assert day.medians["total"].value is None
