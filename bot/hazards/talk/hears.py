"""What is said and sent without a command: the answer to what was asked, or a step in reply to a hazard's message."""

from bot.evidence.pieces import Evidence, EvidenceKind
from bot.hazards.table import HAZARDS, Hazard
from bot.hazards.talk import asking, finding, photos, said
from bot.places.photos import photos as place_photos
from bot.values import plain_words
from bot.work import questions
from bot.work.answer import Answer
from bot.work.drafts import Draft
from bot.work.work import Work

_ANSWERS = {asking.DRAFT: asking.answered, finding.DRAFT: finding.answered}


async def listens(work: Work, piece: Evidence, reply_to: int | None) -> Answer | None:
    """``Feature.listens``; None: it is nothing of a hazard."""
    hazard = await of_reply(work, reply_to)
    if piece.kind is not EvidenceKind.TEXT:
        return await photos.taken(work, piece, hazard)
    if plain_words.is_cry(piece.text):
        return None
    if hazard is not None:
        return await _in_reply(work, hazard, piece.text)
    asked = await _asked(work)
    return await _ANSWERS[asked.kind](work, asked, piece.text) if asked is not None else None


async def of_reply(work: Work, reply_to: int | None) -> Hazard | None:
    """The hazard that a message of ours is about."""
    posting = await work.tx.outbox.posting(work.who.chat_id, reply_to) if reply_to is not None else None
    if posting is None or posting.case_id is None or posting.district_id != work.district.id:
        return None
    found: Hazard | None = await work.tx[HAZARDS].get(posting.case_id)
    return found


async def _in_reply(work: Work, hazard: Hazard, text: str) -> Answer | None:
    """A step, or the words that were asked for; other talk is left to others."""
    asked = await _asked(work)
    if asked is not None and asked.kind == asking.DRAFT and asked.data["number"] == hazard.number:
        return await asking.answered(work, asked, text)
    name, rest = said.move(text)
    if name == "photo":
        return await photos.ask(work, hazard)
    return await asking.wish(work, hazard, name, rest) if name is not None else None


async def _asked(work: Work) -> Draft | None:
    """The question that was asked last, if it is one of ours, and of a moment ago."""
    each = await questions.open_drafts(work)
    newest = next((one for one in each if one.kind not in photos.BESIDE), None)
    is_ours = newest is not None and newest.kind in _ANSWERS
    is_fresh = newest is not None and newest.started_at >= work.who.said_at - place_photos.FRESH
    return newest if is_ours and is_fresh else None
