"""Who else may look at a hazard again, and whether they are free in time: what the approver's exception rests on.

Somebody is not free by their own word alone (the move ``cannot``), and is known to be free where the patrol looks again
and they are on duty with a team that holds no case. Of all others, officers of bodies above all, nobody knows: there
the approver's word stands, with the reason, and those people hear of it.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

from bot.bodies.officers import Officer
from bot.hazards import facts, parts
from bot.hazards.table import Hazard
from bot.register.people import Member
from bot.values.refused import Refused
from bot.work import mustering
from bot.work.answer import listed
from bot.work.work import Work

CANNOT = "cannot"

Person = Officer | Member


@dataclass(frozen=True)
class Others:
    """Those who may look again besides the one who allows another: *free* for certain, *unsaid*, *not_free*."""

    free: tuple[Person, ...] = ()
    unsaid: tuple[Person, ...] = ()
    not_free: tuple[Person, ...] = ()


def sorted_out(people: Iterable[Person], said: Container[int], waiting: Container[int]) -> Others:
    """*said* are the ids of those who said that they cannot, *waiting* of those known to have nothing to do. Pure.

    What somebody says counts for more than how it looks.
    """
    each = list(people)
    left = [one for one in each if one.user_id not in said]
    return Others(
        free=tuple(one for one in left if one.user_id in waiting),
        unsaid=tuple(one for one in left if one.user_id not in waiting),
        not_free=tuple(one for one in each if one.user_id in said),
    )


async def of(work: Work, hazard: Hazard) -> Others:
    """Those who neither found nor fixed it, without the one who speaks: who allows another says that they cannot."""
    may = [one for one in await parts.may_look_again(work, hazard) if not hazard.found_or_fixed(one.user_id)]
    may = [one for one in may if one.user_id != work.who.user_id]
    return sorted_out(may, await _said(work, hazard), await _waiting(work, hazard))


async def _said(work: Work, hazard: Hazard) -> set[int]:
    """Who said that they cannot since it was put right."""
    since = hazard.fixed_at or hazard.reported_at
    rows = [row.record for row in await work.tx.history.of_moves(hazard.id, (CANNOT,))]
    return {one.by_id for one in rows if one.at >= since and one.by_id is not None}


async def _waiting(work: Work, hazard: Hazard) -> set[int]:
    if not parts.is_of_patrol(hazard):
        return set()
    free = [one for one in (await mustering.of(work)).standings.values() if not one.holds]
    return {member.user_id for standing in free for member in standing.available}


def refuse_free(hazard: Hazard, found: Others) -> None:
    """Refused where somebody else is free, naming who: then they look again."""
    if found.free:
        raise Refused("hazard-others-free", number=hazard.number, who=names(found.free))


def names(people: Iterable[Person]) -> Any:
    """As one fact of the words."""
    return listed(one.name for one in people)


def told(work: Work, hazard: Hazard, found: Others) -> list[dict[str, Any]]:
    """Who else may, and what of them is known, a line each."""
    lines = [{"word": "hazard-others-said", "names": names(found.not_free)}] if found.not_free else []
    if found.unsaid:
        lines.append({"word": "hazard-others-unsaid", "names": names(found.unsaid), "due": facts.due(work, hazard)})
    return lines or [{"word": "hazard-others-none"}]
