"""What comes due of a hazard, in which colour its place is, and how often the same was found there before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.hazards import limits, marks
from bot.hazards.clock import due
from bot.hazards.table import Hazard, Severity
from bot.work.at_door import Colour
from tests.bot.builders import NOW
from tests.bot.hazards.test_hazard_moves import a_hazard

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026 as the clock shows it in Shanghai; NOW is the second, 16:00."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def told(hazard: Hazard, now: datetime = NOW) -> list[tuple[str, datetime, int]]:
    """What comes due, earliest first."""
    return sorted(((one.name, one.due_at, one.n) for one in due.occasions(hazard, ZONE, now)), key=lambda one: one[1])


def limited(hours: int) -> Hazard:
    """One with a limit from now on, and no alarm."""
    end = limits.limit_at(hours, NOW, ZONE)
    return a_hazard("limited", severity=Severity.MAJOR, limit_at=end, hours=hours)


def test_reminders_of_a_limit() -> None:
    """Half time, the morning of the day before, at its end, then each morning."""
    end = at(9, 23, 59) + timedelta(seconds=59)
    assert told(limited(168)) == [
        ("hazard_half", NOW + (end - NOW) / 2, 0),
        ("hazard_day", at(8, 9), 0),
        ("hazard_end", end, 0),
        ("hazard_overdue", at(10, 9), 1),
    ]
    assert [one[0] for one in told(limited(12))] == ["hazard_half", "hazard_end", "hazard_overdue"]


def test_of_many_mornings_the_last_and_the_next() -> None:
    """However long it is overdue: each is told once, and none in a heap."""
    mornings = [one for one in told(limited(24), at(8, 12)) if one[0] == "hazard_overdue"]
    assert mornings == [("hazard_overdue", at(8, 9), 5), ("hazard_overdue", at(9, 9), 6)]
    early = [one for one in told(limited(24), at(8, 8)) if one[0] == "hazard_overdue"]
    assert early == [("hazard_overdue", at(7, 9), 4), ("hazard_overdue", at(8, 9), 5)]


def test_a_new_limit_is_a_new_row_of_reminders() -> None:
    """What was decided of the first says nothing of the second."""
    first, second = limited(72), replace(limited(72), limit_set_at=NOW + timedelta(days=9))
    assert {one.subject for one in due.occasions(first, ZONE, NOW)}.isdisjoint(
        {one.subject for one in due.occasions(second, ZONE, NOW)}
    )


def test_a_recheck_is_reminded_of_likewise() -> None:
    """Of its own end; closed, nothing comes due any more."""
    end = limits.end_of(at(5, 12).date(), ZONE)
    rectified = a_hazard("rectified", severity=Severity.MAJOR, recheck_at=end)
    assert [one[0] for one in told(rectified)] == ["hazard_half", "hazard_day", "hazard_end", "hazard_overdue"]
    assert told(replace(rectified, state="closed")) == []


@pytest.mark.parametrize("state", ["found", "clue"])
def test_what_nobody_goes_on_with(state: str) -> None:
    """After two hours, then each morning; what only advises asks for nothing."""
    waiting = a_hazard(state, severity=Severity.MAJOR)
    assert told(waiting) == [("hazard_waits", NOW + timedelta(hours=2), 0), ("hazard_waits", at(3, 9), 1)]
    if state == "found":
        assert told(replace(waiting, guidance=True)) == []


def test_the_alarm_grows_slower_and_never_stops_by_itself() -> None:
    """After ten, twenty, thirty minutes, then every thirty, until somebody acts."""
    for count, minutes in ((1, 10), (2, 20), (3, 30), (9, 30)):
        alarm = a_hazard("limited", alarmed=count, alarmed_at=NOW)
        found = [one for one in told(alarm) if one[0] == "hazard_alarm"]
        assert found == [("hazard_alarm", NOW + timedelta(minutes=minutes), count)]
        assert all(one[0] != "hazard_alarm" for one in told(replace(alarm, acted_at=NOW)))


def test_the_alarm_of_each_way_is_its_own() -> None:
    """What was decided of the first way says nothing of the second."""
    first = a_hazard("limited", alarmed=1, alarmed_at=NOW)
    again = replace(first, sent_back=1)
    alarms = [one for hazard in (first, again) for one in due.occasions(hazard, ZONE, NOW) if one.name == due.ALARM]
    assert len({one.subject for one in alarms}) == 2


@pytest.mark.parametrize(
    ("severity", "colour"),
    [(Severity.MINOR, Colour.YELLOW), (Severity.MAJOR, Colour.ORANGE), (Severity.CRITICAL, Colour.RED)],
)
def test_the_colour_of_its_place(severity: Severity, colour: Colour) -> None:
    """Open it is that of how bad it is; an overdue re-check and a place that must not open are red; a clue is none."""
    for state in ("found", "limited", "rectified", "escalated"):
        assert marks.colour(a_hazard(state, severity=severity), overdue=False) is colour
    assert marks.colour(a_hazard("limited", severity=severity), overdue=True) is colour
    assert marks.colour(a_hazard("rectified", severity=severity), overdue=True) is Colour.RED
    assert marks.colour(a_hazard("limited", severity=severity, order="F-1"), overdue=False) is Colour.RED
    assert marks.colour(a_hazard("clue", severity=severity), overdue=True) is None
    assert marks.colour(a_hazard("closed", severity=severity), overdue=False) is None


def test_found_again_within_a_year() -> None:
    """The same item before it; not clues, not what was none, not what is older, not itself."""
    now = a_hazard(item="fire/F1")
    past = [
        now,
        replace(now, id=1, reported_at=NOW - timedelta(days=30), state="closed"),
        replace(now, id=2, reported_at=NOW - timedelta(days=364), state="limited"),
        replace(now, id=3, reported_at=NOW - timedelta(days=366), state="closed"),
        replace(now, id=4, reported_at=NOW - timedelta(days=30), state="clue"),
        replace(now, id=6, reported_at=NOW - timedelta(days=30), state="dismissed"),
        replace(now, id=7, reported_at=NOW - timedelta(days=30), item="fire/F2"),
    ]
    assert marks.repeated(past, now) == 2
    assert marks.repeated([replace(one, title="another") for one in past], replace(now, item="")) == 0


def test_found_on_the_spot_it_is_known_by_what_it_is_called() -> None:
    """Without an item: the same words count, also of a list, however they are written; other words do not."""
    now = a_hazard(title="灭火器 过期。")
    month = NOW - timedelta(days=30)
    past = [
        replace(now, id=1, title="灭火器过期", reported_at=month, state="closed"),
        replace(now, id=2, title="灭火器过期", item="fire/F1", reported_at=month, state="closed"),
        replace(now, id=3, title="灭火器压力不足", reported_at=month, state="closed"),
        replace(now, id=4, title="灭火器过期", reported_at=month, state="clue"),
    ]
    assert marks.repeated(past, now) == 2
    assert marks.repeated(past, replace(now, title="！", item="")) == 0
