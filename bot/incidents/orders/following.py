"""What follows from a move of an incident for people."""

from dataclasses import replace

from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.incidents import table
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.values import geo
from bot.work import mustering
from bot.work.work import Work


async def stir_teams(work: Work, change: Change[Incident], facts: Facts) -> None:
    """Teams were sent or freed, or the case waits for one: they are looked at anew, and for work at the end."""
    if change.sent or change.freed or change.case.state == table.OPEN:
        work.stir()


async def end_reminders(work: Work, change: Change[Incident], facts: Facts) -> None:
    """Reminders whose reason a move took away do not go any more."""
    await work.tx.outbox.cancel(change.case.id, _reasons_gone(change), work.now)


def _reasons_gone(change: Change[Incident]) -> list[str]:
    """Reminders that a move ends: all of them, but where the same team goes on only those to get there."""
    before, after = change.before.lead, change.case.lead
    goes_on = before and after and before.team_id == after.team_id and change.case.state in table.WITH_TEAM
    return ["reminder-arrive"] if goes_on else ["reminder-arrive", "reminder"]


async def mind_teams(work: Work, change: Change[Incident], facts: Facts) -> None:
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


async def measure_anew(work: Work, incident: Incident) -> Incident:
    """How far the teams are that go to where it is now; those that arrived, or whose way is known, stay as they are."""
    if incident.point is None:
        return incident
    muster, going = await mustering.of(work), []
    for held in incident.assignments:
        standing = muster.of(held.team_id)
        if held.is_open and held.arrived_at is None and held.sent_metres is None and standing and standing.point:
            metres = geo.metres(standing.point, incident.point)
            going.append(replace(held, sent_metres=metres, sent_accuracy_m=standing.accuracy_m))
        else:
            going.append(held)
    if tuple(going) == tuple(incident.assignments):
        return incident
    return await work.tx[INCIDENTS].touch_assignments(replace(incident, assignments=tuple(going)))
