"""A wish that captains hear of: kept with the case until it is answered, or its reason is gone."""

from typing import Any

from bot.cases import changes
from bot.incidents import captains, wishes
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.outbox.letters import Priority
from bot.work.work import Work


async def wish(work: Work, incident: Incident, name: str, key: str, kept: dict[str, Any], **facts: Any) -> Incident:
    """Keep a wish with *incident*, and have captains hear of it; returns it as stored.

    *kept* are the facts of the line, *facts* those of *key*, which mentions whom the list does not reach.
    """
    stored = await work.tx[INCIDENTS].keep(wishes.asking(incident, name, work.now, **kept))
    changes.note(work, stored)
    await captains.hear(work, stored, key, "ask", **{"priority": Priority.ANSWER, **facts})
    return stored


async def forget(work: Work, incident: Incident, name: str) -> Incident:
    """Its reason is gone; returns the incident as stored."""
    left = wishes.without(incident, name)
    if left is incident:
        return incident
    stored = await work.tx[INCIDENTS].keep(left)
    changes.note(work, stored)
    return stored
