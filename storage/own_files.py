"""Files of evidence that came through our own pages, kept with the evidence in one transaction."""

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, LargeBinary, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.evidence import own_files as evidence_own_files
from storage import upsert
from storage.growing import grows
from storage.personal import Personal
from storage.rooms import Room
from storage.schema import metadata
from storage.types import Instant

own_files = Table(
    "own_files",
    metadata,
    Column("evidence_id", ForeignKey("evidence.id"), primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("stays", Boolean, nullable=False),
    Index("ix_own_files_old", "stays", "kept_at"),
    info=grows(),
)


class SqlOwnFiles:
    """Fulfils :class:`bot.evidence.own_files.OwnFiles`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def keep(self, evidence_id: int, data: bytes, at: datetime, *, stays: bool) -> None:
        """Keep a file."""
        row = {"evidence_id": evidence_id, "data": data, "kept_at": at, "stays": stays}
        await upsert.insert_new(self._db, own_files, [row], "evidence_id")

    async def of(self, evidence_id: int) -> bytes | None:
        """The file; None where it is not kept."""
        query = select(own_files.c.data).where(own_files.c.evidence_id == evidence_id)
        found = (await self._db.execute(query)).scalar_one_or_none()
        return bytes(found) if found is not None else None

    async def forget_before(self, oldest: datetime, most: int) -> int:
        """Delete some that are too old; how many went."""
        old = ~own_files.c.stays & (own_files.c.kept_at < oldest)
        some = select(own_files.c.evidence_id).where(old).order_by(own_files.c.kept_at).limit(most)
        ids = list((await self._db.execute(some)).scalars())
        if ids:
            await self._db.execute(delete(own_files).where(own_files.c.evidence_id.in_(ids)))
        return len(ids)


ROOM = Room(evidence_own_files.OWN_FILES, SqlOwnFiles, Personal())
