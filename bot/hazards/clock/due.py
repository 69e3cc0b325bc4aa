"""What comes due for a hazard as it stands: half time, a day before, at the limit, then daily; pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.hazards.table import CLUE, ESCALATED, FOUND, KIND, LIMITED, RECTIFIED, Hazard
from bot.register import districts
from bot.work.schedule import Due
from bot.work.work import Work

HALF, DAY, END, OVERDUE = "hazard_half", "hazard_day", "hazard_end", "hazard_overdue"
WAITS, ALARM = "hazard_waits", "hazard_alarm"

MORNING = time(9)
"""What is told once a day is told in the morning, as the clock of the district shows it."""

ALARM_AFTER = (timedelta(minutes=10), timedelta(minutes=20), timedelta(minutes=30))
"""So long after each time that they were told of an open critical one they are told again; the last from then on."""

FIRST_WAIT = timedelta(hours=2)
"""Who should say until when, or whether a clue is a hazard, is asked again after this, then each morning."""

BESIDE = timedelta(hours=1)
"""Two reminders that would come nearer to each other are one."""

ESCALATED_DAYS = 7
"""An escalated one is told of again every so many days."""

ESCALATES_AFTER = 3
"""The third morning on which it is overdue, the clock escalates it."""


def dues(work: Work, hazard: Hazard) -> Sequence[Due]:
    """What comes due for a hazard as it stands."""
    return occasions(hazard, work.district.zone, work.now)


def occasions(hazard: Hazard, zone: ZoneInfo, now: datetime) -> list[Due]:
    """What will come due. Of what comes every day only the last that has and the next; *now* tells which."""
    return [*_of_its_time(hazard, zone, now), *_of_waiting(hazard, zone, now), *_of_alarm(hazard)]


def _of_its_time(hazard: Hazard, zone: ZoneInfo, now: datetime) -> Iterator[Due]:
    begin = hazard.fixed_at if hazard.state == RECTIFIED else hazard.limit_set_at
    end = hazard.due_at
    if begin is None or end is None or hazard.state not in {LIMITED, RECTIFIED}:
        return
    own = f"{KIND}:{hazard.id}/{hazard.state[0]}{int(begin.timestamp())}.{int(end.timestamp())}"
    half, day = begin + (end - begin) / 2, _day_before(end, zone)
    has_day = day - begin >= BESIDE
    if has_day:
        yield Due(own, DAY, day)
    if not has_day or abs(half - day) >= BESIDE:
        yield Due(own, HALF, half)
    yield Due(own, END, end)
    for n, at in _mornings(end, zone, now, 1):
        yield Due(own, OVERDUE, at, n)


def _day_before(end: datetime, zone: ZoneInfo) -> datetime:
    """A day before its end; of what ends with a day the morning of the day before."""
    local = end.astimezone(zone)
    if local.time() < time(23, 59):
        return end - timedelta(days=1)
    return _morning(local - timedelta(days=1), zone)


def _morning(local: datetime, zone: ZoneInfo) -> datetime:
    return districts.begin_of(local.date(), zone, MORNING)


def _mornings(since: datetime, zone: ZoneInfo, now: datetime, every: int) -> list[tuple[int, datetime]]:
    """The last that has been, and the next, of the mornings after *since*, *every* so many days, with their numbers."""
    first, local = since.astimezone(zone), now.astimezone(zone)
    days = (local.date() - first.date()).days - (local.time() < MORNING)
    passed = max(0, days // every)
    numbers = sorted({max(1, passed), passed + 1})
    return [(n, _morning(first + timedelta(days=n * every), zone)) for n in numbers]


def _of_waiting(hazard: Hazard, zone: ZoneInfo, now: datetime) -> Iterator[Due]:
    """A clue that nobody confirms, a hazard without a limit, an escalated one."""
    own = f"{KIND}:{hazard.id}/w{hazard.state}"
    if hazard.state == ESCALATED:
        for n, at in _mornings(hazard.acted_at or hazard.reported_at, zone, now, ESCALATED_DAYS):
            yield Due(own, WAITS, at, n)
    elif hazard.state == CLUE or (hazard.state == FOUND and not hazard.guidance):
        yield Due(own, WAITS, hazard.reported_at + FIRST_WAIT)
        for n, at in _mornings(hazard.reported_at, zone, now, 1):
            yield Due(own, WAITS, at, n)


def _of_alarm(hazard: Hazard) -> Iterator[Due]:
    if hazard.is_alarming and hazard.alarmed and hazard.alarmed_at is not None:
        after = ALARM_AFTER[min(hazard.alarmed, len(ALARM_AFTER)) - 1]
        anew = f".{hazard.sent_back}" if hazard.sent_back else ""
        yield Due(f"{KIND}:{hazard.id}/alarm{anew}", ALARM, hazard.alarmed_at + after, hazard.alarmed)
