"""Roles with an end (an acting captain): the end comes by itself, with one notice; and how a membership ends."""

from dataclasses import replace
from typing import Any

from bot import duty, menus
from bot.cases.occasions import Due, Occasion
from bot.people import Member, RoleName
from bot.work import Work


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


async def leave(work: Work, member: Member) -> None:
    """End a membership with duty, team and roles; what they held alone is released."""
    await duty.off(work, member)
    gone = replace(member, left_at=work.now, team_id=None, roles=(), duty=None)
    await work.tx.people.save_member(gone)
    await schedule(work, gone)
    await menus.refresh(work, member.user_id)
    work.stir()


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
    if left:
        await work.tx.people.save_member(replace(member, roles=left))
        await menus.refresh(work, member.user_id)
        work.stir()
    else:
        await leave(work, member)
    others = [m for m in await work.captains() if m.user_id != member.user_id]
    told: dict[str, Any] = {"name": member.name, "role": {"word": f"role-{RoleName(role)}"}}
    await work.tell([member], "term-over" if left else "term-over-and-gone", **told)
    await work.tell(others, "term-over-of", **told)
