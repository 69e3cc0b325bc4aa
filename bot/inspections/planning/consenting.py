"""An approver says yes: each body to its own part, in any order; what waited for that comes with it."""

from typing import Any

from bot.cases import kinds, perform
from bot.cases.rulebook import Facts
from bot.checklists import editions
from bot.inspections import parts as inspections_parts
from bot.inspections import show
from bot.inspections.course import approving
from bot.inspections.planning.wishes import WISHES
from bot.inspections.table import AHEAD, PLANNED, Visit
from bot.values.refused import Refused
from bot.work.answer import Answer
from bot.work.history import Part
from bot.work.work import Work


async def approve(work: Work, visit: Visit, reason: str = "") -> Answer:
    """Yes, for each body for which the one who speaks approves: each its own part, in any order."""
    mine = await inspections_parts.approves_for(work, visit)
    actor = await kinds.actor(work, visit)
    own = {*visit.officers, *await approving.joined_by(work, visit)}
    if Part.APPROVER in actor.parts and work.who.user_id in own:
        raise Refused("visit-own", number=visit.number)
    given: dict[str, Any] = {"bodies": list(mine)} | ({"reason": reason} if reason else {})
    leads, wanted = visit.bodies[0] in mine, [one for one in mine if one in visit.unapproved]
    if visit.state not in AHEAD and (visit.waits_for_approval or not mine):
        visit = await perform.perform(work, visit, "approve_late", actor=actor, facts=Facts(given=given))
    elif visit.state == PLANNED and (leads or not mine):
        visit = await perform.perform(work, visit, "approve", actor=actor, facts=Facts(given=given))
    elif not wanted:
        raise Refused("visit-approved-already", number=visit.number)
    else:
        for body in wanted:
            given = {"body": body} | await _waiting(work, visit, body)
            visit = await perform.perform(work, visit, "approve_part", actor=actor, facts=Facts(given=given))
    if visit.unapproved:
        return Answer("visit-part-approved", {"number": visit.number, "bodies": show.bodies_named(visit.unapproved)})
    return Answer("visit-approved", {"number": visit.number})


async def _waiting(work: Work, visit: Visit, body: str) -> dict[str, Any]:
    """What *body* brings to a visit that is under way, and what waited for its yes: its lists and officers."""
    if visit.state in AHEAD:
        return {}
    theirs = [one for one in await work.tx[WISHES].of_visits([visit.id]) if one.body == body]
    newest = {one.code: one.edition for one in await editions.newest(work)}
    codes = dict.fromkeys(code for one in theirs for code in one.lists if code in newest)
    going = dict.fromkeys(one for wish in theirs for one in wish.officers if one not in visit.recused)
    return {"lists": [[code, newest[code]] for code in codes], "officers": list(going)}


async def who_approved(work: Work, visit: Visit) -> set[int | None]:
    """Who said yes to *visit* as it stands."""
    said: set[int | None] = {visit.approved_by}
    for line in await work.tx.history.of_moves(visit.id, {"move_to", *show.APPROVES}):
        if line.record.move == "move_to" and line.record.after == PLANNED:
            said = {visit.approved_by}
        if line.record.move in show.APPROVES:
            said.add(line.record.by_id)
    return said


async def not_who_approved(work: Work, visit: Visit, user_id: int) -> None:
    """Raises Refused for who said yes to *visit* as it stands: nobody goes on a visit that they approved."""
    if user_id in await who_approved(work, visit):
        raise Refused("visit-approver-goes", number=visit.number, name=await show.names(work, [user_id]))
