"""Accepting and arriving, read from a team's position."""

from dataclasses import replace

from bot.cases import changes
from bot.cases import perform as cases_perform
from bot.cases.case import Assignment
from bot.cases.rulebook import Facts
from bot.incidents import limits
from bot.incidents.store import INCIDENTS
from bot.incidents.table import ACCEPTED, DISPATCHED, Incident
from bot.register import fixes
from bot.register.people import Member
from bot.register.teams import Position
from bot.values import geo
from bot.work import mustering
from bot.work.work import Work

ARRIVED_M = 50.0
ARRIVED_ACCURACY_M = 50.0
NEARER_M = 100.0


async def read_position(work: Work, member: Member, position: Position) -> None:
    """Hands free: nearer by 100 m or half the way accepts; a good fix within 50 m that stands arrives.

    Either is read only from a fix that is better than the distance that it shows.
    """
    if member.team_id is None:
        return
    for incident in await work.tx[INCIDENTS].held_by(member.team_id):
        lead = incident.lead
        if lead is None or lead.team_id != member.team_id or incident.point is None or lead.by_hand:
            continue
        if position.fixed_at <= lead.sent_at:
            continue
        metres = geo.metres(position.point, incident.point)
        if incident.state == DISPATCHED and _comes_nearer(lead, position, metres) and await _may_accept(work, incident):
            incident = await cases_perform.perform(  # noqa: PLW2901  # the case as it stands from here on
                work, incident, "accept", facts=Facts(automatic=True, team_id=member.team_id)
            )
        await _see_arrival(work, incident, position, metres)


async def _may_accept(work: Work, incident: Incident) -> bool:
    """The item reserves accepting for nobody, or for officers that the team has."""
    standing = (await mustering.of(work)).of(incident.lead.team_id) if incident.lead else None
    return standing is not None and standing.has_officers(limits.item_of(work, incident).reserved.officers("accept"))


def _comes_nearer(lead: Assignment, position: Position, metres: float) -> bool:
    """Whether they came nearer by more than either place may be off: that of the order, and that of now."""
    if lead.sent_metres is None or lead.sent_metres <= ARRIVED_M:
        return False
    nearer = lead.sent_metres - metres
    is_told = all(fixes.can_tell(off, nearer) for off in (lead.sent_accuracy_m, position.accuracy_m))
    return nearer >= min(NEARER_M, lead.sent_metres / 2) and is_told


async def _see_arrival(work: Work, incident: Incident, position: Position, metres: float) -> None:
    """Remember the first good fix at the spot; a fix to the contrary forgets it, unless it is too coarse to be one."""
    lead = incident.lead
    if lead is None or lead.stood_there or incident.state not in {DISPATCHED, ACCEPTED}:
        return
    accurate = position.accuracy_m is not None and position.accuracy_m <= ARRIVED_ACCURACY_M
    there = metres <= ARRIVED_M and accurate
    seen = (lead.arrival_seen_at or position.fixed_at) if there else None
    if not there and (metres <= ARRIVED_M or not fixes.can_tell(position.accuracy_m, metres)):
        return
    if seen != lead.arrival_seen_at:
        changed = replace(lead, arrival_seen_at=seen)
        assignments = tuple(changed if a is lead else a for a in incident.assignments)
        stored = await work.tx[INCIDENTS].touch_assignments(replace(incident, assignments=assignments))
        changes.note(work, stored)
