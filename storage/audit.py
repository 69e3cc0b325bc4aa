"""Is the history whole? Every district's chain of lines, read from beginning to end."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.copies import BrokenChain
from storage.districts import districts
from storage.engine import make_engine, sqlite_file
from storage.history import SqlHistory, beginning, history, history_sides
from storage.schema import cases


@dataclass(frozen=True)
class BadLine:
    """The first line that was changed, or before which one was taken away. *number* is its case's."""

    id: int
    number: int | None
    at: datetime


@dataclass(frozen=True)
class Chain:
    """One district's history: how many lines, how many of them with erased words, and the hash of the last."""

    district_id: int
    name: str
    lines: int
    erased: int
    head: str
    bad: BadLine | None


async def audit_of(url: str) -> list[Chain]:
    """Every chain of the database at *url*, which is read as it is, in whatever schema; see :func:`chains`."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        return []
    engine = make_engine(url, pool_size=1, writes=False)
    try:
        async with engine.connect() as connection:
            return await chains(connection)
    finally:
        await engine.dispose()


async def whole_chains(file: Path) -> list[Chain]:
    """The chains of a copy; raises BrokenChain where one does not hold."""
    found = await audit_of(f"sqlite+aiosqlite:///{file}")
    for chain in found:
        if chain.bad is not None:
            raise BrokenChain(file=str(file), district=chain.name, line=chain.bad.id)
    return found


@dataclass(frozen=True)
class Found:
    """The line that has a hash: its district, its id (0: before the first line), and how many lines came after it."""

    name: str
    id: int
    at: datetime | None
    since: int


async def line_of_head(url: str, head: str) -> Found | None:
    """The line whose hash begins with *head*; None where none does. No database, no line."""
    file = sqlite_file(url)
    if not head or (file is not None and not file.exists()):
        return None
    engine = make_engine(url, pool_size=1, writes=False)
    try:
        async with engine.connect() as connection:
            return await _line_of(connection, head.lower())
    finally:
        await engine.dispose()


async def _line_of(connection: AsyncConnection, head: str) -> Found | None:
    with_district = history.join(districts, districts.c.id == history.c.district_id)
    begins = history.c.hash.startswith(head, autoescape=True)
    query = select(history.c.id, history.c.district_id, history.c.recorded_at, districts.c.name)
    row = (await connection.execute(query.select_from(with_district).where(begins))).first()
    if row is None:
        every = (await connection.execute(select(districts.c.id, districts.c.name))).all()
        unwritten = next((name for number, name in every if beginning(number).startswith(head)), None)
        return Found(unwritten, 0, None, 0) if unwritten else None
    later = (history.c.district_id == row.district_id) & (history.c.id > row.id)
    since = (await connection.execute(select(func.count()).select_from(history).where(later))).scalar_one()
    return Found(row.name, row.id, row.recorded_at, since)


async def chains(connection: AsyncConnection) -> list[Chain]:
    """Every district's chain, in order of their ids."""
    query = select(districts.c.id, districts.c.name).order_by(districts.c.id)
    return [await _chain(connection, *row) for row in (await connection.execute(query)).all()]


async def _chain(connection: AsyncConnection, district_id: int, name: str) -> Chain:
    mine = history.c.district_id == district_id
    lines = (await connection.execute(select(func.count()).select_from(history).where(mine))).scalar_one()
    with_sides = history.outerjoin(history_sides, history_sides.c.history_id == history.c.id)
    is_erased = mine & history.c.side_hash.is_not(None) & history_sides.c.history_id.is_(None)
    erased = (await connection.execute(select(func.count()).select_from(with_sides).where(is_erased))).scalar_one()
    book = SqlHistory(connection)
    bad = await book.verify(district_id)
    return Chain(
        district_id,
        name,
        lines,
        erased,
        await book.head(district_id),
        await _line(connection, bad) if bad is not None else None,
    )


async def _line(connection: AsyncConnection, line_id: int) -> BadLine:
    with_case = history.outerjoin(cases, cases.c.id == history.c.case_id)
    query = select(cases.c.number, history.c.recorded_at).select_from(with_case).where(history.c.id == line_id)
    number, at = (await connection.execute(query)).one()
    return BadLine(line_id, number, at)
