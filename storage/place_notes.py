"""Alert notes of places, who has read which for which case, and who was merged into whom."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places.merging import merging as places_merging
from bot.places.notes import notes as places_notes
from bot.places.notes.notes import Note, NoteKind
from storage import rows, upsert
from storage.growing import grows
from storage.personal import Personal, blanked, gone, naming
from storage.places import IS_READ, place_registers, places
from storage.rooms import Room
from storage.schema import metadata, partial
from storage.types import CODE, OWN_KEY, Instant

place_notes = Table(
    "place_notes",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("code", CODE, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("ground", Text, nullable=False),
    Column("by_id", BigInteger),
    Column("at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("must", Boolean, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", BigInteger),
    Index("ix_place_notes_of", "district_id", "code", "id"),
    Index("ix_place_notes_by", "by_id", "id"),
    Index("ix_place_notes_ended_by", "ended_by", "id"),
    info=grows("by_id", "ended_by"),
)

place_note_reads = Table(
    "place_note_reads",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("note_id", ForeignKey("place_notes.id"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Index("ix_place_note_reads_user", "user_id", "case_id", "note_id"),
    info=grows("case_id", "user_id"),
)

partial("ix_places_into", places.c.register_id, places.c.into, where="\"into\" <> ''")

MOST = 100
"""So many notes of some places are read at most: more than ever stand there at one time."""


class SqlNotes:
    """Fulfils :class:`bot.places.notes.notes.Notes`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, note: Note) -> Note:
        """Store a new one."""
        columns = rows.values(place_notes, note, leave=frozenset({"id"}))
        key = (await self._db.execute(insert(place_notes).values(columns))).inserted_primary_key
        found = await self.get(int(key[0]) if key else 0)
        if found is None:
            raise LookupError("a note that was just stored is not there")
        return found

    async def get(self, note_id: int) -> Note | None:
        """One by its id."""
        row = (await self._db.execute(select(place_notes).where(place_notes.c.id == note_id))).mappings().first()
        return _note(row) if row else None

    async def save(self, note: Note) -> None:
        """Write its end, and whether it is to be read first."""
        changed = {"until": note.until, "must": note.must, "ended_at": note.ended_at, "ended_by": note.ended_by}
        await self._db.execute(update(place_notes).where(place_notes.c.id == note.id).values(changed))

    async def live(self, district_id: int, codes: Collection[str], now: datetime) -> list[Note]:
        """Those that stand; what is to be read first before all, then the newest."""
        stands = place_notes.c.ended_at.is_(None) & (place_notes.c.until > now)
        query = select(place_notes).where(_at(district_id, codes), stands)
        return await self._many(query.order_by(place_notes.c.must.desc(), place_notes.c.id.desc()).limit(MOST))

    async def of(self, district_id: int, codes: Collection[str], most: int) -> list[Note]:
        """The newest, ended ones too."""
        query = select(place_notes).where(_at(district_id, codes))
        return await self._many(query.order_by(place_notes.c.id.desc()).limit(most))

    async def read_by(self, case_id: int, note_ids: Collection[int]) -> set[tuple[int, int]]:
        """Ids of the note and of the person."""
        reads = place_note_reads.c
        query = select(reads.note_id, reads.user_id).where(reads.case_id == case_id, reads.note_id.in_(note_ids))
        return {(row.note_id, row.user_id) for row in await self._db.execute(query)}

    async def read(self, case_id: int, note_ids: Sequence[int], user_id: int, now: datetime) -> None:
        """Once is enough; the first time counts."""
        own = {"case_id": case_id, "user_id": user_id, "at": now}
        new = [own | {"note_id": note_id} for note_id in note_ids]
        if new:
            await upsert.insert_new(self._db, place_note_reads, new, "note_id")

    async def _many(self, query: Select[Any]) -> list[Note]:
        return [_note(row) for row in (await self._db.execute(query)).mappings()]


def _at(district_id: int, codes: Collection[str]) -> ColumnElement[bool]:
    return (place_notes.c.district_id == district_id) & place_notes.c.code.in_(list(codes))


def _note(row: RowMapping) -> Note:
    return rows.read(Note, row, kind=NoteKind(row["kind"]))


class SqlMerged:
    """Fulfils :class:`bot.places.merging.merging.Merged`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def into(self, district_id: int, codes: Collection[str], most: int) -> list[str]:
        """Codes of the places that lead straight to one of *codes*."""
        own = select(place_registers.c.id).where(place_registers.c.district_id == district_id).scalar_subquery()
        query = (
            select(places.c.code)
            .join(place_registers, place_registers.c.id == places.c.register_id)
            .where(
                places.c.register_id == own,
                places.c.into != literal_column("''"),
                places.c.into.in_(list(codes)),
                IS_READ,
            )
        )
        return list((await self._db.execute(query.order_by(places.c.code).limit(most))).scalars())


ROOM = Room(
    places_notes.NOTES,
    SqlNotes,
    personal=Personal(
        export=(naming(place_notes, "by_id", "ended_by"), naming(place_note_reads, "user_id")),
        forget=(
            blanked(place_notes, lambda user_id: place_notes.c.by_id == user_id, by_id=None),
            blanked(place_notes, lambda user_id: place_notes.c.ended_by == user_id, ended_by=None),
            gone(place_note_reads, lambda user_id: place_note_reads.c.user_id == user_id),
        ),
        said=(place_notes.c.text, place_notes.c.ground),
    ),
)
MERGED = Room(places_merging.MERGED, SqlMerged)
