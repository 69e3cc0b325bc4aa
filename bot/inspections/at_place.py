"""The place of a visit as it is today: it may have become part of another one, or be gone, since it was planned."""

from typing import Any

from bot.inspections.table import VISITS, Visit
from bot.places import register as places_register
from bot.places.kinds import kinds
from bot.places.merging import merging
from bot.places.register import PLACES, Place
from bot.places.standing import located
from bot.work.work import Work

MOST = 200
"""So many visits of one place are looked at, the newest: its yearly counters need no more."""


async def of(work: Work, visit: Visit) -> Place | None:
    """The place of *visit* today: the one that it was merged into, where it was; None where nobody knows it."""
    place = await work.tx[PLACES].get(work.district.id, visit.place)
    return await places_register.today(work.tx, work.district.id, place) if place else None


async def codes(work: Work, visit: Visit) -> list[str]:
    """The codes of its place today, and of all that were merged into that."""
    place = await of(work, visit)
    return await merging.all_codes(work, place.code if place is not None else visit.place)


async def name(work: Work, visit: Visit) -> str:
    """What the place is called; its code where nobody knows it."""
    return await name_of(work, visit.place)


async def name_of(work: Work, code: str) -> str:
    """What the place of a code is called today; the code where nobody knows it."""
    place = await work.tx[PLACES].get(work.district.id, code)
    return (await places_register.today(work.tx, work.district.id, place)).name if place else code


async def visits(work: Work, code: str) -> list[Visit]:
    """The newest visits of a place and of all that were merged into it, newest first."""
    return await work.tx[VISITS].at_place(work.district.id, await merging.all_codes(work, code), MOST)


async def found_where(work: Work) -> None:
    """``Feature.seeks``: the visits of a place that are not over are there, once it is known where that lies."""
    await located.lie_there(work, work.tx[VISITS])


def is_firm(work: Work, place: Place) -> bool:
    """Legal persons, bodies and individual shops are firms; so is whatever nobody has said otherwise of."""
    return kinds.is_firm(work.district, place) is not False


def called(place: Place | None, visit: Visit) -> dict[str, Any]:
    """The place as facts of a sentence: *place* its name, *code*, *address*."""
    if place is None:
        return {"place": visit.place, "code": visit.place, "address": ""}
    return {"place": place.name, "code": place.code, "address": place.address}
