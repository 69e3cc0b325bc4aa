"""An act inside a case: from an incident at a registered place to its single-case visit with one button."""

from collections.abc import Sequence

from bot.bodies import officers
from bot.cases import kinds
from bot.cases.case import Case
from bot.inspections import at_place, show
from bot.inspections.course import people
from bot.inspections.planning import planning, wishing
from bot.inspections.planning.reading import Said
from bot.inspections.table import KIND, Visit, VisitKind
from bot.outbox.letters import Button
from bot.places.standing import linking
from bot.places.talk import spot
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.work import Work

SOURCE = "case"
"""Where such a visit comes from: its number is the case's own."""


async def offer(work: Work, case: Case, code: str) -> Sequence[Button]:
    """*Act in this case*, where the one who reads it is an officer or approver (``Feature.case_offers``).

    Nobody speaks where an order is written: then its chat is the reader's own.
    """
    reader = work.who.user_id or work.who.chat_id
    if not code or not await officers.of_person(work, reader):
        return ()
    return (Button("button-visit-within", f"{KIND}:{work.district.id}.{case.number}:within"),)


@action(Right.DISTRICT, "inspections.within")
async def within(work: Work, *, number: int) -> Answer:
    """The tap: the visit that is made within the case already, else a wish for one today, beside the cool-down."""
    await people.mine(work)
    if not spot.is_private(work):
        return show.in_private(work)
    case = await kinds.by_number(work, number)
    place = await linking.place_of(work, case.id) if case is not None else None
    if case is None or place is None:
        raise Refused("visit-case-nowhere", number=number)
    if (visit := await _made(work, place.code, case)) is not None:
        return await show.visit(work, visit)
    today = await planning.place_of(work, place.code)
    said = Said(kind=VisitKind.SINGLE, source=SOURCE, reference=f"#{number}")
    wished, found = await planning.wish(work, today, said, case.id)
    return await wishing.answered(work, wished, found)


async def _made(work: Work, code: str, case: Case) -> Visit | None:
    """The visit within the case that is not over yet."""
    found = await at_place.visits(work, code)
    return next((one for one in found if one.incident_id == case.id and one.is_live), None)
