"""Duty and positions: what teams do besides their cases."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot import enrolment, figures, geo, rescue, signs, steps, welfare
from bot.cases.apply import Facts
from bot.cases.case import Assignment
from bot.cases.occasions import Due, Occasion
from bot.drafts import Draft
from bot.geo import Point
from bot.incidents import ACCEPTED, DISPATCHED, Incident
from bot.letters import Button
from bot.people import Duty, Member
from bot.refused import Refused
from bot.teams import Position
from bot.work import QUIET, Answer, Work, answer

DUTY_HOURS = 12
ASK_BEFORE_S = 600
BREAK_MINUTES = 15
ARRIVED_M = 50.0
ARRIVED_ACCURACY_M = 50.0
NEARER_M = 100.0
JUMP_KMH = 120.0


def _member(work: Work) -> Member:
    if work.who.member is None or not work.who.may_act:
        raise Refused("not-registered")
    return work.who.member


# --- duty


async def start_duty(work: Work) -> Answer:
    """``/duty``: on duty until the roster's end or for 12 hours."""
    member = _member(work)
    if member.duty is not None:
        if member.duty.break_until is not None:
            return await end_break(work)
        raise Refused("on-duty-already", until=figures.clock(member.duty.until, work.district.zone))
    until = (await _begin(work, member)).until
    team = (await work.muster()).of(member.team_id)
    return answer(
        "duty-started" if team else "duty-started-no-team", until=figures.clock(until, work.district.zone),
        team=team.team.name if team else "",
        buttons=(
            (Button("button-off", f"duty:{work.district.id}.0:off"), _break_button(work)),
            (rescue.button(work.district.id),),
        ),
    )  # fmt: skip


async def _begin(work: Work, member: Member) -> Duty:
    until = work.now + timedelta(hours=DUTY_HOURS)
    duty = await work.tx.people.start_duty(Duty(work.district.id, member.user_id, work.now, until))
    await schedule(work, duty)
    await _team_again(work, member)
    return duty


async def roll_call(work: Work, *, user_ids: Iterable[int]) -> None:
    """Put these people on duty who are not, with their private chats open (the beginning of a drill)."""
    for user_id in user_ids:
        person = await work.tx.people.get(user_id)
        if person is not None and not person.private_open:
            await work.tx.people.save(replace(person, private_open=True))
        member = await work.tx.people.member(work.district.id, user_id)
        if member is not None and member.duty is None:
            await _begin(work, member)


def _break_button(work: Work) -> Button:
    return Button("button-break", f"duty:{work.district.id}.0:break")


async def _team_again(work: Work, member: Member) -> None:
    """A team that has somebody on duty again may be sent again."""
    team = await work.tx.teams.get(member.team_id) if member.team_id else None
    if team is not None and team.silent_since is not None:
        await work.tx.teams.save(replace(team, silent_since=None))
    work.stir()


async def schedule(work: Work, duty: Duty) -> None:
    """What will come due of a duty: the question before its end, the end, the end of a break."""
    subject = f"duty:{duty.id}"
    dues = []
    if duty.ended_at is None:
        n = duty.asked
        dues.append(Due(subject, "duty_ask", duty.until - timedelta(seconds=ASK_BEFORE_S), n=n))
        dues.append(Due(subject, "duty_end", duty.until, n=n))
        if duty.break_until is not None:
            dues.append(Due(subject, "break_end", duty.break_until, n=int(duty.break_until.timestamp())))
    await work.tx.occasions.sync(work.district.id, None, subject, dues)


async def end_duty(work: Work, *, sure: bool = False) -> Answer:
    """``/off``: whoever is the last of a team with a live case stays on until it is done or reassigned."""
    member = _member(work)
    if member.duty is None:
        raise Refused("not-on-duty")
    held = await _would_leave_alone(work, member)
    if held and not sure:
        give_up = Button("button-off-anyway", f"duty:{work.district.id}.0:off_sure")
        return answer("off-but-case", buttons=((give_up,),), number=held[0].number)
    await off(work, member)
    return answer("duty-ended", hours=_hours(work, member.duty))


