"""Updates as they came."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.port import Erased
from bot.work import inbox as work_inbox
from bot.work.inbox import CALLS_FOR_HELP, InboxRow
from storage import rows, upsert
from storage.personal import NOTHING, Export, Personal
from storage.rooms import Room
from storage.schema import metadata, partial
from storage.types import OWN_KEY, Instant

inbox = Table(
    "inbox",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("lane", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("done_at", Instant),
    Column("error", Text),
    UniqueConstraint("bot_id", "update_id"),
    CheckConstraint("state IN ('waiting', 'done', 'dead')", name="state"),
    Index("ix_inbox_done", "done_at"),
)
partial("ix_inbox_waiting", inbox.c.id, where="state = 'waiting'")

_CHANGE = update(inbox).where(inbox.c.bot_id == bindparam("whose"), inbox.c.update_id == bindparam("which"))
_BACKLOG = select(func.count()).select_from(inbox).where(inbox.c.state == "waiting")
_OLDEST = select(inbox).where(inbox.c.state == "waiting").order_by(inbox.c.id).limit(bindparam("most", type_=Integer))


class SqlInbox:
    """Fulfils :class:`bot.work.inbox.Inbox`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, updates: Sequence[InboxRow]) -> list[InboxRow]:
        """Store those not seen before; returns the new ones."""
        if not updates:
            return []
        single: dict[int, InboxRow] = {}
        for one in updates:
            single.setdefault(one.update_id, one)
        columns = [rows.values(inbox, one, leave=frozenset({"id"})) for one in single.values()]
        new = await upsert.insert_new(self._db, inbox, columns, "update_id")
        return [one for one in single.values() if one.update_id in new]

    async def waiting(self, limit: int, each: int) -> list[InboxRow]:
        """Not done: calls for help, then the first of every lane, the second of each …: no lane hides another."""
        place = func.row_number().over(partition_by=inbox.c.lane, order_by=inbox.c.id)
        queued = select(inbox.c.id, place.label("place")).where(inbox.c.state == "waiting").subquery()
        calls = or_(*(inbox.c.payload.contains(mark, autoescape=True) for mark in CALLS_FOR_HELP))
        query = (
            select(inbox)
            .join(queued, queued.c.id == inbox.c.id)
            .where(or_(queued.c.place <= each, calls))
            .order_by(case((calls, 0), else_=1), queued.c.place, inbox.c.id)
            .limit(limit)
        )
        return [rows.read(InboxRow, row) for row in (await self._db.execute(query)).mappings()]

    async def oldest(self, limit: int) -> list[InboxRow]:
        """Waiting ones in the order in which they came, without regard to their lanes."""
        return [rows.read(InboxRow, row) for row in (await self._db.execute(_OLDEST, {"most": limit})).mappings()]

    async def done(self, bot_id: int, update_id: int, now: datetime) -> None:
        """Mark done and empty the payload."""
        changed = {"state": "done", "done_at": now, "payload": ""}
        await self._db.execute(_CHANGE, changed | {"whose": bot_id, "which": update_id})

    async def failed(self, bot_id: int, update_id: int, error: str, now: datetime, *, dead: bool) -> None:
        """Count an attempt; a dead one keeps its payload."""
        changed: dict[str, object] = {"attempts": inbox.c.attempts + 1, "error": error[:500]}
        if dead:
            changed |= {"state": "dead", "done_at": now}
        await self._db.execute(_CHANGE.values(changed), {"whose": bot_id, "which": update_id})

    async def backlog(self) -> int:
        """How many wait."""
        return int((await self._db.execute(_BACKLOG)).scalar_one())

    async def forget_before(self, done_before: datetime, dead_before: datetime) -> int:
        """Delete keys of done rows and old dead letters; returns how many went."""
        old = or_(
            and_(inbox.c.state == "done", inbox.c.done_at < done_before),
            and_(inbox.c.state == "dead", inbox.c.done_at < dead_before),
        )
        return (await self._db.execute(delete(inbox).where(old))).rowcount


def _unread(user_id: int) -> Select[Any]:
    """What they said and is not worked off, or was given up."""
    return select(inbox).where(inbox.c.lane == user_id, inbox.c.payload != "")


async def _forget(db: AsyncConnection, user_id: int, _now: datetime) -> Erased:
    """What was given up."""
    await db.execute(delete(inbox).where(inbox.c.lane == user_id, inbox.c.state == "dead"))
    return NOTHING


PERSONAL = Personal(export=(Export(inbox, _unread),), forget=_forget)

ROOM = Room(work_inbox.INBOX, SqlInbox, PERSONAL)
