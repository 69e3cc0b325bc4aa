"""Whether a visit may begin now: its place is there, enough certificates are in date, its day has come."""

from typing import Any

from bot.bodies import officers
from bot.bodies.officers import Officer
from bot.cases.buttons import case_button
from bot.checklists import editions
from bot.inspections import at_place, show
from bot.inspections import parts as inspections_parts
from bot.inspections.table import Visit
from bot.values.refused import Refused
from bot.work.answer import Answer
from bot.work.work import Work


async def begin_facts(work: Work, visit: Visit) -> dict[str, Any]:
    """What comes with the move *begin*: *certified*, *day*, and *lists* in the editions that are used from now on.

    Refused where its place is gone, or too few certificates are in date: whose is over, and since when.
    """
    await there(work, visit)
    good = await inspections_parts.certified_today(work, visit)
    newest = {one.code: one.edition for one in await editions.newest(work)}
    lists = [[one.code, newest.get(one.code, one.edition)] for one in visit.lists]
    return {"certified": good, "day": show.today(work).isoformat(), "lists": lists}


def over(work: Work, visit: Visit) -> Answer | None:
    """Its days are over, and with them its approval: the sentence, with a tap that asks for others; None: they run."""
    if visit.emergency or not show.is_over(work, visit):
        return None
    taps = [case_button(visit, work.district, name, key=key) for name, key in _INSTEAD.items()]
    return Answer("visit-approval-over", {"number": visit.number, "day": str(visit.until)}, (tuple(taps),), alert=True)


_INSTEAD = {"anew": "button-visit-anew", "move_to": "button-visit-move-to"}
"""What may be tapped where the days of a visit are over."""


async def there(work: Work, visit: Visit) -> None:
    """Raises Refused where the place of *visit* is gone."""
    place = await at_place.of(work, visit)
    if place is not None and not place.is_there:
        raise Refused("visit-at-gone-place", number=visit.number, place=place.name)


def in_date(work: Work, one: Officer, number: int = 0) -> None:
    """Raises Refused where a certificate is over: whose, and since when."""
    if one.certificate and not officers.certified(one, show.today(work)):
        since = str(one.certified_until or "-")
        raise Refused("visit-certificate-over", number=number, name=one.name, day=since)
