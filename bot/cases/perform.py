"""The one way in which a move is made."""

from dataclasses import replace

from bot.cases.case import CLOCK, Actor, Change
from bot.cases.rulebook import Facts
from bot.incidents import rules as incidents_rules
from bot.incidents.orders import following
from bot.incidents.orders import notices as orders_notices
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident, State
from bot.work.work import Work


async def save(work: Work, change: Change[Incident], *, text: str | None = None) -> Incident:
    """Write a change with its history; its due times and the search for teams follow at the end."""
    stored = await work.tx[INCIDENTS].save(change.case)
    for record in change.records:
        await work.tx.history.add(work.district.id, stored.id, record, work.now, text)
    work.moved[stored.id] = work.touched[stored.id] = stored
    if change.sent or change.freed or stored.state == State.OPEN:
        work.stir()
    return stored


async def perform(
    work: Work, incident: Incident, name: str, *, actor: Actor = CLOCK, facts: Facts | None = None, text: str = ""
) -> Incident:
    """Make the move *name* and everything that follows from it for people; raises Refused. *text* is free words."""
    given = facts or Facts()
    change = incidents_rules.apply(incident, name, actor, work.now, given)
    stored = await save(work, change, text=text or None)
    await work.tx.outbox.cancel(incident.id, following.reasons_gone(change), work.now)
    stored_change = replace(change, case=stored)
    await following.mind_teams(work, stored_change)
    await following.guide(work, stored_change)
    await orders_notices.tell(work, stored_change, given)
    return stored
