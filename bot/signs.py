"""Signs of life of a team: whatever any of its members says, sends, taps, or where they move."""

from dataclasses import replace
from datetime import datetime

from bot.incidents import DISPATCHED, WITH_TEAM
from bot.work import Work

EVERY_S = 10.0
"""A sign of life is written down again only after this long."""


def _seconds_since(said: str, now: datetime) -> float:
    return (now - datetime.fromisoformat(said)).total_seconds()


def _name(team_id: int) -> str:
    return f"team-seen:{team_id}"


async def last(work: Work, team_id: int | None) -> datetime | None:
    """When anybody of a team was last heard of."""
    said = await work.tx.kept.get(_name(team_id)) if team_id is not None else None
    return datetime.fromisoformat(said) if said else None


async def note(work: Work, team_id: int | None) -> None:
    """Somebody of a team lives: the hour is kept, at most every few seconds."""
    if team_id is None:
        return
    said = await work.tx.kept.get(_name(team_id))
    if said is None or _seconds_since(said, work.now) >= EVERY_S:
        await work.tx.kept.put(_name(team_id), work.now.isoformat())


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
        own = incident.of_team(team_id)
        is_lead = own is not None and own is incident.lead
        if own is None or own.accepted_at or incident.state not in ({DISPATCHED} if is_lead else WITH_TEAM):
            continue
        name = "sign" if is_lead else f"sign:{own.id}"
        last = incident.marks.get(name)
        if last and last["assignment"] == own.id and _seconds_since(last["at"], work.now) < EVERY_S:
            continue
        marks = {**incident.marks, name: {"assignment": own.id, "at": work.now.isoformat()}}
        kept = await work.tx.cases.keep(replace(incident, marks=marks))
        work.moved[kept.id] = kept
