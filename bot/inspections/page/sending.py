"""What the page of a visit sends: answers, signatures, and that somebody stands at the door. Sent twice it is one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.inspections import at_place
from bot.inspections.page import pictures
from bot.inspections.table import UNDER_WAY, VISITS, Visit
from bot.inspections.visiting import answering, people, signing, spot
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

MOST_PHOTOS = 10
"""Of one answer."""


def said_at(work: Work, visit: Visit, at: datetime) -> datetime:
    """When it was said, by the phone: not after now, and not before the visit began."""
    return max(min(at, work.now), visit.begun_at or work.now)


@action(Right.DISTRICT, "inspections.page_answer")
async def answer(
    work: Work,
    *,
    number: int,
    item: str,
    result: str,
    sent_as: str,
    at: datetime,
    severity: str = "",
    hours: int | None = None,
    words: str = "",
    photos: Sequence[str] = (),
    shown: Sequence[int] = (),
    to_body: str = "",
    keeps: bool = False,
) -> Answer:
    """Answer an item. *photos* are the ids under which the phone sent pictures, *shown* ids of evidence kept before.

    A picture that was refused is left out: the answer does not wait for it.
    """
    visit = await people.visit(work, number)
    pieces = [await pictures.of(work, one) for one in photos[:MOST_PHOTOS]]
    kept = (*shown[:MOST_PHOTOS], *(one.id for one in pieces if one is not None))
    said = said_at(work, visit, at)
    more: dict[str, Any] = {"severity": severity, "hours": hours, "words": words, "to_body": to_body, "keeps": keeps}
    return await answering.answer(
        work, number=number, item=item, result=result, photos=kept, said_at=said, sent_as=sent_as, **more
    )


@action(Right.DISTRICT, "inspections.page_together")
async def together(work: Work, *, number: int, section: str, sent_as: str, at: datetime) -> Answer:
    """Confirm the unchanged passes of a section; a second time it is done already, and nothing is wrong."""
    visit = await people.visit(work, number)
    before = await work.tx[VISITS].answered(visit.id)
    if any(one.sent_as.startswith(f"{sent_as}:") for one in before):
        return QUIET
    work.who = replace(work.who, said_at=said_at(work, visit, at))
    return await answering.passes(work, number=number, section=section, sent_as=sent_as)


@action(Right.OFFICER, "inspections.page_sign")
async def sign(
    work: Work,
    *,
    number: int,
    round_: int,
    signs: str,
    how: str,
    name: str = "",
    witness: str = "",
    photo: str = "",
) -> Answer:
    """Sign what was read back as *round_*; what was read back anew since then is signed anew."""
    visit = await people.visit(work, number)
    if visit.round != round_:
        raise Refused("visit-web-read-again", number=visit.number)
    piece = await pictures.of(work, photo) if photo else None
    shown = piece.id if piece is not None else None
    return await signing.sign(work, number=number, signs=signs, how=how, name=name, witness=witness, photo=shown)


@action(Right.OFFICER, "inspections.page_here")
async def here(work: Work, *, number: int, point: Point | None = None, accuracy_m: float | None = None) -> Answer:
    """Somebody stands at the door of a visit that is under way: their phone says so."""
    visit = await people.visit(work, number)
    place = await at_place.of(work, visit)
    if place is None or visit.state != UNDER_WAY:
        raise Refused("visiting-not-begun", number=visit.number)
    if place.point is None:
        raise Refused("visiting-nowhere", number=visit.number)
    if point is None or (accuracy_m or 0.0) > spot.NEAR_M:
        raise Refused("visit-web-coarse", number=visit.number, metres=round(accuracy_m or spot.NEAR_M))
    if (far := geo.metres(point, place.point)) > spot.NEAR_M:
        raise Refused("visit-web-far", number=visit.number, metres=round(far))
    await spot.reach(work, visit, found_by=spot.FIX, far=far)
    return QUIET
