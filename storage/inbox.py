"""Updates as they came."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    Update,
    bindparam,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.work import inbox as work_inbox
from bot.work.inbox import CALLS_FOR_HELP, InboxRow, Key
from storage import rows, slices, upsert
from storage.districts import districts
from storage.growing import grows
from storage.people import memberships
from storage.personal import Export, Personal, gone
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
    Column("begun", Integer, nullable=False, server_default="0"),
    UniqueConstraint("bot_id", "update_id"),
    CheckConstraint("state IN ('waiting', 'done', 'dead')", name="state"),
    Index("ix_inbox_done", "done_at"),
    info=grows(few=("inbox.state = 'waiting'", "inbox.state <> 'done'")),
)
partial("ix_inbox_waiting", inbox.c.id, where="state = 'waiting'")

partial("ix_inbox_undone", inbox.c.lane, inbox.c.id, where="state <> 'done'")

UNDONE: ColumnElement[bool] = literal_column("inbox.state <> 'done'")
"""In the very words of its index: SQLite takes it only for those."""

_CHANGE = update(inbox).where(inbox.c.bot_id == bindparam("whose"), inbox.c.update_id == bindparam("which"))
_BEGIN, _BEGIN_ANEW = _CHANGE.values(begun=inbox.c.begun + 1), _CHANGE.values(begun=0)
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

    async def begin(self, keys: Sequence[Key]) -> None:
        """Count one more run that begins these."""
        await self._counted(_BEGIN, keys)

    async def begin_anew(self, keys: Sequence[Key]) -> None:
        """None of these ended the program."""
        await self._counted(_BEGIN_ANEW, keys)

    async def _counted(self, change: Update, keys: Sequence[Key]) -> None:
        if keys:
            await self._db.execute(change, [{"whose": bot_id, "which": update_id} for bot_id, update_id in keys])

    async def backlog(self) -> int:
        """How many wait."""
        return int((await self._db.execute(_BACKLOG)).scalar_one())

    async def forget_before(self, done_before: datetime, dead_before: datetime, most: int) -> int:
        """Delete some keys of done rows, and some old dead letters; returns how many went."""
        done = select(inbox.c.id).where(inbox.c.state == "done", inbox.c.done_at < done_before)
        dead = select(inbox.c.id).where(UNDONE, inbox.c.state == "dead", inbox.c.done_at < dead_before)
        return sum([await slices.drop(self._db, inbox, old.order_by(inbox.c.done_at), most) for old in (done, dead)])


def _unread(user_id: int) -> Select[Any]:
    """What they said and is not worked off, or was given up."""
    return select(inbox).where(inbox.c.lane == user_id, UNDONE, inbox.c.payload != "")


def _given_up(user_id: int) -> ColumnElement[bool]:
    return (inbox.c.lane == user_id) & UNDONE & (inbox.c.state == "dead")


def _of(district_ids: Sequence[int]) -> ColumnElement[bool]:
    """What people of these districts said, wherever, and what was said in their groups."""
    theirs = select(memberships.c.user_id).where(memberships.c.district_id.in_(district_ids))
    chat = literal('%"id": ') + cast(districts.c.chat_id, String)
    named = or_(*(inbox.c.payload.like(chat + literal(f"{ends}%")) for ends in ",}"))
    there = select(districts.c.id).where(districts.c.id.in_(district_ids), named)
    return inbox.c.lane.in_(theirs) | there.exists()


PERSONAL = Personal(
    export=(Export(inbox, _unread),),
    forget=(gone(inbox, _given_up),),
    said=(inbox.c.payload,),
    said_in=UNDONE,
    of=_of,
)

ROOM = Room(work_inbox.INBOX, SqlInbox, PERSONAL)
