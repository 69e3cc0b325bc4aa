"""A call for help as its card, alarms and screens show it, read in one go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cases import kinds
from bot.cases.case import Assignment
from bot.places.naming import landmarks
from bot.places.naming.landmarks import Landmark
from bot.register.countries import Country
from bot.register.people import Member
from bot.register.teams import Standing
from bot.sos import where
from bot.sos.table import CALLS, Sos
from bot.values.geo import Point
from bot.work import mustering
from bot.work.work import Work


@dataclass(frozen=True)
class Going:
    """One team that is sent: its name, metres from the position (None unknown), whether it holds other cases.

    *stage*: 0 sent, 1 set off, 2 there. *from_base*: the metres are those of its base.
    """

    name: str
    metres: float | None
    is_busy: bool
    stage: int = 0
    from_base: bool = False
    team_id: int = 0


@dataclass(frozen=True)
class SosView:
    """Everything that the card and an alarm show, read in one go. Distances in metres, times aware UTC.

    *pinned* is the position that the reader's chat was sent last as a native location. *measured* says what the metres
    of the teams are measured to where that is not a fresh position of the caller: ``base``, ``team``, ``old``. They
    follow the newest positions until it is over.
    """

    call: Sos
    caller: str
    team: str
    incident: int | None
    near: Landmark | None
    going: tuple[Going, ...]
    taken_by: str
    ended_by: str
    zone: Any
    language: str
    now: datetime
    district_id: int
    country: Country
    pinned: Point | None = None
    measured: str = ""


async def of(work: Work, case_id: int) -> SosView | None:
    """The view of one call for help; None where there is none."""
    call = await work.tx[CALLS].get(case_id)
    if call is None:
        return None
    muster = await mustering.of(work)
    caller = muster.members.get(call.reporter_id or 0) or await _of_body(work, call.reporter_id)
    team = muster.of(call.team_id if call.team_id is not None else caller.team_id if caller else None)
    incident = await kinds.by_id(work, call.incident_id)
    going, measured = await (_now(work, call, team) if call.is_live else _at_first(work, call))
    return SosView(
        call=call,
        caller=caller.name if caller else "",
        team=team.team.name if team else "",
        incident=incident.number if incident else None,
        near=await landmarks.nearest(work.tx, work.district, call.point),
        going=going,
        taken_by=_name(muster.members, call.acknowledged_by),
        ended_by=_name(muster.members, call.ended_by),
        zone=work.district.zone,
        language=work.district.language,
        now=work.now,
        district_id=work.district.id,
        country=work.district.land,
        measured=measured,
    )


async def _of_body(work: Work, user_id: int | None) -> Member | None:
    """An officer of a body, who is no part of the patrol and calls for help all the same."""
    member = await work.tx.people.member(work.district.id, user_id) if user_id else None
    return member if member is not None and member.is_only_of_bodies else None


async def _now(work: Work, call: Sos, team: Standing | None) -> tuple[tuple[Going, ...], str]:
    """The teams that are sent with their distances as they are now, and what these are measured to."""
    muster = await mustering.of(work)
    point, measured = await where.taken_to_be(work, call, team)
    sent = [(a, muster.of(a.team_id)) for a in call.assignments]
    going = [_going(call, s, a, where.metres_to(point, s), at_base=bool(s and not s.fresh)) for a, s in sent]
    return tuple(going), measured


async def _at_first(work: Work, call: Sos) -> tuple[tuple[Going, ...], str]:
    """The same as it was written down when it was raised."""
    raised = await work.tx.history.first(call.id, "call")
    begun = raised.record.facts if raised is not None else {}
    bases, muster = begun.get("bases"), await mustering.of(work)
    known = bases if isinstance(bases, list) else []
    sent = [(a, muster.of(a.team_id)) for a in call.assignments]
    going = [_going(call, s, a, a.sent_metres, at_base=a.team_id in known) for a, s in sent]
    return tuple(going), str(begun.get("measured") or "")


def _going(call: Sos, standing: Standing | None, sent: Assignment, metres: float | None, *, at_base: bool) -> Going:
    name = standing.team.name if standing else str(sent.team_id)
    busy = bool(standing and [c for c in standing.holds if c != call.id])
    return Going(name, metres, busy, sent.stage, at_base and metres is not None, sent.team_id)


def _name(members: Any, user_id: int | None) -> str:
    """As it stands in the register; the number of somebody who left."""
    if user_id is None:
        return ""
    return str(members[user_id].name) if user_id in members else str(user_id)
