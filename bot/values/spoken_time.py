"""Times and durations as people write them: ``at 14:05`` at the end, ``40m``, ``2小时``."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.values.refused import Refused

_AT = re.compile(r"(?:^|\s)(?:at\s*|@\s*|于\s*)?(\d{1,2})[:\uff1a](\d{2})\s*$", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})[:\uff1a](\d{2})")
_LENGTH = re.compile(
    r"^(\d{1,6}(?:\.\d{1,6})?)\s*(seconds?|secs?|s|秒|minutes?|mins?|m|分钟|分|hours?|hrs?|h|小时|个小时)?(?=\s|$|[^\w.])",
    re.IGNORECASE,
)
_UNITS = {"s": 1, "秒": 1, "m": 60, "分": 60, "h": 3600, "小": 3600, "个": 3600}


@dataclass(frozen=True)
class Spoken:
    """An instant that was written at the end of a text (aware UTC), and the text without it."""

    at: datetime
    rest: str


def read(text: str, *, now: datetime, zone: ZoneInfo, not_before: datetime | None) -> Spoken | None:
    """The late entry at the end of *text*; None where there is none.

    Means the latest such time of day in *zone* that is not in the future. Refused where it is no time of day, or
    lies before *not_before*, the previous move.
    """
    found = _AT.search(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise Refused("wrong-time", time=f"{found[1]}:{found[2]}")
    at = _latest(hour, minute, now, zone)
    if not_before is not None and at < not_before.replace(second=0, microsecond=0):
        if at < now - timedelta(hours=12):
            raise Refused("time-not-yet", time=f"{hour:02d}:{minute:02d}")
        raise Refused("time-before-previous", time=f"{hour:02d}:{minute:02d}")
    return Spoken(max(at, not_before) if not_before else at, text[: found.start()].strip())


def _latest(hour: int, minute: int, now: datetime, zone: ZoneInfo) -> datetime:
    """Today's or yesterday's, in both readings of a doubled hour; an hour that the clock left out is passed over."""
    today = now.astimezone(zone).date()
    instants = []
    for days in (0, 1, 2):
        day = today - timedelta(days=days)
        for fold in (0, 1):
            local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone, fold=fold)
            at = local.astimezone(UTC)
            back = at.astimezone(zone)
            if at <= now and (back.hour, back.minute) == (hour, minute):
                instants.append(at)
    return max(instants)


def time_of_day(text: str) -> time:
    """An hour as people write it: ``8:00``; Refused where it is none."""
    found = _HOUR.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2])) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Refused("wrong-time", time=text[:20])
    return time(hour, minute)


def duration(text: str) -> tuple[timedelta | None, str]:
    """A length of time at the beginning of *text*, and the rest. Plain numbers are minutes. None: there is none."""
    found = _LENGTH.match(text.strip())
    if found is None:
        return None, text.strip()
    unit = _UNITS[(found[2] or "m")[0].lower()]
    return timedelta(seconds=float(found[1]) * unit), text.strip()[found.end() :].strip()
