"""A move of a hazard with what it needs: who may is asked first, limits and days are worked out, then it is made."""

from typing import Any

from bot.bodies import bodies, officers
from bot.bodies.officers import Officer
from bot.cases import kinds, perform
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.hazards import limits, parts, rules
from bot.hazards.free import others as free
from bot.hazards.table import HAZARDS, MOVES, Hazard, Severity
from bot.places import edits
from bot.places.register import Place
from bot.places.standing import links
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import answer as work_answer
from bot.work.drafts import Draft
from bot.work.history import Part
from bot.work.work import Work
from bot.workdays import days

SEEN = "hazard-seen"
"""The draft that says where somebody showed last that they stand: the *code* of a place, or *lat* and *lon*."""

ON_SPOT_M = 100.0
"""No farther from the place of the register somebody stands there."""

FRESH_S = 15 * 60
"""A fix, or a scan of the code on the door, of so many seconds ago says that somebody stands there."""


async def get(work: Work, number: int) -> Hazard:
    """The hazard of a number; Refused where there is none."""
    found: Hazard | None = await work.tx[HAZARDS].by_number(work.district.id, number)
    if found is None:
        raise Refused("no-such-hazard", number=number)
    return found


async def move(work: Work, hazard: Hazard, name: str, *, actor: Actor | None = None, **given: Any) -> Hazard:
    """Make the move *name* with what was *given*; works out what rests on today. Refused where it may not be."""
    speaks = actor or await kinds.actor(work, hazard)
    await _refuse_expired(work, hazard, name, speaks)
    prepare = _PREPARE.get(name)
    facts = {key: value for key, value in given.items() if value is not None}
    if prepare is not None and hazard.state in MOVES[name].start and MOVES[name].by & speaks.parts:
        facts = await prepare(work, hazard, facts)
    after: Hazard = await perform.perform(
        work, hazard, name, actor=speaks, facts=Facts(given=facts), text=str(facts.get("reason") or "")
    )
    # What followed from it may have written to it: the first alarm of an open critical one.
    return await work.tx[HAZARDS].get(after.id) or after


async def _refuse_expired(work: Work, hazard: Hazard, name: str, actor: Actor) -> None:
    """Who would be an officer for it but for the end of their certificate reads just that."""
    if name not in MOVES or MOVES[name].by & actor.parts or Part.OFFICER not in MOVES[name].by:
        return
    mine = [one for one in await officers.mine(work) if one.certificate and parts.decides(work, one, hazard)]
    if mine and not any(parts.is_certified(work, one) for one in mine):
        raise Refused("hazard-certificate-over", number=hazard.number, until=str(mine[0].certified_until))


# --- what is worked out


async def _limit(work: Work, hazard: Hazard, facts: dict[str, Any]) -> dict[str, Any]:
    hours = facts.get("hours")
    if hours is None:
        return facts
    return {**facts, "limit_at": limits.limit_at(int(hours), work.now, work.district.zone).isoformat()}


async def _back(work: Work, hazard: Hazard, facts: dict[str, Any]) -> dict[str, Any]:
    """A new limit: that which is said, else as long as the last one."""
    hours = facts.get("hours")
    again = hazard.hours if hazard.hours is not None else limits.CHOICES[1]
    return await looked_at(
        work, hazard, await _limit(work, hazard, {**facts, "hours": again if hours is None else hours})
    )


async def _recheck(work: Work, hazard: Hazard, facts: dict[str, Any]) -> dict[str, Any]:
    until = limits.recheck_at(await days.of(work), work.now, work.district.zone, early=hazard.early)
    return {**facts, "recheck_at": until.at.isoformat(), "provisional": until.provisional}


async def _hasten(work: Work, hazard: Hazard, facts: dict[str, Any]) -> dict[str, Any]:
    """Sooner than it would be otherwise, never later."""
    if hazard.recheck_at is None:
        return facts
    until = limits.recheck_at(await days.of(work), work.now, work.district.zone, early=True)
    if until.at >= hazard.recheck_at:
        return {**facts, "recheck_at": hazard.recheck_at.isoformat(), "provisional": hazard.provisional}
    return {**facts, "recheck_at": until.at.isoformat(), "provisional": until.provisional}


async def looked_at(work: Work, hazard: Hazard, facts: dict[str, Any]) -> dict[str, Any]:
    """Who may look at it again is named where those who would may not; and whether they stand there (*on_spot*)."""
    people = [work.who.user_id, *facts.get("with", ())]
    if not rules.may_look_again(hazard, people):
        raise Refused("hazard-recheck-by-another", number=hazard.number, who=await who_may(work, hazard))
    on_spot = facts.get("on_spot")
    if on_spot is None and hazard.severity is not Severity.MINOR:
        on_spot = await stands_there(work, hazard)
    return {**facts, "on_spot": bool(on_spot)}


