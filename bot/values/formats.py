"""Figures as people read them: distances, durations, and the time on the clock."""

from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from bot.words import Words, figures


@lru_cache
def _words() -> Words:
    return Words()


def metres(language: str, value: float | None) -> str:
    """``240 m`` or ``1.2 km``, in the words of *language*; ``?`` where the distance is not known."""
    return "?" if value is None else _words().fact(language, metres_word(value))


def metres_word(value: float) -> dict[str, Any]:
    """The same as a fact of the words, for whichever language it is read in."""
    return _as_word(figures.distance(value))


def duration(language: str, seconds: float) -> str:
    """``40 s``, ``3 min``, ``2 h`` or ``2 h 5 min``; minutes and hours are rounded down, below zero is zero."""
    return _words().fact(language, duration_word(seconds))


def duration_word(seconds: float) -> dict[str, Any]:
    """The same as a fact of the words, for whichever language it is read in."""
    return _as_word(figures.duration(seconds))


def length_word(seconds: int) -> dict[str, Any]:
    """A length of time that somebody chose, as a fact of the words: exact, in its largest whole unit."""
    return _as_word(figures.exactly(seconds))


def _as_word(figure: figures.Figure) -> dict[str, Any]:
    key, facts = figure
    return {"word": key, **facts}


def exact_word(seconds: float) -> dict[str, Any]:
    """The same to the second below an hour: ``8 min 20 s``."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    if 0 < minutes < 60 and rest:
        return {"word": "minutes-seconds", "minutes": minutes, "seconds": rest}
    return duration_word(seconds)


def day_word(day: date) -> dict[str, Any]:
    """A day without its year as a fact of the words: ``2 Mar``, which nobody reads as the third of February."""
    return {"word": "day-of-month", "month": {"word": f"month-{day.month}"}, "day": day.day}


def day_clock(at: datetime, zone: tzinfo) -> dict[str, Any]:
    """``2 Mar 14:05`` as a fact of the words: the day, and the time as the clock shows it in *zone*."""
    local = at.astimezone(zone)
    return {"word": "day-clock", "day": day_word(local.date()), "clock": f"{local:%H:%M}"}


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
