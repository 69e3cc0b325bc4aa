"""Visits: their table, what was answered and signed in them, and what places said of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    literal_column,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.inspections import table as inspections_table
from bot.inspections.table import MOST_THERE, MOVES, ListUsed, Visit, VisitKind
from bot.inspections.visit import Answered, How, Rated, Result, Signature, Signs
from storage import rows, upsert
from storage.case_rows import IS_LIVE, CaseRows, SqlCases
from storage.growing import grows
from storage.personal import Personal, Words, blanked, naming, stands_in
from storage.rooms import Room
from storage.schema import cases, metadata, partial
from storage.types import CODE, OWN_KEY, Instant, Json

Asked = TypeVar("Asked")

AT_ONCE = 200
"""Ids that are asked for in one statement."""


def in_slices(ids: Sequence[Asked]) -> Iterator[Sequence[Asked]]:
    """*ids*, as many of them together as one statement asks for."""
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))


visits = Table(
    "visits",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("place", CODE, nullable=False),
    Column("visit_kind", String(16), nullable=False),
    Column("firm", Boolean, nullable=False),
    Column("lists", Json, nullable=False),
    Column("bodies", Json, nullable=False),
    Column("approved", Json, nullable=False),
    Column("officers", Json, nullable=False),
    Column("helpers", Json, nullable=False),
    Column("recused", Json, nullable=False),
    Column("since", Date),
    Column("until", Date),
    Column("emergency", Boolean, nullable=False),
    Column("source", String(64), nullable=False),
    Column("reference", String(64), nullable=False),
    Column("advised", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("rests_on", Text, nullable=False),
    Column("official", String(64), nullable=False),
    Column("asked_at", Instant),
    Column("approved_by", BigInteger),
    Column("approved_at", Instant),
    Column("notified_at", Instant),
    Column("begun_at", Instant),
    Column("found_by", String(8), nullable=False),
    Column("found_at", Instant),
    Column("round", Integer, nullable=False),
    Column("read_at", Instant),
    Column("signed_at", Instant),
    Column("fed_back_at", Instant),
    Column("incident_id", ForeignKey("cases.id")),
    Column("ended_at", Instant),
    Index("ix_visits_place", "place", "case_id"),
    Index("ix_visits_incident", "incident_id", "case_id"),
    Index("ix_visits_begun", "begun_at", "case_id"),
    Index("ix_visits_approved", "approved_by", "case_id"),
    info=grows("incident_id", "approved_by"),
)
partial("ix_visits_open", visits.c.place, visits.c.case_id, where="ended_at IS NULL")
partial("ix_visits_due", visits.c.since, visits.c.case_id, where="ended_at IS NULL")

_NOT_OVER: ColumnElement[bool] = literal_column("visits.ended_at IS NULL")
"""In the very words of the indexes of those that are not over."""

visit_answers = Table(
    "visit_answers",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("item", String(130), nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("body", String(32), nullable=False),
    Column("result", String(16), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("hours", Integer),
    Column("words", Text, nullable=False),
    Column("photos", Json, nullable=False),
    Column("to_body", String(32), nullable=False),
    Column("keeps", Boolean, nullable=False),
    Column("together", Boolean, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("sent_as", String(64), nullable=False),
    UniqueConstraint("case_id", "sent_as", name="uq_visit_answers_sent"),
    Index("ix_visit_answers_case", "case_id", "id"),
    Index("ix_visit_answers_by", "by_id", "id"),
    info=grows("case_id", "by_id"),
)

visit_signatures = Table(
    "visit_signatures",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("signs", String(16), nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("how", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("witness", Text, nullable=False),
    Column("photo", ForeignKey("evidence.id")),
    Column("at", Instant, nullable=False),
    Index("ix_visit_signatures_case", "case_id", "id"),
    Index("ix_visit_signatures_by", "by_id", "id"),
    info=grows("case_id", "by_id"),
)
_signed = visit_signatures.c
partial(
    "uq_visit_signatures_officer", _signed.case_id, _signed.round, _signed.by_id, where="signs = 'officer'", unique=True
)
partial("uq_visit_signatures_place", _signed.case_id, _signed.round, where="signs = 'place'", unique=True)

visit_ratings = Table(
    "visit_ratings",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("stars", Integer),
    Column("words", Text, nullable=False),
    Column("complaint", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_visit_ratings_case", "case_id", "id"),
    info=grows("case_id"),
)


_NAMES = ("bodies", "approved", "officers", "helpers", "recused")


def _written(visit: Visit) -> dict[str, Any]:
    lists = [[one.code, one.edition] for one in visit.lists]
    return {"lists": lists} | {name: list(getattr(visit, name)) for name in _NAMES}


def _read(row: RowMapping) -> dict[str, Any]:
    lists = tuple(ListUsed(code, edition) for code, edition in row["lists"])
    plain = {name: tuple(row[name]) for name in _NAMES}
    return {"visit_kind": VisitKind(row["visit_kind"]), "lists": lists} | plain


ROWS = CaseRows(MOVES, visits, Visit, _written, _read, seldom=True)


class SqlVisits(SqlCases[Visit]):
    """Fulfils :class:`bot.inspections.table.Visits`."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(ROWS, connection)

    async def at_place(self, district_id: int, places: Sequence[str], most: int) -> list[Visit]:
        """The newest visits of these places, newest first, at most so many."""
        newest = ROWS.here.where(visits.c.place.in_(places)).order_by(visits.c.case_id.desc()).limit(most)
        return await self._load(newest, district_id=district_id)

    async def live_at(self, district_id: int, places: Sequence[str], most: int = MOST_THERE) -> list[Visit]:
        """Those of these places that are not over, oldest first, at most so many."""
        found = ROWS.here.where(visits.c.place.in_(places), _NOT_OVER).order_by(visits.c.case_id).limit(most)
        return await self._load(found, district_id=district_id)

    async def due(self, district_id: int, until: date, most: int) -> list[Visit]:
        """Those that are not over and whose window has begun by then, the earliest first, at most so many."""
        found = ROWS.here.where(visits.c.since <= until, _NOT_OVER).order_by(visits.c.since, visits.c.case_id)
        return await self._load(found.limit(most), district_id=district_id)

    async def of_ids(self, case_ids: Collection[int]) -> dict[int, Visit]:
        """These visits by id; what is none is left out."""
        found = dict[int, Visit]()
        for some in in_slices(sorted(case_ids)):
            found |= {one.id: one for one in await self._load(ROWS.whole.where(visits.c.case_id.in_(some)))}
        return found

    async def decided(self, case_ids: Collection[int]) -> dict[int, set[str]]:
        """The items that were answered in these visits, by visit; notes for another body answer nothing."""
        found: dict[int, set[str]] = {one: set() for one in case_ids}
        for some in in_slices(sorted(case_ids)):
            its = visit_answers.c.case_id.in_(some) & (visit_answers.c.to_body == "")
            for case_id, item in await self._db.execute(
                select(visit_answers.c.case_id, visit_answers.c.item).where(its)
            ):
                found[case_id].add(item)
        return found

    async def answered(self, case_id: int) -> list[Answered]:
        """All that was answered in a visit, in the order in which it was recorded."""
        query = select(visit_answers).where(visit_answers.c.case_id == case_id).order_by(visit_answers.c.id)
        return [_answered(row) for row in (await self._db.execute(query)).mappings()]

    async def answer(self, answered: Sequence[Answered]) -> list[Answered]:
        """Store those of one visit whose *sent_as* it does not have yet, and return these."""
        if not answered:
            return []
        ids = [one.sent_as for one in answered]
        its = visit_answers.c.case_id == answered[0].case_id
        known: set[str] = set()
        for some in in_slices(ids):
            query = select(visit_answers.c.sent_as).where(its, visit_answers.c.sent_as.in_(some))
            known |= set((await self._db.execute(query)).scalars())
        new = list({one.sent_as: one for one in answered if one.sent_as not in known}.values())
        if new:
            leave = frozenset({"id"})
            told = [rows.values(visit_answers, one, leave=leave) | {"photos": list(one.photos)} for one in new]
            await self._db.execute(insert(visit_answers), told)
        return [rows.as_stored(one) for one in new]

    async def signatures(self, case_id: int) -> list[Signature]:
        """All signatures of a visit, oldest first, also of earlier rounds."""
        query = select(visit_signatures).where(visit_signatures.c.case_id == case_id).order_by(visit_signatures.c.id)
        found = (await self._db.execute(query)).mappings()
        return [rows.read(Signature, row, signs=Signs(row["signs"]), how=How(row["how"])) for row in found]

    async def sign(self, signature: Signature) -> Signature | None:
        """Store one; None where the same signed in this round already, also a moment ago from another phone."""
        row = rows.values(visit_signatures, signature, leave=frozenset({"id"}))
        new = await upsert.insert_new(self._db, visit_signatures, [row], "id")
        return rows.as_stored(replace(signature, id=int(new.pop()))) if new else None

    async def ratings(self, case_id: int) -> list[Rated]:
        """What the place said of it, oldest first."""
        query = select(visit_ratings).where(visit_ratings.c.case_id == case_id).order_by(visit_ratings.c.id)
        return [rows.read(Rated, row) for row in (await self._db.execute(query)).mappings()]

    async def rate(self, rated: Rated) -> Rated:
        """Store what the place said."""
        return rows.as_stored(replace(rated, id=await self._new(visit_ratings, rated)))

    async def _new(self, table: Table, value: object, **plain: Any) -> int:
        columns = rows.values(table, value, leave=frozenset({"id"})) | plain
        key = (await self._db.execute(insert(table), columns)).inserted_primary_key
        return int(key[0]) if key else 0


