"""Positions: where people are, and what is read from it."""

from datetime import datetime

from bot.outbox.letters import Button
from bot.register.people import Member
from bot.register.teams import Position
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.features import FEATURES
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

JUMP_KMH = 120.0


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

    Of who called for help it is followed, on duty or not.
    """
    member, features = work.who.member, work.at_hand[FEATURES]
    if member is None:
        return QUIET
    called = False
    if point is not None:
        for follow in features.fixed:
            called = await follow(work, point=point, at=at, accuracy_m=accuracy_m) or called
    if not work.who.may_act or (called and member.duty is None):
        return QUIET
    if point is None:
        raise Refused("not-a-position")
    if member.duty is None:
        return await _off_duty(work, member, None if stopped else message_id)
    before = (await work.tx.teams.positions(work.district.id)).get(member.user_id)
    if before is not None and before.fixed_at > at:
        return QUIET
    if stopped:
        live_until = None
    elif live_until is None and before is not None and before.message_id == message_id:
        live_until = before.live_until
    jumps = before is not None and geo.kmh(before.point, before.fixed_at, point, at) > JUMP_KMH
    position = Position(
        work.district.id, member.user_id, point, at, accuracy_m, live_until, work.who.chat_id, message_id, source
    )
    await work.tx.teams.put_position(position)
    if before is None or (before.live_until, before.message_id) != (live_until, message_id):
        await _schedule_live(work, member, position)
    work.stir(look_for_teams=before is None or not before.is_fresh(work.now, work.rules.position_s))
    if source != "tracker":  # a device sends also while its bearer sleeps
        for sign in features.signs:
            await sign(work)
        for hear in features.hears if before is None or before.point != point else ():
            await hear(work, member.team_id)
    for read in features.positioned if not jumps else ():
        await read(work, member, position)
    if stopped:
        await telling.tell(work, [member], "live-stopped", collapse="live-stopped")
    return QUIET


async def _off_duty(work: Work, member: Member, message_id: int | None) -> Answer:
    """A live location of somebody off duty is not kept; they are told so, once for each."""
    if message_id is None or await work.tx.kept.get(f"live-off:{member.user_id}:{message_id}"):
        return QUIET
    await work.tx.kept.put(f"live-off:{member.user_id}:{message_id}", True)
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
