"""Writing an alert note: its kind by a tap, what is there, on what it rests; then how long, and whether it comes first.

Members write; authors change their own, captains any.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.outbox.letters import Button, Rows
from bot.places import codes, edits
from bot.places.merging import merging
from bot.places.notes import ending, going_in, in_button, judging, notes
from bot.places.notes.notes import GRAVE, MOST_DAYS, MOST_LIVE, NOTES, USUAL_DAYS, Note, NoteKind
from bot.places.register import PLACES, Place
from bot.values import texts
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

DRAFT = "place-note"
"""The question of a note that waits: *code*, and *kind*, *text* as they come."""

A_ROW = 2

SPANS = (7, USUAL_DAYS, MOST_DAYS)
"""Days that a tap lets a note stand, from when it was written; nobody is asked, and it stands as usual."""


def button(work: Work, key: str, what: str, number: int = 0, **facts: Any) -> Button:
    """A button of notes; *number* is that of the note, or of a case."""
    return Button(key, f"pnote:{work.district.id}.{number}:{what}", facts)


@action(Right.MEMBER, "place_notes.begin")
async def begin(work: Work, *, code: str, text: str = "") -> Answer:
    """``/place note CODE``: which kind is asked first. *text*: what is there, where it was said along with it."""
    going_in.only_in_private(work)
    place = await merging.leads_to(work, await edits.get(work, code))
    edits.must_be_there(work, place)
    await _has_room(work, place)
    data = {"code": place.code} | ({"text": judging.fact(text)} if text.strip() else {})
    await _put(work, data)
    return answer("place-note-which", _asked(work, data), turns=True, code=place.code, name=place.name)


def _asked(work: Work, data: Mapping[str, Any]) -> Rows:
    """The kinds to choose from, and the way back to the place."""
    return (*_kinds(work), *_back(work, data))


def _back(work: Work, data: Mapping[str, Any]) -> Rows:
    back = Button("button-place-back", f"place:{work.district.id}.0:open:{codes.packed(str(data['code']))}")
    return ((back,),) if len(back.data.encode()) <= in_button.MOST_DATA else ()


def _kinds(work: Work) -> Rows:
    kinds = [button(work, f"place-note-kind-{one.replace('_', '-')}", f"kind:{one}") for one in NoteKind]
    return tuple(tuple(kinds[n : n + A_ROW]) for n in range(0, len(kinds), A_ROW))


async def _has_room(work: Work, place: Place) -> None:
    live = await work.tx[NOTES].live(work.district.id, [place.code], work.now)
    if len(live) >= MOST_LIVE:
        raise Refused("place-note-many", code=place.code, name=place.name, most=MOST_LIVE)


async def _put(work: Work, data: dict[str, Any]) -> None:
    """The question waits in the private chat, where answers to presses come, or where it was asked."""
    member = work.who.member
    in_private = work.who.in_private or bool(member and member.private_open)
    chat_id = work.who.user_id if in_private else work.who.chat_id
    await work.tx.drafts.put(Draft(work.who.user_id, chat_id, DRAFT, work.now, 0, work.district.id, data))


async def _draft(work: Work) -> Draft:
    for chat_id in dict.fromkeys((work.who.user_id, work.who.chat_id)):
        draft = await work.tx.drafts.get(work.who.user_id, chat_id, DRAFT)
        if draft is not None and draft.district_id == work.district.id:
            return draft
    raise Refused("stale-button")


@action(Right.MEMBER, "place_notes.kind")
async def choose(work: Work, *, kind: str) -> Answer:
    """The kind was tapped: what is there is asked next, or on what it rests."""
    if kind not in set(NoteKind):
        raise Refused("stale-button")
    draft = await _draft(work)
    draft = replace(draft, started_at=work.now, data={**draft.data, "kind": kind})
    await work.tx.drafts.put(draft)
    word = notes.kind_word(NoteKind(kind))
    key = "place-note-ask-ground" if "text" in draft.data else "place-note-ask-text"
    return answer(key, _back(work, draft.data), turns=True, kind=word)


async def said(work: Work, draft: Draft, text: str) -> Answer | None:
    """Words that answer the question: what is there, then on what it rests; then the note stands.

    Whoever writes before they tap a kind has said what is there; which kind it is is asked again.
    """
    if "kind" not in draft.data:
        data = {**draft.data, "text": judging.fact(text)}
        await work.tx.drafts.put(replace(draft, started_at=work.now, data=data))
        return answer("place-note-which-kind", _asked(work, data), text=data["text"])
    if "text" not in draft.data:
        data = {**draft.data, "text": judging.fact(text)}
        await work.tx.drafts.put(replace(draft, started_at=work.now, data=data))
        return answer("place-note-ask-ground", _back(work, data), kind=notes.kind_word(NoteKind(data["kind"])))
    await work.tx.drafts.drop(draft)
    more = {"kind": draft.data["kind"], "text": draft.data["text"], "ground": text}
    return await add(work, code=draft.data["code"], **more)


@action(Right.MEMBER, "place_notes.add")
async def add(
    work: Work, *, code: str, kind: str, text: str, ground: str, days: int = USUAL_DAYS, must: bool | None = None
) -> Answer:
    """A new note; what is missing or judges somebody is refused, and says what to write instead."""
    going_in.only_in_private(work)
    place = await merging.leads_to(work, await edits.get(work, code))
    edits.must_be_there(work, place)
    if kind not in set(NoteKind):
        raise Refused("place-note-no-such-kind", kind=texts.cut(kind, 40), allowed=", ".join(NoteKind))
    if not 1 <= days <= MOST_DAYS:
        raise Refused("place-note-days", most=MOST_DAYS)
    await _has_room(work, place)
    new = Note(
        work.district.id,
        place.code,
        NoteKind(kind),
        judging.fact(text),
        judging.ground(ground),
        work.who.user_id,
        work.now,
        work.now + timedelta(days=days),
        NoteKind(kind) in GRAVE if must is None else must,
    )
    note = await work.tx[NOTES].add(new)
    await ending.follow(work, note)
    await edits.note(work, place, "alert", {"alert": ["", f"{note.id} {note.kind}"]})
    if note.must:
        await going_in.tell_who_is_on_the_way(work, place.code)
    return shown(work, note, place, "place-note-stands")


def shown(work: Work, note: Note, place: Place | None, key: str) -> Answer:
    """One note whole, with what may be changed of it."""
    facts: dict[str, Any] = {
        "code": note.code,
        "name": place.name if place is not None else note.code,
        "kind": notes.kind_word(note.kind),
        "text": note.text,
        "ground": note.ground,
        "until": notes.day(work.district, note.until),
        "must": {"word": "place-note-must" if note.must else "place-note-need-not"},
    }
    return answer(key, buttons(work, note), turns=True, **facts)


def buttons(work: Work, note: Note) -> Rows:
    """What its author or a captain may change of a note that stands."""
    if not note.is_live(work.now):
        return ()
    must = "button-note-need-not" if note.must else "button-note-must"
    spans = [days for days in SPANS if note.until != note.lasts(days) > work.now]
    rows = (
        (button(work, must, "must:" + ("0" if note.must else "1"), note.id),),
        tuple(button(work, "button-note-days", f"days:{days}", note.id, days=days) for days in spans),
        tuple([button(work, "button-note-longer", "longer", note.id)] if note.until < note.latest else []),
        (button(work, "button-note-end", "end", note.id),),
    )
    return tuple(row for row in rows if row)


async def own(work: Work, note_id: int) -> Note:
    """A note that stands, of this district, that the one who speaks may change; Refused where others read along."""
    going_in.only_in_private(work)
    note = await work.tx[NOTES].get(note_id)
    if note is None or note.district_id != work.district.id:
        raise Refused("place-note-not-there")
    if not note.is_live(work.now):
        raise Refused("place-note-over", until=notes.day(work.district, note.ended_at or note.until))
    if not work.who.is_captain and note.by_id != work.who.user_id:
        raise Refused("place-note-not-yours")
    return note


async def place_of(work: Work, note: Note) -> Place | None:
    """The place of a note."""
    return await work.tx[PLACES].get(work.district.id, note.code)


async def _changed(work: Work, note: Note, key: str, move: str, **facts: list[Any]) -> Answer:
    """Written down, with a line in the history of its place: *move*, and what the change was."""
    await work.tx[NOTES].save(note)
    await ending.follow(work, note)
    place = await place_of(work, note)
    if place is not None:
        which = f"{note.id} {note.kind}"
        await edits.note(work, place, move, {"alert": [which, which], **facts})
    return shown(work, note, place, key)


async def _until(work: Work, note: Note, until: datetime, key: str) -> Answer:
    """Another end, which its author is told of a day before."""
    ends = [one.astimezone(work.district.zone).isoformat() for one in (note.until, until)]
    return await _changed(work, replace(note, until=until), key, "alert_until", until=ends)


@action(Right.MEMBER, "place_notes.longer")
async def longer(work: Work, *, note_id: int) -> Answer:
    """Thirty days more than until now, up to ninety from when it was written."""
    note = await own(work, note_id)
    until = min(note.until + timedelta(days=USUAL_DAYS), note.latest)
    if until <= note.until:
        raise Refused("place-note-at-most", most=MOST_DAYS)
    return await _until(work, note, until, "place-note-longer")


@action(Right.MEMBER, "place_notes.days")
async def last(work: Work, *, note_id: int, days: int) -> Answer:
    """So many days from when it was written; it may be over sooner by that, never at once."""
    note = await own(work, note_id)
    if not 1 <= days <= MOST_DAYS:
        raise Refused("place-note-days", most=MOST_DAYS)
    until = note.lasts(days)
    if until <= work.now:
        raise Refused("place-note-days-over", days=days, until=notes.day(work.district, note.until))
    if until == note.until:
        return shown(work, note, await place_of(work, note), "place-note-stands")
    return await _until(work, note, until, "place-note-stands")


@action(Right.MEMBER, "place_notes.must")
async def must(work: Work, *, note_id: int, must: bool) -> Answer:
    """Whether it is to be read before somebody goes in."""
    note = await own(work, note_id)
    if note.must == must:
        return shown(work, note, await place_of(work, note), "place-note-stands")
    move = "alert_first" if must else "alert_not_first"
    said = await _changed(work, replace(note, must=must), "place-note-stands", move)
    place = await place_of(work, note)
    if must and place is not None:
        await going_in.tell_who_is_on_the_way(work, (await merging.leads_to(work, place)).code)
    return said


@action(Right.MEMBER, "place_notes.end")
async def end(work: Work, *, note_id: int) -> Answer:
    """It does not hold any more: it is shown no longer, and stays in the history."""
    note = await own(work, note_id)
    over = replace(note, ended_at=work.now, ended_by=work.who.user_id)
    await work.tx[NOTES].save(over)
    await ending.follow(work, over)
    place = await place_of(work, note)
    if place is not None:
        await edits.note(work, place, "alert_end", {"alert": [f"{note.id} {note.kind}", ""]})
    name = place.name if place is not None else note.code
    return answer("place-note-ended", turns=True, code=note.code, name=name, kind=notes.kind_word(note.kind))
