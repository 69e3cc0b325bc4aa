"""A call for help, shown whole."""

from typing import Any

from bot.cases import kinds
from bot.cases import show as cases_show
from bot.places.naming import landmarks
from bot.sos.table import Sos
from bot.values import formats, texts
from bot.work import answer as work_answer
from bot.work import mustering
from bot.work.answer import Answer, answer
from bot.work.work import Work


async def call(work: Work, called: Sos) -> Answer:
    """All about a call for help: who, where, what was said, who takes it, how it ended, and the teams."""
    team = (await mustering.of(work)).of(called.team_id)
    incident = await kinds.by_id(work, called.incident_id)
    who = (
        await cases_show.name(work, called.reporter_id)
        if called.reporter_id
        else team.team.name
        if team
        else texts.NAMELESS
    )
    return answer(
        "case-call",
        number=called.number,
        state=formats.state_word(called.state),
        who=who,
        reported=work_answer.hour(work, called.reported_at),
        times=called.told,
        words=called.words or "-",
        place=await _where(work, called),
        fixed=work_answer.hour(work, called.fixed_at),
        incident=f"#{incident.number}" if incident else "-",
        taken=work_answer.hour(work, called.acknowledged_at),
        by=await cases_show.name(work, called.acknowledged_by),
        ended=work_answer.hour(work, called.ended_at),
        ended_by=await cases_show.name(work, called.ended_by),
        reason=called.reason or "-",
        lines=await cases_show.team_lines(work, called.assignments),
    )


async def _where(work: Work, called: Sos) -> Any:
    if called.point is None:
        return {"word": "unknown"}
    return (
        await landmarks.nearest_name(work.tx, work.district, called.point)
        or f"{called.point.lat:.5f}, {called.point.lon:.5f}"
    )
