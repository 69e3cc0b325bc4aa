"""Visits in the calendar of whoever makes them: the days of the window while it is ahead, the day once it began."""

from bot.inspections import at_place
from bot.inspections.table import AHEAD, ON_SPOT, VISITS, Visit
from bot.register.people import Member
from bot.values import formats
from bot.work.dates import Dated
from bot.work.work import Work


async def dates(work: Work, member: Member) -> list[Dated]:
    """The visits in which they are named, those that nobody has ended."""
    found = []
    for visit in await work.tx[VISITS].live(work.district.id):
        if member.user_id in (*visit.officers, *visit.helpers) and visit.state in AHEAD | ON_SPOT:
            found += await _dated(work, visit)
    return found


async def _dated(work: Work, visit: Visit) -> list[Dated]:
    since, until = visit.since, visit.until
    if visit.begun_at is not None:
        since = until = visit.begun_at.astimezone(work.district.zone).date()
    if since is None or until is None:
        return []
    told = {
        "word": "calendar-visit",
        "number": visit.number,
        "place": await at_place.name(work, visit),
        "state": formats.state_word(visit.state, visit.kind),
    }
    return [Dated(f"visit:{visit.id}", since, until, told)]
