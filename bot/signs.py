"""Signs of life of a team: whatever any of its members says, sends, taps, or where they move."""

from dataclasses import replace
from datetime import datetime

from bot.incidents import DISPATCHED
from bot.work import Work

EVERY_S = 10.0
"""A sign of life is written down again only after this long."""


def _seconds_since(said: str, now: datetime) -> float:
    return (now - datetime.fromisoformat(said)).total_seconds()


async def of_life(work: Work) -> None:
    """Any message, photo, tap or moved position: the team is not silent, and its open order is not ignored."""
    team_id = work.who.team_id
    if team_id is None:
        return
    team = await work.tx.teams.get(team_id)
    if team is not None and team.silent_since is not None:
        await work.tx.teams.save(replace(team, silent_since=None))
        work.stir()
    for incident in await work.tx.cases.held_by(team_id):
        lead = incident.lead
        if incident.state == DISPATCHED and lead and lead.team_id == team_id and not lead.accepted_at:
            last = incident.marks.get("sign")
            if last and last["assignment"] == lead.id and _seconds_since(last["at"], work.now) < EVERY_S:
                continue
            marks = {**incident.marks, "sign": {"assignment": lead.id, "at": work.now.isoformat()}}
            kept = await work.tx.cases.keep(replace(incident, marks=marks))
            work.moved[kept.id] = kept
