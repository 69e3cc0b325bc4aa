"""Teams that a captain may send by hand, as buttons: how far each is, free or busy, how old its place is."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from bot.cases.buttons import case_button
from bot.dispatch import matching
from bot.incidents.table import Incident
from bot.outbox.letters import Rows
from bot.places.naming import landmarks
from bot.register.teams import Standing
from bot.values import formats
from bot.work import mustering
from bot.work.work import Work

FREE = "doubt-none"
"""How a team stands that may be sent without a second thought."""

NEAREST = 5
"""So many teams are offered."""


async def teams(
    work: Work, incident: Incident, first: Collection[int] = (), only: Collection[int] | None = None
) -> Rows:
    """The nearest teams, a button each; those nowhere known come last, teams whose ids are *first* before all.

    *only*: of no others than those.
    """
    standings = (await mustering.of(work)).standings
    offered = [standing for team_id, standing in standings.items() if only is None or team_id in only]
    rows = matching.by_distance(offered, incident.point)
    rows.sort(key=lambda row: row[1].team.id not in first)
    return tuple(
        (
            replace(
                case_button(incident, work.district, "assign", str(s.team.id), key="button-team-metres"),
                facts={
                    "team": s.team.name,
                    "metres": formats.metres_word(metres) if metres is not None else "",
                    "doubt": {"word": _standing_word(s, incident)},
                    "age": position_word(work, s),
                },
            ),
        )
        for metres, s in rows[:NEAREST]
    )


def doubt_about(standing: Standing, incident: Incident) -> str | None:
    """Why a captain is asked once more before this team is sent, as a key of the words; None: no reason to."""
    if [c for c in standing.holds if c != incident.id]:
        return "doubt-busy"
    return None if standing.is_available else "doubt-off-duty"


def _standing_word(standing: Standing, incident: Incident) -> str:
    """How a team stands, as a key of the words; one that is passed over for its silence is not called free."""
    free = FREE if standing.team.silent_since is None else "nearer-passed-over"
    return doubt_about(standing, incident) or free


def position_word(work: Work, standing: Standing) -> dict[str, Any]:
    """How the team's place is known: a fix with its age, a stale one beside the base, the base alone, not at all."""
    age = int((work.now - standing.position.fixed_at).total_seconds()) if standing.position else None
    if standing.fresh and standing.is_imprecise:
        return {"word": "position-imprecise", "seconds": age or 0, "metres": round(standing.accuracy_m or 0)}
    if standing.fresh:
        return {"word": "position-age", "seconds": age or 0}
    if standing.point is None:
        return {"word": "position-unknown"}
    return {"word": "position-base"} if age is None else {"word": "position-stale", "minutes": age // 60}


async def where(work: Work, incident: Incident) -> Any:
    """Where a case is, as a fact of the words: the nearest registered place with distance and direction.

    The place is called as one who reads it alone may know it, with what everybody may read.
    """
    if incident.point is None:
        return incident.place or ""
    near = await landmarks.nearest(work.tx, work.district, incident.point)
    return landmarks.said(incident.point, near, alone=True)
