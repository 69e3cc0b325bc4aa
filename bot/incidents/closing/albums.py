"""Albums: pieces that somebody sends together are asked about once, and acknowledged in one message."""

from bot.evidence.pieces import EVIDENCE, Evidence
from bot.incidents import find, limits, proof
from bot.incidents.closing import gate
from bot.incidents.table import Incident
from bot.outbox import albums as outbox_albums
from bot.outbox.letters import Button, Letter, LetterKind, Priority
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

A_ROW = 5
"""Buttons beside each other: an album has ten pieces at most."""


async def before(work: Work, new: Evidence) -> list[Evidence]:
    """What came to this district before and belongs to the same album, in order; none of a piece that came alone."""
    album = await work.tx[EVIDENCE].by_album(new.chat_id, new.album) if new.album else []
    return [one for one in album if one.district_id == work.district.id]


async def with_it(work: Work, piece: Evidence) -> list[Evidence]:
    """A piece and all that came with it and belong where it does."""
    album = await work.tx[EVIDENCE].by_album(piece.chat_id, piece.album) if piece.album else []
    return [one for one in album if (one.by_id, one.case_id) == (piece.by_id, piece.case_id)] or [piece]


async def kept(work: Work, incident: Incident, stored: Evidence) -> Answer:
    """What each piece of an album counted as, and what is still missing: one message, that grows with the album."""
    pieces, item = await work.tx[EVIDENCE].of_case(incident.id), limits.item_of(work, incident)
    kinds = proof.all_kinds(item)
    named = {need.key: need.name for need in kinds}
    have = {piece: named[key] for key, piece in proof.filled(item, kinds, pieces, incident.turn).items()}
    own = [one for one in pieces if (one.chat_id, one.album, one.by_id) == (stored.chat_id, stored.album, stored.by_id)]
    lines = [
        {
            "word": "album-piece",
            "n": n,
            "what": {"word": f"piece-{one.kind}"},
            "piece": have.get(one.id, {"word": "evidence-more"}),
        }
        for n, one in enumerate(own, 1)
    ]
    begin = f"piece:{work.district.id}.{incident.number}"
    each = [Button("button-album-piece", f"{begin}:kinds:{one.id}", {"n": n}) for n, one in enumerate(own, 1)]
    rows = tuple(tuple(each[i : i + A_ROW]) for i in range(0, len(each), A_ROW))
    away = (Button("button-not-this-case", f"{begin}:drop_all:{own[0].id}"),)
    return Answer(
        "album-kept",
        {"number": incident.number, "count": len(own), "lines": lines} | await gate.still_missing(work, incident),
        (*rows, away),
        album=str(stored.album),
        case_id=incident.id,
    )


def which(work: Work, stored: Evidence, held: list[Incident]) -> Answer:
    """Which case all of an album is for."""
    buttons = tuple(
        (Button("button-number", f"piece:{work.district.id}.{i.number}:keep_all:{stored.id}", {"number": i.number}),)
        for i in held[:8]
    )
    return answer("album-which", buttons=buttons, turns=True)


@action(Right.MEMBER, "albums.counts")
async def counts(work: Work, *, number: int, evidence_id: int, key: str) -> Answer:
    """Somebody says what a piece counts as; where it came with others, their acknowledgement says it too."""
    said = await gate.counted_pieces(work, number=number, evidence_id=evidence_id, key=key)
    piece, incident = await work.tx[EVIDENCE].get(evidence_id), await find.find(work, number)
    if piece is not None and piece.album:
        await _say_anew(work, incident, piece)
    return said


async def _say_anew(work: Work, incident: Incident, piece: Evidence) -> None:
    told, album = await kept(work, incident, piece), str(piece.album)
    for posting in await work.tx.outbox.postings(incident.id, outbox_albums.purpose_of(album)):
        member = await work.tx.people.member(work.district.id, posting.user_id) if posting.user_id else None
        await work.post(
            Letter(
                district_id=None,
                chat_id=posting.chat_id,
                user_id=posting.user_id,
                kind=LetterKind.NOTE,
                priority=Priority.EDIT,
                created_at=work.now,
                key=told.key,
                buttons=told.buttons,
                language=(member and member.language) or work.district.language,
                **outbox_albums.of_album(album, incident.id, posting.chat_id, told.facts),
            )
        )
