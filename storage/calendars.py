"""Calendars of people, by the SHA-256 of the secret in their address."""

from sqlalchemy import Column, ColumnElement, ForeignKey, String, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.roster import calendar as roster_calendar
from bot.roster.calendar import Calendar, Told
from bot.work.known import Secret
from storage import rows, secrets, upsert
from storage.personal import Personal, naming, whole_rows
from storage.rooms import Room
from storage.schema import metadata
from storage.types import Instant, Json

calendars = Table(
    "calendars",
    metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("user_id", ForeignKey("people.user_id"), primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("told", Json, nullable=False),
)


class SqlCalendars:
    """Fulfils :class:`bot.roster.calendar.Calendars`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def put(self, calendar: Calendar) -> None:
        """Store one; it replaces the person's former one in that district."""
        await upsert.put(self._db, calendars, rows.values(calendars, calendar))
        secrets.made(self._db, Secret.CALENDAR, calendar.secret_hash)

    async def by_key(self, secret_hash: str) -> Calendar | None:
        """The calendar of an address."""
        return await self._one(calendars.c.secret_hash == secret_hash)

    async def of(self, district_id: int, user_id: int) -> Calendar | None:
        """The calendar of a person in a district."""
        return await self._one((calendars.c.district_id == district_id) & (calendars.c.user_id == user_id))

    async def _one(self, which: ColumnElement[bool]) -> Calendar | None:
        row = (await self._db.execute(select(calendars).where(which))).mappings().first()
        return rows.read(Calendar, row) if row else None

    async def remember(self, secret_hash: str, told: Told) -> None:
        """What a phone was told: one statement, which cannot bring back an address that was ended meanwhile."""
        await self._db.execute(update(calendars).where(calendars.c.secret_hash == secret_hash).values(told=dict(told)))

    async def drop(self, district_id: int, user_id: int) -> bool:
        """Forget a person's calendar."""
        mine = (calendars.c.district_id == district_id) & (calendars.c.user_id == user_id)
        return (await self._db.execute(delete(calendars).where(mine))).rowcount > 0


PERSONAL = Personal(export=(naming(calendars, "user_id"),), forget=whole_rows(calendars))

ROOM = Room(roster_calendar.CALENDARS, SqlCalendars, PERSONAL, secrets={Secret.CALENDAR: calendars.c.secret_hash})
