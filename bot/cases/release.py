"""What a team holds goes back when nobody of it is left to hold it: on record, with the next team sent."""

from typing import Any

from bot.cases import kinds, phrases
from bot.cases.kinds import KINDS
from bot.register.people import Member
from bot.work import mustering
from bot.work.features import FEATURES
from bot.work.work import Work


async def held_by(work: Work, team_id: int) -> list[Any]:
    """The cases that a team holds, of every kind that is held, last sent last."""
    found: list[Any] = []
    for kind in work.at_hand[KINDS]:
        if kind.release is not None:
            found += await work.tx[kind.store].held_by(team_id)
    return found


async def left_alone(work: Work, member: Member) -> list[Any]:
    """Cases of the member's team that nobody of it would be left to hold.

    Where they are off duty that is only so when nobody else belongs to the team: a captain sent it all the same.
    """
    standing = (await mustering.of(work)).of(member.team_id)
    others = [m for m in standing.members if m.user_id != member.user_id] if standing else []
    if standing is None or any(m.duty or member.duty is None for m in others):
        return []
    return await held_by(work, standing.team.id)


async def give_back(work: Work, team_id: int, reason: str) -> tuple[int, ...]:
    """Give back all that a team holds; returns the numbers. *reason* is one of the codes of a release."""
    held = await held_by(work, team_id)
    for case in held:
        if release := work.at_hand[KINDS].of(case).release:
            await release(work, case, team_id, reason)
    work.stir()
    return tuple(case.number for case in held)


async def told(work: Work, given_back: tuple[int, ...]) -> dict[str, Any]:
    """What became of the cases given back, as a fact of the words: another team goes, or they wait for one."""
    for seek in work.at_hand[FEATURES].seeks:
        await seek(work)
    waiting = []
    for number in given_back:
        case = await kinds.by_number(work, number)
        waits = work.at_hand[KINDS].of(case).waits if case is not None else None
        if waits is not None and waits(case):
            waiting.append(number)
    sent = tuple(number for number in given_back if number not in waiting)
    both = "given-both" if sent and waiting else "given-waits" if waiting else "given-sent"
    return {"word": both, "sent": phrases.numbers(sent), "waits": phrases.numbers(waiting)}
