"""Taking a team off a lesser case for a critical one, or for backup: offered to captains, or done by the clock."""

from dataclasses import replace
from datetime import timedelta

from bot.cases import changes
from bot.cases import perform as cases_perform
from bot.cases.buttons import case_button
from bot.cases.case import CLOCK, Actor
from bot.cases.rulebook import Facts
from bot.handbook.model import SEVERITIES
from bot.incidents import captains
from bot.incidents import limits as incidents_limits
from bot.incidents.limits import severity_of
from bot.incidents.store import INCIDENTS
from bot.incidents.table import OPEN, Incident
from bot.outbox.letters import Button
from bot.register.teams import Standing
from bot.values import geo
from bot.values.refused import Refused
from bot.work import mustering
from bot.work.work import Work

OFFERED_S = 60
"""So long a captain may choose which team is pulled."""


async def _pullable(work: Work, incident: Incident) -> list[tuple[Standing, Incident, float]]:
    """Teams that lead a less severe case, nearest first: (team, its case, metres)."""
    own = SEVERITIES.index(severity_of(incident, incidents_limits.item_of(work, incident)))
    found = []
    for standing in (await mustering.of(work)).standings.values():
        if not standing.holds or standing.point is None or incident.point is None or not standing.is_available:
            continue
        held = await work.tx[INCIDENTS].get(standing.holds[-1])
        if held is None or held.id == incident.id or held.lead is None or held.lead.team_id != standing.team.id:
            continue
        if SEVERITIES.index(severity_of(held, incidents_limits.item_of(work, held))) < own:
            found.append((standing, held, geo.metres(standing.point, incident.point)))
    return sorted(found, key=lambda row: (row[2], row[0].team.id))


async def offer_pull(work: Work, incident: Incident) -> None:
    """Nobody free for a critical case or a backup: the three nearest teams on lower cases, one tap each."""
    if incident.pull_until is not None:
        return
    if not await _pullable(work, incident):
        return
    kept = await work.tx[INCIDENTS].keep(replace(incident, pull_until=work.now + timedelta(seconds=OFFERED_S)))
    changes.note(work, kept)
    buttons = tuple((one,) for one in await pull_buttons(work, kept))
    await captains.hear(work, kept, "pull-offer", "pull", buttons=buttons)


async def pull_buttons(work: Work, incident: Incident) -> list[Button]:
    """The three nearest teams on lower cases, a button each."""
    return [
        replace(
            case_button(incident, work.district, "pull", str(standing.team.id), key="button-pull"),
            facts={"team": standing.team.name, "number": held.number, "metres": round(metres)},
        )
        for standing, held, metres in (await _pullable(work, incident))[:3]
    ]


async def pull_by_clock(work: Work, incident: Incident) -> None:
    """No captain tapped: the nearest on a low-severity case and not yet on scene is pulled, on record."""
    kept = await work.tx[INCIDENTS].keep(replace(incident, pull_until=None))
    changes.note(work, kept)
    for standing, held, _ in await _pullable(work, kept):
        low = severity_of(held, incidents_limits.item_of(work, held)) == "low"
        if low and held.lead is not None and held.lead.arrived_at is None:
            await pull(work, kept, standing.team.id, CLOCK)
            return


async def pull(work: Work, incident: Incident, team_id: int, actor: Actor) -> None:
    """Take a team off its lesser case, which is open again with its clock running, and send it to *incident*."""
    row = next((r for r in await _pullable(work, incident) if r[0].team.id == team_id), None)
    if row is None:
        raise Refused("cannot-pull", number=incident.number)
    standing, held, metres = row
    taken_off = Facts(given={"reason": f"#{incident.number}", "pulled_to": incident.number})
    await cases_perform.perform(work, held, "release", actor=actor, facts=taken_off)
    fresh = await work.tx[INCIDENTS].get(incident.id) or incident
    move = "dispatch" if fresh.state == OPEN else "backup"
    facts = Facts(
        team_id=team_id, given={"metres": metres, "accuracy_m": standing.accuracy_m, "pulled_from": held.number}
    )
    kept = await work.tx[INCIDENTS].keep(replace(fresh, pull_until=None))
    await cases_perform.perform(work, kept, move, actor=actor, facts=facts)
