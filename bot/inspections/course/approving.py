"""Who approves: asked in private before the first item, in an emergency afterwards, and reminded until it is there."""

from typing import Any

from bot.bodies import officers
from bot.cases import kinds, perform
from bot.cases.rulebook import Facts
from bot.inspections import parts as inspections_parts
from bot.inspections import show
from bot.inspections.course import told
from bot.inspections.table import AHEAD, PLANNED, Visit
from bot.values.refused import Refused
from bot.work.answer import Answer, listed
from bot.work.history import Part
from bot.work.work import Work


async def who(work: Work, visit: Visit, body: str) -> list[int]:
    """Who may approve *visit* for *body*: its approvers, but for those who do it, asked for it or were taken out."""
    never = {visit.reporter_id, *visit.officers, *visit.helpers, *visit.recused}
    found = await officers.approvers(work, body)
    return [one for one in dict.fromkeys(row.user_id for row in found) if one not in never]


async def ask(work: Work, visit: Visit, key: str = "visit-ask") -> list[dict[str, Any]]:
    """Ask the approvers of each body that has not said yes; lines for whoever caused it: who was asked, who cannot."""
    lines: list[dict[str, Any]] = []
    for body in visit.unapproved:
        may = await who(work, visit, body)
        await told.step(work, visit, may, key, body=show.body_named(body))
        lines.append(await _asked(work, body, may))
    return lines


async def _asked(work: Work, body: str, may: list[int]) -> dict[str, Any]:
    people = await told.people(work, may)
    reached = [one.name for one in people if one.private_open]
    named = show.body_named(body)
    if not people:
        return await nobody(work, body)
    if not reached:
        names = listed(one.name for one in people)
        return {"word": "visit-approver-unreached", "body": named, "names": names, "link": work.link()}
    return {"word": "visit-asked", "body": named, "names": listed(reached)}


async def nobody(work: Work, body: str) -> dict[str, Any]:
    """Why nobody may approve it for a body: all of its approvers take part, or it has none."""
    key = "visit-approvers-go" if await officers.approvers(work, body) else "visit-no-approver"
    return {"word": key, "body": show.body_named(body)}


async def without(work: Work, visit: Visit) -> list[dict[str, Any]]:
    """A line for each body whose word is still wanted, and whom nobody is left to say it."""
    return [await nobody(work, body) for body in visit.unapproved if not await who(work, visit, body)]


async def approve(work: Work, visit: Visit, reason: str = "") -> Answer:
    """Yes, for each body for which the one who speaks approves: before it, for a body that joined, or afterwards."""
    mine = await inspections_parts.approves_for(work, visit)
    actor = await kinds.actor(work, visit)
    if Part.APPROVER in actor.parts and work.who.user_id in visit.officers:
        raise Refused("visit-own", number=visit.number)
    given: dict[str, Any] = {"bodies": list(mine)} | ({"reason": reason} if reason else {})
    if visit.state == PLANNED:
        visit = await perform.perform(work, visit, "approve", actor=actor, facts=Facts(given=given))
    elif visit.waits_for_approval or not mine:
        name = "approve" if visit.state in AHEAD else "approve_late"
        visit = await perform.perform(work, visit, name, actor=actor, facts=Facts(given=given))
    else:
        wanted = [one for one in mine if one in visit.unapproved]
        if not wanted:
            raise Refused("visit-approved-already", number=visit.number)
        for body in wanted:
            given = {"body": body}
            visit = await perform.perform(work, visit, "approve_part", actor=actor, facts=Facts(given=given))
    return Answer("visit-approved", {"number": visit.number})


async def remind(work: Work, visit: Visit, key: str) -> None:
    """Ask once more, in a new message."""
    for body in visit.unapproved:
        await told.step(work, visit, await who(work, visit, body), key, body=show.body_named(body))