def _hours(work: Work, duty: Duty) -> str:
    minutes = int((work.now - duty.started_at).total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


async def _would_leave_alone(work: Work, member: Member) -> list[Incident]:
    """Cases of the member's team that nobody of it would be left to hold."""
    standing = (await work.muster()).of(member.team_id)
    if standing is None or any(m.duty and m.user_id != member.user_id for m in standing.members):
        return []
    return await work.tx.cases.held_by(standing.team.id)


async def off(work: Work, member: Member) -> None:
    """End a member's duty; cases that nobody of the team is left to hold are released, and the captain is told."""
    alone = await _would_leave_alone(work, member)
    if member.duty is not None:
        ended = replace(member.duty, ended_at=work.now, break_until=None)
        await work.tx.people.save_duty(ended)
        await schedule(work, ended)
    await work.tx.teams.drop_position(work.district.id, member.user_id)
    work.stir()
    for incident in alone:
        lead = incident.lead
        if lead is not None and lead.team_id == member.team_id:
            await steps.make(work, incident, "release", facts=Facts(given={"reason": "off duty"}))


async def take_break(work: Work, *, minutes: int = BREAK_MINUTES) -> Answer:
    """``/break``: back by itself, with one notice."""
    member = _member(work)
    if member.duty is None:
        raise Refused("not-on-duty")
    if not 1 <= minutes <= 240:
        raise Refused("break-too-long", most=240)
    duty = replace(member.duty, break_until=work.now + timedelta(minutes=minutes))
    await work.tx.people.save_duty(duty)
    await schedule(work, duty)
    work.stir()
    back = Button("button-back", f"duty:{work.district.id}.0:back")
    return answer("break-started", buttons=((back,),), minutes=minutes)


async def end_break(work: Work) -> Answer:
    """``/back``."""
    member = _member(work)
    if member.duty is None:
        raise Refused("not-on-duty")
    if member.duty.break_until is None:
        raise Refused("not-on-break")
    await _back(work, member, member.duty)
    return answer("break-ended")


async def _back(work: Work, member: Member, duty: Duty) -> None:
    duty = replace(duty, break_until=None)
    await work.tx.people.save_duty(duty)
    await schedule(work, duty)
    await _team_again(work, member)


async def one_hour_more(work: Work) -> Answer:
    """The answer to the question before the end of duty."""
    member = _member(work)
    if member.duty is None:
        raise Refused("not-on-duty")
    duty = replace(member.duty, until=member.duty.until + timedelta(hours=1), asked=member.duty.asked + 1)
    await work.tx.people.save_duty(duty)
    await schedule(work, duty)
    return answer("duty-longer", until=figures.clock(duty.until, work.district.zone))


async def decide(work: Work, *, occasion: Occasion) -> None:
    """What came due of a duty or a live location."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    kind, _, own = occasion.subject.partition(":")
    if kind == "live":
        await _live_ended(work, int(own.split("/")[0]))
        return
    duty = await work.tx.people.duty(int(own))
    member = await work.tx.people.member(work.district.id, duty.user_id) if duty else None
    if duty is None or member is None or duty.ended_at is not None:
        return
    if occasion.name == "duty_ask":
        more = Button("button-hour-more", f"duty:{work.district.id}.0:longer")
        await work.tell([member], "duty-ask", buttons=((more,),), until=figures.clock(duty.until, work.district.zone))
    elif occasion.name == "break_end":
        await _back(work, member, duty)
        await work.tell([member], "break-over")
    elif await _would_leave_alone(work, member):
        held_on = replace(duty, until=work.now + timedelta(minutes=10), asked=duty.asked + 1)
        await work.tx.people.save_duty(held_on)
        await schedule(work, held_on)
    else:
        await off(work, member)
        await work.tell([member], "duty-over")


# --- positions


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


async def _live_ended(work: Work, user_id: int) -> None:
    """A live location ran out: the member is asked once to renew."""
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
        if incident.state == DISPATCHED and _comes_nearer(lead, metres):
            incident = await steps.make(  # noqa: PLW2901  # the case as it stands from here on
                work, incident, "accept", facts=Facts(automatic=True, team_id=member.team_id)
            )
        await _see_arrival(work, incident, position, metres)


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
