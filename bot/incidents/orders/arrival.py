"""An arrival by hand."""

from bot.cases import kinds
from bot.cases import perform as cases_perform
from bot.cases.rulebook import Facts
from bot.incidents.orders import support
from bot.incidents.table import Incident
from bot.values.geo import Point
from bot.work.history import Part
from bot.work.work import Work


async def arrive_by_hand(work: Work, incident: Incident, point: Point, reason: str = "") -> None:
    """The team's own pin at the spot: an arrival by hand."""
    actor = await kinds.actor(work, incident)
    if Part.LEAD in actor.parts:
        given = Facts(given={"point": [point.lat, point.lon], "reason": reason or None})
        await cases_perform.perform(work, incident, "arrive", actor=actor, facts=given)
    elif work.who.team_id is not None:
        await support.support_step(work, incident, work.who.team_id, "arrive", work.now)
