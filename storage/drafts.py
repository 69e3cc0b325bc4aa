"""Begun forms and open questions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.work import drafts as work_drafts
from bot.work.drafts import Draft
from storage import rows, slices
from storage.growing import STAYS
from storage.people import memberships
from storage.personal import Personal, naming, whole_rows
from storage.rooms import Room
from storage.schema import metadata
from storage.types import OWN_KEY, Instant, Json

drafts = Table(
    "drafts",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("district_id", ForeignKey("districts.id")),
    Column("data", Json, nullable=False),
    UniqueConstraint("user_id", "chat_id", "kind"),
    info=STAYS,
)


_MINE = select(drafts).where(drafts.c.user_id == bindparam("whose")).order_by(drafts.c.id.desc())

_NEW = insert(drafts)
_DROP = delete(drafts).where(
    drafts.c.user_id == bindparam("whose", type_=BigInteger),
    drafts.c.chat_id == bindparam("chat", type_=BigInteger),
    drafts.c.kind == bindparam("sort", type_=String),
)


class SqlDrafts:
    """Fulfils :class:`bot.work.drafts.Drafts`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def get(self, user_id: int, chat_id: int, kind: str) -> Draft | None:
        """The one of a kind."""
        return next((d for d in await self.of(user_id, chat_id) if d.kind == kind), None)

    async def of(self, user_id: int, chat_id: int) -> list[Draft]:
        """All of one person in one chat, newest first."""
        # Few, and mostly those of another chat are asked for next.
        found = (await self._db.execute(_MINE, {"whose": user_id})).mappings()
        return [rows.read(Draft, row) for row in found if row["chat_id"] == chat_id]

    async def put(self, draft: Draft) -> Draft:
        """Store one in place of the former of its kind."""
        if await self.get(draft.user_id, draft.chat_id, draft.kind) is not None:  # mostly known, and mostly none
            await self.drop(draft)
        columns = rows.values(drafts, draft, leave=frozenset({"id"}))
        key = (await self._db.execute(_NEW, columns)).inserted_primary_key
        return replace(draft, id=int(key[0]) if key else 0)

    async def drop(self, draft: Draft) -> None:
        """Forget one."""
        that = {"whose": draft.user_id, "chat": draft.chat_id, "sort": draft.kind}
        await self._db.execute(_DROP, that)

    async def forget_before(self, instant: datetime, most: int) -> int:
        """Delete some of what was begun before; the district that somebody chose to speak of stays."""
        old = select(drafts.c.id).where(drafts.c.started_at < instant, drafts.c.kind != "district")
        return await slices.drop(self._db, drafts, old.order_by(drafts.c.id), most)


def _of(district_ids: Sequence[int]) -> ColumnElement[bool]:
    """Those of a district, and what its people began before it was known in which."""
    theirs = select(memberships.c.user_id).where(memberships.c.district_id.in_(district_ids))
    return drafts.c.district_id.in_(district_ids) | (drafts.c.district_id.is_(None) & drafts.c.user_id.in_(theirs))


PERSONAL = Personal(export=(naming(drafts, "user_id"),), forget=whole_rows(drafts), said=(drafts.c.data,), of=_of)

ROOM = Room(work_drafts.DRAFTS, SqlDrafts, PERSONAL)
