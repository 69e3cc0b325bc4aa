"""What a lead has asked the captain for, or a case calls for: kept in its marks until it is answered. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.cases.rulebook import Facts
from bot.incidents.table import Incident

WISHES, TAKEN = "wishes", "taken"
"""The marks that hold what is wished, by name, and which captain has taken the case."""

OF_LEAD = ("hold", "resume", "waive", "backup")
"""What the team that leads asks for: gone once another one leads."""

_ENDS: Mapping[str, tuple[str, ...]] = {
    "hold": ("hold", "unsafe", "resume"),
    "resume": ("hold", "resume"),
    "backup": ("backup", "unsafe"),
    "take": (*OF_LEAD, "unsafe"),
    "dispatch": OF_LEAD,
    "reassign": OF_LEAD,
    "decline": OF_LEAD,
    "expire": OF_LEAD,
    "release": OF_LEAD,
    "recategorise": ("waive", "transfer"),
    "resolve": (*OF_LEAD, "unsafe", "transfer"),
    "send_back": (*OF_LEAD, "unsafe", "transfer", "alike"),
}
"""The wishes that a move answers, or takes their reason."""


def of(incident: Incident) -> dict[str, dict[str, Any]]:
    """What is wished, by name; of several pieces each is a wish (``waive:close_photo``)."""
    return dict(incident.marks.get(WISHES) or {})


def asking(incident: Incident, name: str, at: datetime, **facts: Any) -> Incident:
    """The same with one more wish, in the place of one of the same name."""
    wished = of(incident) | {name: {**facts, "at": at.isoformat()}}
    return replace(incident, marks={**incident.marks, WISHES: wished})


def without(incident: Incident, *names: str) -> Incident:
    """The same without the wishes of these names; ``waive`` means those for all pieces."""
    had = of(incident)
    left = {name: wish for name, wish in had.items() if name not in names and name.partition(":")[0] not in names}
    return incident if left == had else _with(incident, left)


def _with(incident: Incident, wished: Mapping[str, Any]) -> Incident:
    marks = {name: mark for name, mark in incident.marks.items() if name != WISHES}
    return replace(incident, marks=marks | ({WISHES: dict(wished)} if wished else {}))


def after(incident: Incident, move: str, at: datetime, facts: Facts) -> Incident:
    """The case once *move* was made: what it answers is wished no longer; who declines as unsafe wishes for help."""
    left = without(incident, *_ENDS.get(move, ()), *(f"waive:{piece}" for piece in facts.given.get("pieces") or ()))
    if move == "decline" and facts.given.get("reason") == "unsafe":
        return asking(left, "unsafe", at, team_id=facts.team_id or _declined(left))
    return left


def _declined(incident: Incident) -> int | None:
    """The team that declined last."""
    ended = [a for a in incident.assignments if a.outcome == "declined" and a.ended_at]
    return max(ended, key=lambda a: (a.ended_at, a.id)).team_id if ended else None


def taken_by(incident: Incident, now: datetime) -> int | None:
    """The captain who has taken it, as long as that keeps reminders away."""
    is_silent = incident.silenced_until is not None and incident.silenced_until > now
    found: int | None = incident.marks.get(TAKEN) if is_silent else None
    return found
