"""Cases that were reported before a place was registered: linked to where they are, some at a time.

At a start, and after a file of places; beside a place that somebody registers alone live ones are linked at once.

Nobody is told, and no history written: it is as if they had been linked when they came.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.incidents import at_door, where
from bot.incidents.at_door import AT_DOORS, Unlinked
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.places import edits
from bot.places.register import PLACES
from bot.places.standing import colours, linking
from bot.places.standing.links import LINKS, Link
from bot.work.actions import Right, action
from bot.work.ports import Store
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

SUBJECT = "old_doors"
"""``old_doors:1.42/``: the cases of a district behind the number 42."""

NAME = "old_doors"

SINCE = timedelta(days=90)
"""Older cases say nothing at a door any more."""

AT_ONCE = 40
"""So many numbers are looked at in one transaction."""


async def begin(store: Store, now: datetime) -> None:
    """At every start, in districts whose register has changed since the last one: else it was decided already."""
    async with store.begin() as tx:
        for district in await tx.districts.all():
            if mark := await tx[PLACES].mark(district.id):
                await tx.occasions.sync(district.id, None, _subject(district.id, 0), [_due(district.id, 0, now, mark)])


def _subject(district_id: int, after: int) -> str:
    return f"{SUBJECT}:{district_id}.{after}/"


def _due(district_id: int, after: int, now: datetime, mark: int) -> Due:
    return Due(_subject(district_id, after), NAME, now, mark)


async def begin_anew(work: Work) -> None:
    """A file of places was brought in: the cases of before may be at one of them."""
    if work.at_hand.notes(edits.BROUGHT):
        due = _due(work.district.id, 0, work.now, await work.tx[PLACES].mark(work.district.id))
        await work.tx.occasions.sync(work.district.id, None, due.subject, [due])


@action(Right.HOUSE, "old_doors.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """The next ones, from the first of the last ninety days on."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    district_id, since = work.district.id, work.now - SINCE
    first, newest = await work.tx[AT_DOORS].numbers(district_id, since)
    if not first:
        return
    after = max(int(occasion.subject.partition(".")[2].removesuffix("/")), first - 1)
    found: Sequence[Unlinked] = await work.tx[AT_DOORS].unlinked(district_id, since, after, after + AT_ONCE)
    for one in found:
        incident = await work.tx[INCIDENTS].get(one.case_id)
        if incident is not None:
            await _link(work, incident)
    if after + AT_ONCE < newest:
        due = _due(district_id, after + AT_ONCE, work.now, occasion.n)
        await work.tx.occasions.sync(district_id, None, due.subject, [due])


async def _link(work: Work, incident: Incident) -> None:
    spot = await linking.look(work, incident.point, incident.words or "")
    if spot.place is None:
        return
    own = Link(incident.id, incident.district_id, spot.place.code, spot.how, incident.reported_at)
    await work.tx[LINKS].put(own)
    incident = await where.renamed(work, incident, None, incident.place)
    if at_door.counts(incident):
        await work.tx[LINKS].count(incident.id, incident.closed_at or incident.reported_at)
        colours.stir(work, spot.place.code)
