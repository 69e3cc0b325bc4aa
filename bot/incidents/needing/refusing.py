"""A captain says no to what a lead asked for."""

from bot.cases import changes
from bot.incidents import find, phrases, wishes
from bot.incidents.store import INCIDENTS
from bot.outbox.letters import Priority
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

SAID_NO = {"hold": "no-hold", "resume": "no-resume", "waive": "no-waive", "transfer": "no-transfer"}
"""What a team hears whose wish a captain does not grant, by the wish; of others nobody is told."""


@action(Right.CAPTAIN, "needs.refuse")
async def refuse(work: Work, *, number: int, name: str) -> Answer:
    """A captain says no to what the lead asked for: it is wished no longer, and the lead is told."""
    incident = await find.find(work, number)
    wished = wishes.of(incident).get(name)
    if wished is None:
        raise Refused("question-settled", number=number)
    stored = await work.tx[INCIDENTS].keep(wishes.without(incident, name))
    changes.note(work, stored, touched=True)
    standing = (await mustering.of(work)).of(stored.lead.team_id) if stored.lead else None
    if (key := SAID_NO.get(name.partition(":")[0])) and standing is not None:
        await telling.tell(
            work,
            standing.available or standing.members,
            key,
            priority=Priority.ORDER,
            purpose="told-lead",
            about=stored,
            number=number,
            by=work.who.name,
            piece=wished.get("piece", ""),
            **phrases.what(work, stored),
        )
    return answer("wish-refused", number=number)
