"""GPS trackers: a device with a key of its own sends where a member is, and that counts like a live location."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.access import sign_in
from bot.access.keys import TRACKERS, Tracker
from bot.duty import duty
from bot.positions import positions, tracker_health
from bot.positions.tracker_health import Battery
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work

AHEAD = timedelta(minutes=1)
"""How far a device's clock may be ahead of ours."""

TOO_OLD = timedelta(hours=duty.DUTY_HOURS)
"""A fix older than any stretch of duty says nothing any more."""


@action(Right.MEMBER, "trackers.ask")
async def ask(work: Work) -> Answer:
    """``/tracker``: a key for one device, shown once; a new one replaces the former."""
    _their_own(work)
    await work.post(telling.secret(work, "tracker-key", f"tracker:{work.who.user_id}"))
    return QUIET


def _their_own(work: Work) -> None:
    if not work.who.in_private:
        raise Refused("only-in-private")
    if work.who.member is None or not work.who.may_act:
        raise Refused("not-registered")


@action(Right.HOUSE, "trackers.keep_key")
async def keep_key(work: Work, *, user_id: int, secret_hash: str) -> Answer:
    """A key that is about to be sent; a device that goes on with the one before is known by it."""
    member = await work.tx.people.member(work.district.id, user_id)
    if member is None or member.left_at is not None:
        raise Refused("not-registered")
    before = await work.tx[TRACKERS].of(work.district.id, user_id)
    former = before.secret_hash if before else None
    await work.tx[TRACKERS].put(Tracker(work.district.id, user_id, secret_hash, work.now, former))
    return QUIET


@action(Right.MEMBER, "trackers.off")
async def off(work: Work) -> Answer:
    """``/tracker off``: the key opens nothing any more."""
    _their_own(work)
    if not await work.tx[TRACKERS].drop(work.district.id, work.who.user_id):
        raise Refused("tracker-none")
    return answer("tracker-off")


async def of_key(work: Work, *, secret_hash: str) -> Tracker | None:
    """Whose key it is."""
    return await work.tx[TRACKERS].by_key(secret_hash)


async def of_former_key(work: Work, *, secret_hash: str) -> Tracker | None:
    """Whose key it was before the one that they have now."""
    return await work.tx[TRACKERS].by_former_key(secret_hash)


def check(point: Point | None, at: datetime, now: datetime) -> Point:
    """The point of a fix that may count; raises Refused for one that is no position, from the future, or too old."""
    if point is None:
        raise Refused("not-a-position")
    if at > now + AHEAD:
        raise Refused("fix-ahead", minutes=sign_in.minutes(AHEAD))
    if at < now - TOO_OLD:
        raise Refused("fix-too-old", hours=duty.DUTY_HOURS)
    return point


@action(Right.MEMBER, "trackers.fix")
async def fix(
    work: Work, *, point: Point | None, at: datetime, accuracy_m: float | None, battery: Battery | None = None
) -> Answer:
    """A fix of somebody's tracker: their position while they are on duty, like a fix of a live location."""
    member = work.who.member
    if member is None or not work.who.may_act:
        raise Refused("not-registered")
    where = check(point, at, work.now)
    if member.duty is None or at < member.duty.started_at:
        return answer("tracker-off-duty")
    await tracker_health.heard(work, member, battery)
    await positions.fix(work, point=where, at=min(at, work.now), accuracy_m=accuracy_m, source="tracker")
    return answer("tracker-stored")


@action(Right.MEMBER, "trackers.trouble")
async def trouble(work: Work, *, why: Refused) -> Answer:
    """What somebody's tracker sent was refused: they are told while they are on duty, once until it is well again."""
    tracker = await work.tx[TRACKERS].of(work.district.id, work.who.user_id)
    member = work.who.member
    if tracker is None or member is None or not work.who.may_act or member.duty is None:
        return QUIET
    if why.key == "tracker-unknown":
        return await _told(work, tracker, why.key, "tracker-former-key")
    said = {"word": why.key, **why.facts}
    return await _told(work, replace(tracker, heard_at=work.now), why.key, "tracker-refused", why=said)


async def _told(work: Work, tracker: Tracker, name: str, sentence: str, **facts: object) -> Answer:
    assert work.who.member is not None  # noqa: S101  # the caller has looked
    newer = await tracker_health.tell_once(work, work.who.member, tracker, f"refused:{name}", sentence, **facts)
    await work.tx[TRACKERS].put(newer)
    return QUIET
