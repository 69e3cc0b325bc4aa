"""The end of an alert note: its author is told a day before, with the button that lets it stand longer."""

from datetime import timedelta

from bot.outbox.letters import Button
from bot.places.notes import notes
from bot.places.notes.notes import NOTES, Note
from bot.places.register import PLACES
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

SUBJECT = "place_note"
DUE = "place_note_ends"
BEFORE = timedelta(days=1)
"""So long before its end its author is told."""


def subject(note: Note) -> str:
    """What its due thing belongs to."""
    return f"{SUBJECT}:{note.id}/"


async def follow(work: Work, note: Note) -> None:
    """What comes due of a note, as it stands now; each new end is told once."""
    at = note.until - BEFORE
    n = (note.until - note.at).days
    is_told = note.is_live(work.now) and at > note.at
    wanted = [Due(subject(note), DUE, max(at, work.now), n)] if is_told else []
    await work.tx.occasions.sync(note.district_id, None, subject(note), wanted)


@action(Right.HOUSE, "place_notes.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """A note ends tomorrow: its author hears it; where they are not here any more, captains do."""
    await work.tx.occasions.decide(occasion.id, work.now, "done")
    note = await work.tx[NOTES].get(int(occasion.subject.partition(":")[2].rstrip("/")))
    if note is None or not note.is_live(work.now):
        return
    place = await work.tx[PLACES].get(note.district_id, note.code)
    author = (await mustering.of(work)).members.get(note.by_id or 0)
    people = [author] if author is not None and author.private_open else await mustering.captains(work)
    people = [one for one in people if one.private_open]
    more = (Button("button-note-longer", f"pnote:{work.district.id}.{note.id}:longer"),)
    over = (Button("button-note-end", f"pnote:{work.district.id}.{note.id}:end"),)
    await telling.tell(
        work,
        people,
        "place-note-ends" if note.until < note.latest else "place-note-ends-for-good",
        buttons=(more, over) if note.until < note.latest else (over,),
        purpose="page",
        code=note.code,
        name=place.name if place is not None else note.code,
        kind=notes.kind_word(note.kind),
        text=note.text,
        until=notes.day(work.district, note.until),
    )
