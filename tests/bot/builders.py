"""Builders: one good thing each, of which a test breaks one part."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.cases.case import Actor, Assignment, Role
from bot.incidents.table import Incident, State
from bot.values.geo import Point
from bot.work.history import Part

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SPOT = Point(30.3147, 120.2741)


def an_incident(state: str = "open", **changed: Any) -> Incident:
    """An incident of a minute ago, with the assignments that its state implies."""
    lead = an_assignment(state)
    made = Incident(
        district_id=1, kind="incident", number=42, state=State(state), reported_at=NOW - timedelta(minutes=1), id=7,
        version=1, point=SPOT, reporter_id=1006, item="street_stall", assignments=(lead,) if lead else (),
    )  # fmt: skip
    if state == "held":
        made = replace(made, held_since=NOW - timedelta(seconds=20), hold_until=NOW + timedelta(minutes=30))
    if state in {"resolved", "closed"}:
        made = replace(made, resolved_at=NOW - timedelta(seconds=5), outcome="fixed", round=1)
    return replace(made, **changed)


def an_assignment(state: str = "dispatched", **changed: Any) -> Assignment | None:
    """The lead that belongs to a case in *state*; None where nobody ever led."""
    sent = NOW - timedelta(seconds=50)
    made = Assignment(team_id=1, role=Role.LEAD, sent_at=sent, counted_from=sent, id=11, case_id=7)
    if state in {"open", "cancelled", "merged", "transferred"}:
        return None
    if state in {"accepted", "on_scene", "held", "resolved", "closed"}:
        made = replace(made, accepted_at=sent + timedelta(seconds=10))
    if state in {"on_scene", "held", "resolved", "closed"}:
        made = replace(made, arrived_at=sent + timedelta(seconds=30))
    if state in {"resolved", "closed"}:
        made = replace(made, ended_at=NOW - timedelta(seconds=5), outcome="done")
    return replace(made, **changed)


def an_actor(*parts: Part, user_id: int = 1002, team_id: int | None = 1) -> Actor:
    """Somebody with the given parts."""
    return Actor(user_id, frozenset(parts), team_id)


GIVEN: dict[str, Any] = {
    "reason": "busy", "outcome": "fixed", "minutes": 30, "point": SPOT, "item": "other", "severity": "high",
    "into": 8, "pieces": ("any",), "department": "police", "free": False,
}  # fmt: skip
"""Facts that satisfy every move."""
