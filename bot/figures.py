"""Figures as people read them: distances and durations."""

from functools import lru_cache

from bot.words import Words


@lru_cache
def _words() -> Words:
    return Words()


def metres(language: str, value: float | None) -> str:
    """``240 m`` or ``1.2 km``, in the words of *language*."""
    if value is None:
        return "?"
    if value < 1000:
        return _words().say(language, "metres", value=round(value))
    return _words().say(language, "kilometres", value=f"{value / 1000:.1f}")


def duration(language: str, seconds: float) -> str:
    """``40 s``, ``3 min`` or ``2 h 5 min``; minutes and hours are rounded down."""
    whole = max(0, int(seconds))
    if whole < 60:
        return _words().say(language, "seconds", value=whole)
    if whole < 3600:
        return _words().say(language, "minutes", value=whole // 60)
    return _words().say(language, "hours-minutes", hours=whole // 3600, minutes=whole % 3600 // 60)
