"""Duty: who begins it, until when, breaks, and how it ends."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.cases import phrases as cases_phrases
from bot.cases import release
from bot.duty import minding, planned
from bot.outbox.letters import Button
from bot.places.notes import going_in
from bot.register.people import Duty, Member
from bot.values import formats
from bot.values.refused import Refused
from bot.work import activity as work_activity
from bot.work import buttons as work_buttons
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.features import FEATURES, Gap
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

DUTY_HOURS = 12
ASK_BEFORE_S = 600
BREAK_MINUTES = 15
STAYS_ON = timedelta(minutes=10)
"""So long whoever still holds a case at the end of a duty is waited for, and after each sign of life once more."""

WAITED = "duty_wait"
"""The end of a duty at which somebody is waited for: while nobody can be heard it is not decided."""


def _member(work: Work) -> Member:
    if work.who.member is None or not work.who.may_act:
        raise Refused("not-registered")
    return work.who.member


@action(Right.MEMBER, "duty.start_duty")
async def start_duty(work: Work) -> Answer:
    """``/duty``: on duty until the roster's end or for 12 hours."""
    member = _member(work)
    if member.duty is not None:
        if member.duty.break_until is not None:
            return await end_break(work)
        raise Refused("on-duty-already", until=formats.clock(member.duty.until, work.district.zone))
    until = (await begin(work, member)).until
    team = (await mustering.of(work)).of(member.team_id)
    return answer(
        "duty-started" if team else "duty-started-no-team",
        until=formats.clock(until, work.district.zone),
        team=team.team.name if team else "",
        buttons=(
            (Button("button-off", f"duty:{work.district.id}.0:off"), _break_button(work)),
            (work_buttons.button(work.district.id),),
        ),
    )


async def begin(work: Work, member: Member) -> Duty:
    """Put somebody on duty who is not."""
    until = await planned.duty_end(work, member.user_id) or work.now + timedelta(hours=DUTY_HOURS)
    duty = await work.tx.people.start_duty(Duty(work.district.id, member.user_id, work.now, until))
    await schedule(work, duty)
    await _team_again(work, member)
    return duty


@action(Right.HOUSE, "duty.roll_call")
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
    """A team that has somebody on duty again may be sent again; what its others have read before going in they read."""
    team = await work.tx.teams.get(member.team_id) if member.team_id else None
    if team is not None and team.silent_since is not None:
        await work.tx.teams.save(replace(team, silent_since=None))
    work.stir()
    await going_in.catch_up(work, member.user_id)


async def schedule(work: Work, duty: Duty) -> None:
    """What will come due of a duty: the question before its end, the end, the end of a break."""
    subject = f"duty:{duty.id}/"
    dues = []
    if duty.ended_at is None:
        n = duty.asked
        dues.append(Due(subject, "duty_ask", duty.until - timedelta(seconds=ASK_BEFORE_S), n=n))
        dues.append(Due(subject, WAITED if await is_waited_for(work, duty) else "duty_end", duty.until, n=n))
        if duty.break_until is not None:
            dues.append(Due(subject, "break_end", duty.break_until, n=int(duty.break_until.timestamp())))
    await work.tx.occasions.sync(work.district.id, None, subject, dues)


@action(Right.MEMBER, "duty.end_duty")
async def end_duty(work: Work, *, sure: bool = False) -> Answer:
    """``/off``: whoever is the last of a team with a live case stays on until it is done or reassigned."""
    member = _member(work)
    if member.duty is None:
        raise Refused("not-on-duty")
    for stays in work.at_hand[FEATURES].stays:
        if (number := await stays(work, member)) is not None:
            raise Refused("handover-open", number=number)
    held = await release.left_alone(work, member)
    if held and not sure:
        return answer("off-but-case", buttons=((_give_up(work),),), numbers=cases_phrases.numbers(held))
    numbers = await off(work, member)
    if numbers:
        return answer("duty-ended-given-back", time=lasted(work, member.duty), given=await release.told(work, numbers))
    return answer("duty-ended", time=lasted(work, member.duty))


