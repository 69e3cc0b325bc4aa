"""Addresses of the pages that places have of their visits, by the SHA-256 of the key in each."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, String, Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.inspections.papers import address as papers_address
from bot.inspections.papers.address import Address
from bot.work.known import Secret
from storage import rows, secrets
from storage.growing import grows
from storage.rooms import Room
from storage.schema import metadata
from storage.types import Instant

visit_addresses = Table(
    "visit_addresses",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Index("ix_visit_addresses_case", "case_id", "made_at"),
    Index("ix_visit_addresses_made", "made_at"),
    info=grows("case_id"),
)


class SqlAddresses:
    """Fulfils :class:`bot.inspections.papers.address.Addresses`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, address: Address, most: int) -> None:
        """Store one; of its visit the *most* newest stay."""
        await self._db.execute(insert(visit_addresses).values(rows.values(visit_addresses, address)))
        secrets.made(self._db, Secret.OWN_PAGE, address.key_hash)
        its = visit_addresses.c.case_id == address.case_id
        newest = select(visit_addresses.c.key_hash).where(its).order_by(visit_addresses.c.made_at.desc())
        await self._end(list((await self._db.execute(newest.limit(most + 10))).scalars())[most:])

    async def by_key(self, key_hash: str) -> Address | None:
        """The address with a key."""
        query = select(visit_addresses).where(visit_addresses.c.key_hash == key_hash)
        row = (await self._db.execute(query)).mappings().first()
        return rows.read(Address, row) if row else None

    async def forget_before(self, instant: datetime, most: int) -> int:
        """Delete some that were made before; how many went."""
        old = select(visit_addresses.c.key_hash).where(visit_addresses.c.made_at < instant)
        some = old.order_by(visit_addresses.c.made_at).limit(most)
        return await self._end(list((await self._db.execute(some)).scalars()))

    async def _end(self, hashes: list[str]) -> int:
        if hashes:
            await self._db.execute(delete(visit_addresses).where(visit_addresses.c.key_hash.in_(hashes)))
            secrets.ended(self._db, Secret.OWN_PAGE, hashes)
        return len(hashes)


ROOM = Room(papers_address.ADDRESSES, SqlAddresses, secrets={Secret.OWN_PAGE: visit_addresses.c.key_hash})
