"""A kind of case."""

from bot.cases.case import Actor, Role
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.work.history import Part
from bot.work.work import Work


async def actor(work: Work, incident: Incident, *, for_team: int | None = None) -> Actor:
    """The one who speaks, with their parts in *incident*; *for_team* is the team a captain speaks for."""
    who = work.who
    parts: set[Part] = set()
    if who.is_captain:
        parts.add(Part.CAPTAIN)
    if not who.may_act:
        return Actor(who.user_id, frozenset(), channel=who.channel)
    if incident.reporter_id == who.user_id:
        parts.add(Part.REPORTER)
        if who.team_id is not None:
            parts.add(Part.OWN_TEAM)
    held = incident.of_team(who.team_id) if who.team_id is not None else None
    if held is not None:
        parts.add(Part.LEAD if held.role is Role.LEAD else Part.SUPPORT)
    spoken_for = incident.of_team(for_team) if for_team is not None else None
    if who.is_captain and spoken_for is not None:
        parts.add(Part.LEAD if spoken_for.role is Role.LEAD else Part.SUPPORT)
    if who.user_id in await work.tx[INCIDENTS].handlers(incident.id):
        parts.add(Part.HANDLER)
    return Actor(who.user_id, frozenset(parts), who.team_id, who.channel, for_team)
