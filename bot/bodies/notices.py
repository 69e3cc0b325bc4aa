"""A certificate that ends: the officer and the captains hear it thirty and seven days before, and when it is over."""

from datetime import datetime, time, timedelta
from typing import Any

from bot.bodies import bodies
from bot.bodies.officers import OFFICERS, Officer
from bot.outbox.letters import Priority
from bot.register.districts import District
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.ports import Tx
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

KIND = "officer"
"""What the subject of what comes due begins with."""

CERTIFICATE = "certificate_ends"

DAYS_BEFORE = (30, 7, 0)
"""So many days before the last one; 0: it is over."""

SAID_AT = time(9)
"""The hour of the district: nobody is woken by a date."""


def occasions(officer: Officer, district: District) -> list[Due]:
    """What will come due of a certificate; what is past when it is entered is not said, but for its end. Pure."""
    last = officer.certified_until
    if last is None or not officer.certificate or officer.ended_at is not None:
        return []
    dues = []
    for days in DAYS_BEFORE:
        day = last - timedelta(days=days) if days else last + timedelta(days=1)
        at = datetime.combine(day, SAID_AT, district.zone)
        if at > officer.since:
            dues.append(Due(_subject(officer), CERTIFICATE, at, n=days))
    return dues


def _subject(officer: Officer) -> str:
    return f"{KIND}:{officer.id}/"


async def plan(tx: Tx, district: District, officer: Officer) -> None:
    """Have the clock say what will come due of it as it stands."""
    await tx.occasions.sync(district.id, None, _subject(officer), occasions(officer, district))


@action(Right.HOUSE, "bodies.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """Say it once; what a later notice says better (we were away) is passed over."""
    number = int(occasion.subject.removeprefix(f"{KIND}:").rstrip("/"))
    found = [one for one in await work.tx[OFFICERS].standing(work.district.id) if one.id == number]
    officer = found[0] if found and found[0].stands(work.now) else None
    left = days_left(officer, work) if officer else 0
    is_late = any(left <= days < occasion.n for days in DAYS_BEFORE if days) or (occasion.n > 0 > left)
    result = "moot" if officer is None else "gap" if is_late else "done"
    if not await work.tx.occasions.decide(occasion.id, work.now, result) or officer is None or is_late:
        return
    told: dict[str, Any] = {"name": officer.name, "body": bodies.of(officer.body).named, "days": max(left, 0)}
    told |= {"until": str(officer.certified_until)}
    what = "over" if occasion.n == 0 else "soon"
    theirs = await work.tx.people.member(work.district.id, officer.user_id)
    captains = [one for one in await mustering.captains(work) if one.user_id != officer.user_id]
    if theirs is not None and theirs.private_open:
        await telling.tell(work, [theirs], f"certificate-{what}-yours", priority=Priority.ORDER, **told)
    await telling.tell(
        work, [one for one in captains if one.private_open], f"certificate-{what}", priority=Priority.ORDER, **told
    )


def days_left(officer: Officer, work: Work) -> int:
    """Whole days of the district until the certificate's last one; negative when it is over."""
    today = work.now.astimezone(work.district.zone).date()
    return (officer.certified_until - today).days if officer.certified_until else 0
