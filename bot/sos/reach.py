"""To whom a call for help goes, and whom it has reached."""

from bot.sos.alerts import FORMER, PURPOSE, commanders, rescuers
from bot.sos.table import Sos
from bot.work import mustering
from bot.work.work import Work


async def called(work: Work, call: Sos) -> frozenset[int]:
    """Whom a call goes out to: ids of captains and owners, and of those of the teams that are sent."""
    return frozenset(m.user_id for m in (*await commanders(work, call), *await rescuers(work, call)))


async def reached(work: Work, call: Sos) -> frozenset[int]:
    """Who of them has it before them: in private, or mentioned on the card once that stands in the group."""
    members = (await mustering.of(work)).members
    private = await work.tx.outbox.chats_of(call.id, PURPOSE, FORMER)
    is_carded = (await work.tx.outbox.told(call.id)).card
    in_group = {m.user_id for m in members.values() if not m.private_open} if is_carded else set()
    return frozenset(private | in_group)
