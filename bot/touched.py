"""When somebody last touched a case: a move, what was sent in for it, a sign of its team, a captain's press.

Reminders touch nothing.
"""

from datetime import datetime, timedelta

from bot import signs
from bot.incidents import OPEN, WITH_TEAM, Incident
from bot.work import Work

AFTER = timedelta(minutes=30)
"""So long nobody may touch a case."""

SOON = timedelta(minutes=1)


def _kept(incident: Incident) -> str:
    return f"touched:{incident.id}"


async def touch(work: Work, incident: Incident) -> None:
    """Somebody does something about it that leaves no other trace."""
    await work.tx.kept.put(_kept(incident), work.now.isoformat())


async def last(work: Work, incident: Incident) -> datetime:
    """The last touch, at the earliest its report."""
    said = await work.tx.kept.get(_kept(incident))
    seen = [await signs.last(work, a.team_id) for a in incident.assignments if a.is_open]
    times = [await work.tx.history.last_recorded_at(incident.id), datetime.fromisoformat(said) if said else None, *seen]
    return max([incident.reported_at, *(at for at in times if at is not None)])


def is_expected(incident: Incident) -> bool:
    """Whether somebody should touch it: not on hold, not with a department, not done."""
    return incident.state in WITH_TEAM | {OPEN}


async def is_forgotten(work: Work, incident: Incident) -> bool:
    """Nobody touched it for half an hour: what captains are told of that takes the place of other reminders."""
    return is_expected(incident) and work.now - await last(work, incident) >= AFTER - SOON
