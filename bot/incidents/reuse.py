"""Pictures that were used before: each new one is held against those of other cases of its district."""

from collections.abc import Iterable, Sequence
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
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

ALIKE = 6
"""Of 64 bits of two likenesses so many may differ in what is still the same picture."""

AS_FAR_BACK = timedelta(days=180)

AT_ONCE, AGAIN = 10, timedelta(seconds=1)
"""So many pictures are held anew in one transaction; so long everybody else has their turn between two."""

SUBJECT = "alike"
"""``alike:7.5.90/``: case 7, to which pieces of case 5 went (0: that were with none); behind the piece 90.

Also how it comes due.
"""


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
    again = likeness != UNKNOWN and await work.tx[EVIDENCE].is_in(incident.id, likeness)
    seen_in = await _seen_in(work, incident, evidence_id, likeness) if likeness != UNKNOWN else None
    await work.tx[EVIDENCE].liken(evidence_id, likeness, seen_in)
    if again or seen_in is not None:
        await orders.refresh_all(work, incident)
    if again:
        await piece_list.refresh(work, incident, anew_for=piece.by_id)
    if seen_in is not None:
        await _tell(work, incident, seen_in)
    return Answer("", silent=True, reaction="reaction-again") if again else QUIET


async def moved(work: Work, pieces: Iterable[Evidence], former: Incident | None, to: Incident | None) -> None:
    """Pieces, given as they were, went from *former* to another case (None: to none): held against others anew.

    So is every picture of which it was said that *former* had it before. The first few at once, the rest some at a
    time, each in a transaction of its own.
    """
    went = {piece.id for piece in pieces if piece.was_compared and to is not None}
    pointed = await work.tx[EVIDENCE].seen_in(former, 0, AT_ONCE + 1) if former else []
    those = sorted(went.union(piece.id for piece in pointed))
    await _hold_anew(work, await work.tx[EVIDENCE].some(those[:AT_ONCE]), to)
    if len(those) > AT_ONCE:
        between = to.id if to else 0, former.id if former else 0
        await _go_on(work, between, those[AT_ONCE - 1], int(work.now.timestamp()))


async def _go_on(work: Work, between: tuple[int, int], after: int, n: int) -> None:
    """The next ones have their turn after everybody else's. *between*: to which case and from which, 0 for none."""
    to_id, former_id = between
    subject = f"{SUBJECT}:{to_id}.{former_id}.{after}/"
    await work.tx.occasions.sync(work.district.id, None, subject, [Due(subject, SUBJECT, work.now + AGAIN, n)])


@action(Right.HOUSE, "comparing.anew")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """The next pictures of a case to which others came, and of those that point to where these were."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    to_id, former_id, after = (int(part) for part in occasion.subject.rstrip("/").partition(":")[2].split("."))
    former = await work.tx[INCIDENTS].get(former_id) if former_id else None
    there = await work.tx[EVIDENCE].compared(to_id, after, AT_ONCE) if to_id else []
    pointed = await work.tx[EVIDENCE].seen_in(former, after, AT_ONCE) if former else []
    those = sorted({piece.id: piece for piece in (*there, *pointed)}.values(), key=lambda piece: piece.id)[:AT_ONCE]
    await _hold_anew(work, those, await work.tx[INCIDENTS].get(to_id) if to_id else None)
    if len(those) == AT_ONCE:
        await _go_on(work, (to_id, former_id), those[-1].id, occasion.n)


async def _hold_anew(work: Work, those: Sequence[Evidence], to: Incident | None) -> None:
    """Hold pictures against those of other cases; captains hear of what is found in the case *to* which they came."""
    changed: dict[int, int | None] = {}
    for piece in those:
        incident = await work.tx[INCIDENTS].get(piece.case_id) if piece.case_id else None
        if incident is None or piece.likeness is None:
            continue
        seen_in = await _seen_in(work, incident, piece.id, piece.likeness)
        if seen_in != piece.seen_in:
            await work.tx[EVIDENCE].point_to(piece.id, seen_in)
            changed[incident.id] = seen_in or changed.get(incident.id)
    for case_id, seen_in in changed.items():
        incident = await work.tx[INCIDENTS].get(case_id)
        if incident is None:
            continue
        await orders.refresh_all(work, incident)
        if seen_in is not None and to is not None and case_id == to.id:
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
