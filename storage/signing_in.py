"""One-time links and sessions: of their secrets only the SHA-256."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, String, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access import keys as access_keys
from bot.access.keys import MARK_ENDS, Link, Session
from bot.privacy.port import Erased
from bot.work.known import Secret
from storage import rows, secrets
from storage.growing import grows
from storage.personal import NOTHING, Personal, Step, naming, whole_rows
from storage.rooms import Room
from storage.schema import metadata
from storage.types import OWN_KEY, Instant

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("secret_hash", String(64), primary_key=True),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    Column("used_at", Instant),
    Index("ix_sign_in_links_made", "made_at"),
    info=grows("user_id"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Index("ix_sessions_made", "made_at"),
    info=grows("user_id"),
)


_SWEPT = 100
"""So many old links, and so many old sessions, go each time somebody signs in."""


class SqlSignIns:
    """Fulfils :class:`bot.access.keys.SignIns`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add_link(self, link: Link) -> None:
        """Store a new one."""
        await self._db.execute(insert(sign_in_links).values(rows.values(sign_in_links, link)))
        secrets.made(self._db, Secret.LINK, link.secret_hash if link.used_at is None else None)

    async def void_links(self, user_id: int, now: datetime, marked: str = "") -> None:
        """Mark those of a person used that are not: whose kept hash begins with *marked*, else those without mark."""
        unused = (sign_in_links.c.user_id == user_id) & sign_in_links.c.used_at.is_(None)
        kept = sign_in_links.c.secret_hash
        which = kept.startswith(marked, autoescape=True) if marked else ~kept.contains(MARK_ENDS)
        await self._db.execute(update(sign_in_links).where(unused, which).values(used_at=now))

    async def link(self, secret_hash: str) -> Link | None:
        """The link of a secret."""
        query = select(sign_in_links).where(sign_in_links.c.secret_hash == secret_hash)
        row = (await self._db.execute(query)).mappings().first()
        return rows.read(Link, row) if row else None

    async def use_link(self, secret_hash: str, now: datetime) -> bool:
        """Mark it used; of two who try at once only one does."""
        unused = (sign_in_links.c.secret_hash == secret_hash) & sign_in_links.c.used_at.is_(None)
        return (await self._db.execute(update(sign_in_links).where(unused).values(used_at=now))).rowcount == 1

    async def open_session(self, session: Session) -> Session:
        """Store a new one."""
        columns = rows.values(sessions, session, leave=frozenset({"id"}))
        key = (await self._db.execute(insert(sessions).values(columns))).inserted_primary_key
        secrets.made(self._db, Secret.SESSION, session.secret_hash)
        return replace(session, id=int(key[0]) if key else 0)

    async def session(self, secret_hash: str) -> Session | None:
        """The session of a secret, also one that is over."""
        row = (await self._db.execute(select(sessions).where(sessions.c.secret_hash == secret_hash))).mappings().first()
        return rows.read(Session, row) if row else None

    async def seen(self, session_id: int, now: datetime) -> None:
        """Somebody used the session."""
        await self._db.execute(update(sessions).where(sessions.c.id == session_id).values(seen_at=now))

    async def end_session(self, session: Session) -> None:
        """Forget a session."""
        await self._db.execute(delete(sessions).where(sessions.c.id == session.id))
        secrets.ended(self._db, Secret.SESSION, [session.secret_hash])

    async def forget_before(self, links_before: datetime, sessions_before: datetime) -> int:
        """Delete some links and sessions made before then: more than come in between two calls."""
        count = 0
        for kind, table, before in (
            (Secret.LINK, sign_in_links, links_before),
            (Secret.SESSION, sessions, sessions_before),
        ):
            old = select(table.c.secret_hash).where(table.c.made_at < before).order_by(table.c.made_at).limit(_SWEPT)
            hashes = (await self._db.scalars(old)).all()
            await self._db.execute(delete(table).where(table.c.secret_hash.in_(hashes)))
            secrets.ended(self._db, kind, hashes)
            count += len(hashes)
        return count


async def _forget(db: AsyncConnection, _user_id: int, _now: datetime, found: Sequence[Any]) -> Erased:
    """Whoever is signed in as them is so no more."""
    secrets.ended(db, Secret.SESSION, found)
    await db.execute(delete(sessions).where(sessions.c.secret_hash.in_(found)))
    return NOTHING


_FORGET = (*whole_rows(sign_in_links), Step((sessions.c.secret_hash,), lambda who: sessions.c.user_id == who, _forget))

PERSONAL = Personal(export=(naming(sign_in_links, "user_id"), naming(sessions, "user_id")), forget=_FORGET)

ROOM = Room(
    access_keys.SIGN_INS,
    SqlSignIns,
    PERSONAL,
    secrets={Secret.LINK: sign_in_links.c.secret_hash, Secret.SESSION: sessions.c.secret_hash},
)
