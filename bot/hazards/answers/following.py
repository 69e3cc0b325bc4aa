"""What a newer answer of a visit makes of the hazard of its item, decided before anything is written. Pure.

The answer is kept in any case; the hazard follows as far as its table lets it, and says why where it stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cases.apply import apply
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.hazards import rules
from bot.hazards.table import CLOSED, KIND, Hazard
from bot.values import formats
from bot.values.refused import Refused
from bot.work.findings import Finding

Step = tuple[str, Mapping[str, Any]]
"""The name of a move, and what is given with it."""


@dataclass(frozen=True)
class Following:
    """*moves* may be made, in order; *stays* says why others may not, as a fact of the words (None: all may)."""

    moves: tuple[Step, ...]
    stays: dict[str, Any] | None = None


def of(hazard: Hazard, finding: Finding, actor: Actor, now: datetime) -> Following:
    """What the answer behind *finding* makes of its hazard."""
    moves, stays = list[Step](), None
    for name, given in _wanted(hazard, finding):
        why = stands_against(hazard, name, actor, now, given)
        if why is None:
            moves.append((name, given))
        stays = stays or why
    return Following(tuple(moves), stays)


def stands_against(
    hazard: Hazard, name: str, actor: Actor, now: datetime, given: Mapping[str, Any] | None = None
) -> dict[str, Any] | None:
    """Why a move cannot be made of it as it stands, as a fact of the words; None where it can."""
    facts = {key: value for key, value in (given or {}).items() if value is not None}
    facts |= {"limit_at": now.isoformat()} if name == "set_limit" else {}  # worked out when it is made
    try:
        apply(rules.HAZARD, hazard, name, actor, now, Facts(given=facts))
    except Refused as refused:
        if refused.key == "hazard-order-stands":
            order, authority = refused.facts["order"], refused.facts["authority"]
            return {"word": "hazard-stays-ordered", "order": order, "authority": authority}
        return {"word": "hazard-stays-state", "state": formats.state_word(hazard.state, KIND)}
    return None


def _wanted(hazard: Hazard, finding: Finding) -> Iterator[Step]:
    """What differs from how it stands: whose it is, how bad, its photos, that it was put right, until when."""
    if finding.body and finding.body != hazard.body:
        yield "hand_to", {"to_body": finding.body}
    if finding.severity != hazard.severity:
        yield "grade", {"severity": finding.severity}
    if new := tuple(one for one in finding.photos if one not in (*hazard.before, *hazard.after)):
        yield "picture", {"photos": new, "stage": None if hazard.state == CLOSED else "before"}
    if finding.fixed and hazard.state != CLOSED:
        yield "fix", {"photos": finding.photos or None, "in_visit": True}
    hours = None if finding.fixed or finding.guidance else finding.hours
    if hours is not None and hours != hazard.hours:
        yield "set_limit", {"hours": hours}
