"""Receivers of webhooks, and the deliveries that wait for them or were given up.

The first delivery of a case that waits for a receiver has an hour at which it is due, those behind it have none: so
they go in order, and looking for what is due costs nothing however much waits. A delivery that was taken is gone.
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.webhooks import hooks, retrying
from bot.webhooks.hooks import AT_ONCE, DEAD_KEPT, MOST_WAITING, Delivery, Pause, Receiver, Stock
from storage import rows
from storage.growing import STAYS
from storage.personal import Personal, blanked, naming
from storage.rooms import Room
from storage.schema import metadata, partial
from storage.types import OWN_KEY, Instant

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("secret_hash", String(64), nullable=False),
    Column("former_salt", String(32), nullable=False),
    Column("former_until", Instant),
    Column("paused", String(16), nullable=False),
    Column("failing_since", Instant),
    Column("streak", Integer, nullable=False),
    Column("not_before", Instant),
    Column("answer", String(16), nullable=False),
    Column("answered_at", Instant),
    Column("delivered", Integer, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("removed_at", Instant),
    info=STAYS,
)

deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("webhook_id", ForeignKey("webhooks.id"), nullable=False),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("case_id", ForeignKey("cases.id")),
    Column("history_id", ForeignKey("history.id")),
    Column("token", String(32), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("attempts", Integer, nullable=False),
    Column("answer", String(16), nullable=False),
    Column("ended_at", Instant),
    Column("asked_by", BigInteger),
    CheckConstraint("ended_at IS NULL OR due_at IS NULL", name="ended"),
    info=STAYS,  # ``MOST_WAITING`` for each receiver
)
_OF_CASE = (deliveries.c.webhook_id, deliveries.c.case_id, deliveries.c.id)
partial("ix_webhook_deliveries_case", *_OF_CASE, where="ended_at IS NULL")
partial("ix_webhook_deliveries_due", deliveries.c.webhook_id, deliveries.c.due_at, where="due_at IS NOT NULL")
partial("ix_webhook_deliveries_waiting", deliveries.c.webhook_id, deliveries.c.id, where="ended_at IS NULL")
partial("ix_webhook_deliveries_dead", deliveries.c.webhook_id, deliveries.c.id, where="ended_at IS NOT NULL")

_W, _D = webhooks.c, deliveries.c
_STANDS = _W.removed_at.is_(None)
_WAITS, _DEAD = _D.ended_at.is_(None), _D.ended_at.is_not(None)
_OPEN = and_(_STANDS, _W.salt != "", _W.paused == str(Pause.NOT))
_OF = select(webhooks).where(_W.district_id == bindparam("here"), _STANDS).order_by(_W.id)
_IS_TRY = _D.case_id.is_(None)


class SqlWebhooks:
    """Fulfils :class:`bot.webhooks.hooks.Webhooks`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
        self.has_news = False

    # --- receivers

    async def of(self, district_id: int) -> list[Receiver]:
        """The receivers of a district, in the order in which they came."""
        return [_receiver(row) for row in (await self._db.execute(_OF, {"here": district_id})).mappings()]

    async def get(self, webhook_id: int) -> Receiver | None:
        """One that was not removed."""
        row = (await self._db.execute(select(webhooks).where(_W.id == webhook_id, _STANDS))).mappings().first()
        return _receiver(row) if row else None

    async def hold(self, webhook_id: int) -> Receiver | None:
        """The same as *get*; who else wants to write about it waits. SQLite has one writer anyhow."""
        query = select(webhooks).where(_W.id == webhook_id, _STANDS).with_for_update()
        row = (await self._db.execute(query)).mappings().first()
        return _receiver(row) if row else None

    async def save(self, receiver: Receiver) -> Receiver:
        """Insert (id 0) or update; returns it with its id."""
        columns = rows.values(webhooks, receiver, leave=frozenset({"id"}))
        self.has_news = True
        if receiver.id:
            await self._db.execute(update(webhooks).where(_W.id == receiver.id).values(columns))
            return receiver
        key = (await self._db.execute(insert(webhooks).values(columns))).inserted_primary_key
        return replace(receiver, id=int(key[0]) if key else 0)

    async def stock(self, webhook_id: int) -> Stock:
        """What waits, and what was given up."""
        return Stock(await self._count(webhook_id, _WAITS), await self._count(webhook_id, _DEAD))

    async def _count(self, webhook_id: int, which: ColumnElement[bool]) -> int:
        some = select(_D.id).where(_D.webhook_id == webhook_id, which).limit(2 * MOST_WAITING).subquery()
        return int((await self._db.execute(select(func.count()).select_from(some))).scalar_one())

    # --- what waits

    async def queue(self, receiver: Receiver, case_id: int, history_ids: Sequence[int], now: datetime) -> int:
        """One delivery of each line; returns how many of the oldest were given up for it."""
        await self.hold(receiver.id)
        earlier = select(_D.id).where(_D.webhook_id == receiver.id, _D.case_id == case_id, _WAITS).limit(1)
        is_free = (await self._db.execute(earlier)).first() is None
        new = {"webhook_id": receiver.id, "district_id": receiver.district_id, "case_id": case_id, "made_at": now}
        for n, line in enumerate(history_ids):
            due_at = now if is_free and n == 0 else None
            await self._insert({**new, "history_id": line, "due_at": due_at})
        over = await self._count(receiver.id, _WAITS) - MOST_WAITING
        if over > 0:
            query = select(deliveries).where(_D.webhook_id == receiver.id, _WAITS, ~_IS_TRY).order_by(_D.id).limit(over)
            for row in (await self._db.execute(query)).mappings().all():
                await self.give_up(rows.read(Delivery, row), row["answer"], now)
        return max(0, over)

    async def queue_try(self, receiver: Receiver, asked_by: int, now: datetime) -> None:
        """One that a captain asked for; one that waits already is enough."""
        waits = select(_D.id).where(_D.webhook_id == receiver.id, _D.due_at.is_not(None), _IS_TRY).limit(1)
        if (await self._db.execute(waits)).first() is None:
            new = {"webhook_id": receiver.id, "district_id": receiver.district_id, "made_at": now, "due_at": now}
            await self._insert({**new, "asked_by": asked_by})
        self.has_news = True

    async def _insert(self, row: dict[str, Any]) -> None:
        fresh = {"token": secrets.token_hex(16), "attempts": 0, "answer": ""}
        await self._db.execute(insert(deliveries), {**fresh, **row})
        self.has_news = True

    # --- what may go

    async def due_receivers(self, now: datetime) -> list[Receiver]:
        """Those for whom something is due."""
        due = exists().where(_D.webhook_id == _W.id, _D.due_at <= now)
        query = select(webhooks).where(_STANDS, _W.salt != "", due).order_by(_W.id)
        return [_receiver(row) for row in (await self._db.execute(query)).mappings()]

    async def heads(self, webhook_id: int, now: datetime, most: int, *, tries: bool) -> list[Delivery]:
        """What may go now, the longest due first; only what captains asked for with *tries*."""
        query = select(deliveries).where(_D.webhook_id == webhook_id, _D.due_at <= now).order_by(_D.due_at, _D.id)
        query = query.where(_IS_TRY) if tries else query
        return [rows.read(Delivery, row) for row in (await self._db.execute(query.limit(most))).mappings()]

    async def next_due(self, now: datetime) -> datetime | None:
        """When the next delivery may go that may not yet."""
        first = select(func.min(_D.due_at)).where(_D.webhook_id == _W.id, _D.due_at > now).scalar_subquery()
        held = exists().where(_D.webhook_id == _W.id, _D.due_at <= now)
        query = select(first.label("first"), _W.not_before, held.label("held")).where(_OPEN)
        hours: list[datetime] = []
        for row in await self._db.execute(query):
            brake = row.not_before if row.not_before is not None and row.not_before > now else None
            if row.held and brake is not None:
                hours.append(brake)
            if row.first is not None:
                hours.append(max(row.first, brake) if brake is not None else row.first)
        return min(hours, default=None)

    async def delivery(self, delivery_id: int) -> Delivery | None:
        """One that waits."""
        row = (await self._db.execute(select(deliveries).where(_D.id == delivery_id, _WAITS))).mappings().first()
        return rows.read(Delivery, row) if row else None

    # --- what became of it

    async def done(self, delivery: Delivery, code: str, now: datetime) -> None:
        """It was taken: it goes, the next of its case may, and its receiver is well again."""
        receiver = await self.hold(delivery.webhook_id)
        await self._db.execute(delete(deliveries).where(_D.id == delivery.id))
        await self._next(delivery, now)
        if receiver is None:
            return
        count = _W.delivered + int(not delivery.is_try)
        changed: dict[str, Any] = {"answer": code, "answered_at": now, "delivered": count}
        if receiver.streak:
            changed |= {"streak": 0, "failing_since": None, "not_before": None}
        await self._db.execute(update(webhooks).where(_W.id == receiver.id).values(changed))
        if receiver.streak >= retrying.BRAKES_AT:  # fewer: one line that it never takes is no reason to hurry that line
            await self.at_once(receiver.id, now)

    async def _next(self, delivery: Delivery, now: datetime) -> None:
        """The next of its case may go, at once."""
        if delivery.case_id is None:
            return
        its = and_(_D.webhook_id == delivery.webhook_id, _D.case_id == delivery.case_id, _WAITS)
        first = (await self._db.execute(select(_D.id, _D.due_at).where(its).order_by(_D.id).limit(1))).first()
        if first is not None and first.due_at is None:
            await self._db.execute(update(deliveries).where(_D.id == first.id).values(due_at=now))
            self.has_news = True

    async def again(self, delivery: Delivery, due_at: datetime, code: str, attempts: int) -> None:
        """It is tried again then; where an earlier one of its case was taken up again meanwhile, after that one."""
        its = and_(_D.webhook_id == delivery.webhook_id, _D.case_id == delivery.case_id, _WAITS)
        is_behind = (await self._db.execute(select(_D.id).where(its, _D.id < delivery.id).limit(1))).first() is not None
        changed = {"due_at": None if is_behind else due_at, "answer": code, "attempts": attempts}
        await self._db.execute(update(deliveries).where(_D.id == delivery.id, _WAITS).values(changed))
        self.has_news = True

    async def give_up(self, delivery: Delivery, code: str, now: datetime) -> None:
        """It is not tried any more; the next of its case may go. What a captain asked for goes altogether."""
        if delivery.is_try:
            await self._db.execute(delete(deliveries).where(_D.id == delivery.id))
            return
        changed = {"due_at": None, "ended_at": now, "answer": code}
        await self._db.execute(update(deliveries).where(_D.id == delivery.id).values(changed))
        await self._next(delivery, now)

    async def at_once(self, webhook_id: int, now: datetime) -> None:
        """What waits for its next try may go now, and of each case the first."""
        later = select(_D.id).where(_D.webhook_id == webhook_id, _D.due_at > now).order_by(_D.due_at).limit(AT_ONCE)
        await self._db.execute(update(deliveries).where(_D.id.in_(later)).values(due_at=now))
        await self._firsts(and_(_D.webhook_id == webhook_id, _D.case_id.is_not(None), _WAITS), now)

    async def _firsts(self, which: ColumnElement[bool], now: datetime) -> None:
        """The first of each case may go; those that may already stay as they are."""
        firsts = select(func.min(_D.id)).where(which).group_by(_D.case_id)
        may = update(deliveries).where(_D.id.in_(firsts), _D.due_at.is_(None)).values(due_at=now)
        await self._db.execute(may)
        self.has_news = True

    async def revive(self, webhook_id: int, now: datetime) -> int:
        """The oldest that were given up wait again, each before what is later of its case; returns how many."""
        query = select(_D.id, _D.case_id).where(_D.webhook_id == webhook_id, _DEAD).order_by(_D.id).limit(AT_ONCE)
        found = (await self._db.execute(query)).all()
        if not found:
            return 0
        ids, cases = [row.id for row in found], sorted({row.case_id for row in found})
        wait = update(deliveries).where(_D.id.in_(ids)).values(ended_at=None, due_at=None, attempts=0)
        await self._db.execute(wait)
        its = and_(_D.webhook_id == webhook_id, _D.case_id.in_(cases), _WAITS)
        await self._db.execute(update(deliveries).where(its, _D.due_at.is_not(None)).values(due_at=None))
        await self._firsts(its, now)
        return len(ids)

    async def every_id(self) -> list[int]:
        """The ids of all receivers, removed ones too."""
        return list((await self._db.execute(select(_W.id).order_by(_W.id))).scalars())

    async def sweep(self, webhook_id: int, now: datetime) -> int:
        """Forget a slice of what is kept no longer for a receiver, at last itself; returns how many rows went."""
        mine, before = _D.webhook_id == webhook_id, now - DEAD_KEPT
        is_removed = (await self.get(webhook_id)) is None
        over = await self._count(webhook_id, _DEAD) - MOST_WAITING
        wanted = [and_(mine, _DEAD, _D.ended_at < before), and_(mine, _WAITS, _D.made_at < before)]
        wanted = [mine] if is_removed else [*wanted, *([and_(mine, _DEAD)] if over > 0 else [])]
        for which in wanted:
            ids = (await self._db.execute(select(_D.id).where(which).order_by(_D.id).limit(AT_ONCE))).scalars().all()
            if ids:
                return (await self._db.execute(delete(deliveries).where(_D.id.in_(ids)))).rowcount
        if is_removed:
            return (await self._db.execute(delete(webhooks).where(_W.id == webhook_id))).rowcount
        return 0


def _receiver(row: Any) -> Receiver:
    return rows.read(Receiver, row, paused=Pause(row["paused"]))


_ASKED = blanked(deliveries, lambda user_id: _D.asked_by == user_id, asked_by=None)
"""Who asked for a try that was not made yet."""

PERSONAL = Personal(export=(naming(deliveries, "asked_by"),), forget=(_ASKED,))

ROOM = Room(hooks.WEBHOOKS, SqlWebhooks, PERSONAL)