async def who_may(work: Work, hazard: Hazard) -> Any:
    """The names of those who may re-check it, as a fact of the words; that nobody may where there is none."""
    found = [one.name for one in await parts.may_look_again(work, hazard) if one.user_id != work.who.user_id]
    return work_answer.listed(found) if found else {"word": "hazard-nobody-may"}


async def may_lift(work: Work, hazard: Hazard) -> bool:
    """Whether who speaks is of the authority; True where nobody of it is in the register."""
    theirs = await _of_authority(work, hazard)
    return not theirs or any(one.user_id == work.who.user_id for one in theirs)


async def refuse_to_lift(work: Work, hazard: Hazard) -> None:
    """Refused where others lift the order, who are named, before anybody is asked for what is then in vain."""
    if not await may_lift(work, hazard):
        names = work_answer.listed([one.name for one in await _of_authority(work, hazard)])
        authority = bodies.of(hazard.authority).named
        raise Refused("hazard-lifted-by-theirs", number=hazard.number, authority=authority, names=names)


async def _of_authority(work: Work, hazard: Hazard) -> list[Officer]:
    return [one for one in await officers.of(work) if rules.same_authority(one.body, hazard.authority)]


async def _lift(work: Work, hazard: Hazard, facts: dict[str, Any]) -> dict[str, Any]:
    """Where people of the authority are in the register, the order is lifted by one of them alone."""
    await refuse_to_lift(work, hazard)
    return {**facts, "of_authority": True} if await _of_authority(work, hazard) else facts


async def _allow(work: Work, hazard: Hazard, facts: dict[str, Any]) -> dict[str, Any]:
    """Refused where somebody else is free; of whom nobody knows it (*unsaid*), and who said no, is written down."""
    found = await free.of(work, hazard)
    free.refuse_free(hazard, found)
    kept = {"unsaid": [one.user_id for one in found.unsaid], "not_free": [one.user_id for one in found.not_free]}
    return {**facts, **{name: ids for name, ids in kept.items() if ids}}


_PREPARE = {
    "allow": _allow,
    "set_limit": _limit,
    "send_back": _back,
    "rectify": _recheck,
    "hasten": _hasten,
    "pass": looked_at,
    "lift": _lift,
}


# --- on the spot


async def stands_there(work: Work, hazard: Hazard) -> bool:
    """Whether who speaks shows that they stand at the place: its code was scanned, or a fresh fix is near."""
    place = await links.standing_for(work.tx, work.district.id, hazard.place)
    if place is None:
        return False
    seen = await work.tx.drafts.get(work.who.user_id, work.who.user_id, SEEN)
    is_fresh = seen is not None and (work.now - seen.started_at).total_seconds() <= FRESH_S
    if seen is not None and is_fresh and "lat" in seen.data:
        return is_near(place, Point(seen.data["lat"], seen.data["lon"]))
    if seen is not None and is_fresh and seen.data["code"] in {place.code, hazard.place}:
        return True
    fix = (await work.tx.teams.positions(work.district.id)).get(work.who.user_id)
    return fix is not None and not fix.is_imprecise and fix.is_fresh(work.now, FRESH_S) and is_near(place, fix.point)


def is_near(place: Place, point: Point) -> bool:
    """Whether a point lies within 100 m of a place."""
    return place.point is not None and geo.metres(place.point, point) <= ON_SPOT_M


async def seen_at(work: Work, code: str) -> None:
    """Who speaks stands at the place of a code now: they scanned it, or sent a location that is near."""
    own = work.who.user_id
    await work.tx.drafts.put(Draft(own, own, SEEN, work.now, 0, work.district.id, {"code": code}))


async def stood_at(work: Work, point: Point) -> None:
    """Who speaks said where they stand, before anybody asked."""
    own = work.who.user_id
    data = {"lat": point.lat, "lon": point.lon}
    await work.tx.drafts.put(Draft(own, own, SEEN, work.now, 0, work.district.id, data))


async def place_there(work: Work, code: str) -> Place:
    """The place of a code at which something may be found; Refused where there is none any more."""
    place = await edits.get(work, code)
    today = await links.standing_for(work.tx, work.district.id, place.code) or place
    edits.must_be_there(work, today)
    return today
