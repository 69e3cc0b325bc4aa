"""Words and photos that somebody sends in private while a visit of theirs is under way: answers without a press.

``Feature.listens``: what begins with the number of an item, replies to the visit's message, or was asked for there.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

from bot.evidence import room
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.inspections.table import ON_SPOT, READ_BACK, UNDER_WAY, Visit, VisitKind
from bot.inspections.visit import FAILS, How, Result, Signs
from bot.inspections.visiting import answering, people, record, signing, standing
from bot.inspections.visiting.hearing import meaning, words
from bot.inspections.visiting.hearing.words import Line
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.judging import New
from bot.inspections.visiting.record import Whole
from bot.inspections.visiting.shown import steps, views
from bot.inspections.visiting.shown.views import View
from bot.values import plain_words, texts
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

SHOWS = frozenset({EvidenceKind.PHOTO, EvidenceKind.VIDEO, EvidenceKind.DOCUMENT})
"""Pieces that show an item."""


async def listens(work: Work, piece: Evidence, reply_to: int | None) -> Answer | None:
    """What was sent, as a part of a visit; None: it is none of its."""
    if not work.who.in_private or not (way := await people.under_way(work)):
        return None
    meant = await _meant(work, [one for one in way if one.state in ON_SPOT] or way, reply_to)
    if meant is None:
        return None
    visit, is_reply = meant
    if piece.kind is EvidenceKind.TEXT:
        return None if plain_words.is_cry(piece.text) else await _words(work, visit, piece, is_reply=is_reply)
    return await _picture(work, visit, piece, is_reply=is_reply) if visit.state in ON_SPOT else None


async def _meant(work: Work, way: Sequence[Visit], reply_to: int | None) -> tuple[Visit, bool] | None:
    """The visit that is meant: that of the message replied to, else that looked at last, else the one begun last.

    None: it replies to a message about something else.
    """
    stands = await work.tx.outbox.posting(work.who.chat_id, reply_to) if reply_to is not None else None
    if stands is not None and (one := next((v for v in way if v.id == stands.case_id), None)):
        return one, True
    if stands is not None and stands.case_id is not None:
        return None
    newest = await views.newest(work)
    return next((one for one in way if one.id == newest), way[-1]), False


# --- words


async def _words(work: Work, visit: Visit, piece: Evidence, *, is_reply: bool) -> Answer | None:
    lines = words.read(piece.text)
    if any(line.result is not None for line in lines):
        return await _lines(work, visit, piece, lines)
    if piece.source == "edited":
        return None
    asked = await views.asked(work, visit)
    if asked == "witness" and await views.is_old(work, visit):
        return await _read_anew(work, visit)
    if asked in {"witness", "reason"}:
        return await _asked(work, visit, asked, piece.text)
    if not lines and is_reply and visit.state == UNDER_WAY:
        shown = await _shown(work, visit)
        lines = words.read_for(shown.number, piece.text) if shown is not None else ()
    if not is_reply and await views.is_asked_else(work):
        return None
    if not lines and visit.state == UNDER_WAY and work.who.is_only_of_bodies:
        return await _not_understood(work, visit, piece.text)
    if not lines or (not is_reply and not _is_ours(work, lines)):
        return None
    if all(line.is_bare for line in lines) and visit.state == UNDER_WAY:
        return await _turned(work, visit, lines[0].numbers[0])
    return await _lines(work, visit, piece, lines)


async def _not_understood(work: Work, visit: Visit, said: str) -> Answer:
    """An officer at a place means the item that they read, and has not said which, or what was found."""
    shown = await _shown(work, visit)
    said = texts.cut(texts.line(said), 60)
    people.said_to(work).append({"word": "visiting-problem-result", "said": said, "n": shown.number if shown else 1})
    await standing.anew(work, visit)
    return QUIET


def _is_ours(work: Work, lines: Sequence[Line]) -> bool:
    """Whether a number without a result is about an item: of the patrol such words mean a case, or a report."""
    return work.who.is_only_of_bodies or all(line.is_bare for line in lines)


async def _asked(work: Work, visit: Visit, asked: str, text: str) -> Answer:
    """Who saw that a signature was refused, or why items stay open."""
    await views.look(work, visit, View())
    if asked == "reason":
        return await signing.read_back(work, number=visit.number, reason=text)
    place: dict[str, Any] = {"signs": Signs.PLACE, "how": How.REFUSED}
    return _quietly(await signing.sign(work, number=visit.number, witness=text, **place))


async def _read_anew(work: Work, visit: Visit) -> Answer:
    """It was asked for under what was read out before: since then the record is another one."""
    await views.look(work, visit, View())
    people.said_to(work).append({"word": "visit-web-read-again", "number": visit.number})
    await standing.anew(work, visit)
    return QUIET


def _quietly(told: Answer) -> Answer:
    """The message with the next step says it; what changed nothing is said."""
    return QUIET if told.key in {"visiting-signed-now", "visiting-signed-one"} else told


async def _shown(work: Work, visit: Visit) -> Item | None:
    """The item that stands in the message of whoever speaks."""
    whole = await record.whole(work, visit)
    view = await views.of(work, visit, work.who.user_id)
    return whole.numbered(view.item) if view.item else await standing.next_of(work, visit, whole)


async def _turned(work: Work, visit: Visit, number: int) -> Answer:
    """A number alone: photos that wait for one are of that item, which is shown."""
    whole = await record.whole(work, visit)
    shown = whole.numbered(number)
    if shown is None:
        people.said_to(work).append({"word": "visiting-no-item", "n": number, "count": len(whole.asked)})
        await standing.anew(work, visit)
        return QUIET
    loose = [one for one in await work.tx[EVIDENCE].of_case(visit.id) if waits(work.who.user_id, one)]
    await views.look(work, visit, View(item=shown.number))
    if not loose:
        await standing.anew(work, visit)
        return QUIET
    for one in loose:
        await work.tx[EVIDENCE].count(one.id, answering.marked(shown.number))
    await _shows(work, visit, whole, shown, len(loose), loose[-1].message_id)
    return QUIET


def waits(user_id: int, piece: Evidence) -> bool:
    """Whether a picture that somebody sent waits for the number of its item; one of a page belongs to its answer."""
    loose = piece.counts_as is None and piece.kind in SHOWS and piece.source != "web"
    return loose and piece.by_id == user_id


async def _lines(work: Work, visit: Visit, piece: Evidence, lines: Sequence[Line]) -> Answer:
    """Answers in words: what can be kept is; each that cannot says in one sentence what to write instead."""
    whole = await record.whole(work, visit)
    news, said = meaning.answers(work, visit, whole, lines, _sent_as(piece))
    if said and not await _is_full(work, visit):
        await work.tx[EVIDENCE].add(replace(piece, case_id=visit.id, stage="after"))
    if news:
        shown = {one.counts_as for one in await work.tx[EVIDENCE].of_case(visit.id)}
        wants = [new for new in news if new.result in FAILS and new.item.photo]
        wants = [new for new in wants if answering.marked(new.item.number) not in shown]
        said += [{"word": "visiting-photo-please", "n": wants[-1].item.number}] if wants else []
        await views.look(work, visit, View())
        kept = answering.within(whole.answered, news, work.who.user_id)
        taken = await answering.take(work, visit, news, [*_kept(visit, kept), *said], before=whole)
        if taken.kept:
            return QUIET
        people.said_to(work).extend(said)
        visit = taken.visit
    else:
        people.said_to(work).extend(said)
    await standing.anew(work, visit)
    return QUIET


def _sent_as(piece: Evidence) -> str:
    """The id of words: their message; of corrected ones also when that was."""
    edited = f"@{int(piece.taken_at.astimezone(UTC).timestamp())}" if piece.source == "edited" else ""
    return f"{piece.chat_id}:{piece.message_id}{edited}"


def _kept(visit: Visit, news: Sequence[New]) -> list[Any]:
    """What was kept: one by its number, several by their count, what passed together by itself."""
    alone, said = [one for one in news if not one.together], list[Any]()
    if len(alone) == 1:
        one = alone[0]
        is_limited = one.result is Result.FAIL and one.item.may_answer and visit.visit_kind is not VisitKind.GUIDANCE
        limit = steps.within_word(one.item.hours if one.hours is None else one.hours) if is_limited else ""
        result = steps.in_short(one.result, limit, one.words)
        said.append({"word": "visiting-kept", "n": one.item.number, "result": result})
    elif alone:
        said.append({"word": "visiting-kept-many", "count": len(alone)})
    many = len(news) - len(alone)
    return [*said, {"word": "visiting-together", "count": many}] if many else said


# --- pictures


async def _picture(work: Work, visit: Visit, piece: Evidence, *, is_reply: bool) -> Answer | None:
    """A photo of an item by its caption, by the reply, by its album, or because one was asked for."""
    lines = words.read(piece.text)
    if not lines and not is_reply and await views.is_asked_else(work):
        return None
    asked = await views.asked(work, visit)
    if asked == "signature" and visit.state == READ_BACK:
        is_old = await views.is_old(work, visit)
        return await _read_anew(work, visit) if is_old else await _signature(work, visit, piece)
    whole = await record.whole(work, visit)
    number = lines[0].numbers[0] if lines else await _of_album(work, visit, piece)
    if number is None and is_reply and (shown := await _shown(work, visit)) is not None:
        number = shown.number
    view = await views.of(work, visit, work.who.user_id)
    if number is None and view.asks == "photo":
        number = view.item
    if number is None and not work.who.is_only_of_bodies:
        return None
    item = whole.numbered(number) if number is not None else None
    mark = answering.marked(item.number) if item is not None and piece.kind in SHOWS else None
    if await _is_full(work, visit) and not (mark and await _lacks(work, visit, mark)):
        return await _not_kept(work, visit, piece, lines)
    kept = await work.tx[EVIDENCE].add(replace(piece, case_id=visit.id, stage="after", counts_as=mark))
    if kept is None:
        return QUIET
    if any(line.result is not None for line in lines):
        return await _lines(work, visit, replace(piece, case_id=visit.id), lines)
    if item is None:
        return await _which(work, visit, number, whole)
    count = 1 + await _others_of_album(work, visit, kept, item)
    await _shows(work, visit, whole, item, count, piece.message_id)
    return QUIET


async def _is_full(work: Work, visit: Visit) -> bool:
    """Whether as much of the one who speaks is kept with a visit as may be."""
    return await room.is_full(work, visit.id, answering.MOST_PIECES)


async def _not_kept(work: Work, visit: Visit, piece: Evidence, lines: Sequence[Line]) -> Answer:
    """One picture too many: what its caption answers is kept all the same."""
    people.said_to(work).append({"word": "visiting-full", "most": answering.MOST_PIECES})
    if any(line.result is not None for line in lines):
        return await _lines(work, visit, replace(piece, case_id=visit.id), lines)
    await standing.anew(work, visit)
    return QUIET


async def _lacks(work: Work, visit: Visit, mark: str) -> bool:
    """Whether no picture shows an item yet: the first is taken, however many others there are."""
    return all(one.counts_as != mark for one in await work.tx[EVIDENCE].of_case(visit.id))


async def _signature(work: Work, visit: Visit, piece: Evidence) -> Answer:
    """The photo of the place's signature; its caption is who signed."""
    if why := signing.no_picture(piece):
        people.said_to(work).append({"word": why, "number": visit.number})
        await standing.anew(work, visit)
        return QUIET
    kept = await work.tx[EVIDENCE].add(replace(piece, case_id=visit.id, stage="after", counts_as="signature"))
    if kept is None:
        return QUIET
    await views.look(work, visit, View())
    place: dict[str, Any] = {"signs": Signs.PLACE, "how": How.PHOTO, "name": piece.text, "photo": kept.id}
    return _quietly(await signing.sign(work, number=visit.number, **place))


