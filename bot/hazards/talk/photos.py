"""Photos of hazards: how it was, and what was done; a photo that was asked for makes the move that waits for it."""

from dataclasses import replace
from typing import Any

from bot.evidence import room
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.hazards import facts, moving, parts, told
from bot.hazards.table import CLUE, FOUND, HAZARDS, MOVES, Hazard
from bot.hazards.talk import said, show
from bot.places.photos import photos as place_photos
from bot.values.refused import Refused
from bot.work import questions
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

DRAFT = "hazard-photo"
"""The question for a photo: *number*, the *move* that it makes (empty: none), and *album* once one of several came."""

BESIDE = frozenset({DRAFT, "hazard-seen", "lately", "instead", "pins"})
"""Drafts that wait for no words."""

SHOWS = frozenset({EvidenceKind.PHOTO, EvidenceKind.VIDEO, EvidenceKind.DOCUMENT})


async def ask(work: Work, hazard: Hazard, move: str = "") -> Answer:
    """The next photo is of this hazard, and makes *move*."""
    member = work.who.member
    chat_id = work.who.user_id if member is not None and member.private_open else work.who.chat_id
    data = {"number": hazard.number, "move": move}
    await work.tx.drafts.put(Draft(work.who.user_id, chat_id, DRAFT, work.now, 0, work.district.id, data))
    key = f"hazard-send-photo-{move}" if move else "hazard-send-photo"
    return answer(key, alert=work.who.channel == "button", **await facts.of(work, hazard))


async def taken(work: Work, piece: Evidence, hazard: Hazard | None) -> Answer | None:
    """A piece that somebody sent, in reply to a message about *hazard* or to none; None: it is of no hazard."""
    if piece.kind not in SHOWS:
        return None
    draft = await _asked(work)
    hazard, move = hazard or await _named(work, piece), ""
    of_album = draft is not None and piece.album is not None and draft.data.get("album") == piece.album
    if hazard is None and draft is not None:
        if (album := draft.data.get("album")) is not None and album != piece.album:
            await work.tx.drafts.drop(draft)
            return None
        hazard, move = await moving.get(work, int(draft.data["number"])), str(draft.data["move"])
        await _go_on(work, draft, piece)
    elif hazard is not None and draft is not None and int(draft.data["number"]) == hazard.number:
        move = str(draft.data["move"])
        await _go_on(work, draft, piece)
    return await keep(work, hazard, piece, move, of_album=of_album) if hazard is not None else None


async def _asked(work: Work) -> Draft | None:
    draft = await questions.open_draft(work, DRAFT)
    if draft is None or draft.started_at < work.who.said_at - place_photos.FRESH:
        return None
    return draft


async def _go_on(work: Work, draft: Draft, piece: Evidence) -> None:
    """Of an album the others belong there too, and make no move any more."""
    if piece.album is None:
        await work.tx.drafts.drop(draft)
    else:
        await work.tx.drafts.put(replace(draft, data={**draft.data, "move": "", "album": piece.album}))


async def _named(work: Work, piece: Evidence) -> Hazard | None:
    """The hazard whose number stands below the photo."""
    number = said.photo_of(piece.text)
    return await work.tx[HAZARDS].by_number(work.district.id, number) if number is not None else None


async def of_this_way(work: Work, hazard: Hazard) -> tuple[int, ...]:
    """Photos of what was done since its limit was set last."""
    pieces = await work.tx[EVIDENCE].of_case(hazard.id)
    since = hazard.limit_set_at or hazard.reported_at
    return tuple(one.id for one in pieces if one.id in hazard.after and one.taken_at >= since)


async def keep(work: Work, hazard: Hazard, piece: Evidence, move: str, *, of_album: bool = False) -> Answer:
    """Keep it with the hazard; make the move that waited for it, where it is one.

    *of_album*: others that came with it were taken, so that it is too, also where they closed the hazard.
    """
    if not hazard.is_live and not of_album:
        raise Refused("hazard-is-over", number=hazard.number)
    if not await parts.parts(work, hazard):
        raise Refused("hazard-photo-not-yours", number=hazard.number)
    name = move if move in MOVES and hazard.state in MOVES[move].start else "picture"
    if name == "picture" and await room.is_full(work, hazard.id):
        return room.enough(hazard.number)
    is_new = hazard.state in {FOUND, CLUE} and move not in {"fix", "rectify"}
    stage = "before" if is_new else "after"
    stored = await work.tx[EVIDENCE].add(replace(piece, case_id=hazard.id, stage=stage))
    if stored is None:
        raise Refused("hazard-photo-again", number=hazard.number)
    given: dict[str, Any] = {"photos": (stored.id,)}
    after = await moving.move(work, hazard, name, **given) if hazard.is_live else hazard
    count = len(after.before if is_new else after.after)
    rows = await show.buttons(work, after) if name == "picture" and after.is_live and not of_album else ()
    key = f"hazard-did-{name}" if name != "picture" else f"hazard-photo-{stage}"
    done = answer(key, rows, **{**await facts.of(work, after), "count": count})
    return told.in_private(work, after, done)
