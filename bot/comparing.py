"""Pictures that were used before: each new one is held against those of other cases of its district."""

from datetime import timedelta

from bot import steps
from bot.incidents import Incident
from bot.letters import Priority
from bot.proof import UNKNOWN
from bot.work import QUIET, Answer, Work

ALIKE = 6
"""Of 64 bits of two likenesses so many may differ in what is still the same picture."""

AS_FAR_BACK = timedelta(days=180)


def distance(one: str, other: str) -> int:
    """How many of their 64 bits differ; both are 16 hex digits."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


async def compared(work: Work, *, evidence_id: int, likeness: str) -> Answer:
    """The likeness of a picture is known: where another case had the same one before, captains are told."""
    piece = await work.tx.evidence.get(evidence_id)
    incident = await work.tx.cases.get(piece.case_id) if piece and piece.case_id else None
    if piece is None or incident is None or piece.likeness is not None:
        return QUIET
    again = any(likeness == other.likeness != UNKNOWN for other in await work.tx.evidence.of_case(incident.id))
    seen_in = await _seen_in(work, incident, likeness) if likeness != UNKNOWN else None
    await work.tx.evidence.liken(evidence_id, likeness, seen_in)
    if again:
        await steps.refresh_all(work, incident)
    if seen_in is not None:
        await steps.refresh_all(work, incident)
        await work.tell(
            await work.captains(), "picture-seen", priority=Priority.ANSWER, incident=incident, purpose="ask",
            collapse=f"seen:{incident.id}", number=incident.number, other=seen_in, **steps.what(work, incident),
        )  # fmt: skip
    return QUIET


async def _seen_in(work: Work, incident: Incident, likeness: str) -> int | None:
    """The number of the latest other case with the same picture; drills apart."""
    known = await work.tx.evidence.likenesses(incident, work.now - AS_FAR_BACK)
    return next((number for number, other in known if distance(likeness, other) <= ALIKE), None)
