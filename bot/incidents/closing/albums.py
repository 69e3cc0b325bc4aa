"""Albums: pieces that somebody sends together are asked about once, and go to their case together."""

from bot.evidence.pieces import EVIDENCE, Evidence
from bot.incidents import find
from bot.incidents.closing import gate, piece_list
from bot.incidents.table import Incident
from bot.outbox.letters import Button
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work


async def before(work: Work, new: Evidence) -> list[Evidence]:
    """What came to this district before and belongs to the same album, in order; none of a piece that came alone."""
    album = await work.tx[EVIDENCE].by_album(new.chat_id, new.album) if new.album else []
    return [one for one in album if one.district_id == work.district.id]


async def with_it(work: Work, piece: Evidence) -> list[Evidence]:
    """A piece and all that came with it and belong where it does."""
    album = await work.tx[EVIDENCE].by_album(piece.chat_id, piece.album) if piece.album else []
    return [one for one in album if (one.by_id, one.case_id) == (piece.by_id, piece.case_id)] or [piece]


def which(work: Work, stored: Evidence, held: list[Incident]) -> Answer:
    """Which case all of an album is for."""
    buttons = tuple(
        (Button("button-number", f"piece:{work.district.id}.{i.number}:keep_all:{stored.id}", {"number": i.number}),)
        for i in held[:8]
    )
    return answer("album-which", buttons=buttons, turns=True)


@action(Right.MEMBER, "albums.counts")
async def counts(work: Work, *, number: int, evidence_id: int, key: str) -> Answer:
    """Somebody says what a piece counts as; the list of the case's pieces says it too."""
    said = await gate.counted_pieces(work, number=number, evidence_id=evidence_id, key=key)
    await piece_list.refresh(work, await find.find(work, number))
    return said
