"""A team's sign of life gives it more time to accept."""

from dataclasses import replace

from bot.cases import changes
from bot.incidents.store import INCIDENTS
from bot.incidents.table import DISPATCHED, WITH_TEAM
from bot.work import activity as work_activity
from bot.work.activity import EVERY_S
from bot.work.work import Work


async def of_life(work: Work) -> None:
    """Any message, photo, tap or moved position: the team is not silent, and its open order is not ignored."""
    team_id = work.who.team_id
    if team_id is None:
        return
    team = next((one for one in await work.tx.teams.all(work.district.id) if one.id == team_id), None)
    if team is not None and team.silent_since is not None:
        await work.tx.teams.save(replace(team, silent_since=None))
        work.stir()
    for incident in await work.tx[INCIDENTS].live(work.district.id):
        own = incident.of_team(team_id)
        is_lead = own is not None and own is incident.lead
        if own is None or own.accepted_at or incident.state not in ({DISPATCHED} if is_lead else WITH_TEAM):
            continue
        name = "sign" if is_lead else f"sign:{own.id}"
        last = incident.marks.get(name)
        if last and last["assignment"] == own.id and work_activity.seconds_since(last["at"], work.now) < EVERY_S:
            continue
        marks = {**incident.marks, name: {"assignment": own.id, "at": work.now.isoformat()}}
        kept = await work.tx[INCIDENTS].keep(replace(incident, marks=marks))
        changes.note(work, kept)
