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
        lines=[
            *await _where(work, called, incident.number if incident else None),
            *await _taken(work, called),
            *await cases_show.team_lines(work, called.assignments),
        ],
    )


async def _where(work: Work, called: Sos, incident: int | None) -> list[dict[str, Any]]:
    """What was said, and where they are by the nearest place; nothing of what is not known but the place itself."""
    said = [{"word": "sos-words", "words": called.words}] if called.words else []
    on_scene = [{"word": "sos-on-scene", "incident": incident}] if incident is not None else []
    if called.point is None:
        return [*said, {"word": "sos-no-position"}, *on_scene]
    place = landmarks.said(called.point, await landmarks.nearest(work.tx, work.district, called.point))
    if called.fixed_at is None:
        return [*said, {"word": "sos-at-case", "at": place}, *on_scene]
    known = {"word": "sos-place", "at": place, "hour": work_answer.hour(work, called.fixed_at)}
    return [*said, known, *on_scene]


async def _taken(work: Work, called: Sos) -> list[dict[str, Any]]:
    """Who took it and who ended it, as far as anybody did."""
    lines: list[dict[str, Any]] = []
    if called.acknowledged_at is not None:
        by, at = await cases_show.name(work, called.acknowledged_by), work_answer.hour(work, called.acknowledged_at)
        lines.append({"word": "sos-taken-by", "by": by, "at": at})
    if called.ended_at is not None:
        by, at = await cases_show.name(work, called.ended_by), work_answer.hour(work, called.ended_at)
        reason = {"word": "sos-reason", "reason": called.reason} if called.reason else ""
        lines.append({"word": "sos-ended-by", "by": by, "at": at, "reason": reason})
    return lines
