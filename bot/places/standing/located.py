"""Cases at a place that lay nobody knew where: they lie there as soon as that is known, however it came to be."""

from dataclasses import replace
from typing import Any

from bot.cases import changes
from bot.places import edits
from bot.places.register import Place
from bot.places.standing import links
from bot.work.work import Work


async def found(work: Work, code: object) -> Place | None:
    """The place of a code, as a case keeps it, where it is known now where that lies; None for no code."""
    if not code or not isinstance(code, str):
        return None
    place = await links.standing_for(work.tx, work.district.id, code)
    return place if place is not None and place.point is not None else None


def is_news(work: Work) -> bool:
    """Whether it became known in this work where a place lies: somebody said so, or a file did."""
    return bool(work.at_hand.notes(edits.LOCATED) or work.at_hand.notes(edits.BROUGHT))


async def lie_there(work: Work, store: Any) -> None:
    """Live cases of a kind that is at a place all its life take its point."""
    if not is_news(work):
        return
    for case in [one for one in await store.live(work.district.id) if one.point is None]:
        if (place := await found(work, case.place)) is not None:
            changes.note(work, await store.save(replace(case, point=place.point)))
