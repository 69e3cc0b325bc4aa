"""What visits say at the door of a place: which checks are due, and what the last one came to."""

from collections.abc import Sequence
from datetime import date

from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.inspections import at_place, show
from bot.inspections.course.due import SOON_DAYS
from bot.inspections.planning import advice, wishing
from bot.inspections.table import AHEAD, ON_SPOT, Visit
from bot.places.notes import at_door as notes_at_door
from bot.places.standing import colours
from bot.work.at_door import Colour, Mark
from bot.work.work import Work

DUE, LAST = notes_at_door.ORDER + 15, notes_at_door.ORDER + 60
"""Checks that are due come after open hazards, the last result after all else."""

MOST = 3
"""So many checks that are ahead are said, the next first."""


def is_soon(visit: Visit, today: date) -> bool:
    """Whether nobody has begun it, and it is due within two weeks. Pure."""
    return visit.state in AHEAD and visit.since is not None and visit.since - today <= SOON_DAYS


async def at_door(work: Work, code: str) -> Sequence[Mark]:
    """A mark for each check that is due, and one for the last result."""
    found = await at_place.visits(work, code)
    today = work.now.astimezone(work.district.zone).date()
    soon = sorted((one for one in found if is_soon(one, today)), key=lambda one: (one.since or today, one.number))
    marks = [_due(one) for one in soon[:MOST]]
    made = (one for one in found if advice.was_made(one) and one.state not in ON_SPOT)
    if (last := next(made, None)) is not None:
        word, at = await wishing.last_result(work, last), last.begun_at
        marks.append(Mark(LAST, word, at=at, cases=(last.id,), for_bodies=True))
    return marks


def _due(visit: Visit) -> Mark:
    bodies = show.bodies_named(visit.bodies)
    word = {"word": "visit-at-door", "number": visit.number, "days": show.window(visit)}
    return Mark(DUE, word, Colour.YELLOW, bodies, visit.reported_at, (visit.id,), for_bodies=True)


async def follow(work: Work, change: Change[Visit], facts: Facts) -> None:
    """A check that was begun, moved or called off says something else at its door."""
    if change.before.state != change.case.state or change.before.since != change.case.since:
        colours.stir(work, change.case.place)
