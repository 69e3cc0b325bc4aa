"""What alert notes say at the door: before all else, those first that are to be read before somebody goes in."""

from collections.abc import Sequence
from typing import Any

from bot.places.merging import merging
from bot.places.notes import notes
from bot.places.notes.notes import NOTES, Note
from bot.work.at_door import Mark
from bot.work.work import Work

ORDER = 10
"""Before all that others say."""


async def at_door(work: Work, code: str) -> Sequence[Mark]:
    """A mark for each note that stands at a place, or at one that was merged into it."""
    codes = await merging.all_codes(work, code)
    found = await work.tx[NOTES].live(work.district.id, codes, work.now)
    return [Mark(ORDER, line(work, one), at=one.at, always=True, first=one.must, tells=False) for one in found]


def line(work: Work, note: Note) -> dict[str, Any]:
    """A note in one line: what, until when, on what it rests."""
    return {
        "word": "place-note-line-first" if note.must else "place-note-line",
        "kind": notes.kind_word(note.kind),
        "text": note.text,
        "ground": note.ground,
        "until": notes.day(work.district, note.until),
    }
