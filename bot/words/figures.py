"""Lengths of time and distances in words: which sentence says a figure, so that nobody reads ``993 s`` or ``168 h``."""

from typing import Any

MINUTE, HOUR, DAY = 60, 3600, 86_400
IN_DAYS = 2 * DAY
"""Seconds from which on days are counted: *30 h* is still at hand, *168 h* is not."""

Figure = tuple[str, dict[str, Any]]
"""A key of the words and its facts."""


def duration(seconds: float) -> Figure:
    """``40 s``, ``3 min``, ``2 h 5 min``, ``3 days 4 h``; rounded down, below zero is zero."""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return "seconds", {"value": whole}
    if whole < HOUR:
        return "minutes", {"value": whole // MINUTE}
    if whole < IN_DAYS:
        hours, minutes = divmod(whole // MINUTE, 60)
        return "hours-minutes" if minutes else "hours", {"hours": hours, "minutes": minutes}
    days, hours = divmod(whole // HOUR, 24)
    return "days-hours" if hours else "days", {"days": days, "hours": hours}


def minutes(count: float) -> Figure:
    """The same of whole minutes: less than one is not *0 min*."""
    return duration(count * MINUTE) if count >= 1 else ("under-a-minute", {})


def exactly(seconds: int) -> Figure:
    """A length that somebody chose, in the largest unit in which it is whole."""
    units = (("days", DAY, IN_DAYS), ("hours", HOUR, HOUR), ("minutes", MINUTE, MINUTE))
    for key, size, least in units:
        if seconds >= least and seconds % size == 0:
            return key, {"hours" if key == "hours" else "days" if key == "days" else "value": seconds // size}
    return "seconds", {"value": seconds}


def distance(metres: float) -> Figure:
    """``240 m`` up to a kilometre, then ``1.2 km``."""
    if round(metres) < 1000:
        return "metres", {"value": round(metres)}
    return "kilometres", {"value": f"{metres / 1000:.1f}"}


BY_UNIT = {
    "SECONDS": duration,
    "MINUTES": minutes,
    "HOURS": lambda count: duration(count * HOUR),
    "DAYS": lambda count: ("days", {"days": round(count)}),
    "METRES": distance,
}
"""What a sentence writes around a figure, as in ``{ MINUTES($minutes) }``, by the unit in which it is given."""
