"""What somebody's message of a visit shows: the item that they turned to, or the question that it asks about one."""

from dataclasses import dataclass
from datetime import timedelta

from bot.inspections.table import Visit
from bot.work import questions
from bot.work.drafts import Draft
from bot.work.work import Work

VIEW = "visit-view"
"""The draft that keeps it, one for a person: *case_id* and the fields of :class:`View`."""


SHOWN = "visit-shown"
"""What somebody showed a moment ago: the *code* that they scanned, or the point (*lat*, *lon*) of a location."""

NO_QUESTIONS = frozenset({VIEW, SHOWN, "pins", "hazard-seen", "lately", "instead"})
"""Drafts that remember something and ask nothing."""

FRESH = timedelta(minutes=15)
"""So long words are the answer to what was asked."""


@dataclass(frozen=True)
class View:
    """*item* is the number of the item that is shown, 0 for whatever comes next. *asks* is what is asked of it.

    ``severity``, ``limit``, ``body`` (to whom it is handed over), ``photo``; without an item ``signature`` (the photo
    of the place's signature), ``witness`` (who saw that it was refused), ``reason`` (why items stay open). *severity*
    is what was said before the limit is asked, *round* which reading out the first two belong to.
    """

    item: int = 0
    asks: str = ""
    severity: str = ""
    round: int = 0


async def of(work: Work, visit: Visit, user_id: int) -> View:
    """What somebody looks at in a visit."""
    draft = await work.tx.drafts.get(user_id, user_id, VIEW)
    if draft is None or draft.data.get("case_id") != visit.id:
        return View()
    data = draft.data
    return View(int(data["item"]), str(data["asks"]), str(data["severity"]), int(data.get("round") or 0))


async def is_old(work: Work, visit: Visit) -> bool:
    """Whether what was asked of whoever speaks belongs to an earlier reading out than the one that stands."""
    return (await of(work, visit, work.who.user_id)).round != visit.round


async def look(work: Work, visit: Visit, view: View) -> None:
    """Whoever speaks looks at this from now on."""
    own = work.who.user_id
    data = {"case_id": visit.id, **vars(view)}
    await work.tx.drafts.put(Draft(own, own, VIEW, work.now, 0, work.district.id, data))


async def newest(work: Work) -> int | None:
    """The id of the visit that whoever speaks looked at last."""
    draft = await work.tx.drafts.get(work.who.user_id, work.who.user_id, VIEW)
    return int(draft.data["case_id"]) if draft is not None else None


async def asked(work: Work, visit: Visit) -> str:
    """What was asked of whoever speaks a moment ago; words that come later mean something else."""
    draft = await work.tx.drafts.get(work.who.user_id, work.who.user_id, VIEW)
    fresh = draft is not None and draft.started_at >= work.who.said_at - FRESH
    return (await of(work, visit, work.who.user_id)).asks if fresh else ""


async def is_asked_else(work: Work) -> bool:
    """Whether something else was asked of whoever speaks since they last looked at a visit: that goes first."""
    mine = await work.tx.drafts.get(work.who.user_id, work.who.user_id, VIEW)
    for draft in await questions.open_drafts(work):
        is_newer = draft.started_at >= work.who.said_at - FRESH and (mine is None or draft.started_at > mine.started_at)
        if is_newer and draft.kind not in NO_QUESTIONS:
            return True
    return False
