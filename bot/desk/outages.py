"""A time without contact with Telegram: silence in it is nobody's silence, and what was lost in it is asked anew.

Telegram keeps the press of a button for 150 seconds and a message for a day; what a longer gap swallowed nobody can
give back, so that what waits for a press is posted again, and captains hear which hours may be missing.
"""

from datetime import datetime, timedelta

from bot.values import formats
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.features import FEATURES, Gap
from bot.work.work import Work

CONTACT = "last_good_poll"
"""Under this name the instant of the last good contact with Telegram is kept."""

KEPT = "gap"
"""Under this name a gap is kept, as instants ``since`` and ``until``, until every district has made good for it."""

MESSAGES_KEPT = timedelta(hours=24)
"""How long Telegram keeps a message."""


@action(Right.HOUSE, "gaps.over")
async def over(work: Work, *, since: datetime, until: datetime) -> Answer:
    """The gap from *since* to *until* is over in this district: fresh limits, questions anew, once for each gap."""
    mark, this = f"gap:{work.district.id}", f"{since.isoformat()} {until.isoformat()}"
    if await work.tx.kept.get(mark) == this:
        return QUIET
    await work.tx.kept.put(mark, this)
    gap = Gap(since, until)
    for make_good in work.at_hand[FEATURES].after_gap:
        await make_good(work, gap)
    if until - since > MESSAGES_KEPT:
        await _tell_what_is_lost(work, since, until - MESSAGES_KEPT)
    return QUIET


async def _tell_what_is_lost(work: Work, since: datetime, until: datetime) -> None:
    zone = work.district.zone
    await telling.tell(
        work,
        await mustering.captains(work),
        "gap-messages-lost",
        begin=formats.day_clock(since, zone),
        end=formats.day_clock(until, zone),
    )
