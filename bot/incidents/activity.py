"""When somebody last touched a case: a move, what was sent in for it, a sign of its team, a captain's press.

Reminders touch nothing.
"""

from collections.abc import Sequence
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
    return (await last_of(work, [incident]))[incident.id]


async def last_of(work: Work, incidents: Sequence[Incident]) -> dict[int, datetime]:
    """The last touch of each by its id: two questions, however many they are."""
    if not incidents:
        return {}
    teams = {a.team_id for one in incidents for a in one.assignments if a.is_open}
    said = await work.tx.kept.several([*map(_kept, incidents), *map(work_activity.name, teams)])
    moved = await work.tx.history.last_recorded([one.id for one in incidents])
    found = {}
    for one in incidents:
        names = [_kept(one), *(work_activity.name(a.team_id) for a in one.assignments if a.is_open)]
        seen = (datetime.fromisoformat(at) for name in names if (at := said.get(name)))
        found[one.id] = max([one.reported_at, *seen, *([moved[one.id]] if one.id in moved else [])])
    return found
