"""``/report`` in words, and the form that asks for what is missing, one question at a time."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.cases import changes
from bot.evidence.pieces import EVIDENCE, EvidenceKind
from bot.incidents import find, table
from bot.incidents.reporting import danger, duplicates, pieces, reports, which_place
from bot.incidents.reporting.loose import belonging, moving_over
from bot.incidents.reporting.nowhere import unknown
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, Incident
from bot.places.in_texts import Named
from bot.places.naming import heard
from bot.places.standing import linking, links
from bot.places.standing.linking import Spot
from bot.places.talk import press
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import questions as work_questions
from bot.work import rights as work_rights
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

_FROM = re.compile(
    r"(?:^|\s)(?:from\s+(?:the\s+)?|(?:来自|来源)[\s:：]*)(?P<source>\S+)(?:\s+(?P<ref>\S+))?\s*$", re.IGNORECASE
)
_KNOWN = frozenset({"12315", "12319", "12328", "12345", "12350", "12369", "hotline", "police", "petition", "petitions"})
_KNOWN |= {"公安", "信访", "四平台", "热线"}
JOINS = "button-report-joins"
"""The key below the chat of whoever reports once more, for what belongs to the report before."""

AGAIN = timedelta(seconds=15)
"""So long after a report the same words are that report, sent twice."""

_NUMBERED = frozenset({"110", "119", "120", "122", "council", "garda", "gardai", "ombudsman"})
"""Without a number they may as well be a house, or the one who is talked about."""


@action(Right.MEMBER, "report_form.report")
async def report(work: Work, *, text: str, reply_to: int | None = None) -> Answer:
    """``/report …``: a registered place gives the location, the rest the item; alone it asks for what is missing.

    In reply to a location of their own it says more of that report.
    """
    work_rights.may_report(work)
    text, source, ref = outside_source(text)
    if not text:
        await moving_over.ask_where(work, {"text": "", "source": None, "ref": None})
        return moving_over.where()
    if pinned := await _own_pin(work, reply_to):
        return await _more_of(work, pinned, text, source, ref)
    found = await which_place.named(work, text)
    if found is not None:
        return await _at_place(work, found, text, source=source, source_ref=ref)
    before = await belonging.newest(work)
    if before is not None and not source:
        if not belonging.is_told(before) or danger.is_said(work, text):
            return await belonging.belongs(work, pieces.piece(work, EvidenceKind.TEXT, text=text))
        if is_said_again(before, text, work.who.said_at):
            return reports.taken(work, before)
    is_grave = danger.is_grave(work, text)
    if work.who.is_captain or is_grave:
        same = (f"{duplicates.ASK}:{before.number}",) if before is not None else ()
        return await unknown.report(work, words=text, source=source, source_ref=ref, asks=same, asked=is_grave)
    await moving_over.ask_where(work, {"text": text, "source": source, "ref": ref, "joins": before and before.number})
    return _where_or_joins(before.number) if before is not None else moving_over.where()


def is_said_again(before: Incident, text: str, at: datetime) -> bool:
    """Whether a report in words is the one *before* once more, as a slow phone sends it twice: the very same words.

    Pure. A part of them, or the same after a while, is a report of its own.
    """
    return before.words.split() == text.split() and at - before.reported_at <= AGAIN


def _where_or_joins(number: int) -> Answer:
    """The place of one more report, which may belong to the one that they made a moment ago."""
    return moving_over.where("report-where-second", number=number, facts_other={"word": JOINS, "number": number})


@action(Right.MEMBER, "report_form.said")
async def said_before(work: Work, *, evidence_id: int) -> Answer:
    """*Report it here*: grave words that somebody said in private become a report, at the place that they name."""
    work_rights.may_report(work)
    piece, here = await work.tx[EVIDENCE].get(evidence_id), work.who
    if piece is None or (piece.by_id, piece.district_id) != (here.user_id, work.district.id):
        raise Refused("stale-button")
    if piece.case_id is not None:
        incident = await work.tx[INCIDENTS].get(piece.case_id)
        if incident is None:
            raise Refused("stale-button")
        return answer("report-taken", number=incident.number)
    found = await which_place.named(work, piece.text)
    work.who = replace(here, chat_id=piece.chat_id, message_id=piece.message_id)
    if found is None:
        told = await unknown.report(work, words="", also=(piece.id,), asked=True)
    else:
        told = await _at_place(work, replace(found, rest=""), piece.text, also=(piece.id,))
    work.who = here
    return told


async def _own_pin(work: Work, reply_to: int | None) -> Incident | None:
    """The case that a location of theirs became, if that is what they reply to and it is not over."""
    found = await find.case_of_reply(work, reply_to)
    is_pin = found is not None and (found.origin_chat_id, found.origin_message_id) == (work.who.chat_id, reply_to)
    return found if found and is_pin and found.reporter_id == work.who.user_id and found.state in LIVE else None


async def _more_of(work: Work, incident: Incident, text: str, source: str | None, ref: str | None) -> Answer:
    """Words about a report that stands already."""
    if source:
        incident = await work.tx[INCIDENTS].keep(replace(incident, source=source, source_ref=ref))
        changes.note(work, incident)
    return await pieces.note(work, incident, text)


def outside_source(text: str) -> tuple[str, str | None, str | None]:
    """``… from 12345 NUMBER`` at the end: the source and its own number. Of *smoke from the yard* it is None.

    A hotline or an office that is known needs no number; of any other source it has five digits, so that neither
    *from Lane 3* nor *from room 1203* is one, and their words stay whole.
    """
    found = _FROM.search(text)
    if found is None:
        return text.strip(), None, None
    source, ref = found["source"], found["ref"]
    is_known = (source.casefold().removesuffix("热线") or source) in _KNOWN
    if ref is None:
        is_one = is_known
    else:
        digits = sum(one.isdigit() for one in ref)
        is_one = digits >= (1 if is_known or source.casefold() in _NUMBERED else 5)
    return (text[: found.start()].strip(), source, ref) if is_one else (text.strip(), None, None)


async def rest_of(work: Work, text: str) -> str:
    """What a report in words says beside its source and the place that it names."""
    said, _, _ = outside_source(text)
    found = await which_place.named(work, said)
    return (found.rest or said) if found else said


async def report_form(work: Work, draft: Draft, *, point: Point | None, text: str) -> Answer:
    """The next answer to the report form: a location makes the case, a text may name a place."""
    said = texts.cut(" ".join(filter(None, (draft.data.get("text"), text))), table.MOST_WORDS)
    source, ref, also = draft.data.get("source"), draft.data.get("ref"), tuple(draft.data.get("pieces", ()))
    if point is None:
        found = await which_place.named(work, said)
        is_grave = danger.is_grave(work, said)
        if found is None and (is_grave or draft.data.get("nowhere")):
            return await _nowhere(work, draft, said, asked=is_grave)
        if found is None:
            await work.tx.drafts.put(replace(draft, data={**draft.data, "text": said}))
            return moving_over.where()
        await moving_over.asked_no_more(work)
        return await _at_place(work, found, said, source=source, source_ref=ref, also=also)
    await moving_over.asked_no_more(work)
    place = await _asked_at(work, draft)
    asks = tuple(draft.data.get("asks", ())) if place is not None else ()
    incident = await reports.open_case(
        work, point=point, words=said, place=place, asks=asks, source=source, source_ref=ref, also=also
    )
    return await which_place.taken(work, incident) or reports.taken(work, incident, sent=True)


async def answered(work: Work, draft: Draft, text: str) -> Answer | None:
    """That they do not know where it is: the case is there, or, where nothing is said of it, what it is is asked."""
    data, joins = draft.data, draft.data.get("joins")
    if joins and (text.strip() in {f"#{joins}", str(joins)} or press.says(text, JOINS, number=joins)):
        return await _joins(work, data, int(joins))
    if not unknown.is_said(text):
        return None
    if not (data.get("text") or data.get("pieces") or data.get("at")):
        await work.tx.drafts.put(replace(draft, data={**data, "nowhere": True}))
        return answer("report-what-then")
    return await _nowhere(work, draft, str(data.get("text") or ""))


async def what_then(work: Work) -> Answer | None:
    """A picture as the answer to what it is, of who does not know where: the case is there. None: nobody asked that."""
    draft = await work_questions.open_draft(work, "report")
    if draft is None or not (draft.data.get("nowhere") and draft.data.get("pieces")):
        return None
    return await _nowhere(work, draft, str(draft.data.get("text") or ""))


async def _joins(work: Work, data: dict[str, Any], number: int) -> Answer:
    """It is no report of its own: words and pictures go to the one that they made before; over, it stays one."""
    incident = await find.find(work, number)
    if incident.state not in LIVE:
        return moving_over.where()
    await moving_over.asked_no_more(work)
    await pieces.take_in(work, incident, await work.tx[EVIDENCE].some(tuple(data.get("pieces", ()))))
    return await pieces.note(work, incident, str(data["text"]))


@action(Right.MEMBER, "moving_over.is_new")
async def is_new(work: Work, *, number: int, evidence_id: int) -> Answer:
    """*It is a new report*: of the one that came after it elsewhere; where there is none it is asked where."""
    piece, told = await work.tx[EVIDENCE].get(evidence_id), await moving_over.is_new(work, number, evidence_id)
    if piece is None or told.key != moving_over.WHERE:
        return told
    return await at_once(work, piece.text) or told


async def at_once(work: Work, text: str) -> Answer | None:
    """Grave words of a report whose place is asked for: the case is there at once, and that is asked on."""
    draft = await work_questions.open_draft(work, "report") if danger.is_grave(work, text) else None
    return await _nowhere(work, draft, str(draft.data.get("text") or ""), asked=True) if draft is not None else None


async def _nowhere(work: Work, draft: Draft, said: str, *, asked: bool = False) -> Answer:
    """The case without a point, at the place that they named, where that lies nobody knows where.

    *asked*: they never said that they do not know where it is.
    """
    await moving_over.asked_no_more(work)
    place, data = await _asked_at(work, draft), draft.data
    return await unknown.report(
        work,
        words=said,
        place=place,
        source=data.get("source"),
        source_ref=data.get("ref"),
        asks=tuple(data.get("asks", ())) if place is not None else (),
        also=tuple(data.get("pieces", ())),
        asked=asked,
    )


async def _asked_at(work: Work, draft: Draft) -> Spot | None:
    """The place that they named or scanned before, where nobody knows where that lies."""
    code = str(draft.data.get("at", ""))
    place = await links.standing_for(work.tx, work.district.id, code) if code else None
    if place is None or not place.is_there:
        return None
    return linking.by_code(place) if draft.data.get("scanned") else linking.by_name(place)


async def _at_place(
    work: Work,
    named: Named,
    text: str,
    *,
    source: str | None = None,
    source_ref: str | None = None,
    also: tuple[int, ...] = (),
) -> Answer:
    """A case at the registered place that a text names; of several of that name at one, and which is asked."""
    place, asks = await which_place.choose(work, named, text)
    is_grave = danger.is_grave(work, text)
    if place.point is None and not (work.who.is_captain or is_grave):  # who sends whom where, nobody would know
        data: dict[str, object] = {
            "text": text,
            "source": source,
            "ref": source_ref,
            "pieces": list(also),
            "at": place.code,
            "asks": list(asks),
        }
        await moving_over.ask_where(work, data)
        return moving_over.where("report-where-at", name=heard.name(work, place))
    words = named.rest or ("" if also else text)
    told: dict[str, Any] = {"words": words, "place": place, "asks": asks, "source": source, "source_ref": source_ref}
    if place.point is None:
        return await unknown.report(work, **told, also=also, asked=is_grave)
    incident = await reports.open_case(work, point=place.point, **told, also=also)
    return await which_place.taken(work, incident) or reports.taken(work, incident)