def _give_up(work: Work) -> Button:
    return Button("button-off-anyway", f"duty:{work.district.id}.0:off_sure")


def lasted(work: Work, duty: Duty) -> dict[str, Any]:
    """How long a duty has been, as a fact of the words."""
    return formats.duration_word((work.now - duty.started_at).total_seconds())


async def off(work: Work, member: Member, reason: str = "off_duty") -> tuple[int, ...]:
    """End a member's duty; what nobody of the team is left to hold goes back. Returns the numbers of those cases."""
    alone = await release.left_alone(work, member)
    if member.duty is not None:
        ended = replace(member.duty, ended_at=work.now, break_until=None)
        await work.tx.people.save_duty(ended)
        await minding.watch(work, ended, watches=False)
        await forget_question(work, ended)
        await schedule(work, ended)
    await work.tx.teams.drop_position(work.district.id, member.user_id)
    work.stir()
    return await release.give_back(work, member.team_id, reason) if alone and member.team_id is not None else ()


@action(Right.MEMBER, "duty.take_break")
async def take_break(work: Work, *, minutes: int = BREAK_MINUTES, held: str = "") -> Answer:
    """``/break``: back by itself, with one notice. The last one available of a team with a live case is asked first.

    *held* is the answer, what becomes of the case: ``give`` back, or ``watch`` it during the break.
    """
    member = _member(work)
    if member.duty is None:
        raise Refused("not-on-duty")
    if not 1 <= minutes <= 240:
        raise Refused("break-too-long", most=240)
    cases = await minding.unwatched_cases(work, member)
    if cases and not held:
        begin = f"duty:{work.district.id}.0:break_"
        choices = tuple((Button(f"button-break-{one}", f"{begin}{one}:{minutes}"),) for one in ("give", "watch"))
        return answer("break-but-case", buttons=choices, numbers=cases_phrases.numbers(cases))
    duty = replace(member.duty, break_until=work.now + timedelta(minutes=minutes))
    await work.tx.people.save_duty(duty)
    await schedule(work, duty)
    work.stir()
    back = Button("button-back", f"duty:{work.district.id}.0:back")
    if cases and held == "watch":
        await minding.watch(work, duty)
        return answer("break-watching", buttons=((back,),), minutes=minutes, numbers=cases_phrases.numbers(cases))
    if cases and member.team_id is not None:
        told = await release.told(work, await release.give_back(work, member.team_id, "on_break"))
        return answer("break-started-given-back", buttons=((back,),), minutes=minutes, given=told)
    return answer("break-started", buttons=((back,),), minutes=minutes)


@action(Right.MEMBER, "duty.end_break")
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
    await minding.watch(work, duty, watches=False)
    await work.tx.people.save_duty(duty)
    await schedule(work, duty)
    await _team_again(work, member)


@action(Right.MEMBER, "duty.one_hour_more")
async def one_hour_more(work: Work) -> Answer:
    """The answer to the question before the end of duty, or at it."""
    member = _member(work)
    if member.duty is None:
        raise Refused("not-on-duty")
    await forget_question(work, member.duty)
    until = max(member.duty.until, work.now) + timedelta(hours=1)
    duty = replace(member.duty, until=until, asked=member.duty.asked + 1)
    await work.tx.people.save_duty(duty)
    await schedule(work, duty)
    return answer("duty-longer", until=formats.clock(duty.until, work.district.zone))


def _question(duty: Duty) -> str:
    """Under this name is kept since when somebody is waited for whose duty is over, and who holds a case."""
    return f"duty-over:{duty.id}"


async def is_waited_for(work: Work, duty: Duty) -> bool:
    """Whether this duty is over but for a case, and who holds it was asked."""
    return bool(await work.tx.kept.get(_question(duty)))


async def forget_question(work: Work, duty: Duty) -> None:
    """At the next end of this duty it is asked anew."""
    if await is_waited_for(work, duty):
        await work.tx.kept.put(_question(duty), None)


