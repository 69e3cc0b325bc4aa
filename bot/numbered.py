"""Every kind of case by its number, and what ``/case`` tells of those that are no incidents."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot import moving, reports, shifts, texts
from bot.cases.case import Assignment
from bot.handovers import Handover
from bot.incidents import Incident
from bot.sos import Sos
from bot.work import Answer, Work, answer


async def meant(work: Work, number: int | None, reply_to: int | None, name: str) -> Incident | Sos | Handover:
    """The incident, call for help or handover of a number or a reply; without either the one that is meant.

    *name* is the command, as a refusal writes it.
    """
    if number is not None:
        other = await _by_number(work, number)
    else:
        other = await _by_reply(work, reply_to)
    return other or await moving.meant(work, number, reply_to, name)


async def _by_number(work: Work, number: int) -> Sos | Handover | None:
    tx, district_id = work.tx, work.district.id
    return await tx.sos.by_number(district_id, number) or await tx.handovers.by_number(district_id, number)


async def _by_reply(work: Work, reply_to: int | None) -> Sos | Handover | None:
    posting = await work.tx.outbox.posting(work.who.chat_id, reply_to) if reply_to is not None else None
    if posting is None or posting.case_id is None or posting.district_id != work.district.id:
        return None
    return await work.tx.sos.get(posting.case_id) or await work.tx.handovers.get(posting.case_id)


def hour(work: Work, at: datetime | None) -> str:
    """A clock time in the district's zone; a dash for what has not happened."""
    return at.astimezone(work.district.zone).strftime("%H:%M:%S") if at else "-"


async def team_lines(work: Work, assignments: Iterable[Assignment]) -> list[dict[str, Any]]:
    """Each team that was sent, with its times and how it ended, as facts of the words."""
    muster = await work.muster()
    return [
        {
            "word": "case-team", "team": (s.team.name if (s := muster.of(a.team_id)) else str(a.team_id)),
            "role": {"word": f"role-{a.role}"}, "sent": hour(work, a.sent_at), "accepted": hour(work, a.accepted_at),
            "arrived": hour(work, a.arrived_at), "ended": hour(work, a.ended_at),
            "outcome": {"word": f"assignment-{a.outcome or 'open'}"},
        }
        for a in assignments
    ]  # fmt: skip


async def _name(work: Work, user_id: int | None) -> str:
    """As it stands in the register, also of somebody who left; a dash for nobody."""
    member = await work.tx.people.member(work.district.id, user_id) if user_id else None
    return member.name if member else texts.NAMELESS if user_id else "-"


async def call(work: Work, called: Sos) -> Answer:
    """All about a call for help: who, where, what was said, who takes it, how it ended, and the teams."""
    team = (await work.muster()).of(called.team_id)
    incident = await work.tx.cases.get(called.incident_id) if called.incident_id is not None else None
    who = await _name(work, called.reporter_id) if called.reporter_id else team.team.name if team else texts.NAMELESS
    return answer(
        "case-call", number=called.number, state=moving.state_word(called.state), who=who,
        reported=hour(work, called.reported_at), times=called.told, words=called.words or "-",
        place=await _where(work, called), fixed=hour(work, called.fixed_at),
        incident=f"#{incident.number}" if incident else "-",
        taken=hour(work, called.acknowledged_at), by=await _name(work, called.acknowledged_by),
        ended=hour(work, called.ended_at), ended_by=await _name(work, called.ended_by), reason=called.reason or "-",
        lines=await team_lines(work, called.assignments),
    )  # fmt: skip


async def _where(work: Work, called: Sos) -> Any:
    if called.point is None:
        return {"word": "unknown"}
    return await reports.nearest_place_name(work, called.point) or f"{called.point.lat:.5f}, {called.point.lon:.5f}"


async def handover(work: Work, one: Handover) -> Answer:
    """All about a handover: from whom, to whom, when, and what was handed over."""
    told = await shifts.told_of(work, one)
    return answer(
        "case-handover", number=one.number, state=moving.state_word(one.state), name=told["name"],
        offered=hour(work, one.reported_at), taker=await _name(work, one.taken_by), ended=hour(work, one.ended_at),
        lines=told["lines"],
    )  # fmt: skip
