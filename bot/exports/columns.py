"""A case as a row of a file: which columns there are, for whom, and what stands in each. Pure.

All hours are those of the cards and the figures (``bot/incidents/hours.py``): when things happened, not when they were
entered; only what is on time is seen from the entry (``bot/insight/figures.py``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.cases.case import Assignment, Role
from bot.handbook.model import Item
from bot.incidents import hours
from bot.incidents.limits import Limits, deadline_of, is_overdue, severity_of
from bot.incidents.table import ALSO, Incident
from bot.insight import figures
from bot.values import formats

COORDINATES = "WGS-84"


@dataclass(frozen=True)
class Coded:
    """A code with the fact of the words that says it: programs read the one, people the other."""

    code: str
    said: Mapping[str, Any]


Cell = str | int | float | bool | Coded | None
"""What stands in a row; a bool is yes or no. Hours are texts already."""

COLUMNS = (
    *("number", "state", "item_code", "item", "severity", "place", "lat", "lon", "coordinates"),
    *("reported_at", "dispatched_at", "accepted_at", "arrived_at", "done_at", "entered_at", "closed_at"),
    *("due_at", "within_limit", "on_time", "team", "support", "outcome", "source", "source_ref"),
)
"""What everybody gets who may export cases."""

PERSONAL = ("reporter", "words")
"""What only captains get: who reported it, and what was said."""


def columns(*, personal: bool) -> tuple[str, ...]:
    """The columns in their order."""
    return COLUMNS + (PERSONAL if personal else ())


@dataclass(frozen=True)
class Around:
    """What a row is told with: the district's zone and limits, names of teams and people, and the hour."""

    zone: ZoneInfo
    now: datetime
    close_s: float
    teams: Mapping[int, str]
    people: Mapping[int, str]


def row(incident: Incident, item: Item, limits: Limits, around: Around) -> dict[str, Cell]:
    """Every column of one case."""
    lead = _led_by(incident)
    first = next((a for a in incident.assignments if a.role is Role.LEAD), None)
    due = deadline_of(incident, limits)
    point = incident.point
    names = [around.teams.get(a.team_id, str(a.team_id)) for a in incident.assignments if a.role is Role.SUPPORT]
    at = {
        "reported_at": incident.reported_at,
        "dispatched_at": first.sent_at if first else None,
        "accepted_at": lead.accepted_at if lead else None,
        "arrived_at": lead.arrived_at if lead else None,
        "done_at": hours.done_at(incident),
        "entered_at": hours.entered_at(incident),
        "closed_at": incident.closed_at,
        "due_at": due,
    }
    return {
        "number": incident.number,
        "state": Coded(incident.state, formats.state_word(incident.state, incident.kind)),
        "item_code": item.code,
        "item": Coded(item.code, item.named),
        "severity": _coded("severity", severity_of(incident, item)),
        "place": incident.place,
        "lat": round(point.lat, 6) if point else None,
        "lon": round(point.lon, 6) if point else None,
        "coordinates": COORDINATES if point else None,
        **{name: iso(hour, around.zone) for name, hour in at.items()},
        "within_limit": _within(incident, limits, due, around.now),
        "on_time": figures.in_time(incident, around.close_s, around.now),
        "team": around.teams.get(lead.team_id, str(lead.team_id)) if lead else None,
        "support": " / ".join(dict.fromkeys(names)) or None,
        "outcome": _coded("outcome", incident.outcome) if incident.outcome else None,
        "source": incident.source,
        "source_ref": incident.source_ref,
        "reporter": around.people.get(incident.reporter_id or 0),
        "words": _words(incident),
    }


def iso(at: datetime | None, zone: ZoneInfo) -> str | None:
    """ISO 8601 with the district's offset, to the second."""
    return at.astimezone(zone).isoformat(timespec="seconds") if at else None


def _coded(what: str, code: str) -> Coded:
    return Coded(code, {"word": f"{what}-{formats.dashed(code)}"})


def _led_by(incident: Incident) -> Assignment | None:
    """The team that led it to its end; else the one that leads, else the last that led."""
    leads = [a for a in incident.assignments if a.role is Role.LEAD]
    done = [a for a in leads if a.outcome == "done"]
    return done[-1] if done else incident.lead or (leads[-1] if leads else None)


def _within(incident: Incident, limits: Limits, due: datetime, now: datetime) -> bool | None:
    """Whether it was done within its own limit; None while it may still be, and for ends that say nothing about it."""
    if incident.state in figures.COUNTED_OUT or incident.outcome == "transferred":
        return None
    if incident.resolved_at is not None:
        return incident.resolved_at <= due
    return False if is_overdue(incident, limits, now) else None


def _words(incident: Incident) -> str | None:
    """What was said of it, also by those whose report became part of it."""
    also = [str(one.get("words") or "") for one in incident.marks.get(ALSO, [])]
    return "\n".join(dict.fromkeys(filter(None, (incident.words, *also)))) or None
