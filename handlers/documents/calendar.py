"""Shifts and whole days become iCalendar (RFC 5545) with the zone in it: a phone shows the hours of the district."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

EVERY = timedelta(hours=1)
"""How often a phone is asked to look again."""


@dataclass(frozen=True)
class Event:
    """One entry. *uid* never changes; *changes* counts how often it was changed, last at *changed_at*.

    Two days instead of two hours: it stands on whole days, up to the one before the second.
    """

    uid: str
    begins_at: datetime | date
    ends_at: datetime | date
    summary: str
    changes: int
    changed_at: datetime


def written(name: str, zone: str, events: Iterable[Event]) -> bytes:
    """The whole calendar, *name* above it; the same entries are the same bytes."""
    from icalendar import Calendar

    book: Any = Calendar()
    book.add("prodid", "-//Patrolbot//Shifts//EN")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("name", name)
    book.add("x-wr-calname", name)
    book.add("x-wr-timezone", zone)
    book.add("refresh-interval", EVERY, parameters={"value": "DURATION"})
    book.add("x-published-ttl", "PT1H")
    shown = list(events)
    years = [one.begins_at.year for one in shown]
    if years:
        book.add_component(_zone(zone, min(years) - 1, max(years) + 2))
    for event in shown:
        book.add_component(_component(event, ZoneInfo(zone)))
    told: bytes = book.to_ical()
    return told


@lru_cache(maxsize=32)
def _zone(zone: str, first: int, last: int) -> Any:
    """A zone with each change of its clock from one year to another, as they are in the data of time zones."""
    from icalendar import Timezone

    info, at = ZoneInfo(zone), datetime(first, 1, 1, tzinfo=UTC)
    whole: Any = Timezone()
    whole.add("tzid", zone)
    whole.add_component(_observance(info, at, at))
    while at.year < last:
        until = at + timedelta(days=1)
        if until.astimezone(info).utcoffset() != at.astimezone(info).utcoffset():
            whole.add_component(_observance(info, *_change(info, at, until)))
        at = until
    return whole


def _change(info: ZoneInfo, before: datetime, after: datetime) -> tuple[datetime, datetime]:
    """The last second of the former offset and the first of the new one, between two instants that differ in it."""
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(info).utcoffset() == before.astimezone(info).utcoffset():
            before = middle
        else:
            after = middle
    return before, after


def _observance(info: ZoneInfo, before: datetime, at: datetime) -> Any:
    """What holds from *at* on: its beginning is told by the clock as it was *before*."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    local = at.astimezone(info)
    former = before.astimezone(info).utcoffset() or timedelta()
    one: Any = TimezoneDaylight() if local.dst() else TimezoneStandard()
    one.add("dtstart", (at + former).replace(tzinfo=None))
    one.add("tzoffsetfrom", former)
    one.add("tzoffsetto", local.utcoffset() or timedelta())
    one.add("tzname", local.tzname() or info.key)
    return one


def _component(event: Event, zone: ZoneInfo) -> Any:
    from icalendar import Event as Component

    one: Any = Component()
    one.add("uid", event.uid)
    one.add("dtstamp", event.changed_at.astimezone(UTC))
    one.add("last-modified", event.changed_at.astimezone(UTC))
    one.add("sequence", event.changes)
    one.add("summary", event.summary)
    one.add("dtstart", _in(zone, event.begins_at))
    one.add("dtend", _in(zone, event.ends_at))
    one.add("transp", "OPAQUE" if isinstance(event.begins_at, datetime) else "TRANSPARENT")
    return one


def _in(zone: ZoneInfo, at: datetime | date) -> datetime | date:
    return at.astimezone(zone) if isinstance(at, datetime) else at
