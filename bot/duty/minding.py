"""Who watches a case while its team is on break."""

from typing import Any

from bot.cases import release
from bot.register.people import Duty, Member
from bot.work import mustering
from bot.work.work import Work


async def unwatched_cases(work: Work, member: Member) -> list[Any]:
    """Cases of the member's team that nobody of it would be left to mind if this one rested."""
    standing = (await mustering.of(work)).of(member.team_id)
    if standing is None or [m.user_id for m in standing.available] != [member.user_id]:
        return []
    return await release.held_by(work, standing.team.id)


def _watches(duty: Duty) -> str:
    return f"watches:{duty.id}"


async def watch(work: Work, duty: Duty, *, watches: bool = True) -> None:
    """Whoever rests minds the cases of their team all the same, or does so no longer."""
    if watches or await work.tx.kept.get(_watches(duty)):
        await work.tx.kept.put(_watches(duty), True if watches else None)


async def minded_by(work: Work, team_id: int) -> list[Member]:
    """Who of a team is reminded of its cases: those available, else those who watch them during their break."""
    standing = (await mustering.of(work)).of(team_id)
    if standing is None or standing.available:
        return list(standing.available) if standing else []
    return [m for m in standing.members if m.duty and await work.tx.kept.get(_watches(m.duty))]
