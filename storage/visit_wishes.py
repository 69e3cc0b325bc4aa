"""Wishes of bodies to visit places: what each was answered, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    RowMapping,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.inspections.planning import wishes as planning_wishes
from bot.inspections.planning.wishes import Became, Says, Wish
from bot.inspections.table import VisitKind
from storage import rows
from storage.growing import grows
from storage.personal import Personal, naming
from storage.rooms import Room
from storage.schema import metadata, partial
from storage.types import CODE, OWN_KEY, Instant, Json

visit_wishes = Table(
    "visit_wishes",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("body", String(64), nullable=False),
    Column("place", CODE, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("lists", Json, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("answer", String(16), nullable=False),
    Column("rule", String(32), nullable=False),
    Column("about", ForeignKey("cases.id")),
    Column("items", Json, nullable=False),
    Column("officers", Json, nullable=False),
    Column("emergency", Boolean, nullable=False),
    Column("source", String(64), nullable=False),
    Column("reference", String(64), nullable=False),
    Column("incident_id", ForeignKey("cases.id")),
    Column("became", String(16), nullable=False),
    Column("visit_id", ForeignKey("cases.id")),
    Column("decided_by", BigInteger),
    Column("decided_at", Instant),
    Column("reason", Text, nullable=False),
    Index("ix_visit_wishes_at", "district_id", "at"),
    Index("ix_visit_wishes_visit", "visit_id", "id"),
    Index("ix_visit_wishes_by", "by_id", "id"),
    Index("ix_visit_wishes_decided", "decided_by", "id"),
    info=grows("visit_id", "by_id", "decided_by"),
)
partial("ix_visit_wishes_asked", visit_wishes.c.district_id, visit_wishes.c.id, where="became = 'asked'")


class SqlWishes:
    """Fulfils the port of wishes."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, wish: Wish) -> Wish:
        """Store a new one; returns it with its id."""
        key = (await self._db.execute(insert(visit_wishes), _columns(wish))).inserted_primary_key
        return rows.as_stored(replace(wish, id=int(key[0]) if key else 0))

    async def get(self, wish_id: int) -> Wish | None:
        """The one of an id."""
        query = select(visit_wishes).where(visit_wishes.c.id == wish_id)
        row = (await self._db.execute(query)).mappings().first()
        return _wish(row) if row else None

    async def save(self, wish: Wish) -> None:
        """What became of it."""
        await self._db.execute(update(visit_wishes).where(visit_wishes.c.id == wish.id), _columns(wish))

    async def of_visits(self, case_ids: Sequence[int]) -> list[Wish]:
        """Those that these visits serve, oldest first."""
        query = select(visit_wishes).where(visit_wishes.c.visit_id.in_(case_ids)).order_by(visit_wishes.c.id)
        return [_wish(row) for row in (await self._db.execute(query)).mappings()]

    async def between(self, district_id: int, since: datetime, until: datetime, most: int) -> list[Wish]:
        """The newest ones of a time, newest first, at most so many."""
        then = visit_wishes.c.at.between(since, until)
        query = select(visit_wishes).where(visit_wishes.c.district_id == district_id, then)
        newest = query.order_by(visit_wishes.c.at.desc(), visit_wishes.c.id.desc()).limit(most)
        return [_wish(row) for row in (await self._db.execute(newest)).mappings()]

    async def asked(self, district_id: int, most: int) -> list[Wish]:
        """Those that lie before an approver, oldest first, at most so many."""
        here = (visit_wishes.c.district_id == district_id) & (visit_wishes.c.became == Became.ASKED.value)
        query = select(visit_wishes).where(here).order_by(visit_wishes.c.id).limit(most)
        return [_wish(row) for row in (await self._db.execute(query)).mappings()]


def _columns(wish: Wish) -> dict[str, Any]:
    lists = {name: list(getattr(wish, name)) for name in ("lists", "items", "officers")}
    return rows.values(visit_wishes, wish, leave=frozenset({"id"})) | lists


def _wish(row: RowMapping) -> Wish:
    lists: dict[str, Any] = {name: tuple(row[name]) for name in ("lists", "items", "officers")}
    kinds: dict[str, Any] = {
        "kind": VisitKind(row["kind"]),
        "answer": Says(row["answer"]),
        "became": Became(row["became"]),
    }
    return rows.read(Wish, row, **kinds, **lists)


PERSONAL = Personal(
    export=(naming(visit_wishes, "by_id", "decided_by"),),
    said=(visit_wishes.c.reason,),
    listed=(visit_wishes.c.officers,),
)

ROOM = Room(planning_wishes.WISHES, SqlWishes, PERSONAL)
