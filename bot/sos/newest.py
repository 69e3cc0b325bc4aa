"""What is newest: the call before those who command, and, before who called, the tap that says that they are safe."""

from dataclasses import replace
from typing import Any

from bot.sos import alerts, table
from bot.sos.table import CALLS, Sos
from bot.work.answer import Answer
from bot.work.work import Work


async def stays_newest(work: Work, *, again: bool) -> bool:
    """Whether a call waits for a captain; *again*: the alarms of all that are open come once more, without a sound.

    What else captains are sent meanwhile would put the call above what they see.
    """
    live = await work.tx[CALLS].live(work.district.id)
    for call in live if again else ():
        earlier = [one for one in await work.tx.outbox.postings(call.id, alerts.PURPOSE) if not one.gone]
        command = [m for m in await alerts.commanders(work, call) if m.private_open]
        for member in command:
            await alerts.private(work, call, member, may_move=True, silent=True)
        for posting in earlier:
            if posting.chat_id in {m.user_id for m in command}:
                await alerts.edit(work, call, posting, alerts.FORMER, may_move=False)
    return any(call.state == table.RAISED for call in live)


def answer(work: Work, key: str, **facts: Any) -> Answer:
    """To one of those whom a call is about: never limited; in the group the card says it to who has no private chat."""
    member = work.who.member
    silent = work.who.channel == "group" and not (member and member.private_open)
    return Answer(key, facts, alert=True, silent=silent, urgent=True)


async def to_caller(work: Work, call: Sos, key: str, **facts: Any) -> Answer:
    """To the one who called, with the tap that says that they are safe; their earlier messages have it no longer."""
    said = answer(work, key, number=call.number, **facts)
    if said.silent:
        return said
    await alerts.relabel(work, call, besides={work.who.user_id})
    steps = alerts.next_steps(call, work.who.user_id, None)
    return replace(said, buttons=alerts.rows(work, call, steps), case_id=call.id)
