"""After a time without contact: orders have a fresh limit, and what waits for a press is asked again."""

from dataclasses import replace

from bot.cases import changes
from bot.incidents.orders import orders
from bot.incidents.requests import confirming
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident, State
from bot.work.features import Gap
from bot.work.work import Work


async def orders_anew(work: Work, gap: Gap) -> None:
    """Every live incident that is not on hold."""
    for incident in await work.tx[INCIDENTS].live(work.district.id):
        if incident.state != State.HELD:
            await _orders_anew(work, incident, presses_lost=gap.presses_lost)


async def _orders_anew(work: Work, incident: Incident, *, presses_lost: bool) -> None:
    """Orders that were open get a fresh limit and a new message; where presses were lost, those under way too."""
    waiting = [a for a in incident.assignments if a.is_open and not a.arrived_at]
    if waiting:
        fresh = {id(a): replace(a, counted_from=work.now, round=a.round + 1) for a in waiting}
        assignments = tuple(fresh.get(id(a), a) for a in incident.assignments)
        incident = await work.tx[INCIDENTS].touch_assignments(replace(incident, assignments=assignments))
        changes.note(work, incident)
    for held in incident.assignments:
        if held.is_open and (presses_lost or not held.accepted_at):
            await orders.order(work, incident, held)


async def cards_anew(work: Work) -> int:
    """The card of every live incident; returns how many there are."""
    live = await work.tx[INCIDENTS].live(work.district.id)
    for incident in live:
        await orders.card(work, incident)
    return len(live)


async def confirmations_anew(work: Work, gap: Gap) -> None:
    """What waits for confirmation is asked of the captains in one message, unless the clock is about to ask."""
    if not gap.presses_lost:
        return
    resolved = await work.tx[INCIDENTS].waiting_confirm(work.district.id)
    for incident in resolved:
        waits = await work.tx.occasions.undecided(incident.id)
        if any(o.name == "confirm" and o.due_at <= work.now for o in waits):
            return
    if resolved:
        await confirming.ask_anew(work, resolved)
