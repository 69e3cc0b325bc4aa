"""A call for help as a page or a program is shown it: everything in one, and what captains may do with it."""

from dataclasses import dataclass

from bot.cases import kinds
from bot.cases.moves import Move
from bot.privacy.port import PRIVACY
from bot.screens import case_file
from bot.screens.case_file import SAME_LOOK, Part
from bot.sos import actions
from bot.sos.table import FOR_CAPTAINS, Sos
from bot.work import mustering
from bot.work.work import Work


@dataclass(frozen=True)
class Found:
    """A call and its moves, and whether it is still to be written down that somebody looked."""

    call: Sos
    whole: Part
    moves: tuple[Move, ...]
    what: str
    is_new_look: bool


async def whole(work: Work, *, number: int) -> Found:
    """Everything about one call for help, and what the one who looks may do with it."""
    call = await actions.find(work, number, None)
    muster = await mustering.of(work)
    caller = muster.members.get(call.reporter_id or 0)
    team = muster.of(call.team_id if call.team_id is not None else caller.team_id if caller else None)
    rows = await work.tx.history.of_case(call.id)
    told = {
        "number": call.number,
        "district": call.district_id,
        "kind": call.kind,
        "state": call.state,
        "drill": call.drill,
        "version": call.version,
        "reporter": case_file.name(muster.members, call.reporter_id),
        "team": {"id": team.team.id, "name": team.team.name} if team else None,
        "words": call.words,
        "point": (call.point.lat, call.point.lon) if call.point else None,
        "fixed_at": call.fixed_at,
        "reported_at": call.reported_at,
        "told": call.told,
        "acknowledged_at": call.acknowledged_at,
        "acknowledged_by": case_file.name(muster.members, call.acknowledged_by),
        "ended_at": call.ended_at,
        "ended_by": case_file.name(muster.members, call.ended_by),
        "reason": call.reason,
        "assignments": [case_file.assignment(one, muster.standings) for one in call.assignments],
        "history": [case_file.line(row, muster.members, muster.standings) for row in rows],
    }
    looked = case_file.looked_by(work)
    saw = await work.tx[PRIVACY].saw(work.who.user_id, looked, call.id, work.now - SAME_LOOK)
    return Found(call, told, await _moves(work, call), looked, not saw)


async def stands(work: Work, *, number: int) -> tuple[str, int]:
    """State and version of a call as they are now."""
    call = await actions.find(work, number, None)
    return call.state, call.version


async def _moves(work: Work, call: Sos) -> tuple[Move, ...]:
    mine = (await kinds.actor(work, call)).parts if work.who.may_act else frozenset()
    return tuple(move for move in FOR_CAPTAINS if call.state in move.start and move.by & mine)
