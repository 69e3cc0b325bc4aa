"""A call for help stays the newest message of those who command, whatever else they are sent."""

from bot.sos import alerts, table
from bot.sos.table import CALLS
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
