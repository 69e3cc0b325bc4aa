"""What a team holds goes back when nobody of it is left to hold it: on record, with the next team sent."""

from bot.cases import perform, phrases
from bot.cases.case import Role
from bot.cases.rulebook import Facts
from bot.incidents.orders import sending, support
from bot.incidents.store import INCIDENTS
from bot.incidents.table import OPEN, Incident
from bot.register.people import Member
from bot.work import mustering
from bot.work.work import Work


async def left_alone(work: Work, member: Member) -> list[Incident]:
    """Cases of the member's team that nobody of it would be left to hold.

    Where they are off duty that is only so when nobody else belongs to the team: a captain sent it all the same.
    """
    standing = (await mustering.of(work)).of(member.team_id)
    others = [m for m in standing.members if m.user_id != member.user_id] if standing else []
    if standing is None or any(m.duty or member.duty is None for m in others):
        return []
    return await work.tx[INCIDENTS].held_by(standing.team.id)


async def give_back(work: Work, team_id: int, reason: str) -> tuple[int, ...]:
    """Give back all that a team holds; returns the numbers. *reason* is one of the codes of a release.

    Where it led the case is released and captains hear of it; where it was sent along another team goes instead.
    """
    held = await work.tx[INCIDENTS].held_by(team_id)
    for incident in held:
        own = incident.of_team(team_id)
        if own is not None and own.role is Role.LEAD:
            await perform.perform(work, incident, "release", facts=Facts(team_id=team_id, given={"reason": reason}))
        else:
            await support.leave_support(work, incident, team_id, reason)
    work.stir()
    return tuple(incident.number for incident in held)


async def told(work: Work, given_back: tuple[int, ...]) -> dict[str, str]:
    """What became of the cases given back, as a fact of the words: another team goes, or they wait for one."""
    await sending.match(work)
    cases = [await work.tx[INCIDENTS].by_number(work.district.id, number) for number in given_back]
    waits = tuple(i.number for i in cases if i and i.state == OPEN)
    sent = tuple(number for number in given_back if number not in waits)
    both = "given-both" if sent and waits else "given-waits" if waits else "given-sent"
    return {"word": both, "sent": phrases.numbers(sent), "waits": phrases.numbers(waits)}
