"""Where a case is said to be: at its registered place, else by the nearest one; the same wherever people read it.

Its name stands with the case itself (for lists, walls and programs); which place that is, is its mark.
"""

from dataclasses import replace

from bot.incidents.store import INCIDENTS
from bot.incidents.table import DOOR, Incident
from bot.places.naming import public
from bot.places.naming.called import Called
from bot.places.naming.landmarks import Landmark
from bot.places.register import BY_NAME_M, NEAR_M, PLACES, Near
from bot.places.standing import linking, links
from bot.places.standing.links import LINKS, How
from bot.work.work import Work


async def landmark(work: Work, case: Incident) -> Near | None:
    """The place by which it is said where a case is: its own, else the nearest; None where nothing is near.

    Of one that a person said is at none, none that it would seem to be at.
    """
    if case.point is None:
        return None
    at = await _code(work, case)
    near = await work.tx[PLACES].near(work.district.id, case.point, NEAR_M, 1 if at is None else linking.MOST)
    if at is None:
        return near[0] if near else None
    if at:
        own = next((one for one in near if one.place.code == at), None)
        if own is None and (place := await links.standing_for(work.tx, work.district.id, at)) is not None:
            own = Near.known(place, case.point)
        return own or next(iter(near), None)
    return next((one for one in near if says(case, Landmark.of(work.district, one))), None)


async def called(work: Work, case: Incident, near: Near | None) -> str | None:
    """What its place is called, with what everybody may read; None for none. *near* is its landmark.

    The case keeps the public name, and none of somebody's: its own one is read from the register each time.
    """
    place = near.place if near is not None else None
    if near is None and case.place is not None and (code := await _code(work, case)):
        place = await links.standing_for(work.tx, work.district.id, code)
    if place is None or public.name(work.district, place) != case.place:
        return case.place
    return Called(place.name, case.place)


async def _code(work: Work, case: Incident) -> str | None:
    """The code of its place, empty for none that it was said to be at; None where nobody ever said anything."""
    at = case.marks.get(DOOR)
    if at is not True:
        return None if at is None else str(at)
    link = await work.tx[LINKS].of_case(case.id)
    return link.code if link is not None else None


def says(case: Incident, near: Landmark) -> bool:
    """Whether the nearest place says where a case is: not where that is said to be at another one, or at none. Pure."""
    at = case.marks.get(DOOR)
    if at is None or near.code == at:
        return True
    if at and at is not True:
        return False
    return near.name == case.place or (case.place is None and near.metres > linking.AT_M)


async def renamed(work: Work, case: Incident, left: str | None, before: str | None) -> Incident:
    """The case called by the place that it is at now, and marked with its code: where two became one, of that one.

    *left* is the code of the one that it was at until now, None: it is linked as before; *before* is its name then.
    """
    link = await work.tx[LINKS].of_case(case.id)
    if link is None:
        return case
    place, name = await links.standing_for(work.tx, link.district_id, link.code), case.place
    code = link.code if place is None else place.code
    if place is not None:
        name = linking.called(work, place)
    elif link.how is How.UNLINKED:
        name = before if left is None else await _by_another(work, case, left)
    if (name, code) == (case.place, case.marks.get(DOOR)):
        return case
    return await work.tx[INCIDENTS].keep(replace(case, place=name, marks={**case.marks, DOOR: code}))


async def _by_another(work: Work, case: Incident, left: str) -> str | None:
    """What the nearest place is called but the one that it is not at."""
    if case.point is None:
        return None
    denied = await links.standing_for(work.tx, work.district.id, left)
    near = await work.tx[PLACES].near(work.district.id, case.point, BY_NAME_M, linking.MOST)
    return next(
        (linking.called(work, one.place) for one in near if denied is None or one.place.code != denied.code), None
    )
