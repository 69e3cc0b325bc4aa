"""A question about a case, in words: how it stands is the answer, and nothing moves."""

from typing import Any

from bot.cases.case import Assignment
from bot.incidents import find
from bot.incidents.requests import options
from bot.incidents.table import Incident
from bot.values import formats, geo
from bot.work import mustering
from bot.work.answer import Answer, answer, clock, listed
from bot.work.work import Work


async def about(work: Work, meant: Incident | None) -> Answer | None:
    """How *meant*, or in private the case in hand, stands: who was sent, how far they are. None where none is meant."""
    incident = meant or (await find.only_live_case(work) if work.who.in_private else None)
    return await standing(work, incident) if incident else None


async def standing(work: Work, incident: Incident) -> Answer:
    """Each team that was sent: since when it is on its way or there, and how far away."""
    sent = [a for a in incident.assignments if a.is_open]
    teams = listed([await _stands(work, incident, one) for one in sent])
    state = formats.state_word(incident.state)
    alone = "asked-nowhere" if incident.is_nowhere else "asked-nobody"
    return answer("asked-teams" if sent else alone, number=incident.number, teams=teams, state=state)


async def _stands(work: Work, incident: Incident, sent: Assignment) -> dict[str, Any]:
    known = (await mustering.of(work)).of(sent.team_id)
    at = sent.arrived_at or sent.accepted_at or sent.sent_at
    word = "asked-there" if sent.arrived_at else "asked-accepted" if sent.accepted_at else "asked-sent"
    far: Any = ""
    if known and known.fresh and known.position and incident.point and not sent.arrived_at:
        metres = options.far(geo.metres(known.position.point, incident.point))
        age_s = int((work.now - known.position.fixed_at).total_seconds())
        far = {"word": "asked-far", "far": metres, "position": {"word": "position-age", "seconds": age_s}}
    return {"word": word, "team": known.team.name if known else "", "at": clock(work, at), "far": far}