async def wait_anew(work: Work, member: Member, duty: Duty, *, presses_lost: bool) -> None:
    """After a gap: the silence in it was nobody's, and who is waited for has ten minutes again; buttons come anew."""
    await work.tx.kept.put(_question(duty), work.now.isoformat())
    await _go_on(work, duty)
    if presses_lost and await release.left_alone(work, member):
        await _ask_whether_to_give_up(work, member)


@action(Right.HOUSE, "duty.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """What came due of a duty."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    duty = await work.tx.people.duty(int(occasion.subject.removeprefix("duty:").rstrip("/")))
    member = await work.tx.people.member(work.district.id, duty.user_id) if duty else None
    if duty is None or member is None or duty.ended_at is not None:
        return
    hands_over = any([await stays(work, member) is not None for stays in work.at_hand[FEATURES].stays])
    if occasion.name == "break_end":
        await back(work, member, duty)
        await telling.tell(work, [member], "break-over")
    elif occasion.name in {"duty_end", WAITED}:
        await _end(work, member, duty, hands_over=hands_over)
    elif not hands_over and not await is_waited_for(work, duty):
        await telling.tell(
            work, [member], "duty-ask", buttons=((_longer(work),),), until=formats.clock(duty.until, work.district.zone)
        )


def _longer(work: Work) -> Button:
    return Button("button-hour-more", f"duty:{work.district.id}.0:longer")


async def _end(work: Work, member: Member, duty: Duty, *, hands_over: bool) -> None:
    """The duty is over. Whoever holds a case alone is asked once, and stays on while there are signs of them.

    Ten minutes without one, and the case goes back.
    """
    held = await release.left_alone(work, member)
    if hands_over or (held and await _lives(work, member, duty)):
        await _go_on(work, duty)
    elif held:
        numbers = cases_phrases.numbers(await off(work, member))
        await telling.tell(work, [member], "duty-over-given-back", numbers=numbers)
    else:
        await off(work, member)
        await telling.tell(work, [member], "duty-over")


async def _go_on(work: Work, duty: Duty) -> None:
    held_on = replace(duty, until=work.now + STAYS_ON, asked=duty.asked + 1)
    await work.tx.people.save_duty(held_on)
    await schedule(work, held_on)


async def _lives(work: Work, member: Member, duty: Duty) -> bool:
    """Asks, the first time; later whether the team gave a sign of life since it was waited for."""
    since = await work.tx.kept.get(_question(duty))
    seen = await work_activity.last(work, member.team_id)
    if since is not None and (seen is None or seen <= datetime.fromisoformat(since)):
        return False
    await work.tx.kept.put(_question(duty), work.now.isoformat())
    if since is None:
        await _ask_whether_to_give_up(work, member)
    return True


async def _ask_whether_to_give_up(work: Work, member: Member) -> None:
    held = await release.left_alone(work, member)
    await telling.tell(
        work,
        [member],
        "duty-over-but-case",
        numbers=cases_phrases.numbers(held),
        minutes=STAYS_ON.seconds // 60,
        buttons=((_give_up(work),), (_longer(work),)),
    )


# --- after a time without contact

STILL_THERE = timedelta(hours=1)
"""Whose duty ended in a gap, no longer ago than one hour more would have been, is asked again."""


async def waits_anew(work: Work, gap: Gap) -> None:
    """Who holds a case at the end of a duty and is waited for is waited for anew."""
    for member in (await mustering.of(work)).members.values():
        if member.duty is not None and await is_waited_for(work, member.duty):
            await wait_anew(work, member, member.duty, presses_lost=gap.presses_lost)
    work.stir(look_for_teams=False)


async def duties_anew(work: Work, gap: Gap) -> None:
    """Who was or would have been asked whether duty goes on has ten minutes again, and is asked again by the clock."""
    if not gap.presses_lost:
        return
    for member in (await mustering.of(work)).members.values():
        duty = member.duty
        if duty is None or await is_waited_for(work, duty):
            continue
        if not -STILL_THERE < duty.until - work.now <= timedelta(seconds=ASK_BEFORE_S):
            continue
        asked = replace(duty, until=work.now + timedelta(seconds=ASK_BEFORE_S), asked=duty.asked + 1)
        await work.tx.people.save_duty(asked)
        await schedule(work, asked)
