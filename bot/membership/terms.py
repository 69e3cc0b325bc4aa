"""Roles with an end (an acting captain): the end comes by itself, with one notice; and how a membership ends."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.bodies import changing
from bot.duty import duty
from bot.incidents.requests import reporters
from bot.membership import captaincy
from bot.menus import menus
from bot.register.people import OF_BODIES, Member, RoleName
from bot.values import spoken_time
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

LONGEST_TERM = timedelta(days=366)
"""A role for a time is for no longer than this."""


def until(work: Work, duration: str) -> datetime | None:
    """When a role for *duration* ends; None where none is given. Refused for what is no length of time."""
    if not duration:
        return None
    length, _ = spoken_time.duration(duration)
    if length is None or not timedelta() < length <= LONGEST_TERM:
        raise Refused("wrong-duration", duration=duration)
    return work.now + length


def _subject(member: Member) -> str:
    return f"role:{member.district_id}.{member.user_id}/"


async def schedule(work: Work, member: Member) -> None:
    """What will come due of a member's roles: the end of each that has one."""
    dues = [
        Due(f"{_subject(member)}{held.role}", "role_end", held.until, n=int(held.until.timestamp()))
        for held in member.roles
        if held.until is not None and member.left_at is None
    ]
    await work.tx.occasions.sync(work.district.id, None, _subject(member), dues)


async def leave(work: Work, member: Member, *, bodies_too: bool = False) -> tuple[int, ...]:
    """End a membership with duty, team and roles; what they held alone is released. Returns the numbers of that.

    Who is an officer or approver of a body stays that, unless *bodies_too*: it has nothing to do with the group.
    """
    numbers = await duty.off(work, member)
    if bodies_too:
        await changing.end_all(work, member)
    kept = () if bodies_too else tuple(held for held in member.roles if held.role in OF_BODIES)
    left_at = None if kept else member.left_at or work.now
    gone = replace(member, left_at=left_at, team_id=None, roles=kept, duty=None)
    await work.tx.people.save_member(gone)
    await schedule(work, gone)
    await menus.refresh(work, member.user_id)
    work.stir()
    await reporters.gone(work, member)
    if any(held.role is RoleName.CAPTAIN for held in member.roles):
        await captaincy.captain_gone(work, member)
    return numbers


async def only_looks(work: Work, member: Member) -> tuple[int, ...]:
    """Who may only look, or is only of a body, is on no duty and in no team; returns the cases that they held alone."""
    if member.role_names(work.now) - {RoleName.VIEWER} - OF_BODIES:
        return ()
    numbers = await duty.off(work, member)
    await work.tx.people.save_member(replace(member, team_id=None, duty=None))
    work.stir()
    return numbers


@action(Right.HOUSE, "terms.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """A role has ended (its rights were gone at that instant): who has no other one belongs here no longer."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    whose, _, role = occasion.subject.removeprefix("role:").partition("/")
    member = await work.tx.people.member(work.district.id, int(whose.partition(".")[2]))
    if member is None or member.left_at is not None:
        return
    ended = [r for r in member.roles if r.role == role and r.until is not None and r.until <= work.now]
    if not ended:
        return
    left = tuple(r for r in member.roles if r not in ended)
    if role in OF_BODIES:
        await changing.end_past(work, member)
    if left:
        member = replace(member, roles=left)
        await work.tx.people.save_member(member)
        await menus.refresh(work, member.user_id)
        await only_looks(work, member)
        work.stir()
        if role == RoleName.CAPTAIN:
            await captaincy.captain_gone(work, member)
    else:
        await leave(work, member)
    others = [m for m in await mustering.captains(work) if m.user_id != member.user_id]
    told: dict[str, Any] = {"name": member.name, "role": {"word": f"role-{RoleName(role)}"}}
    await telling.tell(work, [member], "term-over" if left else "term-over-and-gone", **told)
    await telling.tell(work, others, "term-over-of", **told)
