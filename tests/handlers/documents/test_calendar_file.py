"""Shifts as phones read them: the hours of the district, over midnight and through changes of the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from handlers.documents import calendar
from handlers.documents.calendar import Event

CHANGED = datetime(2026, 3, 1, tzinfo=UTC)
ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]


def event(begins: datetime, ends: datetime, summary: str = "值班 · 一队", changes: int = 0) -> Event:
    """One entry."""
    return Event(f"{begins.timestamp():.0f}@patrolbot", begins, ends, summary, changes, CHANGED)


def read(zone: str, *events: Event) -> icalendar.Calendar:
    """As a client reads it."""
    return icalendar.Calendar.from_ical(calendar.written("班次", zone, events))


def test_a_night_shift_is_one_entry_on_both_days() -> None:
    """With its hours as the clock of the district shows them."""
    zone = ZoneInfo("Asia/Shanghai")
    night = event(datetime(2026, 3, 2, 20, tzinfo=zone), datetime(2026, 3, 3, 8, tzinfo=zone))
    book = read("Asia/Shanghai", night)
    for day in (2, 3):
        [found] = recurring_ical_events.of(book).between(*(datetime(2026, 3, day + n, tzinfo=zone) for n in (0, 1)))
        assert found["DTSTART"].dt == night.begins_at
        assert found["DTSTART"].params["TZID"] == "Asia/Shanghai"
        assert str(found["SUMMARY"]) == "值班 · 一队"
    assert recurring_ical_events.of(book).at(date(2026, 3, 4)) == []


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24)])
def test_a_night_in_which_the_clock_is_changed_has_its_true_length(day: date) -> None:
    """One hour less in spring, one more in autumn."""
    zone = ZoneInfo("Europe/Berlin")
    begins, ends = (datetime(day.year, day.month, day.day + n, hour, tzinfo=zone) for n, hour in ((0, 20), (1, 8)))
    [found] = recurring_ical_events.of(read("Europe/Berlin", event(begins, ends))).at(day)
    assert [found[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND")] == [
        one.astimezone(UTC) for one in (begins, ends)
    ]
    hours = (found["DTEND"].dt.astimezone(UTC) - found["DTSTART"].dt.astimezone(UTC)) / timedelta(hours=1)
    assert hours == (11 if day.month == 3 else 13)


@pytest.mark.parametrize("zone", ZONES)
def test_the_zone_that_comes_along_is_the_true_one(zone: str) -> None:
    """For a client that knows no zones by name: each hour of a year, by the rules in the file alone."""
    info = ZoneInfo(zone)
    [*_], [*observances] = _parts(read(zone, event(CHANGED, CHANGED + timedelta(hours=8))))
    onsets = sorted(
        ((o["DTSTART"].dt - o["TZOFFSETFROM"].td).replace(tzinfo=UTC), o["TZOFFSETTO"].td) for o in observances
    )
    for hour in range(0, 24 * 365, 1):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
        offset = [to for onset, to in onsets if onset <= at][-1]
        assert offset == at.astimezone(info).utcoffset(), at


def _parts(book: icalendar.Calendar) -> tuple[list[icalendar.Event], list[icalendar.Component]]:
    [zone] = book.walk("VTIMEZONE")
    return book.walk("VEVENT"), zone.subcomponents


def test_the_head_tells_a_phone_when_to_look_again() -> None:
    """Every hour; it is a calendar to read, not an invitation."""
    raw = calendar.written("班次; 九堡, \\n", "Asia/Shanghai", []).decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in raw
    assert "X-PUBLISHED-TTL:PT1H\r\n" in raw
    assert "METHOD" not in raw
    assert str(icalendar.Calendar.from_ical(raw)["X-WR-CALNAME"]) == "班次; 九堡, \\n"


def test_the_same_entries_are_the_same_bytes() -> None:
    """So that a phone that has them is told so; what changed says how often, and when."""
    begins = datetime(2026, 3, 2, 8, tzinfo=UTC)
    one = event(begins, begins + timedelta(hours=8))
    assert calendar.written("x", "Asia/Shanghai", [one]) == calendar.written("x", "Asia/Shanghai", [one])
    [found] = read("Asia/Shanghai", event(begins, begins + timedelta(hours=9), changes=3)).walk("VEVENT")
    assert (found["SEQUENCE"], found["LAST-MODIFIED"].dt, found["DTSTAMP"].dt) == (3, CHANGED, CHANGED)
    assert found["UID"] == one.uid
