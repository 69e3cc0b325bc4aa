"""Programs of other systems: of their keys only the SHA-256, and what they asked for lately."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    delete,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.register import programs as register_programs
from bot.register.programs import Program, Reach, Request
from bot.work.known import Secret
from storage import rows, secrets, upsert
from storage.growing import STAYS, grows
from storage.personal import Personal, naming
from storage.rooms import Room
from storage.schema import metadata, partial
from storage.types import OWN_KEY, Instant, Json

programs = Table(
    "programs",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("name", String(64), nullable=False),
    Column("secret_hash", String(64), unique=True),
    Column("made_by", BigInteger, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("revoked_by", BigInteger),
    Column("revoked_at", Instant),
    Column("used_at", Instant),
    Column("counted_on", String(10), nullable=False),
    Column("counted", Integer, nullable=False),
    Column("places", String(8), nullable=False, server_default=""),
    info=STAYS,
)
partial("uq_programs_named", programs.c.district_id, programs.c.name, where="revoked_at IS NULL", unique=True)

program_requests = Table(
    "program_requests",
    metadata,
    Column("program_id", ForeignKey("programs.id"), primary_key=True),
    Column("name", String(128), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("answer", Json, nullable=False),
    Index("ix_program_requests_at", "at"),
    info=grows(),
)


class SqlPrograms:
    """Fulfils :class:`bot.register.programs.Programs`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def add(self, program: Program) -> Program:
        """Store a new one."""
        columns = rows.values(programs, program, leave=frozenset({"id"}))
        key = (await self._db.execute(insert(programs).values(columns))).inserted_primary_key
        secrets.made(self._db, Secret.PROGRAM, program.secret_hash)
        return replace(program, id=int(key[0]) if key else 0)

    async def save(self, program: Program) -> None:
        """Write one as it stands now."""
        columns = rows.values(programs, program, leave=frozenset({"id"}))
        await self._db.execute(update(programs).where(programs.c.id == program.id).values(columns))
        secrets.made(self._db, Secret.PROGRAM, program.secret_hash if program.is_live else None)

    async def get(self, program_id: int) -> Program | None:
        """The program of an id."""
        return await self._one(programs.c.id == program_id)

    async def by_key(self, secret_hash: str) -> Program | None:
        """The program of a key."""
        return await self._one(programs.c.secret_hash == secret_hash)

    async def of(self, district_id: int) -> list[Program]:
        """Those of a district whose keys open something."""
        live = (programs.c.district_id == district_id) & programs.c.revoked_at.is_(None)
        found = await self._db.execute(select(programs).where(live).order_by(programs.c.id))
        return [_read(row) for row in found.mappings()]

    async def ended(self, district_id: int, since: datetime, most: int) -> list[Program]:
        """Those of a district whose keys were ended after then."""
        lately = (programs.c.district_id == district_id) & (programs.c.revoked_at > since)
        newest = select(programs).where(lately).order_by(programs.c.revoked_at.desc(), programs.c.id.desc())
        return [_read(row) for row in (await self._db.execute(newest.limit(most))).mappings()]

    async def names(self, ids: Collection[int]) -> dict[int, str]:
        """What these programs are called."""
        if not ids:
            return {}
        found = await self._db.execute(select(programs.c.id, programs.c.name).where(programs.c.id.in_(set(ids))))
        return {row.id: row.name for row in found}

    async def hold(self, program_id: int) -> Program | None:
        """The same as *get*; who else wants to write about it waits. SQLite has one writer anyhow."""
        row = await self._db.execute(select(programs).where(programs.c.id == program_id).with_for_update())
        found = row.mappings().first()
        return _read(found) if found else None

    async def _one(self, which: ColumnElement[bool]) -> Program | None:
        row = (await self._db.execute(select(programs).where(which))).mappings().first()
        return _read(row) if row else None

    async def request(self, program_id: int, name: str) -> Request | None:
        """What the program asked for under this name."""
        that = (program_requests.c.program_id == program_id) & (program_requests.c.name == name)
        row = (await self._db.execute(select(program_requests).where(that))).mappings().first()
        return rows.read(Request, row) if row else None

    async def put_request(self, request: Request) -> None:
        """Store what it asked for."""
        await upsert.put(self._db, program_requests, rows.values(program_requests, request))

    async def forget_requests(self, before: datetime, most: int) -> int:
        """Delete the oldest of those asked for before then."""
        keys = (program_requests.c.program_id, program_requests.c.name)
        old = select(*keys).where(program_requests.c.at < before).order_by(program_requests.c.at).limit(most)
        return (await self._db.execute(delete(program_requests).where(tuple_(*keys).in_(old)))).rowcount


def _read(row: RowMapping) -> Program:
    return rows.read(Program, row, places=Reach(row["places"]))


PERSONAL = Personal(export=(naming(programs, "made_by", "revoked_by"),))

ROOM = Room(register_programs.PROGRAMS, SqlPrograms, PERSONAL, secrets={Secret.PROGRAM: programs.c.secret_hash})