async def _of_album(work: Work, visit: Visit, piece: Evidence) -> int | None:
    """The number of the item that another picture of the same album shows."""
    if piece.album is None:
        return None
    for one in await work.tx[EVIDENCE].by_album(piece.chat_id, piece.album):
        if one.case_id == visit.id and one.counts_as and one.counts_as.startswith("item:"):
            return int(one.counts_as.removeprefix("item:"))
    return None


async def _others_of_album(work: Work, visit: Visit, kept: Evidence, item: Item) -> int:
    """Pictures of the album that came before the one with the number are of the same item; how many these are."""
    count = 0
    for one in await work.tx[EVIDENCE].by_album(kept.chat_id, kept.album) if kept.album else ():
        if one.id != kept.id and one.counts_as is None and one.case_id in {None, visit.id}:
            await work.tx[EVIDENCE].attach(one.id, visit.id, "after", answering.marked(item.number))
            count += 1
    return count


async def _which(work: Work, visit: Visit, number: int | None, whole: Whole) -> Answer:
    """It is kept with the visit, and the number of its item is asked for."""
    if number is not None:
        people.said_to(work).append({"word": "visiting-no-item", "n": number, "count": len(whole.asked)})
    else:
        people.said_to(work).append({"word": "visiting-which-item"})
    await standing.anew(work, visit)
    return QUIET


