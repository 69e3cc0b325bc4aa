"""What captains hear of their receivers, in private: once when something is lost, and what was changed by whom."""

from dataclasses import replace
from typing import Any

from bot.register.people import Member, RoleName
from bot.webhooks import show
from bot.webhooks.hooks import WEBHOOKS, Receiver
from bot.work import mustering
from bot.work import telling as work_telling
from bot.work.history import Part, Record
from bot.work.work import Work


async def _captains(work: Work) -> list[Member]:
    members = (await mustering.of(work)).members.values()
    return [m for m in members if m.has(RoleName.CAPTAIN, work.now) and m.private_open]


async def captains(work: Work, receiver: Receiver, key: str, **facts: Any) -> None:
    """Tell all captains; whoever has no private chat reads it with ``/webhook``."""
    people, rows = await _captains(work), show.opens(work, receiver)
    await work_telling.tell(work, people, key, purpose="webhook", buttons=rows, host=receiver.host, **facts)


async def once(work: Work, receiver: Receiver, key: str) -> None:
    """The same, no second time until a captain has dealt with what was given up."""
    fresh = await work.tx[WEBHOOKS].get(receiver.id)
    if fresh is not None and not fresh.told:
        await work.tx[WEBHOOKS].save(replace(fresh, told=True))
        await captains(work, fresh, key)


async def changed(work: Work, receiver: Receiver, what: str, key: str = "", *, by: Member | None = None) -> None:
    """A line of the district's history; with *key* the other captains hear of it. *by*: whoever speaks, if not said."""
    user_id, name = (by.user_id, by.name) if by else (work.who.user_id, work.who.name)
    facts: dict[str, object] = {"what": what, "receiver": receiver.id, "words": receiver.host}
    line = Record("webhook", "", "", work.now, user_id, Part.CAPTAIN, work.who.channel, facts=facts)
    await work.tx.history.add(work.district.id, None, line, work.now)
    if key:
        others = [m for m in await _captains(work) if m.user_id != user_id]
        rows = show.opens(work, receiver) if what != "remove" else ()
        await work_telling.tell(work, others, key, purpose="webhook", buttons=rows, host=receiver.host, by=name)
