"""What somebody sends in private after a question about a place: a location, words, a photo; or something else."""

from bot.places.notes import writing
from bot.places.photos import photos
from bot.places.photos.photos import PICTURE
from bot.places.talk import correcting, looking, press, registering, spot
from bot.values import plain_words
from bot.values.geo import Point
from bot.work import questions
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

FRESH = photos.FRESH
"""So long what somebody sends without a command is taken for the answer; later a pin is a report again."""

ASKING = frozenset({"reason", "report", "relocate", "team-base", writing.DRAFT, photos.DRAFT})
"""Questions of other rooms: what was asked last is answered."""

OURS = frozenset({looking.WHERE, registering.KIND, correcting.KIND})


async def _asked(work: Work) -> Draft | None:
    """The question that was asked last, if it is one of ours, and of a moment ago."""
    if not work.who.in_private:
        return None
    each = [draft for draft in await questions.open_drafts(work) if draft.kind in ASKING | OURS]
    if not each or each[0].kind not in OURS or each[0].started_at < work.who.said_at - FRESH:
        return None
    return each[0]


async def point(work: Work, at: Point) -> Answer | None:
    """A location: where they are, where a new place is, or where a place really is."""
    draft = await _asked(work)
    if draft is None:
        return None
    if draft.kind == looking.WHERE:
        await work.tx.drafts.drop(draft)
        return await looking.near_to(work, at)
    if not work.who.may_act:
        return None
    if draft.kind == registering.KIND:
        return await registering.take_point(work, draft, at)
    return await correcting.take_point(work, draft, at) if draft.data["field"] == "point" else None


async def words(work: Work, text: str) -> Answer | None:
    """A name, or another field; a cry for help is never one.

    What a key says that still stands below the chat is nobody's talk once nothing is registered any more.
    """
    if work.who.in_private and press.says(text, registering.SKIPS):
        left = await spot.waiting(work, registering.KIND)
        return answer("place-new-over") if left is None else await registering.take_words(work, left, text)
    draft = await _asked(work)
    if draft is None or plain_words.is_cry(text):
        return None
    if draft.kind == registering.KIND:
        return await registering.take_words(work, draft, text)
    if draft.kind == correcting.KIND and correcting.awaits_words(draft):
        return await correcting.take_words(work, draft, text)
    return None


async def piece(work: Work, sent: registering.Picture) -> Answer | None:
    """A photo of the place that is being registered; its caption is the name where there is none yet."""
    draft = await _asked(work)
    if draft is None or draft.kind != registering.KIND or str(sent.kind) != PICTURE or not sent.file_id:
        return None
    return await registering.take_photo(work, draft, sent)
