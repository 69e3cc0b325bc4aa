"""Captains hear of a case: in their list what the case itself says, in the group those whom the list does not reach."""

from typing import Any

from bot.incidents import phrases
from bot.incidents.table import Incident
from bot.matters import hearing
from bot.outbox.letters import Priority
from bot.work import mustering
from bot.work.work import Work


async def hear(
    work: Work, incident: Incident, key: str, purpose: str, *, priority: Priority = Priority.ORDER, **facts: Any
) -> None:
    """They hear *key* with the number, the item and the place of *incident*, and with *facts*, which go before."""
    told = {"number": incident.number, **phrases.what(work, incident), **facts}
    captains = await mustering.captains(work)
    await hearing.tell(work, captains, key, priority=priority, about=incident, purpose=purpose, **told)
