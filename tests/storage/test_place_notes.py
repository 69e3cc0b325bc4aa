"""Notes and photos of places as they are kept, on both databases: found by place, erased of people, led on."""

from dataclasses import replace
from datetime import timedelta

from bot.places.merging.merging import MERGED
from bot.places.notes.notes import NOTES, Note, NoteKind
from bot.places.photos.photos import PHOTOS, PlacePhoto
from bot.places.register import PLACES, Place, State
from bot.privacy.port import PRIVACY

from .conftest import BOTH, CAPTAIN, HERE, KEPT, LI, WANG, Town, plan

DATABASES = BOTH
DAY = timedelta(days=1)
HALL = Place("H1", "Hall", "hall", HERE)


def a_note(town: Town, code: str = "H1", **changed: object) -> Note:
    """A note that stands for a month."""
    made = Note(town.district.id, code, NoteKind.DOG, "big dog", "seen by Li", WANG, KEPT, KEPT + 30 * DAY)
    return replace(made, **changed)  # type: ignore[arg-type]


async def test_notes_that_stand_are_found_those_to_be_read_first_before_all(town: Town) -> None:
    """Of several places at once; what ended is found only among all."""
    async with town.store.begin() as tx:
        old = await tx[NOTES].add(a_note(town, must=True))
        new = await tx[NOTES].add(a_note(town, "H2"))
        over = await tx[NOTES].add(a_note(town, until=KEPT + DAY))
        ended = await tx[NOTES].add(a_note(town))
        await tx[NOTES].add(a_note(town, "H3"))
        await tx[NOTES].save(replace(ended, ended_at=KEPT, ended_by=CAPTAIN))
    async with town.store.look() as tx:
        found = await tx[NOTES].live(town.district.id, ["H1", "H2"], KEPT + 2 * DAY)
        every = await tx[NOTES].of(town.district.id, ["H1", "H2"], 10)
        assert (await tx[NOTES].get(ended.id)) == replace(ended, ended_at=KEPT, ended_by=CAPTAIN)
    assert found == [old, new]
    assert [one.id for one in every] == [ended.id, over.id, new.id, old.id]


async def test_who_has_read_is_kept_once_and_goes_with_the_person(town: Town) -> None:
    """Authors and senders are blanked; what they wrote of the place stays, as evidence of others does."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        note = await tx[NOTES].add(a_note(town, by_id=LI, ended_by=LI))
        for _ in range(2):
            await tx[NOTES].read(case.id, [note.id], LI, KEPT)
        await tx[NOTES].read(case.id, [note.id], WANG, KEPT)
        photo = await tx[PHOTOS].add(PlacePhoto(town.district.id, "H1", LI, KEPT, "f", "u"))
        assert photo is not None
        assert await tx[PHOTOS].add(replace(photo, id=0)) is None
        assert await tx[NOTES].read_by(case.id, [note.id]) == {(note.id, LI), (note.id, WANG)}
        tables, after = set(), None
        while True:
            page = await tx[PRIVACY].page(LI, after, 50)
            tables |= {page.table} if page.rows else set()
            if (after := page.after) is None:
                break
        assert {"place_notes", "place_note_reads", "place_photos"} <= tables
        gone = await tx[PRIVACY].erase(LI, KEPT, None, 1000)
        assert gone.rest is None
    async with town.store.look() as tx:
        assert await tx[NOTES].read_by(case.id, [note.id]) == {(note.id, WANG)}
        kept = await tx[NOTES].get(note.id)
        assert kept is not None
        assert (kept.by_id, kept.ended_by, kept.text) == (None, None, "big dog")
        assert [one.by_id for one in await tx[PHOTOS].of(town.district.id, ["H1"], 5)] == [None]


async def test_photos_are_hidden_and_shown(town: Town) -> None:
    """Hidden ones are found by their id alone."""
    async with town.store.begin() as tx:
        made = [
            await tx[PHOTOS].add(PlacePhoto(town.district.id, "H1", WANG, KEPT, f"f{n}", f"u{n}")) for n in range(3)
        ]
        ids = [one.id for one in made if one is not None]
        await tx[PHOTOS].hide(ids[1], CAPTAIN, KEPT)
        assert [one.id for one in await tx[PHOTOS].of(town.district.id, ["H1"], 5)] == [ids[2], ids[0]]
        assert [one.id for one in await tx[PHOTOS].with_files(ids)] == ids
        await tx[PHOTOS].hide(ids[1], None, None)
        assert len(await tx[PHOTOS].of(town.district.id, ["H1"], 5)) == 3


async def test_who_was_merged_into_whom_is_found_over_an_index(town: Town) -> None:
    """Of this register alone."""
    async with town.store.begin() as tx:
        await tx[PLACES].add(town.district.id, HALL, KEPT)
        await tx[PLACES].add(town.district.id, replace(HALL, code="H2", state=State.GONE, into="H1"), KEPT)
        assert await tx[MERGED].into(town.district.id, ["H1", "H9"], 10) == ["H2"]
        assert await tx[MERGED].into(town.district.id, ["H2"], 10) == []
    query = "SELECT code FROM places WHERE register_id = 1 AND \"into\" <> '' AND \"into\" IN ('H1')"
    assert "ix_places_into" in await plan(town, query)
