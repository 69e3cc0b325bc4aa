"""What a team holds goes back when nobody of it is left to hold it: on record, with the next team sent."""

from dataclasses import replace

from bot import dispatch, steps
from bot.cases.apply import Facts
from bot.cases.case import Role
from bot.incidents import OPEN, Incident
from bot.people import Duty, Member
from bot.work import Work


async def left_alone(work: Work, member: Member) -> list[Incident]:
    """Cases of the member's team that nobody of it would be left to hold.

    Where they are off duty that is only so when nobody else belongs to the team: a captain sent it all the same.
    """
    standing = (await work.muster()).of(member.team_id)
    others = [m for m in standing.members if m.user_id != member.user_id] if standing else []
    if standing is None or any(m.duty or member.duty is None for m in others):
        return []
    return await work.tx.cases.held_by(standing.team.id)


async def left_unminded(work: Work, member: Member) -> list[Incident]:
    """Cases of the member's team that nobody of it would be left to mind if this one rested."""
    standing = (await work.muster()).of(member.team_id)
    if standing is None or [m.user_id for m in standing.available] != [member.user_id]:
        return []
    return await work.tx.cases.held_by(standing.team.id)


def _watches(duty: Duty) -> str:
    return f"watches:{duty.id}"


async def watch(work: Work, duty: Duty, *, watches: bool = True) -> None:
    """Whoever rests minds the cases of their team all the same, or does so no longer."""
    if watches or await work.tx.kept.get(_watches(duty)):
        await work.tx.kept.put(_watches(duty), True if watches else None)


async def minded_by(work: Work, team_id: int) -> list[Member]:
    """Who of a team is reminded of its cases: those available, else those who watch them during their break."""
    standing = (await work.muster()).of(team_id)
    if standing is None or standing.available:
        return list(standing.available) if standing else []
    return [m for m in standing.members if m.duty and await work.tx.kept.get(_watches(m.duty))]


async def give_back(work: Work, team_id: int, reason: str) -> tuple[int, ...]:
    """Give back all that a team holds; returns the numbers. *reason* is one of the codes of a release.

    Where it led the case is released and captains hear of it; where it was sent along another team goes instead.
    """
    held = await work.tx.cases.held_by(team_id)
    for incident in held:
        own = incident.of_team(team_id)
        if own is not None and own.role is Role.LEAD:
            await steps.make(work, incident, "release", facts=Facts(team_id=team_id, given={"reason": reason}))
        else:
            await _leave_support(work, incident, team_id, reason)
    work.stir()
    return tuple(incident.number for incident in held)


async def _leave_support(work: Work, incident: Incident, team_id: int, reason: str) -> None:
    own = incident.of_team(team_id)
    ended = replace(own, ended_at=work.now, outcome="released", reason=reason) if own else None
    assignments = tuple(ended if a is own and ended else a for a in incident.assignments)
    stored = await work.tx.cases.touch_assignments(replace(incident, assignments=assignments))
    work.moved[stored.id] = stored
    await work.tx.outbox.cancel(stored.id, [f"order:{team_id}"], work.now)
    await steps.record_support(work, stored, team_id, "release", work.now)
    team = await work.tx.teams.get(team_id)
    captains = [m for m in await work.captains() if m.user_id != work.who.user_id]
    await work.tell(
        captains, "support-given-back", incident=stored, purpose="told-captain", number=stored.number,
        team=team.name if team else "", reason=steps.reason_words(Facts(given={"reason": reason})),
        **steps.what(work, stored),
    )  # fmt: skip
    await work.card(stored)
    work.stir()
    await dispatch.replace_support(work, stored.id)


async def told(work: Work, given_back: tuple[int, ...]) -> dict[str, str]:
    """What became of the cases given back, as a fact of the words: another team goes, or they wait for one."""
    await dispatch.match(work)
    cases = [await work.tx.cases.by_number(work.district.id, number) for number in given_back]
    waits = tuple(i.number for i in cases if i and i.state == OPEN)
    sent = tuple(number for number in given_back if number not in waits)
    both = "given-both" if sent and waits else "given-waits" if waits else "given-sent"
    return {"word": both, "sent": numbers(sent), "waits": numbers(waits)}


def numbers(given_back: tuple[int, ...] | list[Incident]) -> str:
    """Numbers as they stand in a sentence: ``#7 #9``."""
    return " ".join(f"#{one if isinstance(one, int) else one.number}" for one in given_back)
