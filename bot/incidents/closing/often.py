"""How often one person changes the same thing in a case: each time is a line of history, which is kept for good."""

from bot.incidents.table import Incident
from bot.values.refused import Refused
from bot.work.work import Work

MOST_OF_ONE = 100
"""So often one person says in one case what a piece counts as, and so often ticks a step or takes it back."""


async def must_not_be_too_often(work: Work, incident: Incident, move: str) -> None:
    """Raises Refused where the one who speaks has written as many lines of *move* into the case as one person may."""
    mine = await work.tx.history.newest(incident.id, (move,), MOST_OF_ONE, work.who.user_id)
    if len(mine) >= MOST_OF_ONE:
        raise Refused("changed-too-often", number=incident.number)