def _answered(row: RowMapping) -> Answered:
    return rows.read(Answered, row, result=Result(row["result"]), photos=tuple(row["photos"]))


def _words(user_id: int, case_ids: Sequence[int]) -> Select[Any]:
    theirs = visit_answers.c.case_id.in_(case_ids) & (visit_answers.c.by_id == user_id)
    return select(visit_answers.c.case_id, visit_answers.c.words).where(theirs)


_LISTED = (visits.c.officers, visits.c.helpers, visits.c.recused)


def _holds(user_id: int) -> Select[Any]:
    """Visits that are not over and count on somebody."""
    named = or_(*(stands_in(column, user_id) for column in _LISTED[:2]))
    live = select(cases.c.id).where(IS_LIVE, cases.c.kind == inspections_table.KIND)
    return select(visits.c.case_id).where(visits.c.case_id.in_(live), named)


PERSONAL = Personal(
    export=(naming(visits, "approved_by"), naming(visit_answers, "by_id"), naming(visit_signatures, "by_id")),
    forget=(blanked(visit_answers, lambda user_id: visit_answers.c.by_id == user_id, words=""),),
    words=(Words(_words),),
    said=(
        visits.c.reason,
        visits.c.rests_on,
        visit_signatures.c.name,
        visit_signatures.c.witness,
        visit_ratings.c.words,
    ),
    alone=(visit_signatures.c.name,),
    listed=_LISTED,
    holds=_holds,
)

ROOM = Room(inspections_table.VISITS, SqlVisits, PERSONAL, rows=ROWS)