async def _shows(work: Work, visit: Visit, whole: Whole, item: Item, count: int, message_id: int) -> None:
    """Pictures of an item: where it failed already, its answer has them too."""
    said = {"word": "visiting-photo-kept", "n": item.number, "count": count}
    stands = whole.newest.get(item.key) or whole.noted.get(item.key)
    view = await views.of(work, visit, work.who.user_id)
    if view.asks == "photo" and view.item == item.number:
        await views.look(work, visit, View())
    mine = stands is not None and stands.by_id == work.who.user_id and stands.result in FAILS
    if stands is None or not mine or visit.state != UNDER_WAY:
        people.said_to(work).append(said)
        await standing.anew(work, visit)
        return
    sent_as = f"{work.who.chat_id}:{message_id}:p{item.number}"
    facts: dict[str, Any] = {
        "severity": stands.severity,
        "hours": stands.hours,
        "words": stands.words,
        "to_body": stands.to_body,
    }
    result = Result.FAIL if stands.result is Result.HANDED and not item.may_answer else stands.result
    new = New(item, result, min(work.who.said_at, work.now), sent_as, photos=stands.photos, **facts)
    if answering.within(whole.answered, [new], work.who.user_id):
        await answering.take(work, visit, [new], [said], before=whole)
    else:  # the picture is kept, and shows the item by its number
        people.said_to(work).append(said)
        await standing.anew(work, visit)
