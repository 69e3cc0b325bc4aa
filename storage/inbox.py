"""Updates as they came."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import InboxRow
from storage import rows
from storage.schema_papers import inbox


class SqlInbox:
    """Fulfils :class:`bot.ports.Inbox`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, updates: Sequence[InboxRow]) -> int:
        """Store those not seen before; returns how many were new."""
        if not updates:
            return 0
        ids = [u.update_id for u in updates]
        bot_id = updates[0].bot_id
        query = select(inbox.c.update_id).where(inbox.c.bot_id == bot_id, inbox.c.update_id.in_(ids))
        known = {row[0] for row in await self._db.execute(query)}
        new: dict[int, InboxRow] = {}
        for one in updates:
            if one.update_id not in known:
                new.setdefault(one.update_id, one)
        if new:
            await self._db.execute(
                insert(inbox), [rows.values(inbox, one, leave=frozenset({"id"})) for one in new.values()]
            )
        return len(new)

    async def waiting(self, limit: int = 200) -> list[InboxRow]:
        """Not done, in order of arrival."""
        query = select(inbox).where(inbox.c.state == "waiting").order_by(inbox.c.id).limit(limit)
        return [rows.read(InboxRow, row) for row in (await self._db.execute(query)).mappings()]

    async def done(self, bot_id: int, update_id: int, now: datetime) -> None:
        """Mark done and empty the payload."""
        changed = {"state": "done", "done_at": now, "payload": ""}
        await self._db.execute(update(inbox).where(_one(bot_id, update_id)).values(changed))

    async def failed(self, bot_id: int, update_id: int, error: str, now: datetime, *, dead: bool) -> None:
        """Count an attempt; a dead one keeps its payload."""
        changed: dict[str, object] = {"attempts": inbox.c.attempts + 1, "error": error[:500]}
        if dead:
            changed |= {"state": "dead", "done_at": now}
        await self._db.execute(update(inbox).where(_one(bot_id, update_id)).values(changed))

    async def backlog(self) -> int:
        """How many wait."""
        query = select(func.count()).select_from(inbox).where(inbox.c.state == "waiting")
        return int((await self._db.execute(query)).scalar_one())

    async def forget_before(self, done_before: datetime, dead_before: datetime) -> int:
        """Delete keys of done rows and old dead letters; returns how many went."""
        old = or_(
            and_(inbox.c.state == "done", inbox.c.done_at < done_before),
            and_(inbox.c.state == "dead", inbox.c.done_at < dead_before),
        )
        return (await self._db.execute(delete(inbox).where(old))).rowcount


def _one(bot_id: int, update_id: int) -> ColumnElement[bool]:
    return and_(inbox.c.bot_id == bot_id, inbox.c.update_id == update_id)
