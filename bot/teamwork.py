"""Positions: where people are, and what is read from it."""

from dataclasses import replace
from datetime import datetime

from bot import enrolment, geo, rescue, signs, steps, welfare
from bot.actions import Right, action
from bot.cases.apply import Facts
from bot.cases.case import Assignment
from bot.cases.occasions import Due, Occasion
from bot.drafts import Draft
from bot.geo import Point
from bot.incidents import ACCEPTED, DISPATCHED, Incident
from bot.letters import Button
from bot.people import Member
from bot.refused import Refused
from bot.teams import Position
from bot.work import QUIET, Answer, Work, answer

ARRIVED_M = 50.0
ARRIVED_ACCURACY_M = 50.0
NEARER_M = 100.0
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
    member = work.who.member
    if member is None:
        return QUIET
    called = await rescue.follow(work, point=point, at=at, accuracy_m=accuracy_m) if point else None
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
        await signs.of_life(work)
        if before is None or before.point != point:
            await welfare.sign(work, member.team_id)
            await signs.note(work, member.team_id)
    if not jumps:
        await _read_position(work, member, position)
    if stopped:
        await work.tell([member], "live-stopped", collapse="live-stopped")
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
        await work.tell([member], "live-ended")


async def _read_position(work: Work, member: Member, position: Position) -> None:
    """Hands free: nearer by 100 m or half the way accepts; a good fix within 50 m that stands arrives."""
    if member.team_id is None:
        return
    for incident in await work.tx.cases.held_by(member.team_id):
        lead = incident.lead
        if lead is None or lead.team_id != member.team_id or incident.point is None or lead.by_hand:
            continue
        if position.fixed_at <= lead.sent_at:
            continue
        metres = geo.metres(position.point, incident.point)
        if incident.state == DISPATCHED and _comes_nearer(lead, metres) and await _may_accept(work, incident):
            incident = await steps.make(  # noqa: PLW2901  # the case as it stands from here on
                work, incident, "accept", facts=Facts(automatic=True, team_id=member.team_id)
            )
        await _see_arrival(work, incident, position, metres)


async def _may_accept(work: Work, incident: Incident) -> bool:
    """The item reserves accepting for nobody, or for officers that the team has."""
    standing = (await work.muster()).of(incident.lead.team_id) if incident.lead else None
    return standing is not None and standing.has_officers(work.item_of(incident).reserved.officers("accept"))


def _comes_nearer(lead: Assignment, metres: float) -> bool:
    if lead.sent_metres is None:
        return False
    return lead.sent_metres - metres >= min(NEARER_M, lead.sent_metres / 2) and lead.sent_metres > ARRIVED_M


async def _see_arrival(work: Work, incident: Incident, position: Position, metres: float) -> None:
    """Remember the first good fix at the spot; a fix to the contrary forgets it."""
    lead = incident.lead
    if lead is None or lead.stood_there or incident.state not in {DISPATCHED, ACCEPTED}:
        return
    accurate = position.accuracy_m is not None and position.accuracy_m <= ARRIVED_ACCURACY_M
    there = metres <= ARRIVED_M and accurate
    seen = (lead.arrival_seen_at or position.fixed_at) if there else None
    if not there and not accurate and metres <= ARRIVED_M:
        return
    if seen != lead.arrival_seen_at:
        changed = replace(lead, arrival_seen_at=seen)
        assignments = tuple(changed if a is lead else a for a in incident.assignments)
        stored = await work.tx.cases.touch_assignments(replace(incident, assignments=assignments))
        work.moved[stored.id] = stored


async def set_base(work: Work, draft: Draft, point: Point) -> Answer:
    """The location that answers *where is its base*."""
    enrolment.captains_only(work)
    team = await work.tx.teams.get(int(draft.data["team_id"]))
    if team is None:
        raise Refused("no-such-team", team=str(draft.data["team_id"]))
    await work.tx.teams.save(replace(team, base=point))
    work.stir()
    return answer("team-base-set", team=team.name)
