"""Duty: who begins it, until when, breaks, and how it ends."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot import figures, planned, rescue, steps
from bot.cases.apply import Facts
from bot.cases.occasions import Due, Occasion
from bot.handovers import Handover
from bot.incidents import Incident
from bot.letters import Button
from bot.people import Duty, Member
from bot.refused import Refused
from bot.work import Answer, Work, answer

DUTY_HOURS = 12
ASK_BEFORE_S = 600
BREAK_MINUTES = 15


def _member(work: Work) -> Member:
    if work.who.member is None or not work.who.may_act:
        raise Refused("not-registered")
    return work.who.member


async def start_duty(work: Work) -> Answer:
    """``/duty``: on duty until the roster's end or for 12 hours."""
    member = _member(work)
    if member.duty is not None:
        if member.duty.break_until is not None:
            return await end_break(work)
        raise Refused("on-duty-already", until=figures.clock(member.duty.until, work.district.zone))
    until = (await begin(work, member)).until
    team = (await work.muster()).of(member.team_id)
    return answer(
        "duty-started" if team else "duty-started-no-team", until=figures.clock(until, work.district.zone),
        team=team.team.name if team else "",
        buttons=(
            (Button("button-off", f"duty:{work.district.id}.0:off"), _break_button(work)),
            (rescue.button(work.district.id),),
        ),
    )  # fmt: skip


async def begin(work: Work, member: Member) -> Duty:
    """Put somebody on duty who is not."""
    until = await planned.duty_end(work, member.user_id) or work.now + timedelta(hours=DUTY_HOURS)
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
            await begin(work, member)


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
    if offered := await offered_by(work, member):
        raise Refused("handover-open", number=offered.number)
    held = await would_leave_alone(work, member)
    if held and not sure:
        give_up = Button("button-off-anyway", f"duty:{work.district.id}.0:off_sure")
        return answer("off-but-case", buttons=((give_up,),), number=held[0].number)
    await off(work, member)
    return answer("duty-ended", hours=hours(work, member.duty))


async def offered_by(work: Work, member: Member) -> Handover | None:
    """The handover that this captain offers and nobody has taken over: they stay responsible until then."""
    return next((h for h in await work.tx.handovers.offered(work.district.id) if h.by_id == member.user_id), None)


def hours(work: Work, duty: Duty) -> str:
    """How long a duty has been, as ``8:05``."""
    minutes = int((work.now - duty.started_at).total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


async def would_leave_alone(work: Work, member: Member) -> list[Incident]:
    """Cases of the member's team that nobody of it would be left to hold."""
    standing = (await work.muster()).of(member.team_id)
    if standing is None or any(m.duty and m.user_id != member.user_id for m in standing.members):
        return []
    return await work.tx.cases.held_by(standing.team.id)


async def off(work: Work, member: Member) -> None:
    """End a member's duty; cases that nobody of the team is left to hold are released, and the captain is told."""
    alone = await would_leave_alone(work, member)
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
    await back(work, member, member.duty)
    return answer("break-ended")


async def back(work: Work, member: Member, duty: Duty) -> None:
    """End a break."""
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
    """What came due of a duty."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    duty = await work.tx.people.duty(int(occasion.subject.removeprefix("duty:")))
    member = await work.tx.people.member(work.district.id, duty.user_id) if duty else None
    if duty is None or member is None or duty.ended_at is not None:
        return
    hands_over = await offered_by(work, member)
    if occasion.name == "duty_ask" and hands_over is not None:
        return
    if occasion.name == "duty_ask":
        more = Button("button-hour-more", f"duty:{work.district.id}.0:longer")
        await work.tell([member], "duty-ask", buttons=((more,),), until=figures.clock(duty.until, work.district.zone))
    elif occasion.name == "break_end":
        await back(work, member, duty)
        await work.tell([member], "break-over")
    elif hands_over is not None or await would_leave_alone(work, member):
        held_on = replace(duty, until=work.now + timedelta(minutes=10), asked=duty.asked + 1)
        await work.tx.people.save_duty(held_on)
        await schedule(work, held_on)
    else:
        await off(work, member)
        await work.tell([member], "duty-over")
