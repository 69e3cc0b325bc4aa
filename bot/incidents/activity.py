"""When somebody last touched a case: a move, what was sent in for it, a sign of its team, a captain's press.

Reminders touch nothing.
"""

from datetime import datetime, timedelta

from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.incidents.table import LIVE, Incident
from bot.work import activity as work_activity
from bot.work.work import Work

AFTER = timedelta(minutes=30)
"""So long nobody may touch a case."""

SOON = timedelta(minutes=1)


def _kept(incident: Incident) -> str:
    return f"touched:{incident.id}"


async def note_activity(work: Work, incident: Incident) -> None:
    """Somebody does something about it that leaves no other trace; once it has ended nobody waits for that."""
    if incident.state in LIVE:
        await work.tx.kept.put(_kept(incident), work.now.isoformat())


async def forget(work: Work, change: Change[Incident], facts: Facts) -> None:
    """It has ended: what was kept of it for as long as it lives goes."""
    if change.case.state not in LIVE:
        await work.tx.kept.put(_kept(change.case), None)


async def last(work: Work, incident: Incident) -> datetime:
    """The last touch, at the earliest its report."""
    said = await work.tx.kept.get(_kept(incident))
    seen = [await work_activity.last(work, a.team_id) for a in incident.assignments if a.is_open]
    times = [await work.tx.history.last_recorded_at(incident.id), datetime.fromisoformat(said) if said else None, *seen]
    return max([incident.reported_at, *(at for at in times if at is not None)])
