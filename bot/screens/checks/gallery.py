"""Pairs: hazards that were put right, with what it was beside what it is, the newest first."""

from bot.hazards import facts as hazard_facts
from bot.hazards.table import Hazard
from bot.screens.checks import port, seen
from bot.screens.checks.port import CHECKS, Key
from bot.screens.checks.seen import Part
from bot.work.work import Work

A_PAGE = 12


async def pairs(work: Work, *, after: Key | None = None) -> Part:
    """A page of pairs, and the key behind which the next one begins."""
    seen.may_look(work)
    found = await work.tx[CHECKS].pairs(seen.where(work), after, A_PAGE + 1)
    shown = found[:A_PAGE]
    return {
        "rows": [await _pair(work, one) for one in shown],
        "next": port.key_of_pair(shown[-1]) if len(found) > A_PAGE else None,
    }


async def _pair(work: Work, hazard: Hazard) -> Part:
    return {
        "number": hazard.number,
        "place": await seen.place_of(work, hazard.place),
        "title": hazard.title,
        "severity": str(hazard.severity),
        "severity_name": hazard_facts.severity(hazard),
        "found_at": hazard.reported_at.isoformat(),
        "ended_at": hazard.ended_at.isoformat() if hazard.ended_at else None,
        "before": hazard.before[-1],
        "after": hazard.after[-1],
    }
