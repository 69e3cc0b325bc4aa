"""Pictures that were used before: each new one is held against those of other cases of its district."""

from collections.abc import Iterable
from datetime import timedelta

from bot.evidence.pieces import EVIDENCE, UNKNOWN, Evidence
from bot.incidents import wished
from bot.incidents.closing import piece_list
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.outbox.letters import Priority
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

ALIKE = 6
"""Of 64 bits of two likenesses so many may differ in what is still the same picture."""

AS_FAR_BACK = timedelta(days=180)


def distance(one: str, other: str) -> int:
    """How many of their 64 bits differ; both are 16 hex digits."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


@action(Right.HOUSE, "comparing.compared")
async def compared(work: Work, *, evidence_id: int, likeness: str) -> Answer:
    """The likeness of a picture is known: where another case had the same one before, captains are told."""
    piece = await work.tx[EVIDENCE].get(evidence_id)
    incident = await work.tx[INCIDENTS].get(piece.case_id) if piece and piece.case_id else None
    if piece is None or incident is None or piece.likeness is not None:
        return QUIET
    again = any(likeness == other.likeness != UNKNOWN for other in await work.tx[EVIDENCE].of_case(incident.id))
    seen_in = await _seen_in(work, incident, evidence_id, likeness) if likeness != UNKNOWN else None
    await work.tx[EVIDENCE].liken(evidence_id, likeness, seen_in)
    if again or seen_in is not None:
        await orders.refresh_all(work, incident)
    if again:
        await piece_list.refresh(work, incident, anew_for=piece.by_id)
    if seen_in is not None:
        await _tell(work, incident, seen_in)
    return Answer("", silent=True, reaction="reaction-again") if again else QUIET


async def moved(work: Work, pieces: Iterable[Evidence], former: Incident | None) -> None:
    """Pieces, given as they were, went to another case or out of *former*: they are held against others anew.

    So is every picture of which it was said that *former* had it before.
    """
    went = {piece.id: piece for piece in pieces if piece.was_compared}
    pointed = {piece.id: piece for piece in await work.tx[EVIDENCE].seen_in(former)} if former else {}
    for evidence_id in sorted(went | pointed):
        now = await work.tx[EVIDENCE].get(evidence_id)
        incident = await work.tx[INCIDENTS].get(now.case_id) if now and now.case_id else None
        if now is None or now.likeness is None or incident is None:
            continue
        seen_in = await _seen_in(work, incident, evidence_id, now.likeness)
        if seen_in != now.seen_in:
            await work.tx[EVIDENCE].liken(evidence_id, now.likeness, seen_in)
            await orders.refresh_all(work, incident)
        if seen_in is not None and evidence_id in went:
            await _tell(work, incident, seen_in)


async def _tell(work: Work, incident: Incident, seen_in: int) -> None:
    await wished.wish(
        work,
        incident,
        "alike",
        "picture-seen",
        {"other": seen_in},
        priority=Priority.ANSWER,
        collapse=f"seen:{incident.id}",
        other=seen_in,
    )


async def _seen_in(work: Work, incident: Incident, evidence_id: int, likeness: str) -> int | None:
    """The number of the latest other case with the same picture; drills apart.

    Of two pieces alike the later one is flagged: the earlier one only as long as the later is not.
    """
    known = await work.tx[EVIDENCE].likenesses(incident, likeness, work.now - AS_FAR_BACK)
    alike = (one for one in known if distance(likeness, one.likeness) <= ALIKE)
    return next((one.number for one in alike if one.evidence_id < evidence_id or one.seen_in is None), None)
