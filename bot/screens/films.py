"""Films of a case, and what a wall shows of it: which piece somebody may be handed."""

from bot.evidence import wall
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE
from bot.privacy.port import PRIVACY
from bot.screens import case_file
from bot.values.refused import Refused
from bot.work.work import Work


async def clip_of(work: Work, *, evidence_id: int) -> case_file.Picture:
    """A film or video note that belongs to a case of this district, opened; Refused where there is none."""
    piece = await work.tx[EVIDENCE].get(evidence_id)
    is_here = piece is not None and piece.district_id == work.district.id and piece.kind is EvidenceKind.VIDEO
    if piece is None or not is_here or piece.case_id is None:
        raise Refused("no-such-picture")
    await case_file.of_case_theirs(work, piece.case_id)
    saw = await work.tx[PRIVACY].saw(work.who.user_id, "picture", piece.case_id, work.now - case_file.SAME_LOOK)
    return case_file.Picture(piece, not saw)


async def on_wall(work: Work, *, evidence_id: int) -> Evidence:
    """What the wall shows of a live case at this moment; Refused for any other picture, or while they are off."""
    piece = await work.tx[EVIDENCE].get(evidence_id)
    is_here = piece is not None and piece.district_id == work.district.id and piece.case_id is not None
    if piece is None or not is_here or piece.case_id is None or wall.of(work.district) == "off":
        raise Refused("no-such-picture")
    incident = await work.tx[INCIDENTS].get(piece.case_id)
    shown = await work.tx[EVIDENCE].newest_seen([piece.case_id])
    is_live = incident is not None and incident.state in LIVE and incident.drill == work.district.drill
    if not is_live or shown.get(piece.case_id) != piece:
        raise Refused("no-such-picture")
    return piece
