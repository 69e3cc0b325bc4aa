"""Pictures that come through the page of a visit: photos of what was found, and signatures. Kept once each."""

import hashlib

from bot.evidence import own_files, room
from bot.evidence.own_files import OWN_FILES
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.inspections.page import looking
from bot.inspections.table import ON_SPOT, Visit
from bot.inspections.visiting import answering, items, people
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

STAGE = "visit"
SIGNATURE = "signature"
"""What a piece counts as that shows a signature; others count as their item."""

SIGNATURES = 20
"""So many more pictures are kept with a visit where they are signatures, so that it can end."""

MOST_BYTES = 1_500_000
"""More than the page draws, which makes pictures smaller first; less than what a connection may bring at all."""

MOST_SIGNATURE_BYTES = 400_000

_BELOW = -(2**60)
"""What came through the page has no message: its number is made of its id, far below those of other pieces."""


def message_of(sent_as: str) -> int:
    """The number that stands for the message of a picture; the same id is the same picture."""
    return _BELOW - int.from_bytes(hashlib.sha256(sent_as.encode()).digest()[:7])


async def of(work: Work, sent_as: str) -> Evidence | None:
    """The piece that whoever speaks sent under an id; None where it never came."""
    return await work.tx[EVIDENCE].by_message(work.who.user_id, message_of(sent_as))


@action(Right.DISTRICT, "inspections.page_picture")
async def keep(
    work: Work, *, number: int, sent_as: str, data: bytes, likeness: str, item: str = "", signature: bool = False
) -> Answer:
    """Keep a picture, drawn anew as JPEG: of *item* (a key), or a *signature*; each once."""
    visit = await people.visit(work, number)
    if await of(work, sent_as) is not None:
        return QUIET
    if visit.state not in ON_SPOT:
        raise Refused("visit-web-no-pictures-now", number=visit.number)
    most = answering.MOST_PIECES
    if await room.is_full(work, visit.id, most + SIGNATURES if signature else most):
        raise Refused("visit-web-many-pictures", number=visit.number, most=most)
    name = own_files.named(data)
    piece = Evidence(
        work.district.id,
        EvidenceKind.PHOTO,
        work.who.user_id,
        work.now,
        work.who.user_id,
        message_of(sent_as),
        case_id=visit.id,
        source="web",
        stage=STAGE,
        file_id=name,
        file_unique_id=name,
        content_hash=name.removeprefix(own_files.OWN),
        counts_as=SIGNATURE if signature else await _item(work, visit, item),
        likeness=likeness,
    )
    kept = await work.tx[EVIDENCE].add(piece)
    if kept is not None:
        await work.tx[OWN_FILES].keep(kept.id, data, work.now, stays=signature)
    return QUIET


async def _item(work: Work, visit: Visit, key: str) -> str | None:
    """As a piece says which item it shows."""
    found = next((one for one in await items.items(work, visit) if one.key == key), None)
    return answering.marked(found.number) if found is not None else None


async def seen(work: Work, *, number: int, evidence_id: int) -> Evidence:
    """A picture of a visit for whoever may look at its page; Refused where there is none."""
    visit = await looking.may_look(work, number)
    piece = await work.tx[EVIDENCE].get(evidence_id)
    if piece is None or piece.case_id != visit.id:
        raise Refused("no-such-picture")
    return piece
