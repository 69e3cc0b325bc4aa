"""What comes next for a visit, in every state: one sentence that the newest message about it carries. Pure."""

from collections.abc import Mapping
from datetime import date

from bot.inspections.table import (
    AHEAD,
    APPROVED,
    CANCELLED,
    CLOSED,
    FED_BACK,
    HANDED_OVER,
    NO_ACCESS,
    PLANNED,
    READ_BACK,
    SIGNED,
    UNDER_WAY,
    Visit,
)

_STANDS: Mapping[str, str] = {
    UNDER_WAY: "answer",
    READ_BACK: "sign",
    SIGNED: "tell",
    FED_BACK: "close",
    CLOSED: "closed",
    NO_ACCESS: "again",
    CANCELLED: "again",
    HANDED_OVER: "handed",
}


def of(visit: Visit, today: date) -> str:
    """The end of its key, ``visit-next-…``. *today* is the day of the district."""
    if visit.state not in AHEAD:
        return _STANDS[visit.state]
    if visit.until is not None and visit.until < today:
        return "over"
    if not visit.emergency and visit.state == PLANNED:
        return "wait"
    if not visit.emergency and visit.unapproved:
        return "part"
    when = "later" if not visit.emergency and visit.since is not None and visit.since > today else "today"
    return f"notify-{when}" if visit.state == APPROVED else f"begin-{when}"


def word(visit: Visit, today: date) -> dict[str, str]:
    """The same as a fact of the words."""
    return {"word": f"visit-next-{of(visit, today)}"}
