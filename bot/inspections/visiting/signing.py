"""Read back, corrected, signed by officers and the place, and told to the place."""

from typing import Any

from bot.bodies import bodies, officers
from bot.cases import perform
from bot.cases.rulebook import Facts
from bot.evidence.pieces import COMPARED, EVIDENCE, UNKNOWN, Evidence, EvidenceKind
from bot.inspections import visit as visit_values
from bot.inspections.table import CLOSED, DONE, FED_BACK, READ_BACK, UNDER_WAY, VISITS, Visit
from bot.inspections.visit import How, Signature, Signs
from bot.inspections.visiting import finding, people, powers, record, standing
from bot.values import texts
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer, enumerated
from bot.work.work import Work

MOST_NAME = 60
MOST_LISTED = 12
"""So many open items are named."""


@action(Right.OFFICER, "inspections.read_back")
async def read_back(work: Work, *, number: int, reason: str = "") -> Answer:
    """Read the record out to the responsible person; Refused while something is open or in conflict.

    *reason* says why the rest stays open; what waits for the approval of a part is left out, which the record says.
    Whoever comes second is told that it was done.
    """
    visit = await people.visit(work, number)
    actor = await people.officer(work, visit)
    if visit.state == READ_BACK:
        await standing.anew(work, visit)
        return answer("visiting-read-already", number=visit.number)
    whole = await record.whole(work, visit)
    if whole.conflicts:
        numbers = enumerated(str(one.number) for c in whole.conflicts if (one := whole.item(c.item)) is not None)
        raise Refused("visiting-conflicts-open", number=visit.number, numbers=numbers)
    left = whole.owed
    given: dict[str, Any] = {"reason": texts.cut(texts.line(reason), 300)} if reason.strip() else {}
    if left and not given and visit.state == UNDER_WAY:
        more = ["…"] if len(left) > MOST_LISTED else []
        numbers = enumerated([*(str(one.number) for one in left[:MOST_LISTED]), *more])
        raise Refused("visiting-items-open", number=visit.number, count=len(left), numbers=numbers)
    given |= {"open": len(left)} if left else {}
    given |= {"parts": list(visit.not_yet)} if visit.not_yet else {}
    await perform.perform(work, visit, "read_back", actor=actor, facts=Facts(given=given))
    return QUIET


@action(Right.OFFICER, "inspections.correct")
async def correct(work: Work, *, number: int) -> Answer:
    """Back to the items: what was read out is read out again, and signed again."""
    visit = await people.visit(work, number)
    if visit.state == UNDER_WAY:
        await standing.anew(work, visit)
        return QUIET
    await perform.perform(work, visit, "correct", actor=await people.actor(work, visit))
    return QUIET


@action(Right.OFFICER, "inspections.sign")
async def sign(
    work: Work, *, number: int, signs: str, how: str, name: str = "", witness: str = "", photo: int | None = None
) -> Answer:
    """Sign what was read back: an officer for themselves, or what the responsible person of the place did.

    *photo* is the evidence that shows the place's signature, *witness* who saw that it was refused. With the last one
    that is wanted the visit is signed.
    """
    visit = await people.visit(work, number)
    actor = await people.officer(work, visit)
    if visit.state in DONE | {CLOSED}:
        return answer("visiting-signed-already", number=visit.number)
    if visit.state != READ_BACK:
        raise Refused("visiting-read-first", number=visit.number)
    if signs not in set(Signs) or how not in set(How):
        raise Refused("stale-button")
    new = Signature(
        visit.id,
        visit.round,
        Signs(signs),
        work.who.user_id,
        How(how),
        work.now,
        name=texts.cut(texts.line(name), MOST_NAME),
        witness=texts.cut(texts.line(witness), MOST_NAME),
        photo=await _picture(work, visit, photo),
    )
    _is_complete(visit, new)
    if new.signs is Signs.OFFICER and not await people.was_there(work, visit):
        raise Refused("visiting-came-late", number=visit.number)
    if new.signs is Signs.OFFICER and (body := powers.waits_for(visit, await officers.mine(work))):
        raise Refused("visiting-part-no-signature", number=visit.number, body=bodies.of(body).named)
    if await work.tx[VISITS].sign(new) is None:
        return answer("visiting-you-signed" if new.signs is Signs.OFFICER else "visiting-place-signed")
    signed = await work.tx[VISITS].signatures(visit.id)
    whole = visit_values.are_whole(signed, visit.round, firm=visit.firm, officers=visit.officers)
    given = {"signs": str(new.signs), "how": str(new.how)} | ({"whole": True} if whole else {})
    if whole:
        signers = {one.by_id for one in visit_values.stand(signed, visit.round) if one.signs is Signs.OFFICER}
        await finding.settle(work, visit, await record.whole(work, visit), signers)
    await perform.perform(work, visit, "sign", actor=actor, facts=Facts(given=given))
    return answer("visiting-signed-now" if whole else "visiting-signed-one", number=visit.number)


async def _picture(work: Work, visit: Visit, photo: int | None) -> int | None:
    """The photo of the visit that shows a signature; Refused for what is no picture."""
    if photo is None:
        return None
    piece = await work.tx[EVIDENCE].get(photo)
    if piece is None or piece.case_id != visit.id:
        raise Refused("visiting-no-picture", number=visit.number)
    if why := no_picture(piece):
        raise Refused(why, number=visit.number)
    return piece.id


def no_picture(piece: Evidence) -> str:
    """Why a piece shows no signature, as the key of a sentence; empty where it does.

    A photo is a picture; a file may be anything, whatever its name says, until it was fetched and drawn. Pure.
    """
    if piece.kind not in COMPARED or piece.likeness == UNKNOWN:
        return "visiting-no-picture"
    return "" if piece.kind is EvidenceKind.PHOTO or piece.was_compared else "visiting-as-photo"


def _is_complete(visit: Visit, new: Signature) -> None:
    """Refused where a signature lacks what shows it. Pure."""
    if new.signs is Signs.OFFICER:
        if new.how not in {How.TAP, How.DRAWN}:
            raise Refused("visiting-officer-taps", number=visit.number)
    elif new.how is How.REFUSED and not new.witness:
        raise Refused("visiting-wants-witness", number=visit.number)
    elif new.how in {How.PHOTO, How.DRAWN} and new.photo is None:
        raise Refused("visiting-wants-picture", number=visit.number)
    elif new.how is How.TAP:
        raise Refused("visiting-place-draws", number=visit.number)


@action(Right.OFFICER, "inspections.feed_back")
async def feed_back(work: Work, *, number: int) -> Answer:
    """The place has the result."""
    return await _end(work, number, "feed_back", FED_BACK)


@action(Right.OFFICER, "inspections.close")
async def close(work: Work, *, number: int) -> Answer:
    """The visit is over: all was told."""
    return await _end(work, number, "close", CLOSED)


async def _end(work: Work, number: int, move: str, state: str) -> Answer:
    visit = await people.visit(work, number)
    if visit.state in {state, CLOSED}:
        return answer("visiting-done-already", number=visit.number)
    await perform.perform(work, visit, move, actor=await people.actor(work, visit))
    return QUIET
