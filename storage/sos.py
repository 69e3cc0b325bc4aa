"""Calls for help with their assignments: loaded whole, written only over the version that was loaded."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Integer,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Stale
from bot.sos import LIVE, Sos
from storage import assignments, rows
from storage.incidents import MOST_NUMBER
from storage.schema import cases, metadata
from storage.types import Instant

sos = Table(
    "sos", metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("words", Text, nullable=False),
    Column("team_id", ForeignKey("teams.id")),
    Column("incident_id", ForeignKey("cases.id")),
    Column("fixed_at", Instant), Column("accuracy_m", Float),
    Column("told", Integer, nullable=False), Column("told_at", Instant),
    Column("carded_at", Instant), Column("card_due_at", Instant),
    Column("acknowledged_at", Instant), Column("acknowledged_by", BigInteger),
    Column("ended_at", Instant), Column("ended_by", BigInteger),
    Column("reason", Text),
    Column("origin_chat_id", BigInteger), Column("origin_message_id", BigInteger),
)  # fmt: skip

_WHOLE = select(cases, sos).join(sos, sos.c.case_id == cases.c.id)
_LIVE = text("cases.state IN ({})".format(", ".join(f"'{s}'" for s in sorted(LIVE))))

_BY_ID = _WHOLE.where(cases.c.id == bindparam("case_id"))
_HERE = _WHOLE.where(cases.c.district_id == bindparam("district_id"))
_BY_NUMBER = _HERE.where(cases.c.number == bindparam("number"))
_ALL_LIVE = _HERE.where(_LIVE).order_by(cases.c.reported_at, cases.c.id)


class SqlSos:
    """Fulfils :class:`bot.sos.SosCases`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, new: Sos) -> Sos:
        """Store a new one; Stale where the same person has called meanwhile."""
        columns = rows.values(cases, new, leave=frozenset({"id"})) | {"version": 1}
        try:
            key = (await self._db.execute(insert(cases).values(columns))).inserted_primary_key
        except IntegrityError as taken:
            if not any(name in str(taken.orig) for name in ("uq_cases_called", "cases.reporter_id")):
                raise
            raise Stale(new.number) from taken
        stored = replace(_as_stored(new), id=int(key[0]) if key else 0, version=1)
        await self._db.execute(insert(sos).values(rows.values(sos, stored) | {"case_id": stored.id}))
        return replace(stored, assignments=await assignments.write(self._db, stored))

    async def get(self, case_id: int) -> Sos | None:
        """One by its global id."""
        return await self._first(_BY_ID, case_id=case_id)

    async def by_number(self, district_id: int, number: int) -> Sos | None:
        """One by district and number."""
        if not 0 < number <= MOST_NUMBER:
            return None
        return await self._first(_BY_NUMBER, district_id=district_id, number=number)

    async def live(self, district_id: int) -> list[Sos]:
        """All that are not over, oldest first."""
        return await self._load(_ALL_LIVE, district_id=district_id)

    async def open_of(self, district_id: int, user_id: int, team_id: int | None) -> Sos | None:
        """The one of this person that is not over, else that of their team."""
        theirs: ColumnElement[bool] = cases.c.reporter_id == user_id
        if team_id is not None:
            theirs = or_(theirs, and_(cases.c.reporter_id.is_(None), sos.c.team_id == team_id))
        query = _WHOLE.where(cases.c.district_id == district_id, _LIVE, theirs)
        return await self._first(query.order_by(cases.c.reporter_id.is_(None), cases.c.id))

    async def save(self, changed: Sos) -> Sos:
        """Write it over the version that was loaded; after a Stale the transaction must end."""
        one = _as_stored(changed)
        loaded = and_(cases.c.id == one.id, cases.c.version == one.version)
        columns = rows.values(cases, one, leave=frozenset({"id", "district_id", "kind", "number"}))
        columns["version"] = one.version + 1
        if (await self._db.execute(update(cases).where(loaded).values(columns))).rowcount != 1:
            raise Stale(one.number)
        await self._db.execute(update(sos).where(sos.c.case_id == one.id).values(rows.values(sos, one)))
        return replace(one, version=one.version + 1, assignments=await assignments.write(self._db, one))

    async def _first(self, query: Select[Any], **asked: int) -> Sos | None:
        found = await self._load(query, **asked)
        return found[0] if found else None

    async def _load(self, query: Select[Any], **asked: int) -> list[Sos]:
        found = (await self._db.execute(query, asked)).mappings().all()
        held = await assignments.of(self._db, [row["id"] for row in found]) if found else {}
        return [_sos(row, held) for row in found]


def _as_stored(one: Sos) -> Sos:
    return replace(rows.as_stored(one), assignments=tuple(rows.as_stored(a) for a in one.assignments))


def _sos(row: Mapping[str, Any], held: Mapping[int, Any]) -> Sos:
    return rows.read(Sos, row, assignments=tuple(held.get(row["id"], ())))
