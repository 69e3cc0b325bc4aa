"""One visit or one hazard in full: how it stands, its history, pictures before and after, what may be done with it."""

from collections.abc import Mapping
from typing import Any

from bot.bodies import bodies
from bot.cases import kinds
from bot.cases import show as cases_show
from bot.cases.kinds import KINDS
from bot.evidence.pieces import EVIDENCE, Evidence
from bot.hazards import facts as hazard_facts
from bot.hazards import marks
from bot.hazards.table import HAZARDS, Hazard
from bot.hazards.talk import show as hazard_show
from bot.inspections import parts as visit_parts
from bot.inspections import show as visit_show
from bot.inspections.page import looking
from bot.inspections.table import AHEAD, VISITS, Visit
from bot.inspections.visit import Result
from bot.inspections.visiting import record
from bot.privacy.port import PRIVACY
from bot.screens.checks import deeds, seen
from bot.screens.checks.seen import Part
from bot.values.refused import Refused
from bot.work import answer
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

MOST_LINES = 60
"""The newest lines of a history that are shown."""

MOST_PIECES = 24
"""Pictures of one hazard, of each side."""


async def case(work: Work, *, number: int) -> Part:
    """What the page shows of the visit or hazard of a number."""
    seen.may_look(work)
    found = await kinds.by_number(work, number)
    if isinstance(found, Hazard):
        return await _hazard(work, found)
    if isinstance(found, Visit):
        return await _visit(work, found)
    raise Refused("no-such-case", number=number)


@action(Right.DISTRICT, "checks.looked")
async def looked(work: Work, *, number: int, what: str) -> Answer:
    """That somebody opened it, or one of its pictures large, is written down."""
    seen.may_look(work)
    found = await kinds.by_number(work, number)
    if found is not None:
        await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, what, found.id, work.now)
    return QUIET


async def _history(work: Work, one: Any) -> list[Part]:
    """Who did what when, the newest first."""
    kind, told = work.at_hand[KINDS].of(one), list[Part]()
    for row in reversed(await work.tx.history.of_case(one.id, MOST_LINES)):
        by = row.record.by_id
        who = await cases_show.name(work, by) if by else {"word": "the-clock"}
        if (what := await kind.retold(work, one, row)) is not None:
            told.append({"at": row.record.at.isoformat(), "by": who, "what": what})
    return told


async def asked(work: Work, *, number: int, move: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """The kind of the case of a number, and the words with which *move* is asked for; Refused for what is none."""
    seen.may_look(work)
    found = await kinds.by_number(work, number)
    if not isinstance(found, Hazard | Visit):
        raise Refused("no-such-case", number=number)
    if move not in deeds.OFFERED[found.kind]:
        raise Refused("no-such-move", name=move)
    return found.kind, deeds.text_of(move, fields)


# --- a hazard


async def _hazard(work: Work, hazard: Hazard) -> Part:
    desk = await seen.desk(work)
    of = [await kinds.by_id(work, one) for one in (hazard.visit_id, hazard.incident_id) if one is not None]
    return {
        **await seen.hazard_line(desk, hazard),
        "found_at": hazard.reported_at.isoformat(),
        "fixed_at": hazard.fixed_at.isoformat() if hazard.fixed_at else None,
        "ended_at": hazard.ended_at.isoformat() if hazard.ended_at else None,
        "lines": await hazard_show.lines(work, hazard),
        "order": hazard_facts.order(hazard),
        "times": await marks.times(work, hazard),
        "visit": next((one.number for one in of if isinstance(one, Visit)), None),
        "before": list(hazard.before[-MOST_PIECES:]),
        "after": list(hazard.after[-MOST_PIECES:]),
        "history": await _history(work, hazard),
        "moves": await deeds.of_hazard(work, hazard),
        "in_chat": deeds.photos_are_wanted(hazard),
    }


async def picture(work: Work, *, number: int, evidence_id: int) -> Evidence:
    """A picture of before or after of a hazard; Refused where it is none of it."""
    seen.may_look(work)
    hazard = await work.tx[HAZARDS].by_number(work.district.id, number)
    piece = await work.tx[EVIDENCE].get(evidence_id)
    if hazard is None or piece is None or piece.id not in (*hazard.before, *hazard.after):
        raise Refused("no-such-picture")
    return piece


# --- a visit


async def _visit(work: Work, visit: Visit) -> Part:
    whole = await record.whole(work, visit)
    found = await work.tx[HAZARDS].of_visit(visit.id)
    desk = await seen.desk(work)
    came = visit_show.came(work, visit)
    ratings = await work.tx[VISITS].ratings(visit.id)
    results = {str(one): whole.count_asked(one) for one in Result} if visit.state not in AHEAD else {}
    return {
        **await seen.visit_line(work, visit),
        "begun_at": visit.begun_at.isoformat() if visit.begun_at else None,
        "ended_at": visit.ended_at.isoformat() if visit.ended_at else None,
        "lines": await visit_show.lines(work, visit),
        "asked": len(whole.asked),
        "open": len(whole.left) if visit.state not in AHEAD else None,
        "results": {name: count for name, count in results.items() if count},
        "hazards": [await seen.hazard_line(desk, one) for one in found],
        "stars": [one.stars for one in ratings if one.stars is not None],
        "complaints": 0 if came else sum(one.complaint for one in ratings),
        "history": await _history(work, visit),
        "moves": await deeds.of_visit(work, visit),
        "has_page": looking.takes_part(work, visit) or bool(await visit_parts.parts(work, visit)),
        "joined": answer.listed(bodies.of(one).short for one in visit.bodies[1:]),
    }
