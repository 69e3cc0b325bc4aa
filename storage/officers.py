"""Officers and approvers of bodies, each change a row of its own, and the one-time links that enrol one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.bodies import officers as bodies_officers
from bot.bodies.officers import How, Offer, Officer
from bot.privacy.port import Erased
from storage import rows
from storage.growing import grows
from storage.people import memberships, people
from storage.personal import NOTHING, Personal, Step, blanked, naming
from storage.rooms import Room
from storage.schema import metadata, partial
from storage.types import OWN_KEY, Instant

Said = TypeVar("Said", Officer, Offer)


def _what() -> tuple[Column[Any], ...]:
    """What is said of an officer, in both tables."""
    return (
        Column("district_id", ForeignKey("districts.id"), nullable=False),
        Column("body", Text, nullable=False),
        Column("certificate", Text, nullable=False),
        Column("certified_until", String(10)),
        Column("approver", Boolean, nullable=False),
        Column("how", String(8)),
        Column("deed", Text, nullable=False),
        Column("until", Instant),
        Column("by_id", BigInteger),
    )


officers = Table(
    "officers",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    *_what(),
    Column("user_id", ForeignKey("people.user_id"), nullable=False),
    Column("since", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", BigInteger),
    Index("ix_officers_person", "user_id", "id"),
    Index("ix_officers_by", "by_id", "id"),
    Index("ix_officers_ended_by", "ended_by", "id"),
    info=grows("user_id", "by_id", "ended_by", few=("officers.ended_at IS NULL",)),
)
partial(
    "uq_officers_standing",
    officers.c.district_id,
    officers.c.user_id,
    officers.c.body,
    where="ended_at IS NULL",
    unique=True,
)

officer_offers = Table(
    "officer_offers",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    *_what(),
    Column("made_at", Instant, nullable=False),
    Column("secret_hash", String(64), unique=True),
    Column("used_by", BigInteger),
    Column("used_at", Instant),
    Index("ix_officer_offers_by", "by_id", "id"),
    Index("ix_officer_offers_used_by", "used_by", "id"),
    info=grows("by_id", "used_by", "secret_hash"),
)

_HERE = (memberships.c.district_id == officers.c.district_id) & (memberships.c.user_id == officers.c.user_id)
_NAMED = (
    select(officers, func.coalesce(memberships.c.name, people.c.name).label("name"))
    .join(people, people.c.user_id == officers.c.user_id)
    .outerjoin(memberships, _HERE)
)
"""Each by the name that the district knows; who is just being enrolled by their own."""


class SqlOfficers:
    """Fulfils :class:`bot.bodies.officers.Officers`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, officer: Officer) -> Officer:
        """Store a new one."""
        return replace(officer, id=await self._insert(officers, officer))

    async def end(self, officer_id: int, now: datetime, by_id: int | None) -> None:
        """It stands no longer."""
        one = (officers.c.id == officer_id) & officers.c.ended_at.is_(None)
        await self._db.execute(update(officers).where(one).values(ended_at=now, ended_by=by_id))

    async def standing(self, district_id: int, user_id: int | None = None) -> list[Officer]:
        """Those that have not ended."""
        query = _NAMED.where(officers.c.district_id == district_id, officers.c.ended_at.is_(None))
        if user_id is not None:
            query = query.where(officers.c.user_id == user_id)
        return await self._many(query.order_by(officers.c.body, officers.c.user_id))

    async def past(self, district_id: int, user_id: int, most: int) -> list[Officer]:
        """How it stood with one person."""
        query = _NAMED.where(officers.c.district_id == district_id, officers.c.user_id == user_id)
        return await self._many(query.order_by(officers.c.id.desc()).limit(most))

    async def add_offer(self, offer: Offer) -> Offer:
        """Store a new link."""
        return replace(offer, id=await self._insert(officer_offers, offer))

    async def keep_secret(self, offer_id: int, secret_hash: str) -> None:
        """What opens it."""
        await self._db.execute(
            update(officer_offers).where(officer_offers.c.id == offer_id).values(secret_hash=secret_hash)
        )

    async def offer_of(self, secret_hash: str) -> Offer | None:
        """A link by what opens it."""
        query = select(officer_offers).where(officer_offers.c.secret_hash == secret_hash)
        row = (await self._db.execute(query)).mappings().first()
        return _read(Offer, row) if row else None

    async def use(self, offer_id: int, user_id: int, now: datetime) -> bool:
        """Use it up; of two who try at once only one does."""
        unused = (officer_offers.c.id == offer_id) & officer_offers.c.used_at.is_(None)
        used = update(officer_offers).where(unused).values(used_by=user_id, used_at=now)
        return (await self._db.execute(used)).rowcount == 1

    async def _insert(self, table: Table, said: Officer | Offer) -> int:
        columns = rows.values(table, said, leave=frozenset({"id"}))
        columns["certified_until"] = said.certified_until.isoformat() if said.certified_until else None
        key = (await self._db.execute(insert(table).values(columns))).inserted_primary_key
        return int(key[0]) if key else 0

    async def _many(self, query: Select[Any]) -> list[Officer]:
        return [_read(Officer, row) for row in (await self._db.execute(query)).mappings()]


def _read(kind: type[Said], row: RowMapping | Mapping[str, Any]) -> Said:
    day = row["certified_until"]
    how = How(row["how"]) if row["how"] else None
    return rows.read(kind, row, certified_until=date.fromisoformat(day) if day else None, how=how)


async def _left(db: AsyncConnection, _user_id: int, now: datetime, found: Sequence[Any]) -> Erased:
    """That somebody was of a body stays; not with which certificate, nor by which deed."""
    theirs = officers.c.id.in_(found)
    await db.execute(update(officers).where(theirs).values(certificate="", deed=""))
    await db.execute(update(officers).where(theirs, officers.c.ended_at.is_(None)).values(ended_at=now))
    return NOTHING


_FORGET = (
    Step((officers.c.id,), lambda user_id: officers.c.user_id == user_id, _left),
    blanked(officers, lambda user_id: officers.c.by_id == user_id, by_id=None),
    blanked(officers, lambda user_id: officers.c.ended_by == user_id, ended_by=None),
    blanked(officer_offers, lambda user_id: officer_offers.c.by_id == user_id, by_id=None),
    blanked(officer_offers, lambda user_id: officer_offers.c.used_by == user_id, used_by=None, certificate="", deed=""),
)

ROOM = Room(
    bodies_officers.OFFICERS,
    SqlOfficers,
    personal=Personal(
        export=(naming(officers, "user_id", "by_id", "ended_by"), naming(officer_offers, "used_by", "by_id")),
        forget=_FORGET,
        said=(officers.c.certificate, officers.c.deed, officer_offers.c.certificate, officer_offers.c.deed),
    ),
)
