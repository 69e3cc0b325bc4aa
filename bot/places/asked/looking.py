"""Looks at one place, at its history, and at the kinds that there are, for programs and pages."""

from collections.abc import Callable, Sequence

from bot.places import edits
from bot.places.asked import pages, views
from bot.places.asked.views import Eyes
from bot.places.kinds import kinds
from bot.places.kinds.kinds import Kind
from bot.places.register import Line, Place
from bot.privacy.port import PRIVACY
from bot.work import lately
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

LOOK = "place-people"
"""What is written down of a look at who answers for a place."""


async def one(work: Work, *, code: str) -> tuple[Place, Eyes]:
    """A place, and who looks."""
    by = await views.eyes(work)
    return await edits.get(work, code), by


async def history(
    work: Work, *, code: str, before: int | None, most: int
) -> tuple[Sequence[Line], Callable[[int | None], str]]:
    """Its newest lines first, and what those are called who made them."""
    _, found = await pages.history(work, code=code, before=before, most=most)
    return found, await lately.name_of(work)


async def kinds_of(work: Work) -> Sequence[Kind]:
    """The kinds of the district."""
    await views.eyes(work)
    return kinds.all_of(work.district)


@action(Right.CAPTAIN, "places.note_look")
async def note(work: Work, *, code: str) -> Answer:
    """Write down that a captain read who answers for a place."""
    await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, LOOK, None, work.now, about=code)
    return QUIET
