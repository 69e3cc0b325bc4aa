"""The alert notes of a place as a list, those that ended too: ``/place notes CODE``."""

from typing import Any

from bot.places import edits
from bot.places.merging import merging
from bot.places.notes import at_door, going_in, notes, writing
from bot.places.notes.notes import NOTES, Note
from bot.privacy.port import PRIVACY
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

SHOWN = 20
"""So many of the newest are listed."""

OFFERED = 5
"""So many of those that stand have a button."""


@action(Right.REGISTERED, "place_notes.list")
async def listed(work: Work, *, code: str) -> Answer:
    """What stands, and what stood here; each that one may change has a button."""
    going_in.only_in_private(work)
    place = await merging.leads_to(work, await edits.get(work, code))
    codes = await merging.all_codes(work, place.code)
    found = await work.tx[NOTES].of(work.district.id, codes, SHOWN)
    await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, "place-notes", None, work.now, about=place.code)
    own = [one for one in found if one.is_live(work.now) and (work.who.is_captain or one.by_id == work.who.user_id)]
    rows = tuple((_button(work, one),) for one in own[:OFFERED])
    key = "place-notes" if found else "place-notes-none"
    lines: dict[str, Any] = {"lines": [_line(work, one) for one in found]} if found else {}
    return answer(key, rows, turns=True, code=place.code, name=place.name, count=len(found), **lines)


def _button(work: Work, note: Note) -> Any:
    return writing.button(work, "button-note-open", "open", note.id, kind=notes.kind_word(note.kind))


def _line(work: Work, note: Note) -> dict[str, Any]:
    if note.is_live(work.now):
        return at_door.line(work, note)
    told = {"kind": notes.kind_word(note.kind), "text": note.text, "ground": note.ground}
    over = notes.day(work.district, note.ended_at or note.until)
    return {"word": "place-note-line-over", **told, "until": over}


@action(Right.MEMBER, "place_notes.open")
async def opened(work: Work, *, note_id: int) -> Answer:
    """One note with its buttons."""
    note = await writing.own(work, note_id)
    return writing.shown(work, note, await writing.place_of(work, note), "place-note-stands")
