"""Days that are known now and were provisional: dates that were counted before are worked out anew, with one notice."""

import hashlib
import json
from datetime import datetime

from bot.register.districts import District
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.features import FEATURES
from bot.work.ports import Tx
from bot.work.schedule import Due, Occasion
from bot.work.work import Work
from bot.workdays import days, own

COUNTED = "workdays"
"""What is kept, by district, of the days by which dates were counted last."""


def mark(district: District) -> str:
    """What is known of the days of *district*, as a short text: other text, other days."""
    told = [district.country, days.of_district(district).last_year(), own.as_kept(own.of(district))]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


async def check(work: Work) -> int:
    """Where other days are known than those that dates were counted by: have them counted anew, and tell captains once.

    Says how many dates changed. Every feature's ``days_known`` is asked, in this transaction.
    """
    name, known = f"{COUNTED}:{work.district.id}", mark(work.district)
    if await work.tx.kept.get(name) == known:
        return 0
    await work.tx.kept.put(name, known)
    changed = sum([await anew(work) for anew in work.at_hand[FEATURES].days_known])
    if changed:
        captains = await mustering.captains(work)
        await telling.tell(
            work, captains, "workdays-anew", purpose="limits", count=changed, district=work.district.name
        )
    return changed


@action(Right.HOUSE, "workdays.plan")
async def plan(work: Work) -> None:
    """At the start and again and again: a newer library may know more than the one before."""
    await check(work)


@action(Right.HOUSE, "workdays.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """An import has brought other days."""
    if await work.tx.occasions.decide(occasion.id, work.now, "done"):
        await check(work)


async def later(tx: Tx, district: District, now: datetime) -> None:
    """Have the running bot :func:`check` at its next tick: for another program, which only writes the register."""
    subject = f"workdays:{district.id}/"
    await tx.occasions.sync(district.id, None, subject, [Due(subject, "days_known", now, n=int(now.timestamp()))])
