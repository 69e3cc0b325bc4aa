"""Where somebody who calls for help is taken to be, and how far from there a team is, as it is known at this moment."""

from datetime import timedelta

from bot.register.teams import Standing
from bot.sos.table import Sos
from bot.values import geo
from bot.values.geo import Point
from bot.work.work import Work


async def taken_to_be(work: Work, call: Sos, team: Standing | None) -> tuple[Point | None, str]:
    """Where distances are measured to: the caller's position, else where their *team* is; and which of them it is.

    ``old`` is a position that is not fresh, ``team`` that of somebody else of the team, ``base`` its base; empty what
    needs no saying.
    """
    if call.point is None:
        return (team.point, "team" if team.fresh else "base") if team and team.point else (None, "")
    return call.point, "old" if await _is_old(work, call, team) else ""


async def _is_old(work: Work, call: Sos, team: Standing | None) -> bool:
    """Whether the place of a call is no fresh one any more; that of its case is as good as it was."""
    if call.fixed_at is None:
        return False
    position = team.position if team else None
    if call.reporter_id is not None:
        position = (await work.tx.teams.positions(work.district.id)).get(call.reporter_id)
    if position is not None and position.fixed_at >= call.fixed_at:
        return not position.is_fresh(work.now, work.rules.position_s)
    return work.now - call.fixed_at > timedelta(seconds=work.rules.position_s)


def metres_to(point: Point | None, team: Standing | None) -> float | None:
    """How far a team is from *point*; None where one of them is unknown."""
    return geo.metres(point, team.point) if point and team and team.point else None
