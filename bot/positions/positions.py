"""Positions: where people are, and what is read from it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.outbox.letters import Button
from bot.register import fixes
from bot.register.fixes import Fix, Verdict
from bot.register.people import Member
from bot.register.teams import Position
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.features import FEATURES
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

OFF_DUTY_KEPT = 5
"""So many live locations of one person are known of which they were told that they are off duty, the newest."""


@action(Right.ANYBODY, "teamwork.fix")
async def fix(
    work: Work,
    *,
    point: Point | None,
    at: datetime,
    accuracy_m: float | None = None,
    live_until: datetime | None = None,
    stopped: bool = False,
    message_id: int | None = None,
    source: str = "chat",
) -> Answer:
    """A live location or one of its edits, or a tracker's fix. Stored only while on duty; a stranger's is ignored.

    Of who called for help it is followed, on duty or not. One that is far worse than what is known, or a jump that no
    second fix confirms, moves nobody.
    """
    member = work.who.member
    if member is None:
        return QUIET
    called = point is not None and await _followed(work, point, at, accuracy_m)
    if not work.who.may_act or (called and member.duty is None):
        return QUIET
    if point is None:
        raise Refused("not-a-position")
    if member.duty is None:
        return await _off_duty(work, member, None if stopped else message_id)
    before = (await work.tx.teams.positions(work.district.id)).get(member.user_id)
    if before is not None and before.fixed_at > at:
        return QUIET
    live_until = None if stopped else _live_until(live_until, before, message_id)
    new = Position(
        work.district.id, member.user_id, point, at, accuracy_m, live_until, work.who.chat_id, message_id, source
    )
    verdict = _weigh(work, before, new)
    position = await _keep(work, before, new, verdict)
    if before is None or (before.live_until, before.message_id) != (live_until, message_id):
        await _schedule_live(work, member, new)
    work.stir(look_for_teams=before is None or not before.is_fresh(work.now, work.rules.position_s))
    if source != "tracker":  # a device sends also while its bearer sleeps
        await _sign_of_life(work, member, moved=before is None or before.point != position.point)
    if verdict is Verdict.TAKEN:
        await _read_from(work, member, position)
    if stopped:
        await telling.tell(work, [member], "live-stopped", collapse="live-stopped")
    return QUIET


def _weigh(work: Work, before: Position | None, new: Position) -> Verdict:
    if before is None:
        return Verdict.TAKEN
    return fixes.weigh(before.fix, _told(before.doubted), new.fix, work.rules.position_s)


async def _keep(work: Work, before: Position | None, new: Position, verdict: Verdict) -> Position:
    """What is known of them from here on; of a fix that does not count only that they share it, and what is doubted."""
    if before is None or verdict is Verdict.TAKEN:
        await work.tx.teams.put_position(new)
        return new
    kept, doubted = before, _told(before.doubted)
    if verdict is Verdict.DOUBTED:
        kept = replace(kept, doubted=_plain(new.fix))
        await _schedule_settling(work, new)
    elif doubted is not None and fixes.is_jump(doubted, new.fix):
        kept = replace(kept, doubted=None)
    if new.source == "chat":
        kept = replace(kept, live_until=new.live_until, chat_id=new.chat_id, message_id=new.message_id)
    if kept != before:
        await work.tx.teams.put_position(kept, track=False)
    return kept


def _plain(fix: Fix) -> dict[str, Any]:
    return {"lat": fix.point.lat, "lon": fix.point.lon, "at": fix.at.isoformat(), "accuracy_m": fix.accuracy_m}


def _told(plain: Mapping[str, Any] | None) -> Fix | None:
    if plain is None:
        return None
    return Fix(Point(plain["lat"], plain["lon"]), datetime.fromisoformat(plain["at"]), plain["accuracy_m"])


async def _followed(work: Work, point: Point, at: datetime, accuracy_m: float | None) -> bool:
    """Whether a feature follows this person wherever they are; all are asked, since each notes the point itself."""
    asked = [await follow(work, point=point, at=at, accuracy_m=accuracy_m) for follow in work.at_hand[FEATURES].fixed]
    return any(asked)


def _live_until(said: datetime | None, before: Position | None, message_id: int | None) -> datetime | None:
    """An edit of a live location does not say again until when it is shared."""
    if said is None and before is not None and before.message_id == message_id:
        return before.live_until
    return said


async def _read_from(work: Work, member: Member, position: Position) -> None:
    """What features read from a position that counts."""
    for read in work.at_hand[FEATURES].positioned:
        await read(work, member, position)


async def _sign_of_life(work: Work, member: Member, *, moved: bool) -> None:
    """Whoever shares where they are is there; and whoever moves is heard of like one who speaks."""
    features = work.at_hand[FEATURES]
    for sign in features.signs:
        await sign(work)
    if moved:
        for hear in features.hears:
            await hear(work, member.team_id)


async def _off_duty(work: Work, member: Member, message_id: int | None) -> Answer:
    """A live location of somebody off duty is not kept; they are told so, once for each."""
    name = f"live-off:{member.user_id}"
    told: list[int] = await work.tx.kept.get(name) or []
    if message_id is None or message_id in told:
        return QUIET
    await work.tx.kept.put(name, [*told, message_id][-OFF_DUTY_KEPT:])
    duty = Button("button-duty", f"duty:{work.district.id}.0:duty")
    return answer("live-but-off-duty", buttons=((duty,),))


async def _schedule_live(work: Work, member: Member, position: Position) -> None:
    subject = f"live:{member.user_id}/{position.message_id}"
    dues = [Due(subject, "live_end", position.live_until)] if position.live_until else []
    await work.tx.occasions.sync(work.district.id, None, f"live:{member.user_id}/", dues)


@action(Right.HOUSE, "teamwork.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """A live location ran out: the member is asked once to renew."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    user_id = int(occasion.subject.removeprefix("live:").split("/")[0])
    member = await work.tx.people.member(work.district.id, user_id)
    if member is not None and member.duty is not None:
        work.stir()
        await telling.tell(work, [member], "live-ended")


async def _schedule_settling(work: Work, jump: Position) -> None:
    """A *jump* of a phone waits for a minute; a tracker sends again by itself, so that its silence says nothing."""
    settle = Due(_jump(jump.user_id, jump.fix), "settle", work.now + timedelta(seconds=fixes.SETTLED_S))
    wanted = [settle] if jump.source == "chat" else []
    await work.tx.occasions.sync(work.district.id, None, f"jump:{jump.user_id}/", wanted)


def _jump(user_id: int, fix: Fix) -> str:
    return f"jump:{user_id}/{fix.at.timestamp():.0f}"


@action(Right.HOUSE, "teamwork.settle")
async def settle(work: Work, *, occasion: Occasion) -> None:
    """Nothing contradicted a jump of a phone, which sends nothing more while it lies still: it is there."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    user_id = int(occasion.subject.removeprefix("jump:").split("/")[0])
    member = await work.tx.people.member(work.district.id, user_id)
    before = (await work.tx.teams.positions(work.district.id)).get(user_id)
    jump = _told(before.doubted) if before else None
    if member is None or before is None or jump is None or _jump(user_id, jump) != occasion.subject:
        return  # overtaken by another fix, or nobody is on duty any more
    there = replace(before, point=jump.point, fixed_at=jump.at, accuracy_m=jump.accuracy_m, source="chat", doubted=None)
    await work.tx.teams.put_position(there)
    work.stir()
    await _read_from(work, member, there)
