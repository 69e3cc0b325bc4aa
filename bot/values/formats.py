"""Figures as people read them: distances, durations, and the time on the clock."""

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from bot.words import Words


@lru_cache
def _words() -> Words:
    return Words()


def metres(language: str, value: float | None) -> str:
    """``240 m`` or ``1.2 km``, in the words of *language*; ``?`` where the distance is not known."""
    if value is None:
        return "?"
    if round(value) < 1000:
        return _words().say(language, "metres", value=round(value))
    return _words().say(language, "kilometres", value=f"{value / 1000:.1f}")


def duration(language: str, seconds: float) -> str:
    """``40 s``, ``3 min``, ``2 h`` or ``2 h 5 min``; minutes and hours are rounded down, below zero is zero."""
    return _words().fact(language, duration_word(seconds))


def duration_word(seconds: float) -> dict[str, Any]:
    """The same as a fact of the words, for whichever language it is read in."""
    whole = max(0, int(seconds))
    if whole < 60:
        return {"word": "seconds", "value": whole}
    if whole < 3600:
        return {"word": "minutes", "value": whole // 60}
    hours, minutes = divmod(whole // 60, 60)
    return {"word": "hours-minutes" if minutes else "hours", "hours": hours, "minutes": minutes}


def exact_word(seconds: float) -> dict[str, Any]:
    """The same to the second below an hour: ``8 min 20 s``."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    if 0 < minutes < 60 and rest:
        return {"word": "minutes-seconds", "minutes": minutes, "seconds": rest}
    return duration_word(seconds)


def day_clock(at: datetime, zone: tzinfo) -> str:
    """``03-02 14:05``: the day, and the time as the clock shows it in *zone*."""
    return at.astimezone(zone).strftime("%m-%d %H:%M")


def clock(at: datetime | None, zone: tzinfo) -> str:
    """``14:05`` as the clock shows it in *zone*; ``-`` where nothing has happened yet."""
    return at.astimezone(zone).strftime("%H:%M") if at else "-"


def dashed(name: str) -> str:
    """A name of the code as the word files write it: ``on_scene`` is ``on-scene``."""
    return name.replace("_", "-")


def command(name: str, number: int) -> str:
    """A command about a case as people can tap it; ``/accept 42`` means the same."""
    return f"/{name}_{number}"


def state_word(state: str, kind: str | None = None) -> dict[str, str]:
    """The state as a word of the reader's language: the kind's own where it has one."""
    return _named("state", state, kind)


def move_word(name: str, kind: str | None = None) -> dict[str, str]:
    """The move as a word of the reader's language: the kind's own where it has one."""
    return _named("move", name, kind)


def _named(what: str, name: str, kind: str | None) -> dict[str, str]:
    plain = f"{what}-{dashed(name)}"
    return {"word": f"{what}-{dashed(kind)}-{dashed(name)}", "else": plain} if kind else {"word": plain}
