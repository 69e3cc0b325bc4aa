"""What follows from a move of an incident for people."""

from dataclasses import replace

from bot.cases.case import Change
from bot.incidents import table
from bot.incidents.closing import checklist
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.work import mustering
from bot.work.work import Work


def reasons_gone(change: Change[Incident]) -> list[str]:
    """Reminders that a move ends: all of them, but where the same team goes on only those to get there."""
    before, after = change.before.lead, change.case.lead
    goes_on = before and after and before.team_id == after.team_id and change.case.state in table.WITH_TEAM
    return ["reminder-arrive"] if goes_on else ["reminder-arrive", "reminder"]


async def mind_teams(work: Work, change: Change[Incident]) -> None:
    """Teams that were sent: remember when, who handles it, and hand out the orders. Freed ones: take them back."""
    incident = change.case
    muster = await mustering.of(work)
    for sent in change.sent:
        standing = muster.of(sent.team_id)
        if standing is None:
            continue
        team = replace(standing.team, last_sent_at=sent.sent_at, active_case_id=incident.id)
        await work.tx.teams.save(team)
        await work.tx[INCIDENTS].add_handlers(incident.id, sent.team_id, [m.user_id for m in standing.members])
        if sent.arrived_at is None:
            await orders.order(work, incident, sent)
    for freed in change.freed:
        await work.tx.outbox.cancel(incident.id, [f"order:{freed.team_id}"], work.now)
        await orders.refresh_orders(work, incident, freed.team_id)
    if not change.sent:
        for held in incident.assignments:
            if held.is_open:
                await orders.refresh_orders(work, incident, held.team_id)
        if (lead := incident.lead) and change.move in {"accept", "arrive", "undo", "hold", "resume"}:
            await orders.rename_in_group(work, incident, lead)


async def guide(work: Work, change: Change[Incident]) -> None:
    """A lead that has just taken it on, or whose case is of another item now, gets the handbook's steps."""
    before, after = change.before.lead, change.case.lead
    is_known = before is not None and after is not None and before.team_id == after.team_id and before.stage
    is_same = (change.before.item, change.before.item_version) == (change.case.item, change.case.item_version)
    if after is not None and after.stage and not (is_known and is_same):
        await checklist.send(work, change.case, after.team_id)
