"""GPS trackers of people, by the SHA-256 of their key."""

from sqlalchemy import Column, ColumnElement, ForeignKey, String, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access import keys as access_keys
from bot.access.keys import Tracker
from bot.work.known import Secret
from storage import rows, secrets, upsert
from storage.personal import Personal, naming, whole_rows
from storage.rooms import Room
from storage.schema import metadata
from storage.types import Instant, Json

trackers = Table(
    "trackers",
    metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("user_id", ForeignKey("people.user_id"), primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("former_hash", String(64), index=True),
    Column("heard_at", Instant),
    Column("watched_until", Instant),
    Column("troubles", Json),
)


class SqlTrackers:
    """Fulfils :class:`bot.access.keys.Trackers`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def put(self, tracker: Tracker) -> None:
        """Store one; it replaces the person's former one in that district."""
        await upsert.put(self._db, trackers, rows.values(trackers, tracker))
        secrets.made(self._db, Secret.TRACKER, tracker.secret_hash)
        secrets.made(self._db, Secret.FORMER, tracker.former_hash)

    async def by_key(self, secret_hash: str) -> Tracker | None:
        """The tracker of a key."""
        return await self._one(trackers.c.secret_hash == secret_hash)

    async def by_former_key(self, secret_hash: str) -> Tracker | None:
        """The tracker whose key this was before the one that it has now."""
        return await self._one(trackers.c.former_hash == secret_hash)

    async def of(self, district_id: int, user_id: int) -> Tracker | None:
        """The tracker of a person in a district."""
        return await self._one((trackers.c.district_id == district_id) & (trackers.c.user_id == user_id))

    async def _one(self, which: ColumnElement[bool]) -> Tracker | None:
        row = (await self._db.execute(select(trackers).where(which))).mappings().first()
        return rows.read(Tracker, row) if row else None

    async def drop(self, district_id: int, user_id: int) -> bool:
        """Forget a person's tracker."""
        mine = (trackers.c.district_id == district_id) & (trackers.c.user_id == user_id)
        return (await self._db.execute(delete(trackers).where(mine))).rowcount > 0


PERSONAL = Personal(export=(naming(trackers, "user_id"),), forget=whole_rows(trackers))

ROOM = Room(
    access_keys.TRACKERS,
    SqlTrackers,
    PERSONAL,
    secrets={Secret.TRACKER: trackers.c.secret_hash, Secret.FORMER: trackers.c.former_hash},
)
